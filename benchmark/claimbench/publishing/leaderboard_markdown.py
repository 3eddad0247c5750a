"""The leaderboard as leaderboard/README.md."""

from __future__ import annotations

from collections.abc import Sequence

from claimbench.publishing.comparison_table import markdown_escape
from claimbench.publishing.leaderboard import GROUPS, Table
from claimbench.publishing.leaderboard_cells import (
    CONTRIBUTING,
    EMPTY,
    EXPLAINED,
    HEADER,
    INTRODUCTION,
    LEGEND,
    Cell,
    cells,
    notes,
)


def markdown_page(tables: Sequence[Table], how: str) -> str:
    """The whole file; the page index.html beside it says the same and sorts. `how` says how to add a submission."""
    linked = f"[{how}](../{how})" if how == CONTRIBUTING else how
    parts = ["# Leaderboard", INTRODUCTION.format(how=linked)]
    for table in tables:
        parts += _table(table)
    parts.append(LEGEND if tables else EMPTY)
    return "\n\n".join(parts) + "\n"


def _table(table: Table) -> list[str]:
    parts = [f"## {markdown_escape(table.name)}"]
    for group in GROUPS:
        lines = table.group(group)
        if lines:
            parts += [f"### {group.capitalize()}", EXPLAINED[group]]
            head = ["| " + " | ".join(HEADER) + " |", "| --- |" + " --: |" * (len(HEADER) - 1)]
            rows = ["| " + " | ".join(_cell(cell) for cell in cells(line, table)) + " |" for line in lines]
            parts.append("\n".join([*head, *rows]))
    return [*parts, f"`{table.comparison.signature}`", *(markdown_escape(note) for note in notes(table))]


def _cell(parts: Sequence[Cell]) -> str:
    return ", ".join(_linked(part) for part in parts)


def _linked(cell: Cell) -> str:
    text = markdown_escape(f"{cell.text} {cell.below}".strip())
    return f"[{text}](<{cell.link.replace('|', '%7C')}>)" if cell.link else text
