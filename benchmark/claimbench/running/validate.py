"""Trying an extractor out on one article before a whole run."""

from __future__ import annotations

from claimbench.corpus import load_gold
from claimbench.counting import counted
from claimbench.errors import ClaimbenchError, InputError
from claimbench.running.app import compose
from claimbench.running.cache import fingerprint
from claimbench.running.extract import extract_one
from claimbench.running.load import build


def validate_extractor(overrides: list[str]) -> tuple[str, list[ClaimbenchError]]:
    """Build the extractor that the overrides describe, run it on the first article twice, and check what it gives."""
    config = compose(overrides)
    document = load_gold(config.gold).articles[0].document()
    problems: list[ClaimbenchError] = []
    claims = []
    try:
        extractor = build(config.extractor)
        fingerprint(extractor, config.extractor)
        claims = list(extract_one(extractor, document, config.name))
        if not claims:
            problems.append(InputError(f"{config.name}: article {document.id}: expected claims, found none"))
    except ClaimbenchError as error:
        problems.append(error)
    except Exception as error:
        # A stranger's code may raise anything; the traceback's last line and type are what they need to know.
        problems.append(InputError(f"{config.name}: article {document.id}: {type(error).__name__}: {error}"))
    return f"{config.name}: {counted(len(claims), 'claim')} from article {document.id}", problems
