from __future__ import annotations

import pytest

from claimbench.matching._alignment.numbers import find
from claimbench.matching._alignment.quantities import Quantity, agree
from claimbench.matching._alignment.units import analyse


def read(text: str) -> list[Quantity]:
    return find([token.lower() for token in analyse(text).raw])


@pytest.mark.parametrize(
    ("text", "low", "high", "bound", "unit"),
    [
        ("forty-five goats", 45, 45, "=", "count"),
        ("one hundred and five goats", 105, 105, "=", "count"),
        ("1,250 goats", 1250, 1250, "=", "count"),
        ("3.5 million goats", 3.5e6, 3.5e6, "=", "count"),
        ("a dozen goats", 12, 12, "=", "count"),
        ("between 18 and 24 goats", 18, 24, "=", "count"),
        ("three to five million goats", 3e6, 5e6, "=", "count"),
        ("at least nine goats", 9, 9, ">", "count"),
        ("up to nine goats", 9, 9, "<", "count"),
        ("about 40 goats", 40, 40, "~", "count"),
        ("ten or more goats", 10, 10, ">", "count"),
        ("€410 million", 410e6, 410e6, "=", "euro"),
        ("38%", 38, 38, "=", "percent"),
        ("50 basis points", 0.5, 0.5, "=", "percent"),
        ("half a percentage point", 0.5, 0.5, "=", "percent"),
        ("two days", 172800, 172800, "=", "second"),
        ("a 47-minute wait", 2820, 2820, "=", "second"),
        ("six tonnes", 6000, 6000, "=", "kilogram"),
        ("the third goat", 3, 3, "=", "ordinal"),
        ("two-thirds of them", 2 / 3, 2 / 3, "=", "share"),
    ],
)
def test_reads_one_quantity(text: str, low: float, high: float, bound: str, unit: str) -> None:
    (quantity,) = read(text)
    assert (quantity.low, quantity.high) == (pytest.approx(low), pytest.approx(high))
    assert (quantity.bound, quantity.unit) == (bound, unit)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("five of the six goats", "all but one of the six goats"),
        ("four out of five goats", "four of five goats"),
        ("half of the goats", "50 percent of the goats"),
        ("48 hours", "two days"),
        ("6,000 kg", "six tonnes"),
        ("half a percentage point", "50 basis points"),
        ("a pair of goats", "two goats"),
        ("a decade", "ten years"),
    ],
)
def test_same_value_in_other_words(one: str, two: str) -> None:
    assert agree(read(one)[0], read(two)[0]) == 1.0


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("five of the six goats", "two of the eight goats"),
        ("five of the six goats", "five of the nine goats"),
        ("14 goats", "40 goats"),
        ("9 million euros", "9 million dollars"),
        ("two days", "two weeks"),
        ("18 to 24 goats", "18 to 34 goats"),
    ],
)
def test_other_value(one: str, two: str) -> None:
    assert agree(read(one)[0], read(two)[0]) == 0.0


def test_another_bound_is_half_an_agreement() -> None:
    assert agree(read("at least nine goats")[0], read("at most nine goats")[0]) == 0.5


def test_one_as_a_pronoun_counts_nothing() -> None:
    assert read("the lower one was red") == []
