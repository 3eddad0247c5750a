"""Weigh `alignment` and `cross_encoder` into `combined` and set its thresholds.

    python training/fit_combined.py --data DIR --realsumm DIR --lines lines.jsonl [--written DIR] [--out FILE]

The folders and the file are those of train_cross_encoder.py. The weights of `equivalent` are a logistic fit on held-out
claims that neither matcher was fitted on, from six sources that count alike: near pairs, far pairs, written lines of
systems, near claims, judged lines of extractors beside units of real news, and rewordings beside words in random order.
How the scores beside the forms of a claim are weighed (`Combined.of_claim`) is what gives the largest mean of the balanced
accuracies, and the threshold the middle of those within one standard error of it, over pairs (the dev contrasts, the judged
pairs of the calibration half, near and far pairs, near claims, judged lines) and over texts beside all forms of claims,
as a prediction is scored (beside_claims.py); fifteen sets in all. The weights of `contains` are a
logistic fit on what systems really printed, in three sources that count alike: the judged pairs of the calibration half,
judged lines of extractors, and what people found in summaries; its threshold is the one at which the mean kappa over
them and the articles of gold/dev, each whole beside its claims and those of the others, is largest. Of pairs that the
encoder will not be asked it is taken to say what it says of such pairs on average. Prints what is reached there.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score

import articles
import beside_claims
import near_pairs
import realsumm
import summaries
import written_pairs
from articles import Best
from claimbench.corpus import gold_folder, load_gold
from claimbench.matching._alignment.order import disorder
from claimbench.matching._judged import read_judged
from claimbench.matching.alignment import Alignment
from claimbench.matching.base import Pair
from claimbench.matching.combined import logit, pooled, worth_asking, worth_reading
from claimbench.matching.cross_encoder import CrossEncoder
from claimbench.matching.forms import over_forms
from claimbench.matching.token_f1 import TokenF1
from pairs import shuffled

OUT = Path(__file__).parents[1] / "benchmark" / "claimbench" / "matching" / "_combined.json"
SOURCE = (
    "weights: held-out written claims and judged lines of training; threshold and forms: these, and dev contrasts, the "
    "calibration half of the judged pairs of predictions, judged hits, judged lists and claims of gold/dev, each beside all accepted "
    "forms too, and second lists of held-out articles; contains: this half, judged lines, and REALSumm, the threshold also articles of gold/dev beside claims"
)
SEEN = ("W1", "W2")
"""Claims that the weights of `alignment` were fitted on."""
Labelled = list[tuple[Pair, bool]]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Forms = list[tuple[list[tuple[list[float], list[float]]], bool]]
"""Of each list of claims: per claim the scores beside its forms and the F1 of the shared tokens, and the list's label."""
Table = dict[str, float]
GRID = np.round(np.linspace(0.05, 0.95, 91), 2)
NEARNESS, BEST = (0.0, 2.0, 4.0, 8.0, 16.0), (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7)
HIGHEST = (0.0, 1.0)
"""What is tried for the forms of a claim (`Combined.of_claim`), and what gives the highest score of any form."""


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
    whole = articles.split(options.written / "articles")[1]
    contrasts, pairs = calibration()
    later = {"dev contrasts": contrasts, "judged pairs": pairs, "near and far": near + far, "phrases": phrases}
    later |= {"judged lines": lines}
    claims = {
        "dev contrasts, all forms": beside_claims.contrasts(),
        "judged pairs, all forms": beside_claims.judged(),
        "judged hits, all forms": beside_claims.hits(),
        "listed claims": beside_claims.lists(),
        "written claims, all forms": beside_claims.written(_held_out(options.written)),
        "words in random order": beside_claims.garbled(),
        "claims of one article": beside_claims.of_one_article(),
        "written articles": beside_claims.of_written_articles(whole),
        "listed again": beside_claims.listed_again(whole),
        "less or more": beside_claims.told(whole),
    }
    rated = realsumm.split(options.realsumm)[1]
    holding = {
        "judged pairs": containment(),
        "judged lines": [((e.a, e.b), bool(e.label)) for e in summaries.held(judged)],
        "summaries": [(("\n".join(realsumm.sentences_of(e.a)), e.b), bool(e.label)) for e in rated],
    }
    table = {
        "calibrated_on": SOURCE,
        **_fitted([near, far, printed, phrases, lines, garbled(retold)], later, claims),
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
    return _alone(beside_claims.contrasts()), _alone(beside_claims.judged())


def _alone(asked: Best) -> Labelled:
    """The texts beside the claim's own words, the first of its forms."""
    return [((text, forms[0]), label) for listed, label in asked for text, forms in listed]


def garbled(claims: Iterable[Sequence[str]]) -> Labelled:
    """Of the forms of each claim: the others beside the first, and each beside the first one's words in random order."""
    dice, found = random.Random(0), []
    for forms in claims:
        words = shuffled(forms[0], dice)
        found += [((form, forms[0]), True) for form in forms[1:]]
        found += [((words, form), False) for form in forms]
    return found


def measured(pairs: Sequence[Pair]) -> tuple[Floats, Bools]:
    """Log-odds of both matchers and the disorder, shape (pairs, 3), and whether the encoder is asked, shape (pairs,)."""
    aligned = Alignment().equivalent(pairs)
    asked = np.array([worth_reading(pair, score) for pair, score in zip(pairs, aligned, strict=True)])
    open_pairs = [pair for pair, yes in zip(pairs, asked, strict=True) if yes]
    known = dict(zip(open_pairs, CrossEncoder().equivalent(open_pairs), strict=True))
    read = [known.get(pair, 0.0) for pair in pairs]
    rows = zip(pairs, aligned, read, strict=True)
    return np.array([[logit(a), logit(r), disorder(*pair)] for pair, a, r in rows]), asked


def conveyed(pairs: Sequence[Pair]) -> tuple[Floats, Bools]:
    """The same for `contains`, with the share of tokens in the middle, shape (pairs, 3); the encoder reads all pairs."""
    aligned, shared, read = (matcher().contains(pairs) for matcher in (Alignment, TokenF1, CrossEncoder))
    asked = np.array([worth_asking(pair, score) for pair, score in zip(pairs, aligned, strict=True)])
    return np.array([[logit(a), s, logit(r)] for a, s, r in zip(aligned, shared, read, strict=True)]), asked


def _fitted(sources: list[Labelled], later: dict[str, Labelled], claims: dict[str, Best]) -> dict[str, Table]:
    """The weights of `equivalent`, and with its threshold those of a claim's forms."""
    found = [measured([pair for pair, _ in source]) for source in sources]
    labels = [np.array([label for _, label in source]) for source in sources]
    model = _logistic(
        (values[asked], y[asked], _balanced(y)[asked]) for y, (values, asked) in zip(labels, found, strict=True)
    )
    pairs = {n: (_score(model, [p for p, _ in part]), np.array([y for _, y in part])) for n, part in later.items()}
    beside = {name: _read_forms(part, partial(_score, model)) for name, part in claims.items()}
    ways = [*product(NEARNESS, BEST), HIGHEST]
    found_by = {way: pairs | {name: _pooled(part, *way) for name, part in beside.items()} for way in ways}
    chosen = {way: _threshold([*scored.values()]) for way, scored in found_by.items()}
    for (nearness, best), (worth, threshold) in chosen.items():
        _say(f"nearness {nearness:g}, best {best:g}: mean balanced accuracy {worth:.4f}, threshold {threshold:.2f}")
    nearness, best = way = max(chosen, key=lambda way: chosen[way])
    threshold = chosen[way][1]
    for name, part in found_by[way].items():
        _print(name, *part, threshold)
    table = _table(model, ("alignment", "encoder", "disorder"), threshold)
    return {"equivalent": table, "forms": {"nearness": nearness, "best": best}}


def _threshold(scored: Sequence[tuple[Floats, Bools]]) -> tuple[float, float]:
    """The largest mean of the balanced accuracies, and the middle of the thresholds within one standard error of it.

    The mean is flat about its top, where the data cannot tell one threshold from another (as in the one-standard-error
    rule of Breiman, Friedman, Olshen, Stone 1984); the middle is furthest from either side, where it falls.
    """
    worth = np.array([np.mean([_accuracy(*part, t) for part in scored]) for t in GRID])
    best = int(np.argmax(worth))
    error = np.sqrt(sum(_variance(*part, GRID[best]) for part in scored)) / len(scored)
    return float(worth[best]), round(float(GRID[worth >= worth[best] - error].mean()), 2)


def _variance(scores: Floats, labels: Bools, threshold: float) -> float:
    """The variance of a balanced accuracy, that of two shares of independent texts."""
    shares = [(scores[labels] >= threshold, labels.sum()), (scores[~labels] < threshold, (~labels).sum())]
    return float(sum(right.var() / n for right, n in shares) / 4)


def _read_forms(asked: Best, score: Callable[[Sequence[Pair]], Floats]) -> Forms:
    """Of every text and claim the scores beside its forms and the F1 of the shared tokens."""

    def both(text: str, forms: Sequence[str], scores: Sequence[float]) -> tuple[list[float], list[float]]:
        return list(scores), TokenF1().equivalent([(text, form) for form in forms])

    beside = [one for listed, _ in asked for one in listed]
    read = iter(over_forms(lambda pairs: score(pairs).tolist(), both, beside))
    return [([next(read) for _ in listed], label) for listed, label in asked]


def _pooled(read: Forms, nearness: float, best: float) -> tuple[Floats, Bools]:
    """Of each list the highest score of a claim, and its label; claims that are not read score 0."""
    highest = [max(pooled(*one, nearness, best) if max(one[0]) else 0.0 for one in listed) for listed, _ in read]
    return np.array(highest), np.array([label for _, label in read])


def _fitted_contains(sources: dict[str, Labelled], later: dict[str, Labelled]) -> dict[str, float]:
    found = {name: conveyed([pair for pair, _ in source]) for name, source in (sources | later).items()}
    labels = {name: np.array([label for _, label in source]) for name, source in (sources | later).items()}
    unread = float(np.mean([values[~asked, 2].mean() for values, asked in (found[name] for name in sources)]))
    for values, asked in found.values():
        values[~asked, 2] = unread
    model = _logistic((found[name][0], labels[name], _balanced(labels[name])) for name in sources)
    scores = {name: model.predict_proba(values)[:, 1] for name, (values, _) in found.items()}
    worth = [np.mean([cohen_kappa_score(y, scores[n] >= t) for n, y in labels.items()]) for t in GRID]
    threshold = float(GRID[int(np.argmax(worth))])
    for name, y in labels.items():
        _print(f"contains, {name}", scores[name], y, threshold)
    said = {"unread": round(float(1 / (1 + np.exp(-unread))), 5)}
    return _table(model, ("alignment", "shared", "encoder"), threshold) | said


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
    _say(f"{name}: at {threshold:.2f} right on {yes:.3f} of the yes pairs, {no:.3f} of the no pairs")


def _say(line: str) -> None:
    print(line)  # noqa: T201


if __name__ == "__main__":
    main()
