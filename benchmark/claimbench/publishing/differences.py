"""What differs between two results, by part: gold, matcher, extractor, predictions, counts, outcomes, ratios…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]

PARTS = (
    "gold", "article texts", "matcher", "signature", "extractor config", "extractor code", "weights",
    "package versions", "predicted claims", "counts", "outcomes", "ratios", "similarities", "intervals",
)  # fmt: skip
"""The parts in the order in which they are told."""

SCORES = ("gold", "article texts", "matcher", "signature", "predicted claims", "counts", "outcomes", "ratios")
"""The parts that have to be exactly the same for a score to be the same."""

INTERVAL_TOLERANCE = 1e-9
SIMILARITY_TOLERANCE = 2e-6
"""Similarities are stored in millionths, and the last one may round either way."""

_RATIOS = {"precision", "recall", "f1", "macro"}
_TOP = {
    "gold": "gold", "matcher": "matcher", "support_check": "matcher", "signature": "signature", "signature_fields": "signature",
    "seeds": "signature", "environment": "package versions", "predictions": "predicted claims", "counts": "counts",
    "schema_version": "signature", "runs": "ratios", **dict.fromkeys(_RATIOS, "ratios"),
}  # fmt: skip
_EXTRACTOR = {
    "config": "extractor config", "weights": "weights", "code": "extractor code", "class": "extractor code",
    "version": "extractor code",
}  # fmt: skip
_SCORE = {"value": "ratios", "counts": "counts", "intervals": "intervals"}
_ARTICLE = {
    "doc_id": "gold", "sha256": "article texts", "counts": "counts", "units": "counts", "pairs": "similarities",
    "close_pairs": None, **dict.fromkeys(_RATIOS, "ratios"),
}  # fmt: skip
_CLAIM = {"text": "predicted claims", "similarity": "similarities"}
_GOLD_CLAIM = {"id": "gold", "text": "gold", "tier": "gold", "unit": "gold", "similarity": "similarities"}
_TOLD_LENGTH = 90
_DEEPEST = 12


@dataclass(frozen=True)
class Difference:
    """One value that differs: the part it belongs to, its place in the result, and both values."""

    part: str
    place: str
    recorded: object
    found: object

    def __str__(self) -> str:
        return f"{self.place}: recorded {_told(self.recorded)}, found {_told(self.found)}"


class _Nothing:
    def __repr__(self) -> str:
        return "nothing"


NOTHING = _Nothing()


def differences(recorded: Mapping[str, Any], found: Mapping[str, Any]) -> list[Difference]:
    """Every value that differs, in the order of :data:`PARTS`.

    Counts, outcomes, ratios and signature are compared exactly, intervals to 1e-9, similarities to two millionths.
    Timings, costs and the name of the system are not compared, nor is what a gold set says about itself.
    """
    old, new = dict(_leaves(recorded)), dict(_leaves(found))
    names = [article.get("doc_id") for article in _articles(found)]
    result = []
    for path in [*old, *(path for path in new if path not in old)]:
        part = part_of(path)
        a, b = old.get(path, NOTHING), new.get(path, NOTHING)
        if part is not None and not _same(a, b, part):
            result.append(Difference(part, _place(path, names), a, b))
    return sorted(result, key=lambda difference: PARTS.index(difference.part))


def part_of(path: Path) -> str | None:
    """The part that a place in a result belongs to; None where it may differ freely."""
    top, rest = path[0], path[1:]
    if top == "gold" and rest[:1] == ("about",):
        return None
    if top == "extractor":
        return _EXTRACTOR.get(str(rest[0])) if rest else "extractor code"
    if top == "scores":
        return _SCORE.get(str(rest[1]), "counts") if len(rest) > 1 else "counts"
    if top == "curve":
        return "counts" if rest[1:2] in (("tp",), ("fp",), ("fn",)) else "ratios"
    if top == "articles":
        return _article_part(rest[1:])
    return _TOP.get(str(top))


def _article_part(rest: Path) -> str | None:
    if not rest:
        return "counts"
    if rest[0] in ("predictions", "gold") and len(rest) > 2:
        table = _CLAIM if rest[0] == "predictions" else _GOLD_CLAIM
        return table.get(str(rest[2]), "outcomes")
    return _ARTICLE.get(str(rest[0]), "outcomes")


def _leaves(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value that holds no other; an empty list or object is one."""
    items: Sequence[tuple[str | int, Any]] = ()
    if isinstance(data, Mapping):
        items = list(data.items())
    elif isinstance(data, list):
        items = list(enumerate(data))
    if len(path) >= _DEEPEST:  # no result of ours is that deep
        items = ()
    for key, value in items:
        yield from _leaves(value, (*path, key))
    if not items and path:
        yield path, data


def _same(a: object, b: object, part: str) -> bool:
    if type(a) is bool or type(b) is bool:
        return a is b
    allowed = {"intervals": INTERVAL_TOLERANCE, "similarities": SIMILARITY_TOLERANCE}.get(part, 0.0)
    if allowed and isinstance(a, int | float) and isinstance(b, int | float):
        return abs(a - b) <= allowed
    return a == b


def _articles(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = data.get("articles")
    return [a for a in found if isinstance(a, Mapping)] if isinstance(found, list) else []


def _place(path: Path, names: Sequence[object]) -> str:
    told = str(path[0])
    for depth, key in enumerate(path[1:], 1):
        if path[0] == "articles" and depth == 1 and isinstance(key, int) and key < len(names):
            told = f"article {visible(str(names[key]))}:"
        elif isinstance(key, int):
            told += f"[{key}]"
        else:
            told += (" " if told.endswith(":") else ".") + visible(str(key))
    return told


def visible(text: str) -> str:
    """A stranger's text for a terminal: only signs that can be seen, none that steer."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", "?", text)


def _told(value: object) -> str:
    if isinstance(value, Mapping | list) and value:
        return "an object" if isinstance(value, Mapping) else "a list"
    text = visible(repr(value))
    return text if len(text) <= _TOLD_LENGTH else text[: _TOLD_LENGTH - 1] + "…"
