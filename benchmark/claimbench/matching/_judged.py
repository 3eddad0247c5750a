"""Agreement of a matcher with the two readers of `judged_pairs.jsonl`: predicted against gold claims, as systems make them.

Both readers judged every pair; where they differ the pair is left out here (the data card says how often). Pairs of
FEVERFact are kept without their texts and are left out as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from claimbench.jsonl import read_rows
from claimbench.matching._bootstrap import confusion, interval, kappa, value
from claimbench.matching.base import Matcher, Pair
from claimbench.matching.forms import equivalent

HALVES = {"dev": "calibration", "test": "test"}


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """A predicted and a gold claim (its text and its id), and what both readers say of them."""

    pair: Pair
    claim_id: str
    equivalent: bool
    contains: bool


def read_judged(path: Path, half: str) -> list[JudgedPair]:
    """The pairs of one half (`calibration` or `test`) whose texts stand in the file and whose readers agree."""
    return [
        JudgedPair(
            (row.text("predicted_text"), row.text("gold_text")),
            row.text("gold"),
            row.data["equivalent"][0],
            row.data["contains"][0],
        )
        for row in read_rows(path)
        if row.data["half"] == half
        and row.data.get("predicted_text") is not None
        and all(len(set(row.get(question, list))) == 1 for question in ("equivalent", "contains"))
    ]


def judged_agreement(
    matcher: Matcher, pairs: Sequence[JudgedPair], forms: Mapping[str, Sequence[str]], *, seed: int, resamples: int
) -> dict[str, Any]:
    """Cohen's kappa of the matcher at its thresholds with the readers, with intervals over pairs.

    `equivalent` and `contains` compare with the claim's text alone; `all_forms`, with `forms` by claim id, is
    `equivalent` beside all accepted forms, as a prediction is scored.
    """
    texts = [item.pair for item in pairs]
    said = {
        "equivalent": np.array(matcher.equivalent(texts)) >= matcher.threshold,
        "contains": np.array(matcher.contains(texts)) >= matcher.containment_threshold,
    }
    if all(item.claim_id in forms for item in pairs):
        asked = [(item.pair[0], forms[item.claim_id]) for item in pairs]
        said["all_forms"] = np.array([score for score, _ in equivalent(matcher, asked)]) >= matcher.threshold
    result: dict[str, Any] = {"n": len(pairs), "intervals": {}}
    for question, yes in said.items():
        meant = np.array([item.contains if question == "contains" else item.equivalent for item in pairs], dtype=bool)
        figure = kappa(confusion(yes, meant, np.arange(len(pairs)), len(pairs)))
        result[question] = value(figure, len(pairs))
        result["intervals"][question] = interval(figure, len(pairs), seed, resamples)
    return result
