"""Turn trained checkpoints into the packaged weights (signed bytes with one scale a row, and the vocabulary), or back.

    python training/export_weights.py /path/to/model.pt [...] [--out benchmark/claimbench/matching/_weights]
    python training/export_weights.py --unpack /path/to/cross_encoder.npz --out start.pt

Of several checkpoints that were trained on from the same weights, the mean is packaged (Wortsman et al. 2022, "Model
soups", arXiv 2203.05482). The second form is for training on from weights that were packaged before.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from train_cross_encoder import packaged_encoder

WEIGHTS = Path(__file__).parents[1] / "benchmark" / "claimbench" / "matching" / "_weights"
LAYERS = 6
Arrays = dict[str, NDArray[np.generic]]
State = dict[str, NDArray[np.float32]]


def main() -> None:
    """Write `cross_encoder.npz` and `vocab.txt`, or a checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--unpack", action="store_true", help="from packaged weights to a checkpoint")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    if options.unpack:
        with np.load(options.models[0], allow_pickle=False) as stored:
            state = unpacked(dict(stored))
        torch.save({name: torch.from_numpy(value) for name, value in state.items()}, options.out)
        return
    options.out.mkdir(parents=True, exist_ok=True)
    states = [torch.load(path, weights_only=True) for path in options.models]
    np.savez(options.out / "cross_encoder.npz", **packed(mean(states)))  # type: ignore[arg-type]
    shutil.copy(packaged_encoder() / "vocab.txt", options.out / "vocab.txt")


def mean(states: Sequence[Mapping[str, torch.Tensor]]) -> State:
    """The mean of every weight over the states."""
    return {name: torch.stack([state[name] for state in states]).mean(dim=0).numpy() for name in states[0]}


def packed(state: State) -> Arrays:
    """The packaged arrays by name; matrices become int8 with `NAME.scale`, vectors stay float32."""
    arrays: Arrays = {}
    for name, theirs in names().items():
        value = np.concatenate([state[part] for part in theirs])
        if value.ndim == 1:
            arrays[name] = value
            continue
        scale = np.maximum(np.abs(value).max(axis=1), 1e-8) / np.float32(127)
        arrays[name] = np.rint(value / scale[:, None]).astype(np.int8)
        arrays[f"{name}.scale"] = scale.astype(np.float32)
    return arrays


def unpacked(arrays: Arrays) -> State:
    """The state that packs to these arrays."""
    state: State = {}
    for name, theirs in names().items():
        value = arrays[name].astype(np.float32)
        if f"{name}.scale" in arrays:
            value = value * arrays[f"{name}.scale"].astype(np.float32)[:, None]
        state.update(zip(theirs, (np.ascontiguousarray(part) for part in np.split(value, len(theirs))), strict=True))
    return state


def names() -> dict[str, tuple[str, ...]]:
    """The names in the state behind each packaged name; several are laid below one another."""
    found: dict[str, tuple[str, ...]] = {
        f"embeddings.{short.removeprefix('token_')}": (f"encoder.embeddings.{short}_embeddings.weight",)
        for short in ("word", "position", "token_type")
    }
    found["embeddings.match"] = ("match.weight",)
    found |= _norm("embeddings.norm", "encoder.embeddings.LayerNorm")
    for layer in range(LAYERS):
        found |= _layer(f"layer{layer}.", f"encoder.encoder.layer.{layer}.")
    return found | _linear("head", "dense") | _linear("out", "out")


def _layer(ours: str, theirs: str) -> dict[str, tuple[str, ...]]:
    kinds = [f"{theirs}attention.self.{kind}" for kind in ("query", "key", "value")]
    return {
        f"{ours}qkv": tuple(f"{kind}.weight" for kind in kinds),
        f"{ours}qkv.bias": tuple(f"{kind}.bias" for kind in kinds),
        **_linear(f"{ours}attention", f"{theirs}attention.output.dense"),
        **_norm(f"{ours}attention.norm", f"{theirs}attention.output.LayerNorm"),
        **_linear(f"{ours}inner", f"{theirs}intermediate.dense"),
        **_linear(f"{ours}outer", f"{theirs}output.dense"),
        **_norm(f"{ours}outer.norm", f"{theirs}output.LayerNorm"),
    }


def _linear(ours: str, theirs: str) -> dict[str, tuple[str, ...]]:
    return {ours: (f"{theirs}.weight",), f"{ours}.bias": (f"{theirs}.bias",)}


def _norm(ours: str, theirs: str) -> dict[str, tuple[str, ...]]:
    return {f"{ours}.{part}": (f"{theirs}.{part}",) for part in ("weight", "bias")}


if __name__ == "__main__":
    main()
