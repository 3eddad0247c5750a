"""Whether the article's own text supports a claim: what tells an invention from a claim that gold does not list.

The check sees the claim and the article's sentences, never the gold claims, and is deterministic. A claim is
supported when some passage of one to three sentences in a row conveys it:

- nothing in it is foreign: each of its numbers and names stands in the article, each number in the passage;
- its polarity is that of the passage: a word both share is denied in both or in neither;
- the passage holds at least :data:`SHARE` of the stems of its content words, or the matcher's `contains` finds all of
  it in the passage. A name or a credited speaker that stands elsewhere in the article counts as held, and any other
  word that does by half, since a claim that stands alone spells out what the passage calls "it".

It does not see who did what to whom: a claim with the roles exchanged counts as supported.
How good it is on hand-judged claims: :mod:`claimbench.scoring.support_check`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from claimbench.matching.base import Matcher
from claimbench.records import Article
from claimbench.scoring.words import names, negated, numbers, stems

SHARE = 0.8
"""The least share of a claim's content words that a passage must hold; set on the human labels of FEVERFact.

There, with `token_f1`, the check agrees with people at kappa .67 and people with each other at .75; the value is in-sample, out of
eight tried between .6 and 1. Of the gold claims of the development set it supports 93 % in their own article."""

PASSAGE = 3
"""The most sentences that a passage has."""

ASKED = 3
"""How many passages, the best ones by shared words, the matcher is asked about."""

FURNITURE_SHARE = 0.6
"""The least share of a claim's content words that a furniture sentence must hold for the claim to come from it."""

_CREDITED = re.compile(r"According to (.+?), ")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘']?[A-Z0-9])|\n+")


def support(texts: Sequence[str], article: Article, matcher: Matcher) -> list[bool]:
    """For each claim, whether the article supports it; sentences marked as furniture are not the article."""
    passages = _passages(sentences(article))
    whole = " ".join(sentences(article))
    return [_supported(text, passages, whole, matcher) for text in texts]


def sentences(article: Article) -> list[str]:
    """The sentences of the article proper: its sentence table without furniture, or its text cut at full stops."""
    if article.sentences:
        return [sentence.text for sentence in article.sentences if not sentence.furniture]
    return [part for part in _SENTENCE_END.split(article.text) if part.strip()]


def from_furniture(text: str, article: Article) -> bool:
    """Whether a claim comes from text that is not the article.

    It does when a furniture sentence holds at least :data:`FURNITURE_SHARE` of the stems of its content words, and
    more of them than any sentence of the article proper does.
    """
    words = frozenset(stems(text))
    if not words:
        return False
    held = dict.fromkeys((False, True), 0.0)
    for sentence in article.sentences:
        share = len(words & _stem_set(sentence.text)) / len(words)
        held[sentence.furniture] = max(held[sentence.furniture], share)
    return held[True] >= FURNITURE_SHARE and held[True] > held[False]


@lru_cache(maxsize=65536)
def _stem_set(text: str) -> frozenset[str]:
    return frozenset(stems(text))


def _passages(parts: Sequence[str]) -> list[str]:
    return [
        " ".join(parts[start : start + length])
        for length in range(1, PASSAGE + 1)
        for start in range(len(parts) - length + 1)
    ]


def _supported(text: str, passages: Sequence[str], whole: str, matcher: Matcher) -> bool:
    words = _stem_set(text)
    foreign = (names(text) - _stem_set(whole)) | (numbers(text) - numbers(whole))
    if not words or foreign:
        return False
    open_to_it = [p for p in passages if numbers(text) <= numbers(p) and not _denied(text, p)]
    known, elsewhere = _known(text, words, whole), words & _stem_set(whole)
    held = {p: _held(words, known, elsewhere, p) for p in open_to_it}
    ranked = sorted(held, key=lambda p: -held[p])
    if not ranked:
        return False
    if held[ranked[0]] >= SHARE * len(words):
        return True
    scores = matcher.contains([(passage, text) for passage in ranked[:ASKED]])
    return max(scores) >= matcher.containment_threshold


def _known(text: str, words: frozenset[str], whole: str) -> frozenset[str]:
    """The words that may stand anywhere in the article: names, and who is credited."""
    credited = _CREDITED.match(text)
    free = names(text) | _stem_set(credited[1] if credited else "")
    return words & free & _stem_set(whole)


def _held(words: frozenset[str], known: frozenset[str], elsewhere: frozenset[str], passage: str) -> float:
    """How many of a claim's words a passage holds, words that stand elsewhere in the article counted by half."""
    here = words & (_stem_set(passage) | known)
    return len(here) + len(elsewhere - here) / 2


def _denied(text: str, passage: str) -> bool:
    """Whether a word that both share is denied in exactly one of them."""
    shared = _stem_set(text) & _stem_set(passage)
    return bool((negated(text) ^ negated(passage)) & shared)
