"""How good the support check is on claims that somebody judged.

Judged claims are JSON Lines, ``{"doc_id": "…", "text": "…", "supported": true, "origin": "…"}``, in
`judged_support.jsonl` of a gold folder. They are split by the article sentence that a claim is nearest to, so that a
claim, its paraphrases and its minimal changes stay together: the threshold and the measures were chosen on one half,
and the figures that count are those of the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from claimbench.corpus import Gold, gold_folder
from claimbench.feverfact_labels import LabelledRow, read_inputs, read_labels
from claimbench.jsonl import read_rows, sha256
from claimbench.matching._bootstrap import Floats, Ranking, confusion, interval, kappa, ratio, value
from claimbench.records import Article, Sentence
from claimbench.scoring.judge import nearest_sentence
from claimbench.scoring.support import THRESHOLD, support, support_scores
from claimbench.scoring.support_fit import invented

FILE = "judged_support.jsonl"
HALVES = ("calibration", "test")
WRITTEN = ("contrast", "paraphrase")
"""The origins of claims that were written for the purpose; the others are predictions of extractors."""


@dataclass(frozen=True)
class JudgedClaim:
    """A claim about an article, and whether it was found supported; `unit` is what the bootstrap draws."""

    article: Article
    text: str
    supported: bool
    origin: str
    unit: str

    @property
    def half(self) -> str:
        """The half of the split that the claim belongs to: by the last bit of the sha256 of its unit."""
        return HALVES[int(sha256(self.unit), 16) % 2]


@dataclass(frozen=True)
class Figure:
    """A figure with its 95 % interval over units; None where it is undefined."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Agreement:
    """The check against the judges on a part of the claims."""

    name: str
    n: int
    supported: int
    figures: dict[str, Figure]


def read_judged(file: Path, gold: Gold) -> list[JudgedClaim]:
    """The judged claims of a file about the articles of `gold`; RecordError names what is wrong."""
    articles = {article.id: article for article in gold.articles}
    found = []
    for row in read_rows(file):
        article, text = articles[row.choice("doc_id", articles)], row.text("text")
        unit = f"{article.id} {nearest_sentence(text, article)}"
        found.append(JudgedClaim(article, text, row.get("supported", bool), row.data.get("origin", ""), unit))
    return found


def judged_file(where: str | Path | None = None) -> Path | None:
    """The file of judged claims of a gold set, None when the set has none."""
    file = gold_folder(where) / FILE
    return file if file.is_file() else None


def read_contrasts(file: Path) -> list[JudgedClaim]:
    """Wordings and minimal changes of invented claims, in the articles that they are fitted with (support_fit)."""
    return [
        JudgedClaim(_article(f"{i}", example.sentences), example.text, example.supported, example.kind, example.claim)
        for i, example in enumerate(invented(read_rows(file)))
    ]


def read_feverfact(data: Path) -> list[JudgedClaim]:
    """FEVERFact's focus labels: each predicted claim against the input's gold claims as the article.

    Rows whose labels are not one digit a claim are left out, as its README counts them.
    """
    return [claim for row in read_labels(data, read_inputs(data)) for claim in _judged(row)]


def _judged(labelled: LabelledRow) -> list[JudgedClaim]:
    if labelled.focus is None:
        return []
    key, model = str(labelled.input), labelled.row.text("model")
    article = _article(f"{key} {model}", labelled.gold)
    said = zip(labelled.predicted, labelled.focus, strict=True)
    return [JudgedClaim(article, text, digit == 1, model, key) for text, digit in said]


def _article(key: str, parts: Sequence[str]) -> Article:
    offsets = [sum(len(part) + 1 for part in parts[:i]) for i in range(len(parts))]
    table = tuple(Sentence(i, 0, offsets[i], offsets[i] + len(part), part) for i, part in enumerate(parts))
    return Article(key, "\n".join(parts), table)


def check_support(judged: Sequence[JudgedClaim], seed: int = 0) -> list[Agreement]:
    """The agreement on all claims, on those written for the purpose, on real predictions, and by origin."""
    scores = scored(judged)
    origins = dict.fromkeys(claim.origin for claim in judged)
    parts: dict[str, Callable[[str], bool]] = {"all": lambda _: True}
    if set(WRITTEN) < set(origins):
        parts |= {"paraphrases and contrasts": lambda o: o in WRITTEN, "real predictions": lambda o: o not in WRITTEN}
    if len(origins) > 1:
        parts |= {f"  {origin}": origin.__eq__ for origin in origins}
    chosen = {name: np.array([belongs(claim.origin) for claim in judged]) for name, belongs in parts.items()}
    return [
        agreement(name, [claim for claim, kept in zip(judged, mask, strict=True) if kept], scores[mask], seed)
        for name, mask in chosen.items()
    ]


def gold_shares(gold: Gold) -> tuple[float, float]:
    """The shares of the gold claims that the check supports in their own article, and in the set's other articles."""
    own: list[bool] = []
    other: list[bool] = []
    for article in gold.articles:
        for doc_id, claims in gold.by_article.items():
            (own if doc_id == article.id else other).extend(support([claim.text for claim in claims], article))
    return sum(own) / max(1, len(own)), sum(other) / max(1, len(other))


def scored(judged: Sequence[JudgedClaim]) -> Floats:
    """What the check says of each claim, shape (claims,)."""
    by_article: dict[str, list[int]] = {}
    for i, claim in enumerate(judged):
        by_article.setdefault(claim.article.id, []).append(i)
    scores = np.zeros(len(judged))
    for indices in by_article.values():
        scores[indices] = support_scores([judged[i].text for i in indices], judged[indices[0]].article)
    return scores


def agreement(name: str, judged: Sequence[JudgedClaim], scores: Floats, seed: int = 0) -> Agreement:
    """Accuracy, kappa, sensitivity, specificity and AUROC with intervals over units."""
    units = {unit: i for i, unit in enumerate(dict.fromkeys(claim.unit for claim in judged))}
    unit = np.array([units[claim.unit] for claim in judged])
    label, yes = np.array([claim.supported for claim in judged]), scores >= THRESHOLD
    table = confusion(yes, label, unit, len(units))
    ranking = Ranking(scores[label], unit[label], scores[~label], unit[~label], len(units))
    figures = {
        "accuracy": ratio(table[:, 0] + table[:, 3], table.sum(axis=1)),
        "kappa": kappa(table),
        "sensitivity": ratio(table[:, 0], table[:, 0] + table[:, 2]),
        "specificity": ratio(table[:, 3], table[:, 1] + table[:, 3]),
        "AUROC": ranking.auroc,
    }
    found = {key: _figure(figure, len(units), seed) for key, figure in figures.items()}
    return Agreement(name, len(judged), int(label.sum()), found)


def _figure(figure: Callable[[Floats], Floats], units: int, seed: int) -> Figure:
    ends: Any = interval(figure, units, seed)
    return Figure(value(figure, units), ends["low"], ends["high"])
