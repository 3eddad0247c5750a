"""Fitting support_weights.json again: ``python -m claimbench.scoring.support_fit --rose DIR FILE…``.

`FILE` holds invented claims with paraphrases and minimal changes (training/contrasts). Each becomes a small article:
one wording of the claim among wordings of claims of the same domain. Its other wordings are supported, and so is a
change that claims less; the other changes are not. `DIR` is a folder of RoSE (Liu et al. 2023, arXiv 2212.07981):
a reference summary supports its atomic units; it does not support those of another summary, nor, without the
sentence that a unit comes from, that unit.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from claimbench.jsonl import Row, read_rows, write_atomically
from claimbench.matching._alignment import containment
from claimbench.matching.text import tokens
from claimbench.progress import progress
from claimbench.scoring.support import ASKED, closest, measures

Floats = NDArray[np.float64]

ROSE_SHARE = 0.5
"""The weight of RoSE's examples beside the invented ones."""

_SUMMARIES, _NEIGHBOURS, _STRANGERS = 120, 5, 3
_RIDGE, _ROUNDS = 1.5e-3, 4
_OWN_WORDING = (3, 2, 1, 1)
"""How often the article has the claim itself, or its first, second, third paraphrase."""
_SENTENCE = re.compile(r"(?<=[.!?]) +|\xa0| {3,}")


class Example(NamedTuple):
    """An article's sentences, a claim, and whether the sentences support it; `kind` and `claim` say what the claim is."""

    sentences: tuple[str, ...]
    text: str
    supported: bool
    kind: str
    claim: str = ""


def invented(rows: Iterable[Row]) -> Iterator[Example]:
    """Wordings and changes of each claim, in an article made of one wording and a few neighbours of its domain."""
    claims = [row.data for row in rows]
    for claim in claims:
        drawn = random.Random(claim["id"])
        forms = _forms(claim)
        own = drawn.choices(range(len(forms)), _OWN_WORDING[: len(forms)])[0]
        others = [other for other in claims if other["domain"] == claim["domain"] and other is not claim]
        article = [drawn.choice(_forms(other))[0] for other in drawn.sample(others, min(_NEIGHBOURS, len(others)))]
        article.insert(drawn.randrange(len(article) + 1), forms[own][0])
        for i, (text, kind) in enumerate(forms):
            if i != own:
                yield Example(tuple(article), text, True, kind, claim["id"])
        for change in claim["contrasts"]:
            kind = change["phenomenon"]
            yield Example(tuple(article), change["text"], kind == "partial", kind, claim["id"])


def _forms(claim: dict[str, Any]) -> list[tuple[str, str]]:
    return [(claim["gold"], "same"), *((p["text"], f"{p['weight']} paraphrase") for p in claim["paraphrases"])]


def summaries(rows: Sequence[dict[str, Any]]) -> Iterator[Example]:
    """Atomic units of summaries, in their own, in their own without the sentence they come from, and in another."""
    for i, row in enumerate(rows[:_SUMMARIES]):
        article = tuple(part.strip() for part in _SENTENCE.split(row["reference"]) if len(part.strip()) > 10)
        if len(article) < 2:
            continue
        for unit in dict.fromkeys(row["acus"]):
            yield Example(article, unit, True, "unit")
            if (rest := _without(article, unit)) is not None:
                yield Example(rest, unit, False, "unit, its sentence left out")
        for unit in rows[(i * 7 + 3) % len(rows)]["acus"][:_STRANGERS]:
            yield Example(article, unit, False, "unit of another story")


def _without(article: tuple[str, ...], unit: str) -> tuple[str, ...] | None:
    """The article without the sentence that holds a unit; None when no sentence or more than one does."""
    words = set(tokens(unit))
    shares = [len(words & set(tokens(sentence))) / max(1, len(words)) for sentence in article]
    best = max(range(len(shares)), key=shares.__getitem__)
    clear = shares[best] >= 0.5 and max(share for i, share in enumerate(shares) if i != best) <= 0.7
    return tuple(s for i, s in enumerate(article) if i != best) if clear else None


def table(examples: Sequence[Example]) -> Floats:
    """Measures of every example's passages, shape (examples, ASKED, measures); the last passage fills up."""
    found = []
    for example in progress(examples, "reading"):
        rows = measures(example.text, closest(example.text, example.sentences)) or [
            tuple([1.0] * len(containment.NAMES))
        ]
        found.append([*rows, *[rows[-1]] * (ASKED - len(rows))])
    return np.array(found)


def balanced(labels: NDArray[np.bool_]) -> Floats:
    """Weights that give both classes a sum of 1."""
    shares: Floats = np.where(labels, 1 / labels.sum(), 1 / (~labels).sum())
    return shares


def fit(rows: Floats, labels: NDArray[np.bool_], weights: Floats) -> tuple[float, Floats]:
    """Bias and weights of the best passage of each example: the passage is chosen, then the weights fitted, in turn."""
    best = np.zeros(len(labels), np.int64)
    bias, found = 0.0, np.zeros(rows.shape[-1])
    for _ in range(_ROUNDS):
        bias, found = _logistic(rows[np.arange(len(labels)), best], labels, weights)
        best = (bias - rows @ found).argmax(axis=1)
    return bias, found


def _logistic(rows: Floats, labels: NDArray[np.bool_], weights: Floats) -> tuple[float, Floats]:
    """Logistic loss on bias − Σ weight × measure with a ridge on scaled weights, by L-BFGS."""
    from scipy.optimize import minimize

    scale = np.maximum(rows.std(axis=0), 1e-3)
    scaled, sign = rows / scale, np.where(labels, 1.0, -1.0)

    def loss(values: Floats) -> tuple[float, Floats]:
        margin = sign * (values[0] - scaled @ values[1:])
        slope = -sign / (1 + np.exp(margin)) * weights
        gradient = np.concatenate([[slope.sum()], -(scaled.T @ slope) + 2 * _RIDGE * values[1:]])
        return float((np.logaddexp(0, -margin) * weights).sum() + _RIDGE * (values[1:] ** 2).sum()), gradient

    found = minimize(loss, np.zeros(scaled.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return float(found.x[0]), np.asarray(found.x[1:] / scale)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit the weights and write support_weights.json beside this file, or to --out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rose", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("support_weights.json"))
    options = parser.parse_args(arguments)
    claims = [row for file in options.files for row in read_rows(file)]
    with gzip.open(options.rose / "acu_cnndm_test.jsonl.gz", "rt", encoding="utf-8") as stream:
        rose = list({row["id"]: row for row in map(json.loads, stream) if row["acus"]}.values())
    sets = [list(invented(claims)), list(summaries(rose))]
    labels = [np.array([example.supported for example in items]) for items in sets]
    shares = np.concatenate([balanced(labels[0]), ROSE_SHARE * balanced(labels[1])])
    bias, found = fit(np.concatenate([table(items) for items in sets]), np.concatenate(labels), shares)
    kept = {name: round(float(v), 3) for name, v in zip(containment.NAMES, found, strict=True) if abs(v) > 0.005}
    origin = f"{len(claims)} invented claims with paraphrases and minimal changes; units of {_SUMMARIES} RoSE summaries"
    data = {"fitted_on": origin, "bias": round(bias, 3), "weights": kept}
    write_atomically(options.out, json.dumps(data, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
