from __future__ import annotations

from itertools import chain, combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from claimbench.errors import UsageError
from claimbench.matching.assignment import Matrix
from claimbench.scoring.comparing import (
    difference,
    holm,
    paired_permutation,
    permutations_for,
    smallest_detectable,
)
from claimbench.scoring.measures.headline import f1, precision, recall
from claimbench.scoring.uncertainty import Sample


def _pair(units: int, seed: int = 1) -> tuple[Matrix, Matrix]:
    """Two systems over the same required claims (three a unit), so that recall is a mean over units."""
    state = np.random.RandomState(seed)
    tp = np.stack([state.binomial(3, 0.4, units), state.binomial(3, 0.6, units)])
    a, b = (np.stack([t, t * 0, 3 - t, t * 0], axis=1).astype(np.int64) for t in tp)
    return a, b


def test_p_is_that_of_scipy() -> None:
    a, b = _pair(25)
    p, unclear = paired_permutation(recall, a, b, 20_000, seed=0)

    def mean_difference(x: np.ndarray, y: np.ndarray, axis: int) -> np.ndarray:
        return np.mean(x - y, axis=axis)

    theirs = stats.permutation_test(
        (a[:, 0], b[:, 0]), mean_difference, permutation_type="samples", vectorized=True, n_resamples=20_000,
        rng=np.random.default_rng(0),
    )  # fmt: skip
    assert unclear == 0 and 0.001 < theirs.pvalue < 0.2
    assert p == pytest.approx(theirs.pvalue, abs=4 * (theirs.pvalue / 20_000) ** 0.5 + 1e-3)


def test_p_is_the_share_of_all_exchanges_when_they_can_be_counted() -> None:
    a, b = _pair(8, seed=4)
    observed = abs(float(f1.value(a.sum(axis=0)) - f1.value(b.sum(axis=0))))
    extreme = 0
    for swaps in product((0, 1), repeat=8):
        moved = np.array(swaps) @ (b - a)
        found = abs(float(f1.value(a.sum(axis=0) + moved) - f1.value(b.sum(axis=0) - moved)))
        extreme += found >= observed - 1e-12
    p, _ = paired_permutation(f1, a, b, 40_000)
    assert p == pytest.approx(extreme / 2**8, abs=0.01)


def test_equal_systems_have_p_1_and_p_is_never_0() -> None:
    a, _ = _pair(30)
    assert paired_permutation(f1, a, a, 200)[0] == 1.0
    sure = np.tile(np.array([3, 0, 0, 0]), (30, 1))
    none = np.tile(np.array([0, 0, 3, 0]), (30, 1))
    assert paired_permutation(recall, sure, none, 200)[0] == pytest.approx(1 / 201)


def test_undefined_permutations_count_as_extreme_and_are_reported() -> None:
    a = np.array([[1, 0, 0, 0], [0, 0, 0, 0]], np.int64)
    b = np.array([[0, 0, 1, 0], [0, 1, 0, 0]], np.int64)
    p, unclear = paired_permutation(precision, a, b, 1000)
    assert p == 1.0 and 400 < unclear < 600
    assert paired_permutation(precision, a * 0, b, 100) == (None, 0)


P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=6)


@given(P_VALUES)
def test_holm_is_the_closed_test_of_bonferroni(p_values: list[float]) -> None:
    """Holm's p of a hypothesis is the largest Bonferroni p of any set of hypotheses that holds it (Marcus 1976)."""
    n = range(len(p_values))
    sets = list(chain.from_iterable(combinations(n, k) for k in range(1, len(p_values) + 1)))
    closed = [max(min(1.0, len(s) * min(p_values[j] for j in s)) for s in sets if i in s) for i in n]
    assert holm(p_values) == pytest.approx(closed)


def test_holm_counts_pairs_without_a_p_value_in_the_family() -> None:
    assert holm([0.01, None, 0.04]) == pytest.approx([0.03, None, 0.08])
    assert holm([]) == []


def test_permutations_grow_with_the_family() -> None:
    assert permutations_for(3) == 10_000 and permutations_for(250) == 25_000


def test_the_detectable_difference_is_found_with_the_power_it_says() -> None:
    """Of true differences of that size, a two-sided z test at .05 / 3 finds four in five."""
    size = smallest_detectable(0.1, family=3)
    found = stats.norm.sf(stats.norm.isf(0.05 / 6) - size / 0.1)
    assert found == pytest.approx(0.8, abs=1e-6)


def test_a_difference_has_its_interval_from_the_same_resamples_for_both() -> None:
    a, b = _pair(40)
    found = difference(recall, Sample("sentence", a, (20, 20)), Sample("sentence", b, (20, 20)))
    assert found.value == pytest.approx(float(recall.value(a.sum(axis=0)) - recall.value(b.sum(axis=0))))
    assert found.low is not None and found.high is not None and found.low < found.value < found.high
    same = difference(recall, Sample("sentence", a, (40,)), Sample("sentence", a, (40,)))
    assert (same.value, same.low, same.high, same.p) == (0.0, 0.0, 0.0, 1.0)


def test_a_paired_test_over_other_units_is_refused() -> None:
    a, b = _pair(10)
    with pytest.raises(UsageError, match="same units"):
        difference(f1, Sample("sentence", a, (10,)), Sample("sentence", b[:9], (9,)))
