"""The sanity systems of SCORING.md, section 7, with the default matcher, on gold/dev.

What it must give and does not is pinned too: `shuffled` must find nothing and finds some.
"""

from __future__ import annotations

from functools import cache

import pytest

from claimbench import load_gold
from claimbench.running.app import compose
from claimbench.running.extract import extract_all
from claimbench.running.load import build
from claimbench.scoring.card import Scorecard, score

GOLD = load_gold("dev")
REQUIRED, ALL = 132, 174


@cache
def card(name: str) -> Scorecard:
    return score(GOLD, extract_all(build(compose([f"extractor={name}", "gold=dev"]).extractor), GOLD))


def test_the_oracle_finds_everything() -> None:
    assert (card("oracle").precision, card("oracle").recall, card("oracle").f1) == (1, 1, 1)


def test_nothing_is_nothing() -> None:
    assert (card("empty").precision, card("empty").recall, card("empty").f1) == (None, 0, 0)


def test_repeating_gold_costs_precision() -> None:
    found = card("oracle_five_times")
    assert found.recall == 1
    assert found.precision == pytest.approx(REQUIRED / (5 * ALL - (ALL - REQUIRED)))


def test_one_claim_an_article() -> None:
    assert (card("one_each").precision, card("one_each").recall) == (1, 3 / REQUIRED)


def test_the_whole_article_is_no_claim_and_conveys_them() -> None:
    assert card("whole_article").counts["tp"] == 0
    assert (card("whole_article").value("coverage") or 0) >= 0.9


def test_most_shuffled_words_find_nothing() -> None:
    assert card("shuffled").counts["tp"] / REQUIRED < 0.1
