"""How precision, recall and F1 move with the threshold τ, from the stored scores of pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from claimbench.corpus import Gold
from claimbench.matching.assignment import MILLION, Matrix, assign, millionths

STEP = 20_000
LOWEST = 100_000
"""The curve starts at .1: pairs below .05 are not stored, and nobody would set τ there."""


def threshold_curve(result: Mapping[str, Any], gold: Gold) -> list[dict[str, float | int]]:
    """tp, fp, fn, neutral at each τ of a grid, the matcher's own τ among them, every article assigned anew.

    The pairs of a result file hold all scores above .05, so each count is the exact one.
    """
    own = int(millionths(float(result["matcher"]["threshold"])))
    taus = sorted({own, *range(LOWEST, MILLION + 1, STEP)})
    parts = [_article_curve(article, gold, taus) for article in result["articles"]]
    rows = []
    for k, tau in enumerate(taus):
        tp, fp, fn, neutral = (sum(part[k][i] for part in parts) for i in range(4))
        rows.append({"tau": tau / MILLION, "tp": tp, "fp": fp, "fn": fn, "neutral": neutral})
    return rows


def _article_curve(article: Mapping[str, Any], gold: Gold, taus: Sequence[int]) -> list[tuple[int, int, int, int]]:
    claims = gold.by_article[article["doc_id"]]
    required = [claim.required for claim in claims]
    scores = _scores(article, [claim.id for claim in claims])
    found: list[tuple[int, int, int, int]] = []
    edges = -1
    for tau in taus:
        now = int((scores >= tau).sum())
        if now != edges:  # a higher τ takes pairs away; with the same pairs the assignment is the same
            found.append(_counts(scores, tau, required))
            edges = now
        else:
            found.append(found[-1])
    return found


def _scores(article: Mapping[str, Any], ids: Sequence[str]) -> Matrix:
    column = {claim: j for j, claim in enumerate(ids)}
    scores = np.zeros((len(article["predictions"]), len(ids)), np.int64)
    for index, claim, _, equivalent, _ in article["pairs"]:
        scores[index, column[claim]] = int(millionths(equivalent))
    return scores


def _counts(scores: Matrix, tau: int, required: Sequence[bool]) -> tuple[int, int, int, int]:
    """Only how many are matched is wanted, so no canonical order is needed."""
    assigned = assign(scores, tau, required, [0] * scores.shape[0], [0] * scores.shape[1])
    tp = sum(required[j] for j in assigned.values())
    return tp, scores.shape[0] - len(assigned), sum(required) - tp, len(assigned) - tp
