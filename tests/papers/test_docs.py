"""The manual's blocks hold what the commands print: on the real data where they lie, else in shape."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from claimbench.cli import main
from claimbench.papers._disagree import SANITY
from helpers import ROOT
from papers.synthetic import data_of


def _refresh() -> ModuleType:
    spec = importlib.util.spec_from_file_location("refresh", ROOT / "docs" / "refresh.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _lines(text: str) -> set[str]:
    """Lines with white space collapsed, so that tables of other widths compare."""
    return {" ".join(line.split()) for line in text.splitlines()}


def _rows(text: str) -> set[str]:
    """The lines that hold a figure, those that tell a time left out."""
    return {line for line in _lines(text) if re.search(r"\d\.\d", line) and not re.search(r"\d s\b", line)}


@pytest.mark.parametrize("name", ["feverfact", "carb", "wire57"])
def test_the_tables_of_the_manual_are_what_the_command_prints(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, real = data_of(name, tmp_path)
    main(["papers", "reproduce", name, "--data", str(root), "--only-published"])
    printed = capsys.readouterr().out
    manual = (ROOT / "docs" / "papers.md").read_text("utf-8")
    assert printed.splitlines()[0] in manual
    if real:
        assert _rows(printed) <= _lines(manual)
    else:
        systems = {line.split()[0] for line in _rows(printed)}
        assert len(systems) >= 2 and all(system in manual for system in systems)


def test_the_finding_is_what_the_command_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root, real = data_of("wire57", tmp_path)
    main(["papers", "disagree", "--data", str(root / "wire57"), "--matcher", "token_f1"])
    printed = capsys.readouterr().out
    manual = (ROOT / "docs" / "findings.md").read_text("utf-8")
    assert all(cheat in manual for cheat in SANITY)
    assert _rows(printed) and (not real or _rows(printed) <= _lines(manual))


def test_a_block_is_filled_with_its_commands_output() -> None:
    refresh = _refresh()
    text = "a\n<!-- claimbench list matchers -->\n```\nold\n```\nb\n<!-- note -->\n```\nkept\n```\n"
    filled = refresh.refreshed(text, lambda arguments: f"{arguments}\n")
    assert filled == text.replace("old", "['list', 'matchers']")
    assert refresh.refreshed(text, lambda arguments: "new", "papers") == text
    assert refresh.same("took 1.20 s", "took 0.33 s") and not refresh.same("1.20", "0.33")


def test_a_stale_block_is_written_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refresh = _refresh()
    file = tmp_path / "a.md"
    file.write_text("<!-- claimbench papers list -->\n```\n```\n", "utf-8")
    assert refresh.main([str(file), "--check"]) == 1
    assert "Bhardwaj" not in file.read_text("utf-8")
    assert refresh.main([str(file)]) == 0
    assert "Bhardwaj" in file.read_text("utf-8")
    assert refresh.main([str(file), "--check"]) == 0
    assert "nothing" in capsys.readouterr().err
