"""WiRe57's two JSON files: gold triples by document, extractions by sentence with the name of their system."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimbench.errors import RecordError
from claimbench.jsonl import Row
from claimbench.packed import read_json
from claimbench.papers._reading import number
from claimbench.papers.triples import Part, Triple, part

GOLD = "data/WiRe57_343-manual-oie.json"
EXTRACTIONS = "data/WiRe57_extractions_by_ollie_clausie_openie_stanford_minie_reverb_props-export.json"


def read_gold(folder: Path) -> dict[str, tuple[Triple, ...]]:
    """The gold triples of each sentence id."""
    return {
        row.text("id"): tuple(_gold_triple(row.child("tuples", value)) for value in row.get("tuples", list))
        for row in _sentences(folder)
    }


def read_sentences(folder: Path) -> dict[str, str]:
    """The text of each sentence, by its id."""
    return {row.text("id"): row.text("sent") for row in _sentences(folder)}


def _sentences(folder: Path) -> Iterator[Row]:
    content, name = read_json(folder / GOLD)
    for document, sentences in _object(content, name).items():
        for i, value in enumerate(_list(sentences, name, document)):
            yield Row({}, name, None).child(f"{document}[{i}]", value)


def _gold_triple(row: Row) -> Triple:
    further = [row.child("arg3+", value) for value in row.get("arg3+", list)]
    subject, relation, thing = (_gold_part(row.child(f, row.get(f, dict))) for f in ("arg1", "rel", "arg2"))
    return Triple(subject, relation, (thing, *map(_gold_part, further)))


def _gold_part(row: Row) -> Part:
    words, indexes = row.get("words", list), row.get("words_indexes", list)
    if len(words) != len(indexes):
        raise row.error(f"{len(words)} indexes, one a word", indexes, "words_indexes")
    return Part(tuple(map(str, words)), tuple(index == "inf" for index in indexes))


def read_systems(folder: Path) -> dict[str, dict[str, tuple[Triple, ...]]]:
    """The extractions of each system, by sentence id."""
    content, name = read_json(folder / EXTRACTIONS)
    found: dict[str, dict[str, list[Triple]]] = {}
    for sentence, items in _object(content, name).items():
        for value in _list(items, name, sentence):
            row = Row({}, name, None).child(sentence, value)
            found.setdefault(row.text("extractor"), {}).setdefault(sentence, []).append(_extraction(row))
    return {system: {key: tuple(items) for key, items in rows.items()} for system, rows in found.items()}


def _extraction(row: Row) -> Triple:
    """An extraction; its parts may be empty."""
    further = row.get("arg3+", (list, str), [])
    objects = [row.get("arg2", str), *([further] if isinstance(further, str) else further)]
    score = row.data.get("score")
    confidence = 0.0 if score is None else number(score, row.file, row.line, "score")
    return Triple(part(row.get("arg1", str)), part(row.get("rel", str)), tuple(map(part, objects)), confidence)


def _object(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RecordError("an object", value, file=name)
    return value


def _list(value: Any, name: str, field: str) -> list[Any]:
    if not isinstance(value, list):
        raise RecordError("a list", value, file=name, field=field)
    return value
