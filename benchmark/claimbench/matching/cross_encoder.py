"""`cross_encoder`: a small encoder trained to tell equivalent claims from minimally different ones.

The packaged weights (22.7 million parameters, signed bytes) say how likely one text conveys all of another; two
claims are equivalent when each conveys the other. How they were trained and how good they are stands in
training/MODEL_CARD.md. Runs without torch, see :mod:`claimbench.matching._numpy_encoder`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimbench.matching import _blocking
from claimbench.matching import _numpy_encoder as encoder
from claimbench.matching._directed import Directed
from claimbench.matching._readings import Readings
from claimbench.matching.base import Pair


class CrossEncoder(Directed):
    """Both directions of the packaged encoder; texts whose words are far apart, or scrambled, score 0 without it."""

    name = "cross_encoder"
    version = "3"
    threshold = 0.4
    containment_threshold = 0.5
    calibrated_on = "validation claims of training/contrasts"

    def entailment(self, pairs: Sequence[Pair]) -> list[float]:
        """One reading of two texts, in alphabetical order, answers both directions; what was read before is kept."""
        readings = Readings(encoder.state())
        ordered = sorted({(min(pair), max(pair)) for pair in pairs})
        answers = readings.known(ordered)
        unread = [pair for pair in ordered if pair not in answers]
        fresh = dict(zip(unread, encoder.both_ways(unread), strict=True))
        readings.keep(fresh)
        found = {}
        for (a, b), (there, back) in (answers | fresh).items():
            found[a, b], found[b, a] = there, back
        self._remember(found)
        return [found[pair] for pair in pairs]

    def unlike(self, wanted: str, within: str) -> bool:
        return _blocking.far(wanted, within) or _blocking.scrambled(wanted, within)

    def dependencies(self) -> Mapping[str, str]:
        return encoder.hashes()
