from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

import summaries

FOLDER = Path(__file__).parents[2] / "training" / "lines"
ROSE = {
    "id": 7,
    "reference": "Orla Finn shut the ferry terminal on Friday.",
    "acus": ["Orla Finn shut it", "It shut on Friday"],
}
LINES = ["Orla Finn shut it on Friday.", "Orla Finn shut it."]
ROW = {
    "id": 7,
    "lines": [
        {"line": summaries.short(LINES[0]), "holds": [0, 1], "same": []},
        {"line": summaries.short(LINES[1]), "holds": [0], "same": [0]},
    ],
    "rewords": {"0": ["It was closed by Orla Finn.", "It shut Orla Finn."]},
}


Folders = tuple[Path, Path, Path, Path]


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    (tmp_path / "rose").mkdir()
    with gzip.open(tmp_path / "rose" / "acu_cnndm_test.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write(json.dumps(ROSE) + "\n")
    (tmp_path / "N1.jsonl").write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    printed = tmp_path / "lines.jsonl"
    printed.write_text(json.dumps({"id": 7, "lines": LINES}) + "\n", encoding="utf-8")
    return tmp_path, tmp_path, printed, tmp_path


def test_judgements_meet_the_text_of_their_lines(folders: Folders) -> None:
    ((row,), later) = summaries.split(*folders)
    assert not later
    assert row.units == tuple(ROSE["acus"])  # type: ignore[arg-type]
    assert row.lines == ((LINES[0], frozenset({0, 1}), frozenset()), (LINES[1], frozenset({0}), frozenset({0})))


def test_a_line_that_was_not_printed_is_named(folders: Folders) -> None:
    folders[2].write_text(json.dumps({"id": 7, "lines": LINES[:1]}) + "\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=f"summary 7 has no line {summaries.short(LINES[1])}\n  next: summary_lines"):
        summaries.split(*folders)


def test_labels_follow_the_judgement(folders: Folders) -> None:
    (row,), _ = summaries.split(*folders)
    found = {(e.a, e.b): (e.label, e.back) for seed in range(20) for e in summaries.draw([row], random.Random(seed))[0]}
    same, changed = row.rewords[0]
    assert found[LINES[0], row.units[0]] == (1, 0)
    assert found[LINES[1], row.units[0]] == found[LINES[1], same] == found[same, row.units[0]] == (1, 1)
    assert found[LINES[1], row.units[1]] == (0, None)
    assert found[LINES[1], changed] == found[changed, row.units[0]] == found[changed, same] == (0, 0)


def test_what_is_held_out_is_asked_of_every_unit(folders: Folders) -> None:
    (row,), _ = summaries.split(*folders)
    assert [e.label for e in summaries.held([row])] == [1, 1, 1, 0]
    assert dict(summaries.equal([row]))[LINES[1], row.rewords[0][0]]
    assert not dict(summaries.equal([row]))[LINES[0], row.units[0]]


def test_every_row_of_the_project_is_whole() -> None:
    rows = [json.loads(line) for file in summaries.files(FOLDER) for line in file.read_text("utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert all(set(line["same"]) <= set(line["holds"]) for line in row["lines"])
        for written in row["rewords"].values():
            assert len({text.lower() for text in written}) == len(written) in (2, 3)


def test_the_project_keeps_no_line_of_a_summary() -> None:
    assert set(summaries.judged(FOLDER)) and all(
        len(short) == 12 for lines in summaries.judged(FOLDER).values() for short in lines
    )
