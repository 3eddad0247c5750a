"""Atomicity: whether a prediction says one thing."""

from __future__ import annotations

import numpy as np

from claimbench.matching.assignment import Matrix, millionths
from claimbench.matching.base import Pair
from claimbench.scoring.judge import JudgedArticle
from claimbench.scoring.measures._base import Measure, Ratios, divide


class Atomicity(Measure):
    """Of the predictions that contain a gold claim, the share that contain exactly one.

    A gold claim that another contained one contains is dropped first, so that a prediction which repeats one rich
    gold claim is not punished for the poorer ones inside it.
    """

    name, order = "atomicity", 11
    statistics = ("atomic", "containing")

    def count(self, judged: JudgedArticle) -> Matrix:
        table = self.table(judged)
        held = judged.containment >= judged.containment_threshold
        for i, unit in enumerate(judged.prediction_unit):
            contained = np.flatnonzero(held[i]).tolist()
            if contained:
                table[unit] += (_is_one(judged, contained), 1)
        return table

    def value(self, sums: Matrix) -> Ratios:
        return divide(sums[..., 0], sums[..., 1])


def _is_one(judged: JudgedArticle, contained: list[int]) -> bool:
    """Whether one gold claim is left when those that another one contains are dropped; stops at the second.

    Of claims that contain each other the first by text stays, whatever the order of gold.
    """
    left = 0
    key = {g: (judged.gold[g].text, judged.gold[g].id) for g in contained}
    for g in contained:
        holders = _which(judged, [(h, g) for h in contained if h != g])
        mutual = {h for _, h in _which(judged, [(g, h) for h, _ in holders])}
        left += not any(h not in mutual or key[h] < key[g] for h, _ in holders)
        if left > 1:
            return False
    return True


def _which(judged: JudgedArticle, candidates: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs (holder, held) of gold indices in which some form of the holder contains some form of the held."""
    pairs: list[Pair] = []
    ends: list[int] = []
    for holder, held in candidates:
        pairs += [(h, g) for h in judged.gold[holder].forms for g in judged.gold[held].forms]
        ends.append(len(pairs))
    if not pairs:
        return []
    yes = millionths(judged.matcher.contains(pairs)) >= judged.containment_threshold
    starts = [0, *ends[:-1]]
    return [pair for pair, a, b in zip(candidates, starts, ends, strict=True) if yes[a:b].any()]


atomicity = Atomicity()
