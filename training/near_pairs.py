"""Pairs from the written near claims (`near/V*.jsonl`): texts that keep a claim, and as many alike that change it.

A row is ``{"id", "gold", "same": [text, …], "other": [{"text", "kind"}, …]}``. The last 15 % of each file are held out
for choosing; the others of `UNSEEN` are in no training and no choice.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pairs import Example, Score, either, hardest, held_out, scrambled

PHRASES = tuple(f"V{number}-" for number in range(1, 9))
"""The files whose claims differ in one phrase; the others hold claims about roles, negation, sources, and free rewordings."""
UNSEEN = "V21-"
AGAINST_CLAIM = 4
"""Of either label, how many texts a pass shows beside the claim."""
AGAINST_TEXTS = 16, 5
"""Of either label, how many texts the model reads beside one that equals the claim, and how many of these a pass shows:
those that it misses most."""


@dataclass(frozen=True, slots=True)
class Near:
    """A claim, texts that equal it, and (text, phenomenon) of such that do not."""

    id: str
    gold: str
    same: tuple[str, ...]
    other: tuple[tuple[str, str], ...]


def files(folder: Path) -> list[Path]:
    """The files of near claims, in order."""
    return sorted(folder.glob("V*.jsonl"))


def split(folder: Path) -> tuple[list[Near], list[Near]]:
    """Rows for training and for choosing the model."""
    train, validation = held_out(files(folder), _near)
    return [row for row in train if not row.id.startswith(UNSEEN)], validation


def unseen(folder: Path) -> list[Near]:
    """Rows for measuring what was trained and chosen."""
    return [row for row in held_out(files(folder), _near)[0] if row.id.startswith(UNSEEN)]


def _near(row: dict[str, object]) -> Near:
    other = tuple((str(o["text"]), str(o["kind"])) for o in row["other"])  # type: ignore[attr-defined]
    return Near(str(row["id"]), str(row["gold"]), tuple(map(str, row["same"])), other)  # type: ignore[call-overload]


def labelled(claims: Sequence[Near]) -> list[tuple[tuple[str, str], bool]]:
    """Every text beside its claim, and whether it is the same claim."""
    found = [((text, claim.gold), True) for claim in claims for text in claim.same]
    return found + [((text, claim.gold), False) for claim in claims for text, _ in claim.other]


def draw(claims: Sequence[Near], score: Score, rng: random.Random) -> list[list[Example]]:
    """One pass: texts against the claim, and equal texts against one another and against changes."""
    missed = iter(hardest([choice for claim in claims for choice in _among(claim, rng)], score))
    return [[*_of(claim, rng), *next(missed), *next(missed)] for claim in claims]


def _among(claim: Near, rng: random.Random) -> tuple[tuple[list[Example], int], tuple[list[Example], int]]:
    pairs = {frozenset(rng.sample(claim.same, 2)) for _ in range(AGAINST_TEXTS[0])}
    equal = [either(*sorted(pair), "paraphrase", rng) for pair in sorted(pairs, key=sorted)]
    changes = {(rng.choice(claim.same), rng.choice(claim.other)) for _ in range(AGAINST_TEXTS[0])}
    changed = [either(text, *change, rng) for text, change in sorted(changes)]
    return (equal, AGAINST_TEXTS[1]), (changed, AGAINST_TEXTS[1])


def _of(claim: Near, rng: random.Random) -> Iterator[Example]:
    for text in rng.sample(claim.same, min(AGAINST_CLAIM, len(claim.same))):
        yield either(claim.gold, text, "paraphrase", rng)
    for text, kind in rng.sample(claim.other, min(AGAINST_CLAIM, len(claim.other))):
        yield either(claim.gold, text, kind, rng)
    yield from scrambled(rng.choice(claim.same), claim.gold, rng)
