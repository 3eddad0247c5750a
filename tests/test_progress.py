from __future__ import annotations

import io
import sys

import pytest

from claimbench.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_all_items_come_through_and_what_is_quick_shows_nothing(
    stream: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    assert list(progress(iter(range(5)), "counting", 5)) == list(range(5))
    assert stream.getvalue() == ""


@pytest.mark.parametrize(("stream", "shown"), [(io.StringIO(), False), (Terminal(), True)])
def test_a_bar_on_a_terminal_only(stream: io.StringIO, shown: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 1000, 3))
    monkeypatch.setattr("tqdm.std.time", lambda: float(next(clock)))
    monkeypatch.setattr(sys, "stderr", stream)
    for _ in progress(range(5), "counting", 5):
        pass
    assert ("counting" in stream.getvalue()) is shown
