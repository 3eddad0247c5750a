"""The interface that every extractor implements, ours and a stranger's alike.

An extractor is any object with a method ``extract(document)`` that returns the claims of one article, as strings
or as :class:`~claimbench.records.PredictedClaim`. Subclassing :class:`Extractor` adds the defaults::

    from claimbench.extractor import Document, Extractor, PredictedClaim

    class Lead(Extractor):
        version = "1"

        def __init__(self, k: int = 3) -> None:
            self.k = k

        def extract(self, document: Document) -> list[PredictedClaim]:
            return [PredictedClaim(line) for line in document.text.splitlines()[: self.k]]
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any

from claimbench.records import Document, PredictedClaim

__all__ = ["Document", "Extractor", "PredictedClaim"]


class Extractor(ABC):
    """Lists the claims of one article.

    `version` changes whenever the same article may give other claims; together with the configuration and
    :meth:`weights` it keys the cache, so that one extractor never gets another's answers.
    """

    version: str = "1"

    @abstractmethod
    def extract(self, document: Document) -> Iterable[PredictedClaim | str]:
        """The claims of `document`, in article order."""

    def weights(self) -> str | None:
        """What identifies the model weights (a sha256 or a hub revision); None for a system without any."""
        return None

    def usage(self) -> Mapping[str, Any]:
        """What the run cost so far (tokens, price, retries…), stored with the result; empty by default."""
        return {}
