"""Numbers of a claim as values and ranges, ratios, units and durations; dates, weekdays, months and relative times."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
CARDINALS: dict[str, float] = {word: float(i) for i, word in enumerate(_ONES.split())}
CARDINALS.update({word: 10.0 * (i + 2) for i, word in enumerate(_TENS.split())})
ORDINALS: dict[str, float] = {word: float(i + 1) for i, word in enumerate(_ORDINALS.split())}
GROUPS: dict[str, float] = {
    word: value
    for value, words in (
        (2.0, "pair couple duo both twice double doubled twofold"),
        (3.0, "trio triple tripled threefold thrice"),
        (4.0, "quartet"),
        (5.0, "quintet"),
        (12.0, "dozen"),
        (20.0, "score"),
    )
    for word in words.split()
}
MAGNITUDES = {
    word: value
    for value, words in (
        (1e2, "hundred"),
        (1e3, "thousand"),
        (1e6, "million m mn"),
        (1e9, "billion bn"),
        (1e12, "trillion"),
    )
    for word in words.split()
}
PLURALS = {"dozens": 12.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9, "tens": 10.0}
FRACTIONS = {
    "half": 0.5,
    "halves": 0.5,
    "halved": 0.5,
    "quarter": 0.25,
    "quarters": 0.25,
    "thirds": 1 / 3,
    "fifths": 0.2,
    "tenths": 0.1,
}
_UNITS = """
second 1 second seconds sec
second 60 minute minutes min
second 3600 hour hours h
second 86400 day days
second 604800 week weeks
second 1209600 fortnight
month 1 month months
month 12 year years yr
month 120 decade decades
month 1200 century centuries
metre 1 metre metres meter meters m
metre 1000 kilometre kilometres kilometer kilometers km
metre 0.01 centimetre centimetres cm
metre 1609.344 mile miles
metre 0.3048 foot feet ft
kilogram 1 kilogram kilograms kilo kilos kg
kilogram 1000 tonne tonnes ton tons
kilogram 0.001 gram grams g
percent 1 percent per_cent % percentage_points point points
percent 0.01 basis_points
dollar 1 dollar dollars $
euro 1 euro euros €
pound 1 pound pounds £
cent 1 cent cents
degree 1 degree degrees °c
hectare 1 hectare hectares
litre 1 litre litres liter liters
watt 1e6 megawatt megawatts mw
watt 1e9 gigawatt gigawatts gw
watt 1e3 kilowatt kilowatts kw
"""
UNITS: dict[str, tuple[str, float]] = {
    word: (base, float(factor))
    for base, factor, *words in (line.split() for line in _UNITS.strip().splitlines())
    for word in words
}
"""Base unit and factor of each name of a unit; weeks are not turned into months, whose length differs."""
WEEKDAYS = {w: i for i, w in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])}
MONTHS = {
    w: i
    for i, w in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ]
    )
}
MONTHS.update(
    {
        w: i
        for i, w in enumerate(["jan", "feb", "mar", "apr", "_", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
        if w != "_"
    }
)
MONTHS["sept"] = 8
SEASONS = {
    "spring": 0,
    "springtime": 0,
    "summer": 1,
    "autumn": 2,
    "fall": 2,
    "winter": 3,
    "summertime": 1,
    "wintertime": 3,
}
DEICTIC = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value or a range with its bound: ``=`` exact, ``~`` about, ``>`` at least or more, ``<`` at most or less.

    `unit` is a base unit, ``count``, ``share`` (a ratio or a fraction), ``ordinal`` or ``times``; `whole` is
    the whole of a ratio ("four of five" has low = high = 4 and whole 5). `first`, `last` are token positions.
    """

    low: float
    high: float
    bound: str
    unit: str
    first: int
    last: int
    whole: float = 0.0
    vague: bool = False


def figure(token: str) -> float | None:
    """The value of a token of digits: 1,200 and 1.5 and 1.200.000 are read as an English reader would."""
    if not _FIGURE.fullmatch(token):
        return None
    plain = token.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", token) else token.replace(",", ".")
    return float(plain) if plain.count(".") < 2 else float(plain.replace(".", ""))


def close(a: float, b: float) -> bool:
    """Equal up to rounding of a conversion."""
    return math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9)


def agree(a: Quantity, b: Quantity) -> float:
    """How far two quantities say the same: 1 same, 0.5 same value with another bound, 0 another value."""
    if a.unit != b.unit and not {a.unit, b.unit} <= {"share", "percent", "count"}:
        return 0.0
    if not _same_value(a, b):
        return 0.0
    if a.whole and b.whole and not close(a.whole, b.whole):
        return 0.0
    return 1.0 if a.bound == b.bound else 0.75 if "~" in a.bound + b.bound and "=" in a.bound + b.bound else 0.5


def _same_value(a: Quantity, b: Quantity) -> bool:
    for one, two in ((a, b), (b, a)):
        if close(one.low, two.low) and close(one.high, two.high):
            return True
        if one.unit == "share" and two.unit == "percent" and close(one.low * 100, two.low):
            return True
        if one.whole and two.unit in ("share", "percent") and not two.whole:
            return close(one.low / one.whole, two.low if two.unit == "share" else two.low / 100)
        if one.unit == "share" and not one.whole and two.unit == "count" and close(one.low, two.low):
            return True
    return False


def show(quantity: Quantity, tokens: list[str]) -> str:
    """The words of the claim that the quantity was read from."""
    return " ".join(tokens[quantity.first : quantity.last + 1])
