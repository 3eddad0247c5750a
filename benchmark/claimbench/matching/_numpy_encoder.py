"""The packaged cross-encoder run with NumPy alone: six BERT layers (Devlin et al. 2019) and a small head.

Weights are signed bytes with one scale a row, and are widened once to float32; all arithmetic is float32. Every
batch has a fixed number of rows and a length that depends on the pair alone, and the probabilities are rounded,
so that a pair's score does not depend on the pairs beside it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from claimbench.matching import _piece_matches
from claimbench.matching._piece_matches import Array, Ids
from claimbench.progress import progress

if TYPE_CHECKING:
    from tokenizers import Encoding


FOLDER = Path(__file__).parent / "_weights"
LAYERS, HEADS, WIDTH = 6, 12, 384
ROWS = 4
STEP = 8
DECIMALS = 5
MOST_TOKENS = 256


@lru_cache(maxsize=1)
def weights() -> dict[str, Array]:
    """All weights by name, in float32; matrices are (inputs, outputs), word vectors (tokens, 384)."""
    with np.load(FOLDER / "cross_encoder.npz", allow_pickle=False) as stored:
        values = {name: stored[name] for name in stored.files}
    return {name: _widen(name, values) for name in values if not name.endswith(".scale")}


def _widen(name: str, values: dict[str, NDArray[np.generic]]) -> Array:
    if f"{name}.scale" not in values:
        return values[name].astype(np.float32)
    rows = values[name].astype(np.float32) * values[f"{name}.scale"].astype(np.float32)[:, None]
    return rows if name.startswith("embeddings.") else np.ascontiguousarray(rows.T)


@lru_cache(maxsize=1)
def tokenizer() -> Any:
    """BERT's lower-casing word-piece tokenizer over the packaged vocabulary; the longer text of a pair is cut."""
    from tokenizers import BertWordPieceTokenizer

    loaded: Any = BertWordPieceTokenizer(str(FOLDER / "vocab.txt"), lowercase=True)
    loaded.enable_truncation(MOST_TOKENS)
    return loaded


@lru_cache(maxsize=1)
def unit_vectors() -> Array:
    """The word vectors for comparing pieces, (pieces, 384)."""
    return _piece_matches.unit_vectors(weights()["embeddings.word"])


@lru_cache(maxsize=1)
def hashes() -> dict[str, str]:
    """sha256 of each packaged file."""
    names = ("cross_encoder.npz", "vocab.txt")
    return {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in names}


@lru_cache(maxsize=1)
def state() -> str:
    """A hash of all that a reading depends on here: the packaged files, and the code that reads."""
    code = [Path(file).read_bytes() for file in (__file__, _piece_matches.__file__)]
    return hashlib.sha256(b"\0".join([*(value.encode() for value in hashes().values()), *code])).hexdigest()


def both_ways(pairs: Sequence[tuple[str, str]]) -> list[tuple[float, float]]:
    """For each (a, b) the probabilities that a conveys b and that b conveys a, rounded to `DECIMALS`."""
    if not pairs:
        return []
    encodings = tokenizer().encode_batch([*pairs])
    by_length: dict[int, list[int]] = {}
    for index, encoding in enumerate(encodings):
        by_length.setdefault(-(-len(encoding.ids) // STEP) * STEP, []).append(index)
    result = [(0.0, 0.0)] * len(pairs)
    batches = [
        (length, indices[start : start + ROWS])
        for length, indices in sorted(by_length.items())
        for start in range(0, len(indices), ROWS)
    ]
    for (_, part), answers in zip(batches, _in_parallel(encodings, batches), strict=True):
        for index, (there, back) in zip(part, answers, strict=False):
            result[index] = (round(float(there), DECIMALS), round(float(back), DECIMALS))
    return result


def _in_parallel(encodings: Sequence[Encoding], batches: Sequence[tuple[int, list[int]]]) -> Iterator[Array]:
    """The answers (ROWS, 2) to each batch, several batches at a time.

    Each product is computed by one thread, so that the number of threads changes no bit of it.
    """
    unit_vectors()  # reads and widens all weights, once, before several threads ask for them
    with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(os.cpu_count()) as pool:
        answers = pool.map(lambda batch: _run([encodings[i] for i in batch[1]], batch[0]), batches)
        yield from progress(answers, "reading pairs", len(batches))


def _run(encodings: Sequence[Encoding], length: int) -> Array:
    """Probabilities (ROWS, 2) of one batch padded to ROWS × length; the rows without a pair repeat the first."""
    filled = [*encodings, *[encodings[0]] * (ROWS - len(encodings))]
    ids, types, kinds = np.zeros((3, ROWS, length), dtype=np.int64)
    mask = np.zeros((ROWS, length), dtype=np.float32)
    for row, encoding in enumerate(filled):
        ids[row, : len(encoding.ids)] = encoding.ids
        types[row, : len(encoding.ids)] = encoding.type_ids
        kinds[row, : len(encoding.ids)] = _kinds(encoding)
        mask[row, : len(encoding.ids)] = 1
    return _head(_encode(ids, types, kinds, mask), mask)


def _kinds(encoding: Encoding) -> Ids:
    special = np.array(encoding.special_tokens_mask)
    return _piece_matches.kinds(np.array(encoding.ids), np.array(encoding.type_ids), special, unit_vectors())


def _encode(ids: Ids, types: Ids, kinds: Ids, mask: Array) -> Array:
    """Token vectors (rows, length, 384)."""
    w = weights()
    hidden = w["embeddings.word"][ids] + w["embeddings.type"][types] + w["embeddings.match"][kinds]
    hidden = hidden + w["embeddings.position"][: ids.shape[1]]
    hidden = _normalised(hidden, "embeddings.norm")
    away = (mask[:, None, None, :] - 1) * np.float32(1e9)
    for layer in range(LAYERS):
        hidden = _layer(hidden, away, f"layer{layer}.")
    return hidden


def _layer(hidden: Array, away: Array, name: str) -> Array:
    rows, length, _ = hidden.shape
    parts = _dense(hidden, name + "qkv").reshape(rows, length, 3, HEADS, WIDTH // HEADS)
    query, key, value = parts.transpose(2, 0, 3, 1, 4)
    scores = query @ key.transpose(0, 1, 3, 2) * np.float32((WIDTH / HEADS) ** -0.5) + away
    scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
    mixed = (scores / scores.sum(axis=-1, keepdims=True)) @ value
    mixed = mixed.transpose(0, 2, 1, 3).reshape(rows, length, WIDTH)
    hidden = _normalised(hidden + _dense(mixed, name + "attention"), name + "attention.norm")
    inner = _gelu(_dense(hidden, name + "inner"))
    return _normalised(hidden + _dense(inner, name + "outer"), name + "outer.norm")


def _dense(values: Array, name: str) -> Array:
    w = weights()
    flat: Array = values.reshape(-1, values.shape[-1]) @ w[name] + w[name + ".bias"]
    return flat.reshape(*values.shape[:-1], -1)


def _normalised(values: Array, name: str) -> Array:
    w = weights()
    centred = values - values.mean(axis=-1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(1e-12))
    result: Array = centred / spread * w[name + ".weight"] + w[name + ".bias"]
    return result


def _gelu(x: Array) -> Array:
    """x Φ(x), with erf by formula 7.1.26 of Abramowitz and Stegun (1964), off by at most 1.5e-7. In place where it can."""
    z = np.abs(x)
    z *= np.float32(0.5**0.5)
    t = z * np.float32(0.3275911)
    t += np.float32(1)
    np.reciprocal(t, out=t)
    series = t * np.float32(1.061405429)
    series -= np.float32(1.453152027)
    for factor in (1.421413741, -0.284496736, 0.254829592):
        series *= t
        series += np.float32(factor)
    series *= t
    z *= z
    np.exp(np.negative(z, out=z), out=z)
    z *= series
    np.subtract(np.float32(1), z, out=z)
    np.copysign(z, x, out=z)
    z += np.float32(1)
    z *= x
    z *= np.float32(0.5)
    return z


def _head(hidden: Array, mask: Array) -> Array:
    """Probabilities (rows, 2) from the vector of [CLS] and the mean of all vectors."""
    mean = (hidden * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
    features = np.tanh(_dense(np.concatenate([hidden[:, 0], mean], axis=1), "head"))
    result: Array = (1 / (1 + np.exp(-_dense(features, "out")))).astype(np.float32)
    return result
