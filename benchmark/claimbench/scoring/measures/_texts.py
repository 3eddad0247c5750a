"""Whether a prediction can be read without its article, by rule."""

from __future__ import annotations

import re
from functools import lru_cache

from claimbench.matching.text import normalise, tokens
from claimbench.scoring.words import STOP

PERSONAL = frozenset("he she they it him her them his hers its their theirs himself herself itself themselves".split())
DEMONSTRATIVES = frozenset("this that these those such".split())

_EXPLETIVE = re.compile(
    r"\bit (?:is|was|has been|will be|would be|may be|might be|became|remains|remained|seems|seemed|appears|appeared|"
    r"takes|took|rained|snowed)\b(?: not)?(?: \w+){0,3} (?:that|to|whether|if|how|who)\b|\bit (?:rained|snowed)\b"
)
_NAME = re.compile(r"\b[A-Z]\w+")
_ADVERBS = frozenset("yesterday today tomorrow tonight meanwhile still yet never often sometimes soon again".split())
_VERBS = frozenset(
    """is are was were has have had will would can could may might must shall should does do did came went rose fell sank
    said told took gave made left began broke ran led held met grew lost won hit put set cut saw knew found sent spent
    bought sold built kept stood spoke struck shut""".split()
)
_ANAPHORIC = frozenset(
    """accord act action agency agreement aim announcement area article attack bill body case ceremony chairman change
    city claim claims comment comments company conflict country decision deal document event events figure figures firm
    group idea incident issue item latter former law leader letter man matter measure measures meeting message minister
    model move news number numbers offer official officials operation order organisation organization other others pair
    party people person place plan plans policy president problem product programme program project proposal region
    report reports request result results rule rules service situation speaker spokesman spokesperson spokeswoman
    statement step steps study suspect system team term terms thing things tool tools town trend two victim victims
    village vote woman work""".split()
)


@lru_cache(maxsize=65536)
def stands_alone(text: str, article: str = "") -> bool:
    """Whether `text` has neither an unresolved pronoun nor a bare description.

    - A personal pronoun is unresolved when no name and no noun with an article stands before it in the claim; the
      "it" of "it is known that" is none.
    - A description is bare when "this", "these", "those" or "such" opens the claim, or "the" and a noun right before its
      verb, where the noun is one that points back (the move, the officials) or one that `article` brings in with "a",
      "an" or a name before it.
    """
    return not _has_open_pronoun(text) and not _is_bare(text, article)


def _has_open_pronoun(text: str) -> bool:
    plain = _EXPLETIVE.sub(" ", normalise(text))
    words = tokens(plain)
    place = next((i for i, word in enumerate(words) if word in PERSONAL), None)
    if place is None:
        return False
    named = {word for match in _NAME.findall(text) for word in tokens(match) if _can_be_referred_to(word)}
    before = words[:place]
    if any(word.removesuffix("'s") in named for word in before):
        return False
    return re.search(r"\b(?:the|a|an|some|many|all|every|each|no|\d+)\b \w+", " ".join(before)) is None


def _can_be_referred_to(word: str) -> bool:
    """Whether a capitalised word, which may just be the first of its sentence, can be what a pronoun means."""
    return word not in STOP and word not in _ADVERBS and word not in PERSONAL and not word.endswith("ly")


def _is_bare(text: str, article: str) -> bool:
    words = tokens(text)
    if len(words) < 2:
        return False
    if words[0] in DEMONSTRATIVES:
        return not (words[0] in {"those", "that"} and words[1] in {"who", "of", "in", "with"})
    if words[0] != "the" or _NAME.match(text.split()[1]):
        return False
    noun, following = words[1].removesuffix("'s"), words[2] if len(words) > 2 else ""
    if words[1] == noun and following not in _VERBS and not following.endswith(("ed", "s")):
        return False
    return noun in _ANAPHORIC or _is_brought_in(noun, article)


@lru_cache(maxsize=65536)
def _is_brought_in(noun: str, article: str) -> bool:
    """Whether the article has the noun with an indefinite article, or a name, right before it."""
    return re.search(rf"\b(?:[Aa]n?|[A-Z]\w+(?<!The)) {re.escape(noun)}\b", article) is not None
