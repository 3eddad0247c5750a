"""One-to-one assignment of predictions to gold claims (SCORING.md, section 3), exact and independent of order.

On the graph of pairs at or above τ: as many required claims matched as possible, then as many optional ones, then
the largest total similarity in integer millionths, then the first assignment in canonical text order. The first
three goals become one integer weight a pair; each connected component is solved on its own with the shortest
augmenting path form of the Hungarian method (Kuhn 1955; Jonker and Volgenant 1987), and among its optima the
canonical one is picked on the edges that the optimal dual solution leaves tight.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

MILLION = 1_000_000

Matrix = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def millionths(scores: npt.ArrayLike) -> Matrix:
    """Scores in [0, 1] as integer millionths."""
    result: Matrix = np.rint(np.asarray(scores, dtype=np.float64) * MILLION).astype(np.int64)
    return result


def assign(
    scores: Matrix,
    threshold: int,
    required: Sequence[bool],
    prediction_keys: Sequence[object],
    gold_keys: Sequence[object],
) -> dict[int, int]:
    """Prediction index → gold index of the one best assignment.

    `scores` has shape (predictions, gold) and holds integer millionths, `threshold` is τ in millionths. The keys
    give the canonical order in which remaining ties are settled; equal keys fall back on the position.
    """
    rows = sorted(range(scores.shape[0]), key=lambda i: (prediction_keys[i], i))
    columns = sorted(range(scores.shape[1]), key=lambda j: (gold_keys[j], j))
    ordered = scores[np.ix_(rows, columns)] if rows and columns else np.zeros((0, 0), np.int64)
    edges = ordered >= threshold
    needed = np.array([required[j] for j in columns], dtype=bool)
    result: dict[int, int] = {}
    for part_rows, part_columns in _components(edges):
        weights = _weights(ordered, edges, needed, part_rows, part_columns)
        for row, column in _solve(weights):
            result[rows[part_rows[row]]] = columns[part_columns[column]]
    return result


def _components(edges: Mask) -> list[tuple[list[int], list[int]]]:
    """Connected components with at least one edge, as (rows, columns), both sorted."""
    components: list[tuple[list[int], list[int]]] = []
    seen = np.zeros(edges.shape[0], dtype=bool)
    for start in np.flatnonzero(edges.any(axis=1)) if edges.size else ():
        if seen[start]:
            continue
        rows: Mask = np.zeros(edges.shape[0], dtype=bool)
        rows[start] = True
        while True:
            columns: Mask = np.asarray(edges[rows].any(axis=0))
            grown: Mask = np.asarray(edges[:, columns].any(axis=1))
            if (grown == rows).all():
                break
            rows = grown
        seen |= rows
        components.append((np.flatnonzero(rows).tolist(), np.flatnonzero(columns).tolist()))
    return components


def _weights(scores: Matrix, edges: Mask, required: Mask, rows: list[int], columns: list[int]) -> Matrix:
    """One integer a pair in which the three goals outrank each other; 0 where there is no edge.

    With n = min(rows, columns), an optional match outweighs any total similarity (n · 10⁶) and a required match any
    number of optional ones, so 64 bits are enough up to n of about twenty thousand.
    """
    part = np.ix_(rows, columns)
    n = min(len(rows), len(columns))
    optional_weight = n * MILLION + 1
    required_weight = n * (optional_weight + MILLION) + 1
    rank = np.where(required[columns], required_weight, optional_weight)
    return np.where(edges[part], scores[part] + rank[None, :], 0).astype(np.int64)


def _solve(weights: Matrix) -> list[tuple[int, int]]:
    """The canonical maximum-weight assignment of one component, as (row, column) pairs with an edge."""
    if weights.shape[0] == 1 or weights.shape[1] == 1:
        best = int(weights.argmax())
        return [(best // weights.shape[1], best % weights.shape[1])]
    size = max(weights.shape)
    cost = np.zeros((size, size), dtype=np.int64)
    cost[: weights.shape[0], : weights.shape[1]] = -weights
    column_of, u, v = _hungarian(cost)
    tight = cost - u[:, None] - v[None, :] == 0
    column_of = _canonical(tight, column_of)
    pairs = [(row, int(column_of[row])) for row in range(weights.shape[0])]
    return [(row, column) for row, column in pairs if column < weights.shape[1] and weights[row, column] > 0]


def _hungarian(cost: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """Minimum-cost perfect assignment of a square integer matrix: column of each row, and both potentials."""
    n = cost.shape[0]
    infinity = np.iinfo(np.int64).max // 4
    u = np.zeros(n + 1, np.int64)
    v = np.zeros(n + 1, np.int64)
    row_of = np.full(n + 1, n)  # column n is the artificial start of each path
    for row in range(n):
        row_of[n] = row
        column = n
        shortest = np.full(n + 1, infinity)
        parent = np.full(n + 1, n)
        done = np.zeros(n + 1, bool)
        while row_of[column] != n:
            done[column] = True
            current = row_of[column]
            reduced = cost[current] - u[current] - v[:n]
            better = ~done[:n] & (reduced < shortest[:n])
            shortest[:n][better] = reduced[better]
            parent[:n][better] = column
            open_columns = np.where(done[:n], infinity, shortest[:n])
            following = int(open_columns.argmin())
            delta = open_columns[following]
            u[row_of[done]] += delta
            v[done] -= delta
            shortest[~done] -= delta
            column = following
        while column != n:
            row_of[column] = row_of[parent[column]]
            column = int(parent[column])
        row_of[n] = n
    column_of = np.empty(n, np.int64)
    column_of[row_of[:n]] = np.arange(n)
    return column_of, u[:n], v[:n]


def _canonical(tight: Mask, column_of: Matrix) -> Matrix:
    """Among the perfect matchings on tight edges, the first in order of rows, then columns.

    Every optimal assignment uses tight edges only (complementary slackness). Row by row the earliest column is
    taken that still leaves a perfect matching of the rows below, found by an alternating path.
    """
    n = len(column_of)
    column_of = column_of.copy()
    row_of = np.empty(n, np.int64)
    row_of[column_of] = np.arange(n)
    for row in range(n):
        for column in np.flatnonzero(tight[row]):
            if column == column_of[row]:
                break
            if row_of[column] > row and _reroute(tight, column_of, row_of, row, int(column)):
                break
    return column_of


def _reroute(tight: Mask, column_of: Matrix, row_of: Matrix, row: int, column: int) -> bool:
    """Give `column` to `row` and find its old row another column by an alternating path through later rows."""
    freed, evicted = int(column_of[row]), int(row_of[column])
    parent: dict[int, int] = {}
    queue = [evicted]
    seen = {column}
    while queue:
        current = queue.pop(0)
        for candidate in np.flatnonzero(tight[current]).tolist():
            if candidate in seen:
                continue
            seen.add(candidate)
            parent[candidate] = current
            if candidate == freed:
                _flip(column_of, row_of, parent, freed, evicted)
                column_of[row], row_of[column] = column, row
                return True
            if row_of[candidate] > row:
                queue.append(int(row_of[candidate]))
    return False


def _flip(column_of: Matrix, row_of: Matrix, parent: dict[int, int], column: int, last: int) -> None:
    while True:
        row = parent[column]
        previous = int(column_of[row])
        column_of[row], row_of[column] = column, row
        if row == last:
            return
        column = previous
