"""The configuration of `claimbench run`: a schema, so that a typo fails at the start, and what it is turned into."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.metadata import entry_points
from typing import Any

import yaml

from claimbench.errors import UsageError
from claimbench.jsonl import canonical, sha256


@dataclass
class RunConfig:
    """What one run needs. `extractor` stays open: it holds `name`, `_target_` and the options of any class."""

    extractor: Any = field(default_factory=dict)
    gold: str = "news"
    matcher: str | None = None
    matcher_options: dict[str, Any] = field(default_factory=dict)
    output: str | None = None
    cache: bool = True
    seed: int = 0
    runs: int = 1

    @property
    def name(self) -> str:
        """The extractor's name in tables."""
        return str(self.extractor.get("name") or self.extractor.get("_target_", "extractor").rpartition(".")[2].lower())

    @property
    def extractors(self) -> list[Any]:
        """The extractor's configuration for each run, its seed counted up; UsageError when it has none to count."""
        if self.runs < 1:
            raise UsageError(f"runs: expected 1 or more, found {self.runs}")
        seed = self.extractor.get("seed")
        if self.runs == 1:
            return [self.extractor]
        if not isinstance(seed, int):
            raise UsageError(
                f"runs={self.runs}: expected an extractor with a seed to count up, found {self.name} without\n"
                "  next: +extractor.seed=0, if its class takes a seed"
            )
        return [self.extractor | {"seed": seed + i} for i in range(self.runs)]

    @property
    def folder(self) -> str:
        """Where the run is kept: `output`, or a folder named after what is run, so that no two runs collide."""
        return self.output or f"runs/{self.name}-{sha256(canonical(self.recorded()))[:8]}"

    def recorded(self) -> dict[str, Any]:
        """The part of the configuration that decides the result: what config.yaml keeps. No paths of this machine."""
        return {
            "extractor": self.extractor,
            "gold": self.gold,
            "matcher": self.matcher,
            "matcher_options": self.matcher_options,
            "seed": self.seed,
            "runs": self.runs,
        }

    def recorded_yaml(self) -> str:
        """What config.yaml holds."""
        return yaml.safe_dump(self.recorded(), sort_keys=False, allow_unicode=True)


def register() -> None:
    """Put the schema, and the extractors of installed packages that bring no YAML, in Hydra's config store."""
    from hydra.core.config_store import ConfigStore

    from claimbench import listing

    store = ConfigStore.instance()
    store.store(name="run_schema", node=RunConfig)
    ours = listing.extractors()
    for entry in entry_points(group="claimbench.extractors"):
        if ours.get(entry.name, "").startswith("from "):
            node = {"name": entry.name, "_target_": entry.value.replace(":", ".")}
            store.store(group="extractor", name=entry.name, node=node)
