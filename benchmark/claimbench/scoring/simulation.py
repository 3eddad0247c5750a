"""How often the 95 % interval holds the true value, by simulation.

Units are drawn from a population in which each has a Poisson number of required claims (mean 1.9, about that of news
sentences), finds each with a probability of its own, and lists a Poisson number of other claims. The true F1 is that of
the whole population; the interval is the one that scores get, from the same code (`claimbench check-intervals`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from claimbench.matching.assignment import Matrix
from claimbench.scoring.measures.headline import f1
from claimbench.scoring.uncertainty import LEVEL, Sample, percentile_ends, resampled_sums

CLAIMS, EXTRA, EASE = 1.9, 0.8, (3.0, 2.0)
"""Means of required claims and of other predictions a unit; shape of the beta distribution of being found."""


@dataclass(frozen=True)
class Held:
    """The share of simulations whose interval holds the true F1, with the shares that lie wholly below and above it."""

    units: int
    simulations: int
    share: float
    below: float
    above: float


def true_f1() -> float:
    """F1 of the whole population: 2E[tp] / (2E[tp] + E[fp] + E[fn])."""
    found = CLAIMS * EASE[0] / sum(EASE)
    return 2 * found / (found + EXTRA + CLAIMS)


def population(state: np.random.RandomState, units: int, simulations: int) -> Matrix:
    """Statistics of `simulations` gold sets of `units` units, shape (units, simulations, statistics of f1)."""
    shape = (units, simulations)
    claims = state.poisson(CLAIMS, shape)
    tp = state.binomial(claims, state.beta(*EASE, shape))
    zero = np.zeros(shape, np.int64)
    return np.stack([tp, state.poisson(EXTRA, shape), claims - tp, zero], axis=-1).astype(np.int64)


def coverage(units: int, simulations: int = 2000, resamples: int = 1000, strata: int = 1, seed: int = 0) -> Held:
    """Coverage of the interval over `units` exchangeable units in equal strata.

    All simulations share the resampled indices, which makes them cheap and leaves each one's interval what it is.
    """
    table = population(np.random.RandomState(seed), units, simulations)
    width = table.shape[-1]
    sample = Sample("sentence", table.reshape(units, -1), (units // strata,) * strata)
    sums = resampled_sums(sample, resamples, seed + 1).reshape(resamples, simulations, width)
    ends = [percentile_ends(f1.value(sums[:, i]), LEVEL) for i in range(simulations)]
    low = np.array([np.nan if end[0] is None else end[0] for end in ends])
    high = np.array([np.nan if end[1] is None else end[1] for end in ends])
    truth = true_f1()
    below, above = float((high < truth).mean()), float((low > truth).mean())
    return Held(units, simulations, float(((low <= truth) & (truth <= high)).mean()), below, above)
