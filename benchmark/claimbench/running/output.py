"""The folder that a run is kept in, checked before anything is extracted."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from claimbench.errors import InputError


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


def unwritable(what: str, error: OSError) -> InputError:
    """The error about a folder that cannot be made or written to."""
    return InputError(
        f"{what}: expected a folder that can be written to, found: {error.strerror}\n"
        "  next: name another with output=DIR, or run it where you may write"
    )
