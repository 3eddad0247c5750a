"""Triples as what they are: subject, relation, objects and a confidence, whatever file they came in.

Files of our own are JSON Lines, one sentence a line::

    {"id": "s1", "triples": [{"subject": "Ada", "relation": "wrote", "objects": ["the note"], "confidence": 0.9}]}

A part of a gold triple may be ``{"words": ["Ada"], "inferred": [false]}`` instead of a string: an inferred word is
one that the sentence does not have (WiRe57). `confidence` is for predictions; without one it is 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from claimbench.errors import UsageError
from claimbench.jsonl import Row, canonical, read_rows, sha256


class Part(NamedTuple):
    """The words of a subject, a relation or an object; `inferred` marks words that the sentence does not have."""

    words: tuple[str, ...]
    inferred: tuple[bool, ...] = ()

    @property
    def text(self) -> str:
        """The words set apart by spaces."""
        return " ".join(self.words)

    @property
    def stated(self) -> int:
        """How many of the words the sentence has."""
        return len(self.words) - sum(self.inferred)


NOTHING = Part(())
"""A part without words."""


class Triple(NamedTuple):
    """What a sentence says about its subject: a relation to none, one or several objects."""

    subject: Part
    relation: Part
    objects: tuple[Part, ...]
    confidence: float = 0.0

    @property
    def text(self) -> str:
        """Subject, relation and objects as one line, for matchers that compare texts."""
        return " ".join(part.text for part in (self.subject, self.relation, *self.objects) if part.words)


NOT_CLAIMS = (
    "Our own scoring compares claims, sentences that stand alone. Its matchers are not validated on tuples, so no "
    "second table ranks these systems; `claimbench papers disagree` shows what it would say, as one metric of several."
)

Triples = Mapping[str, tuple[Triple, ...]]
"""The triples of each sentence, by the sentence's key."""


def part(text: str) -> Part:
    """A part from its text, words at white space."""
    return Part(tuple(text.split()))


def triple(subject: str, relation: str, objects: Sequence[str], confidence: float = 0.0) -> Triple:
    """A triple from the texts of its parts."""
    return Triple(part(subject), part(relation), tuple([part(text) for text in objects]), confidence)


def read_triples(file: str | Path, known: Triples | None = None) -> dict[str, tuple[Triple, ...]]:
    """Read a file of triples; with `known`, a sentence id that it does not have is an error.

    Raises RecordError with file, line, field, expected and found.
    """
    found: dict[str, tuple[Triple, ...]] = {}
    for row in read_rows(Path(file)):
        key = row.text("id")
        if key in found:
            raise row.error("each sentence once", key, "id")
        if known is not None and key not in known:
            raise row.error("the id of a gold sentence", key, "id")
        items = row.get("triples", list)
        found[key] = tuple(_triple(row.child(f"triples[{i}]", item)) for i, item in enumerate(items))
    return found


def _triple(row: Row) -> Triple:
    confidence = row.get("confidence", (int, float, type(None)), None)
    return Triple(
        _part(row, "subject", row.get("subject", object)),
        _part(row, "relation", row.get("relation", object)),
        tuple(_part(row, "objects", value) for value in row.get("objects", list)),
        float(confidence or 0.0),
    )


def _part(row: Row, field: str, value: object) -> Part:
    if isinstance(value, str):
        return part(value)
    child = row.child(field, value)
    words = child.get("words", list)
    inferred = child.get("inferred", list, [False] * len(words))
    if not all(isinstance(word, str) for word in words):
        raise row.error("a list of strings", words, f"{field}.words")
    if len(inferred) != len(words) or not all(isinstance(mark, bool) for mark in inferred):
        raise row.error(f"{len(words)} times true or false", inferred, f"{field}.inferred")
    return Part(tuple(words), tuple(inferred))


def triples_sha256(triples: Triples) -> str:
    """Hash of the content: sentences sorted by key, triples in their order."""
    return sha256(canonical([[key, [_plain(item) for item in triples[key]]] for key in sorted(triples)]))


def _plain(item: Triple) -> list[Any]:
    parts = (item.subject, item.relation, *item.objects)
    return [[list(p.words), [bool(mark) for mark in p.inferred]] for p in parts] + [item.confidence]


def gold_and_predictions(predictions: str, gold: str | None, metric: str) -> tuple[Triples, Triples]:
    """Two files of triples, the predictions checked against the ids of the gold; UsageError without a gold file."""
    if gold is None or not Path(gold).is_file():
        raise UsageError(
            f"--metric {metric} scores triples: expected --gold FILE with gold triples, found {gold or 'none'}\n"
            '  next: write JSON Lines, {"id": "s1", "triples": [{"subject": …, "relation": …, "objects": […]}]}'
        )
    golds = read_triples(gold)
    return golds, read_triples(predictions, golds)


def triples_field(golds: Triples) -> str:
    """How a signature names gold triples."""
    return f"triples:{sum(map(len, golds.values()))}@sha256:{triples_sha256(golds)[:8]}"
