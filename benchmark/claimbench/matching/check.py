"""The computation behind `claimbench check-matcher`: does a matcher tell paraphrases from minimal changes?

Contrast files are JSON Lines: ``{"doc_id", "gold", "paraphrases": [text, …], "contrasts": [{"text", "phenomenon"},
…]}``, optionally with ``claim_id`` and ``split`` (``dev`` or ``test``). Every text is compared with its own gold claim
only; where the accepted forms of the claims are known, also with all of them, as a prediction is scored.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from claimbench.counting import counted
from claimbench.errors import InputError
from claimbench.jsonl import Row, read_rows
from claimbench.matching._bootstrap import RESAMPLES, Floats, Ranking, interval, ratio, value
from claimbench.matching._judged import JudgedPair, judged_agreement
from claimbench.matching._readings import read_anew
from claimbench.matching.base import Matcher, Pair
from claimbench.matching.forms import equivalent

SPLITS = ("dev", "test")


@dataclass(frozen=True, slots=True)
class ContrastSet:
    """One gold claim with texts that say the same and `contrasts` (text, phenomenon) that do not."""

    doc_id: str
    gold: str
    paraphrases: tuple[str, ...]
    contrasts: tuple[tuple[str, str], ...]
    claim_id: str | None = None
    split: str | None = None


def read_contrasts(path: Path, split: str | None = None) -> list[ContrastSet]:
    """The contrast sets of a file, of one split if `split` is given; RecordError for the first wrong record."""
    sets = [_contrast_set(row) for row in read_rows(Path(path))]
    chosen = [item for item in sets if split is None or item.split == split]
    if not chosen:
        wanted = f"split {split!r}" if split else "one contrast set at least"
        raise InputError(f"{path}: expected {wanted}, found {counted(len(sets), 'set')}, none of it")
    return chosen


def _contrast_set(row: Row) -> ContrastSet:
    gold = row.text("gold")
    paraphrases = tuple(_text(row, "paraphrases", value) for value in row.get("paraphrases", list))
    contrasts = tuple(_contrast(row.child("contrasts", value)) for value in row.get("contrasts", list))
    for field, texts in (("paraphrases", paraphrases), ("contrasts", [text for text, _ in contrasts])):
        if not texts:
            raise row.error("a list that is not empty", [], field)
        for text in texts:
            if text == gold or (field == "contrasts" and text in paraphrases):
                raise row.error("texts that differ from gold, and contrasts from paraphrases", text, field)
    claim_id = row.text("claim_id") if row.data.get("claim_id") is not None else None
    split = row.choice("split", SPLITS) if row.data.get("split") is not None else None
    return ContrastSet(row.text("doc_id"), gold, paraphrases, contrasts, claim_id, split)


def _text(row: Row, field: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise row.error("strings that are not blank", value, field)
    return value


def _contrast(row: Row) -> tuple[str, str]:
    return row.text("text"), row.text("phenomenon")


def check(
    matcher: Matcher,
    contrasts: Sequence[ContrastSet],
    *,
    default: bool = False,
    seed: int = 0,
    resamples: int = RESAMPLES,
    judged: Sequence[JudgedPair] = (),
    forms: Mapping[str, Sequence[str]] | None = None,
    human: Path | None = None,
    shared_with: Path | None = None,
    speed_pairs: int = 2000,
) -> dict[str, Any]:
    """Everything that `check-matcher --json` prints for one matcher; intervals are over claims.

    `judged` are pairs that readers judged; `forms` has the accepted forms of claims by id, and with it the contrasts
    and pairs whose claims it knows are also read beside all forms (`all_forms`); `human` is a FEVERFact folder,
    `shared_with` a file of the FEVER symmetric set whose items are left out there; `speed_pairs` is the sample for the
    throughput, 0 for none.
    """
    started, forms = time.perf_counter(), forms or {}
    result: dict[str, Any] = {
        "matcher": matcher.name,
        "version": matcher.version,
        "default": default,
        "threshold": matcher.threshold,
        "containment_threshold": matcher.containment_threshold,
        "calibrated_on": matcher.calibrated_on,
    }
    result.update(_contrast_figures(matcher, [(item, (item.gold,)) for item in contrasts], seed, resamples))
    known = [(item, forms[str(item.claim_id)]) for item in contrasts if item.claim_id in forms]
    if known:
        result["all_forms"] = _contrast_figures(matcher, known, seed, resamples)
    if judged:
        result["judged"] = judged_agreement(matcher, judged, forms, seed=seed, resamples=resamples)
    if human is not None:
        from claimbench.matching._agreement import agreement

        result["human"] = agreement(matcher, human, shared_with, seed=seed, resamples=resamples)
    if speed_pairs:
        result["speed"] = throughput(matcher, contrasts, speed_pairs)
    result["seconds"] = round(time.perf_counter() - started, 3)
    return result


def _contrast_figures(
    matcher: Matcher, sets: Sequence[tuple[ContrastSet, Sequence[str]]], seed: int, resamples: int
) -> dict[str, Any]:
    """The figures of each set's texts beside the forms that stand with it."""
    same = [(unit, (text, forms)) for unit, (item, forms) in enumerate(sets) for text in item.paraphrases]
    other = [(unit, (text, forms), name) for unit, (item, forms) in enumerate(sets) for text, name in item.contrasts]
    found = equivalent(matcher, [*(asked for _, asked in same), *(asked for _, asked, _ in other)])
    scores = np.array([score for score, _ in found], dtype=np.float64)
    positive, negative = scores[: len(same)], scores[len(same) :]
    units_p, units_n = np.array([u for u, _ in same]), np.array([u for u, _, _ in other])
    names = np.array([name for _, _, name in other])
    figures = _Figures(len(sets), seed, resamples)
    ranking = Ranking(positive, units_p, negative, units_n, len(sets))
    figures.add("auroc", ranking.auroc)
    figures.share("paraphrase", units_p, positive >= matcher.threshold)
    figures.share("contrast", units_n, negative < matcher.threshold)
    for name in sorted(set(names.tolist())):
        figures.share(f"by_phenomenon.{name}", units_n[names == name], (negative < matcher.threshold)[names == name])
    return _arranged(figures, len(same), names)


class _Figures:
    """Figures with their intervals, by name."""

    def __init__(self, units: int, seed: int, resamples: int) -> None:
        self.units, self.seed, self.resamples = units, seed, resamples
        self.values: dict[str, float | None] = {}
        self.intervals: dict[str, dict[str, object]] = {}

    def add(self, name: str, figure: Any) -> None:
        self.values[name] = value(figure, self.units)
        self.intervals[name] = interval(figure, self.units, self.seed, self.resamples)

    def share(self, name: str, units: Any, hits: Any) -> None:
        total: Floats = np.bincount(units, minlength=self.units).astype(np.float64)
        weights = hits.astype(np.float64)
        hit: Floats = np.bincount(units, weights=weights, minlength=self.units).astype(np.float64)
        self.add(name, ratio(hit, total))


def _arranged(figures: _Figures, paraphrases: int, names: Any) -> dict[str, Any]:
    phenomena = sorted(set(names.tolist()))
    return {
        "auroc": figures.values["auroc"],
        "accuracy": {side: figures.values[side] for side in ("paraphrase", "contrast")},
        "by_phenomenon": {name: figures.values[f"by_phenomenon.{name}"] for name in phenomena},
        "intervals": figures.intervals,
        "n": {
            "claims": figures.units,
            "paraphrases": paraphrases,
            "contrasts": len(names),
            "by_phenomenon": {name: int((names == name).sum()) for name in phenomena},
        },
        "bootstrap": {"unit": "claim", "resamples": figures.resamples, "seed": figures.seed, "level": 0.95},
    }


def throughput(matcher: Matcher, sets: Sequence[ContrastSet], pairs: int) -> dict[str, Any]:
    """Seconds for a million pairs, extrapolated from all-against-all pairs of the file, and peak memory in MiB.

    The sample is what scoring does: few texts, many pairs, most of them far apart. The matcher has read none of
    these pairs before, but may know their texts.
    """
    texts = list(dict.fromkeys(text for item in sets for text in (item.gold, *item.paraphrases)))
    side = max(2, min(len(texts), int(np.ceil(np.sqrt(pairs)))))
    step = max(1, len(texts) // side)
    chosen = texts[::step][:side]
    sample: list[Pair] = [(p, g) for p in chosen for g in chosen if p != g][:pairs]
    started = time.perf_counter()
    with read_anew():
        matcher.equivalent(sample)
    seconds = time.perf_counter() - started
    return {
        "pairs": len(sample),
        "seconds": round(seconds, 4),
        "seconds_per_million": round(seconds / max(1, len(sample)) * 1e6, 1),
        "peak_memory_mib": peak_memory(),
    }


def peak_memory() -> float | None:
    """The largest resident memory of this process so far, in MiB; None where the system does not tell."""
    if find_spec("resource") is None:
        return None
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20, 1)
