"""Reproductions as text and as plain values."""

from __future__ import annotations

import textwrap
from typing import Any

from claimbench.papers._registry import Cell, Paper, Reproduction
from claimbench.publishing.tables import number, plain_table
from claimbench.scoring.comparing import ALPHA
from claimbench.scoring.comparison import Comparison

WIDTH = 110

Times = tuple[float, float]
"""Seconds by the clock and of the processor, reading included."""


def reproduction_text(paper: Paper, found: Reproduction, times: Times) -> str:
    """Ours beside published, the checks, what it needed, and the verdict."""
    rows = [_row(cell) for cell in found.cells]
    rows += [
        [check.name, "", "", "", "", f"{'ok' if check.passed else 'DIFFERS'} {check.detail}"] for check in found.checks
    ]
    table = plain_table(["system", "figure", "ours", "published", "difference", ""], rows)
    parts = [f"{paper.citation}\n{paper.title}", table, _fill(f"Needed: {found.needed}")]
    parts += [_fill(note) for note in found.notes]
    return "\n\n".join([*parts, _verdict(found, times)])


def _row(cell: Cell) -> list[str]:
    gap = cell.difference
    verdict = {True: "ok", False: "DIFFERS", None: ""}[cell.agrees]
    return [
        cell.system,
        cell.figure,
        number(cell.ours, cell.digits),
        number(cell.published, cell.digits),
        "–" if gap is None else f"{gap:+.1e}",
        " ".join(text for text in (verdict, cell.note) if text),
    ]


def _verdict(found: Reproduction, times: Times) -> str:
    compared = [cell for cell in found.cells if cell.agrees is not None]
    agreed = sum(bool(cell.agrees) for cell in compared)
    missing = len(found.cells) - len(compared)
    checks = f", {sum(c.passed for c in found.checks)} of {len(found.checks)} checks pass" if found.checks else ""
    left = f"; {missing} cannot be had from the data" if missing else ""
    told = f"{agreed} of {len(compared)} figures agree to every published digit{checks}{left}."
    return f"{told} {times[0]:.2f} s, of which {times[1]:.2f} s of processor time."


def reproduction_record(paper: Paper, found: Reproduction, times: Times) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "paper": paper.name,
        "citation": paper.citation,
        "agrees": found.agrees,
        "cells": [
            {
                "system": cell.system,
                "figure": cell.figure,
                "ours": cell.ours,
                "published": cell.published,
                "difference": cell.difference,
                "agrees": cell.agrees,
                "note": cell.note,
            }
            for cell in found.cells
        ],
        "checks": [{"name": c.name, "passed": c.passed, "detail": c.detail} for c in found.checks],
        "needed": found.needed,
        "notes": list(found.notes),
        "seconds": times[0],
        "processor_seconds": times[1],
    }


def ours_text(comparison: Comparison) -> str:
    """Our own ranking of the same systems, and which differences it cannot tell from chance."""
    ranked = sorted(comparison.systems, key=lambda row: -(row.figures["f1"] or 0.0))
    order = " > ".join(row.name for row in ranked)
    doubtful = not_significant(comparison)
    told = (
        f"Not significant at {ALPHA} after Holm: {'; '.join(doubtful)}."
        if doubtful
        else f"Every difference of F1 is significant at {ALPHA} after Holm over {comparison.family} pairs."
    )
    return "\n\n".join(["The same systems under our own scoring", str(comparison), _fill(f"Ranking: {order}. {told}")])


def not_significant(comparison: Comparison) -> list[str]:
    """The pairs whose adjusted p is at least ALPHA, or undefined."""
    return [
        f"{pair.first} and {pair.second}"
        for pair in comparison.pairs
        if pair.test is None or pair.test.adjusted is None or pair.test.adjusted >= ALPHA
    ]


def _fill(text: str) -> str:
    return textwrap.fill(text, WIDTH)
