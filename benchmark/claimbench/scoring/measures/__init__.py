"""The measures, one small file each; a new file is found by its name, nothing else is edited."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from claimbench.scoring.measures._base import CorpusFigure, Measure

__all__ = ["CorpusFigure", "Measure", "all_figures", "all_measures"]


@lru_cache
def all_measures() -> dict[str, Measure]:
    """Every measure by name, in the order in which tables show them."""
    found = [value for value in _values() if isinstance(value, Measure)]
    return {measure.name: measure for measure in sorted(found, key=lambda m: (m.order, m.name))}


@lru_cache
def all_figures() -> dict[str, CorpusFigure]:
    """Every figure that does not add up over articles, by name, in the order in which tables show them."""
    found = [value for value in _values() if isinstance(value, CorpusFigure)]
    return {figure.name: figure for figure in sorted(found, key=lambda f: (f.order, f.name))}


def _values() -> list[object]:
    """What the modules of this folder hold: instances, alone or in a tuple."""
    found: list[object] = []
    for module in iter_modules(__path__, f"{__name__}."):
        if not module.name.rpartition(".")[2].startswith("_"):
            for value in vars(import_module(module.name)).values():
                found += value if isinstance(value, tuple) else (value,)
    return found
