from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimbench.cli.compare import FORMATS, named
from claimbench.publishing import comparison_table
from helpers import Command, write_jsonl


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    one = write_jsonl(tmp_path / "one.jsonl", [{"doc_id": "x", "claims": ["Nine sailors swam ashore."]}])
    two = write_jsonl(tmp_path / "two.jsonl", [{"doc_id": "x", "claims": ["Snow fell."]}])
    return [str(one), f"second={two}"]


def test_json_is_pure(claimbench: Command, gold_dir: Path, files: list[str]) -> None:
    done = claimbench("compare", *files, "--gold", str(gold_dir), "--matcher", "exact", "--format", "json")
    assert [row["name"] for row in json.loads(done.stdout)["systems"]] == ["one", "second"]


def test_the_same_name_gives_runs(claimbench: Command, gold_dir: Path, files: list[str]) -> None:
    again = f"second={files[0]}"
    done = claimbench("compare", *files, again, "--gold", str(gold_dir), "--format", "json")
    assert [row["runs"]["n"] for row in json.loads(done.stdout)["systems"]] == [1, 2]


def test_different_matchers_exit_with_2_and_name_the_field(claimbench: Command, gold_dir: Path, tmp_path: Path) -> None:
    runs = []
    for matcher in ("exact", "token_f1"):
        runs.append(str(tmp_path / matcher))
        options = [f"gold={gold_dir}", f"matcher={matcher}", f"output={runs[-1]}"]
        assert claimbench("run", "extractor=sentences", *options).returncode == 0
    done = claimbench("compare", *runs)
    assert done.returncode == 2 and "differ in matcher" in done.stderr and not done.stdout
    assert claimbench("compare", *runs, "--allow-different", "matcher").returncode == 0
    assert claimbench("compare", *runs, "--gold", str(gold_dir), "--matcher", "exact").returncode == 0


def test_a_schema_is_printed_as_json(claimbench: Command) -> None:
    for name in ("result", "predictions", "claims"):
        assert json.loads(claimbench("schema", name).stdout)["$schema"].startswith("https://json-schema.org/")
    assert claimbench("schema", "planets").returncode == 2


def test_names_and_paths_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a=b.jsonl").write_text("")
    assert named("a=b.jsonl") == "a=b.jsonl" and named("runs/x=1") == "runs/x=1"
    assert named("mine=runs/x=1") == ("mine", "runs/x=1")


def test_the_formats_are_those_of_the_library() -> None:
    assert tuple(comparison_table.FORMATS) == FORMATS
