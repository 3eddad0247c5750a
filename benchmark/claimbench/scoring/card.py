"""Scoring predictions against gold, and the scorecard that comes out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from claimbench.corpus import Gold, load_gold
from claimbench.errors import UsageError
from claimbench.matching.assignment import Matrix
from claimbench.matching.base import Matcher
from claimbench.matching.registry import get as get_matcher
from claimbench.predictions import Raw, as_predictions, further_files
from claimbench.records import Predictions
from claimbench.scoring.judge import JudgedArticle, judge
from claimbench.scoring.measures import Measure, all_figures, all_measures
from claimbench.scoring.measures.headline import f1, precision, recall
from claimbench.scoring.signature import signature
from claimbench.scoring.uncertainty import Interval, Spread, intervals, samples, spread


@dataclass(frozen=True)
class Scorecard:
    """The scores of one system on one gold set.

    Of an extractor that draws at random and was run several times this is the first run, and `further` the others.
    """

    gold: Gold
    predictions: Predictions
    matcher: Matcher
    articles: tuple[JudgedArticle, ...]
    seed: int = 0
    further: tuple[Scorecard, ...] = ()

    @property
    def precision(self) -> float | None:
        """tp / (tp + fp), or None when undefined."""
        return self.value(precision)

    @property
    def recall(self) -> float | None:
        """tp / (tp + fn), or None when undefined."""
        return self.value(recall)

    @property
    def f1(self) -> float | None:
        """2tp / (2tp + fp + fn), or None when undefined."""
        return self.value(f1)

    @property
    def counts(self) -> dict[str, int]:
        """tp, fp, fn, neutral."""
        return dict(zip(f1.statistics, (int(n) for n in self.sums(f1)), strict=True))

    @cached_property
    def signature(self) -> str:
        """The line that says what the scores were computed with."""
        return signature(self.gold, self.matcher, unit=self.unit, seed=self.seed)

    @property
    def unit(self) -> str:
        """The units of the intervals, as the signature names them."""
        return "+".join(sample.unit for sample in samples(self.statistics(f1)))

    @cached_property
    def _statistics(self) -> dict[str, tuple[Matrix, ...]]:
        return {}

    def statistics(self, measure: Measure | str) -> tuple[Matrix, ...]:
        """The integer statistics of a measure for each article, each of shape (units, len(measure.statistics))."""
        chosen = get_measure(measure)
        if chosen.name not in self._statistics:
            self._statistics[chosen.name] = tuple(chosen.count(article) for article in self.articles)
        return self._statistics[chosen.name]

    def sums(self, measure: Measure | str, articles: Iterable[JudgedArticle] | None = None) -> Matrix:
        """The statistics of a measure, added up over articles (all of them by default)."""
        chosen = get_measure(measure)
        tables = self.statistics(chosen) if articles is None else [chosen.count(article) for article in articles]
        total: Matrix = sum((table.sum(axis=0) for table in tables), np.zeros(len(chosen.statistics), np.int64))
        return total

    def value(self, measure: Measure | str, articles: Iterable[JudgedArticle] | None = None) -> float | None:
        """The micro-averaged figure of a measure, None when undefined; UsageError for a name that no measure has."""
        chosen = get_measure(measure)
        return _defined(chosen.value(self.sums(chosen, articles)))

    def macro(self, measure: Measure | str) -> float | None:
        """The mean over all articles; an undefined figure counts as 0 where the article has required claims."""
        chosen = get_measure(measure)
        values = [_defined(chosen.value(table.sum(axis=0))) for table in self.statistics(chosen)]
        kept = [
            v or 0.0
            for v, a in zip(values, self.articles, strict=True)
            if v is not None or any(c.required for c in a.gold)
        ]
        return math.fsum(kept) / len(kept) if kept else None

    def figures(self) -> dict[str, float | None]:
        """Every figure by name, those that do not add up over articles last; None where one is undefined."""
        additive = {name: self.value(measure) for name, measure in all_measures().items()}
        return additive | {name: figure.value(self.gold, self.articles) for name, figure in all_figures().items()}

    @cached_property
    def intervals(self) -> dict[str, list[Interval]]:
        """The bootstrap intervals of every additive figure by name: over articles if there are enough, sentences."""
        tables = {measure: self.statistics(measure) for measure in all_measures().values()}
        return intervals(tables, seed=self.seed)

    @cached_property
    def headline_intervals(self) -> dict[str, list[Interval]]:
        """The intervals of precision, recall and F1 alone; the same as in `intervals`, and quicker to have."""
        return intervals({measure: self.statistics(measure) for measure in (precision, recall, f1)}, seed=self.seed)

    @cached_property
    def spreads(self) -> dict[str, Spread]:
        """Precision, recall and F1 over all runs; empty for a single run."""
        runs = (self, *self.further) if self.further else ()
        return {m.name: spread([run.value(m) for run in runs]) for m in (precision, recall, f1) if runs}

    def summary(self) -> dict[str, Any]:
        """The scores as plain values: what `claimbench score --json` prints."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "macro": {m.name: self.macro(m) for m in (precision, recall, f1)},
            "counts": self.counts,
            "intervals": {name: [asdict(i) for i in found] for name, found in self.headline_intervals.items()},
            "runs": {name: asdict(found) for name, found in self.spreads.items()} or None,
            "scores": self.figures(),
            "signature": self.signature,
        }

    def __str__(self) -> str:
        from claimbench.publishing.tables import score_table

        return score_table({"": self})

    def _repr_html_(self) -> str:
        from claimbench.publishing.tables import score_html

        return score_html({"": self})


def get_measure(measure: Measure | str) -> Measure:
    """A measure by its name; UsageError when there is none of that name."""
    if isinstance(measure, Measure):
        return measure
    if measure not in all_measures():
        raise UsageError(f"no measure is called {measure!r}; there are {', '.join(all_measures())}")
    return all_measures()[measure]


def _defined(value: Any) -> float | None:
    number = float(value)
    return None if math.isnan(number) else number


def score(
    gold: Gold | str | Path | None,
    predictions: Predictions | Raw | str | Path,
    *,
    matcher: str | Matcher | None = None,
    seed: int = 0,
) -> Scorecard:
    """Score `predictions` (a file, a run folder, or claims by article id) against `gold` (a set, its name or folder).

    A run folder may hold several runs, which are scored each. Raises InputError or RecordError when either cannot be
    read, UsageError for an unknown matcher.
    """
    loaded = gold if isinstance(gold, Gold) else load_gold(gold)
    chosen = get_matcher(matcher)
    files = further_files(predictions) if isinstance(predictions, str | Path) else []
    first, *further = (as_predictions(given, loaded) for given in (predictions, *files))
    return score_runs(loaded, [first, *further], chosen, seed)


def score_runs(gold: Gold, runs: Sequence[Predictions], matcher: Matcher, seed: int = 0) -> Scorecard:
    """The scorecard of the first of `runs`, with those of the others as `further`."""
    first, *further = (Scorecard(gold, claims, matcher, judge(gold, claims, matcher), seed) for claims in runs)
    return replace(first, further=tuple(further))
