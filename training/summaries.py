"""Pairs from news summaries: systems' lines beside the units that people found, and units told in other words.

`lines/N*.jsonl` (RoSE's reference summaries) and `lines/M*.jsonl` (REALSumm's systems) hold the judgements of a
language-model reader, and sentences written for this project: ``{"id", "lines": [{"line": hash, "holds": [unit, …],
"same": [unit, …]}, …], "rewords": {unit: [same, changed, …]}}``. A unit is the number of its place; `holds` names the
units that a line conveys wholly, `same` those that convey all of the line too. Of a unit told again the first sentence
is the same claim and the others are not. What the lines say is made by `summary_lines.py` or stands in REALSumm. The
last 15 % of each file of `N` are held out, of `M` none: `realsumm.py` shows the same summaries.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import public_pairs
import realsumm
from pairs import Example, held_out, rows, scrambled

Line = tuple[str, frozenset[int], frozenset[int]]
OTHERS = 2
"""Beside so many units that it does not hold a pass shows a line, those with the most words of it first in turn."""
SCRAMBLED = 0.6
"""So often a unit told again is shown with its words in random order."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A reference summary and its units."""

    text: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A summary's units, (line, units it holds, units it equals), and what was written for units."""

    units: tuple[str, ...]
    lines: tuple[Line, ...]
    rewords: dict[int, tuple[str, ...]]


def read(data: Path) -> dict[int, Summary]:
    """RoSE's summaries that have units, by their number."""
    found = public_pairs.zipped(data / "rose" / "acu_cnndm_test.jsonl.gz")
    return {row["id"]: Summary(row["reference"], tuple(row["acus"])) for row in found if row["acus"]}  # type: ignore[arg-type,misc]


def files(folder: Path, kind: str = "[MN]") -> list[Path]:
    """The files of judgements, in order."""
    return sorted(folder.glob(f"{kind}*.jsonl"))


def judged(folder: Path) -> dict[int, set[str]]:
    """The hashes of the judged lines of each of RoSE's summaries."""
    found = (row for file in files(folder, "N") for row in rows(file))
    return {int(row["id"]): {line["line"] for line in row["lines"]} for row in found}  # type: ignore[attr-defined,call-overload]


def short(line: str) -> str:
    """What the project keeps of a line."""
    return hashlib.sha256(line.encode()).hexdigest()[:12]


def split(folder: Path, data: Path, printed: Path, rated: Path) -> tuple[list[Judged], list[Judged]]:
    """Summaries for training and for choosing the model; `rated` is a checkout of REALSumm.

    Raises SystemExit for a judged line that is not among the printed ones.
    """
    units: dict[object, tuple[str, ...]] = {number: summary.units for number, summary in read(data).items()}
    texts: dict[object, dict[str, str]] = {row["id"]: _named(row["lines"]) for row in rows(printed)}  # type: ignore[arg-type]
    for event, (found, sentences) in realsumm.written(rated).items():
        units[event], texts[event] = found, _named(sentences)

    def make(row: dict[str, object]) -> Judged:
        known, lines = texts.get(row["id"], {}), []
        for line in row["lines"]:  # type: ignore[attr-defined]
            if line["line"] not in known:
                raise SystemExit(f"{printed}: summary {row['id']} has no line {line['line']}\n  next: summary_lines.py")
            lines.append((known[line["line"]], frozenset(line["holds"]), frozenset(line["same"])))
        told = {int(unit): tuple(written) for unit, written in row["rewords"].items()}  # type: ignore[attr-defined]
        return Judged(units[row["id"]], tuple(lines), told)

    train, later = held_out(files(folder, "N"), make)
    return train + [make(row) for file in files(folder, "M") for row in rows(file)], later


def _named(lines: Sequence[str]) -> dict[str, str]:
    return {short(line): line for line in lines}


def held(summaries: Sequence[Judged]) -> list[Example]:
    """Does a line hold a unit? Every line beside every unit of its summary."""
    return [
        Example(line, unit, int(number in holds), "line")
        for summary in summaries
        for line, holds, _ in summary.lines
        for number, unit in enumerate(summary.units)
    ]


def equal(summaries: Sequence[Judged]) -> list[tuple[tuple[str, str], bool]]:
    """Lines beside units and beside units told again, and whether they are one claim."""
    found = []
    for summary in summaries:
        for line, _, same in summary.lines:
            found += [((line, unit), number in same) for number, unit in enumerate(summary.units)]
            found += [((line, told[0]), number in same) for number, told in summary.rewords.items()]
        for number, told in summary.rewords.items():
            found += [((text, summary.units[number]), text == told[0]) for text in told]
    return found


def draw(summaries: Sequence[Judged], rng: random.Random) -> list[list[Example]]:
    """One pass: lines against units and against what was written for them, units against their rewordings."""
    return [list(_of(summary, rng)) for summary in summaries]


def _of(summary: Judged, rng: random.Random) -> Iterator[Example]:
    for line, holds, same in summary.lines:
        missed = [number for number in range(len(summary.units)) if number not in holds]
        for number in (*holds, *_close(line, missed, summary, rng)):
            labels = int(number in holds), (int(number in same) if number in holds else None)
            yield Example(line, summary.units[number], labels[0], "line", labels[1])
            told = summary.rewords.get(number)
            if told:
                yield Example(line, told[0], labels[0], "line, reworded", labels[1])
            if told and number in same:
                yield Example(line, rng.choice(told[1:]), 0, "line, changed", 0)
    for number, (equal, *changed) in summary.rewords.items():
        yield Example(equal, summary.units[number], 1, "reworded", 1)
        for other in changed:
            yield Example(other, summary.units[number], 0, "changed", 0)
        yield Example(rng.choice(changed), equal, 0, "changed", 0)
        if rng.random() < SCRAMBLED:
            texts = (summary.units[number], equal)
            yield from scrambled(rng.choice(texts), rng.choice(texts), rng)


def _close(line: str, numbers: list[int], summary: Judged, rng: random.Random) -> list[int]:
    """Some of the units, those that share words with the line more often."""
    words = set(line.lower().split())
    keyed = sorted(
        numbers,
        key=lambda n: (
            -len(words & set(summary.units[n].lower().split())) / len(summary.units[n].split()) - rng.random() / 2
        ),
    )
    return keyed[:OTHERS]
