"""Every construction of the guidelines' table, on invented sentences."""

from __future__ import annotations

import pytest

from claimbench.baselines.clauses import Clauses
from claimbench.extractor import Document


def claims(text: str) -> list[str]:
    return [claim.text for claim in Clauses().extract(Document("x", text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # coordination
        ("The port closed and ships turned back.", ["The port closed.", "Ships turned back."]),
        ("Ona Vint closed the mill and fired nine workers.", ["Ona Vint closed the mill.", "Ona Vint fired nine workers."]),
        ("Lima and Quito signed the pact.", ["Lima and Quito signed the pact."]),
        (
            "The board ordered the owner to mend the roof and to pay a fine.",
            ["The board ordered the owner to mend the roof.", "The board ordered the owner to pay a fine."],
        ),
        (
            "The firm could be fined 300 crowns and lose its licence, if fraud is proved.",
            ["The firm could be fined 300 crowns if fraud is proved.", "The firm could lose its licence if fraud is proved."],
        ),
        # relative clause, apposition, participle, "with …-ing"
        ("The dam, which was built in 1961, failed on Monday.", ["The dam failed on Monday.", "The dam was built in 1961."]),
        (
            "The mill employs 40 people, three of whom live in Brell.",
            ["The mill employs 40 people.", "Three of the 40 people live in Brell."],
        ),
        (
            "Marta Quill, a baker who lives beside the mill, saw the fire.",
            ["Marta Quill saw the fire.", "Marta Quill is a baker.", "Marta Quill lives beside the mill."],
        ),
        (
            "The council passed a law drafted by Pel Dasko.",
            ["The council passed a law.", "The law was drafted by Pel Dasko."],
        ),
        (
            "Repairs began on Friday, with engineers working at night.",
            ["Repairs began on Friday.", "Engineers were working at night."],
        ),
        # purpose, cause, consequence
        (
            "The town raised tolls to fund repairs.",
            ["The town raised tolls.", "The town raised tolls to fund repairs."],
        ),
        (
            "The ferry stopped because the engine failed.",
            ["The ferry stopped.", "The engine failed.", "The ferry stopped because the engine failed."],
        ),
        # range, ratio, time and place stay
        ("Two bridges collapsed in Oslo on Monday.", ["Two bridges collapsed in Oslo on Monday."]),
        ("The valves close after two to six minutes.", ["The valves close after two to six minutes."]),
        # contrast
        (
            "Ferries carried 300 passengers, while trains carried 900 passengers.",
            ["Ferries carried 300 passengers.", "Trains carried 900 passengers."],
        ),
    ],
)  # fmt: skip
def test_construction(text: str, expected: list[str]) -> None:
    assert sorted(claims(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("The mill will close, owner Ona Vint said on Friday.", "owner Ona Vint", "the mill will close."),
        ("The ministry claimed that the vaccine stock had doubled.", "the ministry", "the vaccine stock had doubled."),
        ("Nine people drowned, according to the coast guard.", "the coast guard", "nine people drowned."),
        (
            "Citing police data, the Harbour Party said thefts fell by half.",
            "the Harbour Party, citing police data",
            "thefts fell by half.",
        ),
    ],
)
def test_attribution_is_carried_into_the_claim(text: str, source: str, expected: str) -> None:
    found = Clauses().extract(Document("x", text))
    assert [(c.text, c.source) for c in found] == [(f"According to {source}, {expected}", source)]


def test_attribution_is_carried_into_each_part() -> None:
    text = "Engineer Pel Dasko warned that the dam, which was built in 1961, may fail and the valley could flood."
    assert sorted(claims(text)) == [
        "According to engineer Pel Dasko, the dam may fail.",
        "According to engineer Pel Dasko, the dam was built in 1961.",
        "According to engineer Pel Dasko, the valley could flood.",
    ]


def test_a_quotation_keeps_its_speaker_over_sentences() -> None:
    text = '"The tower shook for a minute. Nobody told the guests," said Ona Vint, a cook.'
    found = Clauses().extract(Document("x", text))
    assert [c.source for c in found[:2]] == ["Ona Vint", "Ona Vint"]
    assert found[0].text == "According to Ona Vint, the tower shook for a minute."
    assert found[1].text == "According to Ona Vint, nobody told the guests."


def test_an_anonymous_source_is_called_so() -> None:
    text = "An official at the ministry, speaking on condition of anonymity, revealed that the fund was empty."
    assert "According to an anonymous official at the ministry, the fund was empty." in claims(text)


def test_each_source_has_its_own_figure() -> None:
    text = "Fourteen people were hurt, according to the police, while the operator put the number at nine."
    assert claims(text) == [
        "According to the police, fourteen people were hurt.",
        "According to the operator, nine people were hurt.",
    ]


def test_pronouns_and_bare_descriptions_are_named() -> None:
    text = (
        "Mayor Orla Finn visited the Brandel mill on Monday. She praised the mill.\n"
        "Tarn Rail, a family-owned company, runs 40 trains. The company will sell six of them."
    )
    found = claims(text)
    assert "Mayor Orla Finn praised the Brandel mill." in found
    assert any(claim.startswith("Tarn Rail will sell six") for claim in found)


def test_hedges_and_negations_stay() -> None:
    assert claims("The fire may not have been caused by a cable.") == ["The fire may not have been caused by a cable."]


def test_questions_and_furniture_are_no_claims() -> None:
    assert claims("TOLM (Wire) – The old mill burned down.\nWho lit the fire?\nREAD NEXT\nMill town in tears") == [
        "The old mill burned down."
    ]


def test_an_empty_article_has_no_claims() -> None:
    assert claims("") == []


def test_own_work_is_small_beside_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """At most a third of the parser's time, and every sentence is parsed once."""
    import time

    from claimbench import load_gold
    from claimbench.baselines import clauses
    from claimbench.baselines._clauses.reading import parser, read

    texts = [article.text for article in load_gold("dev")]
    parser()
    parsed = own = 0.0
    for text in (texts[0], *texts):
        start = time.process_time()
        reads = read(text)
        middle = time.process_time()
        list(clauses.claims_of(reads))
        parsed, own = parsed + middle - start, own + time.process_time() - middle
    assert own <= parsed / 3
