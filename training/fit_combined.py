"""Weigh `alignment` and `cross_encoder` into `combined` and set its thresholds.

    python training/fit_combined.py --data DIR --realsumm DIR --lines lines.jsonl [--written DIR] [--out FILE]

The folders and the file are those of train_cross_encoder.py. The weights of `equivalent` are a logistic fit on held-out
claims that neither matcher was fitted on, from six sources that count alike: near pairs, far pairs, written lines of
systems, near claims, judged lines of extractors beside units of real news, and rewordings beside words in random order.
The threshold is the one at which the mean of the balanced accuracies is largest over the dev contrasts, the judged pairs
of the calibration half, the near and far pairs, the near claims, the judged lines, predictions of systems beside the
accepted form on gold/dev that is closest to them (a prediction is scored against many forms, and the best of many wrong
ones scores higher than one does), those forms beside the claim as it is and with its words in random order, and each
claim of gold/dev as a prediction is scored: the best of its other forms, and the best of the forms of all other claims
of its article, and claims and lines of the held-out written articles in the same way. The weights of `contains` are a
logistic fit on what systems really printed, in three sources that count alike: the judged pairs of the calibration half,
judged lines of extractors, and what people found in summaries; its threshold is the one at which the mean kappa over
them and the articles of gold/dev, each whole beside its claims and those of the others, is largest. Prints what is
reached there.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score

import articles
import near_pairs
import realsumm
import summaries
import written_pairs
from claimbench.corpus import gold_folder, load_gold
from claimbench.jsonl import read_rows
from claimbench.matching._alignment.order import disorder
from claimbench.matching._judged import read_judged
from claimbench.matching.alignment import Alignment
from claimbench.matching.base import Pair
from claimbench.matching.check import read_contrasts
from claimbench.matching.combined import logit, worth_asking, worth_reading
from claimbench.matching.cross_encoder import CrossEncoder
from claimbench.matching.token_f1 import TokenF1
from pairs import shuffled

OUT = Path(__file__).parents[1] / "benchmark" / "claimbench" / "matching" / "_combined.json"
SOURCE = (
    "weights: held-out written claims and judged lines of training; threshold: these, dev contrasts, the calibration half "
    "of the judged pairs of predictions, judged hits of gold/dev and the claims of its articles beside one another; "
    "contains: this half, judged lines, and REALSumm, the threshold also articles of gold/dev beside claims"
)
SEEN = ("W1", "W2")
"""Claims that the weights of `alignment` were fitted on."""
Labelled = list[tuple[Pair, bool]]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
GRID = np.round(np.linspace(0.05, 0.95, 91), 2)


def main() -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with rose/")
    parser.add_argument("--realsumm", type=Path, required=True, help="a checkout of REALSumm")
    parser.add_argument("--lines", type=Path, required=True, help="what summary_lines.py wrote")
    parser.add_argument("--written", type=Path, default=Path(__file__).parent)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    near, far, printed, phrases = written(options.written)
    judged = summaries.split(options.written / "lines", options.data, options.lines, options.realsumm)[1]
    lines = summaries.equal(judged)
    retold = [(s.units[n], told[0]) for s in judged for n, told in s.rewords.items()]
    retold += [c.forms[:3] for c in _held_out(options.written)]
    contrasts, pairs = calibration()
    later = {"dev contrasts": contrasts, "judged pairs": pairs, "near and far": near + far, "phrases": phrases}
    later |= {"judged lines": lines, "closest forms": closest()}
    later |= {"words in random order": garbled([claim.forms for claim in load_gold("dev").claims])}
    best = {"claims of one article": of_one_article(), "written articles": of_written_articles(options.written)}
    rated = realsumm.split(options.realsumm)[1]
    holding = {
        "judged pairs": containment(),
        "judged lines": [((e.a, e.b), bool(e.label)) for e in summaries.held(judged)],
        "summaries": [(("\n".join(realsumm.sentences_of(e.a)), e.b), bool(e.label)) for e in rated],
    }
    table = {
        "calibrated_on": SOURCE,
        "equivalent": _fitted([near, far, printed, phrases, lines, garbled(retold)], later, best),
        "contains": _fitted_contains(holding, {"whole articles": whole_articles()}),
    }
    options.out.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def written(folder: Path) -> list[Labelled]:
    """Near pairs, far pairs, lines of systems and pairs that differ in a phrase, each text against its claim."""
    claims = _held_out(folder)
    near: Labelled = [((text, c.forms[0]), True) for c in claims for text in (*c.light, *c.naming)]
    near += [((text, c.forms[0]), False) for c in claims for text, _ in c.changes]
    far: Labelled = [((text, c.forms[0]), True) for c in claims for text in c.forms[1:]]
    far += [((text, c.forms[0]), False) for c in claims for text, _ in c.far]
    printed: Labelled = [((text, c.forms[0]), gives and given) for c in claims for text, gives, given in c.outputs]
    return [near, far, printed, near_pairs.labelled(near_pairs.split(folder / "near")[1])]


def containment() -> Labelled:
    """The judged pairs of the calibration half: whether the first text of each pair contains the second."""
    return [(i.pair, i.contains) for i in read_judged(gold_folder() / "judged_pairs.jsonl", "calibration")]


def whole_articles() -> Labelled:
    """Each article of gold/dev as one line beside its own claims and those of the other articles."""
    gold = load_gold("dev")
    texts = [(article.id, " ".join(article.text.split())) for article in gold.articles]
    owned = [(claim, owner) for owner, claims in gold.by_article.items() for claim in claims]
    return [((text, claim.text), owner == number) for number, text in texts for claim, owner in owned]


def _held_out(folder: Path) -> list[written_pairs.Claim]:
    return [c for c in written_pairs.split(folder / "contrasts").validation if not c.id.startswith(SEEN)]


def calibration() -> tuple[Labelled, Labelled]:
    """The dev contrasts, and the judged pairs of the calibration half whose texts stand in the repository."""
    contrasts: Labelled = []
    for item in read_contrasts(gold_folder() / "contrasts.jsonl", "dev"):
        contrasts += [((text, item.gold), True) for text in item.paraphrases]
        contrasts += [((text, item.gold), False) for text, _ in item.contrasts]
    judged = read_judged(gold_folder() / "judged_pairs.jsonl", "calibration")
    return contrasts, [(item.pair, item.equivalent) for item in judged]


def closest() -> Labelled:
    """Predictions on gold/dev with the accepted form that scored highest, judged by a reader who saw no score."""
    rows = read_rows(gold_folder("dev") / "judged_hits.jsonl")
    return [((row.text("predicted"), row.text("form")), row.get("same", bool)) for row in rows]


def garbled(claims: Iterable[Sequence[str]]) -> Labelled:
    """Of the forms of each claim: the others beside the first, and each beside the first one's words in random order."""
    dice, found = random.Random(0), []
    for forms in claims:
        words = shuffled(forms[0], dice)
        found += [((form, forms[0]), True) for form in forms[1:]]
        found += [((words, form), False) for form in forms]
    return found


def of_one_article() -> articles.Best:
    """Each claim of gold/dev beside its other forms, and beside all forms of the other claims of its article."""
    return [
        asked
        for number, claims in load_gold("dev").by_article.items()
        for asked in articles.one_of(articles.unlinked(number, [claim.forms for claim in claims]))
    ]


def of_written_articles(folder: Path) -> articles.Best:
    """The same for a quarter of the claims of the held-out written articles, and of the lines printed of them."""
    held = articles.split(folder / "articles")[1]
    return [asked for article in held for asked in articles.one_of(article)][::4]


def measured(pairs: Sequence[Pair]) -> tuple[Floats, Bools]:
    """Log-odds of both matchers and the disorder, shape (pairs, 3), and whether the encoder is asked, shape (pairs,)."""
    aligned = Alignment().equivalent(pairs)
    asked = np.array([worth_reading(pair, score) for pair, score in zip(pairs, aligned, strict=True)])
    read = _read(pairs, asked, CrossEncoder().equivalent)
    rows = zip(pairs, aligned, read, strict=True)
    return np.array([[logit(a), logit(r), disorder(*pair)] for pair, a, r in rows]), asked


def conveyed(pairs: Sequence[Pair]) -> tuple[Floats, Bools]:
    """The same for `contains`, with the share of tokens in the middle, shape (pairs, 3)."""
    aligned, shared = Alignment().contains(pairs), TokenF1().contains(pairs)
    asked = np.array([worth_asking(pair, score) for pair, score in zip(pairs, aligned, strict=True)])
    read = _read(pairs, asked, CrossEncoder().contains)
    return np.array([[logit(a), s, logit(r)] for a, s, r in zip(aligned, shared, read, strict=True)]), asked


def _read(pairs: Sequence[Pair], asked: Bools, reader: Callable[[Sequence[Pair]], list[float]]) -> list[float]:
    open_pairs = [pair for pair, yes in zip(pairs, asked, strict=True) if yes]
    read = dict.fromkeys(pairs, 0.0) | dict(zip(open_pairs, reader(open_pairs), strict=True))
    return [read[pair] for pair in pairs]


def _fitted(sources: list[Labelled], later: dict[str, Labelled], best: dict[str, articles.Best]) -> dict[str, float]:
    found = [measured([pair for pair, _ in source]) for source in sources]
    labels = [np.array([label for _, label in source]) for source in sources]
    model = _logistic(
        (values[asked], y[asked], _balanced(y)[asked]) for y, (values, asked) in zip(labels, found, strict=True)
    )
    scored = {n: (_score(model, [p for p, _ in part]), np.array([y for _, y in part])) for n, part in later.items()}
    scored |= {name: articles.best(asked, partial(_score, model)) for name, asked in best.items()}
    worth = [float(np.mean([_accuracy(*part, t) for part in scored.values()])) for t in GRID]
    threshold = float(GRID[int(np.argmax(worth))])
    for name, part in scored.items():
        _print(name, *part, threshold)
    return _table(model, ("alignment", "encoder", "disorder"), threshold)


def _fitted_contains(sources: dict[str, Labelled], later: dict[str, Labelled]) -> dict[str, float]:
    found = {name: conveyed([pair for pair, _ in source]) for name, source in (sources | later).items()}
    labels = {name: np.array([label for _, label in source]) for name, source in (sources | later).items()}
    model = _logistic(
        (found[n][0][found[n][1]], labels[n][found[n][1]], _balanced(labels[n])[found[n][1]]) for n in sources
    )
    scores = {n: np.where(asked, model.predict_proba(values)[:, 1], 0.0) for n, (values, asked) in found.items()}
    worth = [np.mean([cohen_kappa_score(y, scores[n] >= t) for n, y in labels.items()]) for t in GRID]
    threshold = float(GRID[int(np.argmax(worth))])
    for name, y in labels.items():
        _print(f"contains, {name}", scores[name], y, threshold)
    return _table(model, ("alignment", "shared", "encoder"), threshold)


def _logistic(parts: Iterable[tuple[Floats, Bools, Floats]]) -> LogisticRegression:
    """A fit on the values, labels and weights of all parts."""
    values, labels, weights = (np.concatenate(column) for column in zip(*parts, strict=True))
    return LogisticRegression(C=100.0).fit(values, labels, sample_weight=weights)


def _table(model: LogisticRegression, names: Sequence[str], threshold: float) -> dict[str, float]:
    weights = {name: round(float(value), 4) for name, value in zip(names, model.coef_[0], strict=True)}
    return {"bias": round(float(model.intercept_[0]), 4), **weights, "threshold": threshold}


def _score(model: LogisticRegression, pairs: Sequence[Pair]) -> Floats:
    values, asked = measured(pairs)
    found: Floats = np.where(asked, model.predict_proba(values)[:, 1], 0.0)
    return found


def _balanced(labels: Bools) -> Floats:
    """Weights that sum to 100, half of it on either label."""
    shares: Floats = np.where(labels, 50 / labels.sum(), 50 / (~labels).sum())
    return shares


def _accuracy(scores: Floats, labels: Bools, threshold: float) -> float:
    """Mean of the accuracies on yes and on no."""
    return float(((scores[labels] >= threshold).mean() + (scores[~labels] < threshold).mean()) / 2)


def _print(name: str, scores: Floats, labels: Bools, threshold: float) -> None:
    yes, no = (scores[labels] >= threshold).mean(), (scores[~labels] < threshold).mean()
    print(f"{name}: at {threshold:.2f} right on {yes:.3f} of the yes pairs, {no:.3f} of the no pairs")  # noqa: T201


if __name__ == "__main__":
    main()
