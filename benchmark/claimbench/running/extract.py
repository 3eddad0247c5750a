"""Running an extractor over articles: progress on stderr, each article saved as soon as it is done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from claimbench.corpus import Gold
from claimbench.errors import InputError, RecordError
from claimbench.predictions import as_predictions
from claimbench.progress import progress
from claimbench.records import Document, PredictedClaim, Predictions
from claimbench.running.cache import Cache


def extract_all(extractor: Any, gold: Gold, cache: Cache | None = None, name: str = "extract") -> Predictions:
    """The claims of every article of `gold`. The extractor is handed id and text, and nothing else."""
    claims = {}
    documents = [article.document() for article in gold.articles]
    for document in progress(documents, name, unit="article"):
        stored = cache.get(document) if cache else None
        if stored is None:
            stored = extract_one(extractor, document, name)
            if cache:
                cache.put(document, stored)
        claims[document.id] = stored
    return Predictions(claims)


def extract_one(extractor: Any, document: Document, name: str = "extractor") -> tuple[PredictedClaim, ...]:
    """One article's claims, checked; InputError names the extractor and the claim that is wrong."""
    found: Iterable[PredictedClaim | str] | None = extractor.extract(document)
    if found is None or isinstance(found, str):
        raise InputError(f"{name}: article {document.id}: expected a list of claims, found {found!r:.80}")
    try:
        return as_predictions({document.id: found})[document.id]
    except RecordError as error:
        raise RecordError(
            error.expected, error.found, file=f"{name}: article {document.id}", field=error.field
        ) from None
