"""Compare systems on the same gold set: one table with intervals, differences and adjusted p-values.

A system is a predictions file, a result file or a run folder; NAME=PATH gives it a name, and the same NAME several
times gives the runs of one system that draws at random. Results that differ in gold, matcher or match rule are
refused.

examples:
  claimbench compare runs/clauses runs/lead3
  claimbench compare ours=ours.jsonl theirs=theirs.jsonl --gold dev
  claimbench compare llm=run1.jsonl llm=run2.jsonl runs/clauses runs/oracle --sanity oracle --format latex"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

FORMATS = ("text", "markdown", "latex", "csv", "json")
SUMMARY = "compare systems: intervals, differences, adjusted p-values"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("systems", nargs="+", metavar="[NAME=]PATH", help="predictions, result file or run folder")
    parser.add_argument("--gold", metavar="DIR", help="gold folder or set for what is scored now (default: news)")
    parser.add_argument("--matcher", metavar="NAME", help="matcher for what is scored now (default: the validated one)")
    parser.add_argument("--measure", default="f1", metavar="NAME", help="the figure that is tested (default: f1)")
    parser.add_argument("--format", default="text", choices=FORMATS, help="default: text")
    parser.add_argument("--sanity", action="append", default=[], metavar="NAME", help="shown, and not in the family")
    parser.add_argument(
        "--allow-different",
        action="append",
        default=[],
        metavar="FIELD",
        help="a field that may differ (gold, matcher…)",
    )
    parser.add_argument("--seed", type=int, default=0, help="seed of bootstrap and permutations (default: 0)")


def run(args: argparse.Namespace) -> int:
    from claimbench.publishing.comparison_table import render
    from claimbench.scoring.comparison import compare

    comparison = compare(
        [named(argument) for argument in args.systems],
        gold=args.gold,
        matcher=args.matcher,
        measure=args.measure,
        sanity=args.sanity,
        allow_different=args.allow_different,
        seed=args.seed,
    )
    sys.stdout.write(render(comparison, args.format) + "\n")
    return 0


def named(argument: str) -> str | tuple[str, str]:
    """NAME=PATH as (name, path); what exists as a path, or has a slash before the sign, is a path."""
    name, sign, path = argument.partition("=")
    if not sign or not name or not path or "/" in name or Path(argument).exists():
        return argument
    return name, path
