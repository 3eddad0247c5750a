"""The leaderboard: README.md, a static page and the reports, built from the submissions.

One table for each gold version and matcher, never mixed; in it the systems that were run again by us, those known by
their predictions only, then ceiling, contributors and sanity rows apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from claimbench.corpus import Gold
from claimbench.jsonl import read_text, sha256, write_atomically
from claimbench.predictions import predictions_sha256, read_predictions
from claimbench.progress import progress
from claimbench.publishing.gold_wording import repeated_claims
from claimbench.publishing.report import report_of
from claimbench.publishing.rows import (
    AGAIN,
    ONLY,
    SUBMISSIONS,
    Row,
    earlier_rows,
    load_rows,
    recorded_rows,
    submissions,
)
from claimbench.publishing.stored import PREDICTIONS, RESULT, Stored, read_result
from claimbench.publishing.submission import check_submission
from claimbench.scoring.comparison import Comparison, PairRow, SystemRow, compare

GROUPS = (AGAIN, ONLY, "ceiling", "contributors", "sanity")
FEW = 5
"""Fewer submissions than this are not worth the start of more processes."""
ROLES = {"ceiling": "ceiling", "contributor": "contributors", "sanity": "sanity"}


@dataclass(frozen=True)
class Line:
    """A row of a table with its comparison: its figures, and how it stands to the best system."""

    row: Row
    figures: SystemRow
    to_best: PairRow | None
    copied: int | None
    claims: int

    @property
    def group(self) -> str:
        """The group of the table that the row stands in."""
        return ROLES.get(str(self.row.card.get("role")), self.row.standing)


@dataclass(frozen=True)
class Table:
    """All rows of one gold version and one matcher, best F1 first."""

    name: str
    comparison: Comparison
    lines: tuple[Line, ...]
    earlier: bool

    def group(self, name: str) -> list[Line]:
        """The rows of a group, best first."""
        return [line for line in self.lines if line.group == name]

    @property
    def detectable(self) -> str:
        """The smallest differences between two systems that the set can show, in words."""
        found = [
            pair.test.detectable for pair in self.comparison.pairs if pair.test and pair.test.detectable is not None
        ]
        if not found:
            return "With fewer than two systems there is no difference to detect."
        return (
            f"Smallest difference in F1 that this set can show between two of these systems: median {median(found):.3f}, "
            f"from {min(found):.3f} to {max(found):.3f}; pairs: {self.comparison.family}."
        )


def check_all(folder: Path, gold: str | Path | None = None, sample: int | None = None) -> list[str]:
    """Everything that is wrong with any submission, in words; each is scored again, on as many processes as cores.

    With `sample` only so many of those that we ran again ourselves, and all others.
    """
    places = submissions(folder) if sample is None else _sampled(folder, sample)
    if len(places) < FEW:
        return [problem for place in places for problem in _problems(place, gold)]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        found = pool.map(_problems, places, [gold] * len(places))
        return [problem for problems in progress(found, "score again", len(places)) for problem in problems]


def _sampled(folder: Path, sample: int) -> list[Path]:
    """The submissions without those that we ran again, but for `sample` of them.

    Which, follows from the hash of their results: the same until a result changes, and another then. A row whose
    predictions are not those of its result is not left out.
    """
    ours = sorted(recorded_rows(folder), key=lambda name: sha256(read_text(folder / SUBMISSIONS / name / RESULT)))
    passed = {name for name in ours[sample:] if _whole(folder / SUBMISSIONS / name)}
    return [place for place in submissions(folder) if place.name not in passed]


def _whole(place: Path) -> bool:
    """Whether the predictions of a submission are those that its result was computed from."""
    found = predictions_sha256(read_predictions(place / PREDICTIONS))
    return bool(found == read_result(place / RESULT)["predictions"]["sha256"])


def _problems(place: Path, gold: str | Path | None) -> list[str]:
    return [str(problem) for problem in check_submission(place, gold)[1]]


def build(folder: Path, gold: str | Path | None = None) -> dict[Path, str]:
    """The files that belong into the leaderboard folder, by path. Submissions are taken as they stand."""
    from claimbench.publishing.leaderboard_cells import how_to_add
    from claimbench.publishing.leaderboard_html import html_page
    from claimbench.publishing.leaderboard_markdown import markdown_page

    rows = load_rows(folder, gold)
    found = tables(rows, earlier=False) + tables(earlier_rows(folder), earlier=True)
    how = how_to_add(folder)
    files = {folder / "README.md": markdown_page(found, how), folder / "index.html": html_page(found, how)}
    return files | {folder / report_place(row.key): _report(row, row.gold, folder) for row in rows if row.gold}


def write(files: dict[Path, str], folder: Path) -> list[Path]:
    """Write what has changed, and remove the reports of submissions that are gone; the paths that changed."""
    changed = [path for path, text in files.items() if not path.is_file() or path.read_bytes() != text.encode()]
    for path in changed:
        write_atomically(path, files[path])
    gone = stale_reports(files, folder)
    for path in gone:
        path.unlink()
    return changed + gone


def stale_reports(files: dict[Path, str], folder: Path) -> list[Path]:
    """Reports in the folder that belong to no submission."""
    return [path for path in sorted((folder / "reports").glob("*.html")) if path not in files]


def report_place(key: str) -> str:
    """Where the report of a submission stands in the leaderboard folder."""
    return f"reports/{key}.html"


def _report(row: Row, gold: Gold, folder: Path) -> str:
    name = str(row.card.get("name", row.key))
    return report_of([Stored(name, row.result, gold, folder / SUBMISSIONS / row.key)], f"{name} – claimbench")


def tables(rows: Sequence[Row], earlier: bool) -> list[Table]:
    """The rows in their tables, newest gold version first as its name sorts."""
    names = sorted({row.table for row in rows}, reverse=True)
    return [_table(name, [row for row in rows if row.table == name], earlier) for name in names]


def _table(name: str, rows: Sequence[Row], earlier: bool) -> Table:
    apart = [row.key for row in rows if row.card.get("role") in ROLES]
    comparison = compare({row.key: row.result for row in rows}, sanity=apart)
    figures = {system.name: system for system in comparison.systems}
    ordered = sorted(rows, key=lambda row: (-(figures[row.key].figures["f1"] or 0.0), row.key))
    best = next((row.key for row in ordered if row.key not in apart), None)
    lines = tuple(_line(row, figures[row.key], comparison, best) for row in ordered)
    return Table(name, comparison, lines, earlier)


def _line(row: Row, figures: SystemRow, comparison: Comparison, best: str | None) -> Line:
    pair = next((p for p in comparison.pairs if {p.first, p.second} == {row.key, best}), None)
    copied = None
    if row.gold is not None:
        copied = sum(len(found) for found in repeated_claims(row.result, row.gold).values())
    return Line(row, figures, pair, copied, row.result["predictions"]["claims"])
