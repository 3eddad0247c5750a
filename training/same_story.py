"""Pairs that share few words: honest paraphrases, and other claims of the same story.

Minimal changes keep most words and far paraphrases keep few, so a model that sees little else takes few shared words
for a sign of the same claim. These pairs stand against that.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import public_pairs
from claimbench.matching.text import tokens
from pairs import Example
from written_pairs import Claim

NEIGHBOURS = 3000
HELD = 900
NEAREST = 3
"""Another claim is drawn from this many that share most words with a claim."""


def draw(folder: Path, claims: Sequence[Claim], rng: random.Random, share: float = 1) -> list[list[Example]]:
    """Groups of pairs: of each written claim, and of the summaries in `folder`; only a share of the latter."""
    groups = [
        [*_equal(claim, rng), *_other(claim, near, rng)] for claim, near in zip(claims, _near(claims), strict=True)
    ]
    return [*groups, *([example] for example in _of_summaries(folder, rng, share))]


def _equal(claim: Claim, rng: random.Random) -> Iterator[Example]:
    far = claim.forms[2:]
    yield Example(*rng.sample(far, 2), 1, "paraphrase")
    yield Example(*_either(claim.forms[0], rng.choice(far), rng), 1, "paraphrase")
    yield Example(*_either(claim.forms[0], claim.forms[1], rng), 1, "paraphrase")


def _other(claim: Claim, near: Sequence[Claim], rng: random.Random) -> Iterator[Example]:
    """Changes against far paraphrases and against the claim, and other claims that share words."""
    text, kind = rng.choice([change for change in claim.changes if change[1] not in ("partial", "composite")])
    yield Example(*_either(text, rng.choice(claim.forms[2:]), rng), 0, kind)
    text, kind = rng.choice([change for change in claim.changes if change[1] not in ("partial", "composite")])
    yield Example(*_either(text, rng.choice(claim.forms[:2]), rng), 0, kind)
    yield Example(*_either(rng.choice(claim.forms), rng.choice(rng.choice(near).forms), rng), 0, "another claim")


def _either(a: str, b: str, rng: random.Random) -> tuple[str, str]:
    return (a, b) if rng.random() < 0.5 else (b, a)


def _near(claims: Sequence[Claim]) -> list[list[Claim]]:
    """For each claim the `NEAREST` other claims by shared words, rare ones counting more."""
    words = [set().union(*(tokens(form) for form in claim.forms)) for claim in claims]
    holders: dict[str, list[int]] = defaultdict(list)
    for index, found in enumerate(words):
        for word in sorted(found):
            holders[word].append(index)
    return [[claims[other] for other in _most_shared(index, words[index], holders)] for index in range(len(claims))]


def _most_shared(index: int, words: set[str], holders: dict[str, list[int]]) -> list[int]:
    shared: dict[int, float] = defaultdict(float)
    for word in sorted(words):
        for other in holders[word]:
            shared[other] += 1 / len(holders[word])
    shared.pop(index)
    return sorted(shared, key=lambda other: (-shared[other], other))[:NEAREST]


def _of_summaries(folder: Path, rng: random.Random, share: float) -> Iterator[Example]:
    """Two units of one summary; a unit in its sentence and the sentence in its unit."""
    counts = {"rose:neighbour": NEIGHBOURS * share, "rose:contained": HELD * share, "rose:less": HELD * share / 3}
    for example in public_pairs.rose(folder, rng, neighbours=9):
        if counts.get(example.kind, 0) > 0:
            counts[example.kind] -= 1
            yield example
