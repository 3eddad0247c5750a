"""The published numbers, from the real data where they lie; without them, the same commands on small invented data."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from claimbench.cli import main
from claimbench.papers._reading import data_folder
from claimbench.papers._registry import get_paper, papers
from papers.synthetic import BUILD, data_of


def test_every_paper_has_data_to_test_with() -> None:
    assert set(papers()) == set(BUILD)


@pytest.mark.parametrize("name", sorted(BUILD))
def test_the_published_table(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, real = data_of(name, tmp_path)
    code = main(["papers", "reproduce", name, "--data", str(root), "--only-published", "--json"])
    record = json.loads(capsys.readouterr().out)
    assert record["agrees"] is real
    assert code == (0 if real else 1)
    compared = [cell for cell in record["cells"] if cell["agrees"] is not None]
    assert len(compared) >= 20
    if real:
        assert [cell for cell in compared if not cell["agrees"]] == []
        assert all(check["passed"] for check in record["checks"])
        assert len(record["checks"]) == (4 if name == "carb" else 0)


@pytest.mark.parametrize(("name", "seconds"), [("feverfact", 0.4), ("carb", 6 * 0.3), ("wire57", 0.4)])
def test_the_tables_are_quick(name: str, seconds: float, tmp_path: Path) -> None:
    # Processor time, so that a busy machine does not fail it; what is allowed is for the machine of issue 7.
    root, _ = data_of(name, tmp_path)
    paper = get_paper(name)
    folder = data_folder(root, name, paper.marker)
    paper.reproduce(folder)
    start = time.process_time()
    paper.reproduce(folder)
    assert time.process_time() - start < 2 * seconds
