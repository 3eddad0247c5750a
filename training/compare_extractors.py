"""Precision, recall and F1 of extractors and of their settings, on gold/dev and on FEVERFact's validation inputs.

    python training/compare_extractors.py --data DIR --inputs 60 --csv FILE smollm2 tuned clauses
    python training/compare_extractors.py --csv FILE 'smollm2 extractor.context=1' 'smollm2 extractor.examples=[]'

A row is an extractor with overrides as `claimbench run` takes them. DIR holds `feverfact/validation.jsonl.gz`, of
which `--inputs` are drawn by seed; without DIR only gold/dev is scored. Prints one line a row, set and matcher and
writes the same as CSV. Nothing of FEVERFact's text is kept.
"""

from __future__ import annotations

import argparse
import csv
import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from claimbench import load_gold, score
from claimbench.baselines.causal_lm import CausalLM
from claimbench.corpus import Gold
from claimbench.papers._feverfact_data import validation_gold
from claimbench.records import Document, Predictions
from claimbench.running.app import compose
from claimbench.running.cache import Cache, fingerprint
from claimbench.running.extract import extract_all
from claimbench.running.load import build

FIELDS = ("row", "set", "articles", "matcher", "claims", "precision", "recall", "f1", "low", "high")
Figures = dict[str, Any]


def main() -> None:
    """Every row on every set with every matcher, each line written as soon as it is known."""
    options = _options()
    sets = [load_gold("dev"), *([validation_gold(options.data / "feverfact", options.inputs)] if options.data else [])]
    with options.csv.open("w", encoding="utf-8", newline="") as stream:
        out = csv.DictWriter(stream, FIELDS, lineterminator="\n")
        out.writeheader()
        for row in options.rows:
            for gold in sets:
                for figures in measured(gold, extracted(row, gold), options.matchers):
                    out.writerow({"row": row, **figures})
                    sys.stdout.write(f"{row:40} {' '.join(f'{value!s:>9}' for value in figures.values())}\n")
                stream.flush()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="+", metavar="ROW", help="an extractor and overrides, as one argument")
    parser.add_argument("--data", type=Path, help="folder with feverfact/")
    parser.add_argument("--inputs", type=int, default=60, help="how many of FEVERFact's validation inputs")
    parser.add_argument("--matchers", nargs="+", default=["combined", "token_f1"], metavar="NAME")
    parser.add_argument("--csv", type=Path, required=True, help="where the table goes")
    return parser.parse_args()


def extracted(row: str, gold: Gold) -> Predictions:
    """What a row's extractor finds; claims are kept in claimbench's cache."""
    name, *overrides = shlex.split(row)
    config = compose([f"extractor={name}", *overrides]).extractor
    extractor = build(config)
    cache = Cache(fingerprint(extractor, config))
    if isinstance(extractor, CausalLM):
        _ask_at_once(extractor, [a.document() for a in gold if cache.get(a.document()) is None])
    return extract_all(extractor, gold, cache, row)


def _ask_at_once(extractor: CausalLM, documents: Sequence[Document]) -> None:
    """All documents' prompts in full batches: FEVERFact's have one sentence each. The answers are the same."""
    texts = [text for document in documents for text in extractor.texts(document)]
    known = [dict(zip(texts, extractor.answers(texts, order), strict=True)) for order in range(extractor.orders)]
    extractor.answers = lambda asked, order=0: [known[order][text] for text in asked]  # type: ignore[method-assign]


def measured(gold: Gold, predictions: Predictions, matchers: Sequence[str]) -> Iterator[Figures]:
    """The figures of one row on one set, a dictionary a matcher; the interval is that of F1, over what the
    scorecard takes for units."""
    for matcher in matchers:
        card = score(gold, predictions, matcher=matcher)
        interval = card.headline_intervals["f1"][0]
        yield {
            "set": gold.name,
            "articles": len(gold.articles),
            "matcher": matcher,
            "claims": sum(map(len, predictions.values())),
            **{name: f"{getattr(card, name) or 0:.3f}" for name in ("precision", "recall", "f1")},
            "low": f"{interval.low:.3f}",
            "high": f"{interval.high:.3f}",
        }


if __name__ == "__main__":
    main()
