"""The rows of the leaderboard folder: submissions, which of them were run again by us, and earlier scores.

::

    leaderboard/
    ├── submissions/NAME/      predictions.jsonl, result.json, system.yaml
    ├── reproduced.json        which submissions reproduced from their recorded configuration, written by us
    ├── earlier/TABLE/NAME.json   scores under earlier gold versions and matchers, kept as they were
    ├── reports/NAME.html      built
    ├── README.md, index.html  built
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimbench.corpus import Gold
from claimbench.errors import ClaimbenchError, InputError
from claimbench.jsonl import read_text, write_atomically
from claimbench.publishing.reproduce import Reproduction, reproduce
from claimbench.publishing.stored import PREDICTIONS, RESULT, Plain, find_gold, gold_of, read_result
from claimbench.publishing.submission import CARD, file_problems, recorded_matcher, recorded_seed
from claimbench.publishing.system_card import read_card
from claimbench.scoring.card import score
from claimbench.scoring.result import dump_result, result

SUBMISSIONS, REPRODUCED, EARLIER = "submissions", "reproduced.json", "earlier"
AGAIN, ONLY = "run again by us", "predictions only"


@dataclass(frozen=True)
class Row:
    """One submission: its folder name, card and result, and whether it reproduced. `gold` is None for an earlier score."""

    key: str
    card: Plain
    result: Plain
    gold: Gold | None
    again: bool

    @property
    def table(self) -> str:
        """What the table of this row is called: gold version and matcher, as in the signature."""
        fields = self.result["signature_fields"]
        return f"{fields['gold']} {fields['matcher']}"

    @property
    def standing(self) -> str:
        """The class of the row."""
        return AGAIN if self.again else ONLY


def is_leaderboard(folder: Path) -> bool:
    """Whether a folder is a leaderboard, not a run."""
    return (folder / SUBMISSIONS).is_dir()


def submissions(folder: Path) -> list[Path]:
    """The folders of all submissions, by name."""
    if not is_leaderboard(folder):
        raise InputError(f"{folder}: expected a leaderboard folder with {SUBMISSIONS}/, found none")
    return sorted(path for path in (folder / SUBMISSIONS).iterdir() if path.name != ".gitkeep")


def load_rows(folder: Path, gold: str | Path | None = None) -> list[Row]:
    """Every row under the gold set that is here; InputError for a submission that is not whole."""
    done = _reproduced(folder)
    return [_row(place, done, gold) for place in submissions(folder)]


def _row(place: Path, done: Plain, gold: str | Path | None) -> Row:
    for problem in file_problems(place):
        raise problem
    data = read_result(place / RESULT)
    found = gold_of(data, place, gold, str(place / RESULT))
    return Row(place.name, read_card(place / CARD), data, found, done.get(place.name) == mark(data))


def earlier_rows(folder: Path) -> list[Row]:
    """Scores under earlier gold versions and matchers, as they were then."""
    rows = []
    for file in sorted((folder / EARLIER).glob("*/*.json")):
        card = folder / SUBMISSIONS / file.stem / CARD
        known = read_card(card) if card.is_file() else {"name": file.stem, "role": "system"}
        rows.append(Row(file.stem, known, read_result(file), None, False))
    return rows


def mark(data: Plain) -> Plain:
    """What identifies a score that was reproduced: its predictions and its signature."""
    predictions = data.get("predictions")
    digest = predictions.get("sha256") if isinstance(predictions, dict) else None
    return {"predictions": digest, "signature": data.get("signature")}


def _reproduced(folder: Path) -> Plain:
    file = folder / REPRODUCED
    if not file.is_file():
        return {}
    try:
        data = json.loads(read_text(file))
    except ValueError as error:
        raise InputError(f"{file}: expected JSON: {error}") from None
    return data if isinstance(data, dict) else {}


def recorded_rows(folder: Path, quick: float | None = None) -> list[str]:
    """The submissions that were run again by us; with `quick`, those whose run took no more seconds than that."""
    done = _reproduced(folder)
    names = []
    for place in submissions(folder):
        data = read_result(place / RESULT)
        if done.get(place.name) == mark(data) and (quick is None or _seconds(data) <= quick):
            names.append(place.name)
    return names


def _seconds(data: Plain) -> float:
    timings = data.get("timings")
    values = list(timings.values()) if isinstance(timings, dict) else []
    known = [float(value) for value in values if isinstance(value, int | float)]
    return sum(known) if known else float("inf")


def run_again(
    folder: Path, names: Sequence[str], tolerance: float = 0.0, gold: str | Path | None = None
) -> Iterator[Reproduction]:
    """Reproduce the submissions of these names, one after the other."""
    for name in names:
        yield reproduce(folder / SUBMISSIONS / name, tolerance=tolerance, gold=gold)


def record(folder: Path, gold: str | Path | None = None) -> tuple[list[str], list[str]]:
    """Try to reproduce every submission and write down which do; their names, and why the others do not."""
    agreed: Plain = {}
    failures: list[str] = []
    for place in submissions(folder):
        try:
            done = reproduce(place, gold=gold)
        except (ClaimbenchError, ImportError, OSError, RuntimeError, ValueError) as error:
            failures.append(f"{place.name}: {error}")  # a row that cannot be run here stays "predictions only"
            continue
        if done.agrees:
            agreed[place.name] = mark(done.recorded)
        else:
            failures.append(str(done))
    write_atomically(folder / REPRODUCED, json.dumps(agreed, indent=1, ensure_ascii=False) + "\n")
    return list(agreed), failures


def rescore(folder: Path, gold: str | Path | None = None, matcher: str | None = None) -> list[str]:
    """Score every submission under the gold and matcher of today; scores under others move to `earlier/`.

    The names of the submissions whose score is a new one.
    """
    changed = []
    for place in submissions(folder):
        file = place / RESULT
        data = read_result(file)
        name = matcher or recorded_matcher(data, str(file))
        seed = recorded_seed(data, str(file))
        card = score(find_gold(data, place, gold, str(file)), place / PREDICTIONS, matcher=name, seed=seed)
        found = result(card, system=data.get("system"), extractor=data.get("extractor"), timings=data.get("timings"))
        if found["signature"] == data.get("signature"):
            continue
        write_atomically(folder / EARLIER / _slug(data) / f"{place.name}.json", dump_result(data))
        write_atomically(file, dump_result(found))
        changed.append(place.name)
    return changed


def _slug(data: Plain) -> str:
    fields: Any = data.get("signature_fields") or {}
    return re.sub(r"[^A-Za-z0-9.=@_-]+", "-", f"{fields.get('gold')}-{fields.get('matcher')}").strip("-.")
