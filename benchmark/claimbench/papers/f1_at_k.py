"""F1@K (Wei et al. 2024, arXiv 2403.18802, LongFact and SAFE): precision, and recall up to K supported facts.

Of a response with S supported and N unsupported facts: precision S / (S + N), recall min(S / K, 1), and their
harmonic mean, or 0 when S is 0. K is how many facts a reader wants; it has to be given. The figure is the mean over
all responses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import fmean

from claimbench.errors import UsageError
from claimbench.papers._judged import verdicts
from claimbench.papers._means import harmonic
from claimbench.papers._registry import Metric, MetricResult, Options


def f1_at_k(supported: int, unsupported: int, k: int) -> float:
    """F1@K of one response."""
    if not supported:
        return 0.0
    return harmonic(supported / (supported + unsupported), min(supported / k, 1.0))


def averages(responses: Iterable[Sequence[bool]], k: int) -> dict[str, float | None]:
    """The mean of F1@K, of precision (responses with facts only) and of recall."""
    given = [(sum(facts), len(facts)) for facts in responses]
    precisions = [supported / total for supported, total in given if total]
    return {
        f"F1@{k}": fmean(f1_at_k(s, n - s, k) for s, n in given) if given else None,
        "P": fmean(precisions) if precisions else None,
        f"R@{k}": fmean(min(s / k, 1.0) for s, _ in given) if given else None,
    }


def score(predictions: str, gold: str | None, options: Options) -> MetricResult:
    """``claimbench score FILE --metric f1@13``: claims with verdicts, or checked against the article's text."""
    if options.k is None or options.k < 1:
        raise UsageError(
            "f1@K needs K, the number of facts a reader wants\n  next: --metric f1@13, or --metric f1@K --k 13"
        )
    found, fields = verdicts(predictions, gold)
    return MetricResult(
        averages(found.values(), options.k), {"metric": f"f1@{options.k}"} | fields | {"avg": "macro over responses"}
    )


METRIC = Metric("f1@K", "precision, and recall up to K supported claims", score)
