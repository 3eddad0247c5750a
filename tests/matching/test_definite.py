"""What a definite description leaves unsaid is no other claim; what it says otherwise is."""

from __future__ import annotations

import pytest

from claimbench.matching.registry import get

SAME = [
    ("The offer did little to calm angry growers.", "The offer by Harlow Foods did little to calm angry growers."),
    ("The two clerks asked not to be named.", "Two clerks of Harlow Foods asked not to be named."),
    ("Harlow could lose its licence.", "Harlow Foods could lose its licence."),
    (
        "Critics said the council had overlooked the danger.",
        "Critics said Tolm's council had overlooked the danger of fire.",
    ),
]
OTHER = [
    ("The mill in Tolm closed on Monday.", "The mill in Brask closed on Monday."),
    ("Harlow Foods could lose its licence.", "Harlow Timber could lose its licence."),
    ("A mill closed on Monday.", "A mill in Brask that made paper closed on Monday."),
]


@pytest.mark.parametrize(("short", "full"), SAME)
def test_a_definite_description_stands_for_the_full_one(short: str, full: str) -> None:
    matcher = get("alignment")
    assert matcher.equivalent([(short, full)])[0] >= matcher.threshold


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_another_description_is_another_thing(one: str, two: str) -> None:
    matcher = get("alignment")
    assert matcher.equivalent([(one, two)])[0] < matcher.threshold
