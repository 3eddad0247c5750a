"""Tables for the terminal and for notebooks."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from html import escape

from claimbench.counting import counted
from claimbench.scoring.card import Scorecard
from claimbench.scoring.uncertainty import Interval, Spread

DASH = "–"


def number(value: float | None, digits: int = 3) -> str:
    """A figure with a fixed number of digits, – when it is undefined."""
    return DASH if value is None else f"{value:.{digits}f}"


def interval(found: Interval) -> str:
    """The two ends of an interval, – when no resample had the figure defined."""
    return DASH if found.low is None else f"[{number(found.low)}, {number(found.high)}]"


def spread_of(found: Spread | None) -> str:
    """The runs of an extractor that draws at random: how many, mean and standard deviation; – for a single run."""
    return DASH if found is None else f"{found.n}: mean {number(found.mean)}, sd {number(found.sd)}"


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
    """Precision, recall, F1 with its intervals, and counts of several systems, with signature and footer."""
    header, rows = _cells(cards)
    return "\n".join([plain_table(header, rows), "", *(wrap(note) for note in _notes(cards))])


def score_html(cards: Mapping[str, Scorecard]) -> str:
    """The same table as HTML, every cell escaped."""
    header, rows = _cells(cards)
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    notes = "".join(f"<p><small>{escape(note)}</small></p>" for note in _notes(cards))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes}"


def wrap(text: str) -> str:
    """A note folded to the width of a terminal; a signature stays one line."""
    return text if text.startswith("claimbench:") else textwrap.fill(text, 110)


def _cells(cards: Mapping[str, Scorecard]) -> tuple[list[str], list[list[str]]]:
    units = list(dict.fromkeys(found.unit for card in cards.values() for found in card.headline_intervals["f1"]))
    header = ["system", "P", "R", "F1", *(f"F1 over {unit}s" for unit in units), "tp", "fp", "fn", "neutral"]
    several = any(card.further for card in cards.values())
    header[4:4] = ["F1 over runs"] * several
    rows = []
    for name, card in cards.items():
        ends = {found.unit: interval(found) for found in card.headline_intervals["f1"]}
        figures = [number(value) for value in (card.precision, card.recall, card.f1)]
        counts = [str(n) for n in card.counts.values()]
        runs = [spread_of(card.spreads.get("f1"))] * several
        rows.append([name or "predictions", *figures, *runs, *(ends.get(unit, DASH) for unit in units), *counts])
    return header, rows


def _notes(cards: Mapping[str, Scorecard]) -> list[str]:
    signatures = dict.fromkeys(card.signature for card in cards.values())
    intervals = dict.fromkeys(interval_note(card.headline_intervals["f1"]) for card in cards.values())
    footers = dict.fromkeys(card.gold.footer for card in cards.values())
    several = [RUNS_NOTE] if any(card.further for card in cards.values()) else []
    return [*signatures, *several, *intervals, *footers]


RUNS_NOTE = "Of an extractor run several times the figures and intervals are those of the first run."

UNIT_NOTES = {
    "sentence": "sentences within articles (within-article sensitivity: it leaves out the differences between "
    "articles, the doubt in labels and the errors of the matcher)",
    "article": "articles",
}


def interval_note(found: Sequence[Interval]) -> str:
    """What the intervals are: level, method, number of resamples, units and how many, undefined resamples."""
    units = "; ".join(
        f"over {UNIT_NOTES[i.unit]}, n = {i.n}"
        + (f", {counted(i.undefined, 'resample')} undefined" if i.undefined else "")
        for i in found
    )
    return f"{found[0].level:.0%} percentile bootstrap intervals, {found[0].resamples:,} resamples: {units}."
