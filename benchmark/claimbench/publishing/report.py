"""The report: one HTML file that shows what became of every claim, of one system or several on the same gold set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from claimbench.corpus import Gold
from claimbench.errors import IncomparableError, RecordError, UsageError, literally
from claimbench.publishing.gold_wording import repeated_claims
from claimbench.publishing.page import page
from claimbench.publishing.stored import Plain, Stored, load_stored
from claimbench.publishing.tables import interval_note
from claimbench.publishing.thresholds import threshold_curve
from claimbench.records import TIERS, TYPES, Article, GoldClaim
from claimbench.scoring.comparison import FIELDS
from claimbench.scoring.uncertainty import Interval

FOLDER = "_report"
DIGITS = 6
"""Figures are rounded, so that the same runs give the same file on every machine."""


def report(
    targets: Sequence[str | Path], gold: str | Path | None = None, matcher: str | None = None, title: str | None = None
) -> str:
    """The report of one run or several as HTML.

    Raises IncomparableError when the runs differ in gold, matcher or match rule, InputError or RecordError when one
    cannot be read.
    """
    return report_of([load_stored(target, gold, matcher) for target in targets], title)


def report_of(runs: Sequence[Stored], title: str | None = None) -> str:
    """The report of runs that are loaded already."""
    if not runs:
        raise UsageError("a report needs at least one run")
    _check_comparable(runs)
    names = _names(runs)
    return page(FOLDER, title or f"claimbench: {', '.join(names)}", report_data(runs, names))


def report_data(runs: Sequence[Stored], names: Sequence[str]) -> Plain:
    """Everything that the page shows, as plain values."""
    gold = runs[0].gold
    return {
        "gold": {"footer": gold.footer, "sha256": gold.sha256},
        "types": list(TYPES),
        "tiers": list(TIERS),
        "articles": [_article(article, gold) for article in gold.articles],
        "systems": [_system(run, name) for run, name in zip(runs, names, strict=True)],
    }


def _check_comparable(runs: Sequence[Stored]) -> None:
    first = runs[0]
    for run in runs[1:]:
        for field in FIELDS:
            mine, theirs = (r.result["signature_fields"].get(field) for r in (first, run))
            if mine != theirs or run.gold.sha256 != first.gold.sha256:
                raise IncomparableError(
                    f"results differ in {field}: {first.name} has {mine}, {run.name} has {theirs}\n"
                    f"  next: score both with the same {field}, or make two reports"
                )


def _names(runs: Sequence[Stored]) -> list[str]:
    names: list[str] = []
    for run in runs:
        name, number = run.name, 2
        while name in names:
            name, number = f"{run.name} ({number})", number + 1
        names.append(name)
    return names


def _article(article: Article, gold: Gold) -> Plain:
    claims = gold.by_article[article.id]
    return {
        "id": article.id,
        "segments": _segments(article, claims),
        "claims": [_claim(claim, gold) for claim in claims],
    }


def _claim(claim: GoldClaim, gold: Gold) -> Plain:
    links = [
        {"relation": link.relation, "other": link.b if link.a == claim.id else link.a}
        for link in gold.links
        if claim.id in (link.a, link.b)
    ]
    return {
        "id": claim.id,
        "text": claim.text,
        "forms": list(claim.forms[1:]),
        "type": claim.type,
        "tier": claim.tier,
        "required": claim.required,
        "checkable": claim.checkable,
        "source": claim.source,
        "links": links,
    }


def _segments(article: Article, claims: Sequence[GoldClaim]) -> list[Plain]:
    """The article's text cut wherever a sentence or a piece of evidence begins or ends.

    The cutting is done here because Python counts code points and browsers count UTF-16 units.
    """
    spans = [(e.start, e.end, j) for j, claim in enumerate(claims) for e in claim.evidence]
    furniture = [(s.start, s.end) for s in article.sentences if s.furniture]
    cuts = {0, len(article.text)}
    cuts |= {place for start, end, _ in spans for place in (start, end)}
    cuts |= {place for pair in furniture for place in pair}
    edges = sorted(cuts)
    return [
        {
            "text": article.text[a:b],
            "claims": sorted({j for start, end, j in spans if start <= a and b <= end}),
            "furniture": any(start <= a and b <= end for start, end in furniture),
        }
        for a, b in pairwise(edges)
    ]


def _system(run: Stored, name: str) -> Plain:
    data = run.result
    try:
        return {
            "name": name,
            "signature": str(data["signature"]),
            "threshold": data["matcher"]["threshold"],
            "matcher": f"{data['matcher']['name']}@{data['matcher']['version']}",
            "counts": data["counts"],
            "scores": {key: _score(value) for key, value in data["scores"].items()},
            "interval": interval_note([Interval(**found) for found in data["scores"]["f1"]["intervals"]]),
            "curve": [[point["confidence"], point["precision"], point["recall"]] for point in data["curve"]],
            "thresholds": threshold_curve(data, run.gold),
            "articles": _outcomes(data, run.gold),
        }
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise RecordError(
            "a result file", literally(f"{type(error).__name__}: {error}"), file=name, hint="claimbench schema result"
        ) from None


def _score(score: Mapping[str, Any]) -> Plain:
    found = [[i["unit"], i["n"], _rounded(i["low"]), _rounded(i["high"])] for i in score["intervals"]]
    return {"value": _rounded(score["value"]), "counts": score["counts"], "intervals": found}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), DIGITS)


def _outcomes(data: Mapping[str, Any], gold: Gold) -> Plain:
    copied = repeated_claims(data, gold)
    place = {claim.id: j for claims in gold.by_article.values() for j, claim in enumerate(claims)}
    return {
        article["doc_id"]: {
            "predictions": [
                {
                    "text": p["text"],
                    "outcome": p["outcome"],
                    "unit": p["unit"],
                    "gold": None if p["gold"] is None else place[p["gold"]],
                    "similarity": p["similarity"],
                    "form": p["form"],
                    "supported": p["supported"],
                    "same_as": p["same_as"],
                    "copied": p["index"] in copied[article["doc_id"]],
                }
                for p in article["predictions"]
            ],
            "gold": [
                {key: g[key] for key in ("outcome", "prediction", "similarity", "form", "covered", "unit", "reasons")}
                for g in article["gold"]
            ],
        }
        for article in data["articles"]
    }
