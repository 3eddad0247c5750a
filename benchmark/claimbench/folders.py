"""Where claimbench keeps what can be made again."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """CLAIMBENCH_CACHE, else the user's cache folder (XDG_CACHE_HOME or ~/.cache)."""
    if "CLAIMBENCH_CACHE" in os.environ:
        return Path(os.environ["CLAIMBENCH_CACHE"])
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "claimbench"
