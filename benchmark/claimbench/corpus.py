"""Reading, checking and hashing gold folders.

A gold folder holds `articles.jsonl` and `claims.jsonl`, and may hold `links.jsonl` and `gold.json` (name, version
and `about`: one or two sentences that say what the set is, for the foot of every table). The two articles of the benchmark are ``load_gold()``, the development set ``load_gold("dev")``, any
other folder ``load_gold(path)``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from claimbench.counting import counted
from claimbench.errors import InputError, RecordError, literally
from claimbench.jsonl import Row, canonical, read_rows, read_text, sha256
from claimbench.records import RELATIONS, TIERS, TYPES, Article, Evidence, GoldClaim, Link, Sentence, Variant

if TYPE_CHECKING:
    import datasets
    import pandas as pd

T = TypeVar("T", Article, GoldClaim)

NAMED = {"news": ".", "dev": "dev"}
"""The gold sets that come with claimbench, and their folder inside `claimbench.gold`."""


@dataclass(frozen=True)
class Gold:
    """Articles with every claim they make, and the links between claims of different articles."""

    name: str
    version: str
    articles: tuple[Article, ...]
    claims: tuple[GoldClaim, ...]
    links: tuple[Link, ...] = ()
    about: str = ""

    @cached_property
    def by_article(self) -> dict[str, tuple[GoldClaim, ...]]:
        """The claims of each article, every article present."""
        return {a.id: tuple(c for c in self.claims if c.doc_id == a.id) for a in self.articles}

    @cached_property
    def sha256(self) -> str:
        """Hash of the content, not of the formatting: records sorted by id, NFC, canonical JSON.

        The order of lists inside a record that has no meaning (variants, sentences, evidence, annotators) is left
        out as well.
        """
        content = {
            "articles": sorted((asdict(a) for a in self.articles), key=lambda r: r["id"]),
            "claims": sorted((_unordered(asdict(c)) for c in self.claims), key=lambda r: r["id"]),
            "links": sorted((asdict(link) for link in self.links), key=canonical),
        }
        return sha256(canonical(content))

    @property
    def footer(self) -> str:
        """What stands at the foot of every table: how large the set is and what it is."""
        return self.describe(self.name, self.version, len(self.articles), self.required, self.optional, self.about)

    @staticmethod
    def describe(name: str, version: str, articles: int, required: int, optional: int, about: str) -> str:
        """The footer of a gold set that is known by these values alone, as a result file has them."""
        size = f"{counted(articles, 'article')}, {required} required and {optional} optional claims"
        return f"{name}-{version}: {size}. {about or 'The set does not say what it is.'}"

    @property
    def required(self) -> int:
        """How many claims a system has to find."""
        return sum(claim.required for claim in self.claims)

    @property
    def optional(self) -> int:
        """How many claims a system may find without reward or punishment."""
        return len(self.claims) - self.required

    def __iter__(self) -> Iterator[Article]:
        return iter(self.articles)

    def to_pandas(self) -> pd.DataFrame:
        """The claims as a table, one row a claim."""
        from claimbench.adapters import gold_to_pandas

        return gold_to_pandas(self)

    def to_dataset(self) -> datasets.Dataset:
        """The claims as a `datasets.Dataset` with explicit features."""
        from claimbench.adapters import gold_to_dataset

        return gold_to_dataset(self)


def _unordered(record: dict[str, Any]) -> dict[str, Any]:
    for key in ("variants", "sentences", "evidence", "annotators"):
        record[key] = sorted(record[key], key=canonical)
    return record


def gold_folder(where: str | Path | None = None) -> Path:
    """The folder of a gold set, by its name (:data:`NAMED`) or path; InputError when it is not one."""
    name = "news" if where is None else str(where)
    if name in NAMED:
        return Path(str(files("claimbench.gold"))) / NAMED[name]
    folder = Path(name)
    if not (folder / "articles.jsonl").is_file():
        raise InputError(
            f"{folder}: expected a gold folder with articles.jsonl and claims.jsonl, or one of {', '.join(NAMED)}\n"
            "  next: claimbench list gold"
        )
    return folder


def load_gold(where: str | Path | None = None) -> Gold:
    """Read and check a gold set, by name or folder; the two articles by default.

    Raises InputError or RecordError with file, line, field, expected and found.
    """
    folder = gold_folder(where)
    articles = _unique(_articles(folder / "articles.jsonl"), folder / "articles.jsonl")
    texts = {article.id: article for article in articles}
    claims = _unique(_claims(folder / "claims.jsonl", texts), folder / "claims.jsonl")
    links_file = folder / "links.jsonl"
    links = tuple(_links(links_file, {c.id: c for c in claims})) if links_file.is_file() else ()
    name, version, about = _identity(folder)
    return Gold(name, version, articles, claims, links, about)


def _identity(folder: Path) -> tuple[str, str, str]:
    file = folder / "gold.json"
    if not file.is_file():
        return folder.resolve().name, "0", ""
    try:
        row = Row(dict(json.loads(read_text(file))), str(file), None)
    except ValueError as error:
        raise RecordError("a JSON object", literally(str(error)), file=str(file)) from None
    return row.text("name"), row.text("version"), row.get("about", str, "")


def _unique(rows: Iterator[tuple[Row, T]], file: Path) -> tuple[T, ...]:
    seen: dict[str, T] = {}
    for row, record in rows:
        if record.id in seen:
            raise row.error("an id that no other record has", record.id, "id")
        seen[record.id] = record
    if not seen and file.name == "articles.jsonl":
        raise RecordError("at least one article", literally("none"), file=str(file))
    return tuple(seen.values())


def _articles(file: Path) -> Iterator[tuple[Row, Article]]:
    for row in read_rows(file):
        text = row.text("text")
        sentences = tuple(
            _sentence(row.child("sentences", value), index, text)
            for index, value in enumerate(row.get("sentences", list, []))
        )
        yield row, Article(row.text("id"), text, sentences)


def _sentence(row: Row, index: int, text: str) -> Sentence:
    start, end = row.get("start", int), row.get("end", int)
    found = row.get("text", str)
    if text[start:end] != found:
        raise row.error(
            f"the article's text from {start} to {end}, {text[start:end]!r}", found, f"sentences[{index}].text"
        )
    if row.get("index", int, index) != index:
        raise row.error(f"{index}", row.data["index"], f"sentences[{index}].index")
    return Sentence(index, row.get("paragraph", int, 0), start, end, found, row.get("furniture", bool, False))


def _claims(file: Path, articles: dict[str, Article]) -> Iterator[tuple[Row, GoldClaim]]:
    for row in read_rows(file):
        doc_id = row.choice("doc_id", articles)
        sentences = tuple(row.get("sentences", list, []))
        for index in sentences:
            if not isinstance(index, int) or not 0 <= index < max(1, len(articles[doc_id].sentences)):
                raise row.error(f"sentence indices of article {doc_id}", index, "sentences")
        evidence = tuple(_evidence(row.child("evidence", e), articles[doc_id]) for e in row.get("evidence", list, []))
        yield (
            row,
            GoldClaim(
                id=row.text("id"),
                doc_id=doc_id,
                text=row.text("text"),
                variants=tuple(_variant(row, value) for value in row.get("variants", list, [])),
                type=row.choice("type", TYPES, "event"),
                tier=row.choice("tier", TIERS, "detail"),
                checkable=row.get("checkable", bool, True),
                source=row.get("source", (str, type(None)), None),
                sentences=sentences,
                evidence=evidence,
                annotators=tuple(str(name) for name in row.get("annotators", list, [])),
                note=row.get("note", str, ""),
            ),
        )


def _variant(row: Row, value: object) -> Variant:
    if isinstance(value, str) and value.strip():
        return Variant(value)
    child = row.child("variants", value)
    return Variant(child.text("text"), child.choice("distance", ("close", "far"), "close"))


def _evidence(row: Row, article: Article) -> Evidence:
    start, end, quote = row.get("start", int), row.get("end", int), row.text("quote")
    if article.text[start:end] != quote:
        raise row.error(
            f"the article's text from {start} to {end}, {article.text[start:end]!r}", quote, "evidence.quote"
        )
    index = row.get("sentence", int)
    if article.sentences:
        if not 0 <= index < len(article.sentences):
            raise row.error(f"a sentence of article {article.id}", index, "evidence.sentence")
        sentence = article.sentences[index]
        if not sentence.start <= start < end <= sentence.end:
            raise row.error(
                f"evidence inside sentence {index} ({sentence.start} to {sentence.end})",
                f"{start} to {end}",
                "evidence",
            )
    return Evidence(index, start, end, quote)


def _links(file: Path, claims: dict[str, GoldClaim]) -> Iterator[Link]:
    for row in read_rows(file):
        a, b = row.choice("a", claims), row.choice("b", claims)
        relation = row.choice("relation", RELATIONS)
        if claims[a].doc_id == claims[b].doc_id:
            raise row.error("claims of two articles", f"{a} and {b}", "b")
        why = row.get("why", str, "")
        if relation != "same" and not why.strip():
            raise row.error(f"why the pair is {relation}", why, "why")
        narrow = row.get("narrow", (str, type(None)), None)
        if (relation == "narrower") != (narrow in (a, b)):
            raise row.error("the id of the narrower claim for 'narrower', null otherwise", narrow, "narrow")
        yield Link(a, b, relation, why, narrow)
