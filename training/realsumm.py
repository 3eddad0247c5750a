"""Pairs from REALSumm: what 25 systems wrote of 100 news articles, and which units of the reference people found there.

The folder is a checkout of github.com/neulab/REALSumm (Bhandari et al. 2020, arXiv 2010.07100; CC BY 4.0), read at
commit a5900e3: `human_annotations/SCUs_and_annotations/SCU_rating_results_*/*.csv`. Three people or more say of every
unit whether a summary holds it; the majority counts, a tie is left out. The last 15 % of the articles are held out.
"""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from pairs import VALIDATION_SHARE, Example
from public_pairs import SENTENCE_END

RATED = "human_annotations/SCUs_and_annotations/SCU_rating_results_*/*.csv"
STATEMENTS = 16
"""A row has so many fields for units; those not used hold BLANK."""


def files(folder: Path) -> list[Path]:
    """The files of ratings, in order."""
    return sorted(folder.glob(RATED))


def written(folder: Path) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Of each article the units of its reference summary, and the sentences of all systems' summaries, as first met."""
    units: dict[str, dict[str, None]] = defaultdict(dict)
    sentences: dict[str, dict[str, None]] = defaultdict(dict)
    for path in files(folder):
        for event, summary, unit, _ in _votes(path):
            units[event][unit] = None
            if summary not in sentences[event]:
                sentences[event] |= dict.fromkeys([summary, *sentences_of(summary)])
    return {event: (tuple(found), tuple(sentences[event])) for event, found in units.items()}


def sentences_of(summary: str) -> list[str]:
    """A summary's sentences."""
    return [sentence.strip() for sentence in SENTENCE_END.split(summary)]


def split(folder: Path) -> tuple[list[Example], list[Example]]:
    """Does a summary hold a unit? For training, and for choosing the model."""
    votes: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    for path in files(folder):
        for event, summary, unit, held in _votes(path):
            votes[event, summary, unit].append(held)
    if not votes:
        raise SystemExit(f"{folder}: no file {RATED}\n  next: a checkout of github.com/neulab/REALSumm")
    events = sorted({event for event, _, _ in votes})
    later = set(events[-round(VALIDATION_SHARE * len(events)) :])
    found: tuple[list[Example], list[Example]] = ([], [])
    for (event, summary, unit), held in votes.items():
        if 2 * sum(held) != len(held):
            found[event in later].append(Example(summary, unit, int(2 * sum(held) > len(held)), "unit in summary"))
    return found


def _votes(path: Path) -> Iterator[tuple[str, str, str, bool]]:
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            for number in range(1, STATEMENTS + 1):
                unit, answer = row[f"Input.statement_{number}"], row[f"Answer.S{number}Answer"]
                if unit and unit != "BLANK" and answer in ("p", "n"):
                    yield row["Input.eventId"], " ".join(row["Input.summary_text"].split()), unit, answer == "p"


def draw(examples: Sequence[Example], count: int, rng: random.Random) -> list[list[Example]]:
    """So many examples, those of a summary together: a batch then holds what it says beside what it does not."""
    summaries: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        summaries[example.a].append(example)
    groups = list(summaries.values())
    rng.shuffle(groups)
    found: list[list[Example]] = []
    for group in groups:
        if sum(map(len, found)) >= count:
            break
        found.append(group)
    return found
