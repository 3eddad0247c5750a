"""`claimbench.compare`: several systems on one gold set, with intervals, differences and adjusted p-values."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import lcm
from pathlib import Path

import numpy as np

from claimbench.corpus import Gold
from claimbench.errors import IncomparableError, UsageError
from claimbench.matching.assignment import Matrix
from claimbench.matching.base import Matcher
from claimbench.scoring.card import get_measure
from claimbench.scoring.comparing import Difference, difference, holm, permutations_for
from claimbench.scoring.contestants import Contestant, System, contestant, default_gold
from claimbench.scoring.measures import Measure
from claimbench.scoring.measures.headline import f1, precision, recall
from claimbench.scoring.uncertainty import Interval, Sample, Spread, intervals, samples, spread

Systems = Mapping[str, System | list[System]] | Sequence[System | tuple[str, System]]

HEADLINE = (precision, recall, f1)

FIELDS = ("gold", "n", "matcher", "match", "avg", "norm")
"""The fields of the signature that have to be the same for results to stand side by side."""


@dataclass(frozen=True)
class SystemRow:
    """A system: its figures with intervals, all runs pooled; `runs` describes the compared figure run by run."""

    name: str
    sanity: bool
    figures: dict[str, float | None]
    intervals: dict[str, list[Interval]]
    runs: Spread


@dataclass(frozen=True)
class PairRow:
    """Two real systems, first minus second: plain differences, and the test of the compared figure.

    `test` is None when the two were not counted over the same units.
    """

    first: str
    second: str
    differences: dict[str, float | None]
    test: Difference | None


@dataclass(frozen=True)
class Comparison:
    """What :func:`compare` found. `fields` are those of the signature, one value for each that occurs."""

    measure: str
    unit: str
    n: int
    systems: tuple[SystemRow, ...]
    pairs: tuple[PairRow, ...]
    permutations: int
    seed: int
    fields: dict[str, tuple[str, ...]]
    footers: tuple[str, ...]

    @property
    def family(self) -> int:
        """How many pairs the p-values are adjusted for."""
        return len(self.pairs)

    @property
    def signature(self) -> str:
        """The signature that all share; where a field was allowed to differ, its values joined by ``//``."""
        return "|".join(f"{key}:{' // '.join(values)}" for key, values in self.fields.items())

    def __str__(self) -> str:
        from claimbench.publishing.comparison_table import render

        return render(self, "text")

    def _repr_html_(self) -> str:
        from claimbench.publishing.comparison_table import to_html

        return to_html(self)


def compare(
    systems: Systems,
    *,
    gold: Gold | str | Path | None = None,
    matcher: str | Matcher | None = None,
    measure: Measure | str = "f1",
    sanity: Collection[str] = (),
    allow_different: Collection[str] = (),
    seed: int = 0,
) -> Comparison:
    """Set systems side by side on the same gold set, matcher and match rule.

    `systems` are scorecards, predictions, results or run folders: a list of them, where an item may be (name, system)
    and pairs of one name are the runs of one system, or a mapping from names, each to a system or a list of its runs. `gold` and `matcher` are for those that are scored here. Systems named in `sanity` are
    shown and not tested. Raises IncomparableError, naming the field, unless it is named in `allow_different`;
    UsageError for a name or field that does not occur.
    """
    chosen = get_measure(measure)
    entries = _entries(systems, chosen, gold, matcher)
    _check_names(entries, sanity, allow_different)
    _check_comparable([run for runs in entries.values() for run in runs], allow_different)
    scale = lcm(*(len(runs) for runs in entries.values()))
    rows = tuple(_row(name, runs, chosen, name in sanity, seed) for name, runs in entries.items())
    real = [name for name in entries if name not in sanity]
    pairs = _pairs({name: entries[name] for name in real}, rows, chosen, scale, seed)
    unit = samples(next(iter(entries.values()))[0].headline)[0]
    return Comparison(
        chosen.name,
        unit.unit,
        unit.n,
        rows,
        pairs,
        permutations_for(len(pairs)),
        seed,
        _fields(entries, seed),
        tuple(dict.fromkeys(run.footer for runs in entries.values() for run in runs)),
    )


def _entries(
    systems: Systems, measure: Measure, gold: Gold | str | Path | None, matcher: str | Matcher | None
) -> dict[str, list[Contestant]]:
    loaded = default_gold(gold)
    entries: dict[str, list[Contestant]] = {}
    for name, system in _flat(systems):
        one = contestant(system, measure, loaded, matcher, name)
        if name is None:
            name = _free_name(one.name, system, entries)
        entries.setdefault(name, []).append(replace(one, name=name))
    if not entries:
        raise UsageError("compare needs at least one system")
    return entries


def _flat(systems: Systems) -> list[tuple[str | None, System]]:
    """Every run with the name it was given, None where there is none."""
    if not isinstance(systems, Mapping):
        return [item if isinstance(item, tuple) else (None, item) for item in systems]
    flat: list[tuple[str | None, System]] = []
    for name, given in systems.items():
        runs = given if isinstance(given, list) else [given]
        if not runs:
            raise UsageError(f"compare needs at least one run of {name!r}")
        flat += [(name, run) for run in runs]
    return flat


def _free_name(name: str, system: System, taken: Collection[str]) -> str:
    """The name, or for a second system of that name its path, or the name with a number."""
    if name in taken and isinstance(system, str | Path):
        name = str(system)
    number, free = 2, name
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    return free


def _check_names(entries: Collection[str], sanity: Collection[str], allowed: Collection[str]) -> None:
    for name in sanity:
        if name not in entries:
            raise UsageError(f"no system is called {name!r}; there are {', '.join(entries)}")
    for field in allowed:
        if field not in FIELDS:
            raise UsageError(f"no field is called {field!r}; those that may differ: {', '.join(FIELDS)}")


def _check_comparable(runs: Sequence[Contestant], allowed: Collection[str]) -> None:
    first = runs[0]
    skipped = set(allowed) | ({"n"} if "gold" in allowed else set())
    for other in runs[1:]:
        for field in FIELDS:
            mine, theirs = _identity(first, field), _identity(other, field)
            if mine != theirs and field not in skipped:
                raise IncomparableError(
                    f"results differ in {field}: {first.name} has {mine}, {other.name} has {theirs}\n"
                    f"  next: score both with the same {field}, or say --allow-different {field}"
                )


def _identity(run: Contestant, field: str) -> str:
    value = run.fields[field]
    return f"{value.partition('@')[0]}@sha256:{run.gold_sha256}" if field == "gold" else value


def _pooled(runs: Sequence[Contestant], scale: int, headline: bool) -> tuple[Matrix, ...]:
    """The statistics of all runs added up, times a factor that gives systems with fewer runs the same weight."""
    factor = scale // len(runs)
    parts = zip(*(run.headline if headline else run.tables for run in runs), strict=True)
    return tuple(np.asarray(sum(tables, np.zeros_like(tables[0])) * factor) for tables in parts)


def _row(name: str, runs: Sequence[Contestant], measure: Measure, sanity: bool, seed: int) -> SystemRow:
    headline = _pooled(runs, len(runs), True)
    tables: dict[Measure, tuple[Matrix, ...]] = dict.fromkeys(HEADLINE, headline)
    if measure not in tables:
        tables[measure] = _pooled(runs, len(runs), False)
    figures = {m.name: _figure(m, parts) for m, parts in tables.items()}
    return SystemRow(
        name, sanity, figures, intervals(tables, seed=seed), spread([_figure(measure, run.tables) for run in runs])
    )


def _figure(measure: Measure, tables: Sequence[Matrix]) -> float | None:
    value = float(measure.value(np.concatenate(tables).sum(axis=0)))
    return None if np.isnan(value) else value


def _pairs(
    real: Mapping[str, Sequence[Contestant]], rows: Sequence[SystemRow], measure: Measure, scale: int, seed: int
) -> tuple[PairRow, ...]:
    by_name = {row.name: row for row in rows}
    names = list(combinations(real, 2))
    found = []
    for a, b in names:
        one, two = _sample(real[a], scale, measure), _sample(real[b], scale, measure)
        paired = real[a][0].articles == real[b][0].articles and one.strata == two.strata and one.unit == two.unit
        test = difference(measure, one, two, len(names), seed=seed) if paired else None
        found.append(PairRow(a, b, _plain_differences(by_name[a], by_name[b]), test))
    adjusted = holm([pair.test.p if pair.test else None for pair in found])
    return tuple(
        replace(pair, test=replace(pair.test, adjusted=p) if pair.test else None)
        for pair, p in zip(found, adjusted, strict=True)
    )


def _sample(runs: Sequence[Contestant], scale: int, measure: Measure) -> Sample:
    found = samples(_pooled(runs, scale, False))[0]
    if not measure.by_sentence and found.unit != "article":
        raise UsageError(f"{measure.name} is counted by article: a test needs at least 10 articles")
    return found


def _plain_differences(a: SystemRow, b: SystemRow) -> dict[str, float | None]:
    return {
        name: None if value is None or (other := b.figures[name]) is None else value - other
        for name, value in a.figures.items()
    }


def _fields(entries: Mapping[str, Sequence[Contestant]], seed: int) -> dict[str, tuple[str, ...]]:
    runs = [run for found in entries.values() for run in found]
    fields = {key: tuple(dict.fromkeys(run.fields[key] for run in runs)) for key in runs[0].fields}
    boot = dict.fromkeys(f"{value.rpartition(',')[0]},seed{seed}" for value in fields["boot"])
    return fields | {"boot": tuple(boot)}
