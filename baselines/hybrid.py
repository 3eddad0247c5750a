"""`hybrid`: rules propose, a sentence encoder drops what only says again what an earlier sentence said.

News articles repeat themselves in other words; the guidelines list a claim once, where it is first made. The rules
of `clauses` see repeats only where the words are the same.
"""

from __future__ import annotations

import re
from typing import Any

from claimbench.baselines._answers import words
from claimbench.baselines._clauses.lexicon import word_set
from claimbench.baselines._clauses.reading import read
from claimbench.baselines.clauses import claims_of
from claimbench.errors import UsageError
from claimbench.extractor import Document, Extractor, PredictedClaim

_DIGITS = re.compile(r"\d[\d.,]*")
_NEGATIONS = word_set("no not never none nobody nothing without denied denies rejected n't")


class Hybrid(Extractor):
    """The claims of `clauses` without restatements.

    A claim is dropped when an earlier one, of another sentence, has a vector at least `threshold` near to its own
    (cosine, all-MiniLM-L6-v2) and neither has a figure, negation or source that the other lacks.
    """

    version = "1"

    def __init__(self, threshold: float = 0.9) -> None:
        if not 0 < threshold <= 1:
            raise UsageError(f"hybrid: expected threshold above 0 and at most 1, found {threshold}")
        self._threshold = threshold
        self._encoder: Any = None
        self._dropped = 0

    def weights(self) -> str:
        from claimbench.matching._encoder import dependencies

        return " ".join(f"{name}=={version}" for name, version in sorted(dependencies().items()))

    def usage(self) -> dict[str, int]:
        """How many restatements were dropped."""
        return {"restatements_dropped": self._dropped}

    def extract(self, document: Document) -> list[PredictedClaim]:
        proposed = list(claims_of(read(document.text)))
        vectors = self._vectors([claim.text for _, claim in proposed])
        kept: list[tuple[int, PredictedClaim]] = []
        for sentence, claim in proposed:
            earlier = (one for index, one in kept if index != sentence and same_frame(one, claim))
            if not any(float(vectors[one.text] @ vectors[claim.text]) >= self._threshold for one in earlier):
                kept.append((sentence, claim))
        self._dropped += len(proposed) - len(kept)
        return [claim for _, claim in kept]

    def _vectors(self, texts: list[str]) -> dict[str, Any]:
        if self._encoder is None:
            from claimbench.matching._encoder import Encoder

            self._encoder = Encoder()
        return dict(self._encoder.sentences(texts))


def same_frame(a: PredictedClaim, b: PredictedClaim) -> bool:
    """Whether two claims have the same source, figures and negations: what vectors are blind to."""
    if (a.source or "").casefold() != (b.source or "").casefold():
        return False
    if sorted(_DIGITS.findall(a.text)) != sorted(_DIGITS.findall(b.text)):
        return False
    return bool(_NEGATIONS & set(words(a.text))) == bool(_NEGATIONS & set(words(b.text)))
