"""Normalisation 1, shared by the matchers that compare strings.

NFKC, curly quotation marks and dashes made plain, case folded, white space collapsed, a final stop dropped.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00ad": None})
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:'\w+)?", re.UNICODE)


@lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """Normalisation 1 of a claim."""
    folded = unicodedata.normalize("NFKC", text).translate(_PLAIN).casefold()
    return " ".join(folded.split()).rstrip(".").rstrip()


@lru_cache(maxsize=65536)
def tokens(text: str) -> tuple[str, ...]:
    """The word and number tokens of the normalised text, punctuation left out."""
    return tuple(_TOKEN.findall(normalise(text)))
