"""Tests between systems on the same gold set: paired permutation, Holm, smallest detectable difference.

A system is given as its integer statistics, shape (units, statistics), over the same units as every other's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from claimbench.errors import UsageError
from claimbench.matching.assignment import Matrix
from claimbench.scoring.measures import Measure
from claimbench.scoring.measures._base import Ratios
from claimbench.scoring.uncertainty import BLOCK, LEVEL, RESAMPLES, Sample, percentile_ends, resampled_sums

PER_PAIR = 100
"""The least number of permutations for each pair of a family."""

POWER = 0.8
ALPHA = 0.05
_SLACK = 1e-12


@dataclass(frozen=True)
class Difference:
    """The difference of a figure between two systems, first minus second, over `n` units.

    `low` and `high` are the ends of the bootstrap interval; `p` is that of the paired permutation test and
    `adjusted` after Holm over the family; `detectable` is the smallest difference that this set can show.
    `undefined` counts the resamples, `unclear` the permutations in which the difference was undefined (these count
    as extreme).
    """

    value: float | None
    low: float | None
    high: float | None
    undefined: int
    p: float | None
    adjusted: float | None
    unclear: int
    detectable: float | None


def permutations_for(pairs: int, permutations: int = RESAMPLES) -> int:
    """How many permutations a family of this many pairs gets: at least a hundred for each."""
    return max(permutations, PER_PAIR * pairs)


def paired_permutation(
    measure: Measure, a: Matrix, b: Matrix, permutations: int = RESAMPLES, seed: int = 0
) -> tuple[float | None, int]:
    """Two-sided p = (c + 1) / (n + 1) of the paired permutation test, and in how many permutations it was undefined.

    Each unit's statistics change sides with probability ½; c counts the permutations whose difference is at least as
    large as the one observed (Phipson and Smyth 2010 for the added one). None when the difference is undefined.
    """
    observed = _difference(measure, a.sum(axis=0), b.sum(axis=0))
    if np.isnan(observed):
        return None, 0
    state = np.random.RandomState(seed)
    change = (b - a).astype(np.float64)
    extreme, unclear = 0, 0
    step = max(1, BLOCK // max(1, len(a)))
    for start in range(0, permutations, step):
        swapped = state.randint(0, 2, (min(step, permutations - start), len(a)), dtype=np.int64).astype(np.float64)
        moved = np.rint(swapped @ change).astype(np.int64)
        found = _difference(measure, a.sum(axis=0) + moved, b.sum(axis=0) - moved)
        unclear += int(np.isnan(found).sum())
        extreme += int((~(np.abs(found) < np.abs(observed) - _SLACK)).sum())
    return (extreme + 1) / (permutations + 1), unclear


def _difference(measure: Measure, a: Matrix, b: Matrix) -> Ratios:
    result: Ratios = measure.value(a) - measure.value(b)
    return result


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """Holm's step-down adjusted p-values (Holm 1979), in the order given; None stays None and still counts."""
    family = len(p_values)
    order = sorted((i for i, p in enumerate(p_values) if p is not None), key=lambda i: p_values[i] or 0.0)
    adjusted: list[float | None] = [None] * family
    highest = 0.0
    for rank, i in enumerate(order):
        highest = max(highest, min(1.0, (family - rank) * (p_values[i] or 0.0)))
        adjusted[i] = highest
    return adjusted


def smallest_detectable(deviation: float, family: int = 1, alpha: float = ALPHA, power: float = POWER) -> float:
    """The smallest true difference that is found with probability `power` at level alpha / family, two-sided.

    (z₁₋α/2m + z_power) · standard error of the difference: the usual normal approximation, with the strictest level
    that Holm asks for. `deviation` is the standard error.
    """
    normal = NormalDist()
    return (normal.inv_cdf(1 - alpha / (2 * family)) + normal.inv_cdf(power)) * deviation


def difference(
    measure: Measure, a: Sample, b: Sample, family: int = 1, permutations: int = RESAMPLES, seed: int = 0
) -> Difference:
    """Everything about one pair but the adjusted p-value, which needs the whole family.

    Raises UsageError when the two were not counted over the same units.
    """
    if a.strata != b.strata or a.unit != b.unit:
        raise UsageError(f"a paired test needs the same units, found {a.n} {a.unit}s and {b.n} {b.unit}s")
    both = resampled_sums(Sample(a.unit, np.concatenate([a.table, b.table], axis=1), a.strata), RESAMPLES, seed)
    width = a.table.shape[1]
    resampled = _difference(measure, both[:, :width], both[:, width:])
    low, high, undefined = percentile_ends(resampled, LEVEL)
    value = float(_difference(measure, a.table.sum(axis=0), b.table.sum(axis=0)))
    n = permutations_for(family, permutations)
    p, unclear = paired_permutation(measure, a.table, b.table, n, seed)
    defined = resampled[~np.isnan(resampled)]
    detectable = smallest_detectable(float(defined.std(ddof=1)), family) if len(defined) > 1 else None
    return Difference(None if np.isnan(value) else value, low, high, undefined, p, None, unclear, detectable)
