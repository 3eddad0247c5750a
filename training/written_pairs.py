"""Pairs from the written claims: invented ones, each with honest rewordings and changes, all told near and far.

A file of `contrasts/` holds claims (`W*`: one by one; the others: eight to a story). Each has rewordings that keep nearly
all of its words (`light`) and others that keep few (`paraphrases` marked heavy), changes that keep most words, and the
same changes told freely (`far`), so that the number of shared words says nothing about the label. Which pairs of a
claim are shown is drawn anew for every pass.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pairs import VALIDATION_SHARE, Example, Score, either, hardest, ordered, rows, scrambled

TEST_SHARE = {"W3": 0.25}
SCRAMBLED = 2
"""So many texts of each claim a pass shows with their words in random order."""
CHANGED, EQUAL = (16, 6), (10, 4)
"""So many changes beside free forms of a claim, and free forms beside others, the model reads, and of them a pass shows
so many: those that it misses most."""
SWAPS = ("role_swap",)
"""Changes shown twice as often as others: small encoders see them last."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An invented claim with the texts that equal it and those that do not.

    `forms` is the claim and its rewordings that are not `light`; `changes` and `far` are (text, phenomenon) in the
    same order; `outputs` are (line of a system, it gives the claim, the claim gives it); `naming` is the claim with
    people and things identified otherwise, as earlier or later in an article.
    """

    id: str
    story: str
    forms: tuple[str, ...]
    light: tuple[str, ...]
    changes: tuple[tuple[str, str], ...]
    far: tuple[tuple[str, str], ...]
    outputs: tuple[tuple[str, bool, bool], ...]
    naming: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """Claims for training, for choosing the model, and for the one last test."""

    train: list[Claim]
    validation: list[Claim]
    test: list[Claim]


def files(folder: Path) -> list[Path]:
    """The files of written claims, in order."""
    return [path for kind in "WSTUR" for path in sorted(folder.glob(f"{kind}*.jsonl"))]


def split(folder: Path) -> Split:
    """By file and id, whole stories together: the last ids are held out, first for the test, then for validation."""
    parts = Split([], [], [])
    for path in files(folder):
        claims = sorted((_claim(row) for row in rows(path)), key=lambda claim: claim.id)
        stories = list(dict.fromkeys(claim.story for claim in claims))
        test = round(len(stories) * TEST_SHARE.get(path.stem, 0))
        validation = round(len(stories) * VALIDATION_SHARE)
        first, second = len(stories) - test - validation, len(stories) - test
        of_part = {name: index for index, name in enumerate(stories)}
        for claim in claims:
            number = of_part[claim.story]
            part = parts.train if number < first else parts.validation if number < second else parts.test
            part.append(claim)
    return parts


def _claim(row: dict[str, Any]) -> Claim:
    found = str(row["id"])
    light = [*row.get("light", ()), *(entry["text"] for entry in row["paraphrases"] if entry["weight"] == "light")]
    heavy = [entry["text"] for entry in row["paraphrases"] if entry["weight"] != "light"]
    return Claim(
        found,
        found.rsplit("-", 1)[0] if found.count("-") > 1 else found,
        (row["gold"], *heavy),
        tuple(light),
        tuple((entry["text"], entry["phenomenon"]) for entry in row["contrasts"]),
        tuple((entry["far"], entry["phenomenon"]) for entry in row["contrasts"]),
        tuple((entry["text"], entry["gives_gold"], entry["gold_gives"]) for entry in row.get("outputs", ())),
        tuple(row.get("naming", ())),
    )


def draw(claims: Sequence[Claim], score: Score, rng: random.Random) -> list[list[Example]]:
    """One pass: a group of pairs for each claim, some of them chosen by what the model as it is misses."""
    stories: dict[str, list[Claim]] = {}
    for claim in claims:
        stories.setdefault(claim.story, []).append(claim)
    choices = [choice for claim in claims for choice in _free(claim, rng)]
    missed = iter(hardest(choices, score))
    return [
        [
            *next(missed),
            *next(missed),
            *_same(claim, rng),
            *_changed(claim, rng),
            *_retold(claim, rng),
            *_printed(claim, rng),
            *_named(claim, rng),
            *_others(claim, claims, stories[claim.story], rng),
        ]
        for claim in claims
    ]


def _free(claim: Claim, rng: random.Random) -> tuple[tuple[list[Example], int], tuple[list[Example], int]]:
    """Changes beside free forms of the claim, which scoring meets most and alone looks alike, and free forms beside others."""
    printed = [text for text, gives, given in claim.outputs if gives and given]
    free, near = (*claim.forms[1:], *claim.naming, *printed), (*claim.light, claim.forms[0])
    changed = [either(rng.choice(free), *rng.choice((*claim.changes, *claim.far)), rng) for _ in range(CHANGED[0])]
    equal = [either(*rng.sample((rng.choice(free), *near, *free), 2), "paraphrase", rng) for _ in range(EQUAL[0])]
    return (_once(changed), CHANGED[1]), (_once(equal), EQUAL[1])


def _once(examples: Sequence[Example]) -> list[Example]:
    """Without repeats and without a text beside itself."""
    return list({frozenset((e.a, e.b)): e for e in examples if e.a != e.b}.values())


def _same(claim: Claim, rng: random.Random) -> Iterator[Example]:
    """Equal texts: of nearly the same words, of few shared words, and one text twice."""
    gold, heavy, light = claim.forms[0], claim.forms[1:], claim.light
    for text in rng.sample(light, min(2, len(light))):
        yield either(gold, text, "paraphrase", rng)
    for text in rng.sample(heavy, min(2, len(heavy))):
        yield either(rng.choice((gold, gold, *light)), text, "paraphrase", rng)
    if len(heavy) > 1:
        yield either(*rng.sample(heavy, 2), "paraphrase", rng)
    if len(light) > 1:
        yield either(*rng.sample(light, 2), "paraphrase", rng)
    if rng.random() < 0.3:
        text = rng.choice((*claim.forms, *light, *(change for change, _ in (*claim.changes, *claim.far))))
        yield Example(text, text, 1, "same text", 1)


def _changed(claim: Claim, rng: random.Random) -> Iterator[Example]:
    """Changes near and far, each against the claim, near rewordings and far ones."""
    for texts, count in ((claim.changes, 3), (claim.far, 3)):
        weights = [2.0 if kind in SWAPS else 1.0 for _, kind in texts]
        for number, (text, kind) in enumerate(_without_repeats(texts, weights, count, rng)):
            gold, light, heavy = claim.forms[0], claim.light or claim.forms[:1], claim.forms[1:]
            yield either((gold, rng.choice(light), rng.choice(heavy))[number % 3], text, kind, rng)


def _without_repeats(
    texts: Sequence[tuple[str, str]], weights: Sequence[float], count: int, rng: random.Random
) -> list[tuple[str, str]]:
    keyed = sorted(zip(texts, weights, strict=True), key=lambda entry: rng.random() ** (1 / entry[1]), reverse=True)
    return [entry[0] for entry in keyed[:count]]


def _retold(claim: Claim, rng: random.Random) -> Iterator[Example]:
    """A change and the same change told freely are one claim; two changes are two."""
    numbers = rng.sample(range(len(claim.changes)), 3)
    for number in numbers[:2]:
        yield either(claim.changes[number][0], claim.far[number][0], "paraphrase", rng)
    kinds = {claim.changes[number][1] for number in numbers[1:]}
    if not kinds & {"partial", "composite"}:
        first = rng.choice((claim.changes, claim.far))[numbers[1]][0]
        second = rng.choice((claim.changes, claim.far))[numbers[2]][0]
        yield either(first, second, "other", rng)


def _printed(claim: Claim, rng: random.Random) -> Iterator[Example]:
    """Lines as systems print them, against the claim, another form of it, and changes of it.

    Without the changes a clumsy line would be a sign of the same claim: the writers made equal lines clumsy.
    """
    equal = [text for text, gives, given in claim.outputs if gives and given]
    for text in equal:
        for changed, kind in rng.sample((*claim.changes, *claim.far), 2):
            yield either(text, changed, kind, rng)
    for text, gives, given in claim.outputs:
        yield ordered(text, claim.forms[0], gives, given, "output", rng)
        if rng.random() < 0.4:
            yield ordered(text, rng.choice((*claim.forms[1:], *claim.light)), gives, given, "output", rng)


def _named(claim: Claim, rng: random.Random) -> Iterator[Example]:
    """Other names for the same things against the claim, its rewordings and one another, and against its changes."""
    if not claim.naming:
        return
    for text in claim.naming:
        yield either(rng.choice((*claim.forms, *claim.light, claim.forms[0])), text, "paraphrase", rng)
    if len(claim.naming) > 1:
        yield either(*rng.sample(claim.naming, 2), "paraphrase", rng)
    for texts in (claim.changes, claim.changes, claim.far):
        yield either(rng.choice(claim.naming), *rng.choice(texts), rng)


def _others(claim: Claim, claims: Sequence[Claim], story: Sequence[Claim], rng: random.Random) -> Iterator[Example]:
    """Another claim of the story, another claim, scrambled words, and claims joined with and without this one."""
    fellows = [other for other in story if other is not claim]
    for other in rng.sample(fellows, min(2, len(fellows))):
        yield either(rng.choice(claim.forms), rng.choice(other.forms), "other", rng)
    if rng.random() < 0.4:
        other = rng.choice(claims)
        if other is not claim:
            yield either(rng.choice(claim.forms), rng.choice(other.forms), "other", rng)
    for _ in range(SCRAMBLED):
        text = rng.choice((*claim.forms, *claim.light))
        yield from scrambled(text, rng.choice((text, claim.forms[0], *claim.forms)), rng)
    if rng.random() < 0.6:
        yield from _joined(claim, fellows or rng.sample(claims, 6), rng)


def _joined(claim: Claim, others: Sequence[Claim], rng: random.Random) -> Iterator[Example]:
    """A claim within one to four other lines: said there in other words, said otherwise, or not at all."""
    lines = [rng.choice(other.forms) for other in rng.sample(others, min(len(others), rng.choice((1, 1, 2, 4))))]
    kind = rng.choice(("said", "said", "changed", "absent"))
    label = int(kind == "said")
    if kind == "said":
        lines.append(rng.choice((*claim.forms[1:], *claim.light, *claim.naming)))
    elif kind == "changed":
        number = rng.randrange(len(claim.changes))
        text, phenomenon = rng.choice((claim.changes, claim.far))[number]
        lines.append(text)
        label = int(phenomenon == "composite")
    rng.shuffle(lines)
    yield Example("\n".join(lines), claim.forms[0], label, "joined")
