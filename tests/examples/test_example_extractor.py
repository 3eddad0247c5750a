"""The example package is installed as a stranger would install his own, and run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from helpers import ROOT, Command

EXAMPLE = ROOT / "examples" / "claimbench-example-extractor"


def test_the_example_package_installs_lists_validates_and_runs(
    claimbench: Command, tmp_path: Path
) -> None:
    source = tmp_path / "source"
    subprocess.run(["cp", "-r", str(EXAMPLE), str(source)], check=True)  # building writes beside the sources
    target = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
    done = subprocess.run([*pip, "--target", str(target), str(source)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    path = os.pathsep.join([str(target), *filter(None, [os.environ.get("PYTHONPATH")])])

    listed = claimbench("list", "extractors", PYTHONPATH=path)
    assert "from claimbench_example:Figures" in listed.stdout
    run = claimbench("run", "extractor=figures", f"gold={ROOT / 'gold' / 'dev'}", "matcher=exact", PYTHONPATH=path)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[2].split()[0] == "figures"
    more = claimbench(
        "validate", "extractor=figures", "+extractor.least=1", f"gold={ROOT / 'gold' / 'dev'}", PYTHONPATH=path
    )
    assert more.returncode == 0 and "ok" in more.stdout, more.stdout + more.stderr
