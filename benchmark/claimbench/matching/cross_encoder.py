"""`cross_encoder`: a small encoder trained to tell equivalent claims from minimally different ones.

The packaged weights (22.7 million parameters, signed bytes) say how likely one text conveys all of another; two
claims are equivalent when each conveys the other. How they were trained and how good they are stands in
training/MODEL_CARD.md. Runs without torch, see :mod:`claimbench.matching._numpy_encoder`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimbench.matching import _blocking
from claimbench.matching import _numpy_encoder as encoder
from claimbench.matching._alignment.order import rearranged
from claimbench.matching._directed import Directed
from claimbench.matching._readings import Readings
from claimbench.matching.base import Pair

UNSURE = (0.05, 0.93)
"""The lower probabilities between which a pair is read a second time."""


class CrossEncoder(Directed):
    """Both directions of the packaged encoder; texts whose words are far apart, or rearranged, score 0 without it."""

    name = "cross_encoder"
    version = "9"
    threshold = 0.4
    containment_threshold = 0.5
    calibrated_on = "validation claims of training/contrasts"

    def entailment(self, pairs: Sequence[Pair]) -> list[float]:
        """One reading of two texts, in alphabetical order, answers both directions.

        Where it leaves the lower of them open, they are read in the other order too, and the mean counts.
        """
        ordered = sorted({(min(pair), max(pair)) for pair in pairs})
        answers = self._read(ordered)
        unsure = [pair for pair in ordered if UNSURE[0] <= min(answers[pair]) <= UNSURE[1]]
        turned = self._read([(b, a) for a, b in unsure])
        found = {}
        for (a, b), (there, back) in answers.items():
            other = turned.get((b, a), (back, there))
            found[a, b], found[b, a] = _mean(there, other[1]), _mean(back, other[0])
        self._remember(found)
        return [found[pair] for pair in pairs]

    def _read(self, pairs: Sequence[Pair]) -> dict[Pair, tuple[float, float]]:
        """The answers to each pair; what was read before is kept."""
        readings = Readings(encoder.state())
        answers = readings.known(pairs)
        unread = [pair for pair in pairs if pair not in answers]
        fresh = dict(zip(unread, encoder.both_ways(unread), strict=True))
        readings.keep(fresh)
        return answers | fresh

    def unlike(self, wanted: str, within: str) -> bool:
        return _blocking.far(wanted, within) or rearranged(wanted, within)

    def dependencies(self) -> Mapping[str, str]:
        return encoder.hashes()


def _mean(one: float, other: float) -> float:
    return round((one + other) / 2, encoder.DECIMALS + 1)
