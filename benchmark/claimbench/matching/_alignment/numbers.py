"""Finding the quantities of a claim in its tokens (see quantities.py for what they are)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimbench.matching._alignment.quantities import (
    CARDINALS,
    FRACTIONS,
    GROUPS,
    MAGNITUDES,
    ORDINALS,
    PLURALS,
    UNITS,
    Quantity,
    figure,
)  # fmt: skip

_ABOUT = {
    "about",
    "around",
    "roughly",
    "approximately",
    "some",
    "nearly",
    "almost",
    "estimated",
    "circa",
    "c.",
    "approx",
}
_MORE = {"over", "exceeding", "exceeds", "above", "exceed", "topped", "beyond"}
_LESS = {"under", "below", "nearly", "almost"}
_BOUNDS: dict[tuple[str, ...], str] = {
    tuple(phrase.split()): bound
    for bound, phrases in (
        (
            ">",
            "at least|more than|greater than|no fewer than|no less than|not less than|not fewer than"
            "|a minimum of|minimum of|upwards of|longer than|in excess of|higher than|older than|just over",
        ),
        (
            "<",
            "at most|up to|less than|fewer than|no more than|not more than|a maximum of|maximum of|as many as"
            "|as much as|shorter than|lower than|younger than|just under",
        ),
    )
    for phrase in phrases.split("|")
}


def find(tokens: Sequence[str]) -> list[Quantity]:
    """All quantities of lower-case tokens, left to right, none overlapping."""
    found: list[Quantity] = []
    position = 0
    while position < len(tokens):
        quantity = _read(tokens, position)
        if quantity is None:
            position += 1
            continue
        found.append(_bounded(tokens, quantity))
        position = quantity.last + 1
    return found


def _read(tokens: Sequence[str], start: int) -> Quantity | None:
    for reader in (_all_but, _ratio, _range, _halved, _ordinal, _long_time, _plain):
        quantity = reader(tokens, start)
        if quantity is not None:
            return quantity
    return None


def _value(tokens: Sequence[str], start: int) -> tuple[float, int] | None:
    """A number beginning at `start` and the position after it: digits, words, magnitudes, "a dozen", "a hundred"."""
    position, total, current = start, 0.0, -1.0
    if tokens[position] in ("$", "€", "£") and position + 1 < len(tokens):
        position += 1
    if (
        tokens[position] in ("a", "an")
        and position + 1 < len(tokens)
        and (tokens[position + 1] in MAGNITUDES or tokens[position + 1] in GROUPS)
    ):
        position, current = position + 1, 1.0
        if tokens[position] in GROUPS:
            return GROUPS[tokens[position]], position + 1
    while position < len(tokens):
        word = tokens[position]
        digits = figure(word)
        if digits is not None and current < 0:
            current = digits
        elif word in CARDINALS and (
            current < 0
            or (current >= 20 and current % 10 == 0 and CARDINALS[word] < 10)
            or (current % 100 == 0 and current >= 100)
        ):
            current = CARDINALS[word] if current < 0 else current + CARDINALS[word]
        elif word in MAGNITUDES and current >= 0:
            current, total = (current * 100, total) if word == "hundred" else (0.0, total + current * MAGNITUDES[word])
        elif word in GROUPS and GROUPS[word] in (12.0, 20.0) and current >= 0 and word != "score":
            current *= GROUPS[word]
        elif word in ("-", "and") and current >= 0 and _joins(tokens, position, current, total):
            pass
        else:
            break
        position += 1
    if current < 0 or (position == start):
        return None
    return total + current, position


def _joins(tokens: Sequence[str], position: int, current: float, total: float) -> bool:
    """Whether "-" in forty-five or "and" in a hundred and five stands inside one number."""
    if position + 1 >= len(tokens) or tokens[position + 1] not in CARDINALS:
        return False
    if tokens[position] == "-":
        return current >= 20 and current % 10 == 0 and 0 < CARDINALS[tokens[position + 1]] < 10
    return current >= 100 or (current == 0 and total > 0)


def _unit(tokens: Sequence[str], end: int) -> tuple[str, float, int]:
    """The unit named from position `end` on, its factor and the position after it."""
    step = end + 1 if end < len(tokens) and tokens[end] == "-" else end
    if step + 1 < len(tokens):
        pair = f"{tokens[step]}_{tokens[step + 1]}"
        pair = {"percentage_point": "percentage_points", "basis_point": "basis_points"}.get(pair, pair)
        if pair in UNITS:
            return (*UNITS[pair], step + 2)
    if step < len(tokens) and tokens[step] in UNITS:
        return (*UNITS[tokens[step]], step + 1)
    return "count", 1.0, end


def _currency(tokens: Sequence[str], start: int) -> str | None:
    return UNITS[tokens[start]][0] if tokens[start] in ("$", "€", "£") else None


def _long_time(tokens: Sequence[str], start: int) -> Quantity | None:
    """a decade, a century, a fortnight: one of them."""
    if tokens[start] not in ("a", "one") or start + 1 == len(tokens):
        return None
    if tokens[start + 1] not in ("decade", "century", "fortnight"):
        return None
    unit, factor = UNITS[tokens[start + 1]]
    return Quantity(factor, factor, "=", unit, start, start + 1)


def _plain(tokens: Sequence[str], start: int) -> Quantity | None:
    word = tokens[start]
    if word in PLURALS:
        last = (
            start + 2
            if start + 2 < len(tokens) and tokens[start + 1] == "of" and tokens[start + 2] in PLURALS
            else start
        )
        factor = PLURALS[tokens[last]] if last > start else 1.0
        return Quantity(PLURALS[word] * factor, PLURALS[word] * factor, "~", "count", start, last, vague=True)
    if word in GROUPS and word not in ("score", "double", "triple", "couple"):
        unit = "times" if word in ("twice", "doubled", "twofold", "tripled", "threefold", "thrice") else "count"
        return Quantity(GROUPS[word], GROUPS[word], "=", unit, start, start)
    read = _value(tokens, start)
    if read is None:
        return None
    value, end = read
    if end < len(tokens) and tokens[end] in ("times", "fold"):
        return Quantity(value, value, "=", "times", start, end)
    unit, factor, after = _unit(tokens, end)
    unit = _currency(tokens, start) or unit
    if word == "one" and value == 1 and unit == "count":
        return None if not _counts(tokens, start) else Quantity(1.0, 1.0, "=", "count", start, start)
    return Quantity(value * factor, value * factor, "=", unit, start, after - 1)


def _counts(tokens: Sequence[str], start: int) -> bool:
    """Whether "one" counts something, and is not a pronoun ("the lower one") or part of "one of the"."""
    return start + 1 < len(tokens) and (
        start == 0 or tokens[start - 1] not in ("the", "no", "another", "new", "any", "upper", "lower")
    )


def _range(tokens: Sequence[str], start: int) -> Quantity | None:
    """between X and Y, X to Y, from X to Y, X-Y."""
    opening = tokens[start] in ("between", "from")
    first = start + 1 if opening else start
    low = _value(tokens, first) if first < len(tokens) else None
    if low is None or low[1] >= len(tokens):
        return None
    joint = tokens[low[1]]
    if joint not in (("and", "to", "-") if opening else ("to", "-", "or")) or low[1] + 1 >= len(tokens):
        return None
    if joint == "and" and tokens[start] != "between":
        return None
    high = _value(tokens, low[1] + 1)
    if high is None or high[0] <= low[0]:
        return None
    unit, factor, after = _unit(tokens, high[1])
    magnitude = next((m for w in tokens[low[1] + 1 : high[1]] if (m := MAGNITUDES.get(w))), 1.0)
    scale = magnitude if low[0] < high[0] / magnitude and magnitude > 1 else 1.0
    return Quantity(low[0] * scale * factor, high[0] * factor, "=", _currency(tokens, first) or unit, start, after - 1)


def _ratio(tokens: Sequence[str], start: int) -> Quantity | None:
    """four of (the) five, four out of five, four in five, none of the six."""
    part = (0.0, start + 1) if tokens[start] in ("none", "neither") else _value(tokens, start)
    if part is None:
        return None
    position = part[1]
    if position < len(tokens) and tokens[position] == "out":
        position += 1
    if position >= len(tokens) or tokens[position] not in ("of", "in"):
        return None
    loose = tokens[position] == "in"
    position += 1
    while (
        position < len(tokens)
        and not loose
        and tokens[position] in ("the", "its", "their", "his", "her", "all", "those", "these", "every")
    ):
        position += 1
    position = _over_possessor(tokens, position)
    whole = _value(tokens, position) if position < len(tokens) else None
    if whole is None or whole[0] < part[0] or whole[0] > 1000 or (loose and whole[0] > 100):
        return None
    return Quantity(part[0], part[0], "=", "share", start, whole[1] - 1, whole=whole[0])


def _over_possessor(tokens: Sequence[str], position: int) -> int:
    """Past "country 's (top)" in "two of the country's three"."""
    for step in (1, 2, 3):
        if position + step < len(tokens) and tokens[position + step] == "'s":
            after = position + step + 1
            return (
                after + 1
                if after + 1 < len(tokens) and tokens[after] in ("top", "largest", "biggest", "leading")
                else after
            )
    return position


def _all_but(tokens: Sequence[str], start: int) -> Quantity | None:
    """all but one of the six, all six, all but two of."""
    if tokens[start] not in ("all", "every"):
        return None
    if tokens[start + 1 : start + 2] == ["but"] and start + 2 < len(tokens):
        missing = _value(tokens, start + 2)
        rest = missing[1] if missing else len(tokens)
        while rest < len(tokens) and tokens[rest] in ("of", "the", "its", "their", "these", "those"):
            rest += 1
        whole = _value(tokens, _over_possessor(tokens, rest)) if missing and rest < len(tokens) else None
        if missing and whole:
            return Quantity(
                whole[0] - missing[0],
                whole[0] - missing[0],
                "=",
                "share",
                start,
                whole[1] - 1,
                whole=whole[0],
            )
        return None
    after = start + 2 if tokens[start + 1 : start + 2] == ["the"] else start + 1
    whole = _value(tokens, after) if after < len(tokens) and tokens[start] == "all" else None
    return (
        Quantity(whole[0], whole[0], "=", "share", start, whole[1] - 1, whole=whole[0])
        if whole and whole[0] > 1
        else None
    )


def _halved(tokens: Sequence[str], start: int) -> Quantity | None:
    """half, a quarter, two thirds, half a percentage point, half an hour."""
    word = tokens[start]
    if (
        word in ("a", "one")
        and start + 1 < len(tokens)
        and tokens[start + 1] in ("third", "quarter", "fifth", "tenth", "half")
    ):
        value = {"third": 1 / 3, "fifth": 0.2, "tenth": 0.1}.get(tokens[start + 1]) or FRACTIONS[tokens[start + 1]]
        unit, factor, after = _unit(
            tokens, start + 3 if tokens[start + 2 : start + 4] in (["of", "a"], ["of", "an"]) else start + 2
        )
        return Quantity(
            value * factor,
            value * factor,
            "=",
            "share" if unit == "count" else unit,
            start,
            max(after - 1, start + 1),
        )
    if word in ("half", "halves", "halved"):
        skip = start + 2 if tokens[start + 1 : start + 2] and tokens[start + 1] in ("a", "an", "-") else start + 1
        unit, factor, after = _unit(tokens, skip)
        if unit == "count":
            return Quantity(0.5, 0.5, "=", "share", start, start)
        return Quantity(0.5 * factor, 0.5 * factor, "=", unit, start, after - 1)
    top = CARDINALS.get(word) if start + 1 < len(tokens) else None
    step = start + 2 if top and tokens[start + 1] == "-" else start + 1
    if top and step < len(tokens) and tokens[step] in FRACTIONS:
        return Quantity(top * FRACTIONS[tokens[step]], top * FRACTIONS[tokens[step]], "=", "share", start, step)
    return None


def _ordinal(tokens: Sequence[str], start: int) -> Quantity | None:
    word = tokens[start]
    digits = figure(word[:-2]) if len(word) > 2 and word[-2:] in ("st", "nd", "rd", "th") else None
    value = ORDINALS.get(word, digits)
    return None if value is None else Quantity(value, value, "=", "ordinal", start, start)


def _bounded(tokens: Sequence[str], quantity: Quantity) -> Quantity:
    """The quantity with the bound that the words before it (or "or more" after it) give."""
    before = tuple(tokens[max(0, quantity.first - 3) : quantity.first])
    after = tuple(tokens[quantity.last + 1 : quantity.last + 3])
    for length in (3, 2):
        bound = _BOUNDS.get(before[-length:]) if len(before) >= length else None
        if bound:
            return replace(quantity, bound=bound, first=quantity.first - length)
    if after in (("or", "more"), ("or", "longer"), ("or", "over"), ("or", "above")):
        return replace(quantity, bound=">", last=quantity.last + 2)
    if after in (("or", "less"), ("or", "fewer"), ("or", "under"), ("or", "below")):
        return replace(quantity, bound="<", last=quantity.last + 2)
    word = before[-1] if before else ""
    bound = "~" if word in _ABOUT else ">" if word in _MORE else "<" if word in _LESS else quantity.bound
    return replace(quantity, bound=bound, first=quantity.first - (bound != quantity.bound))
