"""Run a recorded configuration again and say what differs, part by part.

TARGET is a run folder, a result file, a submission, an archive (claimbench bundle), or the leaderboard folder, which
stands for all of its rows that were run again before. Exit code 0 only when counts, outcomes and ratios agree exactly.

Only extractors that are installed here are built, with the texts of their shipped configurations; --trust lifts this,
and then whatever the configuration names is run. The cache of extractions is not used.

examples:
  claimbench reproduce runs/clauses
  claimbench reproduce clauses.zip --tolerance 0.005     hardware that rounds differently: P, R and F1 within .005
  claimbench reproduce result.json --rescore             only score the stored predictions again
  claimbench reproduce leaderboard --quick 5             the rows that took at most five seconds"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from claimbench.counting import counted

SUMMARY = "run a recorded configuration again and compare"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "targets", nargs="+", metavar="TARGET", help="run folder, result, submission, bundle, leaderboard"
    )
    parser.add_argument("--rescore", action="store_true", help="score the stored predictions and run nothing")
    parser.add_argument("--tolerance", type=float, default=0.0, metavar="X", help="P, R and F1 may differ by X")
    parser.add_argument("--gold", metavar="DIR", help="gold folder, where the result does not say it")
    parser.add_argument("--trust", action="store_true", help="build whatever the configuration names")
    parser.add_argument("--quick", type=float, metavar="SECONDS", help="leaderboard: only rows that took no longer")
    parser.add_argument("--record", action="store_true", help="leaderboard: try every row and write down which agree")


def run(args: argparse.Namespace) -> int:
    from claimbench.publishing import rows
    from claimbench.publishing.reproduce import reproduce

    failed = 0
    for target in args.targets:
        if rows.is_leaderboard(Path(target)):
            failed += _leaderboard(args, Path(target))
            continue
        done = reproduce(
            target, rescore=args.rescore, tolerance=args.tolerance, gold=args.gold, trust=args.trust
        )  # fmt: skip
        sys.stdout.write(f"{done}\n")
        failed += not done.agrees
    return 1 if failed else 0


def _leaderboard(args: argparse.Namespace, folder: Path) -> int:
    from claimbench.publishing import rows

    if args.record:
        agreed, failures = rows.record(folder, args.gold)
        for failure in failures:
            sys.stderr.write(f"{failure}\n")
        again = counted(len(agreed), "row")
        sys.stdout.write(f"{folder}: {again} run again and recorded: {', '.join(agreed) or 'none'}\n")
        return 0
    failed = 0
    chosen = rows.recorded_rows(folder, args.quick)
    for done in rows.run_again(folder, chosen, args.tolerance, args.gold):
        sys.stdout.write(f"{done}\n")
        failed += not done.agrees
    verb = "does" if failed == 1 else "do"
    sys.stdout.write(f"{folder}: {counted(len(chosen), 'row')} run again, {failed} {verb} not agree\n")
    return failed
