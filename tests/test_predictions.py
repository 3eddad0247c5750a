from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claimbench import PredictedClaim, Predictions, load_gold, read_predictions
from claimbench.errors import RecordError
from claimbench.predictions import as_predictions, predictions_sha256, write_predictions
from helpers import write_jsonl


def test_round_trip(tmp_path: Path) -> None:
    file = tmp_path / "p.jsonl"
    predictions = Predictions({"x": (PredictedClaim("Ä “b”.", "she", "b", 0.25),), "y": ()})
    write_predictions(file, predictions)
    assert dict(read_predictions(file)) == dict(predictions)
    assert predictions_sha256(read_predictions(file)) == predictions_sha256(predictions)


def test_a_claim_may_be_a_string(tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "p.jsonl", [{"doc_id": "x", "claims": ["One.", {"text": "Two."}]}])
    assert [claim.text for claim in read_predictions(file)["x"]] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([{"doc_id": "x", "claims": [3]}], "field 'claims[0]': expected a string or an object with 'text', found 3"),
        ([{"doc_id": "x", "claims": [{"text": ""}]}], "field 'claims[0].text': expected a string that is not blank"),
        ([{"doc_id": "x", "claims": "One."}], "field 'claims': expected a list, found 'One.'"),
        ([{"claims": []}], "field 'doc_id': expected a string, found nothing"),
        (
            [{"id": "x", "claims": []}],
            "field 'doc_id': expected a string, found nothing, but a field 'id'\n  next: name the article in doc_id",
        ),
        ([{"doc_id": "z", "claims": []}], "field 'doc_id': expected an article of gold tiny-0 (x, y), found 'z'"),
        ([{"doc_id": "x", "claims": []}] * 2, ":2: field 'doc_id': expected each article once, found 'x'"),
        ([{"doc_id": "x", "claims": [{"text": "A.", "confidence": True}]}], "expected a finite number or null"),
        (
            [{"doc_id": "x", "claims": [{"text": "A.", "source": 1}]}],
            "field 'claims[0].source': expected a string or null",
        ),
    ],
)
def test_errors_name_the_place(gold_dir: Path, tmp_path: Path, records: list[Any], expected: str) -> None:
    file = write_jsonl(tmp_path / "p.jsonl", records)
    with pytest.raises(RecordError) as error:
        read_predictions(file, load_gold(gold_dir))
    assert expected in str(error.value)


def test_a_mapping_is_checked_like_a_file() -> None:
    with pytest.raises(RecordError, match="expected a list of claims"):
        as_predictions({"x": "One."})
    with pytest.raises(RecordError, match="lone surrogates"):
        as_predictions({"x": ["\ud800"]})


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "p.jsonl"
    write_predictions(file, Predictions({"x": (PredictedClaim("Old."),)}))
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write_predictions(file, Predictions({"x": (PredictedClaim("New."),)}))
    assert read_predictions(file)["x"][0].text == "Old."
    assert [path.name for path in tmp_path.iterdir()] == ["p.jsonl"]
