"""What takes part in a comparison: scorecards, predictions, result files and run folders, brought to one form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from claimbench.corpus import Gold, load_gold
from claimbench.errors import InputError, RecordError, literally
from claimbench.jsonl import read_text
from claimbench.matching.assignment import Matrix
from claimbench.matching.base import Matcher
from claimbench.predictions import Raw, no_run
from claimbench.records import Predictions
from claimbench.scoring.card import Scorecard, get_measure, score
from claimbench.scoring.measures import Measure
from claimbench.scoring.measures.headline import f1
from claimbench.scoring.result import SCHEMA_VERSION
from claimbench.scoring.signature import signature_fields

System = Scorecard | Predictions | Raw | Mapping[str, Any] | str | Path
"""A scorecard, predictions (in Python or a file), a result (in Python or a file), or a run folder."""

RESULT, PREDICTIONS = "result.json", "predictions.jsonl"


@dataclass(frozen=True)
class Contestant:
    """One run of a system: what it was computed with, and its integer statistics for each article.

    `headline` holds tp, fp, fn, neutral and `tables` the statistics of the compared measure, both a table of shape
    (units, statistics) for each article of `articles`.
    """

    name: str
    fields: dict[str, str]
    gold_sha256: str
    footer: str
    articles: tuple[str, ...]
    headline: tuple[Matrix, ...]
    tables: tuple[Matrix, ...]


def contestant(
    system: System,
    measure: Measure,
    gold: Gold | str | Path | None = None,
    matcher: str | Matcher | None = None,
    name: str | None = None,
) -> Contestant:
    """Bring a system to the form that comparisons use.

    A result keeps what it was computed with. Predictions are scored here, against `gold` with `matcher`, and so are
    those of a run folder when it has no result or when `gold` or `matcher` is given.
    """
    if isinstance(system, Scorecard):
        return _from_card(system, measure, name)
    if isinstance(system, Mapping) and "schema_version" in system:
        return _from_result(system, measure, name, "<result>")
    if not isinstance(system, str | Path):
        return _from_card(score(gold, system, matcher=matcher), measure, name)
    path = Path(system)
    file = _chosen_file(path, asked=gold is not None or matcher is not None)
    shown = name or _name_of(path)
    if file.suffix == ".json":
        return _from_result(_read_result(file), measure, name, str(file), shown)
    return _from_card(score(gold, file, matcher=matcher), measure, shown)


def _chosen_file(path: Path, asked: bool) -> Path:
    if path.exists() and not path.is_dir():
        return path
    order = [PREDICTIONS, RESULT] if asked else [RESULT, PREDICTIONS]
    for name in order:
        if (path / name).is_file():
            return path / name
    raise no_run(path, "a result or predictions file")


def _name_of(path: Path) -> str:
    return path.resolve().name if path.is_dir() else path.stem


def _read_result(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(read_text(file))
    except ValueError as error:
        raise RecordError("a result file", literally(str(error)), file=str(file)) from None
    if not isinstance(data, dict):
        raise RecordError("an object", data, file=str(file))
    return data


def _from_card(card: Scorecard, measure: Measure, name: str | None) -> Contestant:
    return Contestant(
        name or "predictions",
        signature_fields(card.gold, card.matcher, unit=card.unit, seed=card.seed),
        card.gold.sha256,
        card.gold.footer,
        tuple(article.article.id for article in card.articles),
        card.statistics(f1),
        card.statistics(get_measure(measure)),
    )


def _from_result(
    data: Mapping[str, Any], measure: Measure, name: str | None, where: str, fallback: str = "result"
) -> Contestant:
    if data.get("schema_version") != SCHEMA_VERSION:
        raise RecordError(
            f"schema version {SCHEMA_VERSION}", data.get("schema_version"), file=where, field="schema_version",
            hint="score the predictions again",
        )  # fmt: skip
    if measure.statistics != f1.statistics:
        raise InputError(
            f"{where}: a result file holds the counts of precision, recall and f1 by unit, not those of {measure.name}\n"
            "  next: compare the predictions files"
        )
    try:
        tables = tuple(np.array(a["units"], np.int64).reshape(-1, len(f1.statistics)) for a in data["articles"])
        gold = data["gold"]
        about = Gold.describe(
            gold["name"], gold["version"], gold["articles"], gold["required"], gold["optional"], gold["about"]
        )
        return Contestant(
            name or data["system"] or fallback,
            dict(data["signature_fields"]),
            gold["sha256"],
            about,
            tuple(article["doc_id"] for article in data["articles"]),
            tables,
            tables,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise RecordError(
            "a result file", literally(f"{type(error).__name__}: {error}"), file=where, hint="claimbench schema result"
        ) from None


def default_gold(gold: Gold | str | Path | None) -> Gold | None:
    """`gold` read once, so that several systems do not read it again; None stays None."""
    return load_gold(gold) if isinstance(gold, str | Path) else gold
