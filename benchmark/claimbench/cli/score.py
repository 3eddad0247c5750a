"""Score a predictions file, or the stored predictions of a run folder.

A predictions file is JSON Lines, one article a line:
  {"doc_id": "000", "claims": ["A claim.", {"text": "Another claim.", "source": null}]}

With --metric the file is scored as a paper does it (`claimbench papers list` names the metrics). carb, wire57 and
propsegment take --gold FILE of their own kind, JSON Lines with one sentence a line:
  {"id": "s1", "triples": [{"subject": "Ada", "relation": "wrote", "objects": ["a note"], "confidence": 0.9}]}
  {"id": "s1", "propositions": [[0, 1, 4], [2, 3]]}     token positions
factscore and f1@K take claims with "supported": true or false, or ask the article's text when no claim has it.

examples:
  claimbench score predictions.jsonl
  claimbench score runs/clauses --json | jq .f1
  claimbench score predictions.jsonl --gold dev --matcher token_f1
  claimbench score predictions.jsonl --metric feverfact
  claimbench score triples.jsonl --metric carb --gold gold_triples.jsonl"""

from __future__ import annotations

import argparse
import json
import sys

SUMMARY = "score a predictions file or a run folder"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("predictions", metavar="PREDICTIONS", help="a predictions file (JSON Lines) or a run folder")
    parser.add_argument(
        "--gold",
        metavar="DIR",
        help="a gold folder or the name of a gold set (default: the two articles); a file for some metrics",
    )
    parser.add_argument("--metric", metavar="NAME", help="a published metric instead: feverfact, carb, wire57, f1@13 …")
    parser.add_argument("--k", type=int, metavar="K", help="with --metric f1@K: how many claims a reader wants")
    parser.add_argument(
        "--gamma", type=float, default=10.0, metavar="γ", help="with --metric factscore: length penalty (default: 10)"
    )
    parser.add_argument("--matcher", metavar="NAME", help="see `claimbench list matchers` (default: the validated one)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the bootstrap (default: 0)")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else on standard output")


def run(args: argparse.Namespace) -> int:
    if args.metric:
        return _published(args)
    from claimbench.predictions import without_claims
    from claimbench.scoring.card import score

    card = score(args.gold, args.predictions, matcher=args.matcher, seed=args.seed)
    if note := without_claims(card.predictions, card.gold):
        sys.stderr.write(f"{args.predictions}: {note}\n")
    sys.stdout.write((json.dumps(card.summary(), ensure_ascii=False) if args.json else str(card)) + "\n")
    return 0


def _published(args: argparse.Namespace) -> int:
    from claimbench.papers._registry import Options, get_metric

    metric, k = get_metric(args.metric)
    result = metric.score(args.predictions, args.gold, Options(args.matcher, args.k or k, args.gamma))
    sys.stdout.write((json.dumps(result.summary(), ensure_ascii=False) if args.json else str(result)) + "\n")
    return 0
