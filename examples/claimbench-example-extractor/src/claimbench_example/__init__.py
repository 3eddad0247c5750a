"""An extractor for claimbench: the sentences of an article that have a figure in them."""

from __future__ import annotations

import re

from claimbench.extractor import Document, Extractor, PredictedClaim

_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]")


class Figures(Extractor):
    """Sentences with at least `least` figures.

    `version` is part of the cache key: change it whenever the same article may give other claims.
    """

    version = "1.0.0"

    def __init__(self, least: int = 1) -> None:
        self.least = least

    def extract(self, document: Document) -> list[PredictedClaim]:
        sentences = (match.group().strip() for match in _SENTENCE.finditer(document.text))
        return [PredictedClaim(s) for s in sentences if len(re.findall(r"\d[\d.,]*", s)) >= self.least]
