"""Reproduce what other people published, from their own data, and set metrics side by side.

  list                 the papers and metrics, and where the data come from
  reproduce NAME       ours beside the published figures; exit code 0 only if all that can be had agree
  disagree             the same published outputs through every metric that fits: who wins, and what a cheat gets
  human                how matchers and presets agree with the people who labelled FEVERFact
  validation NAME…     run extractors on FEVERFact's validation inputs and compare them under our own scoring

DIR is the folder that holds feverfact/, carb/ and wire57/, or one paper's own folder; files may be packed (.gz).

examples:
  claimbench papers list
  claimbench papers reproduce carb --data ../shared/external
  claimbench papers disagree --data ../shared/external --plot findings.svg
  claimbench papers human --data ../shared/external --matcher token_f1 --matcher chrf
  claimbench papers validation sentences clauses --data ../shared/external --inputs 100"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

SUMMARY = "reproduce published tables, and compare the metrics"


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="the papers and metrics")
    reproduce = verbs.add_parser("reproduce", help="ours beside the published figures")
    reproduce.add_argument("name", metavar="NAME", help="see `claimbench papers list`")
    reproduce.add_argument("--matcher", metavar="NAME", help="matcher of the second table (default: the validated one)")
    reproduce.add_argument("--only-published", action="store_true", help="leave out the second table")
    disagree = verbs.add_parser("disagree", help="the same outputs through every metric that fits")
    disagree.add_argument("--plot", metavar="FILE", help="write the figure as SVG")
    human = verbs.add_parser("human", help="agreement of matchers and presets with FEVERFact's people")
    human.add_argument("--seed", type=int, default=0, help="seed of the bootstrap (default: 0)")
    validation = verbs.add_parser("validation", help="extractors on FEVERFact's validation inputs")
    validation.add_argument("names", nargs="+", metavar="NAME", help="extractors, see `claimbench list extractors`")
    validation.add_argument("--inputs", type=int, metavar="N", help="only N of the inputs, drawn by a fixed seed")
    validation.add_argument("--matcher", metavar="NAME", help="default: the validated one")
    for verb, default in ((disagree, "token_f1 and the validated one"), (human, "all that are installed")):
        verb.add_argument(
            "--matcher", action="append", metavar="NAME", help=f"only these; may be given again (default: {default})"
        )
    for verb in (reproduce, disagree, human, validation):
        verb.add_argument("--data", required=True, metavar="DIR", help="the folder with the papers' data")
    for verb in (listing, reproduce, disagree, human, validation):
        verb.add_argument("--json", action="store_true", help="print one JSON object and nothing else")


def run(args: argparse.Namespace) -> int:
    verbs = {
        "list": _list,
        "reproduce": _reproduce,
        "disagree": _disagree,
        "human": _human,
        "validation": _validation,
    }
    return verbs[args.verb](args)


def _out(args: argparse.Namespace, text: str, record: dict[str, Any]) -> None:
    sys.stdout.write((json.dumps(record, ensure_ascii=False) if args.json else text) + "\n")


def _list(args: argparse.Namespace) -> int:
    from claimbench.papers._registry import metrics, papers

    record = {
        "papers": [
            {"name": p.name, "title": p.title, "citation": p.citation, "source": p.source, "licence": p.licence}
            for p in papers().values()
        ],
        "metrics": [{"name": m.name, "summary": m.summary} for m in metrics().values()],
    }
    width = max(len(name) for name in (*papers(), *metrics()))
    pad = " " * (width + 4)
    lines = ["papers: claimbench papers reproduce NAME --data DIR"]
    for paper in papers().values():
        lines += [f"  {paper.name.ljust(width)}  {paper.citation}", f"{pad}{paper.title}"]
        lines += [f"{pad}data: {paper.source}; {paper.licence}"]
    lines += ["", "metrics: claimbench score FILE --metric NAME"]
    lines += [f"  {metric.name.ljust(width)}  {metric.summary}" for metric in metrics().values()]
    _out(args, "\n".join(lines), record)
    return 0


def _reproduce(args: argparse.Namespace) -> int:
    from time import perf_counter, process_time

    from claimbench.papers._reading import data_folder
    from claimbench.papers._registry import get_paper
    from claimbench.papers._rendering import not_significant, ours_text, reproduction_record, reproduction_text

    paper = get_paper(args.name)
    folder = data_folder(args.data, paper.name, paper.marker)
    start = perf_counter(), process_time()
    found = paper.reproduce(folder)
    times = perf_counter() - start[0], process_time() - start[1]
    text, record = reproduction_text(paper, found, times), reproduction_record(paper, found, times)
    if paper.ours and not args.only_published:
        comparison = paper.ours(folder, args.matcher)
        text += "\n\n" + ours_text(comparison)
        from claimbench.publishing.comparison_table import render

        record["ours"] = {
            "comparison": json.loads(render(comparison, "json")),
            "undecided": not_significant(comparison),
        }
    _out(args, text, record)
    return 0 if found.agrees else 1


def _disagree(args: argparse.Namespace) -> int:
    from pathlib import Path

    from claimbench.jsonl import write_atomically
    from claimbench.papers._disagree import disagree

    found = disagree(args.data, args.matcher)
    if args.plot:
        from claimbench.papers._plot import plot

        write_atomically(Path(args.plot), plot(found))
    _out(args, "\n\n".join(map(str, found)), {"sets": [one.record() for one in found]})
    return 0


def _human(args: argparse.Namespace) -> int:
    from claimbench.papers._human import human

    found = human(args.data, args.matcher, seed=args.seed)
    _out(args, str(found), found.record())
    return 0


def _validation(args: argparse.Namespace) -> int:
    from claimbench.papers._feverfact_data import VALIDATION, validation_gold
    from claimbench.papers._reading import data_folder
    from claimbench.publishing.comparison_table import render
    from claimbench.running.app import compose
    from claimbench.running.cache import Cache, fingerprint
    from claimbench.running.extract import extract_all
    from claimbench.running.load import build
    from claimbench.scoring.comparison import compare

    gold = validation_gold(data_folder(args.data, "feverfact", VALIDATION), args.inputs)
    systems = {}
    for name in args.names:
        config = compose([f"extractor={name}"]).extractor
        extractor = build(config)
        systems[name] = extract_all(extractor, gold, Cache(fingerprint(extractor, config)), name)
    comparison = compare(systems, gold=gold, matcher=args.matcher)
    _out(args, str(comparison), json.loads(render(comparison, "json")))
    return 0
