"""FEVERFact's files: inputs with gold claims, systems' claims, shipped scores, labels by people.

What the fields mean is described in the README beside the data. Paths are those of the authors' repository.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from claimbench import feverfact_labels
from claimbench.corpus import Gold
from claimbench.errors import InputError, RecordError
from claimbench.feverfact_labels import LABELS as LABELS
from claimbench.feverfact_labels import TEST as TEST
from claimbench.feverfact_labels import LabelledRow, strings
from claimbench.jsonl import Row
from claimbench.packed import has, parse, read_json, read_text
from claimbench.papers._reading import read_columns
from claimbench.records import Article, GoldClaim, PredictedClaim, Predictions

VALIDATION = "validation.jsonl"
SYSTEMS = (
    "gpt-4-turbo-3-shot",
    "qacg",
    "qlora-mistral-instruct-v0.2",
    "t5_small_diverse_7_beam_search",
    "t5_small_multiclaim",
)
CROSS = "annotations/cross_multiannotations.json"

SEED = 20261122
"""Draws a part of the validation inputs."""

ABOUT = (
    "FEVERFact's test inputs: single Wikipedia sentences with context. Their gold claims are not exhaustive, so "
    "that a true claim beyond them counts as wrong."
)


@dataclass(frozen=True, slots=True)
class Input:
    """A sentence with its context and its gold claims."""

    id: str
    sentence: str
    context: tuple[str, ...]
    claims: tuple[str, ...]


def read_inputs(folder: Path, part: str = TEST) -> tuple[Input, ...]:
    """The inputs of a part, `TEST` or `VALIDATION`, in their order."""
    return tuple(
        Input(str(key), row.text("sentence"), strings(row, "sentence_context"), strings(row, "claims"))
        for key, row in feverfact_labels.read_inputs(folder, part).items()
    )


def read_claims(folder: Path, system: str) -> list[tuple[str, ...]]:
    """The claims of a system, one list an input."""
    text, name = read_text(folder / f"results/predictions/{system}.jsonl")
    lists = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            value = parse(line, name, number)
            if not isinstance(value, list) or not all(isinstance(claim, str) for claim in value):
                raise RecordError("a list of claims", value, file=name, line=number)
            lists.append(tuple(value))
    return lists


def read_scores(folder: Path, system: str) -> list[list[Any]]:
    """The shipped AlignScore values of each input: each prediction, each gold claim, each prediction's repetition."""
    file = folder / f"results/multimetrics/multiclaim/{system}.jsonl"
    columns = read_columns(file, ("f_align", "c_align", "r_align"))
    for name, column in zip(("f_align", "c_align", "r_align"), columns, strict=True):
        for i, value in enumerate(column):
            if value is not None and not isinstance(value, list):
                raise RecordError("a list of numbers", value, file=str(file), field=f"{name} of row {i + 1}")
    return columns


def read_column(folder: Path, metric: str, system: str, field: str) -> list[Any] | None:
    """One value a claim out of ``results/metrics``; None when the file of this system was not to be had."""
    file = folder / f"results/metrics/{metric}/{system}.jsonl"
    return read_columns(file, (field,))[0] if has(file) else None


def as_gold(inputs: Sequence[Input]) -> Gold:
    """The inputs as a gold set of ours: each input an article, every gold claim required."""
    articles = tuple(Article(item.id, " ".join(item.context) or item.sentence, ()) for item in inputs)
    claims = tuple(
        GoldClaim(f"{item.id}-c{i:02d}", item.id, text) for item in inputs for i, text in enumerate(item.claims, 1)
    )
    return Gold("feverfact-test", "2025-01-22", articles, claims, (), ABOUT)


def validation_gold(folder: Path, count: int | None = None) -> Gold:
    """The validation inputs as a gold set for extractors: the sentence alone is the article.

    With `count` only so many of them, drawn by `SEED`.
    """
    inputs = read_inputs(folder, VALIDATION)
    if count is not None and count > len(inputs):
        raise InputError(f"{folder / VALIDATION}: expected {count} inputs at least, found {len(inputs)}")
    chosen = inputs if count is None else Random(SEED).sample(inputs, count)
    alone = as_gold([replace(item, context=()) for item in chosen])
    name = "feverfact-validation" if count is None else f"feverfact-validation-{count}"
    return replace(alone, name=name, about=ABOUT.replace("test", "validation").replace(" with context", ""))


def as_predictions(inputs: Sequence[Input], claims: Sequence[Sequence[str]]) -> Predictions:
    """A system's claims by input; InputError when there is not one list an input."""
    if len(inputs) != len(claims):
        raise InputError(f"expected {len(inputs)} lists of claims, one an input, found {len(claims)}")
    return Predictions(
        {
            item.id: tuple(PredictedClaim(text) for text in texts if text.strip())
            for item, texts in zip(inputs, claims, strict=True)
        }
    )


@dataclass(frozen=True, slots=True)
class Labelled:
    """An input of one system that people labelled; `focus` and `coverage` are None where digits and claims disagree.

    A digit of `focus` belongs to a predicted claim, one of `coverage` to a gold claim: 1 when the other side's
    claims, taken together, say it. `shipped_*` are the AlignScore-base values of the same claims.
    """

    input: str
    system: str
    predicted: tuple[str, ...]
    gold: tuple[str, ...]
    focus: tuple[int, ...] | None
    coverage: tuple[int, ...] | None
    shipped_focus: tuple[float, ...]
    shipped_coverage: tuple[float, ...]


@lru_cache(maxsize=4)
def read_labels(folder: Path) -> tuple[Labelled, ...]:
    """The rows that people labelled; coverage of an empty prediction is left out, as it has no shipped value."""
    inputs = feverfact_labels.read_inputs(folder)
    return tuple(_with_shipped(labelled) for labelled in feverfact_labels.read_labels(folder, inputs))


def _with_shipped(labelled: LabelledRow) -> Labelled:
    row, predicted = labelled.row, labelled.predicted
    shipped_focus, shipped_coverage = (
        tuple(row.get(field, (list, type(None)), None) or ()) for field in ("Foc_claimwise", "Cov_claimwise")
    )
    return Labelled(
        str(labelled.input),
        row.text("model"),
        predicted,
        labelled.gold,
        labelled.focus,
        labelled.coverage if predicted else None,
        shipped_focus,
        shipped_coverage,
    )


def read_pairs(folder: Path) -> dict[str, list[tuple[str, int, int]]]:
    """What two people gave the same claim, for ``focus`` and ``coverage``: the input, and both digits.

    Every pair of annotators of an item whose strings are equally long; characters that are no digit are dropped.
    """
    content, name = read_json(folder / CROSS)
    pairs: dict[str, list[tuple[str, int, int]]] = {"focus": [], "coverage": []}
    for item, annotators in content.items():
        row = Row({}, name, None).child(item, annotators)
        for kind, field in (("focus", "Foc"), ("coverage", "Cov")):
            strings_ = [_only_digits(row.child(key, value).get(field, str)) for key, value in annotators.items()]
            for i, first in enumerate(strings_):
                for second in strings_[i + 1 :]:
                    if len(first) == len(second):
                        pairs[kind] += [(item, int(a), int(b)) for a, b in zip(first, second, strict=True)]
    return pairs


def _only_digits(text: str) -> str:
    return "".join(character for character in text if character in "01")
