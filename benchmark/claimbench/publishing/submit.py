"""Making a submission out of a run, or out of predictions made without our harness, after a dry run."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimbench.corpus import Gold
from claimbench.errors import ClaimbenchError, InputError, UsageError
from claimbench.jsonl import dump_lines, write_atomically
from claimbench.matching.registry import get as get_matcher
from claimbench.predictions import no_run, prediction_record, read_predictions
from claimbench.publishing.differences import differences
from claimbench.publishing.stored import CONFIG, PREDICTIONS, RESULT, Plain, gold_of, read_config
from claimbench.publishing.stored import read_result as read_result_file
from claimbench.publishing.submission import (
    CARD,
    LIMITS,
    NAME,
    claim_problems,
    recorded_matcher,
    recorded_seed,
    rescored,
    told,
    wrong_name,
)
from claimbench.publishing.system_card import FIELDS, Card, card_problems, dump_card
from claimbench.scoring.result import dump_result


@dataclass(frozen=True)
class Draft:
    """What would be written, by file name, and everything that stands in the way."""

    folder: Path
    files: dict[str, str]
    problems: list[ClaimbenchError]


def draft(
    folder: Path,
    card: Mapping[str, Any],
    *,
    run: Path | None = None,
    predictions: Path | None = None,
    gold: str | None = None,
    matcher: str | None = None,
    replace: bool = False,
) -> Draft:
    """The dry run: check everything and find every problem at once; nothing is written.

    Scoring takes longest, so the predictions are scored (once) only when folder, card and predictions are as they
    should be. Either `run` (a run folder) or `predictions` (a file). InputError when there is nothing to read at all.
    """
    if (run is None) == (predictions is None):
        raise UsageError("expected a RUN or --predictions FILE, and not both\n  next: claimbench submit --help")
    complete = with_defaults(card)
    source = _Source.of_run(run, gold) if run is not None else _Source.of_file(Path(str(predictions)), gold, matcher)
    problems = [*_folder_problems(folder, replace), *card_problems(complete), *_source_problems(source)]
    if problems:
        return Draft(folder, {}, problems)
    found = rescored(source.recorded, source.predictions, source.gold, RESULT)
    text = dump_lines(prediction_record(d, c) for d, c in read_predictions(source.predictions, source.gold).items())
    data = _result(source, found, str(complete["name"]))
    files = {PREDICTIONS: text, RESULT: dump_result(data), CARD: dump_card(complete)}
    return Draft(folder, files, [*_score_problems(source, found), *_private(files[RESULT]), *_too_large(files)])


def write(found: Draft) -> None:
    """Write the submission; InputError with every problem when there is one."""
    if found.problems:
        raise InputError("\n".join(str(problem) for problem in found.problems))
    if found.folder.exists():
        shutil.rmtree(found.folder)
    for name, text in found.files.items():
        write_atomically(found.folder / name, text)


def with_defaults(card: Mapping[str, Any]) -> Card:
    """The card with the entries that need not be given."""
    return {field.key: field.default for field in FIELDS if field.default is not None} | dict(card)


@dataclass(frozen=True)
class _Source:
    """Where a submission comes from: its predictions, its gold set, and the result it is recorded with.

    Predictions made elsewhere have no folder, and of a result only the matcher and the seed that they are scored with.
    """

    predictions: Path
    gold: Gold
    recorded: Plain
    folder: Path | None

    @classmethod
    def of_run(cls, run: Path, gold: str | None) -> _Source:
        file = run / RESULT
        if not file.exists():
            raise no_run(run)
        recorded = read_result_file(file)
        return cls(run / PREDICTIONS, gold_of(recorded, run, gold, str(file)), recorded, run)

    @classmethod
    def of_file(cls, file: Path, gold: str | None, matcher: str | None) -> _Source:
        from claimbench.corpus import load_gold

        asked = {"matcher": {"name": get_matcher(matcher).name}, "seeds": {"bootstrap": 0}}
        return cls(file, load_gold(gold), asked, None)


def _source_problems(source: _Source) -> list[ClaimbenchError]:
    """What can be said of predictions and recorded result before anything is scored."""
    problems = claim_problems(source.predictions, source.gold)
    for check in (recorded_matcher, recorded_seed):
        try:
            check(source.recorded, _where(source))
        except InputError as error:
            problems.append(error)
    return problems


def _score_problems(source: _Source, found: Plain) -> list[ClaimbenchError]:
    """How a run's recorded result differs from `found`, what its predictions score here."""
    return [] if source.folder is None else told(differences(source.recorded, found), _where(source))


def _where(source: _Source) -> str:
    return RESULT if source.folder is None else str(source.folder / RESULT)


def _result(source: _Source, found: Plain, name: str) -> Plain:
    """The result as it goes into the submission: scored here, with what the run recorded about its extractor."""
    recorded, data = source.recorded, found | {"system": name}
    if source.folder is not None:
        data["timings"] = recorded.get("timings", {})
        data["environment"] = recorded.get("environment", data["environment"])
        data["extractor"] = _extractor(recorded, source.folder / CONFIG)
    return data


def _extractor(recorded: Plain, config: Path) -> Plain | None:
    known = recorded.get("extractor")
    if not isinstance(known, Mapping):
        return None
    if config.is_file():
        return dict(known) | {"config": read_config(config).get("extractor", {})}
    return dict(known)


def _folder_problems(folder: Path, replace: bool) -> Iterable[InputError]:
    if not NAME.fullmatch(folder.name):
        yield wrong_name(folder)
    if folder.exists() and not replace:
        yield InputError(f"{folder}: expected a new folder, found one\n  next: --replace writes it anew")
    elif folder.is_dir() and {file.name for file in folder.iterdir()} - set(LIMITS):
        yield InputError(f"{folder}: expected nothing but a submission, found other files too")


def _private(text: str) -> list[ClaimbenchError]:
    """Paths of this machine that would be published."""
    places = {str(Path.home()), str(Path.cwd())} - {"/"}
    shown = [place for place in sorted(places) if json.dumps(place)[1:-1] in text]
    return [
        InputError(
            f"{RESULT}: expected nothing about this machine, found the path {place}\n  next: run with relative paths"
        )
        for place in shown
    ]


def _too_large(files: Mapping[str, str]) -> list[ClaimbenchError]:
    return [
        InputError(f"{name}: expected at most {LIMITS[name]} bytes, found {len(text.encode())}")
        for name, text in files.items()
        if len(text.encode()) > LIMITS[name]
    ]
