"""What stands in the cells of the leaderboard, the same in Markdown and HTML."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from claimbench.counting import counted
from claimbench.publishing.comparison_table import p_value
from claimbench.publishing.leaderboard import Line, Table, report_place
from claimbench.publishing.rows import AGAIN, ONLY
from claimbench.publishing.tables import DASH, interval, number

EXPLAINED = {
    AGAIN: "The recorded configuration gave the same counts, outcomes and ratios here.",
    ONLY: "Scored by us from the predictions that were handed in; the system itself was not run here.",
    "ceiling": "A further annotator who contributed nothing to the gold claims.",
    "contributors": "Annotators whose claims went into gold; no ceiling.",
    "sanity": "What they should score is known beforehand, what they do score says how far to trust the matcher; "
    "they are in no comparison.",
}

CONTRIBUTING = "CONTRIBUTING.md"
INTRODUCTION = (
    "Built from the submissions by `claimbench leaderboard`; how to add one: {how}. "
    "A table holds the results of one gold version and one matcher; results of different tables do not compare."
)
EMPTY = "There are no submissions yet."

LEGEND = (
    "Brackets: 95% intervals. Behind: difference in F1 to the best system of the table, with p after Holm over all its "
    "pairs and the smallest difference that could have been detected. Gold's words: predictions that repeat the wording "
    "of a gold claim where the article has other words; a few may be chance, many mean that gold was seen. "
    "Seen: whether the system may have seen articles/gold, as its authors say."
)


def how_to_add(folder: Path) -> str:
    """Where to read how to add a submission: CONTRIBUTING.md beside the leaderboard folder, or the command's help."""
    return CONTRIBUTING if (folder.resolve().parent / CONTRIBUTING).is_file() else "`claimbench submit --help`"


@dataclass(frozen=True)
class Cell:
    """A cell: its text, the value it sorts by, where it links to, and what stands small below the text."""

    text: str
    value: float | str | None = None
    link: str | None = None
    below: str = ""


HEADER = ("System", "P", "R", "F1", "Behind", "p", "Detectable", "Gold's words", "Seen", "Authors", "Links")


def cells(line: Line, table: Table) -> list[list[Cell]]:
    """The cells of a row in the order of :data:`HEADER`; one cell may hold several links."""
    card = line.row.card
    name = str(card.get("name", line.row.key))
    report = None if table.earlier else report_place(line.row.key)
    row = [[Cell(name, name.casefold(), report)]]
    row += [[_figure(line, key)] for key in ("precision", "recall", "f1")]
    row += [[cell] for cell in _to_best(line)]
    row.append([_copied(line)])
    row.append([Cell(f"{card.get('articles_seen', DASH)}/{card.get('gold_seen', DASH)}")])
    authors = card.get("authors")
    row.append([Cell(", ".join(map(str, authors)) if isinstance(authors, list) else DASH)])
    row.append(_links(line, table))
    return row


def _figure(line: Line, key: str) -> Cell:
    value = line.figures.figures[key]
    found = line.figures.intervals[key]
    ends = interval(found[0]) if found and found[0].low is not None else ""
    return Cell(number(value), -1.0 if value is None else value, below=ends)


def _to_best(line: Line) -> list[Cell]:
    pair = line.to_best
    if pair is None:
        return [Cell(DASH), Cell(DASH), Cell(DASH)]
    gap = pair.differences["f1"]
    behind = Cell(DASH) if gap is None else Cell(number(abs(gap)), abs(gap))
    if pair.test is None:
        return [behind, Cell(DASH), Cell(DASH)]
    p, least = pair.test.adjusted, pair.test.detectable
    return [behind, Cell(p_value(p), p), Cell(number(least), least)]


def _copied(line: Line) -> Cell:
    if line.copied is None:
        return Cell(DASH)
    flag = "⚑ " if line.copied else ""
    return Cell(f"{flag}{line.copied} of {line.claims}", float(line.copied))


def _links(line: Line, table: Table) -> list[Cell]:
    places = {} if table.earlier else {"report": report_place(line.row.key), "files": f"submissions/{line.row.key}"}
    for key in ("paper", "code"):
        link = line.row.card.get(key)
        if isinstance(link, str) and link.startswith(("https://", "http://")):
            places[key] = link
    return [Cell(text, None, link) for text, link in places.items()] or [Cell(DASH)]


def notes(table: Table) -> list[str]:
    """What stands below a table, its signature aside."""
    kept = ["Kept as scored then, under an earlier gold version or matcher; not scored again."] if table.earlier else []
    found = next(i for line in table.lines for i in line.figures.intervals["f1"])
    unit = f"Intervals over {counted(found.n, found.unit)}, {found.resamples:,} resamples, seed {found.seed}."
    return [*kept, table.detectable, unit, *table.comparison.footers]
