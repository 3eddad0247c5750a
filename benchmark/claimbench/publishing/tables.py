"""Tables for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from claimbench.scoring.card import FOOTER, Scorecard

DASH = "–"


def number(value: float | None, digits: int = 3) -> str:
    """A figure with a fixed number of digits, – when it is undefined."""
    return DASH if value is None else f"{value:.{digits}f}"


def plain_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns set apart by two spaces, the first one flush left, the others flush right."""
    widths = [max(len(line[i]) for line in (header, *rows)) for i in range(len(header))]
    lines = [
        "  ".join(
            cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in (header, *rows)
    ]
    return "\n".join([lines[0], "  ".join("─" * w for w in widths), *lines[1:]])


def score_table(cards: Mapping[str, Scorecard]) -> str:
    """Precision, recall, F1 and counts of several systems, with signature and footer."""
    header = ["system", "P", "R", "F1", "tp", "fp", "fn", "neutral"]
    rows = [
        [
            name or "predictions",
            number(c.precision),
            number(c.recall),
            number(c.f1),
            *(str(n) for n in c.counts.values()),
        ]
        for name, c in cards.items()
    ]
    signatures = dict.fromkeys(card.signature for card in cards.values())
    return "\n".join([plain_table(header, rows), "", *signatures, textwrap.fill(FOOTER, 110)])
