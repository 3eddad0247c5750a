"""Pairs of RoSE's units that share few words or stand in one story: what minimal changes do not teach."""

from __future__ import annotations

import random
from pathlib import Path

import public_pairs
from pairs import Example

NEIGHBOURS = 1500
HELD = 500


def draw(folder: Path, rng: random.Random) -> list[Example]:
    """Two units of one summary; a unit in its sentence and the sentence in its unit."""
    counts = {"rose:neighbour": NEIGHBOURS, "rose:contained": HELD, "rose:less": HELD // 3}
    found = []
    for example in public_pairs.rose(folder, rng, neighbours=9):
        if counts.get(example.kind, 0) > 0:
            counts[example.kind] -= 1
            found.append(example)
    return found
