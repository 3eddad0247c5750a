"""Agreement of a matcher's `contains` with people on FEVERFact (Ullrich et al. 2025, arXiv 2502.04955).

Focus: is a predicted claim found in the union of the gold claims? Coverage: is a gold claim found in the union of the
predicted ones? The files are read from a folder that the user has; nothing of them is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from claimbench.errors import InputError
from claimbench.feverfact_labels import Digits, read_inputs, read_labels
from claimbench.jsonl import Row
from claimbench.matching._bootstrap import Floats, Ranking, confusion, f1, interval, kappa, value
from claimbench.matching.base import Matcher, Pair
from claimbench.packed import read_objects

_SENTENCE = re.compile(r" {2,}|\n")
_PLAIN = re.compile(r"-lrb-|-rrb-|[^a-z0-9]")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pair for `contains` with its label and the input it belongs to."""

    pair: Pair
    label: bool
    unit: int


def agreement(
    matcher: Matcher, folder: Path, shared_with: Path | None = None, *, seed: int = 0, resamples: int = 10_000
) -> dict[str, Any]:
    """AUROC, best F1 and kappa at the containment threshold, for focus and coverage, with intervals over inputs.

    Inputs that share a claim id or an evidence sentence with the file `shared_with` (the FEVER symmetric set) are left
    out. The best F1 and its threshold are found on these very labels: an optimistic figure, as in the paper.
    """
    inputs = read_inputs(Path(folder))
    dropped = _shared(inputs, shared_with) if shared_with is not None else set()
    focus, coverage = labelled(Path(folder), inputs, dropped)
    return {
        "focus": _figures(matcher, focus, seed, resamples),
        "coverage": _figures(matcher, coverage, seed, resamples),
        "left_out_inputs": len(dropped),
        "bootstrap": {"unit": "input", "resamples": resamples, "seed": seed, "level": 0.95},
    }


def labelled(folder: Path, inputs: Mapping[int, Row], dropped: set[int]) -> tuple[list[Labelled], list[Labelled]]:
    """The labelled pairs for focus and for coverage; strings without one digit a claim are left out."""
    focus: list[Labelled] = []
    coverage: list[Labelled] = []
    units: dict[int, int] = {}
    for row in read_labels(folder, inputs):
        if row.input not in dropped:
            unit = units.setdefault(row.input, len(units))
            focus += _pairs(row.focus, row.predicted, row.gold, unit)
            coverage += _pairs(row.coverage, row.gold, row.predicted, unit)
    return focus, coverage


def _pairs(digits: Digits | None, wanted: Sequence[str], given: Sequence[str], unit: int) -> list[Labelled]:
    if digits is None:
        return []
    joined = "\n".join(given)
    return [Labelled((joined, claim), digit == 1, unit) for claim, digit in zip(wanted, digits, strict=True)]


def _figures(matcher: Matcher, items: Sequence[Labelled], seed: int, resamples: int) -> dict[str, Any]:
    if not items:
        raise InputError("the folder has no labelled pair that can be used")
    scores = np.array(matcher.contains([item.pair for item in items]), dtype=np.float64)
    labels, units = np.array([item.label for item in items]), np.array([item.unit for item in items])
    size = int(units.max()) + 1
    best = _best_threshold(scores, labels)
    fixed = confusion(scores >= matcher.containment_threshold, labels, units, size)
    figures = {
        "auroc": Ranking(scores[labels], units[labels], scores[~labels], units[~labels], size).auroc,
        "best_f1": f1(confusion(scores >= best, labels, units, size)),
        "f1": f1(fixed),
        "kappa": kappa(fixed),
    }
    return {
        **{name: value(figure, size) for name, figure in figures.items()},
        "best_threshold": best,
        "threshold": matcher.containment_threshold,
        "n": len(items),
        "positive": int(labels.sum()),
        "inputs": len(set(units.tolist())),
        "intervals": {name: interval(figure, size, seed, resamples) for name, figure in figures.items()},
    }


def _best_threshold(scores: Floats, labels: Any) -> float:
    """The score whose use as threshold gives the largest F1; the highest of several."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(labels[order])
    value = 2 * hits / (np.arange(1, len(order) + 1) + labels.sum())
    last = np.append(scores[order][1:] != scores[order][:-1], True)
    return float(scores[order][last][int(np.argmax(value[last]))])


def _shared(inputs: Mapping[int, Row], path: Path) -> set[int]:
    rows = list(read_objects(Path(path)))
    ids = {str(row.get("id", (str, int))) for row in rows}
    evidence = {_plain(row.get("a", str)) for row in rows}
    return {
        key
        for key, row in inputs.items()
        if any(str(i) in ids for i in row.get("claim_ids", list))
        or any(_plain(part) in evidence for part in _SENTENCE.split(row.get("sentence", str)) if part)
    }


def _plain(text: str) -> str:
    return _PLAIN.sub("", text.lower())
