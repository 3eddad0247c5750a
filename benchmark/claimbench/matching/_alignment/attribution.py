"""Who says so: the source that a claim names, found by the usual frames of reported speech."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SAY = frozenset(
    [
        "say",
        "state",
        "report",
        "announce",
        "declare",
        "claim",
        "assert",
        "argue",
        "insist",
        "maintain",
        "warn",
        "note",
        "add",
        "explain",
        "tell",
        "believe",
        "estimate",
        "reveal",
        "confirm",
        "deny",
        "predict",
        "stress",
        "allege",
        "acknowledge",
        "admit",
        "contend",
        "caution",
        "disclose",
        "complain",
        "find",
        "conclude",
        "concede",
        "hold",
        "fear",
        "suggest",
    ]
)
ACCUSE = frozenset(
    [
        "accuse",
        "blame",
        "criticise",
        "criticize",
        "praise",
        "condemn",
        "denounce",
        "fault",
        "charge",
        "allege",
    ]
)
_OPENERS = (
    "according to",
    "in the view of",
    "in the words of",
    "in the opinion of",
    "figures from",
    "data from",
    "by the account of",
    "a statement by",
)
_WITHOUT_THAT = frozenset("say warn believe fear claim insist report estimate maintain".split())
_PLAINLY = SAY - frozenset("hold find fear add note deny predict confirm reveal suggest".split())
_STOP = frozenset([",", ";", ":", ".", "that"])
_SPEECH_NOUNS = frozenset(
    [
        "figures",
        "data",
        "account",
        "statement",
        "report",
        "view",
        "words",
        "opinion",
        "spokesman",
        "spokeswoman",
        "spokesperson",
    ]
)


@dataclass(frozen=True, slots=True)
class Source:
    """`units` are indices of the units that name the source; `frame` is ``said``, ``accused`` or ``according``."""

    units: tuple[int, ...]
    frame: str
    first: int
    last: int


def find_source(tokens: Sequence[str], forms: Sequence[frozenset[str]], units: Mapping[int, int]) -> Source | None:
    """The first source that the claim names, or None when it speaks in its own voice."""
    for at in range(len(tokens)):
        for opener in _OPENERS:
            words = opener.split()
            if list(tokens[at : at + len(words)]) == words:
                return _source(at + len(words), _end(tokens, at + len(words)), "according", units)
    for at, words_at in enumerate(forms):
        if words_at & ACCUSE and at and "be" not in forms[at - 1]:
            return _source(_start(tokens, at), at, "accused", units)
        if words_at & ACCUSE and (by := _by(tokens, at)):
            return _source(by, _end(tokens, by), "accused", units)
        if words_at & SAY and _speaks(tokens, forms, at):
            passive = _by(tokens, at) if "be" in forms[at - 1] else None
            return (
                _source(passive, _end(tokens, passive), "said", units)
                if passive
                else _source(_start(tokens, at), at, "said", units)
            )
    return None


def _speaks(tokens: Sequence[str], forms: Sequence[frozenset[str]], at: int) -> bool:
    """Whether a verb of saying opens reported speech or, after a comma, closes it."""
    if at == 0 or tokens[at - 1] in ("to", "the", "a", "an", "of", "his", "her", "its", "their"):
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else "."
    if following in ("that", ":"):
        return True
    if following in (".", ","):
        return bool(forms[at] & _PLAINLY) and "," in tokens[:at]
    return bool(forms[at] & _WITHOUT_THAT) and following != "by"


def _by(tokens: Sequence[str], at: int) -> int | None:
    return next((i + 1 for i in range(at + 1, min(at + 3, len(tokens) - 1)) if tokens[i] == "by"), None)


def _start(tokens: Sequence[str], at: int) -> int:
    """Where the clause that ends in a verb at `at` begins: after the last comma unless the comma closes an aside."""
    start = at
    while start > 0 and tokens[start - 1] not in (",", ";", ":", "."):
        start -= 1
    if at - start <= 1 and start > 1:
        return max(0, start - 4)
    return start


def _end(tokens: Sequence[str], start: int) -> int:
    end = start
    while end < len(tokens) and tokens[end] not in _STOP and end - start < 10:
        end += 1
    return end


def _source(start: int, end: int, frame: str, units: Mapping[int, int]) -> Source | None:
    inside = tuple(units[i] for i in range(start, end) if i in units)
    return Source(inside, frame, start, end) if inside else None
