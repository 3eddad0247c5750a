"""The command line in this process: what most tests here need, and quicker than a process each."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest

from claimbench.cli import main


@pytest.fixture
def claimbench(capsys: pytest.CaptureFixture[str]) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command and hand back its exit code and what it wrote."""

    def command(*args: str) -> subprocess.CompletedProcess[str]:
        capsys.readouterr()
        try:
            code = main(list(args))
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return subprocess.CompletedProcess(list(args), code, out, err)

    return command
