"""Set the weights and the threshold of the `combined` matcher.

    python training/fit_combined.py [--out FILE]

The weights of `alignment` and `cross_encoder` are a logistic regression on the validation claims of
`training/contrasts`, which neither of them was fitted on: equal and changed texts, near and far, and lines of systems, each
source with the same weight, and within it equal and other pairs. The threshold is then set on the dev contrasts and
the calibration half of the judged pairs: where the mean of balanced accuracy on the contrasts and on the judged pairs
is largest, among those that tell at least `FLOOR_OF_A_KIND` of every phenomenon. Nothing here reads the two articles or a test half. Prints what the fit gets right on its own data.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

import written_pairs
from claimbench.corpus import gold_folder
from claimbench.matching._judged import read_judged
from claimbench.matching.alignment import Alignment
from claimbench.matching.base import Pair
from claimbench.matching.check import ContrastSet, read_contrasts
from claimbench.matching.combined import FLOOR, logit
from claimbench.matching.cross_encoder import CrossEncoder

OUT = Path(__file__).parents[1] / "benchmark" / "claimbench" / "matching" / "_combined.json"
SOURCE = (
    "weights: validation claims of training/contrasts; threshold: dev contrasts and the calibration half of the "
    "judged pairs of predictions"
)
SEEN = ("W1", "W2")
"""Claims that the weights of `alignment` were fitted on."""
FLOOR_OF_A_KIND = 0.6
"""No phenomenon of the dev contrasts may be told less often than this."""
Labelled = list[tuple[Pair, bool]]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


def main() -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--contrasts", type=Path, default=Path(__file__).parent / "contrasts")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    claims = [c for c in written_pairs.split(options.contrasts).validation if not c.id.startswith(SEEN)]
    table = {"calibrated_on": SOURCE, **_fitted(written(claims), calibration())}
    options.out.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def written(claims: Sequence[written_pairs.Claim]) -> list[Labelled]:
    """Near pairs, far pairs and lines of systems, each text against its claim."""
    near: Labelled = [((text, c.forms[0]), True) for c in claims for text in (*c.light, *c.naming)]
    near += [((text, c.forms[0]), False) for c in claims for text, _ in c.changes]
    far: Labelled = [((text, c.forms[0]), True) for c in claims for text in c.forms[1:]]
    far += [((text, c.forms[0]), False) for c in claims for text, _ in c.far]
    printed: Labelled = [((text, c.forms[0]), gives and given) for c in claims for text, gives, given in c.outputs]
    return [near, far, printed]


def calibration() -> tuple[Labelled, Labelled]:
    """The dev contrasts, and the judged pairs of the calibration half whose texts stand in the repository."""
    contrasts: Labelled = []
    for item in _dev():
        contrasts += [((text, item.gold), True) for text in item.paraphrases]
        contrasts += [((text, item.gold), False) for text, _ in item.contrasts]
    judged = read_judged(gold_folder() / "judged_pairs.jsonl", "calibration")
    return contrasts, [(item.pair, item.equivalent) for item in judged]


def _dev() -> Sequence[ContrastSet]:
    return read_contrasts(gold_folder() / "contrasts.jsonl", "dev")


def _least_told(scores: Floats, kinds: NDArray[np.str_], threshold: float) -> float:
    """The smallest share of changes below the threshold over phenomena; paraphrases have the empty name."""
    return min(float((scores[kinds == kind] < threshold).mean()) for kind in set(kinds.tolist()) - {""})


def _fitted(sources: list[Labelled], later: tuple[Labelled, Labelled]) -> dict[str, float]:
    values, near = _measured([pair for source in sources for pair, _ in source])
    labels = np.array([label for source in sources for _, label in source])
    weights = np.concatenate([_balanced(np.array([label for _, label in source])) for source in sources])
    asked = near >= FLOOR
    model = LogisticRegression(C=100.0).fit(values[asked], labels[asked], sample_weight=weights[asked])
    score = _scorer(model)
    contrasts, judged = ((score([p for p, _ in part]), np.array([y for _, y in part])) for part in later)
    kinds = np.array(
        [kind for item in _dev() for kind in ([""] * len(item.paraphrases) + [k for _, k in item.contrasts])]
    )
    grid = np.round(np.linspace(0.05, 0.95, 91), 2)
    grid = np.array([t for t in grid if _least_told(contrasts[0], kinds, t) >= FLOOR_OF_A_KIND])
    worth = np.array([_accuracy(*contrasts, t) + _accuracy(*judged, t) for t in grid])
    threshold = float(grid[int(worth.argmax())])
    written_part = (score([pair for source in sources for pair, _ in source]), labels)
    for name, part in (("written", written_part), ("dev contrasts", contrasts), ("judged pairs", judged)):
        _print(name, *part, threshold)
    aligned, cross = (round(float(value), 4) for value in model.coef_[0])
    bias = round(float(model.intercept_[0]), 4)
    return {"bias": bias, "alignment": aligned, "cross_encoder": cross, "threshold": threshold}


def _measured(pairs: Sequence[Pair]) -> tuple[Floats, Floats]:
    """Log-odds of both matchers, shape (pairs, 2), and alignment's scores."""
    near, read = (matcher.equivalent(pairs) for matcher in (Alignment(), CrossEncoder()))
    return np.array([[logit(a), logit(c)] for a, c in zip(near, read, strict=True)]), np.array(near)


def _scorer(model: LogisticRegression) -> Callable[[Sequence[Pair]], Floats]:
    def score(pairs: Sequence[Pair]) -> Floats:
        values, near = _measured(pairs)
        found: Floats = np.where(near >= FLOOR, model.predict_proba(values)[:, 1], 0.0)
        return found

    return score


def _balanced(labels: Bools) -> Floats:
    """Weights that sum to 100, half of it on either label."""
    shares: Floats = np.where(labels, 50 / labels.sum(), 50 / (~labels).sum())
    return shares


def _accuracy(scores: Floats, labels: Bools, threshold: float) -> float:
    """Mean of the accuracies on yes and on no."""
    return float(((scores[labels] >= threshold).mean() + (scores[~labels] < threshold).mean()) / 2)


def _print(name: str, scores: Floats, labels: Bools, threshold: float) -> None:
    yes, no = (scores[labels] >= threshold).mean(), (scores[~labels] < threshold).mean()
    print(f"{name}: at {threshold:.2f} right on {yes:.3f} of the yes pairs, {no:.3f} of the no pairs")  # noqa: T201


if __name__ == "__main__":
    main()
