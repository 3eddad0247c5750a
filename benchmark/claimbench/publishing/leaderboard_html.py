"""The leaderboard as a static page; its tables are plain HTML, a small script lets the reader sort them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from claimbench.publishing.leaderboard import GROUPS, Line, Table
from claimbench.publishing.leaderboard_cells import EMPTY, EXPLAINED, HEADER, INTRODUCTION, LEGEND, Cell, cells, notes
from claimbench.publishing.page import page

FOLDER = "_leaderboard"


def html_page(tables: Sequence[Table], how: str) -> str:
    """The whole page; everything that came with a submission is escaped. `how` says how to add a submission."""
    parts = [
        f"<p>{escape(INTRODUCTION.format(how=how).replace(chr(96), ''))}</p>",
        *(_table(table) for table in tables),
    ]
    parts.append(f'<p class="quiet">{escape(LEGEND if tables else EMPTY)}</p>')
    return page(FOLDER, "claimbench leaderboard", body="\n".join(parts))


def _table(table: Table) -> str:
    groups = "".join(_group(table, group, table.group(group)) for group in GROUPS if table.group(group))
    below = "".join(f'<p class="quiet">{escape(note)}</p>' for note in notes(table))
    signature = f'<p class="signature"><code>{escape(table.comparison.signature)}</code></p>'
    return f'<section class="card"><h2>{escape(table.name)}</h2>{groups}{signature}{below}</section>'


def _group(table: Table, group: str, lines: Sequence[Line]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in HEADER)
    rows = "".join(_row(line, table) for line in lines)
    title = escape(group.capitalize())
    return (
        f'<h3>{title}</h3><p class="quiet">{escape(EXPLAINED[group])}</p>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{title}, {escape(table.name, quote=True)}">'
        f'<table class="sortable"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _row(line: Line, table: Table) -> str:
    first, *others = cells(line, table)
    row = f'<th scope="row"{_value(first)}>{_links(first)}</th>'
    return "<tr>" + row + "".join(f"<td{_value(cell)}>{_links(cell)}</td>" for cell in others) + "</tr>"


def _value(parts: Sequence[Cell]) -> str:
    value = parts[0].value
    return "" if value is None else f' data-value="{escape(str(value), quote=True)}"'


def _links(parts: Sequence[Cell]) -> str:
    return ", ".join(_linked(part) for part in parts)


def _linked(cell: Cell) -> str:
    text = escape(cell.text)
    below = f'<span class="ends">{escape(cell.below)}</span>' if cell.below else ""
    if cell.link:
        return f'<a href="{escape(cell.link, quote=True)}" rel="nofollow noreferrer">{text}</a>{below}'
    return f"<bdi>{text}</bdi>{below}"
