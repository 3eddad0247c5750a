"""How far a figure could move: bootstrap intervals over units (SCORING.md, section 5).

Random numbers come from `numpy.random.RandomState`, whose stream numpy promises never to change, drawn in one order
and in blocks of fixed size. Sums are taken over integers, in float64 below 2⁵³ where every order of adding gives the
same result: the same seed gives the same bytes on any number of threads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from claimbench.matching.assignment import Matrix
from claimbench.scoring.measures import Measure
from claimbench.scoring.measures._base import Ratios

RESAMPLES = 10_000
LEVEL = 0.95
MIN_ARTICLES = 10
"""With fewer articles than this there is no interval over articles."""

BLOCK = 4_000_000
"""How many random indices are drawn at a time."""


@dataclass(frozen=True)
class Interval:
    """A percentile interval over `n` units; both ends None when no resample had the figure defined.

    `undefined` counts the resamples that had to be left out because the figure was undefined in them.
    """

    unit: str
    n: int
    low: float | None
    high: float | None
    undefined: int
    resamples: int
    level: float
    seed: int


@dataclass(frozen=True)
class Sample:
    """Integer statistics of the units that are drawn, shape (units, statistics), and how many units each stratum has.

    Sentences are drawn within their article, so each article is a stratum; articles are one stratum.
    """

    unit: str
    table: Matrix
    strata: tuple[int, ...]

    @property
    def n(self) -> int:
        """How many units there are."""
        return len(self.table)


def samples(tables: Sequence[Matrix]) -> tuple[Sample, ...]:
    """The samples to draw from, given the statistics of each article: articles where there are enough, sentences.

    Where there are enough articles and each is a single unit, articles are all there is to draw.
    """
    if len(tables) >= MIN_ARTICLES and all(len(table) == 1 for table in tables):
        return (article_sample(tables),)
    sentences = Sample("sentence", np.concatenate(tables), tuple(len(table) for table in tables))
    if len(tables) < MIN_ARTICLES:
        return (sentences,)
    return article_sample(tables), sentences


def article_sample(tables: Sequence[Matrix]) -> Sample:
    """Whole articles as units."""
    return Sample("article", np.stack([table.sum(axis=0) for table in tables]), (len(tables),))


def resampled_sums(sample: Sample, resamples: int = RESAMPLES, seed: int = 0) -> Matrix:
    """Sums of the statistics of units drawn with replacement within each stratum, shape (resamples, statistics)."""
    state = np.random.RandomState(seed)
    total = np.zeros((resamples, sample.table.shape[1]), np.int64)
    start = 0
    for size in sample.strata:
        part = sample.table[start : start + size].astype(np.float64)
        for rows in _blocks(resamples, size):
            drawn = state.randint(0, size, (rows.stop - rows.start, size), dtype=np.int64)
            total[rows] += np.rint(_times_drawn(drawn, size) @ part).astype(np.int64)
        start += size
    return total


def _blocks(rows: int, width: int) -> Iterator[slice]:
    step = max(1, BLOCK // max(1, width))
    return (slice(start, min(start + step, rows)) for start in range(0, rows, step))


def _times_drawn(drawn: Matrix, size: int) -> Ratios:
    """How often each unit was drawn, from indices of shape (resamples, units)."""
    offsets = np.arange(len(drawn), dtype=np.int64)[:, None] * size
    counts = np.bincount((drawn + offsets).ravel(), minlength=len(drawn) * size)
    return counts.reshape(len(drawn), size).astype(np.float64)


def percentile_ends(values: npt.NDArray[np.float64], level: float = LEVEL) -> tuple[float | None, float | None, int]:
    """Lower and upper end of the percentile interval of `values`, and how many of them were undefined (NaN)."""
    defined = values[~np.isnan(values)]
    undefined = len(values) - len(defined)
    if not len(defined):
        return None, None, undefined
    low, high = np.percentile(defined, [50 * (1 - level), 50 * (1 + level)])
    return float(low), float(high), undefined


def intervals(
    tables: Mapping[Measure, Sequence[Matrix]], resamples: int = RESAMPLES, seed: int = 0, level: float = LEVEL
) -> dict[str, list[Interval]]:
    """The intervals of each measure by name, from its statistics for each article; all from the same resamples.

    A measure that is counted by article only has no interval over sentences.
    """
    found: dict[str, list[Interval]] = {measure.name: [] for measure in tables}
    measures = list(tables)
    if not measures:
        return found
    stacked = [np.concatenate(parts, axis=1) for parts in zip(*tables.values(), strict=True)]
    for sample in samples(stacked):
        sums = resampled_sums(sample, resamples, seed)
        start = 0
        for measure in measures:
            stop = start + len(measure.statistics)
            if measure.by_sentence or sample.unit == "article":
                low, high, undefined = percentile_ends(measure.value(sums[:, start:stop]), level)
                found[measure.name].append(
                    Interval(sample.unit, sample.n, low, high, undefined, resamples, level, seed)
                )
            start = stop
    return found


@dataclass(frozen=True)
class Spread:
    """A figure over several runs of an extractor that draws at random; None without a run that has it defined."""

    n: int
    mean: float | None
    sd: float | None
    low: float | None
    high: float | None


def spread(values: Sequence[float | None]) -> Spread:
    """Number, mean, standard deviation (n − 1; None for one run), lowest and highest of the runs' figures.

    Runs in which the figure is undefined count in `n` and in nothing else.
    """
    defined = np.array([value for value in values if value is not None], dtype=np.float64)
    if not len(defined):
        return Spread(len(values), None, None, None, None)
    deviation: Any = float(defined.std(ddof=1)) if len(defined) > 1 else None
    return Spread(len(values), float(defined.mean()), deviation, float(defined.min()), float(defined.max()))
