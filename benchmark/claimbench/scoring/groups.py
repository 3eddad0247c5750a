"""Groups of claims that say the same."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from claimbench.matching.assignment import millionths
from claimbench.matching.base import Matcher, Pair


def equivalent_groups(texts: Sequence[str], matcher: Matcher) -> list[list[int]]:
    """Indices of `texts` in groups linked by equivalence at τ in both directions, directly or through others.

    Similarity is not transitive, so a group is a connected component of the graph of mutually equivalent claims:
    this is the only reading that does not depend on the order of the claims.
    """
    distinct = list(dict.fromkeys(texts))
    there = _equivalent(list(combinations(sorted(distinct), 2)), matcher)
    back = _equivalent([(b, a) for a, b in there], matcher)
    neighbours: dict[str, list[str]] = {text: [] for text in distinct}
    for a, b in back:
        neighbours[a].append(b)
        neighbours[b].append(a)
    return _components(texts, neighbours)


def _equivalent(pairs: list[Pair], matcher: Matcher) -> list[Pair]:
    """The pairs at or above τ."""
    scores = millionths(matcher.equivalent(pairs)) if pairs else ()
    return [pair for pair, score in zip(pairs, scores, strict=True) if score >= int(millionths(matcher.threshold))]


def _components(texts: Sequence[str], neighbours: dict[str, list[str]]) -> list[list[int]]:
    groups: list[list[int]] = []
    seen: set[str] = set()
    for start in dict.fromkeys(texts):
        if start in seen:
            continue
        members, queue = {start}, [start]
        while queue:
            for other in neighbours[queue.pop()]:
                if other not in members:
                    members.add(other)
                    queue.append(other)
        seen |= members
        groups.append([i for i, text in enumerate(texts) if text in members])
    return groups
