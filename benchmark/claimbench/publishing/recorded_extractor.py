"""Which recorded configurations may be built again: those of extractors that are installed here, and nothing else.

`_target_` runs whatever it names, so a configuration that came from elsewhere is laid against the ones that ship with
claimbench: its class has to be one of theirs (or an entry point of an installed package), and its texts (model
names, paths, instructions) have to be theirs too. Numbers and switches may differ. The user can say that they trust
more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path
from typing import Any

from claimbench.errors import InputError
from claimbench.publishing.stored import read_config

FROM_FILE = "claimbench.running.load.from_file"
"""Runs a Python file of the user's: never without their word."""


def shipped() -> list[dict[str, Any]]:
    """The configurations of all extractors that are installed: ours, and those of other packages' entry points."""
    folder = Path(str(files("claimbench.configs"))) / "extractor"
    ours = [_whole(file) for file in sorted(folder.glob("*.yaml"))]
    others = [
        {"name": entry.name, "_target_": entry.value.replace(":", ".")}
        for entry in entry_points(group="claimbench.extractors")
    ]
    return [config for config in ours + others if config.get("_target_") != FROM_FILE]


def _whole(file: Path) -> dict[str, Any]:
    """A configuration with those of the same folder that its `defaults` list names, as Hydra puts them together."""
    own = read_config(file)
    whole: dict[str, Any] = {}
    for name in own.pop("defaults", []):
        if isinstance(name, str) and name != "_self_":
            whole |= _whole(file.with_name(f"{name}.yaml"))
    return whole | own


def check_buildable(config: Mapping[str, Any], where: str) -> None:
    """InputError unless `config` describes an extractor that is installed here, with texts of its own."""
    target = config.get("_target_")
    known = [other for other in shipped() if other.get("_target_") == target]
    if not known:
        raise InputError(_refusal(where, f"the class {target!r:.80} is not one of an installed extractor"))
    texts = {text for other in known for text in _texts(other)}
    filled = {key for other in known for key, value in other.items() if isinstance(value, str) and "${" in value}
    for key, value in config.items():
        if key in ("name", "_target_"):
            continue
        for text in _texts(value):
            if "${" in text or (text not in texts and key not in filled):
                raise InputError(_refusal(where, f"{key}: {text!r:.80} is not in its shipped configuration"))


def _refusal(where: str, why: str) -> str:
    return (
        f"{where}: expected the configuration of an installed extractor; {why}\n"
        "  next: --rescore scores the stored predictions; --trust builds it all the same, which runs whatever it names"
    )


def _texts(value: object) -> Iterator[str]:
    """Every string in a value, keys that Hydra reads (`_target_` and the like) as well."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if str(key).startswith("_"):
                yield str(key)
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
