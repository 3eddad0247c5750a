"""A claim in all its accepted forms: what a matcher says of a text beside the claim, from what it says beside each form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from claimbench.matching.base import Matcher, Pair, highest

Asked = tuple[str, Sequence[str]]
"""A text, and the accepted forms of the claim that it is laid beside, one at least."""
Found = tuple[float, int]
"""A score in [0, 1], and the place of the form that says it."""
Result = TypeVar("Result")


def equivalent(matcher: Matcher, asked: Sequence[Asked]) -> list[Found]:
    """Of each text and claim: do they say the same? The matcher weighs the forms (:meth:`Matcher.of_claim`)."""
    return over_forms(matcher.equivalent, matcher.of_claim, asked)


def contains(matcher: Matcher, asked: Sequence[Asked]) -> list[Found]:
    """Of each text and claim: does the text convey all of the claim in one of its forms?"""
    return over_forms(matcher.contains, lambda _text, _forms, scores: highest(scores), asked)


def over_forms(
    score: Callable[[Sequence[Pair]], Sequence[float]],
    weigh: Callable[[str, Sequence[str], Sequence[float]], Result],
    asked: Sequence[Asked],
) -> list[Result]:
    """What `weigh` makes of each text, the forms of its claim and the scores beside them; a pair is scored once."""
    pairs = list(dict.fromkeys((text, form) for text, forms in asked for form in forms))
    scores = dict(zip(pairs, score(pairs) if pairs else (), strict=True))
    return [weigh(text, forms, [scores[text, form] for form in forms]) for text, forms in asked]
