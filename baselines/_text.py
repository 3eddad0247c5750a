"""Sentence splitting for the baselines, without a parser."""

from __future__ import annotations

import re

from claimbench.baselines._furniture import article_lines

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|St|vs|No|Inc|Ltd|Co|Corp|Jr|Sr|approx"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)|\b[A-Za-z](?:\.[A-Za-z])*)\.$"
)
_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9])")


def split_sentences(text: str) -> list[str]:
    """The sentences of a text: lines end one, and so does a stop before a capital, abbreviations aside."""
    return [sentence for line in text.splitlines() for sentence in _split_line(line.strip())]


def _split_line(line: str) -> list[str]:
    sentences, start = [], 0
    for match in _END.finditer(line):
        if line[match.start()] == "." and _ABBREVIATION.search(line[start : match.start() + 1]):
            continue
        sentences.append(line[start : match.end()].strip())
        start = match.end()
    return [sentence for sentence in (*sentences, line[start:].strip()) if sentence]


def article_sentences(text: str) -> list[str]:
    """The sentences of the article itself: page furniture and datelines are left out."""
    return [sentence for line in article_lines(text) for sentence in _split_line(line)]
