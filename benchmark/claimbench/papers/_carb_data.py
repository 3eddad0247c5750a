"""CaRB's files: gold tuples, the formats of the systems' outputs, the authors' curves.

The formats are described in the README beside the data. A sentence's key is its text without spaces and ASCII
punctuation, since the systems write brackets and spaces differently.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from pathlib import Path

from claimbench.errors import RecordError
from claimbench.packed import read_text
from claimbench.papers._reading import number
from claimbench.papers.carb import Curve, Point
from claimbench.papers.triples import NOTHING, Triple, triple

Keyed = Iterator[tuple[str, str, str, list[str], float]]
"""Sentence key, subject, relation, objects, confidence."""

_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
_PUNCTUATION = str.maketrans("", "", string.punctuation)


@lru_cache(maxsize=8192)
def sentence_key(sentence: str) -> str:
    """The sentence without spaces, bracket codes and ASCII punctuation."""
    text = sentence.replace(" ", "")
    for code, bracket in _BRACKETS.items():
        text = text.replace(code, bracket)
    return text.translate(_PUNCTUATION)


def read_gold(file: Path) -> dict[str, tuple[Triple, ...]]:
    """Gold tuples by sentence: sentence, relation, arguments, set apart by tabs; arguments with ``C: `` are left out."""
    return _by_sentence(_gold(file))


def read_sentences(file: Path) -> dict[str, str]:
    """The text of each gold sentence, by its key."""
    found: dict[str, str] = {}
    for cells, _, _ in _lines(file):
        found.setdefault(sentence_key(cells[0]), cells[0])
    return found


def _gold(file: Path) -> Keyed:
    for cells, name, line in _lines(file):
        arguments = [cell for cell in cells[2:] if "C: " not in cell]
        if len(cells) < 3 or not arguments:
            raise RecordError(
                "sentence, relation and arguments set apart by tabs", "\t".join(cells), file=name, line=line
            )
        yield sentence_key(cells[0]), arguments[0], cells[1], arguments[1:], 0.0


def read_output(file: Path, form: str, wanted: Collection[str] | None = None) -> dict[str, tuple[Triple, ...]]:
    """A system's output by sentence; `form` is one of :data:`FORMS`.

    Of sentences that are not `wanted` only the confidences are kept, which is all that a curve takes from them.
    """
    return _by_sentence(FORMS[form](file), wanted)


def read_curve(file: Path) -> Curve:
    """A curve as the authors dumped it: a header, then precision, recall, confidence."""
    points = []
    for cells, name, line in _lines(file):
        if line > 1:
            if len(cells) != 3:
                raise RecordError("precision, recall and confidence", "\t".join(cells), file=name, line=line)
            points.append(Point(*(number(cell, name, line, "point") for cell in cells)))
    return Curve(tuple(points))


def _by_sentence(items: Keyed, wanted: Collection[str] | None = None) -> dict[str, tuple[Triple, ...]]:
    found: dict[str, list[Triple]] = {}
    for key, subject, relation, objects, confidence in items:
        full = wanted is None or key in wanted
        item = triple(subject, relation, objects, confidence) if full else Triple(NOTHING, NOTHING, (), confidence)
        found.setdefault(key, []).append(item)
    return {key: tuple(values) for key, values in found.items()}


def _lines(file: Path) -> Iterator[tuple[list[str], str, int]]:
    text, name = read_text(file)
    for line, content in enumerate(text.split("\n"), 1):
        if content.strip():
            yield content.rstrip("\r").split("\t"), name, line


def _clausie(file: Path) -> Keyed:
    """A line of one cell is the sentence of the lines that follow: id, subject, relation, object, confidence.

    Lines of four cells have no object; the paper's scorer does not read them.
    """
    key = ""
    for cells, name, line in _lines(file):
        if len(cells) == 1:
            key = sentence_key(cells[0])
        elif len(cells) == 4 and key:
            continue
        elif len(cells) == 5 and key:
            subject, relation, thing = (cell.strip('"') for cell in cells[1:4])
            yield key, subject, relation, [thing], number(cells[4], name, line, "confidence")
        else:
            raise RecordError("a sentence, or five cells below one", "\t".join(cells), file=name, line=line)


def _openie4(file: Path) -> Keyed:
    """Confidence, context, subject, relation, object, sentence; rows without one of the three are left out."""
    for cells, name, line in _lines(file):
        _at_least(cells, 6, name, line)
        parts = [_inside(cell) for cell in cells[2:5]]
        if all(parts):
            confidence = number(cells[0], name, line, "confidence")
            yield sentence_key(cells[5]), parts[0], parts[1], parts[2:], confidence


def _openie5(file: Path) -> Keyed:
    """Like OpenIE-4, with several objects in a cell, and a context that goes before the subject."""
    for cells, name, line in _lines(file):
        _at_least(cells, 6, name, line)
        subject, relation = _inside(cells[2]), _inside(cells[3])
        objects = [_inside(cell) for cell in cells[4].split(");")]
        if not (subject and relation and all(objects)):
            continue
        context = _inside(cells[1])
        if context and not f"{subject} {relation}".startswith(context):
            subject = f"{context} {subject}"
        yield sentence_key(cells[5]), subject, relation, objects, number(cells[0], name, line, "confidence")


def _props(file: Path) -> Keyed:
    """Confidence, sentence, relation, then pairs of role and argument."""
    for cells, name, line in _lines(file):
        _at_least(cells, 3, name, line)
        arguments = cells[4::2] or [""]
        confidence = number(cells[0], name, line, "confidence")
        yield sentence_key(cells[1]), arguments[0], cells[2], arguments[1:], confidence


def _reverb(file: Path) -> Keyed:
    """Cells 3 to 5 are subject, relation and object, 12 the confidence, 13 the sentence."""
    for cells, name, line in _lines(file):
        _at_least(cells, 13, name, line)
        confidence = number(cells[11], name, line, "confidence")
        yield sentence_key(cells[12]), cells[2], cells[3], [cells[4]], confidence


def _at_least(cells: list[str], count: int, name: str, line: int) -> None:
    if len(cells) < count:
        raise RecordError(f"at least {count} cells set apart by tabs", "\t".join(cells), file=name, line=line)


def _inside(cell: str) -> str:
    """The text between the first ``(`` and ``,List(``; empty when there is none."""
    return cell.partition("(")[2].partition(",List(")[0]


FORMS: dict[str, Callable[[Path], Keyed]] = {
    "clausie": _clausie,
    "openie4": _openie4,
    "openie5": _openie5,
    "props": _props,
    "reverb": _reverb,
}
