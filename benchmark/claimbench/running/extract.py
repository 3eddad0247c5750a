"""Running an extractor over articles: progress on stderr, each article saved as soon as it is done."""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Iterable
from typing import Any

from claimbench.corpus import Gold
from claimbench.errors import ClaimbenchError, InputError, RecordError
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
    """One article's claims, checked; InputError names the extractor, the article and the claim that is wrong.

    So it does where the extractor raises something that is not meant for the user.
    """
    where = f"{name}: article {document.id}"
    try:
        found = extractor.extract(document)
        claims = list(found) if isinstance(found, Iterable) and not isinstance(found, str) else None
    except ClaimbenchError:
        raise
    except Exception as error:  # a stranger's code may raise anything
        hint = f"see {_place(extractor, error)}; CLAIMBENCH_TRACEBACK=1 shows how it came there"
        raise InputError(f"{where}: {type(error).__name__}: {error}\n  next: {hint}") from error
    if claims is None:
        raise InputError(f"{where}: expected a list of claims, found {found!r:.80}")
    try:
        return as_predictions({document.id: claims})[document.id]
    except RecordError as error:
        raise RecordError(error.expected, error.found, file=where, field=error.field) from None


def _place(extractor: Any, error: Exception) -> str:
    """FILE:LINE of the last step in the extractor's own file, or of the very last where none was there."""
    frames = traceback.extract_tb(error.__traceback__)
    try:
        own = [frame for frame in frames if frame.filename == inspect.getfile(type(extractor))]
    except (OSError, TypeError):
        own = []
    last = (own or frames)[-1]
    return f"{last.filename}:{last.lineno}"
