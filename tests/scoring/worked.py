"""The worked example of docs/metrics.md as data, read from the document itself."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from claimbench.corpus import Gold
from claimbench.records import Article, GoldClaim, PredictedClaim, Sentence, Variant
from helpers import ROOT

DOCUMENT = (ROOT / "docs" / "metrics.md").read_text("utf-8")
EXAMPLE = DOCUMENT.partition("## A worked example")[2]


def rows(first: str) -> list[list[str]]:
    """The cells of the example's table rows whose first cell matches."""
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in EXAMPLE.splitlines() if line[:1] == "|"]
    return [row for row in cells if re.fullmatch(first, row[0])]


def article() -> Article:
    text = " ".join(line.lstrip("> ") for line in EXAMPLE.splitlines() if line.startswith(">"))
    table, start = [], 0
    for i, part in enumerate(re.split(r"(?<=\.) ", text)):
        table.append(Sentence(i, 0, start, start + len(part), part, part.startswith("ALSO READ")))
        start += len(part) + 1
    return Article("t1", text, tuple(table))


def gold() -> Gold:
    claims = []
    for name, cell, sentence, kind, tier, checkable in rows(r"g\d"):
        text, *more = re.split(r" \*(?:Variant|Source):\* ", cell)
        source = more[0] if "*Source:*" in cell else None
        variants = () if source else tuple(Variant(m) for m in more)
        claims.append(
            GoldClaim(name, "t1", text, variants, kind, tier, checkable == "yes", source, (int(sentence),))
        )  # fmt: skip
    return Gold("worked", "1", (article(),), tuple(claims))


def predictions() -> dict[str, list[PredictedClaim]]:
    return {"t1": [PredictedClaim(text, confidence=float(confidence)) for _, text, confidence, _ in rows(r"p\d")]}


def outcomes() -> list[str]:
    return [row[3].partition(":")[0] for row in rows(r"p\d")]


def values() -> dict[str, float | None]:
    """The figures done by hand, by name."""

    def value(cell: str) -> Any:
        return None if cell == "–" else float(Fraction(cell.replace(" ", "")))

    return {row[0].strip("`"): value(row[1]) for row in rows(r"`.+`")}
