"""`cross_encoder`: a small encoder trained to tell equivalent claims from minimally different ones.

The packaged weights (22.7 million parameters, signed bytes) say how likely one text conveys all of another; two
claims are equivalent when each conveys the other. How they were trained and how good they are stands in
training/MODEL_CARD.md. Runs without torch, see :mod:`claimbench.matching._numpy_encoder`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from itertools import chain

from claimbench.matching import _numpy_encoder as encoder
from claimbench.matching._blocking import far
from claimbench.matching.base import Matcher, Pair, Reason
from claimbench.matching.text import normalise

SURELY_NOT = 0.05
"""Below this in one direction, the other direction is not run any more: the lower of both decides."""
ROOM = 700
"""Characters of a joined reading and the claim wanted in it: about 160 word pieces."""
_KEPT = 200_000


class CrossEncoder(Matcher):
    """The lower of both directions for `equivalent`; prediction ⟹ gold for `contains`.

    Pairs whose words are far apart score 0 without the encoder (:func:`claimbench.matching._blocking.far`), the same text scores 1. Of
    several gold claims the least conveyed one counts. Several predicted claims are read one by one and together
    (in runs that fit the encoder), and the best reading counts.
    """

    name = "cross_encoder"
    version = "1"
    threshold = 0.5
    containment_threshold = 0.5
    calibrated_on = "held-out written contrasts (training/contrasts)"

    def __init__(self) -> None:
        self._known: OrderedDict[Pair, float] = OrderedDict()

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        ordered = [_ordered(_joined(p), _joined(g)) for p, g in pairs]
        near = [pair for pair in dict.fromkeys(ordered) if not far(pair[0], within=pair[1])]
        there = dict(zip(near, self._conveyed(near), strict=True))
        open_pairs = [pair for pair, value in there.items() if value >= SURELY_NOT]
        back = dict(zip(open_pairs, self._conveyed([(b, a) for a, b in open_pairs]), strict=True))
        return [min(there.get(pair, 0.0), back.get(pair, 1.0)) for pair in ordered]

    def contains(self, pairs: Sequence[Pair]) -> list[float]:
        asked = [[(part, line) for line in _lines(g) for part in _readings(_lines(p), line)] for p, g in pairs]
        flat = list(dict.fromkeys(chain.from_iterable(asked)))
        scores = dict(zip(flat, self._conveyed(flat), strict=True))
        return [_least_conveyed(pair_asked, scores) for pair_asked in asked]

    def explain(self, predicted: str, gold: str) -> tuple[Reason, ...]:
        there, back = self._conveyed([(_joined(predicted), _joined(gold)), (_joined(gold), _joined(predicted))])
        if min(there, back) >= self.threshold:
            return ()
        if there >= self.threshold:
            return (Reason("extra part", f"the gold claim does not convey all of it ({back:.2f})"),)
        if back >= self.threshold:
            return (Reason("missing part", f"it does not convey all of the gold claim ({there:.2f})"),)
        return (Reason("different", f"neither conveys the other ({there:.2f} and back {back:.2f})"),)

    def dependencies(self) -> Mapping[str, str]:
        return encoder.hashes()

    def _conveyed(self, pairs: Sequence[Pair]) -> list[float]:
        """How likely a conveys b, for each (a, b) of normalised texts; remembered up to a bound."""
        found = {pair: value for pair in pairs if (value := self._at_once(pair)) is not None}
        open_pairs = sorted({pair for pair in pairs if pair not in found})
        found.update(zip(open_pairs, encoder.entailment(open_pairs), strict=True))
        self._remember(found)
        return [found[pair] for pair in pairs]

    def _at_once(self, pair: Pair) -> float | None:
        if pair in self._known:
            return self._known[pair]
        a, b = pair
        if a == b:
            return 1.0
        return 0.0 if far(b, within=a) else None

    def _remember(self, found: Mapping[Pair, float]) -> None:
        self._known.update(found)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)


def _ordered(a: str, b: str) -> Pair:
    return (a, b) if a <= b else (b, a)


def _lines(text: str) -> list[str]:
    return [line for line in map(normalise, text.splitlines()) if line] or [""]


def _joined(text: str) -> str:
    return ". ".join(_lines(text))


def _readings(lines: list[str], wanted: str) -> list[str]:
    """Each line, and the lines joined in runs that fit beside the wanted claim."""
    room = ROOM - len(wanted)
    runs: list[str] = []
    for line in lines if len(lines) > 1 else []:
        if runs and len(runs[-1]) + len(line) + 2 <= room:
            runs[-1] = f"{runs[-1]}. {line}"
        else:
            runs.append(line)
    return [*dict.fromkeys([*lines, *runs])]


def _least_conveyed(asked: list[Pair], scores: Mapping[Pair, float]) -> float:
    best: dict[str, float] = {}
    for part, line in asked:
        best[line] = max(best.get(line, 0.0), scores[part, line])
    return min(best.values())
