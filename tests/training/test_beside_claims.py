from __future__ import annotations

from pathlib import Path

import pytest

import articles
import beside_claims
import written_pairs
from articles import Best
from claimbench import load_gold

TRAINING = Path(__file__).parents[2] / "training"


@pytest.fixture(scope="module")
def sets() -> dict[str, Best]:
    held = articles.split(TRAINING / "articles")[1]
    return {
        "contrasts": beside_claims.contrasts(),
        "judged": beside_claims.judged(),
        "hits": beside_claims.hits(),
        "lists": beside_claims.lists(),
        "written": beside_claims.written(written_pairs.split(TRAINING / "contrasts").validation),
        "garbled": beside_claims.garbled(),
        "one article": beside_claims.of_one_article(),
        "written articles": beside_claims.of_written_articles(held),
        "listed again": beside_claims.listed_again(held),
        "told": beside_claims.told(held),
    }


def test_every_set_has_both_labels_and_no_text_stands_beside_itself(sets: dict[str, Best]) -> None:
    for name, found in sets.items():
        assert {label for _, label in found} == {True, False}, name
        assert all(listed and all(forms for _, forms in listed) for listed, _ in found), name
    for name in ("contrasts", "written", "one article", "written articles"):
        assert not [text for listed, _ in sets[name] for text, forms in listed if text in forms], name


def test_nothing_of_the_two_articles_and_no_test_half_is_read(sets: dict[str, Best]) -> None:
    news = {form for claim in load_gold("news").claims for form in claim.forms}
    assert not [
        text for found in sets.values() for listed, _ in found for text, forms in listed if {text, *forms} & news
    ]
    assert (len(sets["contrasts"]), len(sets["judged"]), len(sets["hits"])) == (348 + 699, 133, 150)


def test_a_text_stands_beside_all_forms_of_its_claim(sets: dict[str, Best]) -> None:
    forms = {claim.forms for claim in load_gold("dev").claims}
    for name in ("contrasts", "judged", "hits"):
        assert all(tuple(listed[0][1]) in forms and len(listed) == 1 for listed, _ in sets[name])
    shares = {name: sum(own for _, own in sets[name]) / len(sets[name]) for name in sets}
    assert 0.3 < shares["written articles"] < 0.6, "every fourth list was nearly always that of a claim itself"
    assert 0.3 <= shares["listed again"] < 0.6 and 0.3 < shares["told"] < 0.6
    assert sum(own for _, own in sets["lists"]) == 137
    assert len(sets["lists"]) == 137 + 167, "167 lines on which both readers agree, 30 of them in no gold claim"
    assert min(len(listed) for listed, own in sets["one article"] if not own) > 40
