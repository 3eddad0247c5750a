from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimbench.cli import main
from helpers import write_jsonl
from papers.synthetic import carb, feverfact, wire57

TRIPLES = [{"id": "s", "triples": [{"subject": "Ann", "relation": "fed", "objects": ["a cat"]}]}]


def test_list_names_papers_and_metrics(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["papers", "list", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert [paper["name"] for paper in record["papers"]] == ["carb", "feverfact", "wire57"]
    names = {metric["name"] for metric in record["metrics"]}
    assert names == {"carb", "f1@K", "factscore", "feverfact", "propsegment", "wire57"}
    assert main(["papers", "list"]) == 0
    assert "arXiv 2502.04955" in capsys.readouterr().out


def test_reproduce_prints_both_tables_and_fails_where_figures_differ(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    feverfact(tmp_path)
    assert main(["papers", "reproduce", "feverfact", "--data", str(tmp_path), "--matcher", "exact"]) == 1
    text = capsys.readouterr().out
    assert "DIFFERS" in text and "not in the data" in text
    assert "The same systems under our own scoring" in text and "Not significant" in text
    carb(tmp_path)
    assert main(["papers", "reproduce", "carb", "--data", str(tmp_path / "carb")]) == 1
    assert "ok 2 points against 2" in capsys.readouterr().out


def test_the_second_table_is_plain_values_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    feverfact(tmp_path)
    main(["papers", "reproduce", "feverfact", "--data", str(tmp_path), "--matcher", "exact", "--json"])
    ours = json.loads(capsys.readouterr().out)["ours"]
    assert len(ours["undecided"]) == 10 and "comparison" in ours


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["reproduce", "none", "--data", "."], "no paper is called 'none'; there are carb, feverfact, wire57"),
        (["reproduce", "carb", "--data", "/nowhere"], "no such folder"),
        (["human", "--data", "."], "expected test.jsonl"),
        (["disagree", "--data", "."], "expected test.jsonl"),
    ],
)
def test_what_is_not_there_is_an_input_error(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["papers", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_disagree_and_human_print_and_draw(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    feverfact(tmp_path), wire57(tmp_path)
    figure = tmp_path / "figure.svg"
    assert main(["papers", "disagree", "--data", str(tmp_path), "--matcher", "exact", "--plot", str(figure)]) == 0
    assert "Kendall's tau" in capsys.readouterr().out
    assert figure.read_text("utf-8").startswith("<svg")
    assert main(["papers", "disagree", "--data", str(tmp_path), "--matcher", "exact", "--json"]) == 0
    assert [one["name"] for one in json.loads(capsys.readouterr().out)["sets"]] == ["feverfact", "wire57"]
    assert main(["papers", "human", "--data", str(tmp_path), "--matcher", "exact", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["unit"] == "input"


@pytest.mark.parametrize(
    ("metric", "figure", "signature"),
    [("carb", "AUC", "match:R:many-to-one,P:one-to-one,greedy"), ("wire57", "exact F1", "match:one-to-one,greedy")],
)
def test_triples_are_scored_with_gold_triples(
    metric: str, figure: str, signature: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = str(write_jsonl(tmp_path / "g.jsonl", TRIPLES))
    assert main(["score", gold, "--metric", metric, "--gold", gold, "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record[figure] == pytest.approx(1.0)
    assert f"metric:{metric}|gold:triples:1@sha256:" in record["signature"] and signature in record["signature"]
    assert main(["score", gold, "--metric", metric]) == 2
    assert "expected --gold FILE with gold triples" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("triples", "message"),
    [
        ({"subject": "Ann", "relation": 3, "objects": []}, "expected an object, found 3"),
        ({"subject": "Ann", "objects": []}, "field 'relation': expected"),
        ({"subject": {"words": ["a"], "inferred": []}, "relation": "b", "objects": []}, "1 times true or false"),
        ({"subject": "Ann", "relation": "fed", "objects": "a cat"}, "field 'objects': expected a list"),
    ],
)
def test_a_broken_triple_says_where(
    triples: object, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = str(write_jsonl(tmp_path / "g.jsonl", TRIPLES))
    file = str(write_jsonl(tmp_path / "p.jsonl", [{"id": "s", "triples": [triples]}]))
    assert main(["score", file, "--metric", "wire57", "--gold", gold]) == 2
    assert message in capsys.readouterr().err


def test_inferred_words_can_be_written_down(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inferred = {"subject": "Ann", "relation": {"words": ["is"], "inferred": [True]}, "objects": ["kind"]}
    gold = str(write_jsonl(tmp_path / "g.jsonl", [{"id": "s", "triples": [inferred]}]))
    file = [{"id": "s", "triples": [{"subject": "Ann", "relation": "looks", "objects": ["kind"], "confidence": 0.5}]}]
    main(["score", str(write_jsonl(tmp_path / "p.jsonl", file)), "--metric", "wire57", "--gold", gold, "--json"])
    assert json.loads(capsys.readouterr().out)["R"] == 1.0


@pytest.mark.parametrize("metric", ["feverfact", "propsegment", "factscore", "f1@2"])
def test_claims_are_scored_with_published_metrics(
    metric: str, gold_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write_jsonl(tmp_path / "p.jsonl", [{"doc_id": "x", "claims": ["Nine sailors swam ashore."]}])
    arguments = ["score", str(file), "--metric", metric, "--gold", str(gold_dir), "--matcher", "token_f1"]
    assert main([*arguments, "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert f"metric:{metric}" in record["signature"]
    assert main(arguments) == 0
    assert "figure" in capsys.readouterr().out
    assert main([*arguments[:3], "none"]) == 2
