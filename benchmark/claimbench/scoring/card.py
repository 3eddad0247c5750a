"""Scoring predictions against gold, and the scorecard that comes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from claimbench.corpus import Gold, load_gold
from claimbench.matching.assignment import Matrix
from claimbench.matching.base import Matcher
from claimbench.matching.registry import get as get_matcher
from claimbench.predictions import Raw, as_predictions
from claimbench.records import Predictions
from claimbench.scoring.judge import JudgedArticle, judge
from claimbench.scoring.measures import Measure, all_measures
from claimbench.scoring.measures.headline import f1, precision, recall
from claimbench.scoring.signature import signature

FOOTER = (
    "A diagnostic set: two articles, one story. It shows what an extractor finds, misses and invents; it does not "
    "rank systems in general. Labels by language-model annotators of one family, adjudicated; no person has "
    "reviewed them yet."
)


@dataclass(frozen=True)
class Scorecard:
    """The scores of one system on one gold set."""

    gold: Gold
    predictions: Predictions
    matcher: Matcher
    articles: tuple[JudgedArticle, ...]
    seed: int = 0

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
        return signature(self.gold, self.matcher, seed=self.seed)

    def sums(self, measure: Measure, articles: Iterable[JudgedArticle] | None = None) -> Matrix:
        """The statistics of a measure, added up over articles (all of them by default)."""
        chosen = self.articles if articles is None else articles
        total: Matrix = sum((measure.count(a).sum(axis=0) for a in chosen), np.zeros(len(measure.statistics), np.int64))
        return total

    def value(self, measure: Measure | str, articles: Iterable[JudgedArticle] | None = None) -> float | None:
        """The micro-averaged figure of a measure, None when undefined."""
        chosen = all_measures()[measure] if isinstance(measure, str) else measure
        result = float(chosen.value(self.sums(chosen, articles)))
        return None if np.isnan(result) else result

    def macro(self, measure: Measure) -> float | None:
        """The mean over all articles; an undefined figure counts as 0 where the article has required claims."""
        values = [self.value(measure, [a]) for a in self.articles]
        kept = [
            v or 0.0
            for v, a in zip(values, self.articles, strict=True)
            if v is not None or any(c.required for c in a.gold)
        ]
        return float(np.mean(kept)) if kept else None

    def summary(self) -> dict[str, Any]:
        """The scores as plain values: what `claimbench score --json` prints."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "macro": {m.name: self.macro(m) for m in (precision, recall, f1)},
            "counts": self.counts,
            "signature": self.signature,
        }

    def __str__(self) -> str:
        from claimbench.publishing.tables import score_table

        return score_table({"": self})


def score(
    gold: Gold | str | Path | None,
    predictions: Predictions | Raw | str | Path,
    *,
    matcher: str | Matcher | None = None,
    seed: int = 0,
) -> Scorecard:
    """Score `predictions` (a file, a run folder, or claims by article id) against `gold` (a set, its name or folder).

    Raises InputError or RecordError when either cannot be read, UsageError for an unknown matcher.
    """
    loaded = gold if isinstance(gold, Gold) else load_gold(gold)
    claims = as_predictions(predictions, loaded)
    chosen = get_matcher(matcher)
    return Scorecard(loaded, claims, chosen, judge(loaded, claims, chosen), seed)
