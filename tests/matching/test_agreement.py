from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from claimbench.errors import InputError, RecordError
from claimbench.matching._agreement import agreement
from claimbench.matching.base import Matcher, Pair

GOLD = [
    {"sentence_id": 1, "claims": ["The ferry sank."], "claim_ids": [11], "sentence": "The old ferry sank near Tolm ."},
    {"sentence_id": 2, "claims": ["Orla Finn digs.", "Orla Finn sings."], "claim_ids": [12], "sentence": "Orla digs ."},
    {"sentence_id": 3, "claims": ["Goats ran."], "claim_ids": [13], "sentence": "Goats ran ."},
]
LABELS = [
    {
        "sentence_id": 1,
        "generated": ["The ferry sank.", "Tolm wept."],
        "focus_annotation": "10",
        "coverage_annotation": "1",
    },
    {"sentence_id": 2, "generated": ["Orla Finn digs."], "focus_annotation": "1", "coverage_annotation": "10"},
    {"sentence_id": 2, "generated": ["Orla hums."], "focus_annotation": "01", "coverage_annotation": None},
    {"sentence_id": 3, "generated": ["Goats slept."], "focus_annotation": "0", "coverage_annotation": "0"},
    {"sentence_id": 3, "generated": ["Goats ran."], "focus_annotation": None, "coverage_annotation": None},
]


class Lines(Matcher):
    """1 when gold is a line of the prediction, else 0."""

    name = "lines"

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        return self.contains(pairs)

    def contains(self, pairs: Sequence[Pair]) -> list[float]:
        return [float(g in p.split("\n")) for p, g in pairs]


def write(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "test.jsonl.gz", GOLD)
    write(tmp_path / "annotations" / "multi_metrics.jsonl.gz", LABELS)
    return tmp_path


def test_predictions_against_gold_and_gold_against_predictions(folder: Path) -> None:
    result = agreement(Lines(), folder, resamples=50)
    assert (result["focus"]["n"], result["focus"]["positive"]) == (4, 2)  # "01" has a digit too many
    assert (result["coverage"]["n"], result["coverage"]["positive"]) == (4, 2)
    for side in ("focus", "coverage"):
        assert [result[side][name] for name in ("auroc", "best_f1", "f1", "kappa")] == [1.0, 1.0, 1.0, 1.0]
        assert result[side]["inputs"] == 3
    assert result["left_out_inputs"] == 0


def test_leaves_out_what_another_set_shares(folder: Path, tmp_path: Path) -> None:
    shared = tmp_path / "symmetric.jsonl.gz"
    write(shared, [{"id": "13", "a": "Nothing ."}, {"id": "99", "a": "The old ferry sank near Tolm ."}])
    result = agreement(Lines(), folder, shared, resamples=50)
    assert result["left_out_inputs"] == 2
    assert (result["focus"]["n"], result["coverage"]["n"]) == (1, 2)


def test_a_folder_without_the_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"test\.jsonl\.gz: expected a file of the FEVERFact folder"):
        agreement(Lines(), tmp_path)


def test_a_label_without_its_input(folder: Path) -> None:
    write(folder / "annotations" / "multi_metrics.jsonl.gz", [{**LABELS[0], "sentence_id": 7}])
    with pytest.raises(RecordError, match=r"field 'sentence_id': expected a sentence_id of test\.jsonl\.gz, found 7"):
        agreement(Lines(), folder)
