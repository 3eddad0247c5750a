"""Pairs from whole articles (`articles/A*.jsonl`): every claim of an invented article, and lines as systems print them.

A row of `A*.jsonl` is ``{"id", "article", "claims": [{"text", "forms": [text, …], "holds": [number, …]}, …], "lines": [{"text",
"holds", "same"}, …]}``. The forms of a claim are the same claim in other words; `holds` names the claims, by their
places, that a claim or a line conveys wholly, `same` those that convey all of the line too. Claims of an article share
names, sources and circumstances: what is in no `holds` is another claim. The last 15 % of each file are held out.

What a second annotator made of the same articles stands in `L*.jsonl`: ``{"article", "listed": [{"text", "holds",
"same"}, …], "told": [{"claim", "kind", "text", "holds", "same"}, …]}``. `listed` are the claims that it found before it saw
those of `A*.jsonl`; `told` are texts about one of these: `brief` and `fuller` leave out or add only what tells which
person or thing is meant and are the same claim, `lacking` and `adding` leave out or add what may be true or false.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claimbench.matching.forms import Asked
from pairs import Example, Score, Scores, either, held_out, ordered, rows, scrambled

HARD, ANY = 8, 2
"""So many other claims a pass shows beside each claim: those that the model takes for it most, and any others."""
HARD_OF_LINE, ANY_OF_LINE = 4, 1
JOINED = 10
"""So often a claim is asked of several lines of its article."""
HARD_OF_TOLD, OF_TOLD = 2, 6
"""So many other claims are shown beside a told text, the hardest of so many that the model is asked about."""
CONVEYS: dict[str, tuple[int, int | None]] = {"brief": (1, 1), "fuller": (1, 1), "lacking": (0, None), "adding": (1, 0)}
"""Of each kind of told text whether it conveys its claim, and whether the claim conveys it: without a hedge or a source
a text says less and more."""
Best = list[tuple[list[Asked], bool]]
"""Texts beside claims in their accepted forms: of each list the highest score counts."""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim in all its forms, or a line (one form): the claims it holds, and those of them that are the same."""

    forms: tuple[str, ...]
    holds: frozenset[int]
    same: frozenset[int]


@dataclass(frozen=True, slots=True)
class Told:
    """A text about a claim, given by its place, and the kind of what it leaves out or adds."""

    said: Said
    claim: int
    kind: str


@dataclass(frozen=True, slots=True)
class Article:
    """All claims of an article, lines that a system may print of it, and what a second annotator listed and told."""

    id: str
    claims: tuple[Said, ...]
    lines: tuple[Said, ...]
    listed: tuple[Said, ...] = ()
    told: tuple[Told, ...] = ()


def files(folder: Path) -> list[Path]:
    """The files of articles, in order, then those of second annotators."""
    return [*_first(folder), *sorted(folder.glob("L*.jsonl"))]


def _first(folder: Path) -> list[Path]:
    return sorted(folder.glob("A*.jsonl"))


def split(folder: Path) -> tuple[list[Article], list[Article]]:
    """Articles for training and for choosing the model."""
    second = {str(row["article"]): row for path in sorted(folder.glob("L*.jsonl")) for row in rows(path)}
    return held_out(_first(folder), lambda row: _article(row, second.get(str(row["id"]), {})))


def _article(row: dict[str, object], second: dict[str, object]) -> Article:
    holds = _closed([{*c["holds"], number} for number, c in enumerate(row["claims"])])  # type: ignore[arg-type]
    claims = tuple(
        Said((str(c["text"]), *map(str, c["forms"])), frozenset(holds[number]), frozenset({number}))
        for number, c in enumerate(row["claims"])  # type: ignore[arg-type]
    )
    lines, listed = (_lines(found, holds) for found in (row["lines"], second.get("listed", [])))
    told = second.get("told", [])
    texts = zip(_lines(told, holds), told, strict=True)  # type: ignore[call-overload]
    return Article(str(row["id"]), claims, lines, listed, tuple(Told(s, t["claim"], t["kind"]) for s, t in texts))


def _lines(found: object, holds: list[set[int]]) -> tuple[Said, ...]:
    return tuple(
        Said((str(c["text"]),), frozenset(m for n in c["holds"] for m in holds[n]), frozenset(c["same"]))
        for c in found  # type: ignore[attr-defined]
    )


def _closed(holds: list[set[int]]) -> list[set[int]]:
    """What is held by what a claim holds is held by it."""
    wider = [found.union(*(holds[n] for n in found)) for found in holds]
    return holds if wider == holds else _closed(wider)


def unlinked(number: str, claims: Sequence[Sequence[str]]) -> Article:
    """An article of claims, each given by its forms, that hold nothing but themselves; without lines."""
    own = [frozenset({place}) for place in range(len(claims))]
    return Article(number, tuple(Said(tuple(forms), n, n) for forms, n in zip(claims, own, strict=True)), ())


def one_of(article: Article, said: Iterable[Said]) -> Best:
    """Texts as a prediction is scored: beside the other forms of the claims that they are, and those of all others."""
    found: Best = []
    for one in said:
        text, same = one.forms[0], one.same
        beside = [[form for form in claim.forms if form != text] for claim in article.claims]
        found.append(([(text, forms) for n, forms in enumerate(beside) if n in same and forms], True))
        found.append(([(text, forms) for n, forms in enumerate(beside) if n not in same and forms], False))
    return [(asked, label) for asked, label in found if asked]


def best(asked: Best, score: Callable[[list[Asked]], Iterable[float]]) -> tuple[Scores, NDArray[np.bool_]]:
    """The highest score of each list, and the labels; `score` gives one number for a text beside a claim."""
    scores = iter(score([one for listed, _ in asked for one in listed]))
    highest = [max(next(scores) for _ in listed) for listed, _ in asked]
    return np.array(highest), np.array([label for _, label in asked])


def draw(articles: Sequence[Article], score: Score, rng: random.Random) -> list[list[Example]]:
    """One pass: a group of pairs for each claim and line; `score` gives both directions, shape (pairs, 2)."""
    return [list(group) for article in articles for group in _of(article, score, rng)]


def draw_second(articles: Sequence[Article], score: Score, rng: random.Random) -> list[list[Example]]:
    """The same for each text of the second annotators."""
    return [list(group) for article in articles for group in _of_second(article, score, rng)]


def _of(article: Article, score: Score, rng: random.Random) -> Iterator[Iterator[Example]]:
    for one, ranked in zip(article.claims, _ranked(article.claims, article, score, rng), strict=True):
        numbers = [*sorted(one.holds - one.same), *_first_and_any(ranked, HARD, ANY, rng)]
        yield _beside_claims(one, article, numbers, rng)
    yield from _lines_of(article.lines, article, score, rng)
    yield from (_same(claim.forms, rng) for claim in article.claims)
    yield (_joined(article, rng) for _ in range(JOINED))


def _of_second(article: Article, score: Score, rng: random.Random) -> Iterator[Iterator[Example]]:
    yield from _lines_of(article.listed, article, score, rng)
    texts = [told.said for told in article.told]
    for told, ranked in zip(article.told, _ranked(texts, article, score, rng, OF_TOLD), strict=True):
        yield _told(told, article, ranked[:HARD_OF_TOLD], rng)


def _lines_of(lines: Sequence[Said], article: Article, score: Score, rng: random.Random) -> Iterator[Iterator[Example]]:
    for one, ranked in zip(lines, _ranked(lines, article, score, rng), strict=True):
        numbers = [*sorted(one.holds - one.same), *_first_and_any(ranked, HARD_OF_LINE, ANY_OF_LINE, rng)]
        yield _line(one, article, numbers, rng)


def _first_and_any(ranked: Sequence[int], first: int, loose: int, rng: random.Random) -> list[int]:
    rest = ranked[first:]
    return [*ranked[:first], *rng.sample(rest, min(loose, len(rest)))]


def _ranked(
    said: Sequence[Said], article: Article, score: Score, rng: random.Random, most: int | None = None
) -> list[list[int]]:
    """Of each claim or line the claims that it does not hold, or `most` of them, first what the model takes for it most."""
    missed = [[n for n in range(len(article.claims)) if n not in one.holds] for one in said]
    if most is not None:
        missed = [rng.sample(numbers, min(most, len(numbers))) for numbers in missed]
    pairs = [
        (rng.choice(one.forms), rng.choice(article.claims[n].forms))
        for one, numbers in zip(said, missed, strict=True)
        for n in numbers
    ]
    scores = iter(score(pairs).min(axis=1))
    keyed = [[(-float(next(scores)), n) for n in numbers] for numbers in missed]
    return [[n for _, n in sorted(numbers)] for numbers in keyed]


def _beside_claims(claim: Said, article: Article, numbers: Sequence[int], rng: random.Random) -> Iterator[Example]:
    own = article.claims.index(claim)
    for number in numbers:
        other = article.claims[number]
        texts = rng.choice(claim.forms), rng.choice(other.forms)
        yield ordered(*texts, number in claim.holds, own in other.holds, "of one article", rng)


def _line(line: Said, article: Article, numbers: Sequence[int], rng: random.Random) -> Iterator[Example]:
    """A line beside two forms of the claims that it equals, and beside the others; nobody said what these convey of it."""
    for number in (*line.same, *line.same, *numbers):
        back = int(number in line.same) if number in line.holds else None
        form = rng.choice(article.claims[number].forms)
        yield Example(line.forms[0], form, int(number in line.holds), "line of an article", back)


def _told(told: Told, article: Article, others: Sequence[int], rng: random.Random) -> Iterator[Example]:
    """A told text beside a near and a free form of its claim, and beside claims that it does not hold."""
    text, forms = told.said.forms[0], article.claims[told.claim].forms
    for form in (rng.choice(forms[:2]), rng.choice(forms[2:])):
        yield ordered(text, form, *CONVEYS[told.kind], told.kind, rng)
    for number in others:
        if number != told.claim:
            yield Example(text, rng.choice(article.claims[number].forms), 0, "line of an article")


def _same(forms: tuple[str, ...], rng: random.Random) -> Iterator[Example]:
    for form in forms[1:]:
        yield either(forms[0], form, "paraphrase", rng)
    for _ in range(2):
        yield either(*rng.sample(forms[1:], 2), "paraphrase", rng)
    yield from scrambled(rng.choice(forms), rng.choice(forms), rng)


def _joined(article: Article, rng: random.Random) -> Example:
    """A claim asked of some claims or lines of its article, with one that holds it or itself among them, or without."""
    number = rng.randrange(len(article.claims))
    said = rng.choice((article.claims, article.lines))
    others = [one for one in said if number not in one.holds]
    holding = [one for one in said if number in one.holds]
    chosen = rng.sample(others, min(len(others), rng.choice((2, 3, 4))))
    if holding and rng.random() < 0.6:
        chosen.append(rng.choice(holding))
    rng.shuffle(chosen)
    held = any(number in one.holds for one in chosen)
    lines = "\n".join(rng.choice(one.forms) for one in chosen)
    return Example(lines, rng.choice(article.claims[number].forms), int(held), "joined")
