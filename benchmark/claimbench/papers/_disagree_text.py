"""A disagreement between metrics as tables for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from claimbench.papers._disagree import Disagreement
from claimbench.publishing.tables import number, plain_table

WIDTH = 110


def text(found: Disagreement) -> str:
    """Which system wins under which metric, what the sanity systems get, and how far the metrics agree."""
    parts = [
        f"{found.name}: {found.about}",
        "The real systems, with their rank",
        _systems(found),
        "The sanity systems; ! marks a score above that of every real system",
        _sanity(found),
        f"Kendall's tau between the rankings of the {len(found.real)} real systems",
        _taus(found),
        _fill(_beaten(found)),
    ]
    return "\n\n".join(parts)


def _systems(found: Disagreement) -> str:
    rows = []
    for metric, values in found.values.items():
        ranking = found.ranking(metric)
        cells = [f"{number(values[s])} ({ranking.index(s) + 1})" if s in ranking else number(None) for s in found.real]
        rows.append([metric, *cells, ranking[0]])
    return plain_table(["metric", *found.real, "winner"], rows)


def _sanity(found: Disagreement) -> str:
    rows = [
        [metric, *(number(values.get(c)) + "!" * bool(found.beats_all(metric, c)) for c in found.sanity)]
        for metric, values in found.values.items()
        if any(values.get(c) is not None for c in found.sanity)
    ]
    return plain_table(["metric", *found.sanity], rows)


def _taus(found: Disagreement) -> str:
    metrics = list(found.values)
    rows = [
        [f"{i} {a}", *(number(found.tau(a, b), 2) if j < i else "" for j, b in enumerate(metrics, 1))]
        for i, a in enumerate(metrics, 1)
    ]
    return plain_table(["", *(str(i) for i in range(1, len(metrics) + 1))], rows)


def _beaten(found: Disagreement) -> str:
    told = []
    for cheat in found.sanity:
        metrics = [m for m in found.values if found.beats_all(m, cheat)]
        asked = sum(found.beats_all(m, cheat) is not None for m in found.values)
        told.append(f"{cheat}: {_list(metrics)} ({len(metrics)} of {asked})")
    winners: dict[str, int] = {}
    for metric in found.values:
        best = found.ranking(metric)[0]
        winners[best] = winners.get(best, 0) + 1
    first = ", ".join(f"{s} under {n}" for s, n in sorted(winners.items(), key=lambda item: -item[1]))
    return (
        f"First of the real systems: {first} of {len(found.values)} metrics. Metrics that a sanity system beats: "
        + ("; ".join(told) + ".")
    )


def _list(names: Sequence[str]) -> str:
    return ", ".join(names) if names else "none"


def _fill(content: str) -> str:
    return textwrap.fill(content, WIDTH)
