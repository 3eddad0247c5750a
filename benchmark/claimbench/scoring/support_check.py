"""How good the support check is on claims that people judged.

Judged claims are JSON Lines, ``{"doc_id": "…", "text": "…", "supported": true}``, in `judged_support.jsonl` of a gold
folder. With FEVERFact's human labels at hand (README of the data: a digit a predicted claim, 1 when the gold claims
of the input taken together say it)::

    python -m claimbench.scoring.support_check --data DIR [--matcher NAME]
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimbench.corpus import Gold, gold_folder
from claimbench.jsonl import read_rows
from claimbench.matching.base import Matcher
from claimbench.matching.registry import get as get_matcher
from claimbench.records import Article, Sentence
from claimbench.scoring.support import support

FILE = "judged_support.jsonl"


@dataclass(frozen=True)
class JudgedClaim:
    """A claim about an article, and whether a person found it supported by the article."""

    article: Article
    text: str
    supported: bool


@dataclass(frozen=True)
class Agreement:
    """The check against the judges: the four counts of a two-by-two table."""

    both: int
    only_check: int
    only_judge: int
    neither: int

    @property
    def n(self) -> int:
        """How many claims were judged."""
        return self.both + self.only_check + self.only_judge + self.neither

    @property
    def accuracy(self) -> float:
        """The share of claims on which check and judge agree."""
        return (self.both + self.neither) / self.n

    @property
    def kappa(self) -> float:
        """Cohen's kappa (Cohen 1960); 0 when chance alone explains the agreement."""
        check, judge = self.both + self.only_check, self.both + self.only_judge
        chance = (check * judge + (self.n - check) * (self.n - judge)) / self.n**2
        return (self.accuracy - chance) / (1 - chance) if chance < 1 else 0.0

    @property
    def sensitivity(self) -> float:
        """Of the claims that the judge found supported, the share that the check finds supported."""
        return self.both / max(1, self.both + self.only_judge)

    @property
    def specificity(self) -> float:
        """Of the claims that the judge found unsupported, the share that the check finds unsupported."""
        return self.neither / max(1, self.neither + self.only_check)

    def __str__(self) -> str:
        return (
            f"n {self.n}  accuracy {self.accuracy:.3f}  kappa {self.kappa:.3f}  "
            f"sensitivity {self.sensitivity:.3f}  specificity {self.specificity:.3f}"
        )


def validate_support(judged: Sequence[JudgedClaim], matcher: str | Matcher | None = None) -> Agreement:
    """Run the support check on judged claims and count where it agrees."""
    chosen = get_matcher(matcher)
    by_article: dict[str, list[JudgedClaim]] = {}
    for claim in judged:
        by_article.setdefault(claim.article.id, []).append(claim)
    counts: Counter[tuple[bool, bool]] = Counter()
    for claims in by_article.values():
        found = support([claim.text for claim in claims], claims[0].article, chosen)
        counts.update((check, claim.supported) for check, claim in zip(found, claims, strict=True))
    return Agreement(counts[True, True], counts[True, False], counts[False, True], counts[False, False])


def read_judged(file: Path, gold: Gold) -> list[JudgedClaim]:
    """The judged claims of a file about the articles of `gold`; RecordError names what is wrong."""
    articles = {article.id: article for article in gold.articles}
    return [
        JudgedClaim(articles[row.choice("doc_id", articles)], row.text("text"), row.get("supported", bool))
        for row in read_rows(file)
    ]


def judged_file(where: str | Path | None = None) -> Path | None:
    """The file of judged claims of a gold set, None when the set has none."""
    file = gold_folder(where) / FILE
    return file if file.is_file() else None


def read_feverfact(data: Path) -> list[JudgedClaim]:
    """FEVERFact's focus labels: each predicted claim against the input's gold claims as the text.

    Rows whose labels are not one digit a claim are left out, as its README counts them.
    """
    gold = {row["sentence_id"]: row["claims"] for row in _rows(data / "test.jsonl")}
    rows = _rows(data / "annotations" / "multi_metrics.jsonl")
    return [claim for row in rows for claim in _labelled(row, gold)]


def _labelled(row: dict[str, Any], gold: dict[int, list[str]]) -> Iterator[JudgedClaim]:
    labels, predicted = row.get("focus_annotation"), row["generated"]
    if isinstance(labels, str) and len(labels) == len(predicted) and set(labels) <= {"0", "1"}:
        article = _article(f"{row['sentence_id']} {row['model']}", gold[row["sentence_id"]])
        for text, digit in zip(predicted, labels, strict=True):
            yield JudgedClaim(article, text, digit == "1")


def _article(key: str, parts: Sequence[str]) -> Article:
    offsets = [sum(len(part) + 1 for part in parts[:i]) for i in range(len(parts))]
    table = tuple(Sentence(i, 0, offsets[i], offsets[i] + len(part), part) for i, part in enumerate(parts))
    return Article(key, "\n".join(parts), table)


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    packed = file.with_name(f"{file.name}.gz")
    text = gzip.decompress(packed.read_bytes()).decode() if packed.is_file() else file.read_text("utf-8")
    yield from (json.loads(line) for line in text.splitlines())


def main() -> None:
    """Print the agreement with FEVERFact's human labels."""
    parser = argparse.ArgumentParser(prog="python -m claimbench.scoring.support_check")
    parser.add_argument("--data", type=Path, required=True, help="folder of the FEVERFact data")
    parser.add_argument("--matcher", help="the matcher whose `contains` is asked")
    options = parser.parse_args()
    sys.stdout.write(f"{validate_support(read_feverfact(options.data), options.matcher)}\n")


if __name__ == "__main__":
    main()
