"""List what there is: extractors, matchers, gold sets, experiments.

Ours and what installed packages add (entry-point groups claimbench.extractors, claimbench.matchers). The names go
to standard output, one a line with a description, so that they pipe."""

from __future__ import annotations

import argparse
import sys

SUMMARY = "list extractors, matchers, gold sets and experiments"
KINDS = ("extractors", "matchers", "gold", "experiments")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", nargs="?", choices=KINDS, help="only these (default: all)")


def run(args: argparse.Namespace) -> int:
    from claimbench import listing

    for kind in (args.kind,) if args.kind else KINDS:
        entries: dict[str, str] = getattr(listing, kind)()
        width = max((len(name) for name in entries), default=0)
        title = "" if args.kind else f"{kind}\n"
        indent = "" if args.kind else "  "
        lines = "".join(f"{indent}{name.ljust(width)}  {text}".rstrip() + "\n" for name, text in entries.items())
        sys.stdout.write(title + lines)
    return 0
