"""Check the support check: whether it says of judged claims what their judges said.

Without options: the claims of gold/dev/judged_support.jsonl that nothing was chosen on. Printed are accuracy, Cohen's
kappa, the shares of supported and of unsupported claims that are told right, and the AUROC (0.5 is a coin), with 95 %
bootstrap intervals over article sentences (inputs, claims).

examples:
  claimbench check-support
  claimbench check-support --half calibration
  claimbench check-support --feverfact DIR                           people's labels
  claimbench check-support --contrasts training/contrasts/W3.jsonl   minimal changes, by kind"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimbench.scoring.support_check import Agreement, Figure, JudgedClaim

SUMMARY = "check the support check on judged claims"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--gold", default="dev", metavar="DIR", help="gold set with judged_support.jsonl (default: dev)"
    )
    parser.add_argument("--half", choices=("calibration", "test", "all"), default="test", help="default: test")
    parser.add_argument("--feverfact", type=Path, metavar="DIR", help="the FEVERFact data instead: people's labels")
    parser.add_argument("--contrasts", type=Path, metavar="FILE", help="invented claims and their changes instead")
    parser.add_argument("--seed", type=int, default=0, help="seed of the bootstrap (default: 0)")
    parser.add_argument("--json", action="store_true", help="one JSON object a row, one a line, and nothing else")


def run(args: argparse.Namespace) -> int:
    from claimbench.corpus import load_gold
    from claimbench.scoring.support import NAME, VERSION
    from claimbench.scoring.support_check import check_support, gold_shares

    found = check_support(_judged(args), args.seed)
    if args.json:
        sys.stdout.write("".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in found))
    else:
        sys.stdout.write(f"{NAME}@{VERSION}\n\n{_table(found)}\n")
        if not (args.feverfact or args.contrasts):
            own, other = gold_shares(load_gold(args.gold))
            sys.stdout.write(
                f"\ngold claims found supported: {own:.0%} in their own article, {other:.0%} in the others\n"
            )
    return 0


def _judged(args: argparse.Namespace) -> list[JudgedClaim]:
    from claimbench.corpus import load_gold
    from claimbench.errors import InputError
    from claimbench.scoring import support_check as check

    if args.feverfact:
        return check.read_feverfact(args.feverfact)
    if args.contrasts:
        return check.read_contrasts(args.contrasts)
    file = check.judged_file(args.gold)
    if file is None:
        raise InputError(f"{args.gold}: expected {check.FILE} in the gold folder, found none\n  next: --gold dev")
    judged = check.read_judged(file, load_gold(args.gold))
    return [claim for claim in judged if args.half in ("all", claim.half)]


def _table(rows: Sequence[Agreement]) -> str:
    from claimbench.publishing.tables import plain_table

    names = list(rows[0].figures)
    cells = [[row.name, str(row.n), str(row.supported), *map(_cell, row.figures.values())] for row in rows]
    return plain_table(["", "n", "supported", *names], cells)


def _cell(figure: Figure) -> str:
    from claimbench.publishing.tables import DASH

    if figure.value is None or figure.low is None or figure.high is None:
        return DASH
    return f"{figure.value:.2f} [{figure.low:.2f}, {figure.high:.2f}]"
