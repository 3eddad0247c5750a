"""Turn a trained `model.pt` into the packaged weights: signed bytes with one scale a row, and the vocabulary.

python training/export_weights.py /path/to/model.pt [--out benchmark/claimbench/matching/_weights]
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from train_cross_encoder import packaged_encoder

WEIGHTS = Path(__file__).parents[1] / "benchmark" / "claimbench" / "matching" / "_weights"
LAYERS = 6
Arrays = dict[str, NDArray[np.generic]]


def main() -> None:
    """Write `cross_encoder.npz` and `vocab.txt`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    state = {name: value.numpy() for name, value in torch.load(options.model, weights_only=True).items()}
    np.savez(options.out / "cross_encoder.npz", **packed(state))  # type: ignore[arg-type]
    shutil.copy(packaged_encoder() / "vocab.txt", options.out / "vocab.txt")


def packed(state: dict[str, NDArray[np.float32]]) -> Arrays:
    """The packaged arrays by name; matrices become int8 with `NAME.scale`, vectors stay float32."""
    arrays: Arrays = {}
    for name, value in _renamed(state).items():
        if value.ndim == 1:
            arrays[name] = value
            continue
        scale = np.maximum(np.abs(value).max(axis=1), 1e-8) / np.float32(127)
        arrays[name] = np.rint(value / scale[:, None]).astype(np.int8)
        arrays[f"{name}.scale"] = scale.astype(np.float32)
    return arrays


def _renamed(state: dict[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
    found = {}
    for short in ("word", "position", "token_type"):
        found[f"embeddings.{short.removeprefix('token_')}"] = state[f"encoder.embeddings.{short}_embeddings.weight"]
    found["embeddings.match"] = state["match.weight"]
    _norm(found, "embeddings.norm", state, "encoder.embeddings.LayerNorm")
    for layer in range(LAYERS):
        _layer(found, f"layer{layer}.", state, f"encoder.encoder.layer.{layer}.")
    for ours, theirs in (("head", "dense"), ("out", "out")):
        _linear(found, ours, state, theirs)
    return found


def _layer(
    found: dict[str, NDArray[np.float32]], ours: str, state: dict[str, NDArray[np.float32]], theirs: str
) -> None:
    for part in ("weight", "bias"):
        kinds = [state[f"{theirs}attention.self.{kind}.{part}"] for kind in ("query", "key", "value")]
        found[f"{ours}qkv" + (".bias" if part == "bias" else "")] = np.concatenate(kinds)
    _linear(found, f"{ours}attention", state, f"{theirs}attention.output.dense")
    _norm(found, f"{ours}attention.norm", state, f"{theirs}attention.output.LayerNorm")
    _linear(found, f"{ours}inner", state, f"{theirs}intermediate.dense")
    _linear(found, f"{ours}outer", state, f"{theirs}output.dense")
    _norm(found, f"{ours}outer.norm", state, f"{theirs}output.LayerNorm")


def _linear(
    found: dict[str, NDArray[np.float32]], ours: str, state: dict[str, NDArray[np.float32]], theirs: str
) -> None:
    found[ours] = state[f"{theirs}.weight"]
    found[f"{ours}.bias"] = state[f"{theirs}.bias"]


def _norm(found: dict[str, NDArray[np.float32]], ours: str, state: dict[str, NDArray[np.float32]], theirs: str) -> None:
    for part in ("weight", "bias"):
        found[f"{ours}.{part}"] = state[f"{theirs}.{part}"]


if __name__ == "__main__":
    main()
