"""PropSegmEnt (Chen et al. 2022, arXiv 2212.10750), proposition segmentation: sets of tokens, one-to-one.

Two propositions match when the Jaccard similarity of their tokens is at least 0.8; predicted and gold propositions
of a sentence are paired by bipartite matching (section 5.1, which uses the Hungarian algorithm). Precision and recall
are averaged over sentences (macro); F1 is the harmonic mean of the two averages, as in the paper's Table 3, where
55.95 and 55.05 give 55.50.

A sentence without gold and without predictions is left out of both averages, one without predictions has precision
0, one without gold has no recall: the paper does not say, this is the convention of SCORING.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from statistics import fmean

from claimbench.jsonl import Row, canonical, read_rows, sha256
from claimbench.papers._means import harmonic
from claimbench.papers._registry import Metric, MetricResult, Options

THRESHOLD = Fraction(4, 5)

Proposition = frozenset[int] | frozenset[str]
"""A proposition as its tokens: their positions in the sentence, or, for claims as text, the words."""

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


def jaccard(a: frozenset[object], b: frozenset[object]) -> Fraction:
    """Shared tokens over all tokens, 0 for two empty sets."""
    union = len(a | b)
    return Fraction(len(a & b), union) if union else Fraction(0)


def matches(predicted: Sequence[Proposition], gold: Sequence[Proposition]) -> int:
    """How many pairs a largest one-to-one matching of propositions at or above the threshold has."""
    import numpy as np

    from claimbench.matching.assignment import MILLION, assign

    table = np.array(
        [[MILLION * (jaccard(frozenset(p), frozenset(g)) >= THRESHOLD) for g in gold] for p in predicted], np.int64
    ).reshape(len(predicted), len(gold))
    return len(assign(table, MILLION, [True] * len(gold), range(len(predicted)), range(len(gold))))


def averages(sentences: Iterable[tuple[Sequence[Proposition], Sequence[Proposition]]]) -> dict[str, float | None]:
    """Macro precision, recall and their harmonic mean over (predicted, gold) of each sentence."""
    precisions, recalls = [], []
    for predicted, gold in sentences:
        found = matches(predicted, gold)
        if predicted or gold:
            precisions.append(found / len(predicted) if predicted else 0.0)
        if gold:
            recalls.append(found / len(gold))
    precision = fmean(precisions) if precisions else None
    recall = fmean(recalls) if recalls else None
    f1 = None if precision is None or recall is None else harmonic(precision, recall)
    return {"P": precision, "R": recall, "F1": f1}


def words(text: str) -> frozenset[str]:
    """A claim as the set of its lower-cased tokens: runs of letters and digits, and each other sign by itself."""
    return frozenset(_WORD.findall(text.lower()))


def read_propositions(file: Path, known: dict[str, list[Proposition]] | None = None) -> dict[str, list[Proposition]]:
    """A file of propositions, ``{"id": "s1", "propositions": [[0, 1, 4], [2, 3]]}`` a line: token positions."""
    found: dict[str, list[Proposition]] = {}
    for row in read_rows(file):
        key = row.text("id")
        if key in found:
            raise row.error("each sentence once", key, "id")
        if known is not None and key not in known:
            raise row.error("the id of a gold sentence", key, "id")
        found[key] = [_positions(row, i, value) for i, value in enumerate(row.get("propositions", list))]
    return found


def _positions(row: Row, index: int, value: object) -> Proposition:
    if not isinstance(value, list) or not value or not all(isinstance(v, int) and v >= 0 for v in value):
        raise row.error("a list of token positions", value, f"propositions[{index}]")
    return frozenset(value)


def score(predictions: str, gold: str | None, options: Options) -> MetricResult:
    """``claimbench score FILE --metric propsegment``: two files of propositions, or claims against a gold set.

    Claims are taken as sets of words, which is not what the paper scores; the signature says so.
    """
    if gold is not None and Path(gold).is_file():
        golds = read_propositions(Path(gold))
        items = read_propositions(Path(predictions), golds)
        content = canonical([[key, [sorted(p) for p in golds[key]]] for key in sorted(golds)])
        name = f"propositions:{sum(map(len, golds.values()))}@sha256:{sha256(content)[:8]}"
        figures = averages((items.get(key, []), propositions) for key, propositions in golds.items())
        return MetricResult(figures, _fields(name, "positions"))
    return _score_claims(predictions, gold)


def _score_claims(predictions: str, gold: str | None) -> MetricResult:
    from claimbench.corpus import load_gold
    from claimbench.predictions import read_predictions

    loaded = load_gold(gold)
    claims = read_predictions(predictions, loaded)
    figures = averages(
        ([words(claim.text) for claim in claims.get(key, ())], [words(claim.text) for claim in golds])
        for key, golds in loaded.by_article.items()
    )
    note = "Claims as sets of words: the paper's propositions are sets of token positions of one sentence."
    name = f"{loaded.name}-{loaded.version}@sha256:{loaded.sha256[:8]}"
    return MetricResult(figures, _fields(name, "words"), note)


def _fields(gold: str, tokens: str) -> dict[str, str]:
    return {
        "metric": "propsegment",
        "gold": gold,
        "tokens": tokens,
        "jaccard": ">=.8",
        "match": "one-to-one",
        "avg": "macro",
    }


METRIC = Metric("propsegment", "propositions one-to-one at token Jaccard 0.8, macro P and R", score)
