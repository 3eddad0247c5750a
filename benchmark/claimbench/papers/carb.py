"""CaRB (Bhardwaj, Aggarwal and Mausam 2019, EMNLP-IJCNLP, D19-1651): triples by shared words, slot by slot.

A pair of gold and predicted triple has a precision (shared words over predicted words) and a recall (over gold
words), provided that the relations share a word. For each confidence threshold, recall is many-to-one (each gold
triple takes its best kept prediction) and precision one-to-one (greedy, the highest precision first). The figures
are the area under the curve and the point with the best F1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claimbench.papers._registry import Cell, Check, Metric, MetricResult, Options, Paper, Reproduction
from claimbench.papers.triples import NOT_CLAIMS, Triple, Triples, gold_and_predictions, triples_field

BE = frozenset("am are be been being is was were".split())
_SPEECH = ("said", "told", "added", "adds", "says")

COLUMNS = ("AUC", "P", "R", "F1")

PUBLISHED: dict[str, tuple[float, ...]] = {
    "ClausIE": (0.224, 0.411, 0.496, 0.450),
    "OpenIE-4": (0.272, 0.553, 0.437, 0.488),
    "OpenIE-5": (0.245, 0.521, 0.424, 0.467),
    "PropS": (0.126, 0.340, 0.300, 0.319),
    "OLLIE": (0.224, 0.505, 0.346, 0.411),
    "OpenIE-5 on dev": (0.240, 0.526, 0.406, 0.458),
}
"""The published table; OLLIE's output is not in the data, only its curve."""

RUNS = {
    "ClausIE": ("test", "clausie", "ClausIE"),
    "OpenIE-4": ("test", "openie4", "OpenIE-4"),
    "OpenIE-5": ("test", "openie5", "OpenIE-5"),
    "PropS": ("test", "props", "PropS"),
    "OpenIE-5 on dev": ("dev", "openie5", None),
}
"""Row of the table → part of the gold, form of the output, name of the authors' curve."""

NEEDED = (
    "the gold tuples, the systems' outputs and the curves as shipped; no extractor is run. OLLIE's output is not in "
    "the data (a file of 4 MiB or more): its row is read off its curve."
)

TOLERANCE = 1e-9
"""How far a point of a curve may lie from the authors'."""

Bag = dict[str, int]


@dataclass(frozen=True, slots=True)
class Point:
    """Precision and recall of the predictions with at least this confidence."""

    precision: float
    recall: float
    confidence: float

    @property
    def f1(self) -> float:
        """Harmonic mean, 0 when both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True)
class Curve:
    """The precision-recall curve: points by rising recall, points of equal recall by rising confidence."""

    points: tuple[Point, ...]

    @property
    def best(self) -> Point:
        """The point with the best F1, the first of equals; precision and recall 0 when there is no point."""
        return max(self.points, key=lambda point: point.f1, default=Point(0.0, 0.0, 0.0))

    @property
    def auc(self) -> float:
        """Area by the trapezoid rule over the points and (precision 1, recall 0)."""
        area, last = 0.0, Point(1.0, 0.0, 0.0)
        for point in self.points:
            area += (point.recall - last.recall) * (point.precision + last.precision) / 2
            last = point
        return area


@dataclass(frozen=True, slots=True)
class _Slots:
    """A triple as bags of words, relation, subject and all objects together, and how many words each bag has."""

    relation: Bag
    subject: Bag
    objects: Bag
    sizes: tuple[int, int, int]

    @property
    def size(self) -> int:
        """How many words there are in all."""
        return sum(self.sizes)


def curve(gold: Triples, predicted: Triples) -> Curve:
    """The curve of `predicted` against `gold`, sums over all gold sentences (micro).

    Both map a sentence key to triples; predictions of other sentences only add thresholds.
    """
    gains: dict[float, list[float]] = {t.confidence: [0.0, 0.0, 0.0] for ts in predicted.values() for t in ts}
    for key, golds in gold.items():
        before = (0, 0.0, 0.0)
        for confidence, now in _steps(golds, predicted.get(key, ())):
            gain = gains[confidence]
            for i in range(3):
                gain[i] += now[i] - before[i]
            before = now
    return _accumulate(gains, sum(len(golds) for golds in gold.values()))


def _accumulate(gains: dict[float, list[float]], total: int) -> Curve:
    kept = precision = recall = 0.0
    points = []
    for confidence in sorted(gains, reverse=True):
        more, gained_precision, gained_recall = gains[confidence]
        kept, precision, recall = kept + more, precision + gained_precision, recall + gained_recall
        share = recall / total if total else 0.0
        points.append(Point(precision / kept if kept else 1.0, share, confidence))
    return Curve(tuple(sorted(points, key=lambda p: (p.recall, p.confidence))))


def _steps(gold: Sequence[Triple], predicted: Sequence[Triple]) -> list[tuple[float, tuple[int, float, float]]]:
    """For each confidence in a sentence, falling: (predictions kept, sum of precision, sum of recall)."""
    if not predicted:
        return []
    ranked = sorted(range(len(predicted)), key=lambda j: -predicted[j].confidence)
    golds = [_slots(item) for item in gold]
    speech = [any(word in item.relation.text for word in _SPEECH) for item in gold]
    slots = [_slots(item) for item in predicted]
    pairs: list[tuple[float, int, int]] = []
    best = [0.0] * len(gold)
    steps: list[tuple[float, tuple[int, float, float]]] = []
    for count, j in enumerate(ranked, 1):
        for i, slot in enumerate(golds):
            precision, recall = _pair(slot, slots[j], speech[i])
            if precision:
                pairs.append((-precision, i, j))
                best[i] = max(best[i], recall)
        confidence = predicted[j].confidence
        if count == len(ranked) or predicted[ranked[count]].confidence != confidence:
            steps.append((confidence, (count, _greedy(pairs), sum(best))))
    return steps


def _greedy(pairs: list[tuple[float, int, int]]) -> float:
    """Sum of precision of the one-to-one assignment that takes the highest precision first, ties by order."""
    pairs.sort()
    gold: set[int] = set()
    predicted: set[int] = set()
    total = 0.0
    for precision, i, j in pairs:
        if i not in gold and j not in predicted:
            gold.add(i)
            predicted.add(j)
            total -= precision
    return total


def _slots(item: Triple) -> _Slots:
    objects = tuple(word for part in item.objects for word in part.words)
    parts = (item.relation.words, item.subject.words, objects)
    relation, subject, rest = (_bag(words) for words in parts)
    return _Slots(relation, subject, rest, (len(parts[0]), len(parts[1]), len(objects)))


def _bag(words: Sequence[str]) -> Bag:
    bag: Bag = {}
    for word in words:
        bag[word] = bag.get(word, 0) + 1
    return bag


def pair_scores(gold: Triple, predicted: Triple) -> tuple[float, float]:
    """Precision and recall of one pair; (0, 0) when no word of the relations matches."""
    return _pair(_slots(gold), _slots(predicted), any(word in gold.relation.text for word in _SPEECH))


def _pair(gold: _Slots, predicted: _Slots, speech: bool) -> tuple[float, float]:
    """Words count as often as both sides have them.

    A prediction without an object does not match a gold triple that has one. A gold triple without one has no such
    slot: what the prediction says there does not count against it. A verb of speech in the gold relation lets the prediction's arguments
    change places, when that gives the higher precision, or at equal precision the higher recall.
    """
    relation = _relation(gold.relation, predicted.relation)
    if not relation or (gold.sizes[2] and not predicted.sizes[2]):
        return 0.0, 0.0
    straight = _score(gold, predicted, relation, predicted.subject, predicted.objects, predicted.sizes)
    if not speech:
        return straight
    sizes = (predicted.sizes[0], predicted.sizes[2], predicted.sizes[1])
    return max(straight, _score(gold, predicted, relation, predicted.objects, predicted.subject, sizes))


def _score(
    gold: _Slots, predicted: _Slots, relation: int, subject: Bag, objects: Bag, sizes: tuple[int, int, int]
) -> tuple[float, float]:
    shared = relation + _shared(gold.subject, subject)
    said = sizes[0] + sizes[1]
    if gold.sizes[2]:
        shared += _shared(gold.objects, objects)
        said += sizes[2]
    return shared / said, shared / gold.size


def _relation(gold: Bag, predicted: Bag) -> int:
    """Shared words of the relations; a predicted `be` that is left over matches one gold form of be."""
    shared = _shared(gold, predicted)
    if predicted.get("be", 0) > gold.get("be", 0) and any(gold.get(word, 0) > predicted.get(word, 0) for word in BE):
        shared += 1
    return shared


def _shared(a: Bag, b: Bag) -> int:
    total = 0
    for word in a.keys() & b.keys():
        total += min(a[word], b[word])
    return total


def figures(found: Curve) -> dict[str, float]:
    """The columns of the table: area, and precision, recall and F1 where F1 is best."""
    best = found.best
    return dict(zip(COLUMNS, (found.auc, best.precision, best.recall, best.f1), strict=True))


def score_file(predictions: str, gold: str | None, options: Options) -> MetricResult:
    """``claimbench score FILE --metric carb --gold GOLD``: two files of triples."""
    golds, items = gold_and_predictions(predictions, gold, "carb")
    found = curve(golds, items)
    fields = {
        "metric": "carb",
        "gold": triples_field(golds),
        "match": "R:many-to-one,P:one-to-one,greedy",
        "avg": "micro",
    }
    return MetricResult(
        {**figures(found), "confidence": found.best.confidence}, fields, "P, R and F1 where F1 is best."
    )


def reproduce(folder: Path) -> Reproduction:
    """The published table, and the four curves point by point; OLLIE's figures are read off the authors' curve."""
    from claimbench.papers import _carb_data as data

    golds = {part: data.read_gold(folder / f"data/gold/{part}.tsv") for part in ("test", "dev")}
    cells: list[Cell] = []
    checks: list[Check] = []
    for system, (part, form, dumped) in RUNS.items():
        output = data.read_output(folder / f"system_outputs/{part}/{form}_output.txt", form, golds[part])
        found = curve(golds[part], output)
        cells += _cells(system, found)
        if dumped:
            checks.append(compare_curves(system, found, data.read_curve(folder / f"dump/{dumped}.dat")))
    cells += _cells("OLLIE", data.read_curve(folder / "dump/OllIE.dat"), "from the authors' curve")
    return Reproduction("carb", tuple(cells), NEEDED, tuple(checks), (NOT_CLAIMS,))


def _cells(system: str, found: Curve, note: str = "") -> list[Cell]:
    return [
        Cell(system, column, ours, published, 3, note)
        for (column, ours), published in zip(figures(found).items(), PUBLISHED[system], strict=True)
    ]


def compare_curves(system: str, ours: Curve, theirs: Curve) -> Check:
    """Whether two curves are equal point by point, within :data:`TOLERANCE`."""
    gap = max(
        (
            max(abs(a.precision - b.precision), abs(a.recall - b.recall), abs(a.confidence - b.confidence))
            for a, b in zip(ours.points, theirs.points, strict=False)
        ),
        default=0.0,
    )
    same = len(ours.points) == len(theirs.points) and gap <= TOLERANCE
    counts = f"{len(ours.points)} points against {len(theirs.points)}, largest gap {gap:.1e}"
    return Check(f"{system}: curve point by point", same, counts)


METRIC = Metric("carb", "precision-recall curve of triples with confidences: AUC and best F1", score_file)
PAPER = Paper(
    "carb",
    "CaRB: A Crowdsourced Benchmark for Open IE",
    "S. Bhardwaj, S. Aggarwal and Mausam 2019, EMNLP-IJCNLP, D19-1651",
    "github.com/dair-iitd/CaRB at 024e0e9",
    "MIT",
    "data/gold/test.tsv",
    reproduce,
)
