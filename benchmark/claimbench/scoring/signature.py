"""The signature: one line that says what a number was computed with (SCORING.md, section 6)."""

from __future__ import annotations

from claimbench.corpus import Gold
from claimbench.matching.base import Matcher
from claimbench.scoring.uncertainty import RESAMPLES


def signature(
    gold: Gold, matcher: Matcher, *, unit: str = "sentence", resamples: int = RESAMPLES, seed: int = 0
) -> str:
    """The signature line of a score."""
    return "|".join(
        f"{key}:{value}"
        for key, value in signature_fields(gold, matcher, unit=unit, resamples=resamples, seed=seed).items()
    )


def signature_fields(
    gold: Gold, matcher: Matcher, *, unit: str = "sentence", resamples: int = RESAMPLES, seed: int = 0
) -> dict[str, str]:
    """The fields of the signature, in their order."""
    from claimbench import __version__

    thresholds = f"tau={_short(matcher.threshold)},tauc={_short(matcher.containment_threshold)}"
    return {
        "claimbench": __version__,
        "gold": f"{gold.name}-{gold.version}@sha256:{gold.sha256[:8]}",
        "n": f"{gold.required}+{gold.optional}",
        "matcher": f"{matcher.name}@{matcher.version}({thresholds})",
        "match": "one-to-one",
        "avg": "micro",
        "norm": matcher.normalisation,
        "boot": f"{unit},{resamples},seed{seed}",
    }


def _short(value: float) -> str:
    return f"{value:.6f}".rstrip("0").ljust(4, "0").removeprefix("0") if value < 1 else f"{value:g}"
