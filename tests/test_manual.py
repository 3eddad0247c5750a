"""The figures in the manual are what the commands print."""

from __future__ import annotations

import subprocess
import sys

from helpers import ROOT


def test_the_blocks_of_the_data_card_and_of_the_matchers_page_are_up_to_date() -> None:
    pages = ["gold/README.md", "docs/matchers.md"]
    done = subprocess.run(
        [sys.executable, "docs/refresh.py", "--check", *pages], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
