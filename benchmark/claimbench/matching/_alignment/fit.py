"""Fitting weights.json again: ``python -m claimbench.matching._alignment.fit --rose DIR FILE…``.

`FILE` holds invented claims, ``{"gold", "paraphrases": [{"text"}, …], "contrasts": [{"text", "phenomenon"}, …]}``;
`DIR` is a folder of RoSE (Liu et al. 2023, arXiv 2212.07981), whose atomic units of one summary are claims of one
story that are not the same. Logistic loss on bias − Σ weight × measure with weights ≥ 0, so that a difference never
speaks for a pair and equal texts score 1.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claimbench.jsonl import Row, read_rows, write_atomically
from claimbench.matching._alignment import containment, features
from claimbench.matching.base import Pair
from claimbench.matching.text import tokens

Floats = NDArray[np.float64]
Example = tuple[Pair, bool, float]
"""A pair, whether it matches, and its weight."""

STORY_SHARE = 20.0
"""Weight of RoSE's unlike pairs against the paraphrases: nearly all pairs that a scorer sees are of this kind."""
_STORIES, _SUMMARIES = 100, 250
_RIDGE = 3.0
_SENTENCE = re.compile(r"(?<=[.!?]) {2,}|\xa0| {3,}")


@dataclass(frozen=True)
class Examples:
    """Weighted examples, the first `balanced` of them paraphrases and minimal changes."""

    items: list[Example]
    balanced: int


def examples(rows: Sequence[Row], rose: Sequence[dict[str, Any]]) -> tuple[Examples, Examples]:
    """Weighted examples for `equivalent` and for `contains`."""
    claims = [_claim(row) for row in rows]
    equal = list(_equal(claims))
    within = list(_within(claims))
    stories = [pair for row in rose[:_STORIES] for pair in _unlike(row["acus"])]
    both_ways = [*stories, *((g, p) for p, g in stories)]
    carried = [item for row in rose[:_SUMMARIES] for item in _carried(row)]
    unlike = _weighted(stories, STORY_SHARE * _positive(equal))
    unlike_both = _weighted(both_ways, STORY_SHARE / 8 * _positive(within))
    units = [(pair, label, _positive(within) / len(carried)) for pair, label in carried]
    return (
        Examples(_balanced(equal) + unlike, len(equal)),
        Examples(_balanced(within) + unlike_both + units, len(within)),
    )


def _claim(row: Row) -> tuple[str, list[str], list[tuple[str, str]]]:
    paraphrases = [row.child("paraphrases", value).text("text") for value in row.get("paraphrases", list)]
    contrasts = [row.child("contrasts", value) for value in row.get("contrasts", list)]
    return row.text("gold"), paraphrases, [(c.text("text"), c.text("phenomenon")) for c in contrasts]


def _equal(claims: Sequence[tuple[str, list[str], list[tuple[str, str]]]]) -> Iterator[tuple[Pair, bool]]:
    for gold, paraphrases, contrasts in claims:
        yield from (((text, gold), True) for text in paraphrases)
        yield from (((text, gold), False) for text, _ in contrasts)


def _within(claims: Sequence[tuple[str, list[str], list[tuple[str, str]]]]) -> Iterator[tuple[Pair, bool]]:
    """A composite contains its gold claim and a gold claim its partial, not the other way round."""
    for index, (gold, paraphrases, contrasts) in enumerate(claims):
        other = claims[(index * 7 + 3) % len(claims)][0]
        yield from (((text, gold), True) for text in paraphrases)
        yield from (((f"{other}\n{text}", gold), True) for text in paraphrases[1:2])
        yield (other, gold), False
        for text, phenomenon in contrasts:
            yield (text, gold), phenomenon == "composite"
            if phenomenon in ("composite", "partial"):
                yield (gold, text), phenomenon == "partial"


def _unlike(units: Sequence[str]) -> Iterator[Pair]:
    """Pairs of atomic units of one story, those that say nearly the same left out."""
    distinct = list(dict.fromkeys(units))
    for i, one in enumerate(distinct):
        for two in distinct[:i]:
            if max(features.judge(one, two)[:2]) > 0.05:
                yield one, two


def _carried(row: dict[str, Any]) -> Iterator[tuple[Pair, bool]]:
    """A summary carries its atomic units; without the one sentence that a unit comes from, it does not."""
    sentences = [part.strip() for part in _SENTENCE.split(row["reference"]) if len(part.strip()) > 10]
    for unit in dict.fromkeys(row["acus"]):
        words = set(tokens(unit))
        shares = [len(words & set(tokens(sentence))) / max(1, len(words)) for sentence in sentences]
        best = max(range(len(shares)), key=shares.__getitem__, default=0)
        rest = [share for i, share in enumerate(shares) if i != best]
        if rest and shares[best] >= 0.5 and max(rest) <= 0.7:
            yield ("\n".join(sentences), unit), True
            yield ("\n".join(s for i, s in enumerate(sentences) if i != best), unit), False


def _positive(items: Sequence[tuple[Pair, bool]]) -> float:
    return float(sum(label for _, label in items))


def _balanced(items: Sequence[tuple[Pair, bool]]) -> list[Example]:
    """Both classes with the same total weight."""
    share = _positive(items) / (len(items) - _positive(items))
    return [(pair, label, 1.0 if label else share) for pair, label in items]


def _weighted(pairs: Sequence[Pair], total: float) -> list[Example]:
    return [(pair, False, total / len(pairs)) for pair in pairs]


def fit(measures: Floats, labels: NDArray[np.bool_], weights: Floats) -> tuple[float, Floats]:
    """Bias and non-negative weights for measures of shape (examples, measures), by L-BFGS-B."""
    from scipy.optimize import minimize

    scale = np.maximum(measures.std(axis=0), 1e-3)
    scaled, sign = measures / scale, np.where(labels, 1.0, -1.0)

    def loss(values: Floats) -> tuple[float, Floats]:
        margin = sign * (values[0] - scaled @ values[1:])
        slope = -sign / (1 + np.exp(margin)) * weights
        gradient = np.concatenate([[slope.sum()], -(scaled.T @ slope) + 2 * _RIDGE * values[1:]])
        return float((np.logaddexp(0, -margin) * weights).sum() + _RIDGE * (values[1:] ** 2).sum()), gradient

    bounds = [(None, None), *[(0.0, None)] * len(scale)]
    start = np.full(len(bounds), 0.1)
    found = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 500})
    return float(found.x[0]), np.asarray(found.x[1:] / scale)


def table(given: Examples, measure: Callable[[Pair], Sequence[float]], names: Sequence[str]) -> dict[str, Any]:
    """One half of weights.json: bias, weights above 0.005, and the threshold where both errors are equal.

    The threshold is set on the balanced examples, not on the pairs of RoSE.
    """
    measures = np.array([measure(pair) for pair, _, _ in given.items])
    labels = np.array([label for _, label, _ in given.items])
    bias, found = fit(measures, labels, np.array([weight for _, _, weight in given.items]))
    margins, known = (bias - measures @ found)[: given.balanced], labels[: given.balanced]
    cut = _equal_errors(margins[known], margins[~known])
    kept = {name: round(float(value), 3) for name, value in zip(names, found, strict=True) if value > 0.005}
    threshold = (1 + np.exp(-bias)) / (1 + np.exp(-cut))
    return {"bias": round(bias, 3), "weights": kept, "threshold": round(float(threshold), 3)}


def _equal_errors(positive: Floats, negative: Floats) -> float:
    cuts = np.unique(np.concatenate([positive, negative]))
    accepted = 1 - np.searchsorted(np.sort(positive), cuts, side="left") / len(positive)
    refused = np.searchsorted(np.sort(negative), cuts, side="left") / len(negative)
    return float(cuts[int(np.argmin(np.abs(accepted - refused)))])


def _canonical(pair: Pair) -> Sequence[float]:
    return features.judge(*sorted(pair))


def _contained(pair: Pair) -> Sequence[float]:
    return containment.judge(tuple(pair[0].split("\n")), pair[1])[0]


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit both halves and write weights.json beside this file, or to --out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rose", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("weights.json"))
    options = parser.parse_args(arguments)
    rows = [row for file in options.files for row in read_rows(file)]
    with gzip.open(options.rose / "acu_cnndm_test.jsonl.gz", "rt", encoding="utf-8") as stream:
        rose = [json.loads(line) for line in stream]
    equal, within = examples(rows, rose)
    weights = {
        "fitted_on": f"{len(rows)} invented news claims with paraphrases and minimal changes; unlike pairs of RoSE",
        "equivalent": table(equal, _canonical, features.NAMES),
        "contains": table(within, _contained, containment.NAMES),
    }
    write_atomically(options.out, json.dumps(weights, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
