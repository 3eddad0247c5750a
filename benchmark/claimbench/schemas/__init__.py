"""The JSON Schemas of the files that claimbench reads and writes (JSON Schema 2020-12).

``predictions`` and ``claims`` describe one line of a JSON Lines file, ``result`` a whole file.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from claimbench.errors import UsageError

_ENDING = ".schema.json"


def names() -> list[str]:
    """The schemas there are, sorted."""
    found = [entry.name for entry in files(__name__).iterdir() if entry.name.endswith(_ENDING)]
    return sorted(name.removesuffix(_ENDING) for name in found)


def schema_text(name: str) -> str:
    """A schema as it stands in the package; UsageError for an unknown name."""
    if name not in names():
        raise UsageError(f"no schema is called {name!r}; there are {', '.join(names())}")
    return files(__name__).joinpath(name + _ENDING).read_text("utf-8")


def schema(name: str) -> dict[str, Any]:
    """A schema as a plain object; UsageError for an unknown name."""
    loaded: dict[str, Any] = json.loads(schema_text(name))
    return loaded
