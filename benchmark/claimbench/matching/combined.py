"""`combined`: what `alignment` and `cross_encoder` find, weighed together.

Alignment is asked about every pair; the encoder reads the pairs that alignment does not take for unrelated, and those
whose words are close. All weights (`_combined.json`) are logistic fits by training/fit_combined.py.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from claimbench.jsonl import sha256
from claimbench.matching import _blocking
from claimbench.matching._alignment.order import disorder
from claimbench.matching.alignment import Alignment
from claimbench.matching.base import Matcher, Pair, Reason
from claimbench.matching.cross_encoder import CrossEncoder
from claimbench.matching.text import normalise
from claimbench.matching.token_f1 import TokenF1
from claimbench.progress import progress

FLOOR, NEAR = 0.02, 0.42
"""Pairs that alignment scores below the first and whose words are less alike than the second score 0 unread.

Of the equal texts of held-out written claims, 4 % of the far ones and 1 % of the near ones are lost by that.
"""
CARRIED, CLOSE = 0.1, 0.6
"""The same for `contains`. Of what the encoder would let pass, 2 to 3 % of held-out lines and lists are lost by that."""
_LEAST, _LEAST_OF_FORM = 1e-4, 1e-2
"""How far from 0 and 1 log-odds are taken: of a matcher's score, and of a score beside one form of several."""


class Combined(Matcher):
    """Scores ``1 / (1 + e^-(b + Σ w·x))``: x are the log-odds of what alignment and encoder score, for `equivalent` also
    how disordered the words are, for `contains` the share of the claim's tokens. The same text scores 1, and so does a
    line of the lines. What is not read scores 0 for `equivalent`; for `contains` the encoder is taken to say of it what
    it says of such pairs on average, and what shares no word at all scores 0.
    """

    name = "combined"
    version = "8"

    def __init__(self) -> None:
        self._alignment, self._encoder, self._overlap = Alignment(), CrossEncoder(), TokenF1()
        table = _weights()
        self.threshold: float = table["equivalent"]["threshold"]
        self.containment_threshold: float = table["contains"]["threshold"]
        self.calibrated_on: str = table["calibrated_on"]

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        aligned = dict(zip(pairs, self._alignment.equivalent(pairs), strict=True))
        known = progress(aligned.items(), "comparing words", len(aligned))
        open_pairs = [pair for pair, score in known if not _same(pair) and worth_reading(pair, score)]
        read = dict(zip(open_pairs, self._encoder.equivalent(open_pairs), strict=True))
        scores = {pair: weighed(aligned[pair], read[pair], disorder(*pair)) for pair in open_pairs}
        return [1.0 if _same(pair) else scores.get(pair, 0.0) for pair in pairs]

    def contains(self, pairs: Sequence[Pair]) -> list[float]:
        aligned = dict(zip(pairs, self._alignment.contains(pairs), strict=True))
        open_pairs = [pair for pair, score in aligned.items() if score < 1.0]
        asked = [pair for pair in open_pairs if worth_asking(pair, aligned[pair])]
        said = dict(zip(asked, self._encoder.contains(asked), strict=True))
        scores = dict.fromkeys(pairs, 1.0)
        for pair, share in zip(open_pairs, self._overlap.contains(open_pairs), strict=True):
            nothing = pair not in said and aligned[pair] == share == 0.0
            scores[pair] = 0.0 if nothing else carried(aligned[pair], share, said.get(pair, unread()))
        return [scores[pair] for pair in pairs]

    def of_claim(self, text: str, forms: Sequence[str], scores: Sequence[float]) -> tuple[float, int]:
        """The mean of the log-odds beside all forms, weighed by ``e^(nearness · F1)`` of the tokens that text and form
        share (logarithmic pooling: Carvalho et al. 2015, arXiv 1502.04206), moved the share `best` of the way to the
        highest. The place is that of the nearest form; the same text as a form scores 1.

        The forms say the same, so each score answers the same question, and it errs least beside the form that is
        worded most like the text: the highest of many scores is that of the form which errs most.
        """
        highest, place = super().of_claim(text, forms, scores)
        if highest in (0.0, 1.0) or len(forms) == 1:
            return highest, place
        shared = self._overlap.equivalent([(text, form) for form in forms])
        return pooled(scores, shared, **_weights()["forms"]), shared.index(max(shared))

    def explain(self, predicted: str, gold: str) -> tuple[Reason, ...]:
        return self._alignment.explain(predicted, gold) or self._encoder.explain(predicted, gold)

    def dependencies(self) -> Mapping[str, str]:
        own = {"_combined.json": sha256(_file())}
        return {**self._alignment.dependencies(), **self._encoder.dependencies(), **own}


def worth_reading(pair: Pair, aligned: float) -> bool:
    """Whether the two may be one claim: `aligned` is what alignment says."""
    return aligned >= FLOOR or _blocking.alike(*map(normalise, pair)) >= NEAR


def worth_asking(pair: Pair, aligned: float) -> bool:
    """Whether the first text may contain the second: `aligned` is what alignment says."""
    within, wanted = map(normalise, pair)
    return aligned >= CARRIED or _blocking.likeness(wanted, within) >= CLOSE


def weighed(aligned: float, read: float, disordered: float = 0.0) -> float:
    """The combined score of `equivalent` from the scores of alignment and of the encoder, and from the words' order."""
    return _logistic("equivalent", alignment=logit(aligned), encoder=logit(read), disorder=disordered)


def carried(aligned: float, shared: float, read: float) -> float:
    """The combined score of `contains` from that of alignment, the share of the claim's tokens, and the encoder's."""
    return _logistic("contains", alignment=logit(aligned), shared=shared, encoder=logit(read))


def unread() -> float:
    """What the encoder says, on average of the log-odds, of pairs that are not worth asking."""
    return float(_weights()["contains"]["unread"])


def _logistic(kind: str, **values: float) -> float:
    table = _weights()[kind]
    total = table["bias"] + math.fsum(table[name] * value for name, value in values.items())
    return round(1 / (1 + math.exp(-total)), 6)


def pooled(scores: Sequence[float], shared: Sequence[float], nearness: float, best: float) -> float:
    """One score from those beside several forms; `shared` is the F1 of the tokens of each form and the text."""
    odds = [logit(score, _LEAST_OF_FORM) for score in scores]
    weights = [math.exp(nearness * f1) for f1 in shared]
    mean = math.fsum(w * x for w, x in zip(weights, odds, strict=True)) / math.fsum(weights)
    return round(1 / (1 + math.exp(-((1 - best) * mean + best * max(odds)))), 6)


def logit(score: float, least: float = _LEAST) -> float:
    """The log of the odds, of scores kept `least` away from 0 and 1."""
    kept = min(max(score, least), 1 - least)
    return math.log(kept / (1 - kept))


def _same(pair: Pair) -> bool:
    return normalise(pair[0]) == normalise(pair[1])


def _file() -> str:
    return (files("claimbench.matching") / "_combined.json").read_text("utf-8")


@lru_cache(maxsize=1)
def _weights() -> Any:
    return json.loads(_file())
