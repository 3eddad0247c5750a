from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimbench.matching import forms
from claimbench.matching.base import Matcher, Pair
from claimbench.matching.combined import Combined, pooled
from claimbench.matching.token_f1 import TokenF1

SCORES = st.floats(0.01, 0.99)
READ = st.lists(st.tuples(SCORES, st.floats(0, 1)), min_size=1, max_size=6)
GOLD = (
    "The harbour board will close two of its five piers in March.",
    "In March, a pair of the quintet of landing stages is to be shut by those who run the port.",
    "Two of five piers will be closed by the harbour board in March.",
)


class Listed(Matcher):
    """Scores that the test gives, and what was asked."""

    name = "listed"

    def __init__(self, scores: dict[str, float]) -> None:
        self.scores = scores
        self.asked: list[Pair] = []

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        self.asked += pairs
        return [self.scores[form] for _, form in pairs]

    def contains(self, pairs: Sequence[Pair]) -> list[float]:
        return self.equivalent(pairs)


@pytest.mark.parametrize("question", [forms.equivalent, forms.contains])
def test_a_matcher_that_says_nothing_else_takes_the_first_highest_score(
    question: Callable[[Matcher, Sequence[forms.Asked]], list[forms.Found]],
) -> None:
    matcher = Listed({"a": 0.2, "b": 0.9, "c": 0.9})
    assert question(matcher, [("x", ("a", "b", "c")), ("x", ("a",)), ("y", ("c", "b"))]) == [
        (0.9, 1),
        (0.2, 0),
        (0.9, 0),
    ]


def test_a_pair_of_texts_is_scored_once() -> None:
    matcher = Listed({"a": 0.2, "b": 0.9})
    forms.equivalent(matcher, [("x", ("a", "b")), ("x", ("b",)), ("x", ("a",))])
    assert matcher.asked == [("x", "a"), ("x", "b")]
    assert forms.equivalent(matcher, []) == []


@given(READ, st.floats(0, 16), st.floats(0, 1))
def test_the_pool_lies_between_the_lowest_and_the_highest(
    read: list[tuple[float, float]], nearness: float, best: float
) -> None:
    scores, shared = [score for score, _ in read], [f1 for _, f1 in read]
    found = pooled(scores, shared, nearness, best)
    assert min(scores) - 1e-6 <= found <= max(scores) + 1e-6
    mixed = random.Random(0).sample(read, len(read))
    assert found == pooled([score for score, _ in mixed], [f1 for _, f1 in mixed], nearness, best)


@given(st.lists(SCORES, min_size=1, max_size=6))
def test_forms_that_are_equally_near_count_alike(scores: list[float]) -> None:
    odds = sum(math.log(score / (1 - score)) for score in scores) / len(scores)
    assert pooled(scores, [0.4] * len(scores), 8.0, 0.0) == pytest.approx(1 / (1 + math.exp(-odds)), abs=2e-6)


@given(READ, st.floats(0, 16))
def test_the_whole_share_of_the_best_is_the_highest_score(read: list[tuple[float, float]], nearness: float) -> None:
    scores = [score for score, _ in read]
    assert pooled(scores, [f1 for _, f1 in read], nearness, 1.0) == pytest.approx(max(scores), abs=1e-6)


@given(SCORES, SCORES)
def test_a_nearer_form_counts_more(low: float, high: float) -> None:
    low, high = sorted((low, high))
    assert pooled([low, high], [0.9, 0.1], 8.0, 0.0) <= pooled([low, high], [0.1, 0.9], 8.0, 0.0) + 1e-6


def test_combined_weighs_the_forms() -> None:
    matcher, text = Combined(), "The harbour board will close three of its five piers in March."
    scores = matcher.equivalent([(text, form) for form in GOLD])
    shared = TokenF1().equivalent([(text, form) for form in GOLD])
    found, place = matcher.of_claim(text, GOLD, scores)
    assert found < matcher.threshold
    assert place == shared.index(max(shared)) == 0
    assert matcher.of_claim(text, GOLD[::-1], scores[::-1])[0] == found


@pytest.mark.parametrize("form", range(3))
def test_combined_takes_every_form_as_it_is(form: int) -> None:
    matcher = Combined()
    assert forms.equivalent(matcher, [(GOLD[form].upper(), GOLD)]) == [(1.0, form)]
    alone = (GOLD[form],)
    (score,) = matcher.equivalent([("Two piers close in March.", *alone)])
    assert forms.equivalent(matcher, [("Two piers close in March.", alone)]) == [(score, 0)]


def test_a_change_is_not_taken_for_the_claim_because_one_free_form_hides_it() -> None:
    """Version 6 took the highest score: of the changed claims of dev .57 passed beside some form of their claim."""
    matcher = Combined()
    gold = "According to Ilsa Trevane, the corroded seal at the Sandrel plant was past its service life."
    free = (
        "Ilsa Trevane told reporters that the gasket eaten away by corrosion at Sandrel had been in use for longer than "
        "intended."
    )
    changed = "According to Ilsa Trevane, the corroded seal at the Sandrel plant was still within its service life."
    assert forms.equivalent(matcher, [(changed, (gold, free))])[0][0] < matcher.threshold
