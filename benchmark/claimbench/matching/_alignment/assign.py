"""Optimal one-to-one assignment of a small sparse graph
(Kuhn 1955, in the shortest-path form of Jonker and Volgenant 1987).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

Edges = Mapping[tuple[int, int], float]


def best(edges: Edges) -> dict[int, int]:
    """Column of each row in an assignment of largest total weight; weights are positive, rows may stay free."""
    chosen: dict[int, int] = {}
    for rows, columns in _components(edges):
        if len(rows) == 1:
            row = rows[0]
            chosen[row] = max(columns, key=lambda column: (edges[row, column], -column))
        elif len(columns) == 1:
            column = columns[0]
            chosen[max(rows, key=lambda row: (edges[row, column], -row))] = column
        else:
            chosen.update(_hungarian(edges, rows, columns))
    return chosen


def _components(edges: Edges) -> Iterator[tuple[list[int], list[int]]]:
    by_row: dict[int, list[int]] = {}
    by_column: dict[int, list[int]] = {}
    for row, column in sorted(edges):
        by_row.setdefault(row, []).append(column)
        by_column.setdefault(column, []).append(row)
    seen: set[int] = set()
    for start in by_row:
        if start in seen:
            continue
        rows, columns, waiting = [], set(), [start]
        seen.add(start)
        while waiting:
            row = waiting.pop()
            rows.append(row)
            for column in by_row[row]:
                if column not in columns:
                    columns.add(column)
                    fresh = [other for other in by_column[column] if other not in seen]
                    seen.update(fresh)
                    waiting += fresh
        yield sorted(rows), sorted(columns)


def _hungarian(edges: Edges, rows: list[int], columns: list[int]) -> dict[int, int]:
    """Every row gets a column, a real one or one of its own that is worth nothing; shortest augmenting paths."""
    width = len(columns) + len(rows)
    cost = [[-edges.get((row, column), 0.0) for column in columns] + [0.0] * len(rows) for row in rows]
    u, v, owner = [0.0] * (len(rows) + 1), [0.0] * (width + 1), [0] * (width + 1)
    for row in range(1, len(rows) + 1):
        way, end = _path(cost, u, v, owner, row, width)
        while end:
            owner[end] = owner[way[end]]
            end = way[end]
    found = {rows[owner[j + 1] - 1]: column for j, column in enumerate(columns) if owner[j + 1]}
    return {row: column for row, column in found.items() if (row, column) in edges}


def _path(
    cost: list[list[float]], u: list[float], v: list[float], owner: list[int], row: int, width: int
) -> tuple[list[int], int]:
    """The shortest augmenting path from `row`; changes the potentials u, v and the owner of column 0."""
    owner[0], at = row, 0
    least, way, used = [float("inf")] * (width + 1), [0] * (width + 1), [False] * (width + 1)
    while True:
        used[at] = True
        current, delta, following = owner[at], float("inf"), 0
        for j in range(1, width + 1):
            if not used[j]:
                reduced = cost[current - 1][j - 1] - u[current] - v[j]
                if reduced < least[j]:
                    least[j], way[j] = reduced, at
                if least[j] < delta:
                    delta, following = least[j], j
        for j in range(width + 1):
            if used[j]:
                u[owner[j]] += delta
                v[j] -= delta
            else:
                least[j] -= delta
        at = following
        if not owner[at]:
            return way, at
