"""Finding a matcher by name: ours by their file, other people's by the entry-point group `claimbench.matchers`."""

from __future__ import annotations

import importlib
from functools import lru_cache
from importlib.metadata import entry_points
from pkgutil import iter_modules

from claimbench.errors import UsageError, did_you_mean
from claimbench.matching.base import Matcher

DEFAULT = "combined"
_NOT_MATCHERS = {"assignment", "base", "check", "forms", "registry", "text"}


def names() -> list[str]:
    """The names of all matchers that can be had here, sorted."""
    import claimbench.matching as room

    ours = {
        module.name
        for module in iter_modules(room.__path__)
        if module.name not in _NOT_MATCHERS and not module.name.startswith("_")
    }
    return sorted(ours | {entry.name for entry in entry_points(group="claimbench.matchers")})


def get(name: str | Matcher | None = None, **options: object) -> Matcher:
    """The matcher called `name` (the default one for None); a Matcher is handed through.

    Raises UsageError for an unknown name.
    """
    if isinstance(name, Matcher):
        return name
    matcher = _load(name or DEFAULT)(**options)
    return matcher


@lru_cache
def _load(name: str) -> type[Matcher]:
    for entry in entry_points(group="claimbench.matchers", name=name):
        loaded: type[Matcher] = entry.load()
        return loaded
    if name not in names():
        raise UsageError(
            f"no matcher is called {name!r}{did_you_mean(name, names())}\n  next: claimbench list matchers"
        )
    module = importlib.import_module(f"claimbench.matching.{name}")
    for value in vars(module).values():
        if (
            isinstance(value, type)
            and issubclass(value, Matcher)
            and value.__module__ == module.__name__
            and not value.__name__.startswith("_")
        ):
            return value
    raise UsageError(f"claimbench.matching.{name} defines no Matcher")
