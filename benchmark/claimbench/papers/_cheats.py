"""Systems that nobody should want (SCORING.md, section 7), made from gold claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

Item = TypeVar("Item")

TIMES = 5


def repeated(gold: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """The gold of each input, five times over."""
    return [list(items) * TIMES for items in gold]


def first(gold: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """One gold claim of each input."""
    return [list(items[:1]) for items in gold]


def following(gold: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """Of each input the gold of the next one, of the last the gold of the first."""
    return [list(items) for items in (*gold[1:], *gold[:1])]


def shuffled_words(words: Sequence[str], state: np.random.RandomState) -> list[str]:
    """The words in random order."""
    return [words[i] for i in state.permutation(len(words))]
