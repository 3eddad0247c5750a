"""Score a predictions file, or the stored predictions of a run folder.

A predictions file is JSON Lines, one article a line:
  {"doc_id": "000", "claims": ["A claim.", {"text": "Another claim.", "source": null}]}

examples:
  claimbench score predictions.jsonl
  claimbench score runs/clauses --json | jq .f1
  claimbench score predictions.jsonl --gold dev --matcher token_f1"""

from __future__ import annotations

import argparse
import json
import sys

SUMMARY = "score a predictions file or a run folder"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("predictions", metavar="PREDICTIONS", help="a predictions file (JSON Lines) or a run folder")
    parser.add_argument(
        "--gold", metavar="DIR", help="a gold folder or the name of a gold set (default: the two articles)"
    )
    parser.add_argument("--matcher", metavar="NAME", help="see `claimbench list matchers` (default: the validated one)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the bootstrap (default: 0)")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else on standard output")


def run(args: argparse.Namespace) -> int:
    from claimbench.scoring.card import score

    card = score(args.gold, args.predictions, matcher=args.matcher, seed=args.seed)
    sys.stdout.write((json.dumps(card.summary(), ensure_ascii=False) if args.json else str(card)) + "\n")
    return 0
