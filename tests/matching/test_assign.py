from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from claimbench.matching._alignment.assign import best

EDGES = st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(1, 20).map(float), max_size=12)


def total_by_brute_force(edges: dict[tuple[int, int], float]) -> float:
    return max(sum(edges.get(pair, 0.0) for pair in enumerate(order)) for order in permutations(range(4)))


@given(EDGES)
def test_total_weight_is_the_largest(edges: dict[tuple[int, int], float]) -> None:
    chosen = best(edges)
    assert len(set(chosen.values())) == len(chosen)
    assert all(pair in edges for pair in chosen.items())
    assert sum(edges[pair] for pair in chosen.items()) == total_by_brute_force(edges)


def test_a_greedy_choice_is_not_taken_when_it_costs() -> None:
    assert best({(0, 0): 5.0, (0, 1): 4.0, (1, 0): 4.0}) == {0: 1, 1: 0}
