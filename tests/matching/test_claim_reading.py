from __future__ import annotations

import pytest

from claimbench.matching._alignment.align import align
from claimbench.matching._alignment.units import Claim, analyse


def frames(text: str, dimension: str) -> set[str]:
    return set(analyse(text).frames.get(dimension, {}))


def source(claim: Claim) -> str | None:
    if claim.source is None:
        return None
    return " ".join(
        claim.units[i].low for i in claim.source.units if claim.units[i].low not in ("said", "warned", "accused")
    )


@pytest.mark.parametrize(
    ("text", "dimension", "name"),
    [
        ("The crew did not leave.", "negation", "not"),
        ("The crew failed to leave.", "negation", "fail"),
        ("The crew will leave.", "modality", "future"),
        ("The crew plans to leave.", "modality", "plan"),
        ("The crew may leave.", "modality", "possible"),
        ("The crew promised to leave.", "modality", "pledge"),
        ("The crew was ordered to leave.", "modality", "order"),
        ("The crew left because of the heat.", "link", "cause"),
        ("The crew left in order to eat.", "link", "purpose"),
        ("The crew left to save fuel.", "link", "purpose"),
        ("The crew left despite the heat.", "link", "despite"),
        ("Most crews left.", "scope", "most"),
        ("Only the crew left.", "scope", "only"),
        ("The crew left before the storm.", "order", "before"),
        ("The crew waited outside the harbour.", "place", "outside"),
    ],
)
def test_frames(text: str, dimension: str, name: str) -> None:
    assert name in frames(text, dimension)


def test_the_longest_phrase_counts() -> None:
    assert "order" not in frames("The crew left in order to eat.", "modality")


def test_words_of_a_number_are_nothing_else() -> None:
    assert frames("All but one of the six goats ran.", "scope") == set()
    assert frames("Some 3,000 goats ran.", "scope") == set()


def test_an_infinitive_that_completes_a_verb_is_no_purpose() -> None:
    assert "purpose" not in frames("The crew agreed to leave.", "link")


def test_not_before_is_only_after() -> None:
    one, two = "The crew will not sail before the vote.", "The crew will sail only after the vote."
    assert frames(one, "negation") == frames(two, "negation") == set()
    assert frames(one, "order") == frames(two, "order") == {"after"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("According to the grid operator, the dam held.", "grid operator"),
        ("The dam held, the grid operator said.", "grid operator"),
        ("The grid operator said that the dam had held.", "grid operator"),
        ("The grid operator accused a rival of theft.", "grid operator"),
        ("The dam held.", None),
    ],
)
def test_source(text: str, expected: str | None) -> None:
    assert source(analyse(text)) == expected


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Norway paid.", "Oslo paid."),
        ("The Norwegian firm paid.", "The firm from Norway paid."),
        ("The US paid.", "Washington paid."),
        ("The World Health Organization paid.", "The WHO paid."),
        ("The minister stepped down.", "The minister resigned."),
    ],
)
def test_nothing_is_left_over(one: str, two: str) -> None:
    alignment = align(analyse(one), analyse(two))
    assert min(*alignment.cover_p, *alignment.cover_g) >= 0.8


def test_a_plain_word_at_the_beginning_is_no_name() -> None:
    kinds = {unit.text: unit.kind for unit in analyse("Farmers in Elbonia met Ostrow.").units}
    assert kinds == {"Farmers": "word", "Elbonia": "name", "met": "word", "Ostrow": "name"}
