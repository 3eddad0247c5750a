"""Whether a prediction can be read without its article, by rule."""

from __future__ import annotations

import re
from functools import lru_cache

from claimbench.matching.text import normalise, tokens

PERSONAL = frozenset("he she they it him her them his hers its their theirs himself herself itself themselves".split())
DEMONSTRATIVES = frozenset("this that these those such".split())

_EXPLETIVE = re.compile(
    r"\bit (?:is|was|has been|will be|would be|may be|might be|became|remains|remained|seems|seemed|appears|appeared|"
    r"takes|took|rained|snowed)\b(?: not)?(?: \w+){0,3} (?:that|to|whether|if|how|who)\b|\bit (?:rained|snowed)\b"
)
_NAME = re.compile(r"(?<!^)\b[A-Z]\w+|^[A-Z]\w+(?= [A-Z])|\b[A-Z]{2,}\b")
_MODIFIED = frozenset(
    "of in on at for to from with by between against over under about near around during within without into that "
    "which who whose where called named known".split()
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
    - A description is bare when "this", "these", "those" or "such" opens the claim, or "the" and a noun that nothing
      modifies, where the noun is one that points back (the move, the officials) or one that `article` brings in with
      "a", "an" or a name before it.
    """
    return not _has_open_pronoun(text) and not _is_bare(text, article)


def _has_open_pronoun(text: str) -> bool:
    plain = _EXPLETIVE.sub(" ", normalise(text))
    words = list(tokens(plain))
    places = [i for i, word in enumerate(words) if word.removesuffix("'s") in PERSONAL]
    if not places:
        return False
    before = " ".join(words[: places[0]])
    name = _NAME.search(text)
    named = name is not None and normalise(text).find(normalise(name[0])) < normalise(text).find(words[places[0]])
    return not named and re.search(r"\b(?:the|a|an|some|many|all|every|each|no|\d+)\b \w+", before) is None


def _is_bare(text: str, article: str) -> bool:
    words = tokens(text)
    if len(words) < 2:
        return False
    if words[0] in DEMONSTRATIVES:
        return not (words[0] in {"those", "that"} and words[1] in {"who", "of", "in", "with"})
    if words[0] != "the" or _NAME.match(text.split()[1]):
        return False
    following = words[2] if len(words) > 2 else ""
    if following in _MODIFIED:
        return False
    return words[1].removesuffix("'s") in _ANAPHORIC or _is_brought_in(words[1].removesuffix("'s"), article)


@lru_cache(maxsize=65536)
def _is_brought_in(noun: str, article: str) -> bool:
    """Whether the article has the noun with an indefinite article, or a name, right before it."""
    return re.search(rf"\b(?:[Aa]n?|[A-Z]\w+(?<!The)) {re.escape(noun)}\b", article) is not None
