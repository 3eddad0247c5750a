from __future__ import annotations

import pytest

from claimbench.errors import MissingDependency
from claimbench.matching._alignment import wordnet
from claimbench.matching._alignment.words import relation


def test_every_sampled_sense_leads_to_a_meaning_with_the_word() -> None:
    for word in ("dog", "resign", "quick", "quickly", "zebra", "able"):
        keys = [key for pos in wordnet.PARTS for key in wordnet.senses(word, pos)]
        assert keys
        assert all(word in wordnet.synset(key).words for key in keys)


@pytest.mark.parametrize(
    ("word", "pos", "base"),
    [
        ("geese", "n", "goose"),
        ("flew", "v", "fly"),
        ("stopped", "v", "stop"),
        ("cities", "n", "city"),
        ("larger", "a", "large"),
    ],
)
def test_base_forms(word: str, pos: str, base: str) -> None:
    assert base in wordnet.bases(word, pos)


def test_unknown_words_have_no_senses() -> None:
    assert wordnet.senses("zzyzxq", "n") == ()
    assert wordnet.senses("", "n") == ()


@pytest.mark.parametrize(
    ("one", "two", "kind"),
    [
        ("resigned", "resigns", "same"),
        ("destroyed", "destruction", "derived"),
        ("quit", "resigned", "synonym"),
        ("poultry", "chicken", "kind of"),
        ("rose", "fell", "opposite"),
        ("upheld", "overturned", "opposite"),
        ("almond", "olive", "sibling"),
        ("goat", "treaty", "none"),
    ],
)
def test_relations_hold_both_ways(one: str, two: str, kind: str) -> None:
    assert relation(one, two)[0] == kind
    assert relation(one, two) == relation(two, one)


def test_a_missing_package_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordnet, "find_spec", lambda name: None)
    with pytest.raises(MissingDependency, match=r"claimbench\[alignment\]"):
        wordnet.folder()
