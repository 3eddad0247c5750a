"""Print what a paper needs: BibTeX of benchmark, gold version and matcher; with a RUN also its results.

For runs: a paragraph for each, and one LaTeX table with everything a reader needs to reproduce it.

examples:
  claimbench cite
  claimbench cite runs/clauses
  claimbench cite runs/clauses runs/lead --part latex > table.tex"""

from __future__ import annotations

import argparse
import sys

SUMMARY = "BibTeX, a results paragraph, a LaTeX table"
PARTS = ("bibtex", "text", "latex")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("runs", nargs="*", metavar="RUN", help="run folder, result file, submission or predictions")
    parser.add_argument("--part", choices=PARTS, help="only this part (default: all there are)")
    parser.add_argument("--gold", metavar="DIR", help="gold folder or set, where no run says it")
    parser.add_argument("--matcher", metavar="NAME", help="matcher, where no run says it")


def run(args: argparse.Namespace) -> int:
    from claimbench.errors import UsageError
    from claimbench.publishing.cite import bibtex, latex, paragraph
    from claimbench.publishing.stored import load_stored
    from claimbench.publishing.tables import wrap
    from claimbench.scoring.card import score
    from claimbench.scoring.result import result

    runs = [load_stored(target, args.gold, args.matcher) for target in args.runs]
    if args.part in ("text", "latex") and not runs:
        raise UsageError(f"--part {args.part}: expected a RUN\n  next: claimbench cite RUN")
    datas = [run.result for run in runs] or [result(score(args.gold, {}, matcher=args.matcher))]
    entries = "\n\n".join(bibtex(d["gold"], d["matcher"], d["signature"]) for d in datas).split("\n\n")
    parts = {"bibtex": "\n\n".join(dict.fromkeys(entries))}
    if runs:
        folded = ["\n".join(map(wrap, paragraph(run).splitlines())) for run in runs]
        parts |= {"text": "\n\n".join(folded), "latex": latex(runs)}
    chosen = [parts[args.part]] if args.part else list(parts.values())
    sys.stdout.write("\n\n".join(chosen) + "\n")
    return 0
