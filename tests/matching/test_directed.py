from __future__ import annotations

from collections.abc import Sequence

import pytest

from claimbench.matching import _directed
from claimbench.matching._directed import Directed
from claimbench.matching.base import Pair


class Words(Directed):
    """a conveys b when all words of b stand in a; counts what it is asked."""

    name = "words"

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Pair] = []

    def entailment(self, pairs: Sequence[Pair]) -> list[float]:
        self.asked += pairs
        return [float({*b.replace(".", "").split()} <= {*a.replace(".", "").split()}) for a, b in pairs]


LONG, SHORT = "the mill closed in may", "the mill closed"


def test_equivalent_needs_both_directions() -> None:
    assert Words().equivalent([(LONG, SHORT), (SHORT, LONG), (SHORT, "closed the mill")]) == [0.0, 0.0, 1.0]


def test_the_same_text_is_equivalent_without_a_question() -> None:
    matcher = Words()
    assert matcher.equivalent([(LONG, f"  {LONG}. ")]) == [1.0]
    assert matcher.asked == []


def test_a_pair_is_asked_once_and_not_back_when_the_first_direction_fails() -> None:
    matcher = Words()
    matcher.equivalent([(SHORT, LONG), (LONG, SHORT), (SHORT, LONG)])
    matcher.equivalent([(SHORT, LONG)])
    assert matcher.asked == [(SHORT, LONG)]


def test_contains_is_the_mean_of_the_best_line_and_the_joined_lines() -> None:
    parts = "the mill closed\nbread is dear in may"
    assert Words().contains([(parts, SHORT), (parts, LONG), (parts, "the shop closed")]) == [1.0, 0.5, 0.0]


def test_only_the_lines_nearest_to_the_claim_are_read() -> None:
    matcher = Words()
    lines = [*(f"bread is dear in town {number}" for number in range(9)), SHORT]
    assert matcher.contains([("\n".join(lines), LONG), ("\n".join(lines), "the mill")]) == [0.0, 1.0]
    assert len(matcher.asked) == 2 * (_directed.NEAREST + 1)
    assert {a for a, b in matcher.asked if b == LONG} > {SHORT, *lines[:3]}


def test_contains_wants_every_gold_claim() -> None:
    assert Words().contains([(LONG, f"{SHORT}\nbread is dear"), (LONG, f"{SHORT}\nthe mill")]) == [0.0, 1.0]


def test_joined_readings_keep_their_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_directed, "ROOM", 60)
    matcher = Words()
    matcher.contains([("one two three\n" * 3 + "four five six\n" * 3 + "seven", "nine")])
    assert max(len(a) for a, _ in matcher.asked) <= 60


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_directed, "KEPT", 3)
    matcher = Words()
    pairs = [(f"claim {number}", "other") for number in range(10)]
    assert matcher.contains(pairs) == [0.0] * 10
    matcher.contains(pairs[-1:])
    assert len(matcher.asked) == 10
    matcher.contains(pairs[:1])
    assert len(matcher.asked) == 11


def test_explain_names_what_is_missing_and_what_is_too_much() -> None:
    matcher = Words()
    kinds = [[reason.kind for reason in matcher.explain(p, g)] for p, g in ((SHORT, LONG), (LONG, SHORT), ("a", "b"))]
    assert kinds == [["missing part"], ["extra part"], ["different"]]
    assert matcher.explain(SHORT, SHORT) == ()
