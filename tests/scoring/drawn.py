"""Arbitrary gold sets, predictions and matchers for property tests."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from hypothesis import strategies as st

from claimbench.corpus import Gold
from claimbench.matching.base import Matcher, Pair
from claimbench.records import TIERS, TYPES, Article, GoldClaim, PredictedClaim, Sentence, Variant


class Drawn(Matcher):
    """A symmetric matcher with arbitrary, fixed scores: any graph of matches can come out of it."""

    name = "drawn"
    threshold = 0.6
    containment_threshold = 0.7

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        return [1.0 if p == g else self._draw(*sorted((p, g))) for p, g in pairs]

    def contains(self, pairs: Sequence[Pair]) -> list[float]:
        return [1.0 if p == g else self._draw(p, ">", g) for p, g in pairs]

    @staticmethod
    def _draw(*parts: str) -> float:
        return hashlib.sha256("\0".join(parts).encode()).digest()[0] / 255


class Lopsided(Drawn):
    """The same with scores that depend on the direction."""

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        return [self._draw(p, g) for p, g in pairs]


WORDS = ["Ada", "Bo", "sold", "boats", "two", "not", "Tolm", "in", "she", "rain"]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
confidences = st.none() | st.sampled_from([0.1, 0.5, 0.9])
predicted = st.builds(PredictedClaim, texts, st.none() | texts, st.none(), confidences)
SENTENCES = 4


def article(doc_id: str, parts: Sequence[str]) -> Article:
    table, start = [], 0
    for i, part in enumerate(parts):
        table.append(Sentence(i, 0, start, start + len(part), part, furniture=i == SENTENCES - 1))
        start += len(part) + 1
    return Article(doc_id, " ".join(parts), tuple(table))


@st.composite
def gold_claims(draw: st.DrawFn, doc_id: str, number: int, plain: bool) -> GoldClaim:
    return GoldClaim(
        f"{doc_id}-{number}",
        doc_id,
        draw(texts),
        () if plain else tuple(Variant(t) for t in draw(st.lists(texts, max_size=2))),
        draw(st.sampled_from(TYPES)),
        "detail" if plain else draw(st.sampled_from(TIERS)),
        draw(st.booleans()),
        draw(st.none() | texts),
        tuple(draw(st.lists(st.integers(0, SENTENCES - 1), min_size=1, max_size=2, unique=True))),
    )


@st.composite
def golds(draw: st.DrawFn, plain: bool = False, articles: int | None = None) -> Gold:
    """One to three articles with up to five claims each; `plain`: required claims without variants only."""
    names = [f"a{i}" for i in range(articles or draw(st.integers(1, 3)))]
    claims = [draw(gold_claims(n, i, plain)) for n in names for i in range(draw(st.integers(0, 5)))]
    parts = [draw(st.lists(texts, min_size=SENTENCES, max_size=SENTENCES)) for _ in names]
    return Gold("g", "1", tuple(article(n, p) for n, p in zip(names, parts, strict=True)), tuple(claims))


def claims_for(gold: Gold) -> st.SearchStrategy[dict[str, list[PredictedClaim]]]:
    lists: dict[str, st.SearchStrategy[list[PredictedClaim]]] = {}
    for article in gold.articles:
        known = [PredictedClaim(form) for claim in gold.by_article[article.id] for form in claim.forms]
        lists[article.id] = st.lists(predicted | st.sampled_from(known) if known else predicted, max_size=6)
    return st.fixed_dictionaries(lists)


pairs = golds().flatmap(lambda gold: st.tuples(st.just(gold), claims_for(gold)))
matchers = st.sampled_from([Drawn(), Lopsided()])
