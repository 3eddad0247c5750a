"""Check a gold folder, predictions, an extractor, or a submission, and name every problem.

  claimbench validate gold                   the gold set of the two articles (also: gold/dev, or any gold folder)
  claimbench validate predictions.jsonl      a predictions file or run folder, against --gold
  claimbench validate extractor=NAME         load the extractor, run it on one article, and say what is wrong
  claimbench validate leaderboard/submissions/NAME   score a submission again and compare; nothing in it is run

Exit code 0 when all is well, 1 when a check failed, 2 when there is nothing to check."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from claimbench.counting import counted
from claimbench.errors import ClaimbenchError, InputError

SUMMARY = "check a gold folder, predictions, an extractor or a submission"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "target", metavar="PATH", help="gold, dev, a gold folder, predictions, a submission, or extractor=NAME"
    )
    parser.add_argument(
        "overrides", nargs="*", metavar="KEY=VALUE", help="with extractor=NAME: more of the run's options"
    )
    parser.add_argument("--gold", metavar="DIR", help="gold set that predictions or a submission are checked against")


def run(args: argparse.Namespace) -> int:
    if args.target.startswith("extractor="):
        from claimbench.running.validate import validate_extractor

        return _report(*validate_extractor([args.target, *args.overrides]))
    if (Path(args.target) / "system.yaml").is_file() or Path(args.target).resolve().parent.name == "submissions":
        from claimbench.publishing.submission import check_submission

        return _report(*check_submission(Path(args.target), args.gold))
    if args.target in ("gold", "news", "dev") or (Path(args.target) / "articles.jsonl").is_file():
        return _gold(args.target)
    return _predictions(args.target, args.gold)


def _gold(target: str) -> int:
    from claimbench.corpus import gold_folder
    from claimbench.gold_checks import check_gold

    folder = (
        Path(target)
        if (Path(target) / "articles.jsonl").is_file()
        else gold_folder({"gold": "news"}.get(target, target))
    )
    gold, problems = check_gold(folder)
    size = (
        f"{gold.required} required and {gold.optional} optional claims, {counted(len(gold.links), 'link')}"
        if gold
        else ""
    )
    return _report(f"{folder}: {size}", problems)


def _predictions(target: str, gold: str | None) -> int:
    from claimbench.corpus import load_gold
    from claimbench.predictions import prediction_problems, read_predictions, without_claims

    if not Path(target).exists():
        raise InputError(f"{target}: expected a gold folder, a predictions file or extractor=NAME, found nothing")
    loaded = load_gold(gold)
    problems = prediction_problems(target, loaded)
    if problems:
        return _report(target, problems)
    predictions = read_predictions(target, loaded)
    total = sum(len(claims) for claims in predictions.values())
    note = without_claims(predictions, loaded)
    size = f"{counted(total, 'claim')} in {counted(len(predictions), 'article')}"
    return _report(f"{target}: {'; '.join(filter(None, (size, note)))}", [])


def _report(subject: str, problems: list[ClaimbenchError]) -> int:
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    sys.stdout.write(f"{subject}: {'ok' if not problems else counted(len(problems), 'problem')}\n")
    return 1 if problems else 0
