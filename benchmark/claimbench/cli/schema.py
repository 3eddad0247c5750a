"""Print the JSON Schema of a file that claimbench reads or writes.

`predictions` and `claims` describe one line of a JSON Lines file, `result` a whole result file.

examples:
  claimbench schema result
  claimbench schema predictions > predictions.schema.json"""

from __future__ import annotations

import argparse
import sys

SUMMARY = "print the JSON Schema of a file format"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="result, predictions or claims")


def run(args: argparse.Namespace) -> int:
    from claimbench.schemas import schema_text

    sys.stdout.write(schema_text(args.name))
    return 0
