"""Checking a submission: three files that are read as plain values and scored again. Nothing in it is ever run."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from claimbench.corpus import Gold
from claimbench.errors import CheckFailed, ClaimbenchError, InputError
from claimbench.matching import registry
from claimbench.predictions import prediction_problems, read_predictions
from claimbench.publishing.differences import PARTS, Difference, differences, visible
from claimbench.publishing.stored import PREDICTIONS, RESULT, Plain, gold_of, read_result
from claimbench.publishing.system_card import card_problems, read_card
from claimbench.scoring.card import score
from claimbench.scoring.result import result

CARD = "system.yaml"
LIMITS = {PREDICTIONS: 2_000_000, RESULT: 20_000_000, CARD: 64_000}
"""The files of a submission and how many bytes each may have."""

MOST_CLAIMS = 2000
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
COMPARED = tuple(
    part for part in PARTS if part not in ("extractor config", "extractor code", "weights", "package versions")
)
TOLD = 3
"""How many differences of a part are told one by one."""


def check_submission(folder: Path, gold: str | Path | None = None) -> tuple[str, list[ClaimbenchError]]:
    """What the submission is, and everything that is wrong with it; its predictions are scored again.

    `gold` names the gold folder where the set does not come with claimbench.
    """
    problems: list[ClaimbenchError] = [*file_problems(folder)]
    if problems:
        return str(folder), problems  # a file that should not be there is not opened
    problems += _card_problems(folder / CARD)
    try:
        recorded = read_result(folder / RESULT)
        loaded = gold_of(recorded, folder, gold, str(folder / RESULT))
    except ClaimbenchError as error:
        return str(folder), [*problems, error]
    faults = claim_problems(folder / PREDICTIONS, loaded)
    problems += faults or score_problems(recorded, folder / PREDICTIONS, loaded, str(folder / RESULT))
    return str(folder) if problems else f"{folder}: {recorded['signature']}", problems


def wrong_name(folder: Path) -> InputError:
    """What to say of a folder whose name is not a system's."""
    rule = "small letters, digits, dots, dashes and underscores, at most 64, a letter or digit first"
    return InputError(f"{folder}: expected a folder name of {rule}")


def file_problems(folder: Path) -> Iterator[InputError]:
    """Whatever is in the folder that should not be, and what is missing, told without opening anything."""
    if folder.is_symlink() or not folder.is_dir():
        yield InputError(f"{folder}: expected a folder with {', '.join(LIMITS)}")
        return
    if not NAME.fullmatch(folder.resolve().name):
        yield wrong_name(folder)
    for file in sorted(folder.iterdir()):
        yield from _one_file(file)
    for name in LIMITS:
        if not (folder / name).exists() and not (folder / name).is_symlink():
            yield InputError(f"{folder / name}: expected a file, found nothing\n  next: claimbench submit --help")


def _one_file(path: Path) -> Iterator[InputError]:
    found, file = path.lstat(), visible(str(path))
    if stat.S_ISLNK(found.st_mode):
        yield InputError(f"{file}: expected a file of its own, found a symbolic link")
    elif path.name not in LIMITS:
        yield InputError(f"{file}: expected only {', '.join(LIMITS)}, found another file")
    elif not stat.S_ISREG(found.st_mode):
        yield InputError(f"{file}: expected a file, found a folder or device")
    elif found.st_mode & 0o111:
        yield InputError(f"{file}: expected plain data, found an executable file\n  next: chmod -x {file}")
    elif found.st_size > LIMITS[path.name]:
        yield InputError(f"{file}: expected at most {LIMITS[path.name]} bytes, found {found.st_size}")


def _card_problems(file: Path) -> list[InputError]:
    try:
        return card_problems(read_card(file), str(file))
    except InputError as error:
        return [error]


def claim_problems(file: Path, gold: Gold) -> list[ClaimbenchError]:
    """Everything that is wrong with a predictions file, too many claims for one article included."""
    problems = prediction_problems(file, gold)
    if problems:
        return problems
    return [
        InputError(f"{file}: article {doc_id}: expected at most {MOST_CLAIMS} claims, found {len(claims)}")
        for doc_id, claims in read_predictions(file, gold).items()
        if len(claims) > MOST_CLAIMS
    ]


def score_problems(recorded: Plain, predictions: Path, gold: Gold, where: str) -> list[ClaimbenchError]:
    """How the recorded result differs from what the predictions score when they are scored here."""
    try:
        found = rescored(recorded, predictions, gold, where)
    except ClaimbenchError as error:
        return [error]
    return told(differences(recorded, found), where)


def rescored(recorded: Plain, predictions: Path, gold: Gold, where: str) -> Plain:
    """The result of scoring the predictions with the recorded matcher and seed; InputError for an unknown matcher.

    Further runs are not part of a submission: what is recorded about them stays.
    """
    matcher, seed = recorded_matcher(recorded, where), recorded_seed(recorded, where)
    found = result(score(gold, predictions, matcher=matcher, seed=seed), system=recorded.get("system"))
    return found | {"runs": recorded.get("runs")}


def recorded_matcher(recorded: Plain, where: str) -> str:
    """The name of the matcher that a result was scored with; InputError when there is none of that name here."""
    matcher = recorded.get("matcher")
    name = matcher.get("name") if isinstance(matcher, Mapping) else None
    if not isinstance(name, str) or name not in registry.names():
        raise InputError(f"{where}: field 'matcher': expected one of {', '.join(registry.names())}, found {name!r:.80}")
    return name


def recorded_seed(recorded: Plain, where: str) -> int:
    """The seed of the bootstrap; InputError when it is none."""
    seeds = recorded.get("seeds")
    seed: Any = seeds.get("bootstrap") if isinstance(seeds, Mapping) else None
    if not isinstance(seed, int) or isinstance(seed, bool) or not 0 <= seed < 2**32:
        raise InputError(f"{where}: field 'seeds.bootstrap': expected a whole number below 2³², found {seed!r:.80}")
    return seed


def told(found: list[Difference], where: str) -> list[ClaimbenchError]:
    """One problem a part that differs, with the first few places."""
    problems: list[ClaimbenchError] = []
    for part in COMPARED:
        places = [str(difference) for difference in found if difference.part == part]
        if places:
            more = f"\n  and {len(places) - TOLD} more" if len(places) > TOLD else ""
            listed = "".join(f"\n  {place}" for place in places[:TOLD])
            problems.append(CheckFailed(f"{where}: {part}: not what the predictions score here{listed}{more}"))
    return problems
