"""Predictions that repeat the wording of gold where the article has other words: a sign that gold was seen.

A short claim may be worded like gold by chance; many of them are not chance. So each one is marked and the number
stands beside the score; nobody is accused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claimbench.corpus import Gold
from claimbench.matching.text import tokens


def repeats(gold: Gold, doc_id: str) -> frozenset[tuple[str, ...]]:
    """The wordings of an article's gold claims, as tokens, that do not stand in the article word for word."""
    article = next(article for article in gold.articles if article.id == doc_id)
    text = " " + " ".join(tokens(article.text)) + " "
    forms = {tokens(form) for claim in gold.by_article[doc_id] for form in claim.forms}
    return frozenset(form for form in forms if form and f" {' '.join(form)} " not in text)


def repeated_claims(result: Mapping[str, Any], gold: Gold) -> dict[str, list[int]]:
    """For each article, the indices of the predictions whose words are those of such a wording."""
    found = {}
    for article in result["articles"]:
        known = repeats(gold, article["doc_id"])
        found[article["doc_id"]] = [p["index"] for p in article["predictions"] if tokens(p["text"]) in known]
    return found
