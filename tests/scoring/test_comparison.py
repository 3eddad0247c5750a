from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from claimbench import compare, load_gold, score
from claimbench.errors import IncomparableError, InputError, RecordError, UsageError
from claimbench.predictions import as_predictions, write_predictions
from claimbench.scoring.result import dump_result, result

GOOD = {"x": ["The old ferry sank near Tolm.", "Nine sailors swam ashore."], "y": ["Orla Finn bought the quarry."]}
FAIR = {"x": ["The old ferry sank near Tolm.", "Snow fell."]}
POOR = {"x": ["Snow fell.", "The hull was red."]}


def _run(folder: Path, name: str, predictions: dict[str, Any], gold: Path, matcher: str = "exact") -> Path:
    run = folder / name
    card = score(gold, predictions, matcher=matcher)
    write_predictions(run / "predictions.jsonl", as_predictions(predictions))
    (run / "result.json").write_text(dump_result(result(card, system=name)), encoding="utf-8")
    return run


def test_files_results_folders_cards_and_lists_compare_alike(gold_dir: Path, tmp_path: Path) -> None:
    good, fair = (_run(tmp_path, n, p, gold_dir) for n, p in (("good", GOOD), ("fair", FAIR)))
    cards = [score(gold_dir, p, matcher="exact") for p in (GOOD, FAIR)]
    ways: list[tuple[Any, dict[str, Any]]] = [
        ([good, fair], {}),
        ([good / "result.json", fair / "result.json"], {}),
        ({"good": good / "predictions.jsonl", "fair": fair}, {"gold": gold_dir, "matcher": "exact"}),
        ({"good": cards[0], "fair": cards[1]}, {}),
        ({"good": GOOD, "fair": FAIR}, {"gold": gold_dir, "matcher": "exact"}),
        ([("good", result(cards[0])), ("fair", result(cards[1]))], {}),
    ]
    first, *others = [compare(systems, **options) for systems, options in ways]
    assert [row.name for row in first.systems] == ["good", "fair"]
    assert all(other == first for other in others)


def test_the_table_holds_scores_differences_and_tests(gold_dir: Path) -> None:
    systems = {"good": GOOD, "fair": FAIR, "poor": POOR}
    found = compare(systems, gold=gold_dir, matcher="exact")
    assert found.family == 3 and found.unit == "sentence" and found.n == 4
    assert [row.figures["f1"] for row in found.systems] == [1.0, 2 / 5, 0.0]
    pair = found.pairs[0]
    assert (pair.first, pair.second, pair.differences["f1"]) == ("good", "fair", pytest.approx(0.6))
    assert pair.test is not None and pair.test.p is not None and pair.test.adjusted is not None
    assert pair.test.adjusted >= pair.test.p and pair.test.detectable is not None and pair.test.detectable > 0
    card = score(gold_dir, FAIR, matcher="exact")
    assert found.systems[1].intervals["f1"] == card.intervals["f1"]


def test_sanity_rows_are_shown_and_not_in_the_family(gold_dir: Path) -> None:
    found = compare({"a": GOOD, "b": FAIR, "oracle": GOOD}, gold=gold_dir, matcher="exact", sanity=["oracle"])
    assert [row.sanity for row in found.systems] == [False, False, True]
    assert found.family == 1 and "oracle" not in {found.pairs[0].first, found.pairs[0].second}
    with pytest.raises(UsageError, match="no system is called 'nobody'"):
        compare({"a": GOOD}, gold=gold_dir, sanity=["nobody"])


def test_runs_of_one_system_are_pooled_with_equal_weight(gold_dir: Path) -> None:
    found = compare({"llm": [GOOD, FAIR], "fair": FAIR}, gold=gold_dir, matcher="exact")
    runs = found.systems[0].runs
    assert (runs.n, runs.mean, runs.low, runs.high) == (2, pytest.approx((1 + 2 / 5) / 2), 2 / 5, 1.0)
    # tp 3 + 1, fp 0 + 1, fn 0 + 2
    assert found.systems[0].figures["f1"] == 8 / 11
    test = found.pairs[0].test
    assert test is not None and test.value == pytest.approx(8 / 11 - 2 / 5)
    twice = compare({"llm": [FAIR, FAIR], "fair": FAIR}, gold=gold_dir, matcher="exact").pairs[0].test
    assert twice is not None and (twice.value, twice.p) == (0.0, 1.0)


def test_other_matchers_are_refused_by_field(gold_dir: Path, tmp_path: Path) -> None:
    a, b = _run(tmp_path, "a", GOOD, gold_dir), _run(tmp_path, "b", FAIR, gold_dir, "token_f1")
    with pytest.raises(
        IncomparableError, match=r"differ in matcher: a has exact@1.*b has token_f1@1[\s\S]*--allow-different matcher"
    ):
        compare([a, b])
    found = compare([a, b], allow_different=["matcher"])
    assert len(found.fields["matcher"]) == 2 and " // " in found.signature and found.pairs[0].test is not None


def test_other_gold_is_refused_by_its_whole_hash(gold_dir: Path) -> None:
    gold = load_gold(gold_dir)
    other = replace(gold, claims=gold.claims[:-1])
    cards = {"a": score(gold, FAIR, matcher="exact"), "b": score(other, FAIR, matcher="exact")}
    with pytest.raises(IncomparableError, match=f"differ in gold: a has tiny-0@sha256:{gold.sha256}"):
        compare(cards)
    assert compare(cards, allow_different=["gold"]).fields["n"] == ("3+1", "2+1")


def test_without_common_units_there_is_no_paired_test(gold_dir: Path) -> None:
    gold = load_gold(gold_dir)
    fewer = replace(gold, articles=gold.articles[:1], claims=gold.claims[:3])
    cards = {"a": score(gold, FAIR, matcher="exact"), "b": score(fewer, FAIR, matcher="exact")}
    (pair,) = compare(cards, allow_different=["gold"]).pairs
    assert pair.test is None and pair.differences["f1"] is not None


@pytest.mark.parametrize("field", ["match", "avg", "norm"])
def test_every_other_field_of_the_match_rule_is_refused_too(field: str, gold_dir: Path) -> None:
    one = result(score(gold_dir, FAIR, matcher="exact"))
    other = json.loads(json.dumps(one))
    other["signature_fields"][field] = "other"
    with pytest.raises(IncomparableError, match=f"differ in {field}"):
        compare([("a", one), ("b", other)])
    with pytest.raises(UsageError, match="no field is called 'boot'"):
        compare([("a", one)], allow_different=["boot"])


def test_other_measures_compare_where_their_counts_are_known(gold_dir: Path, tmp_path: Path) -> None:
    found = compare({"a": GOOD, "b": FAIR}, gold=gold_dir, matcher="exact", measure="coverage")
    assert found.systems[1].figures["coverage"] == 1 / 3 and found.pairs[0].test is not None
    run = _run(tmp_path, "a", GOOD, gold_dir)
    with pytest.raises(InputError, match="not those of coverage"):
        compare([run], measure="coverage")
    with pytest.raises(UsageError, match="at least 10 articles"):
        compare({"a": GOOD, "b": FAIR}, gold=gold_dir, measure="redundancy")


def test_names_that_collide_are_told_apart(gold_dir: Path, tmp_path: Path) -> None:
    one, two = _run(tmp_path / "1", "run", GOOD, gold_dir), _run(tmp_path / "2", "run", FAIR, gold_dir)
    assert [row.name for row in compare([one, two]).systems] == ["run", str(two)]


@pytest.mark.parametrize("content", ["[]", "{", '{"schema_version": 99}', '{"schema_version": 1}'])
def test_what_is_no_result_file_is_refused_with_its_name(content: str, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(content)
    with pytest.raises(RecordError, match=r"r\.json"):
        compare([tmp_path / "r.json"])


def test_an_empty_folder_and_no_system_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a folder without predictions\.jsonl and result\.json"):
        compare([tmp_path])
    with pytest.raises(UsageError, match="at least one system"):
        compare([])
