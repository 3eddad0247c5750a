"""The folder that a run is kept in, checked before anything is extracted."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from claimbench.errors import InputError
from claimbench.publishing.stored import read_config
from claimbench.running.config import RunConfig


def check_writable(folder: Path) -> None:
    """InputError where `folder` cannot be made or written to; leaves nothing behind."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise unwritable(f"output={folder}", error) from None
    finally:
        for place in missing:
            with suppress(OSError):  # never made, or another run keeps something there by now
                place.rmdir()


def check_same(folder: Path, config: RunConfig) -> None:
    """InputError where `folder` holds a run of another configuration, which this one would replace."""
    file = folder / "config.yaml"
    if not file.is_file():
        return
    stored = RunConfig().recorded() | read_config(file)
    now = yaml.safe_load(config.recorded_yaml())
    differing = _first_difference(stored, now)
    if differing:
        raise InputError(
            f"output={folder}: expected a new folder or one with this configuration, found a run of another "
            f"(it differs in {differing})\n  next: name another with output=DIR, or delete {folder}"
        )


def _first_difference(stored: Any, now: Any, place: str = "") -> str | None:
    """The option that differs first, as `extractor.k`; None where all are the same."""
    if isinstance(stored, dict) and isinstance(now, dict):
        return next(
            (
                found
                for key in now | stored
                if (found := _first_difference(stored.get(key), now.get(key), f"{place}.{key}".lstrip(".")))
            ),
            None,
        )
    return None if stored == now else place


def unwritable(what: str, error: OSError) -> InputError:
    """The error about a folder that cannot be made or written to."""
    return InputError(
        f"{what}: expected a folder that can be written to, found: {error.strerror}\n"
        "  next: name another with output=DIR, or run it where you may write"
    )
