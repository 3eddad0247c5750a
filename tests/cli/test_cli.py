from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from claimbench.cli import verbs
from helpers import Command, write_jsonl

HEAVY = {"torch", "transformers", "datasets", "evaluate", "hydra", "spacy", "scipy", "sklearn", "pandas"}


@pytest.mark.parametrize("arguments", [["--help"], ["list"], ["validate", "gold"], ["score", "p.jsonl"]])
def test_start_up_imports_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    write_jsonl(tmp_path / "p.jsonl", [{"doc_id": "000", "claims": []}])
    code = (
        "import sys\nfrom claimbench.cli import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        f"sys.stderr.write(' '.join(sorted({HEAVY!r} & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout and not HEAVY & set(done.stderr.split())


@pytest.mark.parametrize("verb", sorted(verbs()))
def test_every_verb_teaches(claimbench: Command, verb: str) -> None:
    done = claimbench(verb, "--help")
    assert done.returncode == 0 and "usage" in done.stdout and len(done.stdout.splitlines()) > 5


def test_json_output_is_one_object_and_nothing_else(claimbench: Command, gold_dir: Path, tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "p.jsonl", [{"doc_id": "x", "claims": ["Nine sailors swam ashore."]}])
    done = claimbench("score", str(file), "--gold", str(gold_dir), "--matcher", "exact", "--json")
    result = json.loads(done.stdout)
    assert {"precision", "recall", "f1", "counts", "signature"} <= set(result)
    assert result["counts"] == {"tp": 1, "fp": 0, "fn": 2, "neutral": 0}
    assert result["scores"]["recall"] == result["recall"] and {"coverage", "supported"} <= result["scores"].keys()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["score", "absent.jsonl"], 2),
        (["nonsense"], 2),
        (["score"], 2),
        (["list", "planets"], 2),
        (["validate", "absent"], 2),
        (["score", "p.jsonl", "--matcher", "nope"], 2),
        (["list"], 0),
        (["--version"], 0),
    ],
)
def test_exit_codes(claimbench: Command, arguments: list[str], code: int) -> None:
    done = claimbench(*arguments)
    assert done.returncode == code and "Traceback" not in done.stderr


def test_articles_without_claims_are_told_beside_the_scores(
    claimbench: Command, gold_dir: Path, tmp_path: Path
) -> None:
    options = ("--gold", str(gold_dir), "--matcher", "exact", "--json")
    empty = tmp_path / "p.jsonl"
    empty.write_text("")
    done = claimbench("score", str(empty), *options)
    assert done.returncode == 0 and json.loads(done.stdout)["recall"] == 0
    assert done.stderr == f"{empty}: no claims for x, y, which count as empty\n"
    full = write_jsonl(tmp_path / "f.jsonl", [{"doc_id": i, "claims": ["A claim."]} for i in "xy"])
    assert claimbench("score", str(full), *options).stderr == ""


def test_an_unknown_command_is_told_the_nearest(claimbench: Command) -> None:
    done = claimbench("scor", "p.jsonl")
    assert done.returncode == 2
    assert done.stderr == "claimbench: no command is called 'scor'; did you mean score?\n  next: claimbench --help\n"


def test_a_failed_check_exits_with_1_and_names_the_place(claimbench: Command, gold_dir: Path, tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "p.jsonl", [{"doc_id": "x", "claims": [1]}])
    done = claimbench("validate", str(file), "--gold", str(gold_dir))
    assert done.returncode == 1 and "p.jsonl:1: field 'claims[0]': expected" in done.stderr
    assert done.stdout.endswith(": 1 problem\n")


def test_experiments_are_listed_with_what_they_run(claimbench: Command) -> None:
    lines = dict(line.split(maxsplit=1) for line in claimbench("list", "experiments").stdout.splitlines())
    assert {"baselines", "sanity"} <= lines.keys() and all(lines.values())


def test_list_pipes(claimbench: Command) -> None:
    names = [line.split()[0] for line in claimbench("list", "extractors").stdout.splitlines()]
    assert {"sentences", "oracle"} <= set(names) and names == sorted(names)


@pytest.mark.parametrize("verb", ["score", "report", "cite", "compare", "reproduce", "bundle", "submit"])
@pytest.mark.parametrize("place", [".", "nope"])
def test_where_no_run_is_each_verb_says_what_a_run_holds(claimbench: Command, verb: str, place: str) -> None:
    options = {"bundle": ["-o", "a.zip"], "submit": ["--name", "n", "-o", "s/n"]}.get(verb, [])
    done = claimbench(verb, place, *options)
    assert done.returncode == 2 and done.stdout == ""
    assert f"{place}: expected a run folder (predictions.jsonl, result.json, config.yaml)" in done.stderr
    found = "a folder without predictions.jsonl and result.json" if place == "." else "nothing"
    assert done.stderr.endswith(f", found {found}\n  next: claimbench run extractor=NAME\n")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_without_our_signs_gets_question_marks(
    claimbench: Command, gold_dir: Path, tmp_path: Path, encoding: str
) -> None:
    claims = [{"doc_id": doc_id, "claims": ["Nine sailors swam ashore."]} for doc_id in ("x", "y")]
    options = ["--gold", str(gold_dir), "--matcher", "exact"]
    done = claimbench("score", str(write_jsonl(tmp_path / "p.jsonl", claims)), *options, PYTHONIOENCODING=encoding)
    assert done.returncode == 0 and done.stderr == "" and "???" in done.stdout
