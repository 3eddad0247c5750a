"""Runs as they lie on disk: a result file, a run folder, a submission, or predictions that are scored on the spot."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from claimbench.corpus import NAMED, Gold, load_gold
from claimbench.errors import InputError, RecordError, literally
from claimbench.jsonl import read_text
from claimbench.scoring.card import score
from claimbench.scoring.result import SCHEMA_VERSION, result

PREDICTIONS, RESULT, CONFIG, GOLD = "predictions.jsonl", "result.json", "config.yaml", "gold"

Plain = dict[str, Any]


@dataclass(frozen=True)
class Stored:
    """A run: its name in tables, its result as plain values, the gold set it was scored on, and its folder."""

    name: str
    result: Plain
    gold: Gold
    folder: Path


def read_result(file: Path) -> Plain:
    """A result file as plain values; RecordError when it is none or of another schema version."""
    try:
        data = json.loads(read_text(file), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise RecordError("a result file", literally(str(error)), file=str(file)) from None
    if not isinstance(data, dict):
        raise RecordError("an object", data, file=str(file))
    if data.get("schema_version") != SCHEMA_VERSION:
        raise RecordError(
            f"schema version {SCHEMA_VERSION}",
            data.get("schema_version"),
            file=str(file),
            field="schema_version",
            hint="score the predictions again",
        )
    return data


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")


def read_config(file: Path) -> Plain:
    """A recorded configuration as plain values. Only plain YAML is read: no tags, no Python objects, no aliases."""
    try:
        data = yaml.load(read_text(file), Loader=PlainLoader)  # a SafeLoader
    except (yaml.YAMLError, RecursionError) as error:
        raise RecordError("plain YAML", literally(" ".join(str(error).split())), file=str(file)) from None
    if not isinstance(data, dict):
        raise RecordError("keys and values", data, file=str(file))
    return data


class PlainLoader(yaml.SafeLoader):
    """`yaml.SafeLoader` without aliases (a few lines of them can stand for gigabytes) and without repeated keys."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("expected plain values, found an alias (*name)")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Any:
        mapping = super().construct_mapping(node, deep)
        if isinstance(node, yaml.MappingNode) and len(mapping) < len(node.value):
            raise yaml.YAMLError(f"expected each key once, found one twice on line {node.start_mark.line + 1} or below")
        return mapping


def load_stored(target: str | Path, gold: str | Path | None = None, matcher: str | None = None) -> Stored:
    """A run as it is stored; predictions without a result are scored here, against `gold` with `matcher`.

    A stored result keeps what it was computed with: InputError when `gold` or `matcher` asks for something else.
    """
    path = Path(target)
    folder = path if path.is_dir() else path.parent
    file = folder / RESULT if path.is_dir() else path
    name = path.resolve().name if path.is_dir() else path.stem
    if file.suffix != ".json" or not file.is_file():
        card = score(gold, path, matcher=matcher)
        return Stored(name, result(card, system=name), card.gold, folder)
    data = read_result(file)
    found = gold_of(data, folder, gold, str(file))
    _check_matcher(data, matcher, file)
    return Stored(str(data.get("system") or name), _with_config(data, folder / CONFIG), found, folder)


def _with_config(data: Plain, config: Path) -> Plain:
    """The result with the extractor's configuration in it, which a run keeps in a file of its own."""
    known = data.get("extractor")
    if not isinstance(known, Mapping) or "config" in known or not config.is_file():
        return data
    return data | {"extractor": dict(known) | {"config": read_config(config).get("extractor")}}


def find_gold(data: Mapping[str, Any], folder: Path, given: str | Path | None, where: str) -> Gold:
    """The gold set that a result names, whichever version of it is here."""
    recorded = data.get("gold")
    if not isinstance(recorded, Mapping):
        raise RecordError("an object", recorded, file=where, field="gold", hint="claimbench schema result")
    return load_gold(_gold_place(recorded, folder, given, where))


def gold_of(data: Mapping[str, Any], folder: Path, given: str | Path | None, where: str) -> Gold:
    """The gold set that a result was scored on; InputError when it is not the one that is here."""
    loaded, recorded = find_gold(data, folder, given, where), data["gold"]
    if loaded.sha256 != recorded.get("sha256"):
        raise InputError(
            f"{where}: expected a result on gold {loaded.name}-{loaded.version}, sha256 {loaded.sha256[:12]}…, found "
            f"{recorded.get('name')}-{recorded.get('version')}, sha256 {str(recorded.get('sha256'))[:12]}…\n"
            "  next: score the predictions again, or name the gold folder with --gold"
        )
    return loaded


def _gold_place(recorded: Mapping[str, Any], folder: Path, given: str | Path | None, where: str) -> str | Path:
    if given is not None:
        return given
    if (folder / GOLD / "articles.jsonl").is_file():
        return folder / GOLD
    if recorded.get("name") in NAMED:
        return str(recorded["name"])
    place = read_config(folder / CONFIG).get("gold") if (folder / CONFIG).is_file() else None
    if isinstance(place, str) and Path(place).is_dir():
        return place
    raise InputError(
        f"{where}: scored on the gold set {recorded.get('name')!r}, which does not come with claimbench\n"
        "  next: name its folder with --gold DIR"
    )


def _check_matcher(data: Mapping[str, Any], matcher: str | None, file: Path) -> None:
    found = data.get("matcher")
    name = found.get("name") if isinstance(found, Mapping) else None
    if matcher is not None and name != matcher:
        raise InputError(
            f"{file}: expected a result of the matcher {matcher}, found one of {name}\n"
            f"  next: give {PREDICTIONS} itself, which is then scored with {matcher}"
        )
