"""Print what two annotators of a gold set agree on.

First the claims that both list (precision, recall and F1 of one against the other over the recorded alignment),
then, on the aligned claims, Cohen's kappa and Krippendorff's alpha of each label. Where the gold set has contrasts and
judged pairs or lists: how often their second readers agreed.

examples:
  claimbench agreement
  claimbench agreement --gold dev --json"""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from typing import Any

SUMMARY = "what two annotators of a gold set agree on"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--gold", metavar="DIR", help="a gold folder or the name of a gold set (default: the two articles)"
    )
    parser.add_argument(
        "--annotators", nargs=2, default=("A", "B"), metavar=("X", "Y"), help="whose passes (default: A B)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else on standard output")


def run(args: argparse.Namespace) -> int:
    from claimbench.agreement import agreement
    from claimbench.publishing.tables import number, plain_table

    result = agreement(args.gold, *args.annotators)
    if args.json:
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        return 0
    first, second = result["annotators"]
    listed, claims = result["listed"], result["claims"]
    rows = [[label, *(number(v) for v in values.values())] for label, values in result["labels"].items()]
    sys.stdout.write(
        f"{first} lists {listed[first]} claims, {second} lists {listed[second]}; "
        f"{result['aligned']} gold claims have both\n"
        f"{first} against {second}: precision {number(claims['precision'])}, recall {number(claims['recall'])}, "
        f"F1 {number(claims['f1'])}\n\n"
        + plain_table(["label", "observed", "kappa", "alpha"], rows)
        + "\n\n"
        + _readings(result)
        + textwrap.fill(result["caveat"], 110)
        + "\n"
    )
    return 0


def _readings(result: dict[str, Any]) -> str:
    from claimbench.publishing.tables import number

    contrasts, pairs, lists = result["contrasts"], result["judged_pairs"], result["judged_lists"]
    lines = []
    if contrasts:
        lines.append(
            f"contrast set: the second reader marked {contrasts['agreed']} of {contrasts['read']} pairs as the writer "
            f"meant them; {contrasts['kept']} were kept"
        )
    if pairs:
        lines.append(
            f"judged pairs: {pairs['pairs']}; kappa of the two readers "
            f"{number(pairs['equivalent']['kappa'])} (equivalent), {number(pairs['contains']['kappa'])} (contains)"
        )
    if lists:
        lines.append(
            f"judged lists: {lists['claims']} claims listed by others; on {lists['agreed']} both readers name the same "
            f"gold claim, or none ({lists['agreed_none']})"
        )
    return "".join(textwrap.fill(line, 110) + "\n" for line in lines) + "\n" * bool(lines)
