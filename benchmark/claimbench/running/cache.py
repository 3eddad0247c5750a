"""Answers of extractors, kept an article at a time, so that a killed run goes on where it stopped.

The key covers the extractor's class, its version, the source of its module and of what that imports from its own
folder, its configuration, its weights and the article, so that one extractor never gets another's answers.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from claimbench.folders import cache_folder
from claimbench.jsonl import canonical, read_text, sha256, write_atomically
from claimbench.predictions import as_predictions, prediction_record
from claimbench.records import Document, PredictedClaim


def fingerprint(extractor: Any, config: dict[str, Any], run: int = 0) -> dict[str, Any]:
    """What tells one extractor's answers from another's, as plain values."""
    kind = type(extractor)
    weights = getattr(extractor, "weights", None)
    return {
        "class": f"{kind.__module__}.{kind.__qualname__}",
        "version": str(getattr(extractor, "version", "")),
        "code": _source(kind),
        "config": config,
        "weights": weights() if callable(weights) else None,
        "run": run,
    }


def _source(kind: type) -> str:
    """sha256 of the source of the class and its bases, our own interface aside, with what lies beside them.

    That is where an extractor's parts live: private modules (`_x.py`, `_x/*.py`), and the modules of the same folder
    that the file imports, directly or through one another.
    """
    sources = []
    for cls in kind.__mro__:
        if cls.__module__ not in ("builtins", "abc", "claimbench.extractor"):
            try:
                file = Path(inspect.getfile(cls))
                parts = {*file.parent.glob("_[!_]*.py"), *file.parent.glob("_[!_]*/*.py"), *_imported(file)} - {file}
                sources += [path.read_bytes() for path in (file, *sorted(parts))]
            except (OSError, TypeError):
                sources.append(cls.__qualname__.encode())
    return sha256(b"\0".join(sources))


def _imported(file: Path) -> set[Path]:
    """The files of the same folder that a file imports by name, and those that they import."""
    found: set[Path] = set()
    open_files = [file]
    while open_files:
        for name in _names(open_files.pop()):
            beside = (file.parent / f"{name}.py", file.parent / name / "__init__.py")
            new = [path for path in beside if path.is_file() and path not in found]
            found.update(new)
            open_files += new
    return found


def _names(file: Path) -> set[str]:
    """First parts of the names that a file imports, anywhere in it; none from a file that cannot be parsed."""
    try:
        tree = ast.parse(file.read_bytes())
    except (SyntaxError, ValueError):
        return set()
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.update([node.module.split(".")[0]] if node.module else [alias.name for alias in node.names])
    return names


class Cache:
    """The stored answers of one extractor."""

    def __init__(self, key: dict[str, Any], folder: Path | None = None) -> None:
        self.key = canonical(key)
        self.folder = (folder or cache_folder()) / "extractions" / sha256(self.key)[:32]

    def _file(self, document: Document) -> Path:
        return self.folder / f"{sha256(canonical([document.id, document.text]))[:32]}.json"

    def get(self, document: Document) -> tuple[PredictedClaim, ...] | None:
        """The stored claims of an article; None where there are none or the entry belongs to another key."""
        file = self._file(document)
        if not file.is_file():
            return None
        try:
            entry = json.loads(read_text(file))
            if entry["key"] != self.key or entry["document"] != canonical([document.id, document.text]):
                return None
            return as_predictions({document.id: entry["claims"]})[document.id]
        except (ValueError, KeyError, TypeError):
            return None  # a damaged entry is as good as none: the article is extracted again

    def put(self, document: Document, claims: Iterable[PredictedClaim]) -> None:
        """Store the claims of an article, all or nothing."""
        entry = {
            "key": self.key,
            "document": canonical([document.id, document.text]),
            "claims": prediction_record(document.id, claims)["claims"],
        }
        write_atomically(self._file(document), json.dumps(entry, ensure_ascii=False))
