from __future__ import annotations

from collections.abc import Sequence

from claimbench.matching.base import Matcher, Pair
from claimbench.scoring.groups import equivalent_groups


class Listed(Matcher):
    """Says yes to the pairs it was given, in that direction."""

    name = "listed"

    def __init__(self, *yes: Pair) -> None:
        self.yes = set(yes)
        self.asked = 0

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        self.asked += len(pairs)
        return [float(pair in self.yes) for pair in pairs]

    contains = equivalent


def test_both_directions_have_to_hold() -> None:
    assert equivalent_groups(["a", "b"], Listed(("a", "b"))) == [[0], [1]]
    assert equivalent_groups(["a", "b"], Listed(("b", "a"))) == [[0], [1]]
    assert equivalent_groups(["a", "b"], Listed(("a", "b"), ("b", "a"))) == [[0, 1]]


def test_claims_are_linked_through_others() -> None:
    matcher = Listed(("a", "b"), ("b", "a"), ("b", "c"), ("c", "b"))
    assert equivalent_groups(["c", "x", "a", "b"], matcher) == [[0, 2, 3], [1]]


def test_equal_texts_are_one_group_and_are_not_asked_about() -> None:
    matcher = Listed()
    assert equivalent_groups(["a", "a", "a"], matcher) == [[0, 1, 2]] and matcher.asked == 0
    assert equivalent_groups([], matcher) == []


def test_the_way_back_is_asked_only_where_the_way_there_holds() -> None:
    matcher = Listed(("a", "b"), ("b", "a"))
    equivalent_groups(["a", "b", "c", "d"], matcher)
    assert matcher.asked == 6 + 1
