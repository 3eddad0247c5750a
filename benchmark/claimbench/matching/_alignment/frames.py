"""Function words and set phrases that change what a claim says (frames.json).

Dimensions: negation, modality, scope, link (cause, purpose, condition), order in time, place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files

_FILE = json.loads((files("claimbench.matching._alignment") / "frames.json").read_text("utf-8"))
FRAMES: Mapping[str, Mapping[str, list[str]]] = _FILE["frames"]
"""Set phrases by dimension and class; their wildcards are those of :func:`profile`."""
ALIKE: Mapping[frozenset[str], float] = {
    frozenset(pair.split()): float(value) for value, pairs in _FILE["alike"].items() for pair in pairs
}
"""Classes that good paraphrases exchange, and how much of a conflict such an exchange is not."""
_COMPLEMENT = frozenset(_FILE["complement"])


def _compile() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    table: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for dimension, classes in FRAMES.items():
        for name, phrases in classes.items():
            for phrase in phrases:
                words = tuple(phrase.split())
                table.setdefault(words[0], []).append((words[1:], dimension, name))
    return table


_TABLE = _compile()


Found = dict[str, dict[str, list[int]]]


def profile(
    forms: Sequence[frozenset[str]],
    verbs: Sequence[bool],
    numbers: frozenset[int],
    times: frozenset[int],
    names: frozenset[int],
) -> dict[str, dict[str, tuple[int, ...]]]:
    """Positions of each class found, by dimension; words inside of a number are not read as anything else.

    `forms` are the base forms of each token and itself. In a phrase ``@`` is any word, ``>`` a verb (after a
    word that takes no infinitive), ``>t`` a time or number, ``>n`` a name, the last two up to two words on.
    Of phrases that begin in each other, the longest counts ("in order to", not "order").
    """
    matches = [
        (position, 1 + len(rest), dimension, name)
        for position, words in enumerate(forms)
        if position not in numbers
        for first in sorted(words)
        for rest, dimension, name in _TABLE.get(first, ())
        if _fits(rest, position + 1, forms, verbs, times | numbers, names)
    ]
    found: Found = {}
    for position, length, dimension, name in matches:
        if not any(at <= position < at + other and length < other for at, other, _, _ in matches):
            found.setdefault(dimension, {}).setdefault(name, []).append(position)
    _not_before(found)
    return _without(found, lambda at: "some" in forms[at] and at + 1 in numbers)


def _without(found: Found, quantifies: Callable[[int], bool]) -> dict[str, dict[str, tuple[int, ...]]]:
    """What was found, less a "some" that stands before a number and means "about"."""
    some = found.get("scope", {}).get("some", [])
    some[:] = [at for at in some if not quantifies(at)]
    kept = {
        dimension: {name: tuple(dict.fromkeys(places)) for name, places in classes.items() if places}
        for dimension, classes in found.items()
    }
    return {dimension: classes for dimension, classes in kept.items() if classes}


def _not_before(found: Found) -> None:
    """Read "not … before (until) x" as "only after x"."""
    order, negation = found.get("order", {}), found.get("negation", {})
    for name in ("until", "before"):
        if order.get(name) and negation.get("not") and min(negation["not"]) < max(order[name]):
            place = negation.pop("not")
            for other in ("until", "before"):
                order.pop(other, None)
            order.setdefault("after", []).extend(place)
            found.setdefault("scope", {}).setdefault("only", []).extend(place)
            return


def _fits(
    rest: tuple[str, ...],
    position: int,
    forms: Sequence[frozenset[str]],
    verbs: Sequence[bool],
    times: frozenset[int],
    names: frozenset[int],
) -> bool:
    for word in rest:
        if position >= len(forms):
            return False
        if word == ">t":
            return any(at in times for at in range(position, position + 3))
        if word == ">n":
            return any(at in names for at in range(position, position + 3))
        if word == ">":
            before = forms[position - 2] if position > 1 else frozenset()
            return verbs[position] and not before & _COMPLEMENT
        if word != "@" and word not in forms[position]:
            return False
        position += 1
    return True


def likeness(one: str, two: str) -> float:
    """How well a class may stand for another in a paraphrase, in [0, 1]."""
    return 1.0 if one == two else ALIKE.get(frozenset((one, two)), 0.0)


def difference(
    p: Mapping[str, tuple[int, ...]], g: Mapping[str, tuple[int, ...]]
) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    """How much the classes of one dimension differ (0 none), and the classes that only p and only g has."""
    only_p, only_g = tuple(sorted(set(p) - set(g))), tuple(sorted(set(g) - set(p)))
    strength = 0.0
    for mine, others in ((only_p, tuple(g)), (only_g, tuple(p))):
        strength += sum(1.0 - max((likeness(name, other) for other in others), default=0.0) for name in mine)
    return strength, only_p, only_g
