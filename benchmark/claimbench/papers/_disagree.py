"""The same published outputs through every metric that fits: which system wins, and what a cheat gets.

Besides the systems of a paper, systems that nobody should want (SCORING.md, section 7) are scored: a metric under
which one of them beats every real system rewards something else than what it is meant to measure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimbench.errors import InputError, MissingDependency
from claimbench.papers._registry import papers

Table = dict[str, dict[str, float | None]]
"""Metric → system → figure; None where the metric cannot score the system from what is shipped."""

SANITY = ("gold ×5", "one gold claim", "whole sentence", "next input's gold", "shuffled words")
"""Five times the gold; one gold claim an input; the input's text as one claim; the gold of the next input; the gold
claims with their words in random order."""


@dataclass(frozen=True)
class Disagreement:
    """One set of outputs under several metrics. `real` are published systems, `sanity` are cheats."""

    name: str
    about: str
    real: tuple[str, ...]
    sanity: tuple[str, ...]
    values: Table

    def ranking(self, metric: str) -> list[str]:
        """The real systems that the metric can score, best first."""
        row = self.values[metric]
        return sorted((s for s in self.real if row.get(s) is not None), key=lambda s: -(row[s] or 0.0))

    def beats_all(self, metric: str, cheat: str) -> bool | None:
        """Whether a sanity system scores higher than every real one; None when the metric cannot score it."""
        value, best = self.values[metric].get(cheat), self.values[metric][self.ranking(metric)[0]]
        return None if value is None or best is None else value > best

    def tau(self, a: str, b: str) -> float | None:
        """Kendall's tau-b between two metrics over the real systems that both can score; None under three of them."""
        both = [s for s in self.ranking(a) if self.values[b].get(s) is not None]
        if len(both) < 3:
            return None
        kendalltau = _kendalltau()
        result = float(kendalltau([self.values[a][s] for s in both], [self.values[b][s] for s in both]).statistic)
        return None if result != result else result

    def record(self) -> dict[str, Any]:
        """Plain values."""
        metrics = list(self.values)
        return {
            "name": self.name,
            "about": self.about,
            "values": self.values,
            "winner": {m: self.ranking(m)[0] for m in metrics},
            "ranking": {m: self.ranking(m) for m in metrics},
            "tau": {a: {b: self.tau(a, b) for b in metrics} for a in metrics},
            "beats_all": {m: {c: self.beats_all(m, c) for c in self.sanity} for m in metrics},
        }

    def __str__(self) -> str:
        from claimbench.papers._disagree_text import text

        return text(self)


def _kendalltau() -> Callable[..., Any]:
    try:
        from scipy.stats import kendalltau
    except ImportError:
        raise MissingDependency("scipy", "agreement") from None
    found: Callable[..., Any] = kendalltau
    return found


def disagree(data: str | Path, matchers: Sequence[str] | None = None) -> list[Disagreement]:
    """Every paper whose data are in `data`, with the named matchers (by default token_f1 and the default one).

    Raises InputError when no paper's data are there.
    """
    from claimbench.matching import registry
    from claimbench.papers import _disagree_claims, _disagree_triples
    from claimbench.papers._reading import data_folder

    chosen = [registry.get(name) for name in dict.fromkeys(matchers or ("token_f1", registry.DEFAULT))]
    parts: Mapping[str, Callable[..., Disagreement]] = {
        "feverfact": _disagree_claims.feverfact,
        "carb": _disagree_triples.carb,
        "wire57": _disagree_triples.wire57,
    }
    found, problems = [], []
    for name, part in parts.items():
        try:
            folder = data_folder(data, name, papers()[name].marker)
        except InputError as error:
            problems.append(error)
            continue
        found.append(part(folder, chosen))
    if not found:
        raise problems[0]
    return found
