"""Whether the words of a text stand in the order of a sentence, by a small trigram model of word classes.

Frequent words are classes of their own; the others are a class together when they are known, else numbers, names or
classes by their ending. The model says how much likelier each class is after the two before it than anywhere (trigrams
over bigrams over single classes, each smoothed by the next; Chen and Goodman 1996). A text with many names gains little
by that in any order, so what it gains is also set against what its own words gain in random orders. The counts
(`order.json`) come from the invented claims of training:
``python -m claimbench.matching._alignment.order training/{contrasts,near}/*.jsonl``.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from claimbench.jsonl import Row, read_rows, write_atomically
from claimbench.matching.text import tokens

FREQUENT, KNOWN, SEEN = 1500, 5000, 3
"""So many words are classes of their own, so many are known, and so often a triple is seen at least."""
POOR, SHARED = -1.5, 0.5
"""A text whose `sense` is below the first is hardly a sentence, unless the text beside it shares the second part of its
neighbouring words. Chosen on the claims of gold/dev (docs/matchers.md says what it takes for scrambled there and in
texts of other people).
"""
MOST = 4.0
"""Farther than this below `POOR` is no more disordered."""
SHUFFLES = 24

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|\w+|[^\w\s]")
_ENDINGS = ("ing", "ed", "ly", "ion", "al", "er", "ous", "ive", "s")
_SMOOTH_TWO, _SMOOTH_THREE, _UNSEEN = 3.0, 5.0, 0.5
_SPREAD = 0.15


def scrambled(one: str, two: str) -> bool:
    """Whether the words of one text stand in no order of a sentence, and not in that of the other text either."""
    return disorder(one, two) > 0


@lru_cache(maxsize=65536)
def disorder(one: str, two: str) -> float:
    """How far the poorer text's `sense` lies below that of a sentence, up to `MOST`; 0 where both have one order.

    The same words in another order count `MOST`. Of texts as they were written: names are known by their capitals.
    """
    first, second = tokens(one), tokens(two)
    if first == second or _neighbours(first, second) >= SHARED:
        return 0.0
    if sorted(first) == sorted(second):
        return MOST
    return min(MOST, max(0.0, POOR - min(sense(one), sense(two))))


def rearranged(one: str, two: str) -> bool:
    """Whether both have the same words, but beside one another in fewer than half of their places."""
    first, second = tokens(one), tokens(two)
    return sorted(first) == sorted(second) and first != second and _neighbours(first, second) < SHARED


def _neighbours(first: Sequence[str], second: Sequence[str]) -> float:
    """The share of the shorter text's neighbouring pairs of words that the other has too."""
    pairs, others = (Counter(itertools.pairwise(words)) for words in (first, second))
    return (pairs & others).total() / max(1, min(pairs.total(), others.total()))


@lru_cache(maxsize=65536)
def sense(text: str) -> float:
    """What a text gains by its order, and that again in standard deviations over its words in random orders.

    0 for fewer than three words. The orders are drawn by the text itself, so that a text always has the same sense.
    """
    words = [_TOKEN.findall(word) for word in text.rstrip(".!? ").split()]
    if len(words) < 3:
        return 0.0
    model = _model()
    classes = [model.classes(word) for word in words]
    dice = np.random.RandomState(zlib.crc32(text.encode("utf-8", "surrogatepass")))
    found = model.fluency(classes)
    drawn = [model.fluency([classes[place] for place in dice.permutation(len(words))]) for _ in range(SHUFFLES)]
    return round(found + (found - float(np.mean(drawn))) / (float(np.std(drawn)) + _SPREAD), 6)


class _Model:
    """Counts of classes, of pairs and of triples; the shorter ones are sums of the longer ones."""

    def __init__(self, words: Sequence[str], triples: dict[tuple[str, str, str], int]) -> None:
        self.words, self.known, self.three = frozenset(words[:FREQUENT]), frozenset(words), Counter(triples)
        self.two: Counter[tuple[str, str]] = Counter()
        self.before: Counter[tuple[str, str]] = Counter()
        self.first: Counter[str] = Counter()
        self.one: Counter[str] = Counter()
        for (x, y, z), count in triples.items():
            self.two[y, z] += count
            self.before[x, y] += count
            self.first[y] += count
            self.one[z] += count
        self.total = sum(self.one.values())
        self._gains: dict[tuple[str, str, str], float] = {}

    def fluency(self, words: Sequence[Sequence[str]]) -> float:
        """The mean log ratio of each class's probability in its place to its probability anywhere."""
        line = ["^", "^", *itertools.chain.from_iterable(words), ".", "$"]
        found = [self.gain(*three) for three in zip(line, line[1:], line[2:], strict=False)]
        return math.fsum(found) / len(found)

    def gain(self, x: str, y: str, z: str) -> float:
        known = self._gains.get((x, y, z))
        if known is None:
            alone = (self.one[z] + _UNSEEN) / self.total
            after_one = (self.two[y, z] + _SMOOTH_TWO * alone) / (self.first[y] + _SMOOTH_TWO)
            after_two = (self.three[x, y, z] + _SMOOTH_THREE * after_one) / (self.before[x, y] + _SMOOTH_THREE)
            known = self._gains[x, y, z] = math.log(after_two / alone)
        return known

    def classes(self, tokens: Sequence[str]) -> list[str]:
        return [self._class(token) for token in tokens]

    def _class(self, token: str) -> str:
        low = token.lower()
        if low in self.words or not token[0].isalnum():
            return low
        if token[0].isdigit():
            return "#"
        if token[0].isupper():
            return "N"
        if low in self.known:
            return "w"
        return f"-{next((e for e in _ENDINGS if low.endswith(e) and len(low) > len(e) + 2), '')}"


@lru_cache(maxsize=1)
def _model() -> _Model:
    table = json.loads((files("claimbench.matching._alignment") / "order.json").read_text("utf-8"))
    return _Model(table["words"], {_triple(key): count for key, count in table["triples"].items()})


def _triple(key: str) -> tuple[str, str, str]:
    x, y, z = key.split(" ")
    return x, y, z


def counted(texts: Sequence[str]) -> dict[str, object]:
    """What `order.json` holds of these texts."""
    frequent = Counter(token.lower() for text in texts for token in _TOKEN.findall(text) if token[0].isalpha())
    words = [word for word, _ in sorted(frequent.items(), key=lambda item: (-item[1], item[0]))[:KNOWN]]
    reader = _Model(words, {("^", "^", "$"): 1})
    triples = Counter(
        " ".join(three)
        for text in texts
        for line in [["^", "^", *reader.classes(_TOKEN.findall(text)), "$"]]
        for three in zip(line, line[1:], line[2:], strict=False)
    )
    return {"words": words, "triples": {three: n for three, n in sorted(triples.items()) if n >= SEEN}}


def texts_of(file: Path) -> list[str]:
    """All texts of a file of written contrasts or near claims."""
    return [text for row in read_rows(file) for text in _texts(row)]


def _texts(row: Row) -> Iterator[str]:
    yield row.text("gold")
    yield from (entry["text"] for name in ("paraphrases", "other") for entry in row.get(name, list, ()))
    for entry in row.get("contrasts", list, ()):
        yield from (entry["text"], entry["far"])
    yield from (text for name in ("light", "same") for text in row.get(name, list, ()))


def main() -> None:
    """Count the texts of files of written claims."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    options = parser.parse_args()
    table = counted([text for file in options.files for text in texts_of(file)])
    write_atomically(Path(__file__).with_name("order.json"), json.dumps(table, ensure_ascii=False, indent=0) + "\n")


if __name__ == "__main__":
    main()
