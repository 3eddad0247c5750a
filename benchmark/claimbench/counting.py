"""Numbers with what they count, in messages for people."""

from __future__ import annotations


def counted(number: int, one: str, several: str | None = None) -> str:
    """`number` with the word for what is counted: `1 row`, `2 rows`, `0 entries` (`several` where an s is not enough)."""
    return f"{number} {one if number == 1 else several or f'{one}s'}"
