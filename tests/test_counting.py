from __future__ import annotations

from claimbench.counting import counted


def test_one_is_singular() -> None:
    assert [counted(n, "row") for n in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]
    assert [counted(n, "entry", "entries") for n in (0, 1)] == ["0 entries", "1 entry"]
