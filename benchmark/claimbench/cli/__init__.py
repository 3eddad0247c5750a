"""The command line: a thin dispatcher over one small file a verb.

A verb is a module of this package with ``SUMMARY``, ``configure(parser)`` and ``run(args) -> exit code``; it is
found by its file name (`check_matcher.py` is ``claimbench check-matcher``, a trailing underscore avoids a keyword).
A verb with ``PASS_THROUGH = True`` gets the rest of the command line unparsed in ``args.rest``.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from claimbench import __version__
from claimbench.errors import ClaimbenchError, UsageError, did_you_mean

EPILOG = """first steps:
  claimbench run extractor=clauses      extract, score, and keep everything in runs/
  claimbench run experiment=baselines   all baselines, one table
  claimbench score predictions.jsonl    score what another program extracted
  claimbench list                       what there is: extractors, matchers, gold sets

exit codes: 0 success, 1 a check failed, 2 bad usage or input"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code; errors that are meant for the user go to stderr without a traceback."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _show_what_can_be_shown()
    try:
        return _dispatch(arguments)
    except ClaimbenchError as error:
        if os.environ.get("CLAIMBENCH_TRACEBACK"):
            traceback.print_exception(error)
        sys.stderr.write(f"claimbench: {error}\n")
        return error.exit_code
    except BrokenPipeError:
        # The reader (head, less) has gone: what is left of standard output has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        sys.stderr.write("claimbench: interrupted; what was extracted so far is kept\n")
        return 130


def _show_what_can_be_shown() -> None:
    """A sign that the terminal's encoding lacks (a table's rule, say) is shown as a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a notebook's is none
            stream.reconfigure(errors="replace")


def verbs() -> dict[str, str]:
    """Verb → module name."""
    names = [module.name for module in iter_modules(__path__) if not module.name.startswith("_")]
    return {name.rstrip("_").replace("_", "-"): f"{__name__}.{name}" for name in names}


def _dispatch(arguments: list[str]) -> int:
    known = verbs()
    if arguments and arguments[0] in known:
        return _run(arguments[0], import_module(known[arguments[0]]), arguments[1:])
    if arguments and not arguments[0].startswith("-"):
        near = did_you_mean(arguments[0], known)
        raise UsageError(f"no command is called {arguments[0]!r}{near}\n  next: claimbench --help")
    parser = argparse.ArgumentParser(
        prog="claimbench",
        description="A claim-extraction benchmark: extract, score, compare, reproduce.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"claimbench {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for verb, module in known.items():
        commands.add_parser(verb, help=import_module(module).SUMMARY.replace("%", "%%"), add_help=False)
    parser.parse_args(arguments or ["--help"])
    return 2


def _run(verb: str, module: ModuleType, rest: list[str]) -> int:
    if getattr(module, "PASS_THROUGH", False):
        return int(module.run(argparse.Namespace(rest=rest)))
    parser = argparse.ArgumentParser(
        prog=f"claimbench {verb}",
        description=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.configure(parser)
    return int(module.run(parser.parse_args(rest)))
