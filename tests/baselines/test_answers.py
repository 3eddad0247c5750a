from __future__ import annotations

import pytest

from claimbench.baselines._answers import Unparsed, faithful, in_most, parse_answer, whole_claims, without_repeats


@pytest.mark.parametrize(
    ("form", "answer", "expected"),
    [
        ("lines", "- The dam failed.\n- Nine fled.", ["The dam failed.", "Nine fled."]),
        ("lines", "1. The dam failed.\n\n2) Nine fled.", ["The dam failed.", "Nine fled."]),
        ("lines", "", []),
        ("json", '["The dam failed.", " Nine fled. "]', ["The dam failed.", "Nine fled."]),
        ("json", '```json\n["The dam failed."]\n```', ["The dam failed."]),
        ("aps", "<s>\n- The dam failed.\n</s>\n<s>\n- Nine fled.\n- Six stayed.\n</s>", ["The dam failed.", "Nine fled.", "Six stayed."]),
    ],
)  # fmt: skip
def test_answers_in_the_right_form(form: str, answer: str, expected: list[str]) -> None:
    assert parse_answer(answer, form) == expected


@pytest.mark.parametrize(
    ("form", "answer"),
    [
        ("lines", "Sure! Here are the claims:\n- The dam failed."),
        ("json", 'Claims: ["The dam failed."]'),
        ("json", '{"claims": ["The dam failed."]}'),
        ("json", '["The dam failed.", 3]'),
        ("aps", "- The dam failed."),
    ],
)
def test_chatter_never_becomes_a_claim(form: str, answer: str) -> None:
    with pytest.raises(Unparsed, match="expected"):
        parse_answer(answer, form)


def test_fragments_and_run_ons_are_dropped() -> None:
    assert whole_claims(["The dam near Brell failed.", "The dam near Brell", "It failed.", "x " * 61 + "."]) == [
        "The dam near Brell failed."
    ]


def test_repeats_are_dropped_whatever_their_order() -> None:
    assert without_repeats(["On Monday the dam failed.", "The dam failed on Monday!", "The dam held."]) == [
        "On Monday the dam failed.",
        "The dam held.",
    ]


@pytest.mark.parametrize(
    ("claim", "kept"),
    [
        ("The dam near Brell failed.", True),
        ("The dam near Tolm failed.", False),
        ("Nine of 40 families fled.", False),
        ("Brell's dam failed.", True),
    ],
)
def test_names_and_figures_must_stand_in_the_source(claim: str, kept: bool) -> None:
    assert faithful(claim, "On Monday the dam near Brell failed and 30 families fled.") is kept


def test_what_most_answers_say_counts_once_in_the_first_wording() -> None:
    assert in_most([["A b.", "C d."], ["B a.", "E f."], ["C d.", "A b.", "A b."]]) == ["A b.", "C d."]
    assert in_most([["A b.", "A b."]]) == ["A b.", "A b."]
