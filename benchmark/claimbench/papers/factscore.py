"""FActScore (Min et al. 2023, arXiv 2305.14251): the share of a response's facts that a source supports.

The score is the mean over responses of supported facts / facts, where a response without facts abstains and is left
out. The length penalty of the released scorer multiplies a response's share by exp(1 − γ / n) when it has n ≤ γ
facts, γ = 10: two true facts are not as good as twenty (compare the brevity penalty of BLEU).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import exp
from statistics import fmean

from claimbench.errors import UsageError
from claimbench.papers._judged import verdicts
from claimbench.papers._registry import Metric, MetricResult, Options

GAMMA = 10.0


def length_penalty(facts: int, gamma: float = GAMMA) -> float:
    """1 for more than γ facts, else exp(1 − γ / n); 0 for none."""
    if facts > gamma:
        return 1.0
    return exp(1 - gamma / facts) if facts else 0.0


def averages(responses: Iterable[Sequence[bool]], gamma: float = GAMMA) -> dict[str, float | None]:
    """The score with and without penalty, the share of responses that have facts, and facts a response."""
    given = list(responses)
    kept = [facts for facts in given if facts]
    shares = [sum(facts) / len(facts) for facts in kept]
    penalised = [share * length_penalty(len(facts), gamma) for share, facts in zip(shares, kept, strict=True)]
    return {
        "factscore": fmean(penalised) if kept else None,
        "without penalty": fmean(shares) if kept else None,
        "responding": len(kept) / len(given) if given else None,
        "facts a response": fmean(map(len, kept)) if kept else None,
    }


def score(predictions: str, gold: str | None, options: Options) -> MetricResult:
    """``claimbench score FILE --metric factscore``: claims with verdicts, or checked against the article's text."""
    if options.gamma <= 0:
        raise UsageError(f"--gamma: expected a number above 0, found {options.gamma:g}")
    found, fields = verdicts(predictions, gold)
    fields = {"metric": f"factscore(gamma={options.gamma:g})"} | fields | {"avg": "macro over responses"}
    return MetricResult(averages(found.values(), options.gamma), fields)


METRIC = Metric("factscore", "share of claims that the source supports, with the length penalty", score)
