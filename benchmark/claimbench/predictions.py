"""Reading, checking, hashing and writing predictions.

A predictions file is JSON Lines, one article a line: ``{"doc_id": "…", "claims": [{"text": "…", "source": …}]}``;
a claim may also be a plain string.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from claimbench.corpus import Gold
from claimbench.errors import ClaimbenchError, InputError, RecordError, literally
from claimbench.jsonl import Row, canonical, dump_lines, read_rows, read_text, sha256, write_atomically
from claimbench.records import PredictedClaim, Predictions

Raw = Mapping[str, Iterable["str | PredictedClaim | Mapping[str, Any]"]]
"""Predictions as a user may hand them over in Python: claims by article id."""

RUN_FILES = ("predictions.jsonl", "result.json")
"""What every run folder holds; config.yaml stands beside them where `claimbench run` made it."""


def no_run(place: Path, other: str = "") -> InputError:
    """What to say of a place where a run should be and is not; `other` is what else would have done there."""
    lacking = " and ".join(name for name in RUN_FILES if not (place / name).is_file())
    found = f"a folder without {lacking}" if place.is_dir() else "nothing"
    wanted = f"a run folder ({', '.join(RUN_FILES)}, config.yaml)" + (f" or {other}" if other else "")
    return InputError(f"{place}: expected {wanted}, found {found}\n  next: claimbench run extractor=NAME")


def _predictions_file(place: str | Path) -> Path:
    """The predictions file that is meant by a file or a run folder; InputError when there is neither."""
    path = Path(place)
    file = path / RUN_FILES[0] if path.is_dir() else path
    if not file.exists():
        raise no_run(path, "a predictions file")
    return file


def read_predictions(file: str | Path, gold: Gold | None = None) -> Predictions:
    """Read a predictions file; with `gold`, an unknown article id is an error too.

    A run folder stands for its `predictions.jsonl`. Raises RecordError with file, line, field, expected and found.
    """
    claims: dict[str, tuple[PredictedClaim, ...]] = {}
    for row in read_rows(_predictions_file(file)):
        doc_id = _doc_id(row)
        _check_id(row, doc_id, claims, gold)
        claims[doc_id] = tuple(_claim(row, i, value) for i, value in enumerate(row.get("claims", list)))
    return Predictions(claims)


def without_claims(predictions: Predictions, gold: Gold) -> str:
    """A note on the articles that have no claims, by id in the gold set's order; nothing where all have some."""
    absent = [article.id for article in gold.articles if not predictions.get(article.id)]
    return f"no claims for {', '.join(absent)}, which count as empty" if absent else ""


def prediction_problems(file: str | Path, gold: Gold | None = None) -> list[ClaimbenchError]:
    """Everything that :func:`read_predictions` would stop at, one problem a line or claim; empty when all is well."""
    problems: list[ClaimbenchError] = []
    seen: dict[str, tuple[PredictedClaim, ...]] = {}
    try:
        path = _predictions_file(file)
        lines = read_text(path).split("\n")
    except InputError as error:
        return [error]
    for number, line in enumerate(lines):
        try:
            for row in read_rows(path, "\n" * number + line):
                problems += _row_problems(row, seen, gold)
        except RecordError as error:
            problems.append(error)
    return problems


def _row_problems(
    row: Row, seen: dict[str, tuple[PredictedClaim, ...]], gold: Gold | None
) -> Iterator[ClaimbenchError]:
    doc_id = _doc_id(row)
    try:
        _check_id(row, doc_id, seen, gold)
    except RecordError as error:
        yield error
    seen[doc_id] = ()
    for i, value in enumerate(row.get("claims", list)):
        try:
            _claim(row, i, value)
        except RecordError as error:
            yield error


def as_predictions(raw: Predictions | Raw | str | Path, gold: Gold | None = None) -> Predictions:
    """Predictions from whatever the user has: a file, a run folder, or a mapping of claims by article id."""
    if isinstance(raw, str | Path):
        return read_predictions(raw, gold)
    claims: dict[str, tuple[PredictedClaim, ...]] = {}
    for doc_id, values in raw.items():
        row = Row({"doc_id": doc_id}, "<predictions>", None)
        _check_id(row, row.text("doc_id"), claims, gold)
        if isinstance(values, str):
            raise row.error("a list of claims", values, doc_id)
        claims[doc_id] = tuple(_claim(row, i, value) for i, value in enumerate(values))
    return Predictions(claims)


def _doc_id(row: Row) -> str:
    if "doc_id" not in row.data and "id" in row.data:
        hint = "name the article in doc_id, as predictions do, not in id"
        raise row.error("a string", literally("nothing, but a field 'id'"), "doc_id", hint)
    return row.text("doc_id")


def _check_id(row: Row, doc_id: str, seen: Mapping[str, object], gold: Gold | None) -> None:
    if doc_id in seen:
        raise row.error("each article once", doc_id, "doc_id")
    if gold is not None and doc_id not in gold.by_article:
        known = ", ".join(list(gold.by_article)[:5])
        raise row.error(f"an article of gold {gold.name}-{gold.version} ({known})", doc_id, "doc_id")


def _claim(row: Row, index: int, value: object) -> PredictedClaim:
    field = f"claims[{index}]"
    if isinstance(value, PredictedClaim):
        value = {key: getattr(value, key) for key in ("text", "source", "evidence", "confidence")}
    if isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, Mapping):
        raise row.error("a string or an object with 'text'", value, field)
    record = Row(dict(value), row.file, row.line)
    text = record.data.get("text")
    if not isinstance(text, str) or not text.strip():
        raise row.error("a string that is not blank", text, f"{field}.text")
    _encodable(row, text, f"{field}.text")
    source, evidence, confidence = (record.data.get(key) for key in ("source", "evidence", "confidence"))
    for key, item in (("source", source), ("evidence", evidence)):
        if item is not None and not isinstance(item, str):
            raise row.error("a string or null", item, f"{field}.{key}")
    return PredictedClaim(text, source, evidence, _confidence(row, confidence, field))


def _encodable(row: Row, text: str, field: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise row.error("text without lone surrogates", text, field) from None


def _confidence(row: Row, value: object, field: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise row.error("a finite number or null", value, f"{field}.confidence")
    return float(value)


def prediction_record(doc_id: str, claims: Iterable[PredictedClaim]) -> dict[str, Any]:
    """One line of a predictions file; fields without a value are left out, `source` excepted."""
    return {"doc_id": doc_id, "claims": [_claim_record(claim) for claim in claims]}


def _claim_record(claim: PredictedClaim) -> dict[str, Any]:
    record: dict[str, Any] = {"text": claim.text, "source": claim.source}
    if claim.evidence is not None:
        record["evidence"] = claim.evidence
    if claim.confidence is not None:
        record["confidence"] = claim.confidence
    return record


def run_file(folder: Path, run: int) -> Path:
    """Where a run folder keeps the predictions of its first, second … run: predictions.jsonl, predictions-2.jsonl …"""
    return folder / ("predictions.jsonl" if run == 1 else f"predictions-{run}.jsonl")


def further_files(place: str | Path) -> list[Path]:
    """The predictions of a run folder's second and later runs; none for a file."""
    found: list[Path] = []
    while (file := run_file(Path(place), len(found) + 2)).is_file():
        found.append(file)
    return found


def write_predictions(file: Path, predictions: Predictions) -> None:
    """Write a predictions file, all or nothing."""
    write_atomically(file, dump_lines(prediction_record(doc_id, claims) for doc_id, claims in predictions.items()))


def predictions_sha256(predictions: Predictions) -> str:
    """Hash of the content: articles sorted by id, claims in their order, NFC, canonical JSON; empty lists left out."""
    return sha256(canonical([prediction_record(d, predictions[d]) for d in sorted(predictions) if predictions[d]]))
