from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

import realsumm

PLACE = "human_annotations/SCUs_and_annotations/SCU_rating_results_ext_systems"
ANSWERS = {"The pier closed.": "ppn", "The pier burned.": "nnp", "The pier opened.": "np"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / PLACE).mkdir(parents=True)
    fields = ["Input.eventId", "Input.summary_text"]
    fields += [name for n in range(1, 17) for name in (f"Input.statement_{n}", f"Answer.S{n}Answer")]
    with (tmp_path / PLACE / "system.csv").open("w", encoding="utf-8", newline="") as stream:
        out = csv.DictWriter(stream, fields, restval="BLANK")
        out.writeheader()
        for event in range(20):
            for rater in range(3):
                row = {"Input.eventId": f"e{event:02}", "Input.summary_text": f"Pier {event}  closed ."}
                for number, (unit, answers) in enumerate(ANSWERS.items(), 1):
                    if rater < len(answers):
                        row |= {f"Input.statement_{number}": unit, f"Answer.S{number}Answer": answers[rater]}
                out.writerow(row)
    return tmp_path


def test_the_majority_counts_and_a_tie_is_left_out(folder: Path) -> None:
    train, later = realsumm.split(folder)
    assert {(e.b, e.label) for e in train} == {("The pier closed.", 1), ("The pier burned.", 0)}
    assert {e.a for e in later} == {f"Pier {event} closed ." for event in (17, 18, 19)}
    assert not {e.a for e in train} & {e.a for e in later}


def test_a_summary_is_shown_with_all_its_units(folder: Path) -> None:
    groups = realsumm.draw(realsumm.split(folder)[0], 9, random.Random(0))
    assert [len(group) for group in groups] == [2] * 5
    assert all(len({e.a for e in group}) == 1 for group in groups)


def test_a_folder_without_ratings_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"no file human_annotations.*\n  next: a checkout"):
        realsumm.split(tmp_path)
