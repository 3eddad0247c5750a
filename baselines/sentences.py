"""`sentences`: each sentence of the article is a claim."""

from __future__ import annotations

from claimbench.baselines._text import split_sentences
from claimbench.extractor import Document, Extractor


class Sentences(Extractor):
    """The article's sentences as they stand, page furniture and all."""

    def extract(self, document: Document) -> list[str]:
        return split_sentences(document.text)
