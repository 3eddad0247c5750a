"""What a metric and a paper are, and finding them by file name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from claimbench.errors import UsageError

if TYPE_CHECKING:
    from claimbench.scoring.comparison import Comparison


@dataclass(frozen=True)
class Options:
    """What a metric may be asked with: a matcher's name, K of F1@K, γ of FActScore's length penalty."""

    matcher: str | None = None
    k: int | None = None
    gamma: float = 10.0


@dataclass(frozen=True)
class MetricResult:
    """The figures of one predictions file under one metric; None where a figure is undefined.

    `fields` make up the signature; `note` says what a reader has to know.
    """

    figures: dict[str, float | None]
    fields: dict[str, str]
    note: str = ""

    @property
    def signature(self) -> str:
        """One line that says what the figures were computed with."""
        from claimbench import __version__

        return "|".join(f"{key}:{value}" for key, value in ({"claimbench": __version__} | self.fields).items())

    def summary(self) -> dict[str, Any]:
        """Plain values: what ``claimbench score --metric … --json`` prints."""
        return {**self.figures, "note": self.note, "signature": self.signature}

    def __str__(self) -> str:
        from claimbench.publishing.tables import number, plain_table

        rows = [[name, number(value, 6)] for name, value in self.figures.items()]
        return "\n".join(
            [plain_table(["figure", "value"], rows), "", *([self.note] if self.note else []), self.signature]
        )


@dataclass(frozen=True)
class Metric:
    """A published metric: `score(predictions file, gold, options)`, and what its two inputs are."""

    name: str
    summary: str
    score: Callable[[str, str | None, Options], MetricResult]


@dataclass(frozen=True)
class Paper:
    """A paper whose numbers are reproduced from its own data.

    `marker` is a file that its data folder has. `ours`, where our own scoring applies, ranks the same systems with a
    matcher of the given name.
    """

    name: str
    title: str
    citation: str
    source: str
    licence: str
    marker: str
    reproduce: Callable[[Path], Reproduction]
    ours: Callable[[Path, str | None], Comparison] | None = None


@dataclass(frozen=True)
class Cell:
    """One figure of one system: ours and the published one, which has `digits` digits after the point.

    `ours` is None where the data do not have what it takes; `published` is None where no number was published.
    """

    system: str
    figure: str
    ours: float | None
    published: float | None
    digits: int
    note: str = ""

    @property
    def difference(self) -> float | None:
        """Ours minus published."""
        return None if self.ours is None or self.published is None else self.ours - self.published

    @property
    def agrees(self) -> bool | None:
        """Whether ours rounds to the published figure; None where one of the two is missing."""
        gap = self.difference
        return None if gap is None else abs(gap) <= 0.5 * 10**-self.digits + 1e-12


@dataclass(frozen=True)
class Check:
    """Something else that has to hold, such as a curve that equals the authors' point by point."""

    name: str
    passed: bool
    detail: str


@dataclass(frozen=True)
class Reproduction:
    """A published table beside ours: the cells, further checks, and what it took to get there."""

    paper: str
    cells: tuple[Cell, ...]
    needed: str
    checks: tuple[Check, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether every cell that can be had and every check agrees; False when there is nothing to compare."""
        compared = [cell.agrees for cell in self.cells if cell.agrees is not None]
        return bool(compared) and all(compared) and all(check.passed for check in self.checks)


@lru_cache
def _modules() -> tuple[Any, ...]:
    import claimbench.papers as room

    names = [m.name for m in iter_modules(room.__path__) if not m.name.startswith("_")]
    return tuple(import_module(f"claimbench.papers.{name}") for name in names)


def metrics() -> dict[str, Metric]:
    """Every published metric, by name."""
    found = [m.METRIC for m in _modules() if isinstance(getattr(m, "METRIC", None), Metric)]
    return {metric.name: metric for metric in sorted(found, key=lambda m: m.name.lower())}


def papers() -> dict[str, Paper]:
    """Every paper that can be reproduced, by name."""
    found = [m.PAPER for m in _modules() if isinstance(getattr(m, "PAPER", None), Paper)]
    return {paper.name: paper for paper in sorted(found, key=lambda p: p.name)}


def get_metric(name: str) -> tuple[Metric, int | None]:
    """The metric called `name`, and K when the name gives it (``f1@13``); UsageError for an unknown name."""
    stem, _, k = name.lower().partition("@")
    for known, metric in metrics().items():
        if name.lower() == known.lower():
            return metric, None
        if k.isdigit() and int(k) > 0 and known.lower() == f"{stem}@k":
            return metric, int(k)
    raise UsageError(f"no published metric is called {name!r}; there are {', '.join(metrics())}")


def get_paper(name: str) -> Paper:
    """The paper called `name`; UsageError for an unknown name."""
    if name not in papers():
        raise UsageError(
            f"no paper is called {name!r}; there are {', '.join(papers())}\n  next: claimbench papers list"
        )
    return papers()[name]


def matcher_field(matcher: Any, method: str) -> str:
    """How a signature names a matcher that is used as a scorer."""
    return f"{matcher.name}@{matcher.version}({method})"
