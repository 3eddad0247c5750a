"""Sanity systems: what they must score is known beforehand (docs: scoring specification, section 7).

All but `WholeArticle` and `Empty` read the gold set, unlike any real extractor.
"""

from __future__ import annotations

import random

from claimbench.corpus import gold_folder, load_gold
from claimbench.errors import InputError
from claimbench.extractor import Document, Extractor, PredictedClaim
from claimbench.records import GoldClaim


class Empty(Extractor):
    """Lists nothing: precision undefined, recall 0."""

    def extract(self, document: Document) -> list[str]:
        return []


class WholeArticle(Extractor):
    """The article as one claim: nothing matches, nearly everything is covered."""

    def extract(self, document: Document) -> list[str]:
        return [" ".join(document.text.split())]


class _FromGold(Extractor):
    """What the systems share that are made of the gold set `gold`."""

    def __init__(self, gold: str = "news") -> None:
        self._where = gold
        self._gold = load_gold(gold)

    def weights(self) -> str:
        return self._gold.sha256

    def _claims(self, doc_id: str) -> tuple[GoldClaim, ...]:
        try:
            return self._gold.by_article[doc_id]
        except KeyError:
            raise InputError(f"article {doc_id} is not in gold {self._gold.name}-{self._gold.version}") from None


class OneEach(_FromGold):
    """The first required claim of each article: precision 1, recall articles / required."""

    def extract(self, document: Document) -> list[PredictedClaim]:
        required = (claim for claim in self._claims(document.id) if claim.required)
        return [PredictedClaim(claim.text, claim.source) for claim in required][:1]


class OtherArticle(_FromGold):
    """The gold claims of the next article (of the first, for the last): hits are claims linked across articles."""

    def extract(self, document: Document) -> list[PredictedClaim]:
        self._claims(document.id)
        ids = list(self._gold.by_article)
        other = ids[(ids.index(document.id) + 1) % len(ids)]
        return [PredictedClaim(claim.text, claim.source) for claim in self._gold.by_article[other]]


class Shuffled(_FromGold):
    """Each gold claim with its words in a random order: no matcher should be taken in."""

    def __init__(self, gold: str = "news", seed: int = 0) -> None:
        super().__init__(gold)
        self._seed = seed

    def extract(self, document: Document) -> list[str]:
        return [self._shuffled(claim) for claim in self._claims(document.id)]

    def _shuffled(self, claim: GoldClaim) -> str:
        words = claim.text.rstrip(".").split()
        random.Random(f"{self._seed} {claim.id}").shuffle(words)
        return " ".join(words) + "."


class Contrasts(_FromGold):
    """Texts that differ from a gold claim in one respect that matters; needs `contrasts.jsonl` in the gold folder."""

    def __init__(self, gold: str = "news", split: str | None = None) -> None:
        super().__init__(gold)
        self._split = split

    def extract(self, document: Document) -> list[str]:
        from claimbench.matching.check import read_contrasts

        file = gold_folder(self._where) / "contrasts.jsonl"
        if not file.is_file():
            raise InputError(f"{file}: expected the contrasts of this gold set, found nothing")
        sets = [one for one in read_contrasts(file, self._split) if one.doc_id == document.id]
        return list(dict.fromkeys(text for one in sets for text, _ in one.contrasts))
