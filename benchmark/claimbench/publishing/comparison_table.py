"""A comparison as one table: text, Markdown, LaTeX, CSV, JSON and HTML.

Systems first, each with its figures and intervals; then pairs, first minus second, with the interval of the
difference, p, p after Holm, and the smallest difference that the gold set can show.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from html import escape
from typing import Any

from claimbench.counting import counted
from claimbench.errors import UsageError
from claimbench.publishing.latex import latex_escape, latex_table
from claimbench.publishing.tables import DASH, UNIT_NOTES, interval, number, plain_table, spread_of, wrap
from claimbench.scoring.comparing import ALPHA, POWER
from claimbench.scoring.comparison import Comparison, PairRow, SystemRow

SHORT = {"precision": "P", "recall": "R", "f1": "F1"}


def render(comparison: Comparison, form: str = "text") -> str:
    """The comparison in one of :data:`FORMATS`, without a final newline; UsageError for another format."""
    if form not in FORMATS:
        raise UsageError(f"no format is called {form!r}; there are {', '.join(FORMATS)}")
    return FORMATS[form](comparison)


def caption(comparison: Comparison) -> str:
    """What the table was computed with: gold, matcher, unit, n, test, and the size of the family."""
    c, name = comparison, SHORT.get(comparison.measure, comparison.measure)
    parts = [
        f"Gold {' // '.join(c.fields['gold'])} ({' // '.join(c.fields['n'])} required+optional claims); "
        f"matcher {' // '.join(c.fields['matcher'])}; match {' // '.join(c.fields['match'])}, "
        f"averaged {' // '.join(c.fields['avg'])}.",
        f"95% percentile bootstrap intervals of {name}, {c.systems[0].intervals[c.measure][0].resamples:,} resamples"
        f"{_undefined(c)}, seed {c.seed}; unit: {UNIT_NOTES[c.unit]}, n = {c.n}."
        if c.systems[0].intervals[c.measure]
        else f"No interval: {name} is counted by article.",
    ]
    if c.pairs:
        parts.append(
            f"p: paired permutation test of {name} over {counted(c.n, c.unit)}, two-sided, {c.permutations:,} permutations, "
            f"adjusted after Holm over a family of {counted(c.family, 'pair')}; detectable: the "
            f"smallest difference found with probability {POWER:.0%} at level {ALPHA}/{c.family}."
        )
    if any(row.sanity for row in c.systems):
        parts.append("Rows marked * are sanity checks: shown, and not in the family.")
    if any(row.runs.n > 1 for row in c.systems):
        parts.append("Several runs of a system are pooled; mean and standard deviation are over its runs.")
    return " ".join(parts)


def _undefined(comparison: Comparison) -> str:
    """How many resamples had to be left out, by system or pair, where there are any."""
    counts = {row.name: sum(i.undefined for i in row.intervals[comparison.measure]) for row in comparison.systems}
    counts |= {_pair_name(pair): pair.test.undefined for pair in comparison.pairs if pair.test}
    told = "; ".join(f"{name} {n}" for name, n in counts.items() if n)
    return f" (undefined and left out: {told})" if told else ""


def _cells(comparison: Comparison) -> tuple[list[str], list[list[str]]]:
    figures = list(comparison.systems[0].figures)
    units = list(dict.fromkeys(i.unit for row in comparison.systems for i in row.intervals[comparison.measure]))
    several = any(row.runs.n > 1 for row in comparison.systems)
    header = ["system", *(SHORT.get(name, name) for name in figures), *(f"95% over {unit}s" for unit in units)]
    header += ["runs"] * several + ["p", "p (Holm)", "detectable"] * bool(comparison.pairs)
    rows = [_system_cells(row, comparison, units, several) for row in comparison.systems]
    return header, rows + [_pair_cells(pair, comparison, units, several) for pair in comparison.pairs]


def _system_cells(row: SystemRow, comparison: Comparison, units: list[str], several: bool) -> list[str]:
    ends = {found.unit: interval(found) for found in row.intervals[comparison.measure]}
    cells = [row.name + "*" * row.sanity, *(number(value) for value in row.figures.values())]
    cells += [ends.get(unit, DASH) for unit in units]
    runs = spread_of(row.runs) if row.runs.n > 1 else "1"
    return cells + [runs] * several + ["", "", ""] * bool(comparison.pairs)


def _pair_cells(pair: PairRow, comparison: Comparison, units: list[str], several: bool) -> list[str]:
    test = pair.test
    cells = [_pair_name(pair), *(_signed(value) for value in pair.differences.values())]
    for unit in units:
        own = test is not None and test.low is not None and unit == comparison.unit
        cells.append(f"[{_signed(test.low)}, {_signed(test.high)}]" if test is not None and own else DASH)
    cells += [""] * several
    if test is None:
        return [*cells, DASH, DASH, DASH]
    return [*cells, p_value(test.p), p_value(test.adjusted), number(test.detectable)]


def _pair_name(pair: PairRow) -> str:
    return f"{pair.first} − {pair.second}"


def _signed(value: float | None) -> str:
    return DASH if value is None else f"{value:+.3f}".replace("-", "−")


def p_value(p: float | None) -> str:
    """A p-value with three digits, never 0."""
    return DASH if p is None else "<.001" if p < 0.001 else f"{p:.3f}"


def notes(comparison: Comparison) -> list[str]:
    """What stands below the table: signature, caption, what the gold set is."""
    return [comparison.signature, caption(comparison), *comparison.footers]


def to_text(comparison: Comparison) -> str:
    """For the terminal."""
    header, rows = _cells(comparison)
    return "\n".join([plain_table(header, rows), "", *(wrap(note) for note in notes(comparison))])


def to_markdown(comparison: Comparison) -> str:
    """A GitHub table."""
    header, rows = _cells(comparison)
    lines = [header, ["---"] + ["--:"] * (len(header) - 1), *rows]
    table = "\n".join("| " + " | ".join(markdown_escape(cell) for cell in line) + " |" for line in lines)
    return table + "\n\n`" + notes(comparison)[0] + "`\n\n" + "\n\n".join(map(markdown_escape, notes(comparison)[1:]))


def markdown_escape(text: str) -> str:
    """`text` for a cell of a GitHub table."""
    for sign in "\\|*_`[]<>":
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", " ")


def to_latex(comparison: Comparison, more: Sequence[str] = ()) -> str:
    """A table environment that needs no package; the caption says what it was computed with, `more` are further notes."""
    header, rows = _cells(comparison)
    below = [latex_escape(note) for note in (*comparison.footers, *more)]
    return latex_table(header, rows, caption(comparison), comparison.signature, below, rule=len(comparison.systems))


def to_csv(comparison: Comparison) -> str:
    """Full precision, one line a system or pair; footer and signature in columns of their own."""
    figures = list(comparison.systems[0].figures)
    header = ["kind", "first", "second", *figures, "low", "high", "undefined", "p", "p_holm", "detectable"]
    header += ["runs", "runs_mean", "runs_sd", "unit", "n", "family", "signature", "about"]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    tail = [comparison.unit, comparison.n, comparison.family, comparison.signature, " ".join(comparison.footers)]
    for row in comparison.systems:
        found = row.intervals[comparison.measure]
        ends = [found[0].low, found[0].high, found[0].undefined] if found else [None] * 3
        kind = "sanity" if row.sanity else "system"
        runs = [row.runs.n, row.runs.mean, row.runs.sd]
        writer.writerow([kind, row.name, "", *row.figures.values(), *ends, None, None, None, *runs, *tail])
    for pair in comparison.pairs:
        t = pair.test
        values = [t.low, t.high, t.undefined, t.p, t.adjusted, t.detectable] if t else [None] * 6
        start = ["difference", pair.first, pair.second, *pair.differences.values()]
        writer.writerow([*start, *values, None, None, None, *tail])
    return stream.getvalue().rstrip("\n")


def to_plain(comparison: Comparison) -> dict[str, Any]:
    """Everything as plain values."""
    data = asdict(comparison)
    return data | {
        "signature": comparison.signature,
        "family": comparison.family,
        "test": "paired permutation, two-sided, Holm",
        "caption": caption(comparison),
    }


def to_json(comparison: Comparison) -> str:
    """One JSON object, full precision."""
    return json.dumps(to_plain(comparison), ensure_ascii=False, indent=1, allow_nan=False)


def to_html(comparison: Comparison) -> str:
    """The table for notebooks, every cell escaped."""
    header, rows = _cells(comparison)
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    below = "".join(f"<p><small>{escape(note)}</small></p>" for note in notes(comparison))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}"


FORMATS: dict[str, Callable[[Comparison], str]] = {
    "text": to_text,
    "markdown": to_markdown,
    "latex": to_latex,
    "csv": to_csv,
    "json": to_json,
}
