"""From drafts to text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from claimbench.baselines._clauses.grammar import Item

_SPACE_BEFORE = re.compile(r"\s+([,.;:!?%)\]}’]|'s\b|’s\b|n't\b|n’t\b)")
_SPACE_AFTER = re.compile(r"([(\[{$£€#])\s+")


def sentence(items: Sequence[Item], name: Callable[[Item], str | None]) -> str:
    """The words of `items` as a sentence. `name` gives the text that replaces a token, or None."""
    text = phrase(items, name).strip(" ,;:-–—")
    text = re.sub(r"\s+,", ",", re.sub(r",(?:\s*,)+", ",", text))
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".") if text else ""


def phrase(items: Sequence[Item], name: Callable[[Item], str | None]) -> str:
    """The words of `items`; punctuation stays only between words that were neighbours."""
    kept = [item for item in items if isinstance(item, str) or not _is_loose(item, items)]
    words = []
    for item in kept:
        if isinstance(item, str):
            words.append(item + " ")
            continue
        new = name(item)
        words.append(item.text_with_ws if new is None else new + (item.whitespace_ or _glue(item)))
        if not item.whitespace_ and not _next_kept(item, kept):
            words.append(" ")
    text = " ".join("".join(words).split())
    return _SPACE_AFTER.sub(r"\1", _SPACE_BEFORE.sub(r"\1", text))


def _glue(item: Item) -> str:
    return ""


def _next_kept(item: Item, kept: Sequence[Item]) -> bool:
    return any(not isinstance(k, str) and k.i == item.i + 1 for k in kept)


def _is_loose(item: Item, items: Sequence[Item]) -> bool:
    """Punctuation whose neighbours in the article are not both here."""
    if not item.is_punct or item.text in ("-", "/"):
        return False
    if item.text in ('"', "“", "”", "'", "‘", "’"):
        return False
    return item.text in (".", "!", "?", ";", ":") or not _between(items, item)


def _between(items: Sequence[Item], item: Item) -> bool:
    """Whether the items around a comma are the words around it in the article."""
    at = next(k for k, other in enumerate(items) if other is item)
    around = (items[at - 1] if at else None, items[at + 1] if at + 1 < len(items) else None)
    return all(getattr(other, "i", None) == item.i + step for other, step in zip(around, (-1, 1), strict=True))


def attributed(text: str, source: str) -> str:
    """The claim with its attribution in front."""
    first = text.split(" ", 1)[0]
    lowered = text[:1].lower() + text[1:] if first.lower() in _LOWERED else text
    return f"According to {source}, {lowered}"


_LOWERED = frozenset(
    ["the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "he", "she", "it", "they", "we", "there", "no", "some", "many", "most", "several", "all", "both", "each", "every", "any", "about", "around", "nearly", "almost", "more", "less", "fewer", "at", "in", "on", "under", "by", "for", "from", "with", "after", "before", "when", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "only", "just", "such", "what", "nobody", "nothing"]
)
