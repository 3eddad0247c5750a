from __future__ import annotations

import pytest

from claimbench import load_gold
from claimbench.scoring.measures._texts import stands_alone


@pytest.mark.parametrize(
    "text",
    [
        "He sold the quarry to a bank.",
        "They said that the dues would rise.",
        "It sank within two hours.",
        "Yesterday she left Tolm.",
        "Its hull was cracked.",
        "This surprised the council of Vellin.",
        "These tools are sold in Pell.",
        "Those measures failed.",
        "The move surprised Vellin.",
        "The officials refused to comment.",
        "The chairman said that dues would rise.",
    ],
)
def test_open_pronouns_and_bare_descriptions(text: str) -> None:
    assert not stands_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "Orla Finn sold her quarry to a bank.",
        "Vellin closed its two schools.",
        "According to the harbour master, she saw the ferry sink.",
        "The council of Vellin said that it would close two schools.",
        "It is known that the ferry sank.",
        "It rained in Tolm on Monday.",
        "The move by Orla Finn surprised Vellin.",
        "Those who signed the letter live in Pell.",
        "The Vellin council voted.",
        "Ferries need a licence.",
    ],
)
def test_claims_that_stand_alone(text: str) -> None:
    assert stands_alone(text)


def test_a_noun_that_the_article_brings_in_is_bare_with_the() -> None:
    assert not stands_alone("The dam failed.", "A dam broke on Monday. The dam failed at noon.")
    assert not stands_alone("The dam failed.", "The Oroville dam broke on Monday.")
    assert stands_alone("The sun rose.", "Nothing about it.")


def test_the_gold_claims_of_the_development_set_stand_alone() -> None:
    gold = load_gold("dev")
    texts = {article.id: article.text for article in gold.articles}
    alone = [stands_alone(claim.text, texts[claim.doc_id]) for claim in gold.claims]
    assert sum(alone) / len(alone) >= 0.95
