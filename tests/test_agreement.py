"""Agreement of annotators, of the contrast set's second reader and of the judged pairs' readers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from claimbench.agreement import agreement
from claimbench.errors import InputError
from helpers import ROOT


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "gold", tmp_path / "gold", ignore=shutil.ignore_patterns("dev")))


def _rewrite(file: Path, field: str, value: object) -> None:
    """Give the first record another value."""
    first, *rest = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text(json.dumps(json.loads(first) | {field: value}) + "\n" + "".join(rest), "utf-8")


def test_a_pass_agrees_with_itself(gold: Path) -> None:
    result = agreement(gold, "A", "A")
    assert result["claims"]["f1"] == 1
    assert {figures["kappa"] for figures in result["labels"].values()} == {1}


def test_a_reader_who_marks_otherwise_is_counted(gold: Path) -> None:
    before = agreement(gold)["contrasts"]
    _rewrite(gold / "contrast_marks.jsonl", "reader", "different")
    after = agreement(gold)["contrasts"]
    assert (after["read"], after["agreed"]) == (before["read"], before["agreed"] - 1)


def test_readers_who_judge_apart_have_a_lower_kappa(gold: Path) -> None:
    _rewrite(gold / "judged_pairs.jsonl", "contains", [True, False])
    pairs = agreement(gold)["judged_pairs"]
    assert pairs["contains"]["kappa"] < pairs["equivalent"]["kappa"] == 1


def test_readers_of_listed_claims_agree_where_they_name_the_same_claims(gold: Path) -> None:
    assert agreement(gold)["judged_lists"] is None
    rows = [
        {"doc_id": "d01", "text": "It rained.", "same": same} for same in ([["g1"], ["g1"]], [[], []], [["g1"], []])
    ]
    (gold / "judged_lists.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert agreement(gold)["judged_lists"] == {"claims": 3, "agreed": 2, "agreed_none": 1}


def test_a_missing_pass_is_named(gold: Path) -> None:
    with pytest.raises(InputError, match="annotator X"):
        agreement(gold, "A", "X")
