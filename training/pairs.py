"""A training pair, and how claims become the model's input."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from claimbench.matching.text import normalise

VALIDATION_SHARE = 0.15
Row = TypeVar("Row")
Pair = tuple[str, str]
Scores = NDArray[np.float64]
Score = Callable[[Sequence[Pair]], Scores]
"""The model as it is: probabilities that a conveys b and that b conveys a, shape (pairs, 2)."""


@dataclass(frozen=True, slots=True)
class Example:
    """Does `a` convey `b`? `label` is 1 or 0; `back` the same from b to a, None where nobody said.

    `kind` says where the pair comes from.
    """

    a: str
    b: str
    label: int
    kind: str
    back: int | None = None


def prepare(text: str) -> str:
    """Normalisation 1 line by line; lines become sentences."""
    return ". ".join(filter(None, (normalise(line) for line in text.splitlines())))


def shuffled(text: str, rng: random.Random) -> str:
    """A text's words in random order, the full stop at the end."""
    words = text.rstrip(".").split()
    rng.shuffle(words)
    return " ".join(words) + "."


def scrambled(text: str, beside: str, rng: random.Random) -> Iterator[Example]:
    """A text's words in random order beside a text of the same claim: no claim. Nothing if the order stays."""
    words = shuffled(text, rng)
    if words != text.rstrip(".") + ".":
        yield either(words, beside, "scrambled", rng)


def either(form: str, text: str, kind: str, rng: random.Random) -> Example:
    """A form and another form or a change of it, in either order, with the labels that follow from the kind."""
    gives, given = {"paraphrase": (1, 1), "partial": (0, 1), "composite": (1, 0)}.get(kind, (0, 0))
    return ordered(text, form, gives, given, kind, rng)


def ordered(text: str, form: str, gives: int, given: int | None, kind: str, rng: random.Random) -> Example:
    """The two in either order: `gives` says whether the text conveys the form, `given` whether the form conveys it.

    Where nobody said the latter, the text comes first.
    """
    if given is None or rng.random() < 0.5:
        return Example(text, form, int(gives), kind, None if given is None else int(given))
    return Example(form, text, int(given), kind, int(gives))


def hardest(choices: Sequence[tuple[Sequence[Example], int]], score: Score) -> list[list[Example]]:
    """Of each list as many examples as asked: those whose labels the model misses most."""
    asked = [example for examples, _ in choices for example in examples]
    missed = iter(np.nanmax(np.abs(score([(e.a, e.b) for e in asked]) - _labels(asked)), axis=1))
    found = []
    for examples, count in choices:
        keyed = sorted(((next(missed), number) for number in range(len(examples))), reverse=True)
        found.append([examples[number] for _, number in keyed[:count]])
    return found


def _labels(examples: Sequence[Example]) -> Scores:
    return np.array([[e.label, np.nan if e.back is None else e.back] for e in examples], dtype=np.float64)


def unambiguous(examples: Iterable[Example]) -> list[Example]:
    """Without repeats, without pairs that stand there under both labels, without a = b unless entailed."""
    labels: dict[tuple[str, str], set[int]] = {}
    kept: dict[tuple[str, str], Example] = {}
    for example in examples:
        key = (prepare(example.a), prepare(example.b))
        labels.setdefault(key, set()).add(example.label)
        kept.setdefault(key, example)
    return [kept[key] for key, seen in labels.items() if len(seen) == 1 and (key[0] != key[1] or seen == {1})]


def rows(path: Path) -> Iterator[dict[str, object]]:
    """The JSON objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def held_out(paths: Iterable[Path], make: Callable[[dict[str, object]], Row]) -> tuple[list[Row], list[Row]]:
    """The rows of files for training, and those for choosing the model: the last `VALIDATION_SHARE` of each file."""
    train: list[Row] = []
    validation: list[Row] = []
    for path in paths:
        found = [make(row) for row in rows(path)]
        kept = len(found) - round(len(found) * VALIDATION_SHARE)
        train += found[:kept]
        validation += found[kept:]
    return train, validation


def sha256(path: Path) -> str:
    """The hash that the training record keeps of each data file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
