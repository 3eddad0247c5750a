"""FEVERFact (Ullrich, Mlynář and Drchal 2025, arXiv 2502.04955): focus, coverage and F_fact.

Focus is how far the gold claims, taken together, say each predicted claim; coverage how far the predicted claims,
taken together, say each gold claim; redundancy how far the other predictions say a predicted claim. Each is the mean
over an input's claims, then over all inputs (macro); an empty prediction has 0 in all three. F_fact is the harmonic
mean of the two macro means. Nothing is assigned: many claims may be said by one (many-to-one), without a threshold.

The published figures need the AlignScore values that the authors ship. On its own the metric takes any matcher as
its scorer: ``contains`` against the claims of the other side, joined by newlines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

from claimbench.matching.base import Matcher, Pair
from claimbench.papers import _feverfact_data as data
from claimbench.papers._means import harmonic
from claimbench.papers._reading import read_columns
from claimbench.papers._registry import Cell, Metric, MetricResult, Options, Paper, Reproduction, matcher_field

if TYPE_CHECKING:
    from claimbench.scoring.comparison import Comparison

FIGURES = ("Faithfulness", "Decontextualisation", "Atomicity", "Focus", "Coverage", "Redundancy", "F_fact")
HUMAN = ("Focus_human", "Coverage_human", "F_fact_human")

PUBLISHED: dict[str, tuple[float, ...]] = {
    "gpt-4-turbo-3-shot": (
        0.992023, 0.770365, 0.917815, 0.214287, 0.811646, 0.142192, 0.339057, 0.242012, 0.797083, 0.371292,
    ),
    "qacg": (0.884503, 0.704319, 0.888997, 0.196057, 0.671986, 0.439032, 0.303551, 0.186340, 0.602564, 0.284652),
    "qlora-mistral-instruct-v0.2": (
        0.947338, 0.800926, 0.949074, 0.580968, 0.633668, 0.191211, 0.606175, 0.595913, 0.686667, 0.638079,
    ),
    "t5_small_diverse_7_beam_search": (
        0.916571, 0.803153, 0.951942, 0.554161, 0.575715, 0.593566, 0.564732, 0.508690, 0.617500, 0.557839,
    ),
    "t5_small_multiclaim": (
        0.946889, 0.816894, 0.959535, 0.581719, 0.514516, 0.541528, 0.546057, 0.470952, 0.500000, 0.485042,
    ),
}  # fmt: skip
"""The authors' table, in the order of FIGURES and HUMAN."""

WITHOUT_DROP = {"qacg": (0.181681, 0.587500, 0.277536)}
"""The human columns over all 40 labelled rows, where that differs from what was published (README of the data)."""

NEEDED = (
    "the shipped scores of each claim (AlignScore, REBEL, decontextualisation) and the labels by people; no model is "
    "run. Per-claim faithfulness and decontextualisation of qacg are not in the data (files of 4 MiB or more)."
)
DROPNA = (
    "The authors' notebook drops rows with a missing value before it averages the human columns. That removes one "
    "labelled row without a word: input 6633 of qacg, an empty prediction, which people scored 0 and which has no "
    "automatic NLI score. The published columns of qacg are therefore over 39 inputs. Rows marked 'all rows' keep "
    "it; the other systems have 40 rows either way."
)


@dataclass(frozen=True, slots=True)
class InputScores:
    """Scores in [0, 1] of one input: one a predicted claim, one a gold claim, one a predicted claim."""

    focus: Sequence[float]
    coverage: Sequence[float]
    redundancy: Sequence[float]


def averages(scores: Iterable[InputScores]) -> dict[str, float]:
    """Focus, Coverage, Redundancy and F_fact; an input without predictions counts with 0 in all of them."""
    rows = [(_mean(s.focus), _mean(s.coverage), _mean(s.redundancy)) if s.focus else (0.0, 0.0, 0.0) for s in scores]
    focus, coverage, redundancy = (fmean(column) for column in zip(*rows, strict=True)) if rows else (0.0, 0.0, 0.0)
    return {
        "Focus": focus,
        "Coverage": coverage,
        "Redundancy": redundancy,
        "F_fact": harmonic(focus, coverage),
    }


def _mean(values: Sequence[float]) -> float:
    return fmean(values) if values else 0.0


def score_inputs(
    inputs: Sequence[tuple[Sequence[str], Sequence[str]]], matcher: Matcher, redundancy: bool = True
) -> list[InputScores]:
    """The scores of (predicted claims, gold claims) of each input, with `contains` of a matcher; one batch.

    Redundancy needs as many scores again as focus; without it its scores are left out, and count as 0.
    """
    pairs: list[Pair] = []
    for predicted, gold in inputs:
        pairs += [("\n".join(gold), claim) for claim in predicted]
        pairs += [("\n".join(predicted), claim) for claim in gold]
        if redundancy:
            pairs += [("\n".join([*predicted[:i], *predicted[i + 1 :]]), claim) for i, claim in enumerate(predicted)]
    distinct = list(dict.fromkeys(pairs))
    known = dict(zip(distinct, matcher.contains(distinct), strict=True))
    values = iter([known[pair] for pair in pairs])
    return [
        InputScores(*([next(values) for _ in claims] for claims in (predicted, gold, predicted if redundancy else ())))
        for predicted, gold in inputs
    ]


def score(predictions: str, gold: str | None, options: Options) -> MetricResult:
    """``claimbench score FILE --metric feverfact``: predictions and gold as for any score, gold forms left out."""
    from claimbench.corpus import load_gold
    from claimbench.matching.registry import get
    from claimbench.predictions import read_predictions

    loaded, matcher = load_gold(gold), get(options.matcher)
    claims = read_predictions(predictions, loaded)
    inputs = [
        ([claim.text for claim in claims.get(key, ())], [claim.text for claim in golds])
        for key, golds in loaded.by_article.items()
    ]
    fields = {
        "metric": "feverfact",
        "gold": f"{loaded.name}-{loaded.version}@sha256:{loaded.sha256[:8]}",
        "n": str(len(loaded.claims)),
        "scorer": matcher_field(matcher, "contains,joined"),
        "match": "many-to-one",
        "avg": "macro",
        "norm": matcher.normalisation,
    }
    note = (
        f"Scored with the matcher {matcher.name}, not with AlignScore: comparable to other runs with this signature, "
        "not to the published table."
    )
    figures: dict[str, float | None] = dict(averages(score_inputs(inputs, matcher)))
    return MetricResult(figures, fields, note)


def shipped(folder: Path, system: str) -> list[InputScores]:
    """The authors' AlignScore-base values of one system."""
    columns = data.read_scores(folder, system)
    return [InputScores(f or (), c or (), r or ()) for f, c, r in zip(*columns, strict=True)]


def figures(folder: Path, system: str) -> dict[str, float | None]:
    """The automatic columns of one system; None where a file was not to be had."""
    faithful = data.read_column(folder, "faithfulness", system, "alignscore_large")
    label = data.read_column(folder, "decontextualization", system, "decontext_label")
    atomic = data.read_column(folder, "atomicity", system, "rebel")
    return {
        "Faithfulness": None if faithful is None else _share(value >= 0.5 for value in faithful),
        "Decontextualisation": None if label is None else _share(value == "UNNECESSARY" for value in label),
        "Atomicity": None if atomic is None else _share(value == 1 for value in atomic),
        **averages(shipped(folder, system)),
    }


def _share(hits: Iterable[bool]) -> float | None:
    found = list(hits)
    return sum(found) / len(found) if found else None


def human_figures(folder: Path, drop: bool) -> dict[str, dict[str, float | None]]:
    """The human columns of each system; with `drop` as published, without rows that miss an automatic NLI score."""
    fields = ("model", "Foc_gold", "Cov_gold", "Foc_nli", "Cov_nli")
    rows: dict[str, list[tuple[float, float]]] = {}
    for model, focus, coverage, *automatic in zip(*read_columns(folder / data.LABELS, fields), strict=True):
        if focus is not None and coverage is not None and not (drop and None in automatic):
            rows.setdefault(model, []).append((focus, coverage))
    return {system: _human(values) for system, values in rows.items()}


def _human(rows: Sequence[tuple[float, float]]) -> dict[str, float | None]:
    focus, coverage = (fmean(column) for column in zip(*rows, strict=True))
    return dict(zip(HUMAN, (focus, coverage, harmonic(focus, coverage)), strict=True))


def reproduce(folder: Path) -> Reproduction:
    """The authors' table, and the human columns of qacg over all its rows."""
    cells: list[Cell] = []
    human = human_figures(folder, drop=True)
    for system, published in PUBLISHED.items():
        ours: dict[str, Any] = figures(folder, system) | human.get(system, dict.fromkeys(HUMAN))
        cells += [
            Cell(system, figure, ours[figure], value, 6, "" if ours[figure] is not None else "not in the data")
            for figure, value in zip((*FIGURES, *HUMAN), published, strict=True)
        ]
    complete = human_figures(folder, drop=False)
    for system, values in WITHOUT_DROP.items():
        row = complete.get(system, dict.fromkeys(HUMAN))
        cells += [
            Cell(system, f"{figure}, all rows", row[figure], value, 6)
            for figure, value in zip(HUMAN, values, strict=True)
        ]
    return Reproduction("feverfact", tuple(cells), NEEDED, (), (DROPNA,))


def ours(folder: Path, matcher: str | None) -> Comparison:
    """The same systems under our own scoring: one-to-one at the matcher's threshold, inputs as units."""
    from claimbench.scoring.comparison import compare

    inputs = data.read_inputs(folder)
    systems = {s: data.as_predictions(inputs, data.read_claims(folder, s)) for s in PUBLISHED}
    return compare(systems, gold=data.as_gold(inputs), matcher=matcher)


METRIC = Metric("feverfact", "focus, coverage, redundancy, F_fact of claims; any matcher as scorer", score)
PAPER = Paper(
    "feverfact",
    "Claim Extraction for Fact-Checking: Data, Models, and Automated Metrics",
    "H. Ullrich, T. Mlynář and J. Drchal 2025, arXiv 2502.04955",
    "github.com/aic-factcheck/claim_extraction at aa994ea (feverfact/test.jsonl and validation.jsonl laid at the top)",
    "no licence file upstream: research use, do not redistribute",
    data.TEST,
    reproduce,
    ours,
)
