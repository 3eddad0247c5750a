"""What a matcher is (SCORING.md, section 2)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Pair = tuple[str, str]
"""A predicted claim and a gold claim, in this order."""

REASONS = (
    "number", "negation", "entity", "role", "modality", "attribution", "time", "place", "scope",
    "missing part", "extra part", "different",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two claims do not say the same: a kind out of :data:`REASONS` and a sentence for people."""

    kind: str
    detail: str


def highest(scores: Sequence[float]) -> tuple[float, int]:
    """The highest score and its place, the first of equals."""
    best = max(scores)
    return best, scores.index(best)


class Matcher(ABC):
    """Scores pairs of claims in [0, 1]; a score at or above its threshold means yes.

    `name` and `version` stand in every signature: the version changes whenever any score of the matcher changes.
    `threshold` is τ, for :meth:`equivalent`; `containment_threshold` is τ_c, for :meth:`contains`.
    `calibrated_on` says with what data the thresholds were set. `normalisation` names the text normalisation.
    Both scoring methods take many pairs at a time, so that a model can batch, and give one score a pair in the
    same order; a pair's score never depends on the other pairs.
    """

    name: str
    version: str = "1"
    threshold: float = 0.5
    containment_threshold: float = 0.5
    calibrated_on: str = "nothing: a convention"
    normalisation: str = "1"

    @abstractmethod
    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        """For each (p, g): do p and g say the same? Symmetric in meaning."""

    @abstractmethod
    def contains(self, pairs: Sequence[Pair]) -> list[float]:
        """For each (p, g): does p convey all of g? Either side may be several claims joined by newlines."""

    def of_claim(self, text: str, forms: Sequence[str], scores: Sequence[float]) -> tuple[float, int]:
        """How equivalent a text is to a claim of several accepted forms, from its scores beside each of them.

        Returns that score and the place of the form that says it: the highest, the first of equals (SCORING.md,
        section 2). A matcher whose scores err more often beside some forms than beside others may weigh them instead.
        """
        return highest(scores)

    def explain(self, predicted: str, gold: str) -> tuple[Reason, ...]:
        """Why the pair does not match, most telling reason first; empty when nothing is found."""
        return ()

    def dependencies(self) -> Mapping[str, str]:
        """What the scores depend on outside the code: a name and a sha256 or version each."""
        return {}
