"""Hand-made word lists (lexicon.json): what a lexical resource does not say, or says badly. General English only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files

_TABLE = json.loads((files("claimbench.matching._alignment") / "lexicon.json").read_text("utf-8"))

FUNCTION = frozenset(_TABLE["function"])
"""Words that carry no content of their own; the frames (see frames.py) judge those of them that change a claim."""
WEAK = frozenset(_TABLE["weak"])
"""Content words that say little by themselves: a lower weight."""
GLOSS_STOP = frozenset(_TABLE["gloss_stop"])
"""Words of definitions that tell nothing about the word defined."""
ROLES = frozenset(_TABLE["roles"])
"""Titles that stand before a name."""
CONVERSE = frozenset(frozenset(pair.split()) for pair in _TABLE["converse"])
"""Verbs that tell one event from its two ends: right with the participants exchanged, wrong without."""


def _opposites(pairs: Iterable[str]) -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in pairs:
        one, two = pair.split()
        table.setdefault(one, set()).add(two)
        table.setdefault(two, set()).add(one)
    return {word: frozenset(others) for word, others in table.items()}


def _first_group(groups: Iterable[str]) -> dict[str, int]:
    table: dict[str, int] = {}
    for number, group in enumerate(groups):
        for word in group.split():
            table.setdefault(word, number)
    return table


def _countries(lines: Iterable[str]) -> dict[str, str]:
    table: dict[str, str] = {}
    for line in lines:
        names = line.split()
        for name in names:
            table.setdefault(name, names[0])
    return table


OPPOSITES: Mapping[str, frozenset[str]] = _opposites(_TABLE["opposites"])
"""Opposites of news reports that WordNet does not list as antonyms."""
SYNONYMS: Mapping[str, int] = _first_group(_TABLE["synonyms"])
"""Words of news reports taken as saying the same; the number is that of the group (a word's first one)."""
METONYM: Mapping[str, str] = _countries(_TABLE["countries"])
"""Country or region for its adjective, its people and the capital that stands for its government."""
