"""`claimbench run`: the one place where Hydra is entered. Below it there are plain values only."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

import hydra
from hydra.errors import HydraException
from hydra.experimental.callback import Callback
from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException

from claimbench.corpus import Gold, load_gold
from claimbench.counting import counted
from claimbench.errors import UsageError
from claimbench.jsonl import write_atomically
from claimbench.matching.registry import get as get_matcher
from claimbench.predictions import further_files, run_file, write_predictions
from claimbench.publishing.tables import score_table
from claimbench.running.cache import Cache, fingerprint
from claimbench.running.config import RunConfig, register
from claimbench.running.explain import check_flags, usage
from claimbench.running.extract import extract_all
from claimbench.running.load import build
from claimbench.running.output import check_same, check_writable, unwritable
from claimbench.scoring.card import Scorecard, score_runs
from claimbench.scoring.result import dump_result, result


def run(config: RunConfig) -> Scorecard:
    """Extract, score and save one run; returns the scorecard. The folder holds everything needed to score again."""
    folder = Path(config.folder)
    check_writable(folder)
    check_same(folder, config)
    gold = load_gold(config.gold)
    matcher = get_matcher(config.matcher, **config.matcher_options)
    extractors = [(build(options), options) for options in config.extractors]
    _announce(config, gold, folder)
    started = time.perf_counter()
    runs = []
    for number, (extractor, options) in enumerate(extractors, 1):
        cache = Cache(fingerprint(extractor, options)) if config.cache else None
        runs.append(extract_all(extractor, gold, cache, config.name))
        write_predictions(run_file(folder, number), runs[-1])
    for stale in further_files(folder)[len(runs) - 1 :]:
        stale.unlink()  # of an earlier run with more runs
    extracted = time.perf_counter()
    write_atomically(folder / "config.yaml", config.recorded_yaml())
    card = score_runs(gold, runs, matcher, config.seed)
    timings = {"extract_s": extracted - started, "score_s": time.perf_counter() - extracted}
    data = result(card, system=config.name, timings=timings, extractor=identity(extractors[0][0]))
    write_atomically(folder / "result.json", dump_result(data))
    return card


def identity(extractor: Any) -> dict[str, Any]:
    """What tells this extractor from others, its settings aside (they stand in config.yaml), and what it used."""
    known = {key: value for key, value in fingerprint(extractor, {}).items() if key not in ("config", "run")}
    usage = getattr(extractor, "usage", None)
    return known | {"usage": dict(usage()) if callable(usage) else {}}


def _announce(config: RunConfig, gold: Gold, folder: Path) -> None:
    sys.stderr.write(
        f"{config.name}: {counted(len(gold.articles), 'article')} of {gold.name}-{gold.version} → {folder}\n"
    )


_finished: dict[str, Scorecard] = {}


class _Failed(BaseException):
    """Carries what a run raised out of Hydra.

    No Exception, because those Hydra keeps: it would print them itself and start the other runs of a sweep first.
    """

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


class TableAtEnd(Callback):
    """Prints one table: after the run, or after all runs of a sweep."""

    def on_run_end(self, config: Any, **kwargs: Any) -> None:
        _print_table()

    def on_multirun_end(self, config: Any, **kwargs: Any) -> None:
        _print_table()


def _print_table() -> None:
    if _finished:
        sys.stdout.write(score_table(_finished) + "\n")


def compose(overrides: list[str]) -> RunConfig:
    """The configuration that a command line of `claimbench run` describes, without running it."""
    register()
    try:
        with hydra.initialize_config_module("claimbench.configs", version_base="1.3"):
            typed = OmegaConf.to_object(hydra.compose("run", overrides=expand(overrides)))
    except (HydraException, OmegaConfBaseException) as error:
        raise usage(error) from None
    return _checked(typed)


def expand(overrides: list[str]) -> list[str]:
    """`extractor=FILE.py:CLASS` as the overrides that load a class from a file; the others as they are."""
    result: list[str] = []
    for override in overrides:
        path, colon, cls = override.removeprefix("extractor=").partition(":")
        if override.startswith("extractor=") and path.endswith(".py"):
            result += ["extractor=from_file", f"extractor.path={path}", *([f"extractor.cls={cls}"] if colon else [])]
        else:
            result.append(override)
    return result


def _checked(typed: object) -> RunConfig:
    if not isinstance(typed, RunConfig):
        raise UsageError("the configuration does not follow the schema of claimbench run")
    return typed


def main(overrides: list[str]) -> int:
    """Hand the rest of the command line to Hydra; its errors become ours, without a traceback."""
    check_flags(overrides)
    register()
    os.environ["HYDRA_FULL_ERROR"] = "1"
    _finished.clear()

    @hydra.main(version_base="1.3", config_path="pkg://claimbench.configs", config_name="run")
    def job(config: Any) -> None:
        try:
            typed = _checked(OmegaConf.to_object(config))
            name = typed.name
            _finished[name if name not in _finished else typed.folder] = run(typed)
        except Exception as error:
            raise _Failed(error) from None

    argv = sys.argv
    sweep = [flag for flag in overrides if flag in ("-m", "--multirun")]  # argparse wants flags before overrides
    sys.argv = ["claimbench run", *sweep, *expand([o for o in overrides if o not in sweep])]
    failure: Exception | None = None
    try:
        job()
    except (HydraException, OmegaConfBaseException) as error:
        failure = error
    except OSError as error:  # Hydra makes the folder `runs` for a sweep
        failure = unwritable(str(error.filename), error)
    except _Failed as failed:
        failure = failed.error
    finally:
        sys.argv = argv
    if isinstance(failure, HydraException | OmegaConfBaseException):
        raise usage(failure)
    if failure is not None:
        raise failure
    return 0
