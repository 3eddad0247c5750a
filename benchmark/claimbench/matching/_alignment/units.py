"""Analysis of one claim: tokens, content units with weights, quantities, times, frames, source. Cached by text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from claimbench.matching._alignment import wordnet
from claimbench.matching._alignment.attribution import Source, find_source
from claimbench.matching._alignment.frames import profile
from claimbench.matching._alignment.lexicon import FUNCTION, METONYM, ROLES, SYNONYMS, WEAK
from claimbench.matching._alignment.numbers import find
from claimbench.matching._alignment.quantities import DEICTIC, MONTHS, SEASONS, WEEKDAYS, Quantity
from claimbench.matching._alignment.words import lookup

_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": ",", "‑": "-", "\u00ad": None})
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?![^\W\d_])|\d+(?:[.,]\d+)*|[^\W\d_]\.(?:[^\W\d_]\.)+|[^\W\d_]+(?=n't\b)|n't\b|[^\W\d_]+"
    r"|'(?:s|ll|re|ve|d)\b|[$€£%°&/-]|[,;:.!?()\"]"
)
_NAME_JOINTS = {"of", "the", "and", "&", "for", "de"}


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that a claim says and another claim can say too: a word, a name, a quantity, a time.

    `at` is the position of its (first) token; `keys` are what an equal or a like unit must share with it.
    """

    at: int
    text: str
    kind: str
    weight: float
    low: str
    keys: frozenset[str]
    phrases: tuple[str, ...] = ()
    quantity: Quantity | None = None
    verb: bool = False


@dataclass(frozen=True)
class Claim:
    """A claim, read; `keys` are those of the units that weigh (of all where none does), for a quick look."""

    text: str
    tokens: tuple[str, ...]
    raw: tuple[str, ...]
    units: tuple[Unit, ...]
    frames: dict[str, dict[str, tuple[int, ...]]]
    source: Source | None
    keys: frozenset[str]
    all_keys: frozenset[str]
    weight: float


@lru_cache(maxsize=16384)
def analyse(text: str) -> Claim:
    """Read one claim (one or more sentences)."""
    raw = tuple(_TOKEN.findall(unicodedata.normalize("NFKC", text).translate(_PLAIN)))
    tokens = tuple(_lower(token) for token in raw)
    names = _names(raw, tokens)
    quantities = {q.first: q for q in find(list(tokens))}
    forms = tuple(_forms(token) for token in tokens)
    covered = frozenset(at for q in quantities.values() for at in range(q.first, q.last + 1))
    units = tuple(_units(raw, tokens, names, quantities, covered))
    times = frozenset(unit.at for unit in units if unit.kind == "time")
    verbs = [is_verb(token) for token in tokens]
    frames = profile(forms, verbs, covered - times, times, names)
    keys = frozenset(key for unit in units for key in unit.keys if unit.weight > 0.5)
    keys = keys or frozenset(key for unit in units for key in unit.keys)
    return Claim(
        text,
        tokens,
        raw,
        units,
        frames,
        find_source(tokens, forms, units_at(units)),
        keys,
        frozenset(key for unit in units for key in unit.keys),
        sum(u.weight for u in units),
    )


def units_at(units: Sequence[Unit]) -> dict[int, int]:
    """Index of the unit at each token position that has one."""
    return {unit.at: index for index, unit in enumerate(units)}


def _lower(token: str) -> str:
    if token in ("US", "U.S.", "USA", "U.S.A."):
        return "usa"
    return token.replace(".", "").lower() if re.fullmatch(r"(?:[^\W\d_]\.)+", token) else token.lower()


@lru_cache(maxsize=16384)
def _forms(token: str) -> frozenset[str]:
    return frozenset({token, *wordnet.bases(token, "v"), *(() if token in FUNCTION else wordnet.bases(token, "n"))})


@lru_cache(maxsize=16384)
def is_verb(token: str) -> bool:
    """Whether a token can be a form of a verb."""
    return token not in FUNCTION and bool(wordnet.bases(token, "v"))


@lru_cache(maxsize=16384)
def _only_name(word: str) -> bool:
    """Whether a lower-cased word is known only as a name, or not at all."""
    keys = [key for pos in wordnet.PARTS for base in wordnet.bases(word, pos) for key in wordnet.senses(base, pos)]
    return word in METONYM or all(any(p[0] == "@i" for p in wordnet.synset(key).pointers) for key in keys)


def _names(raw: Sequence[str], tokens: Sequence[str]) -> frozenset[int]:
    """Positions of the words that are names: capitals, at the beginning of a sentence only unless a plain word."""
    found = set()
    for at, token in enumerate(raw):
        acronym = token.isupper() and len(token) > 1
        plain = (tokens[at] in FUNCTION and not acronym) or tokens[at] in WEEKDAYS or tokens[at] in MONTHS
        if plain or not token[0].isupper():
            continue
        initial = at == 0 or raw[at - 1] in (".", "!", "?", ":", '"')
        following = at + 1 < len(raw) and raw[at + 1][0].isupper() and raw[at + 1].lower() not in WEEKDAYS
        if not initial or _only_name(tokens[at]) or following or (token.isupper() and len(token) > 1):
            found.add(at)
    return frozenset(found)


def _units(
    raw: Sequence[str],
    tokens: Sequence[str],
    names: frozenset[int],
    quantities: dict[int, Quantity],
    covered: frozenset[int],
) -> list[Unit]:
    units = []
    for at, token in enumerate(tokens):
        if at in quantities and not _is_year(quantities[at], tokens):
            units.append(_number(quantities[at], tokens))
        elif at in quantities:
            units.append(
                Unit(
                    quantities[at].last,
                    token,
                    "time",
                    1.2,
                    f"year {tokens[quantities[at].last]}",
                    frozenset({f"#{tokens[quantities[at].last]}"}),
                )
            )
        elif at in covered:
            continue
        elif (moment := _moment(token, raw[at])) is not None:
            units.append(Unit(at, raw[at], "time", 1.2, moment, frozenset({f"#{moment}"})))
        elif (token in FUNCTION and at not in names) or not token[0].isalnum():
            continue
        else:
            units.append(_word(at, raw, tokens, names))
    return units


def _is_year(quantity: Quantity, tokens: Sequence[str]) -> bool:
    token = tokens[quantity.last]
    return (
        quantity.unit == "count"
        and quantity.low == quantity.high
        and token.isdigit()
        and len(token) == 4
        and 1500 <= quantity.low <= 2100
    )


def _number(quantity: Quantity, tokens: Sequence[str]) -> Unit:
    weight = 0.6 if quantity.unit == "ordinal" else 1.4
    key = f"#{round(quantity.low, 4)}"
    return Unit(
        quantity.first,
        " ".join(tokens[quantity.first : quantity.last + 1]),
        "number",
        weight,
        key,
        frozenset({key}),
        quantity=quantity,
    )


def _moment(token: str, raw: str) -> str | None:
    if token in WEEKDAYS:
        return f"weekday {WEEKDAYS[token]}"
    if token in MONTHS and raw[0].isupper():
        return f"month {MONTHS[token]}"
    if token in SEASONS and token != "fall":
        return f"season {SEASONS[token]}"
    return f"day {DEICTIC[token]}" if token in DEICTIC else None


def _word(at: int, raw: Sequence[str], tokens: Sequence[str], names: frozenset[int]) -> Unit:
    token, phrases = tokens[at], _phrases(at, tokens)
    entry = lookup(token)
    if at in names:
        aliases = _initials(at, raw, names)
        role = token in ROLES or token in SYNONYMS
        return Unit(
            at,
            raw[at],
            "name",
            0.8 if role else 1.4,
            token,
            frozenset({*entry.bases, METONYM.get(token, token), *aliases}),
            phrases,
        )
    weak = token in WEAK or bool(entry.bases & WEAK and entry.parts)
    weight = 0.35 if weak else 0.6 if entry.parts in ("r", "a", "ar") else 1.0
    kind = "name" if token in METONYM else "word"
    keys = frozenset(
        {
            *entry.bases,
            METONYM.get(token, token),
            *(f"~{SYNONYMS[base]}" for base in entry.bases if base in SYNONYMS),
        }
    )
    return Unit(at, raw[at], kind, weight, token, keys | entry.meanings, phrases, verb=is_verb(token))


def _phrases(at: int, tokens: Sequence[str]) -> tuple[str, ...]:
    """Entries of two words or a verb and its particle that this token is part of."""
    found: list[str] = []
    for start in (at - 1, at):
        if start >= 0 and start + 1 < len(tokens) and tokens[start + 1].isalpha() and tokens[start].isalpha():
            found += _entry(tokens[start], tokens[start + 1])
    for gap in (2, 3, 4):
        if (
            at + gap < len(tokens)
            and tokens[at + gap] in ("up", "down", "off", "out", "back", "over", "in", "on", "away", "aside")
            and is_verb(tokens[at])
        ):
            found += _entry(tokens[at], tokens[at + gap])
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=65536)
def _entry(one: str, two: str) -> tuple[str, ...]:
    firsts = dict.fromkeys([one, *wordnet.bases(one, "v")])
    seconds = dict.fromkeys([two, *wordnet.bases(two, "n")])
    pairs = (f"{first}_{second}" for first in firsts for second in seconds)
    return tuple(pair for pair in pairs if any(wordnet.senses(pair, pos) for pos in "nva"))


def _initials(at: int, raw: Sequence[str], names: frozenset[int]) -> frozenset[str]:
    """The acronym of the run of names that this token stands in: "@who" for World Health Organization."""
    first = last = at
    while first - 1 in names or (raw[max(0, first - 1)] in _NAME_JOINTS and first - 2 in names):
        first -= 1
    while last + 1 in names or (last + 2 in names and raw[last + 1] in _NAME_JOINTS):
        last += 1
    run = [raw[i] for i in range(first, last + 1) if i in names]
    if len(run) > 1:
        return frozenset({"@" + "".join(word[0] for word in run).lower()})
    return (
        frozenset({"@" + raw[at].replace(".", "").lower()}) if raw[at].isupper() and len(raw[at]) > 1 else frozenset()
    )
