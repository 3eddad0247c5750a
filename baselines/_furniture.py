"""Telling the article from what stands around it on the page: credits, datelines, teasers, subscribe lines."""

from __future__ import annotations

import re

_TEASER = re.compile(
    r"^(?:(?:also read|read (?:also|more|next)|see also|more on this|you may also like"
    r"|subscribe (?:to|now)|sign up (?:to|for)"
    r"|follow us|click here|in pictures|reporting by|writing by|edited by|editing by"
    r"|additional reporting|with inputs? from"
    r"|copyright|we use cookies|advertisement)\b"
    r"|(?:related|watch|listen|photo|image|picture|video|credit|source|file photo|by)\s*:|©|\(c\))",
    re.IGNORECASE,
)
_OPENS_TEASER = re.compile(
    r"^(?:also read|read (?:also|next|more)|see also|more on this|related(?: stories| articles?)?|watch|don.t miss"
    r"|recommended|you may also like)\b[^.]*$",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"^[(\[][^()\[\]]{1,60}[)\]]$")
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z.'’ -]+(?:,\s[^()—–-]{1,40})?\s*(?:\([^)]{1,40}\))?\s*[—–-]+\s+"
    r"|[A-Z][\w.'’ -]{1,40}(?:,\s[^()—–-]{1,40})?\s*\([^)]{1,40}\)\s*[—–-]+\s+)(?=\S)"
)
_TRAILING_CREDIT = re.compile(r"\s*[(\[](?:AP|AFP|ANI|PTI|IANS|UPI|Reuters|dpa|Xinhua)[^)\]]*[)\]]\s*$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")


def article_lines(text: str) -> list[str]:
    """The lines that are the article, datelines and trailing agency credits cut off; blank lines are left out."""
    lines = [line.strip() for line in text.splitlines()]
    kept, teased = [], False
    for line in filter(None, lines):
        if _is_furniture(line) or (teased and not _SENTENCE_END.search(line)):
            teased = bool(_OPENS_TEASER.match(line))
            continue
        teased = False
        kept.append(_TRAILING_CREDIT.sub("", _DATELINE.sub("", line)))
    return [line for line in kept if line]


def _is_furniture(line: str) -> bool:
    """A credit in brackets, a line that opens like a teaser, or a short line that does not end like a sentence."""
    if _CREDIT.match(line):
        return True
    short = len(line.split()) <= 15
    return short and (bool(_TEASER.match(line)) or not _SENTENCE_END.search(line))
