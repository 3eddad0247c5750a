"""Matchers built on one directed question: does a convey all of b?"""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence
from itertools import chain

from claimbench.matching.base import Matcher, Pair, Reason
from claimbench.matching.text import normalise, tokens

SURELY_NOT = 0.05
"""Below this in one direction, the other direction is not asked any more: the lower of both decides."""
ROOM = 700
"""Characters of a joined reading and the claim wanted in it: about 160 word pieces."""
NEAREST = 4
"""So many lines, those with the most words of the wanted claim, are read; more do not rank better (MODEL_CARD.md)."""
KEPT = 200_000


class Directed(Matcher):
    """The lower of both directions for `equivalent`; prediction ⟹ gold for `contains`.

    The same text scores 1 without a question. Of several gold claims the least conveyed one counts. Several
    predicted claims the `NEAREST` to the wanted one are read one by one and together (in runs of at most `ROOM`
    characters): the score is the mean of the best line and the best run, which ranks better than either of them
    (MODEL_CARD.md). Answers are remembered, up to a bound.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[Pair, float] = OrderedDict()

    @abstractmethod
    def entailment(self, pairs: Sequence[Pair]) -> list[float]:
        """How likely a conveys all of b, in [0, 1], for each (a, b); texts are clean and no pair comes twice."""

    def clean(self, text: str) -> str:
        """One claim as it is shown to :meth:`entailment`; normalisation 1 unless a matcher says otherwise."""
        return normalise(text)

    def unlike(self, wanted: str, within: str) -> bool:
        """Is it plain without asking that the second text cannot convey the first?"""
        return False

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        ordered = [_ordered(self._joined(p), self._joined(g)) for p, g in pairs]
        near = [pair for pair in dict.fromkeys(ordered) if pair[0] == pair[1] or not self.unlike(*pair)]
        there = dict(zip(near, self._conveyed(near), strict=True))
        open_pairs = [pair for pair, value in there.items() if value >= SURELY_NOT]
        back = dict(zip(open_pairs, self._conveyed([(b, a) for a, b in open_pairs]), strict=True))
        return [min(there.get(pair, 0.0), back.get(pair, 1.0)) for pair in ordered]

    def contains(self, pairs: Sequence[Pair]) -> list[float]:
        asked = [[_readings(self._lines(p), line) for line in self._lines(gold)] for p, gold in pairs]
        flat = list(dict.fromkeys(pair for readings in chain(*asked) for pair in chain(*readings)))
        scores = dict(zip(flat, self._conveyed(flat), strict=True))
        return [round(min(_best_on_average(readings, scores) for readings in of_pair), 6) for of_pair in asked]

    def explain(self, predicted: str, gold: str) -> tuple[Reason, ...]:
        p, g = self._joined(predicted), self._joined(gold)
        there, back = self._conveyed([(p, g), (g, p)])
        if min(there, back) >= self.threshold:
            return ()
        if there >= self.threshold:
            return (Reason("extra part", f"the gold claim does not convey all of the prediction ({back:.2f})"),)
        if back >= self.threshold:
            return (Reason("missing part", f"the prediction does not convey all of the gold claim ({there:.2f})"),)
        return (Reason("different", f"neither conveys the other ({there:.2f} there, {back:.2f} back)"),)

    def _conveyed(self, pairs: Sequence[Pair]) -> list[float]:
        found = {pair: value for pair in dict.fromkeys(pairs) if (value := self._at_once(pair)) is not None}
        open_pairs = sorted(set(pairs) - found.keys())
        found.update(zip(open_pairs, self.entailment(open_pairs) if open_pairs else [], strict=True))
        self._remember(found)
        return [found[pair] for pair in pairs]

    def _at_once(self, pair: Pair) -> float | None:
        if pair in self._known:
            return self._known[pair]
        a, b = pair
        if a == b:
            return 1.0
        return 0.0 if self.unlike(b, a) else None

    def _remember(self, found: Mapping[Pair, float]) -> None:
        self._known.update(found)
        while len(self._known) > KEPT:
            self._known.popitem(last=False)

    def _lines(self, text: str) -> list[str]:
        return [line for line in map(self.clean, text.splitlines()) if line] or [""]

    def _joined(self, text: str) -> str:
        return ". ".join(self._lines(text))


def _ordered(a: str, b: str) -> Pair:
    return (a, b) if a <= b else (b, a)


def _readings(lines: list[str], wanted: str) -> tuple[list[Pair], list[Pair]]:
    """The questions by single lines, and by lines joined in runs that fit beside the wanted claim."""
    room, near = ROOM - len(wanted), _nearest(lines, wanted)
    runs: list[str] = []
    for line in near:
        if runs and len(runs[-1]) + len(line) + 2 <= room:
            runs[-1] = f"{runs[-1]}. {line}"
        else:
            runs.append(line)
    return [(line, wanted) for line in near], [(run, wanted) for run in runs]


def _nearest(lines: list[str], wanted: str) -> list[str]:
    """The lines that share most words with the wanted claim, in their order; of equally near ones the first."""
    if len(lines) <= NEAREST:
        return lines
    words = Counter(tokens(wanted))
    ranked = sorted(range(len(lines)), key=lambda place: -(words & Counter(tokens(lines[place]))).total())
    return [lines[place] for place in sorted(ranked[:NEAREST])]


def _best_on_average(readings: tuple[list[Pair], list[Pair]], scores: Mapping[Pair, float]) -> float:
    return sum(max(scores[pair] for pair in asked) for asked in readings) / len(readings)
