"""What people said of FEVERFact's claims (Ullrich et al. 2025, arXiv 2502.04955), read in one place for every use.

A digit of focus belongs to a predicted claim, one of coverage to a gold claim: 1 when the other side's claims, taken
together, say it. The files are read from a folder that the user has, packed or not; what their fields mean is
described in the README beside them. Paths are those of the authors' repository.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from claimbench.errors import InputError
from claimbench.jsonl import Row
from claimbench.packed import has, read_objects

TEST = "test.jsonl"
LABELS = "annotations/multi_metrics.jsonl"

Digits = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LabelledRow:
    """An input of one system that people labelled; digits are None where there is not one for each claim.

    The row of an empty prediction (input 6633 of qacg) has digits of coverage; whoever needs a score for each of them
    leaves it out. `row` has the fields that only some uses need.
    """

    input: int
    predicted: tuple[str, ...]
    gold: tuple[str, ...]
    focus: Digits | None
    coverage: Digits | None
    row: Row


def read_inputs(folder: Path, part: str = TEST) -> dict[int, Row]:
    """The inputs of a part by their id, in their order."""
    found: dict[int, Row] = {}
    for row in _rows(folder / part):
        key = row.get("sentence_id", int)
        if key in found:
            raise row.error("each input once", key, "sentence_id")
        found[key] = row
    return found


def read_labels(folder: Path, inputs: Mapping[int, Row]) -> Iterator[LabelledRow]:
    """The rows that people labelled, in their order; `inputs` are those of `TEST`."""
    gold = {key: strings(row, "claims") for key, row in inputs.items()}
    for row in _rows(folder / LABELS):
        focus, coverage = (
            row.get(field, (str, type(None)), None) for field in ("focus_annotation", "coverage_annotation")
        )
        if not (focus or coverage):
            continue
        key, predicted = row.get("sentence_id", int), strings(row, "generated")
        if key not in gold:
            file = next((Path(found.file).name for found in inputs.values()), TEST)
            raise row.error(f"a sentence_id of {file}", key, "sentence_id")
        yield LabelledRow(
            key, predicted, gold[key], _digits(focus, len(predicted)), _digits(coverage, len(gold[key])), row
        )


def strings(row: Row, field: str) -> tuple[str, ...]:
    """A list of strings."""
    values = row.get(field, list)
    if not all(isinstance(value, str) for value in values):
        raise row.error("a list of strings", values, field)
    return tuple(values)


def _digits(text: str | None, count: int) -> Digits | None:
    if text is None or len(text) != count or not set(text) <= {"0", "1"}:
        return None
    return tuple(map(int, text))


def _rows(file: Path) -> Iterator[Row]:
    if not has(file):
        raise InputError(f"{file} or {file.name}.gz: expected a file of the FEVERFact folder, found neither")
    return read_objects(file)
