"""The one look of all progress bars."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TypeVar

Item = TypeVar("Item")


def progress(items: Iterable[Item], what: str, total: int | None = None, unit: str = "it") -> Iterable[Item]:
    """The items, with a bar on stderr once they take more than two seconds; none where stderr is no terminal."""
    from tqdm import tqdm  # not at start-up: most commands show no bar

    shown: Iterable[Item] = tqdm(items, what, total, unit=unit, delay=2, file=sys.stderr, leave=False, disable=None)
    return shown
