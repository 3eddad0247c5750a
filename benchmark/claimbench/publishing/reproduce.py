"""Running a recorded configuration again, or scoring stored predictions again, and comparing everything."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimbench.corpus import Gold
from claimbench.errors import InputError
from claimbench.matching.base import Matcher
from claimbench.matching.registry import get as get_matcher
from claimbench.predictions import further_files, no_run
from claimbench.publishing.bundle import is_bundle, unpack
from claimbench.publishing.differences import PARTS, SCORES, Difference, differences
from claimbench.publishing.recorded_extractor import check_buildable
from claimbench.publishing.stored import CONFIG, PREDICTIONS, RESULT, Plain, find_gold, read_config, read_result
from claimbench.publishing.submission import CARD, file_problems, recorded_matcher, recorded_seed
from claimbench.scoring.card import score, score_runs
from claimbench.scoring.result import result

BLOCKING = tuple(part for part in SCORES if part != "signature")
"""Parts that must not differ. The signature says more than they do only by the version of claimbench."""

HEADLINE = ("precision", "recall", "f1")
TOLD = 5


@dataclass(frozen=True)
class Reproduction:
    """What came of it: the recorded result, the one found now, and every difference."""

    target: str
    recorded: Plain
    found: Plain
    differences: list[Difference]
    tolerance: float
    rescored: bool

    @property
    def agrees(self) -> bool:
        """Whether counts, outcomes and ratios agree exactly; with a tolerance, P, R and F1 within it."""
        parts = {difference.part for difference in self.differences}
        if not self.tolerance:
            return not parts & set(BLOCKING)
        return not parts & {"gold", "article texts", "matcher"} and all(
            _within(self.recorded.get(name), self.found.get(name), self.tolerance) for name in HEADLINE
        )

    def __str__(self) -> str:
        how = "scored again" if self.rescored else "run again"
        verdict = "agrees" if self.agrees else "does not agree"
        within = f" within {self.tolerance:g}" if self.tolerance else ""
        return "\n".join([f"{self.target}: {how}, {verdict}{within}", *(self._part(part) for part in PARTS)])

    def _part(self, part: str) -> str:
        found = [str(difference) for difference in self.differences if difference.part == part]
        if self.rescored and part in ("extractor config", "extractor code", "weights"):
            return f"  {part:18}not run"
        if not found:
            return f"  {part:18}same"
        more = [f"and {len(found) - TOLD} more"] if len(found) > TOLD else []
        return "\n      ".join([f"  {part:18}differs in {len(found)}", *found[:TOLD], *more])


def _within(a: Any, b: Any, tolerance: float) -> bool:
    if isinstance(a, int | float) and isinstance(b, int | float):
        return abs(a - b) <= tolerance
    return a is None and b is None


def reproduce(
    target: str | Path,
    *,
    rescore: bool = False,
    tolerance: float = 0.0,
    gold: str | Path | None = None,
    trust: bool = False,
) -> Reproduction:
    """Run the recorded configuration of a run folder, result file, submission or bundle again, without the cache.

    `rescore` scores the stored predictions instead. Raises InputError when the target cannot be read, or when its
    configuration names a class that is not that of an installed extractor and `trust` is not given.
    """
    with _opened(Path(target)) as (folder, file):
        recorded = read_result(file)
        loaded = find_gold(recorded, folder, gold, str(file))
        config = _config(folder)
        matcher = _matcher(recorded, config, str(file))
        seed = recorded_seed(recorded, str(file))
        if rescore:
            found = _scored_again(recorded, folder, loaded, matcher, seed)
        else:
            extractor = _extractor_config(recorded, config, str(file))
            if not trust:
                check_buildable(extractor, str(file))
            found = _run(extractor, _runs(recorded), loaded, matcher, seed)
            recorded = _with_config(recorded, extractor)
        return Reproduction(str(target), recorded, found, differences(recorded, found), tolerance, rescore)


@contextmanager
def _opened(target: Path) -> Iterator[tuple[Path, Path]]:
    """The folder and the result file of a target; a bundle is unpacked into a folder that is gone afterwards."""
    if is_bundle(target):
        with tempfile.TemporaryDirectory() as folder:
            unpack(target, Path(folder))
            yield Path(folder), Path(folder) / RESULT
        return
    if (target / CARD).exists() or (target / CARD).is_symlink():
        for problem in file_problems(target):
            raise problem
    file = target / RESULT if target.is_dir() else target
    if not file.exists():
        raise no_run(target, "a result file")
    yield file.parent, file


def _config(folder: Path) -> Plain:
    return read_config(folder / CONFIG) if (folder / CONFIG).is_file() else {}


def _matcher(recorded: Plain, config: Plain, where: str) -> Matcher:
    options = config.get("matcher_options") or {}
    if not isinstance(options, Mapping) or not all(isinstance(v, int | float | bool) for v in options.values()):
        raise InputError(f"{where}: matcher_options: expected numbers and switches, found {options!r:.80}")
    return get_matcher(recorded_matcher(recorded, where), **options)


def _extractor_config(recorded: Plain, config: Plain, where: str) -> Plain:
    """The recorded configuration of the extractor: config.yaml's, else the one that a submission's result holds."""
    known = recorded.get("extractor")
    found = config.get("extractor") or (known.get("config") if isinstance(known, Mapping) else None)
    if not isinstance(found, dict):
        raise InputError(
            f"{where}: expected a recorded configuration ({CONFIG} beside it), found none: these predictions were made "
            "without claimbench\n  next: --rescore scores the stored predictions"
        )
    return found


def _scored_again(recorded: Plain, folder: Path, gold: Gold, matcher: Matcher, seed: int) -> Plain:
    """The stored predictions scored; what is not stored here (the extractor, further runs) is taken as recorded."""
    kept = {"extractor": recorded.get("extractor")}
    if len(further_files(folder)) + 1 < _runs(recorded):
        kept["runs"] = recorded.get("runs")
        return result(score(gold, folder / PREDICTIONS, matcher=matcher, seed=seed)) | kept
    return result(score(gold, folder, matcher=matcher, seed=seed)) | kept


def _runs(recorded: Plain) -> int:
    """How many runs a result describes."""
    runs = recorded.get("runs")
    hashes = runs.get("predictions") if isinstance(runs, Mapping) else None
    return len(hashes) if isinstance(hashes, list) and hashes else 1


def _run(extractor_config: Plain, runs: int, gold: Gold, matcher: Matcher, seed: int) -> Plain:
    from claimbench.running.app import identity
    from claimbench.running.config import RunConfig
    from claimbench.running.extract import extract_all
    from claimbench.running.load import build

    extractors = [build(options) for options in RunConfig(extractor_config, runs=runs).extractors]
    name = str(extractor_config.get("name", "extractor"))
    card = score_runs(gold, [extract_all(extractor, gold, None, name) for extractor in extractors], matcher, seed)
    return result(card, extractor=identity(extractors[0]) | {"config": extractor_config})


def _with_config(recorded: Plain, extractor_config: Plain) -> Plain:
    known = recorded.get("extractor")
    return recorded | {"extractor": (dict(known) if isinstance(known, Mapping) else {}) | {"config": extractor_config}}
