"""Write one HTML file that shows what became of every claim: found, missed, invented, and why.

A RUN is a run folder, a result file, a submission or a predictions file; several RUNs on the same gold set and
matcher stand side by side. The file needs no network and no program but a browser.

examples:
  claimbench report runs/clauses -o report.html
  claimbench report runs/clauses runs/lead -o report.html
  claimbench report predictions.jsonl --gold dev -o report.html"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

SUMMARY = "one HTML file: every claim, found or missed, and why"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("runs", nargs="+", metavar="RUN", help="run folder, result file, submission or predictions")
    parser.add_argument("-o", "--output", default="report.html", metavar="FILE", help="default: report.html")
    parser.add_argument("--gold", metavar="DIR", help="gold folder or set, where the run does not say it")
    parser.add_argument("--matcher", metavar="NAME", help="matcher for predictions that have no result yet")
    parser.add_argument("--title", help="title of the page (default: the names of the systems)")


def run(args: argparse.Namespace) -> int:
    from claimbench.jsonl import write_atomically
    from claimbench.publishing.report import report

    text = report(args.runs, args.gold, args.matcher, args.title)
    write_atomically(Path(args.output), text)
    sys.stderr.write(f"{args.output}: {len(text.encode()) // 1024} kB; open it in a browser\n")
    return 0
