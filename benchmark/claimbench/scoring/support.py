"""Whether the article's own text supports a claim: what tells an invention from a claim that gold does not list.

The check sees the claim and the article's sentences, never the gold claims, and is deterministic. A claim is
supported when some passage of one to three sentences in a row conveys it:

- nothing in it is foreign: each of its numbers and names stands in the article, each number in the passage;
- its polarity is that of the passage: a word both share is denied in both or in neither;
- the passage holds at least :data:`SHARE` of the stems of its content words (a name that stands elsewhere in the
  article counts as held, since a claim that stands alone names what the passage calls "it"), or the matcher's
  `contains` finds all of it in the passage.

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

There the check agrees with people at kappa .68 and people with each other at .75; the value is in-sample, out of
eight tried between .6 and 1."""

PASSAGE = 3
"""The most sentences that a passage has."""

ASKED = 3
"""How many passages, the best ones by shared words, the matcher is asked about."""

FURNITURE_SHARE = 0.6
"""The least share of a claim's content words that a furniture sentence must hold for the claim to come from it."""

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
    known = words & names(text) & names(whole)
    open_to_it = [p for p in passages if numbers(text) <= numbers(p) and not _denied(text, p)]
    ranked = sorted(open_to_it, key=lambda p: -len(words & (_stem_set(p) | known)))
    if not ranked:
        return False
    if len(words & (_stem_set(ranked[0]) | known)) >= SHARE * len(words):
        return True
    scores = matcher.contains([(passage, text) for passage in ranked[:ASKED]])
    return max(scores) >= matcher.containment_threshold


def _denied(text: str, passage: str) -> bool:
    """Whether a word that both share is denied in exactly one of them."""
    shared = _stem_set(text) & _stem_set(passage)
    return bool((negated(text) ^ negated(passage)) & shared)
