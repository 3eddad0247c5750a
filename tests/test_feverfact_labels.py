from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimbench.errors import InputError, RecordError
from claimbench.feverfact_labels import LABELS, TEST, read_inputs, read_labels
from claimbench.matching._agreement import labelled
from claimbench.papers._human import questions
from claimbench.scoring.support_check import read_feverfact
from papers.synthetic import GOLD, REAL, feverfact, pack

USES: list[Callable[[Path], Any]] = [
    lambda folder: labelled(folder, read_inputs(folder), set()),
    read_feverfact,
    questions,
]
"""Pairs for `contains`, claims for the support check, questions for papers."""


@pytest.mark.parametrize("packed", [False, True])
def test_every_use_reads_the_same_labels(tmp_path: Path, packed: bool) -> None:
    folder = feverfact(tmp_path)
    if packed:
        pack(folder / TEST), pack(folder / LABELS)
    focus, coverage = labelled(folder, read_inputs(folder), set())
    asked, judged = questions(folder), read_feverfact(folder)
    said = Counter(("\n".join(q.others), q.claim, q.said == 1) for q in asked["focus"])
    assert said == Counter((*item.pair, item.label) for item in focus)
    assert said == Counter((claim.article.text, claim.text, claim.supported) for claim in judged)
    assert len(focus) == 5 * 3 + 4 * 2
    # The coverage of qacg's empty prediction counts for a matcher; papers leave it out, as nothing is shipped for it.
    assert len(coverage) == 5 * 5 and len(asked["coverage"]) == 5 * 5 - 1
    assert [item.pair for item in coverage if item.pair[0] == ""] == [("", GOLD[11][0])]


@pytest.mark.skipif(not (REAL / "feverfact").is_dir(), reason="FEVERFact's files are not here")
def test_the_counts_of_the_readme() -> None:
    folder = REAL / "feverfact"
    focus, coverage = labelled(folder, read_inputs(folder), set())
    assert (len(focus), len(coverage), len(read_feverfact(folder))) == (1334, 715, 1334)
    assert {side: len(found) for side, found in questions(folder).items()} == {"focus": 1334, "coverage": 714}


def test_rows_that_nobody_labelled_are_passed_over(tmp_path: Path) -> None:
    folder = feverfact(tmp_path)
    (folder / LABELS).write_text(
        '{"sentence_id": 7}\n{"focus_annotation": null}\n{"focus_annotation": ""}\n'
        '{"sentence_id": 7, "generated": ["A."], "focus_annotation": "01", "coverage_annotation": "01"}\n',
        "utf-8",
    )
    (row,) = read_labels(folder, read_inputs(folder))
    assert (row.input, row.predicted, row.gold) == (7, ("A.",), tuple(GOLD[7]))
    assert row.focus is None and row.coverage == (0, 1) and row.row.line == 4


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (LABELS, '"sentence_id": 9', '"sentence_id": 8', r"\.jsonl:2: field 'sentence_id': expected a .*, found 8"),
        (LABELS, '"sentence_id": 9', '"sentence_id": "9"', r":2: field 'sentence_id': expected an integer, found '9'"),
        (LABELS, '"generated": ["Ola', '"generated": [4, "Ola', r":2: field 'generated': expected a list of strings"),
        (LABELS, '"generated"', '"made"', r":1: field 'generated': expected a list, found nothing"),
        (LABELS, '"focus_annotation": "1"', '"focus_annotation": 1', r":2: field 'focus_annotation': .*null, found 1"),
        (LABELS, '{"sentence_id": 9', '{"sentence_id": 9 9', r"metrics\.jsonl:2: expected JSON"),
        (TEST, '"sentence_id": 9', '"sentence_id": 7', r"test\.jsonl:2: field 'sentence_id': expected each input once"),
        (TEST, '"claims": ["R', '"claims": [4, "R', r"test\.jsonl:3: field 'claims': expected a list of strings"),
        (TEST, '"claims"', '"claim"', r"test\.jsonl:1: field 'claims': expected a list, found nothing"),
    ],
)
def test_a_broken_row_says_where(
    tmp_path: Path, use: Callable[[Path], Any], file: str, old: str, new: str, message: str
) -> None:
    folder = feverfact(tmp_path)
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(RecordError, match=message):
        use(folder)


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("file", [TEST, LABELS])
def test_a_missing_file_and_one_that_ends_too_early_are_named(
    tmp_path: Path, use: Callable[[Path], Any], file: str
) -> None:
    folder = feverfact(tmp_path)
    pack(folder / file)
    packed = folder / f"{file}.gz"
    packed.write_bytes(packed.read_bytes()[:-9])
    with pytest.raises(InputError, match=r"\.jsonl\.gz: expected a gzip file, found something else"):
        use(folder)
    packed.unlink()
    with pytest.raises(InputError, match=r"\.jsonl\.gz: expected a file of the FEVERFact folder, found neither"):
        use(folder)
