"""Pairs from the written contrasts: invented claims, each with honest paraphrases and minimal changes.

Each line of `contrasts/W*.jsonl` holds `id`, `gold`, `paraphrases` (text, weight) and `contrasts` (text,
phenomenon). Which pairs of a claim are shown is drawn anew for every pass.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pairs import Example, rows

VALIDATION_SHARE = 0.15
TEST_SHARE = {"W3": 0.25}
PARAPHRASES, CHANGES, BETWEEN_CHANGES = 5, 7, 1
"""Pairs a claim and pass: paraphrase–paraphrase, form–change, change–change."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An invented claim, its equal forms (the claim itself first) and its changes as (text, phenomenon)."""

    id: str
    forms: tuple[str, ...]
    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Split:
    """Claims for training, for choosing the model, and for the one last test."""

    train: list[Claim]
    validation: list[Claim]
    test: list[Claim]


def files(folder: Path) -> list[Path]:
    """The files of written contrasts, in order."""
    return sorted(folder.glob("W*.jsonl"))


def split(folder: Path) -> Split:
    """By file and id: the last ids of a file are held out, first for the test, then for validation."""
    parts = Split([], [], [])
    for path in files(folder):
        claims = sorted((_claim(row) for row in rows(path)), key=lambda claim: claim.id)
        test = round(len(claims) * TEST_SHARE.get(path.stem, 0))
        validation = round(len(claims) * VALIDATION_SHARE)
        first, second = len(claims) - test - validation, len(claims) - test
        parts.train.extend(claims[:first])
        parts.validation.extend(claims[first:second])
        parts.test.extend(claims[second:])
    return parts


def _claim(row: dict[str, object]) -> Claim:
    paraphrases: list[dict[str, str]] = row["paraphrases"]  # type: ignore[assignment]
    contrasts: list[dict[str, str]] = row["contrasts"]  # type: ignore[assignment]
    return Claim(
        str(row["id"]),
        (str(row["gold"]), *(entry["text"] for entry in paraphrases)),
        tuple((entry["text"], entry["phenomenon"]) for entry in contrasts),
    )


def draw(claims: list[Claim], rng: random.Random) -> list[list[Example]]:
    """One pass: a group of pairs for each claim."""
    return [[*_same(claim, rng), *_changed(claim, rng), *_extra(claim, claims, rng)] for claim in claims]


def _same(claim: Claim, rng: random.Random) -> Iterator[Example]:
    ordered = [(a, b) for a in claim.forms for b in claim.forms if a != b]
    for a, b in rng.sample(ordered, min(PARAPHRASES, len(ordered))):
        yield Example(a, b, 1, "paraphrase")
    if rng.random() < 0.1:
        form = rng.choice(claim.forms)
        yield Example(form, form, 1, "same text")


def _changed(claim: Claim, rng: random.Random) -> Iterator[Example]:
    """Forms against changes, each direction as likely; every change comes up before one comes up twice."""
    changes = rng.sample(claim.changes, len(claim.changes))
    for index in range(CHANGES):
        text, phenomenon = changes[index % len(changes)]
        form = claim.forms[0] if rng.random() < 0.5 else rng.choice(claim.forms[1:])
        if rng.random() < 0.5:
            yield Example(form, text, int(phenomenon == "partial"), phenomenon)
        else:
            yield Example(text, form, int(phenomenon == "composite"), phenomenon)


def _extra(claim: Claim, claims: list[Claim], rng: random.Random) -> Iterator[Example]:
    """Two changes of one claim, another claim, scrambled words, and claims joined with and without this one."""
    for _ in range(BETWEEN_CHANGES):
        (a, a_kind), (b, b_kind) = rng.sample(claim.changes, 2)
        if b_kind != "partial" or a_kind == "composite":
            yield Example(a, b, int((a_kind, b_kind) == ("composite", "partial")), "two changes")
    other = rng.choice(claims)
    if other is not claim:
        yield Example(rng.choice(claim.forms), rng.choice(other.forms), 0, "another claim")
    if rng.random() < 0.2:
        form = rng.choice(claim.forms)
        yield from _scrambled(form, rng)
    if rng.random() < 0.4:
        yield from _joined(claim, claims, rng)


def _scrambled(form: str, rng: random.Random) -> Iterator[Example]:
    words = form.split()
    rng.shuffle(words)
    pair = (" ".join(words), form) if rng.random() < 0.5 else (form, " ".join(words))
    if " ".join(words) != form:
        yield Example(*pair, 0, "scrambled")


def _joined(claim: Claim, claims: list[Claim], rng: random.Random) -> Iterator[Example]:
    """A target claim within one or two other claims: said there in other words, said otherwise, or not at all."""
    target, *equals = rng.sample(claim.forms, len(claim.forms))
    change, phenomenon = rng.choice(claim.changes)
    lines = [rng.choice(other.forms) for other in rng.sample(claims, rng.choice((1, 1, 2))) if other is not claim]
    draw_kind = rng.random()
    if draw_kind < 0.5:
        lines.append(equals[0])
    elif draw_kind < 0.85:
        lines.append(change)
    rng.shuffle(lines)
    label = int(draw_kind < 0.5 or (draw_kind < 0.85 and phenomenon == "composite"))
    if lines:
        yield Example("\n".join(lines), target, label, "joined")
