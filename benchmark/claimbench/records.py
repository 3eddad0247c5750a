"""The records that everything else passes around: frozen, and validated where they are read.

Offsets count Unicode code points of `Article.text` (Python string indices), sentence indices are 0-based.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

TYPES = ("event", "state", "quantity", "statement", "plan", "link", "assessment")
TIERS = ("core", "detail", "background")
RELATIONS = ("same", "narrower", "conflict")


@dataclass(frozen=True, slots=True)
class Document:
    """What an extractor is given: an article's id and its text, and nothing else."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article: ``text == article.text[start:end]``."""

    index: int
    paragraph: int
    start: int
    end: int
    text: str
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its sentence table; furniture sentences are credits, teasers and the like."""

    id: str
    text: str
    sentences: tuple[Sentence, ...]

    def document(self) -> Document:
        """The view that an extractor gets."""
        return Document(self.id, self.text)


@dataclass(frozen=True, slots=True)
class Evidence:
    """An exact substring of the article, ``quote == article.text[start:end]``, inside one sentence."""

    sentence: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Variant:
    """Another accepted wording of a gold claim; `distance` is ``close`` or ``far``."""

    text: str
    distance: str = "close"


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One labelled claim of one article (labels: gold/GUIDELINES.md, section 6)."""

    id: str
    doc_id: str
    text: str
    variants: tuple[Variant, ...] = ()
    type: str = "event"
    tier: str = "detail"
    checkable: bool = True
    source: str | None = None
    sentences: tuple[int, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    annotators: tuple[str, ...] = ()
    note: str = ""

    @property
    def required(self) -> bool:
        """Whether a system has to find it: core and detail are required, background is optional."""
        return self.tier != "background"

    @property
    def forms(self) -> tuple[str, ...]:
        """Every accepted wording, the claim's own text first."""
        return (self.text, *(variant.text for variant in self.variants))


@dataclass(frozen=True, slots=True)
class Link:
    """Two gold claims of two articles that say the same, one less than the other, or conflict.

    For ``narrower``, `narrow` is the id of the claim that says more (is entailed to hold more narrowly).
    """

    a: str
    b: str
    relation: str
    why: str = ""
    narrow: str | None = None


@dataclass(frozen=True, slots=True)
class PredictedClaim:
    """One claim that an extractor lists; only `text` counts for the score."""

    text: str
    source: str | None = None
    evidence: str | None = None
    confidence: float | None = None


@dataclass(frozen=True)
class Predictions(Mapping[str, tuple[PredictedClaim, ...]]):
    """The claims of each article, by article id. An article that is absent has an empty list."""

    claims: Mapping[str, tuple[PredictedClaim, ...]] = field(default_factory=dict)

    def __getitem__(self, doc_id: str) -> tuple[PredictedClaim, ...]:
        return self.claims[doc_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.claims)

    def __len__(self) -> int:
        return len(self.claims)
