"""Check how often the 95 % interval of F1 holds the true value, by simulation over exchangeable units.

examples:
  claimbench check-intervals
  claimbench check-intervals --units 40 --simulations 20000"""

from __future__ import annotations

import argparse
import sys

SUMMARY = "how often the 95 % interval holds the true value"
LOWEST, HIGHEST = 0.93, 0.97


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--units", type=int, nargs="+", default=[10, 20, 40, 80, 160], metavar="N")
    parser.add_argument("--simulations", type=int, default=4000, metavar="N", help="default: 4000")


def run(args: argparse.Namespace) -> int:
    from claimbench.publishing.tables import plain_table
    from claimbench.scoring.simulation import coverage

    rows = []
    for units in args.units:
        held = coverage(units, args.simulations)
        verdict = "" if LOWEST <= held.share <= HIGHEST else f"outside {LOWEST:.0%} to {HIGHEST:.0%}"
        rows.append([str(units), f"{held.share:.1%}", f"{held.below:.1%}", f"{held.above:.1%}", verdict])
    header = ["units", "holds the true F1", "wholly below", "wholly above", ""]
    sys.stdout.write(f"{args.simulations:,} simulations for each number of units\n\n{plain_table(header, rows)}\n")
    return 0
