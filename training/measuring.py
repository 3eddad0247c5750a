"""Figures on held-out written claims: does a score rank paraphrases of a claim over its changes?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from written_pairs import Claim

Pair = tuple[str, str]
Scores = NDArray[np.float64]


def measure(
    score: Callable[[Sequence[Pair]], Scores], claims: Sequence[Claim], threshold: float | None = None
) -> dict[str, object]:
    """AUROC of paraphrases over changes, each against its own claim, and accuracies at a threshold.

    Without a threshold it is the one with the largest mean of both accuracies on these claims; `at_half` has the
    accuracies at 0.5.
    """
    same = [(form, claim.forms[0]) for claim in claims for form in claim.forms[1:]]
    changed = [(text, claim.forms[0], kind) for claim in claims for text, kind in claim.changes]
    scores = score([*same, *((a, b) for a, b, _ in changed)])
    yes, no = scores[: len(same)], scores[len(same) :]
    if threshold is None:
        threshold = max(np.unique(np.round(scores, 3)), key=lambda t: (yes >= t).mean() + (no < t).mean())
    kinds: dict[str, list[float]] = defaultdict(list)
    for value, (_, _, kind) in zip(no, changed, strict=True):
        kinds[kind].append(float(value < threshold))
    return {
        "claims": len(claims),
        "auroc": round(auroc(yes, no), 4),
        "threshold": float(threshold),
        "paraphrase": round(float((yes >= threshold).mean()), 3),
        "contrast": round(float((no < threshold).mean()), 3),
        "at_half": [round(float((yes >= 0.5).mean()), 3), round(float((no < 0.5).mean()), 3)],
        "by_phenomenon": {kind: round(float(np.mean(values)), 3) for kind, values in sorted(kinds.items())},
    }


def auroc(yes: Scores, no: Scores) -> float:
    """Share of (yes, no) pairs in the right order, ties one half (Mann and Whitney 1947)."""
    return float((yes[:, None] > no[None, :]).mean() + 0.5 * (yes[:, None] == no[None, :]).mean())
