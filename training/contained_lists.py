"""Pairs from the written lists (`contained/J*.jsonl`): what an automatic system listed, and claims it holds or does not.

A row is ``{"id", "lines": [text, …], "claims": [{"text", "held", "kind"}, …]}``. The last 15 % of each file are held out.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pairs import Example, held_out


@dataclass(frozen=True, slots=True)
class Listed:
    """A system's lines, and (claim, held, kind) of claims about the same passage."""

    id: str
    lines: tuple[str, ...]
    claims: tuple[tuple[str, bool, str], ...]


def files(folder: Path) -> list[Path]:
    """The files of written lists, in order."""
    return sorted(folder.glob("J*.jsonl"))


def split(folder: Path) -> tuple[list[Listed], list[Listed]]:
    """Rows for training and for choosing the model."""
    return held_out(files(folder), _listed)


def _listed(row: dict[str, object]) -> Listed:
    claims = tuple((str(c["text"]), bool(c["held"]), str(c["kind"])) for c in row["claims"])  # type: ignore[attr-defined]
    return Listed(str(row["id"]), tuple(map(str, row["lines"])), claims)  # type: ignore[call-overload]


def pairs(listed: Sequence[Listed]) -> list[Example]:
    """Every claim asked of the whole list."""
    return [Example("\n".join(row.lines), text, int(held), kind) for row in listed for text, held, kind in row.claims]


def draw(listed: Sequence[Listed], rng: random.Random) -> list[list[Example]]:
    """One pass: a row's claims asked of its list, whose lines stand in another order now and then."""
    found = []
    for row in listed:
        lines = list(row.lines)
        if rng.random() < 0.3:
            rng.shuffle(lines)
        found.append([Example("\n".join(lines), text, int(held), kind) for text, held, kind in row.claims])
    return found
