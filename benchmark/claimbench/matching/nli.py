"""`nli`: any model for natural language inference, asked in both directions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from claimbench.errors import UsageError
from claimbench.matching._directed import Directed
from claimbench.matching._hub import Model
from claimbench.matching.base import Pair

_LENGTHS = (32, 64, 128, 256, 512)
_ROWS = 16
_DECIMALS = 5


class Nli(Directed):
    """Probability of entailment by a sequence-classification model of transformers.

    Args:
        model: a folder, or a hub id with `revision`.
        revision: the commit of a hub model (40 hex digits), required there.
        entailment_label: the number of the label that means entailment; None: read from the model's config, which
            must name exactly one label beginning with "entail".
    """

    name = "nli"
    version = "2"
    calibrated_on = "nothing: one half is the convention"

    def __init__(self, model: str = "", revision: str | None = None, entailment_label: int | None = None) -> None:
        super().__init__()
        self._where = Model(self.name, model, revision)
        self._label = entailment_label
        self._loaded: tuple[Any, Any, Any] | None = None

    def clean(self, text: str) -> str:
        return " ".join(text.split())

    def entailment(self, pairs: Sequence[Pair]) -> list[float]:
        """Rounded probabilities; a pair's padding depends on the pair alone and every batch has the same rows."""
        result = [0.0] * len(pairs)
        for length, indices in sorted(self._by_length(pairs).items()):
            for start in range(0, len(indices), _ROWS):
                part = indices[start : start + _ROWS]
                for index, value in zip(part, self._run([pairs[i] for i in part], length), strict=False):
                    result[index] = round(value, _DECIMALS)
        return result

    def dependencies(self) -> Mapping[str, str]:
        return self._where.dependencies()

    def _by_length(self, pairs: Sequence[Pair]) -> dict[int, list[int]]:
        _, tokenizer, _ = self._load()
        longest = min(_LENGTHS[-1], int(tokenizer.model_max_length))
        groups: dict[int, list[int]] = {}
        for index, (a, b) in enumerate(pairs):
            size = len(tokenizer(a, b, truncation=True, max_length=longest)["input_ids"])
            groups.setdefault(min(longest, next(n for n in _LENGTHS if size <= n)), []).append(index)
        return groups

    def _run(self, pairs: Sequence[Pair], length: int) -> list[float]:
        torch, tokenizer, model = self._load()
        first, second = zip(*pairs, *[pairs[0]] * (_ROWS - len(pairs)), strict=True)
        inputs = tokenizer(
            list(first), list(second), truncation=True, padding="max_length", max_length=length, return_tensors="pt"
        )
        with torch.inference_mode():
            probabilities = model(**inputs).logits.softmax(-1)
        column: list[float] = probabilities[:, self._entailed(model.config)].tolist()
        return column

    def _load(self) -> tuple[Any, Any, Any]:
        if self._loaded is None:
            torch, tokenizer, model = self._where.load("AutoModelForSequenceClassification")
            self._entailed(model.config)
            self._loaded = torch, tokenizer, model
        return self._loaded

    def _entailed(self, config: Any) -> int:
        """The number of the label that means entailment."""
        labels = {int(number): str(label) for number, label in config.id2label.items()}
        if self._label is not None and self._label in labels:
            return self._label
        found = [number for number, label in labels.items() if label.lower().startswith("entail")]
        if self._label is None and len(found) == 1:
            return found[0]
        expected = "one label called entailment" if self._label is None else f"a label with number {self._label}"
        raise UsageError(
            f"nli: {self._where.name}: expected {expected}, found {labels}\n"
            "  next: claimbench run matcher=nli +matcher_options.entailment_label=NUMBER"
        )
