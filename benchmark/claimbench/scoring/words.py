"""Words as the lexical checks see them: stems of content words, numbers, names and negated words."""

from __future__ import annotations

import re
from functools import lru_cache

from claimbench.matching.text import normalise, tokens

STOP = frozenset(
    """a about after all also an and any are as at be because been being both but by can could did do does doing during
    each for from further had has have having he her here hers him his how i if in into is it its itself just may me
    might more most must my of off on once only or other our out over own same she should so some such than that the
    their theirs them then there these they this those through to too under until up upon very was we were what when
    where which while who whom whose why will with would you your according said say says""".split()
)
NEGATORS = frozenset("not no never none neither nor without cannot nobody nothing nowhere".split())

_NUMBERS = {
    word: str(value)
    for value, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"thirteen": "13", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "hundred": "100"}

_NAME = re.compile(r"\b[A-Z][\w’'-]*")
_IRREGULAR = {"men": "man", "women": "woman", "people": "person", "children": "child"}


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its commonest English endings; a number word as digits."""
    word = _NUMBERS.get(word, _IRREGULAR.get(word, word)).removesuffix("'s").removesuffix("s'")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "i"
    for ending in ("ing", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word


@lru_cache(maxsize=65536)
def stems(text: str) -> tuple[str, ...]:
    """The stems of the content words of `text`, in order; negators and stop words left out."""
    return tuple(stem(word) for word in tokens(text) if word not in STOP and not is_negator(word))


def is_negator(word: str) -> bool:
    """Whether a token denies what follows it."""
    return word in NEGATORS or word.endswith("n't")


@lru_cache(maxsize=65536)
def numbers(text: str) -> frozenset[str]:
    """The numbers of `text`, number words as digits, thousands separators left out."""
    return frozenset(
        value.replace(",", "") for word in tokens(text) if (value := _NUMBERS.get(word, word))[0].isdigit()
    )


@lru_cache(maxsize=65536)
def names(text: str) -> frozenset[str]:
    """The stems of the capitalised words of `text` after its first word, stop words left out."""
    return frozenset(
        stem(word) for match in _NAME.finditer(text) if match.start() and (word := normalise(match[0])) not in STOP
    )


@lru_cache(maxsize=65536)
def negated(text: str, reach: int = 3) -> frozenset[str]:
    """The stems of the content words that stand at most `reach` content words after a negator."""
    found: set[str] = set()
    left = 0
    for word in tokens(text):
        if is_negator(word):
            left = reach
        elif word not in STOP and left:
            found.add(stem(word))
            left -= 1
    return frozenset(found)
