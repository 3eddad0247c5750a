from __future__ import annotations

from pathlib import Path

import pytest

from claimbench.errors import InputError, RecordError
from claimbench.matching.exact import Exact
from claimbench.papers import _feverfact_data as data
from claimbench.papers._registry import Options
from claimbench.papers.feverfact import (
    InputScores,
    averages,
    figures,
    human_figures,
    ours,
    reproduce,
    score,
    score_inputs,
)
from papers.synthetic import GOLD, SENTENCES, feverfact, pack


def test_worked_example_macro_means_and_their_harmonic_mean() -> None:
    rows = [InputScores([1.0, 0.0], [0.8], [0.2, 0.4]), InputScores([0.7], [0.4, 0.8], [0.1])]
    found = averages(rows)
    assert found["Focus"] == pytest.approx((0.5 + 0.7) / 2)
    assert found["Coverage"] == pytest.approx((0.8 + 0.6) / 2)
    assert found["Redundancy"] == pytest.approx((0.3 + 0.1) / 2)
    assert found["F_fact"] == pytest.approx(2 * 0.6 * 0.7 / 1.3)


def test_an_input_without_predictions_counts_with_0_in_everything() -> None:
    full = InputScores([1.0], [1.0], [0.5])
    assert averages([full, InputScores([], [0.9], [])])["Coverage"] == 0.5
    assert averages([InputScores([], [0.9], [])])["F_fact"] == 0.0
    assert averages([])["F_fact"] == 0.0


def test_any_matcher_is_a_scorer_against_the_joined_claims_of_the_other_side() -> None:
    # `exact` contains a claim when its words stand in a row in the joined claims of the other side.
    inputs = [(["The mill burned.", "A cat sat."], ["The mill burned.", "It rained."])]
    (found,) = score_inputs(inputs, Exact())
    assert list(found.focus) == [1.0, 0.0]
    assert list(found.coverage) == [1.0, 0.0]
    assert list(found.redundancy) == [0.0, 0.0]


def test_the_columns_of_a_system_by_hand(tmp_path: Path) -> None:
    folder = feverfact(tmp_path)
    row = figures(folder, "t5_small_multiclaim")
    assert row["Faithfulness"] == row["Decontextualisation"] == row["Atomicity"] == pytest.approx(3 / 5)
    assert row["Focus"] == pytest.approx((0.5 + 0.9 + 0.5) / 3)
    assert row["Coverage"] == pytest.approx(0.5)
    assert row["Redundancy"] == pytest.approx(0.2)
    empty = figures(folder, "qacg")
    assert empty["Faithfulness"] is None and empty["Decontextualisation"] is None
    assert empty["Focus"] == pytest.approx((0.5 + 0.9 + 0.0) / 3)
    assert empty["Coverage"] == pytest.approx(1 / 3)


def test_the_silent_drop_removes_the_empty_prediction_from_the_human_columns(tmp_path: Path) -> None:
    folder = feverfact(tmp_path)
    dropped, complete = human_figures(folder, drop=True), human_figures(folder, drop=False)
    assert dropped["qacg"]["Focus_human"] == pytest.approx((0.5 + 1.0) / 2)
    assert complete["qacg"]["Focus_human"] == pytest.approx((0.5 + 1.0 + 0.0) / 3)
    assert complete["qacg"]["Coverage_human"] == pytest.approx((0.5 + 0.5 + 0.0) / 3)
    assert dropped["t5_small_multiclaim"] == complete["t5_small_multiclaim"]


def test_a_reproduction_has_a_cell_a_published_figure_and_disagrees_on_other_data(tmp_path: Path) -> None:
    found = reproduce(feverfact(tmp_path))
    assert len(found.cells) == 5 * 10 + 3
    missing = [(cell.system, cell.figure) for cell in found.cells if cell.agrees is None]
    assert missing == [("qacg", "Faithfulness"), ("qacg", "Decontextualisation")]
    assert not found.agrees


def test_labels_have_one_digit_a_claim_or_are_left_out(tmp_path: Path) -> None:
    folder = feverfact(tmp_path)
    rows = {(row.system, row.input): row for row in data.read_labels(folder)}
    assert rows["qacg", "7"].focus == (1, 0)
    assert rows["qacg", "11"].focus == () and rows["qacg", "11"].coverage is None
    labels = (folder / data.LABELS).read_text("utf-8")
    (folder / data.LABELS).write_text(labels.replace('"focus_annotation": "10"', '"focus_annotation": "10a"'), "utf-8")
    data.read_labels.cache_clear()
    rows = {(row.system, row.input): row for row in data.read_labels(folder)}
    assert rows["qacg", "7"].focus is None and rows["qacg", "7"].coverage == (1, 0)


def test_pairs_of_people_drop_characters_that_are_no_digit(tmp_path: Path) -> None:
    pairs = data.read_pairs(feverfact(tmp_path))
    assert pairs["focus"] == [("7: qacg", 1, 1), ("7: qacg", 0, 1), ("9: qacg", 1, 1), ("9: qacg", 0, 0)]
    assert pairs["coverage"] == []


def test_our_scoring_takes_inputs_as_articles(tmp_path: Path) -> None:
    found = ours(feverfact(tmp_path), "exact")
    by_name = {row.name: row.figures for row in found.systems}
    assert by_name["qlora-mistral-instruct-v0.2"]["precision"] == pytest.approx(3 / 5)
    assert by_name["qlora-mistral-instruct-v0.2"]["recall"] == pytest.approx(3 / 5)
    assert by_name["qacg"]["recall"] == pytest.approx(2 / 5)
    assert found.family == 10


def test_a_list_for_each_input_is_needed(tmp_path: Path) -> None:
    inputs = data.read_inputs(feverfact(tmp_path))
    assert [item.id for item in inputs] == [str(key) for key in SENTENCES]
    assert sum(len(item.claims) for item in inputs) == sum(map(len, GOLD.values()))
    with pytest.raises(InputError, match="expected 3 lists of claims, one an input, found 1"):
        data.as_predictions(inputs, [("A claim.",)])


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("test.jsonl", '"sentence_id": 9', '"sentence_id": 7', "each input once"),
        ("test.jsonl", '"claims": ["R', '"claims": [4, "R', "a list of strings"),
        ("results/predictions/qacg.jsonl", '["Ola', '"', "expected"),
        ("results/multimetrics/multiclaim/qacg.jsonl", '"f_align": [0.9]', '"f_align": "0.9"', "a list of numbers"),
    ],
)
def test_a_broken_record_says_where(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    folder = feverfact(tmp_path)
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(RecordError, match=message):
        data.read_inputs(folder)
        data.read_claims(folder, "qacg")
        reproduce(folder)


def test_packed_data_give_the_same(tmp_path: Path) -> None:
    folder = feverfact(tmp_path)
    before = reproduce(folder)
    for file in [f for f in folder.rglob("*.jsonl") if f.is_file()]:
        pack(file)
    assert reproduce(folder) == before


def test_the_preset_names_its_scorer(gold_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "p.jsonl"
    file.write_text('{"doc_id": "x", "claims": ["The old ferry sank near Tolm.", "A cat sat."]}\n', "utf-8")
    result = score(str(file), str(gold_dir), Options(matcher="exact"))
    assert result.figures["Focus"] == pytest.approx((0.5 + 0.0) / 2)
    assert result.figures["Coverage"] == pytest.approx((1 / 3 + 0.0) / 2)
    assert "scorer:exact@1(contains,joined)" in result.signature
    assert "not with AlignScore" in result.note
