"""From a configuration to an extractor."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from pkgutil import resolve_name
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from claimbench.errors import ClaimbenchError, InputError, MissingDependency, UsageError

_EXPECTED: dict[Any, str] = {int: "an integer", float: "a number", bool: "true or false"}


def build(config: dict[str, Any]) -> Any:
    """The extractor that `config` describes: its `_target_` called with the other keys, `name` aside."""
    from hydra.errors import InstantiationException
    from hydra.utils import instantiate

    options = {key: value for key, value in config.items() if key != "name"}
    if "_target_" not in options:
        raise UsageError("the extractor has no _target_ (the class to build)\n  next: claimbench list extractors")
    _check_numbers(options)
    try:
        extractor = instantiate(options, _convert_="all")
    except InstantiationException as error:
        if isinstance(error.__cause__, ClaimbenchError):
            raise error.__cause__ from None
        if isinstance(error.__cause__, ModuleNotFoundError):
            raise MissingDependency(str(error.__cause__.name), "all") from error
        raise InputError(f"extractor {config.get('name', options['_target_'])}: {error}") from error
    if not callable(getattr(extractor, "extract", None)):
        raise InputError(
            f"{options['_target_']}: expected a class with a method extract(document), found {extractor!r:.80}"
        )
    return extractor


def _check_numbers(options: dict[str, Any]) -> None:
    """UsageError for text where the class says that it takes a number or a switch, before it fails over it."""
    for name, hint in _hints(options["_target_"]).items():
        kinds = set(get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)) - {type(None)}
        found = options.get(name)
        if isinstance(found, str) and kinds and kinds <= _EXPECTED.keys():
            expected = " or ".join(sorted(_EXPECTED[kind] for kind in kinds))
            raise UsageError(
                f"extractor.{name}: expected {expected}, found {found!r}\n"
                "  next: claimbench run extractor=… --cfg job shows the options"
            )


def _hints(target: str) -> dict[str, Any]:
    """The type hints of what builds an extractor; none where they cannot be had."""
    try:
        made = maker = resolve_name(target)
        return get_type_hints(maker.__init__ if isinstance(made, type) else made)
    except Exception:
        return {}  # whatever is wrong with it, building it will tell


def from_file(path: str, cls: str | None = None, **options: Any) -> Any:
    """An extractor out of a single Python file: class `cls`, or the only class there with a method `extract`.

    The file may import modules that lie beside it, as a script may.
    """
    file = Path(path)
    if not file.is_file():
        raise InputError(f"{path}: expected a Python file with an extractor class, found nothing")
    spec = importlib.util.spec_from_file_location(file.stem, file)
    if spec is None or spec.loader is None:
        raise InputError(f"{path}: expected a Python file (.py)")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    if str(file.resolve().parent) not in sys.path:
        sys.path.append(str(file.resolve().parent))
    spec.loader.exec_module(module)
    own = {
        name: value
        for name, value in vars(module).items()
        if isinstance(value, type) and value.__module__ == spec.name and callable(getattr(value, "extract", None))
    }
    if cls is None and len(own) != 1:
        raise UsageError(
            f"{path}: expected one class with a method extract, found {sorted(own) or 'none'}; name it: {path}:CLASS"
        )
    chosen = cls or next(iter(own))
    if chosen not in own:
        raise UsageError(f"{path}: expected a class {chosen} with a method extract, found {sorted(own) or 'none'}")
    return own[chosen](**options)
