"""The sanity systems of SCORING.md, section 7, with the default matcher, on gold/dev.

What it must give and does not is pinned too: `shuffled` must find nothing and finds one claim, the gold of the other
articles must hit no claim that contradicts it and hits one.
"""

from __future__ import annotations

from functools import cache

import pytest

from claimbench import load_gold
from claimbench.matching import registry
from claimbench.records import Predictions
from claimbench.running.app import compose
from claimbench.running.extract import extract_all
from claimbench.running.load import build
from claimbench.scoring.card import Scorecard, score
from claimbench.scoring.judge import judge

GOLD = load_gold("dev")
REQUIRED, ALL = 132, 174


def predictions(name: str) -> Predictions:
    return extract_all(build(compose([f"extractor={name}", "gold=dev"]).extractor), GOLD)


@cache
def card(name: str) -> Scorecard:
    return score(GOLD, predictions(name))


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


def test_shuffled_words_find_next_to_nothing() -> None:
    assert card("shuffled").counts["tp"] <= 1


def test_the_gold_of_another_article_hits_what_is_linked_with_it_and_few_others() -> None:
    said = {claim.text: claim.id for claim in GOLD.claims}
    relation = {frozenset((link.a, link.b)): link.relation for link in GOLD.links}
    hits = [
        relation.get(frozenset((said[judged.predictions[i].text], judged.gold[j].id)))
        for judged in judge(GOLD, predictions("other_article"), registry.get())
        for i, j in judged.assigned.items()
    ]
    assert hits.count(None) / ALL <= 0.05
    assert hits.count("conflict") <= 1
