"""How two words are related, by WordNet: same, derived, synonym, kind of, in its definition, opposite, sibling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from claimbench.matching._alignment import wordnet
from claimbench.matching._alignment.lexicon import GLOSS_STOP, OPPOSITES

_SENSES = {"n": 5, "v": 8, "a": 5, "r": 4}
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Word:
    """What WordNet says of a lower-case word or phrase (joined by _): all fields are sets of keys or of words."""

    bases: frozenset[str]
    parts: str
    meanings: frozenset[str]
    derived: frozenset[str]
    above: frozenset[str]
    opposites: frozenset[str]
    gloss: frozenset[str]


@lru_cache(maxsize=32768)
def lookup(word: str) -> Word:
    """Everything about `word`, in any part of speech."""
    bases, derived = {word}, {word}
    meanings: set[str] = set()
    above: set[str] = set()
    opposites: set[str] = set()
    gloss: set[str] = set()
    parts = ""
    for pos in wordnet.PARTS:
        for base in wordnet.bases(word, pos):
            parts += "" if pos in parts else pos
            bases.add(base)
            derived.add(base)
            opposites |= OPPOSITES.get(base, frozenset())
            for key in wordnet.senses(base, pos)[: _SENSES[pos]]:
                meaning = wordnet.synset(key)
                meanings.add(key)
                gloss |= _content(meaning.gloss)
                _follow(meaning, base, meanings, derived, above, opposites)
    return Word(
        *(frozenset(bases), parts, frozenset(meanings), frozenset(derived), frozenset(above)),
        frozenset(opposites),
        frozenset(gloss - bases),
    )


def _follow(
    meaning: wordnet.Synset,
    base: str,
    meanings: set[str],
    derived: set[str],
    above: set[str],
    opposites: set[str],
) -> None:
    for symbol, target, source, number in meaning.pointers:
        own = source == 0 or meaning.words[source - 1] == base
        if symbol in ("+", "\\", "<") and own:
            derived.add(wordnet.synset(target).words[number - 1])
        elif symbol == "&":
            above.add(target)
            opposites |= _opposite_heads(target)
        elif symbol in ("@", "@i"):
            above.add(target)
        elif symbol == "!" and own:
            opposites.add(wordnet.synset(target).words[number - 1])


def _opposite_heads(key: str) -> set[str]:
    """What the head of a cluster of adjectives is the opposite of."""
    return {
        wordnet.synset(target).words[number - 1]
        for symbol, target, _, number in wordnet.synset(key).pointers
        if symbol == "!"
    }


@lru_cache(maxsize=65536)
def _content(gloss: str) -> frozenset[str]:
    words = {w for w in _WORD.findall(gloss.lower()) if len(w) > 2 and w not in GLOSS_STOP}
    return frozenset(words | {base for w in words for pos in "nv" for base in wordnet.bases(w, pos)[:1]})


@lru_cache(maxsize=262144)
def relation(a: str, b: str) -> tuple[str, float]:
    """The closest relation of two words and its strength in [0, 1]; ``none`` has 0, conflicts are below 0."""
    if a == b:
        return "same", 1.0
    if b < a:
        return relation(b, a)
    one, two = lookup(a), lookup(b)
    if one.bases & two.bases:
        return "same", 1.0
    if one.opposites & two.bases or two.opposites & one.bases:
        return "opposite", -1.0
    return _likeness(one, two, a, b)


def _likeness(one: Word, two: Word, a: str, b: str) -> tuple[str, float]:
    if one.derived & two.bases or two.derived & one.bases or one.derived & two.derived:
        return "derived", 0.95
    if one.meanings & two.meanings:
        return "synonym", 0.9
    if _stem(a) == _stem(b):
        return "derived", 0.85
    if one.above & two.meanings or two.above & one.meanings:
        return "kind of", 0.7
    if _through(one, two) or _through(two, one):
        return "synonym", 0.75
    if one.gloss & two.bases or two.gloss & one.bases:
        return "defined by", 0.55
    if one.above & two.above:
        return "sibling", -0.3
    return "none", 0.0


def _through(one: Word, two: Word) -> bool:
    """Whether a word derived from one is a synonym of two (refusal – decline)."""
    return any(two.meanings & _meanings(word) for word in one.derived - one.bases)


@lru_cache(maxsize=32768)
def _meanings(word: str) -> frozenset[str]:
    return frozenset(key for pos in wordnet.PARTS for key in wordnet.senses(word, pos)[:4])


def _stem(word: str) -> str:
    """A crude common beginning for word families that WordNet does not link."""
    return word[: max(5, len(word) - 3)] if len(word) > 6 else word
