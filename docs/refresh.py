"""Fill the blocks of the manual with what the commands print.

A block is a comment with a command, and the fenced text that follows it::

    <!-- claimbench papers list -->
    ```
    ```

``python docs/refresh.py docs/papers.md`` runs the commands and writes what they print; with ``--check`` it writes
nothing and exits 1 when a block is out of date. ``--only WORDS`` leaves the blocks alone whose command lacks these
words. Times that commands print are not compared.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

BLOCK = re.compile(r"(<!-- (claimbench [^\n]+?) -->\n```[a-z]*\n)(.*?)(```\n)", re.DOTALL)
TIME = re.compile(r"\b\d+\.\d+ s\b")


def refreshed(text: str, output: Callable[[list[str]], str], only: str = "") -> str:
    """The text with each block whose command has `only` in it holding what `output` gives for the arguments."""

    def block(m: re.Match[str]) -> str:
        return m[1] + output(shlex.split(m[2])[1:]).rstrip("\n") + "\n" + m[4] if only in m[2] else m[0]

    return BLOCK.sub(block, text)


def same(a: str, b: str) -> bool:
    """Whether two texts are equal but for the times they tell."""
    return TIME.sub("s", a) == TIME.sub("s", b)


def output(arguments: list[str]) -> str:
    """What a claimbench command prints on standard output; SystemExit when it fails."""
    from claimbench.cli import main

    stream = io.StringIO()
    with contextlib.redirect_stdout(stream):
        code = main(arguments)
    if code:
        raise SystemExit(f"claimbench {shlex.join(arguments)}: exit code {code}")
    return stream.getvalue()


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="Markdown files with blocks")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a block is out of date")
    parser.add_argument("--only", default="", metavar="WORDS", help="only blocks whose command has these words")
    options = parser.parse_args(argv)
    stale = []
    for file in options.files:
        before = file.read_text("utf-8")
        after = refreshed(before, output, options.only)
        if not same(before, after):
            stale.append(str(file))
            if not options.check:
                file.write_text(after, "utf-8")
    sys.stderr.write(f"{'out of date' if options.check else 'written'}: {', '.join(stale) or 'nothing'}\n")
    return 1 if options.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
