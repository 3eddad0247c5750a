"""Percentile bootstrap over units (claims, inputs) for figures that are sums over units or over pairs of units."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
RESAMPLES = 10_000
_AT_ONCE = 500


def resample(units: int, seed: int, resamples: int = RESAMPLES) -> Iterator[Floats]:
    """How often each unit is drawn, shape (≤ 500, units) a chunk, from numpy's frozen RandomState stream."""
    generator = np.random.RandomState(seed)
    for start in range(0, resamples, _AT_ONCE):
        size = min(_AT_ONCE, resamples - start)
        yield generator.multinomial(units, np.full(units, 1 / units), size=size).astype(np.float64)


def interval(
    figure: Callable[[Floats], Floats], units: int, seed: int, resamples: int = RESAMPLES
) -> dict[str, object]:
    """The 2.5th and the 97.5th percentile of a figure of unit counts; undefined values are counted and left out."""
    if not units:
        return {"low": None, "high": None, "undefined": resamples}
    with np.errstate(invalid="ignore", divide="ignore"):
        values = np.concatenate([figure(counts) for counts in resample(units, seed, resamples)])
    known = values[np.isfinite(values)]
    low, high = np.percentile(known, [2.5, 97.5]) if len(known) else (np.nan, np.nan)
    return {"low": number(low), "high": number(high), "undefined": int(len(values) - len(known))}


def value(figure: Callable[[Floats], Floats], units: int) -> float | None:
    """The figure of all units, each counted once; None when it is undefined."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return number(float(figure(np.ones((1, units)))[0]))


def number(value: float) -> float | None:
    """A float for JSON: null when undefined."""
    return float(value) if np.isfinite(value) else None


class Ranking:
    """AUROC of positive over negative scores, each score belonging to a unit; ties count half (Hanley and McNeil 1982)."""

    def __init__(
        self,
        positive: Floats,
        units_p: NDArray[np.int64],
        negative: Floats,
        units_n: NDArray[np.int64],
        units: int,
    ) -> None:
        order = np.argsort(negative, kind="stable")
        self.negative_counts = np.bincount(units_n, minlength=units).astype(np.float64)
        self.positive_counts = np.bincount(units_p, minlength=units).astype(np.float64)
        cumulative = np.zeros((len(negative) + 1, units))
        cumulative[np.arange(1, len(negative) + 1), units_n[order]] = 1
        cumulative = np.cumsum(cumulative, axis=0)
        below = np.searchsorted(negative[order], positive, side="left")
        not_above = np.searchsorted(negative[order], positive, side="right")
        self.wins = np.zeros((units, units))
        np.add.at(self.wins, units_p, (cumulative[below] + cumulative[not_above]) / 2)

    def auroc(self, counts: Floats) -> Floats:
        """AUROC for each row of unit counts, shape (resamples,)."""
        wins = ((counts @ self.wins) * counts).sum(axis=1)
        return np.asarray(wins / ((counts @ self.positive_counts) * (counts @ self.negative_counts)))


def ratio(hits: Floats, totals: Floats) -> Callable[[Floats], Floats]:
    """The figure ``sum of hits / sum of totals`` over units."""
    return lambda counts: np.asarray((counts @ hits) / (counts @ totals))


def confusion(yes: NDArray[np.bool_], labels: NDArray[np.bool_], units: NDArray[np.int64], size: int) -> Floats:
    """The (units, 4) table of yes-yes, yes-no, no-yes, no-no counts of a verdict against labels, `size` units."""
    cells = (yes & labels, yes & ~labels, ~yes & labels, ~yes & ~labels)
    return np.stack([np.bincount(units[cell], minlength=size) for cell in cells], axis=1).astype(np.float64)


def kappa(counted: Floats) -> Callable[[Floats], Floats]:
    """Cohen's kappa of a (units, 4) table of yes-yes, yes-no, no-yes, no-no counts (Cohen 1960)."""

    def figure(counts: Floats) -> Floats:
        table = counts @ counted
        n = table.sum(axis=1)
        both, first, second = table[:, 0], table[:, 0] + table[:, 1], table[:, 0] + table[:, 2]
        observed = (both + table[:, 3]) / n
        expected = (first * second + (n - first) * (n - second)) / n**2
        return np.asarray((observed - expected) / (1 - expected))

    return figure


def f1(counted: Floats) -> Callable[[Floats], Floats]:
    """F1 of the same table."""

    def figure(counts: Floats) -> Floats:
        table = counts @ counted
        return np.asarray(2 * table[:, 0] / (2 * table[:, 0] + table[:, 1] + table[:, 2]))

    return figure
