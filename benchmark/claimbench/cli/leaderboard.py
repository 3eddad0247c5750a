"""Build the leaderboard from its submissions: README.md, index.html and a report for each system.

Every submission is scored again first; one that does not hold stops the build. With --check nothing is written: the
command fails when a submission does not hold or when what stands in the folder is out of date (what CI runs,
with --sample 2: every score again takes minutes). With
--rescore each submission is scored under the gold set of today, with --matcher NAME under that matcher, and its
earlier score is kept apart.

examples:
  claimbench leaderboard
  claimbench leaderboard --check
  claimbench leaderboard --check --sample 2
  claimbench leaderboard --rescore"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from claimbench.counting import counted

SUMMARY = "build the leaderboard from its submissions"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", default="leaderboard", metavar="DIR", help="default: leaderboard")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail when anything is wrong or out of date"
    )
    parser.add_argument(
        "--sample", type=int, metavar="N", help="score again only N of the rows that we ran again, and all others"
    )
    parser.add_argument("--rescore", action="store_true", help="score all submissions under today's gold and matcher")
    parser.add_argument("--matcher", metavar="NAME", help="with --rescore: the matcher (default: each one's own)")
    parser.add_argument("--gold", metavar="DIR", help="gold folder, for a leaderboard on a set of your own")


def run(args: argparse.Namespace) -> int:
    from claimbench.publishing import leaderboard, rows

    folder = Path(args.folder)
    if args.rescore:
        changed = rows.rescore(folder, args.gold, args.matcher)
        verb = "has" if len(changed) == 1 else "have"
        sys.stderr.write(f"{folder}: {counted(len(changed), 'submission')} {verb} a new score\n")
    problems = leaderboard.check_all(folder, args.gold, args.sample)
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    if problems:
        sys.stdout.write(f"{folder}: {counted(len(problems), 'problem')}, nothing built\n")
        return 1
    files = leaderboard.build(folder, args.gold)
    if args.check:
        return _check(files, folder)
    changed_files = leaderboard.write(files, folder)
    submissions = counted(len(rows.submissions(folder)), "submission")
    sys.stdout.write(f"{folder}: {submissions}, {counted(len(changed_files), 'file')} changed\n")
    return 0


def _check(files: dict[Path, str], folder: Path) -> int:
    from claimbench.publishing.leaderboard import stale_reports

    old = [path for path, text in files.items() if not path.is_file() or path.read_bytes() != text.encode()]
    old += stale_reports(files, folder)
    for path in old:
        sys.stderr.write(f"{path}: out of date\n  next: claimbench leaderboard\n")
    verdict = f"{counted(len(old), 'file')} out of date" if old else "ok"
    sys.stdout.write(f"{folder}: {verdict}\n")
    return 1 if old else 0
