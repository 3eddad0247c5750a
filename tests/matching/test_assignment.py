from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from claimbench.matching.assignment import assign, millionths

LEVELS = (0, 300_000, 500_000, 600_000, 600_001, 1_000_000)


@st.composite
def problems(draw: st.DrawFn) -> tuple[np.ndarray[Any, np.dtype[np.int64]], list[bool]]:
    rows, columns = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    cells = draw(st.lists(st.sampled_from(LEVELS), min_size=rows * columns, max_size=rows * columns))
    required = draw(st.lists(st.booleans(), min_size=columns, max_size=columns))
    return np.array(cells, np.int64).reshape(rows, columns), required


def every_assignment(scores: np.ndarray[Any, np.dtype[np.int64]]) -> list[dict[int, int]]:
    """Brute force: all one-to-one assignments on edges at or above one half."""
    choices = [[None, *np.flatnonzero(row >= 500_000).tolist()] for row in scores]
    picks = [[c for c in pick if c is not None] for pick in product(*choices)]
    return [
        {i: c for i, c in enumerate(pick) if c is not None}
        for pick, used in zip(product(*choices), picks, strict=True)
        if len(set(used)) == len(used)
    ]


def quality(found: dict[int, int], scores: Any, required: list[bool]) -> tuple[int, int, int]:
    needed = sum(required[j] for j in found.values())
    return needed, len(found) - needed, sum(int(scores[i, j]) for i, j in found.items())


@given(problems())
@settings(max_examples=300, deadline=None)
def test_required_first_then_optional_then_similarity(problem: Any) -> None:
    scores, required = problem
    found = assign(scores, 500_000, required, range(scores.shape[0]), range(scores.shape[1]))
    best = max(quality(other, scores, required) for other in every_assignment(scores))
    assert quality(found, scores, required) == best


@given(problems(), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_order_of_predictions_and_gold_changes_nothing(problem: Any, random: Any) -> None:
    scores, required = problem
    rows, columns = list(range(scores.shape[0])), list(range(scores.shape[1]))
    found = assign(scores, 500_000, required, rows, columns)
    random.shuffle(rows)
    random.shuffle(columns)
    shuffled = assign(scores[np.ix_(rows, columns)], 500_000, [required[j] for j in columns], rows, columns)
    assert {rows[i]: columns[j] for i, j in shuffled.items()} == found


def test_ties_go_to_the_first_in_canonical_order() -> None:
    scores = np.full((2, 3), 900_000)
    assert assign(scores, 500_000, [True] * 3, ["b", "a"], ["z", "y", "x"]) == {1: 2, 0: 1}


def test_an_optional_claim_never_costs_a_required_one() -> None:
    # The only prediction is far closer to the optional claim.
    scores = np.array([[500_000, 1_000_000]])
    assert assign(scores, 500_000, [True, False], ["p"], ["r", "o"]) == {0: 0}


def test_a_large_component_keeps_the_order_of_goals() -> None:
    size = 120
    scores = np.full((size, size), 600_000)
    scores[:, size // 2 :] = 1_000_000
    found = assign(scores, 500_000, [j < size // 2 for j in range(size)], range(size), range(size))
    assert len(found) == size and set(found.values()) == set(range(size))


def test_millionths_round_to_nearest() -> None:
    assert millionths([0.1234565, 1.0, 0.0]).tolist() == [123456, 1_000_000, 0]
