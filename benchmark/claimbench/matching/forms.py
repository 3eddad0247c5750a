"""A claim in all its accepted forms: what a matcher says of a text beside the claim, from what it says beside each form."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from claimbench.matching.base import Matcher, Pair, highest

Asked = tuple[str, Sequence[str]]
"""A text, and the accepted forms of the claim that it is laid beside, one at least."""
Found = tuple[float, int]
"""A score in [0, 1], and the place of the form that says it."""


def equivalent(matcher: Matcher, asked: Sequence[Asked]) -> list[Found]:
    """Of each text and claim: do they say the same? The matcher weighs the forms (:meth:`Matcher.of_claim`)."""
    return _weighed(matcher.equivalent, matcher.of_claim, asked)


def contains(matcher: Matcher, asked: Sequence[Asked]) -> list[Found]:
    """Of each text and claim: does the text convey all of the claim in one of its forms?"""
    return _weighed(matcher.contains, lambda _text, _forms, scores: highest(scores), asked)


def _weighed(
    score: Callable[[Sequence[Pair]], list[float]],
    weigh: Callable[[str, Sequence[str], Sequence[float]], Found],
    asked: Sequence[Asked],
) -> list[Found]:
    """Each distinct pair of strings is scored once."""
    pairs = list(dict.fromkeys((text, form) for text, forms in asked for form in forms))
    scores = dict(zip(pairs, score(pairs) if pairs else (), strict=True))
    return [weigh(text, forms, [scores[text, form] for form in forms]) for text, forms in asked]
