"""What became of each claim: every prediction and every gold claim of an article, as plain values."""

from __future__ import annotations

from typing import Any

import numpy as np

from claimbench.matching.assignment import MILLION
from claimbench.matching.base import Reason
from claimbench.scoring.judge import JudgedArticle, prediction_key

KEPT = 50_000
"""Pairs whose score is above this many millionths are kept."""

CLOSE = 1_000
"""Pairs whose score is at most this many millionths from a threshold are listed: there two machines may differ."""

SAYS_MORE = (Reason("extra part", "the prediction conveys the claim, but says more than the claim"),)
"""Why a prediction that contains a claim is not that claim, where their `equivalent` score is next to nothing."""

OUTCOMES = ("matched", "neutral", "redundant", "furniture", "supported", "unsupported")


def prediction_outcomes(judged: JudgedArticle) -> list[dict[str, Any]]:
    """One object a prediction, in the order of the predictions.

    `outcome` is the first that holds out of :data:`OUTCOMES`: assigned to a required claim; assigned to an optional
    one; says what another prediction or an assigned gold claim already has; taken from furniture; supported by the
    article; not supported. `gold`, `similarity`, `form` name the gold claim, or for the other outcomes the nearest.
    """
    return [_prediction(judged, i) for i in range(len(judged.predictions))]


def _prediction(judged: JudgedArticle, i: int) -> dict[str, Any]:
    claim = judged.predictions[i]
    nearest = judged.assigned.get(i, _nearest(judged.equivalence[i]))
    record: dict[str, Any] = {
        "index": i,
        "text": claim.text,
        "unit": judged.prediction_unit[i],
        "outcome": outcome(judged, i),
        "gold": None if nearest is None else judged.gold[nearest].id,
        "similarity": None if nearest is None else _ratio(judged.equivalence[i, nearest]),
        "form": None if nearest is None else int(judged.form[i, nearest]),
        "supported": True if i in judged.assigned else judged.supported[i],
    }
    return record | {"same_as": [other for other in _group(judged, i) if other != i]}


def outcome(judged: JudgedArticle, i: int) -> str:
    """The outcome of prediction `i`, one of :data:`OUTCOMES`."""
    if i in judged.assigned:
        return "matched" if judged.gold[judged.assigned[i]].required else "neutral"
    if _is_redundant(judged, i):
        return "redundant"
    if judged.from_furniture[i]:
        return "furniture"
    return "supported" if judged.supported[i] else "unsupported"


def _is_redundant(judged: JudgedArticle, i: int) -> bool:
    """Whether an unassigned prediction could have been assigned, or another one of its group stands for it.

    Out of a group without an assigned prediction the first in canonical order stands for the group.
    """
    if (judged.equivalence[i] >= judged.threshold).any():
        return True
    return i != judged.representative(_group(judged, i))


def _group(judged: JudgedArticle, i: int) -> list[int]:
    return next(group for group in judged.groups if i in group)


def gold_outcomes(judged: JudgedArticle) -> list[dict[str, Any]]:
    """One object a gold claim: matched by which prediction, or missed, with the nearest one and why it does not match.

    `covered` says whether some prediction contains the claim. The nearest is the one with the highest `equivalent`
    score; where even that is too low to be kept, the one that contains the claim, if there is one.
    """
    return [_gold(judged, j) for j in range(len(judged.gold))]


def _gold(judged: JudgedArticle, j: int) -> dict[str, Any]:
    claim = judged.gold[j]
    matched = j in judged.matched_by
    container = None if matched else _container(judged, j)
    nearest = judged.matched_by.get(j, _nearest(judged.equivalence[:, j])) if container is None else container
    record: dict[str, Any] = {
        "id": claim.id,
        "text": claim.text,
        "tier": claim.tier,
        "unit": judged.gold_unit[j],
        "outcome": "matched" if matched else "missed",
        "prediction": nearest,
        "similarity": None if nearest is None else _ratio(judged.equivalence[nearest, j]),
        "form": None if nearest is None else int(judged.form[nearest, j]),
        "covered": bool((judged.containment[:, j] >= judged.containment_threshold).any()),
        "reasons": [],
    }
    if not matched and nearest is not None:
        text = judged.predictions[nearest].text
        reasons = SAYS_MORE if container is not None else judged.matcher.explain(text, claim.forms[record["form"]])
        record["reasons"] = [{"kind": reason.kind, "detail": reason.detail} for reason in reasons]
    return record


def _container(judged: JudgedArticle, j: int) -> int | None:
    """The prediction that contains gold claim `j` most, the first in canonical order of equals.

    None when none contains it, and when some `equivalent` score is high enough to be kept: it tells which is nearest.
    """
    found = np.flatnonzero(judged.containment[:, j] >= judged.containment_threshold).tolist()
    if not found or judged.equivalence[:, j].max() > KEPT:
        return None
    return min(found, key=lambda i: (-judged.containment[i, j], prediction_key(judged.predictions[i]), i))


def pair_scores(judged: JudgedArticle) -> list[list[Any]]:
    """Pairs with a score above :data:`KEPT`: [prediction index, gold id, form, equivalent, contains]."""
    kept = np.argwhere((judged.equivalence > KEPT) | (judged.containment > KEPT)).tolist()
    return [
        [
            i,
            judged.gold[j].id,
            int(judged.form[i, j]),
            _ratio(judged.equivalence[i, j]),
            _ratio(judged.containment[i, j]),
        ]
        for i, j in kept
    ]


def close_pairs(judged: JudgedArticle) -> list[list[Any]]:
    """Pairs within :data:`CLOSE` of a threshold: [prediction index, gold id, "equivalent" or "contains", score]."""
    found = []
    for name, scores, threshold in (
        ("equivalent", judged.equivalence, judged.threshold),
        ("contains", judged.containment, judged.containment_threshold),
    ):
        near = np.argwhere(np.abs(scores - threshold) <= CLOSE).tolist()
        found += [[i, judged.gold[j].id, name, _ratio(scores[i, j])] for i, j in near]
    return found


def _nearest(scores: Any) -> int | None:
    """The place of the highest score, the first of equals; None when there is no other side."""
    return int(scores.argmax()) if len(scores) else None


def _ratio(value: Any) -> float:
    return int(value) / MILLION
