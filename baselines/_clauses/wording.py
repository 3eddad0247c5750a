"""From drafts to text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from claimbench.baselines._clauses import lexicon
from claimbench.baselines._clauses.grammar import Item
from claimbench.baselines._clauses.lexicon import word_set

_SPACE_BEFORE = re.compile(r"\s+([,.;:!?%)\]}’]|'s\b|’s\b|n't\b|n’t\b)")
_SPACE_AFTER = re.compile(r"([(\[{$£€#])\s+")


def sentence(items: Sequence[Item], names: Mapping[int, str]) -> str:
    """The words of `items` as a sentence; `names` gives the text that replaces a token, by its index."""
    text = phrase(items, names).strip(" ,;:-–—")
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".") if text else ""


def phrase(items: Sequence[Item], names: Mapping[int, str]) -> str:
    """The words of `items`; punctuation stays only between words that were neighbours."""
    kept = [item for item in items if isinstance(item, str) or not _is_loose(item, items)]
    words = []
    for item in kept:
        if isinstance(item, str):
            words.append(item + " ")
        else:
            words.append(
                names.get(item.i, _plain(item)) + (item.whitespace_ or ("" if _next_kept(item, kept) else " "))
            )
    text = " ".join("".join(words).split())
    if text.count("(") != text.count(")"):
        text = re.sub(r"\s*[()]", " ", text)
    text = _SPACE_AFTER.sub(r"\1", _SPACE_BEFORE.sub(r"\1", text))
    return re.sub(r"(?<=[a-z]s)(['’])s\b", r"\1", re.sub(r"\s*,(?:\s*,)+", ",", text))


def _plain(token: Item) -> str:
    """The token's text; the first word of a sentence in lower case unless it is a name."""
    text = str(token.text)
    return text[:1].lower() + text[1:] if token.i == 0 and _is_lowered(token, text) else text


def _is_lowered(first: Item, text: str) -> bool:
    """Whether the capital of a sentence's first word is there for its place only."""
    if text.lower() in lexicon.PERSON_NOUNS:  # "Engineer Pel Dasko"; an office keeps its capital
        return True
    if text == "I" or (len(text) > 1 and text.isupper()) or first.pos_ == "PROPN":
        return False
    return not first.ent_type_ or first.ent_type_ in _COUNTED


_COUNTED = word_set("CARDINAL DATE QUANTITY TIME MONEY ORDINAL PERCENT")


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
    """The claim with its attribution in front; `text` begins as in the middle of a sentence."""
    return f"According to {source}, {text}"
