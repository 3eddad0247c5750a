"""The measures, one small file each; a new file is found by its name, nothing else is edited."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from claimbench.scoring.measures._base import Measure

__all__ = ["Measure", "all_measures"]


@lru_cache
def all_measures() -> dict[str, Measure]:
    """Every measure by name, in the order in which tables show them."""
    found: list[Measure] = []
    for module in iter_modules(__path__, f"{__name__}."):
        if not module.name.rpartition(".")[2].startswith("_"):
            found += [value for value in vars(import_module(module.name)).values() if isinstance(value, Measure)]
    return {measure.name: measure for measure in sorted(found, key=lambda m: (m.order, m.name))}
