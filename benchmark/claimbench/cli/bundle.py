"""Put a run into one archive that `claimbench reproduce` accepts on another machine.

The same run gives the same bytes. The archive holds predictions.jsonl, result.json, config.yaml, the sha256 of each,
and the gold set where it does not come with claimbench.

examples:
  claimbench bundle runs/clauses -o clauses.zip
  claimbench reproduce clauses.zip"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

SUMMARY = "put a run into one archive for another machine"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", metavar="RUN", help="a run folder")
    parser.add_argument("-o", "--output", required=True, metavar="FILE.zip")
    parser.add_argument("--gold", metavar="DIR", help="gold folder, where the run does not say it")


def run(args: argparse.Namespace) -> int:
    from claimbench.errors import UsageError
    from claimbench.jsonl import sha256
    from claimbench.publishing.bundle import bundle, is_bundle

    target = Path(args.output)
    if not is_bundle(target):
        raise UsageError(f"{target}: expected a name that ends in .zip")
    data = bundle(args.run, args.gold)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    sys.stdout.write(f"{target}: {len(data)} bytes, sha256 {sha256(data)}\n")
    return 0
