"""WiRe57 (Léchelle, Gotti and Langlais 2019, LAW XIII, arXiv 1809.08962): triples one-to-one by shared words.

A prediction matches a gold triple when subject, relation and first object each share a word with it; words that the
sentence does not have (inferred ones) need not be found. Each sentence is assigned greedily, the highest F1 first;
precision and recall of the assigned pairs are summed over all sentences (micro).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claimbench.papers._means import harmonic
from claimbench.papers._registry import Cell, Metric, MetricResult, Options, Paper, Reproduction
from claimbench.papers.triples import NOT_CLAIMS, NOTHING, Part, Triple, Triples, gold_and_predictions, triples_field

COLUMNS = ("P", "R", "F1", "matches", "exact P", "exact R", "exact F1")
DIGITS = (4, 4, 4, 0, 3, 3, 3)

PUBLISHED: dict[str, tuple[float, ...]] = {
    "minie": (0.4004, 0.3231, 0.3576, 134, 0.040, 0.029, 0.034),
    "clausie": (0.4007, 0.2976, 0.3415, 121, 0.108, 0.038, 0.056),
    "openie": (0.5013, 0.1818, 0.2669, 74, 0.050, 0.015, 0.023),
    "ollie": (0.3744, 0.1754, 0.2389, 74, 0.055, 0.023, 0.033),
    "reverb": (0.5689, 0.1212, 0.1998, 54, 0.165, 0.038, 0.062),
    "stanford": (0.2096, 0.1877, 0.1980, 99, 0.005, 0.006, 0.006),
    "props": (0.2221, 0.1618, 0.1872, 69, 0.000, 0.000, 0.000),
}
"""Output of the authors' scorer on their data, by the name that the extractions file gives the system."""

NEEDED = "the gold tuples and the extractions as shipped; no extractor is run."


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one system; `matches` counts assigned pairs, `exact_*` hold word for word."""

    precision: float
    recall: float
    matches: int
    predicted: int
    gold: int
    exact_precision: float
    exact_recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return harmonic(self.precision, self.recall)

    @property
    def exact_f1(self) -> float:
        """Harmonic mean of the exact precision and recall."""
        return harmonic(self.exact_precision, self.exact_recall)


def score(gold: Triples, predicted: Triples) -> Scores:
    """Score predictions against gold, by sentence key; predictions of unknown sentences count as wrong."""
    precision = recall = 0.0
    matches = exact_predicted = exact_gold = 0
    for key, golds in gold.items():
        items = predicted.get(key, ())
        for p, r in _assigned(golds, items):
            precision, recall, matches = precision + p, recall + r, matches + 1
        exact_predicted += sum(any(_exact(g, item) for g in golds) for item in items)
        exact_gold += sum(any(_exact(g, item) for item in items) for g in golds)
    n_predicted, n_gold = sum(map(len, predicted.values())), sum(map(len, gold.values()))
    over_predicted, over_gold = max(1, n_predicted), max(1, n_gold)
    return Scores(
        precision / over_predicted,
        recall / over_gold,
        matches,
        n_predicted,
        n_gold,
        exact_predicted / over_predicted,
        exact_gold / over_gold,
    )


def _assigned(gold: Sequence[Triple], predicted: Sequence[Triple]) -> list[tuple[float, float]]:
    """Precision and recall of the pairs of one sentence that are assigned to each other."""
    pairs = []
    for i, item in enumerate(gold):
        for j, candidate in enumerate(predicted):
            p, r = pair_scores(item, candidate)
            if p:
                pairs.append((-harmonic(p, r), i, j, p, r))
    pairs.sort()
    taken_gold: set[int] = set()
    taken: set[int] = set()
    found = []
    for _, i, j, p, r in pairs:
        if i not in taken_gold and j not in taken:
            taken_gold.add(i)
            taken.add(j)
            found.append((p, r))
    return found


def pair_scores(gold: Triple, predicted: Triple) -> tuple[float, float]:
    """Precision and recall of one pair, (0, 0) when the two do not match.

    Matched words are the predicted words that the gold part has, each time they occur. Further objects count by
    position: one that is missing lowers recall, one too many is passed over.
    """
    mine, theirs = _parts(gold), _parts(predicted)
    if not all(_meets(a, b) for a, b in zip(mine[:3], theirs[:3], strict=True)):
        return 0.0, 0.0
    matched = said = 0
    for a, b in zip(mine, theirs, strict=False):
        matched += _matched(a, b)
        said += len(b.words)
    stated = sum(part.stated for part in mine)
    return (matched / said if said else 0.0), (matched / stated if stated else 0.0)


def _parts(item: Triple) -> tuple[Part, ...]:
    """Subject, relation, first object (empty when there is none), further objects."""
    return (item.subject, item.relation, *(item.objects or (NOTHING,)))


def _meets(gold: Part, predicted: Part) -> bool:
    return gold.stated == 0 or _matched(gold, predicted) > 0


def _matched(gold: Part, predicted: Part) -> int:
    return sum(word in gold.words for word in predicted.words)


def _exact(gold: Triple, predicted: Triple) -> bool:
    mine, theirs = _parts(gold), _parts(predicted)
    return len(theirs) >= len(mine) and all(a.words == b.words for a, b in zip(mine, theirs, strict=False))


def figures(scores: Scores) -> dict[str, float]:
    """The columns of the table."""
    values = (
        scores.precision, scores.recall, scores.f1, float(scores.matches),
        scores.exact_precision, scores.exact_recall, scores.exact_f1,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def score_file(predictions: str, gold: str | None, options: Options) -> MetricResult:
    """``claimbench score FILE --metric wire57 --gold GOLD``: two files of triples."""
    golds, items = gold_and_predictions(predictions, gold, "wire57")
    fields = {"metric": "wire57", "gold": triples_field(golds), "match": "one-to-one,greedy", "avg": "micro"}
    return MetricResult(dict(figures(score(golds, items))), fields)


def reproduce(folder: Path) -> Reproduction:
    """The seven systems of the table."""
    from claimbench.papers import _wire57_data as data

    golds, systems = data.read_gold(folder), data.read_systems(folder)
    cells = []
    for system, published in PUBLISHED.items():
        ours = figures(score(golds, systems[system])) if system in systems else dict.fromkeys(COLUMNS)
        cells += [
            Cell(system, column, ours[column], value, digits)
            for column, value, digits in zip(COLUMNS, published, DIGITS, strict=True)
        ]
    return Reproduction("wire57", tuple(cells), NEEDED, (), (NOT_CLAIMS,))


METRIC = Metric("wire57", "precision, recall, F1 of triples, greedy one-to-one by words", score_file)
PAPER = Paper(
    "wire57",
    "WiRe57: A Fine-Grained Benchmark for Open Information Extraction",
    "W. Léchelle, F. Gotti and P. Langlais 2019, LAW XIII, arXiv 1809.08962",
    "github.com/rali-udem/WiRe57 at 9273758",
    "no licence file upstream: research use, do not redistribute",
    "data/WiRe57_343-manual-oie.json",
    reproduce,
)
