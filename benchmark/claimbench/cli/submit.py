"""Make a submission for the leaderboard: predictions.jsonl, result.json and system.yaml in one folder.

Everything is checked before anything is written, and every problem is named at once: folder, card and predictions
first, then the score. Entries of the system's card that are missing are asked for on a terminal, or named with the
option that gives them. Predictions made without claimbench are welcome: --predictions FILE.

examples:
  claimbench submit runs/clauses --name clauses -o leaderboard/submissions/clauses --dry-run
  claimbench submit runs/clauses --name clauses -o leaderboard/submissions/clauses --card clauses.yaml
  claimbench submit --predictions mine.jsonl --name mine -o leaderboard/submissions/mine --set licence=MIT"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from claimbench.counting import counted
from claimbench.errors import InputError

SUMMARY = "make a folder for the leaderboard, after a dry run"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", nargs="?", metavar="RUN", help="a run folder (claimbench run)")
    parser.add_argument("--predictions", metavar="FILE", help="predictions made elsewhere, instead of RUN")
    parser.add_argument("--name", required=True, help="name of the system, as tables show it")
    parser.add_argument("-o", "--output", required=True, metavar="DIR", help="leaderboard/submissions/NAME")
    parser.add_argument("--card", metavar="FILE", help="entries of system.yaml, as YAML")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="one entry of system.yaml")
    parser.add_argument("--gold", metavar="DIR", help="gold folder or set (default: the run's, else news)")
    parser.add_argument(
        "--matcher", metavar="NAME", help="with --predictions: the matcher (default: the validated one)"
    )
    parser.add_argument("--dry-run", action="store_true", help="check everything and write nothing")
    parser.add_argument("--replace", action="store_true", help="write over a submission of this name")


def run(args: argparse.Namespace) -> int:
    from claimbench.publishing import submit
    from claimbench.publishing.system_card import from_settings, read_card

    card: dict[str, Any] = read_card(Path(args.card)) if args.card else {}
    card |= {"name": args.name} | from_settings(args.set)
    if sys.stdin.isatty() and not args.dry_run:
        card = _asked(card)
    found = submit.draft(
        Path(args.output),
        card,
        run=Path(args.run) if args.run else None,
        predictions=Path(args.predictions) if args.predictions else None,
        gold=args.gold,
        matcher=args.matcher,
        replace=args.replace,
    )
    for problem in found.problems:
        sys.stderr.write(f"{problem}\n")
    if found.problems:
        sys.stdout.write(f"{args.output}: {counted(len(found.problems), 'problem')}, nothing written\n")
        return 1
    if args.dry_run:
        sys.stdout.write(f"{args.output}: ready; nothing written\n")
        return 0
    submit.write(found)
    sys.stdout.write(f"{args.output}: {', '.join(found.files)} written\n")
    sys.stderr.write(f"next: claimbench validate {args.output}, then a pull request (CONTRIBUTING.md)\n")
    return 0


def _asked(card: dict[str, Any]) -> dict[str, Any]:
    """The card with its missing entries asked for on the terminal, each until it fits."""
    from claimbench.publishing.system_card import FIELDS, card_problems, parse

    for field in FIELDS:
        while field.key not in card:
            default = "" if field.default is None else f" [{field.default}]"
            sys.stderr.write(f"{field.question} ({field.expected}){default}: ")
            sys.stderr.flush()
            answer = sys.stdin.readline()
            if not answer:
                raise InputError(f"no answer for {field.key}\n  next: --set {field.key}=…")
            answer = answer.strip() or str(field.default or "")
            value = parse(field, answer)
            wrong = [p for p in card_problems({field.key: value}) if f"field {field.key!r}" in str(p)]
            if wrong:
                sys.stderr.write(f"  expected {field.expected}\n")
            else:
                card[field.key] = value
    return card
