"""What there is to choose from, read from file names, first lines and entry points, without importing any of it."""

from __future__ import annotations

import ast
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

from claimbench.corpus import NAMED, gold_folder
from claimbench.counting import counted
from claimbench.jsonl import read_text


def extractors() -> dict[str, str]:
    """Extractor name → what it does: the comment at the top of each YAML, and entry points."""
    ours = {file.stem: _comment(file) for file in sorted(_folder("claimbench.configs", "extractor").glob("*.yaml"))}
    return ours | _entries("claimbench.extractors", ours)


def experiments() -> dict[str, str]:
    """Experiment name → what it runs."""
    return {file.stem: _comment(file) for file in sorted(_folder("claimbench.configs", "experiment").glob("*.yaml"))}


def matchers() -> dict[str, str]:
    """Matcher name → the first line of its file; the default one says so."""
    from claimbench.matching import registry

    ours: dict[str, str] = {}
    for name in registry.names():
        file = _folder("claimbench.matching") / f"{name}.py"
        if file.is_file():
            line = (ast.get_docstring(ast.parse(read_text(file))) or "").split("\n")[0].removeprefix(f"`{name}`: ")
            ours[name] = line + (" (the default)" if name == registry.DEFAULT else "")
    return ours | _entries("claimbench.matchers", ours)


def gold() -> dict[str, str]:
    """Gold set name → its size and version."""
    from claimbench.corpus import load_gold

    rows = {}
    for name in NAMED:
        if (gold_folder(name) / "articles.jsonl").is_file():
            loaded = load_gold(name)
            size = f"{counted(len(loaded.articles), 'article')}, {loaded.required} required and {loaded.optional} optional claims"
            rows[name] = f"{loaded.name}-{loaded.version}: {size}"
    return rows


def _folder(package: str, sub: str = ".") -> Path:
    return Path(str(files(package))) / sub


def _comment(file: Path) -> str:
    for line in read_text(file).splitlines():
        if line.startswith("# ") and not line.startswith("# @package"):
            return line.removeprefix("# ")
    return ""


def _entries(group: str, ours: dict[str, str]) -> dict[str, str]:
    """Entry points of other packages; they can add, not shadow."""
    return {
        e.name: f"from {e.value}" for e in sorted(entry_points(group=group), key=lambda e: e.name) if e.name not in ours
    }
