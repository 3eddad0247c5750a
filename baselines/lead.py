"""`lead`: the first k sentences of the article, page furniture aside."""

from __future__ import annotations

from itertools import islice

from claimbench.baselines._text import article_sentences
from claimbench.errors import UsageError
from claimbench.extractor import Document, Extractor


class Lead(Extractor):
    """The first `k` sentences: in news, what matters most stands first."""

    def __init__(self, k: int = 3) -> None:
        if k < 1:
            raise UsageError(f"lead: expected k of at least 1, found {k}")
        self.k = k

    def extract(self, document: Document) -> list[str]:
        return list(islice(article_sentences(document.text), self.k))
