"""Whether the article's own text supports a claim: what tells an invention from a claim that gold does not list.

The check sees the claim and the article's sentences, never the gold claims nor the matcher of the run, and is
deterministic. Each passage of one to three sentences in a row that shares much with the claim is laid beside it by
the measures of :mod:`claimbench.matching._alignment.containment` (what the passage leaves uncovered, and where
numbers, times, names, opposites, negation, modality, scope, roles and speakers conflict); a logistic weighting of
these measures gives the passage's score, and the best passage decides. The weights stand in `support_weights.json`,
which :mod:`claimbench.scoring.support_fit` writes. Two vetoes stand above it: a number that the article does not have,
and a word denied on one side only.

How good it is, and on what it fails: `claimbench check-support`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from claimbench.jsonl import sha256
from claimbench.matching._alignment import containment
from claimbench.matching._alignment.units import analyse
from claimbench.records import Article
from claimbench.scoring.words import negated, numbers, stems

NAME, VERSION = "passages", "2"
"""What the check is called in a result. The version changes whenever any verdict of it changes."""

THRESHOLD = 0.5
"""The least score of a supported claim."""

PASSAGE = 3
"""The most sentences that a passage has."""

ASKED = 6
"""How many passages, the best ones by shared words, are laid beside a claim."""

FURNITURE_SHARE = 0.6
"""The least share of a claim's content words that a furniture sentence must hold for the claim to come from it."""

Measures = tuple[float, ...]

_LENGTH_COST = 0.3
"""What one more sentence must add in shared weight for the longer passage to rank first (a content word weighs 1)."""

_WEIGHTS = "support_weights.json"
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘']?[A-Z0-9])|\n+")


def support(texts: Sequence[str], article: Article) -> list[bool]:
    """For each claim, whether the article supports it; sentences marked as furniture are not the article."""
    return [score >= THRESHOLD for score in support_scores(texts, article)]


def support_scores(texts: Sequence[str], article: Article) -> list[float]:
    """For each claim, how sure the check is that the article supports it, in [0, 1]; a claim without words has 0."""
    parts = sentences(article)
    return [max(map(_score, measures(text, _open_to(text, parts))), default=0.0) for text in texts]


def described() -> dict[str, Any]:
    """The check as a result records it: name, version, and the hashes of what its verdicts depend on."""
    names = ("lexicon.json", "frames.json")
    tables = {name: _hash("claimbench.matching._alignment", name) for name in names}
    own = {_WEIGHTS: _hash("claimbench.scoring", _WEIGHTS), "wn": version("wn")}
    return {"name": NAME, "version": VERSION, "dependencies": dict(sorted((own | tables).items()))}


def measures(text: str, passages: Sequence[str]) -> list[Measures]:
    """The measures of a claim beside each passage."""
    return [containment.judge((passage,), text)[0] for passage in passages]


def closest(text: str, parts: Sequence[str]) -> list[str]:
    """The :data:`ASKED` passages of `parts` that share most with a claim; none for a claim without words."""
    ranked = sorted(_passages(parts), key=lambda passage: -_shared(text, *passage))
    return [passage for passage, _ in ranked[:ASKED] if analyse(text).units]


def _open_to(text: str, parts: Sequence[str]) -> list[str]:
    """The closest passages, those left out in which a shared word is denied and the claim does not deny it, or the
    reverse; none when the claim has a number that no sentence has."""
    if numbers(text) - numbers("\n".join(parts)):
        return []
    return [passage for passage in closest(text, parts) if not _denied(text, passage)]


def _denied(text: str, passage: str) -> bool:
    shared = set(stems(text)) & set(stems(passage))
    return bool((negated(text) ^ negated(passage)) & shared)


def _passages(parts: Sequence[str]) -> list[tuple[str, int]]:
    """Every passage with its number of sentences."""
    return [
        (" ".join(parts[start : start + length]), length)
        for length in range(1, PASSAGE + 1)
        for start in range(len(parts) - length + 1)
    ]


def _shared(text: str, passage: str, length: int) -> float:
    keys = analyse(passage).all_keys
    shared = math.fsum(unit.weight for unit in analyse(text).units if not unit.keys.isdisjoint(keys))
    return shared - _LENGTH_COST * (length - 1)


def _score(values: Measures) -> float:
    bias, weights = _vector()
    margin = bias - math.fsum(w * v for w, v in zip(weights, values, strict=True) if w and v)
    return 1 / (1 + math.exp(min(50.0, -margin)))


@lru_cache(maxsize=1)
def _vector() -> tuple[float, tuple[float, ...]]:
    """The bias, and the weight of every measure in the order of its names."""
    table = json.loads(_read("claimbench.scoring", _WEIGHTS))
    return float(table["bias"]), tuple(float(table["weights"].get(name, 0.0)) for name in containment.NAMES)


def _read(package: str, name: str) -> str:
    return (files(package) / name).read_text("utf-8")


@lru_cache
def _hash(package: str, name: str) -> str:
    return sha256(_read(package, name))


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
        share = len(words & frozenset(stems(sentence.text))) / len(words)
        held[sentence.furniture] = max(held[sentence.furniture], share)
    return held[True] >= FURNITURE_SHARE and held[True] > held[False]
