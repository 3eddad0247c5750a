"""Figures on held-out written claims: does a score rank equal claims over changed ones, near and far?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from pairs import Pair, Scores
from written_pairs import Claim


def measure(
    score: Callable[[Sequence[Pair]], Scores], claims: Sequence[Claim], threshold: float | None = None
) -> dict[str, object]:
    """AUROC and accuracies over the pairs of held-out claims, each text against its own claim.

    `auroc` ranks equal texts over changed ones, near and far each on both sides (`near`, `far` alone: same overlap on
    both sides; `crossed`: far rewordings over near changes, which shared words rank the wrong way round). Without a
    threshold it is the one with the largest mean accuracy over equal near, equal far, changed near and changed far.
    """
    sets: dict[str, list[tuple[str, str, str]]] = {
        "equal near": [(text, claim.forms[0], "") for claim in claims for text in (*claim.light, *claim.naming)],
        "equal far": [(text, claim.forms[0], "") for claim in claims for text in claim.forms[1:]],
        "changed near": [(text, claim.forms[0], kind) for claim in claims for text, kind in claim.changes],
        "changed far": [(text, claim.forms[0], kind) for claim in claims for text, kind in claim.far],
    }
    sets["printed equal"] = [(t, c.forms[0], "") for c in claims for t, gives, given in c.outputs if gives and given]
    sets["printed other"] = [
        (t, c.forms[0], "") for c in claims for t, gives, given in c.outputs if not (gives and given)
    ]
    scores = dict(
        zip(sets, np.split(score([(a, b) for s in sets.values() for a, b, _ in s]), _ends(sets)), strict=True)
    )
    main = list(sets)[:4]
    if threshold is None:
        grid = np.linspace(0.02, 0.98, 97)
        threshold = float(max(grid, key=lambda t: sum(_right(name, scores[name], t) for name in main)))
    kinds: dict[str, list[float]] = defaultdict(list)
    for name in ("changed near", "changed far"):
        for value, (_, _, kind) in zip(scores[name], sets[name], strict=True):
            kinds[kind].append(float(value < threshold))
    equal, changed = (np.concatenate([scores[name] for name in pair]) for pair in (main[:2], main[2:]))
    return {
        "claims": len(claims),
        "auroc": round(auroc(equal, changed), 4),
        "near": round(auroc(scores["equal near"], scores["changed near"]), 4),
        "far": round(auroc(scores["equal far"], scores["changed far"]), 4),
        "crossed": round(auroc(scores["equal far"], scores["changed near"]), 4),
        "printed": round(auroc(scores["printed equal"], scores["printed other"]), 4)
        if len(scores["printed equal"])
        else None,
        "threshold": round(threshold, 2),
        "right": {name: round(_right(name, values, threshold), 3) for name, values in scores.items() if len(values)},
        "by_phenomenon": {kind: round(float(np.mean(values)), 3) for kind, values in sorted(kinds.items())},
    }


def _ends(sets: dict[str, list[tuple[str, str, str]]]) -> list[int]:
    return [int(end) for end in np.cumsum([len(found) for found in sets.values()])[:-1]]


def _right(name: str, values: Scores, threshold: float) -> float:
    said = values >= threshold
    return float((said if "equal" in name else ~said).mean())


def auroc(yes: Scores, no: Scores) -> float:
    """Share of (yes, no) pairs in the right order, ties one half (Mann and Whitney 1947)."""
    return float((yes[:, None] > no[None, :]).mean() + 0.5 * (yes[:, None] == no[None, :]).mean())
