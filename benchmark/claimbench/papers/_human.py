"""How far matchers and presets agree with the people who labelled FEVERFact.

A person's digit says whether a claim is said by the other side's claims taken together: focus for a predicted claim
against gold, coverage for a gold claim against the predictions. A matcher answers in two ways: ``together``, its
`contains` on the joined claims of the other side, and ``best``, its highest `equivalent` with any one of them.

AUROC asks whether said claims score higher than unsaid ones, whatever the threshold; kappa (Cohen 1960) compares the
answers at the matcher's own threshold. Intervals are percentile bootstraps over inputs: the claims of one input, of
all systems, are drawn together.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from claimbench.errors import MissingDependency, UsageError
from claimbench.matching import registry
from claimbench.matching.base import Matcher
from claimbench.papers import _feverfact_data as data
from claimbench.papers import propsegment
from claimbench.papers._reading import data_folder
from claimbench.scoring.measures._base import divide
from claimbench.scoring.uncertainty import RESAMPLES, Sample, percentile_ends, resampled_sums

SIDES = ("focus", "coverage")

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Question:
    """A claim, the other side's claims, and what a person said; `input` groups what is drawn together.

    `shipped` is the AlignScore-base value that the authors ship, None where the row has none.
    """

    input: str
    claim: str
    others: tuple[str, ...]
    said: int
    shipped: float | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the two ends of its interval; None where it is undefined."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How one way of scoring agrees with people on one side: `n` claims, AUROC, kappa at `threshold`."""

    n: int
    auroc: Figure
    kappa: Figure
    threshold: float


@dataclass(frozen=True)
class HumanReport:
    """Agreement by way of scoring and side; `people` is kappa between two people; `left_out` says what could not run."""

    rows: dict[str, dict[str, Agreement]]
    people: dict[str, tuple[int, Figure]]
    left_out: dict[str, str]
    inputs: int
    seed: int

    def record(self) -> dict[str, Any]:
        """Plain values."""
        from dataclasses import asdict

        return {
            "rows": {name: {side: asdict(found) for side, found in row.items()} for name, row in self.rows.items()},
            "people": {side: {"n": n, "kappa": asdict(kappa)} for side, (n, kappa) in self.people.items()},
            "left_out": self.left_out,
            "unit": "input",
            "units": self.inputs,
            "resamples": RESAMPLES,
            "seed": self.seed,
        }

    def __str__(self) -> str:
        from claimbench.publishing.tables import number, plain_table

        rows = []
        for name, row in self.rows.items():
            figures = [_show(figure) for side in SIDES for figure in (row[side].auroc, row[side].kappa)]
            rows.append([name, *figures, number(row["focus"].threshold, 2)])
        rows.append(["two people", "–", _show(self.people["focus"][1]), "–", _show(self.people["coverage"][1]), "–"])
        header = ["scorer", "focus AUROC", "focus κ", "coverage AUROC", "coverage κ", "threshold"]
        counts = next(iter(self.rows.values()))
        told = (
            f"{counts['focus'].n} focus and {counts['coverage'].n} coverage labels of {self.inputs} inputs; 95% "
            f"percentile bootstrap over inputs, {RESAMPLES:,} resamples, seed {self.seed}. κ at each scorer's own "
            f"threshold, AlignScore's at .5. Two people: {self.people['focus'][0]} and {self.people['coverage'][0]} "
            "pairs of digits."
        )
        left = [f"left out: {name} ({why})" for name, why in self.left_out.items()]
        return "\n".join([plain_table(header, rows), "", textwrap.fill(told, 110), *left])


def _show(figure: Figure) -> str:
    from claimbench.publishing.tables import number

    return f"{number(figure.value)} [{number(figure.low)}, {number(figure.high)}]"


def human(folder: str | Path, matchers: Sequence[str] | None = None, *, seed: int = 0) -> HumanReport:
    """Every named matcher (by default all that can be had) and the presets, against FEVERFact's labels.

    `folder` holds feverfact/ or is that folder. A matcher that lacks its package or has to be told
    its model is left out and named, unless it was asked for.
    """
    where = data_folder(folder, "feverfact", data.TEST)
    asked = questions(where)
    ways, left_out = _ways(asked, matchers)
    rows = {
        name: {side: agreement(asked[side], scores[side], threshold, seed) for side in SIDES}
        for name, (scores, threshold) in ways.items()
    }
    inputs = len({question.input for side in SIDES for question in asked[side]})
    return HumanReport(rows, _people(where, seed), left_out, inputs, seed)


def questions(folder: Path) -> dict[str, list[Question]]:
    """The labelled claims of both sides."""
    found: dict[str, list[Question]] = {side: [] for side in SIDES}
    for row in data.read_labels(folder):
        sides = (
            ("focus", row.focus, row.predicted, row.gold, row.shipped_focus),
            ("coverage", row.coverage, row.gold, row.predicted, row.shipped_coverage),
        )
        for side, digits, claims, others, shipped in sides:
            values = shipped if len(shipped) == len(claims) else [None] * len(claims)
            for claim, said, value in zip(claims, digits or (), values, strict=False):
                found[side].append(Question(row.input, claim, others, said, value))
    return found


def _ways(
    asked: Mapping[str, Sequence[Question]], names: Sequence[str] | None
) -> tuple[dict[str, tuple[dict[str, Scores], float]], dict[str, str]]:
    """Each way of scoring: its scores of both sides and its threshold; and what could not run."""
    shipped = {side: np.array([q.shipped if q.shipped is not None else np.nan for q in asked[side]]) for side in SIDES}
    ways: dict[str, tuple[dict[str, Scores], float]] = {"AlignScore-base, shipped (feverfact)": (shipped, 0.5)}
    ways["token Jaccard, best (propsegment)"] = (
        {side: np.array([_jaccard(q) for q in asked[side]]) for side in SIDES},
        float(propsegment.THRESHOLD),
    )
    left_out: dict[str, str] = {}
    for name in names or registry.names():
        try:
            matcher = registry.get(name)
            together = {side: _together(asked[side], matcher) for side in SIDES}
            best = {side: _best(asked[side], matcher.equivalent) for side in SIDES}
        except (MissingDependency, UsageError) as error:
            if names:
                raise
            left_out[name] = str(error).split("\n")[0]
            continue
        ways[f"{name}, together"] = (together, matcher.containment_threshold)
        ways[f"{name}, best"] = (best, matcher.threshold)
    return ways, left_out


def _jaccard(question: Question) -> float:
    words = propsegment.words(question.claim)
    return float(max(propsegment.jaccard(words, propsegment.words(other)) for other in question.others))


def _together(asked: Sequence[Question], matcher: Matcher) -> Scores:
    return np.array(matcher.contains([("\n".join(q.others), q.claim) for q in asked]))


def _best(asked: Sequence[Question], score: Callable[[Sequence[tuple[str, str]]], list[float]]) -> Scores:
    pairs = list(dict.fromkeys((q.claim, other) for q in asked for other in q.others))
    known = dict(zip(pairs, score(pairs), strict=True))
    return np.array([max(known[q.claim, other] for other in q.others) for q in asked])


def agreement(asked: Sequence[Question], scores: Scores, threshold: float, seed: int = 0) -> Agreement:
    """AUROC and kappa of `scores` against the labels, with intervals over inputs; scores that are NaN are left out."""
    kept = [i for i, score in enumerate(scores) if not np.isnan(score)]
    said = np.array([asked[i].said for i in kept], np.int64)
    values = scores[kept]
    inputs = [asked[i].input for i in kept]
    levels, level = np.unique(values, return_inverse=True)
    auroc_table = np.zeros((len(inputs), 2 * len(levels)), np.int64)
    auroc_table[np.arange(len(inputs)), level + np.where(said == 1, 0, len(levels))] = 1
    kappa_table = _two_by_two(values >= threshold, said == 1)
    return Agreement(
        len(kept), _figure(_auroc, auroc_table, inputs, seed), _figure(_kappa, kappa_table, inputs, seed), threshold
    )


def _two_by_two(a: npt.NDArray[np.bool_], b: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """One column each: both, only a, only b, neither."""
    return np.stack([a & b, a & ~b, ~a & b, ~a & ~b], axis=1).astype(np.int64)


def _figure(
    value: Callable[[npt.NDArray[np.int64]], Scores], table: npt.NDArray[np.int64], inputs: Sequence[str], seed: int
) -> Figure:
    """A figure of column sums, with its percentile interval over inputs; undefined without any."""
    if not inputs:
        return Figure(None, None, None)
    keys, index = np.unique(np.array(inputs), return_inverse=True)
    by_input = np.zeros((len(keys), table.shape[1]), np.int64)
    np.add.at(by_input, index, table)
    sums = resampled_sums(Sample("input", by_input, (len(keys),)), RESAMPLES, seed)
    low, high, _ = percentile_ends(value(sums))
    found = float(value(table.sum(axis=0)[None, :])[0])
    return Figure(None if np.isnan(found) else found, low, high)


def _auroc(sums: npt.NDArray[np.int64]) -> Scores:
    """Area under the ROC curve from the counts of said and unsaid claims at each level of the score, rising.

    The probability that a said claim scores higher than an unsaid one, ties counting half.
    """
    said, unsaid = np.split(sums.astype(np.float64), 2, axis=1)
    below = np.cumsum(unsaid, axis=1) - unsaid
    pairs = said.sum(axis=1) * unsaid.sum(axis=1)
    wins = (said * (below + unsaid / 2)).sum(axis=1)
    return divide(wins, pairs)


def _kappa(sums: npt.NDArray[np.int64]) -> Scores:
    """Cohen's kappa from the counts both, only a, only b, neither."""
    both, only_a, only_b, neither = sums.astype(np.float64).T
    n = both + only_a + only_b + neither
    chance = (both + only_a) * (both + only_b) + (neither + only_a) * (neither + only_b)
    spread = n * n - chance
    return divide(n * (both + neither) - chance, spread)


def _people(folder: Path, seed: int) -> dict[str, tuple[int, Figure]]:
    """Kappa between two people who labelled the same claims."""
    found = {}
    for side, pairs in data.read_pairs(folder).items():
        first, second = (np.array([pair[i] == 1 for pair in pairs], np.bool_) for i in (1, 2))
        inputs = [pair[0].partition(":")[0] for pair in pairs]
        found[side] = (len(pairs), _figure(_kappa, _two_by_two(first, second), inputs, seed))
    return found
