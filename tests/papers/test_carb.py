from __future__ import annotations

from pathlib import Path

import pytest

from claimbench.errors import RecordError
from claimbench.papers._carb_data import FORMS, read_curve, read_gold, read_output, read_sentences, sentence_key
from claimbench.papers.carb import Curve, Point, compare_curves, curve, pair_scores, reproduce
from claimbench.papers.triples import triple
from papers.synthetic import CARB_OUTPUTS, carb

GOLD = triple("Ann", "fed", ["a cat", "in May"])


@pytest.mark.parametrize(
    ("predicted", "precision", "recall"),
    [
        (triple("Ann", "fed", ["a cat in May"]), 1.0, 1.0),
        (triple("Ann", "fed", ["a dog"]), 3 / 4, 3 / 6),
        (triple("Ann", "fed", ["a a a"]), 3 / 5, 3 / 6),
        (triple("Ann", "saw", ["a cat in May"]), 0.0, 0.0),
        (triple("ann", "Fed", ["a cat in May"]), 0.0, 0.0),
        (triple("Ann", "fed", []), 0.0, 0.0),
        (triple("a cat", "fed", ["Ann"]), 1 / 4, 1 / 6),
    ],
)
def test_pair_scores_share_words_slot_by_slot(predicted: object, precision: float, recall: float) -> None:
    assert pair_scores(GOLD, predicted) == pytest.approx((precision, recall))  # type: ignore[arg-type]


def test_be_matches_one_form_of_be() -> None:
    gold = triple("Ann", "was fed", ["well"])
    assert pair_scores(gold, triple("Ann", "be fed", ["well"])) == (1.0, 1.0)
    assert pair_scores(gold, triple("Ann", "be", ["well"])) == (1.0, 3 / 4)
    assert pair_scores(triple("Ann", "fed", ["well"]), triple("Ann", "be", ["well"])) == (0.0, 0.0)


def test_a_gold_tuple_without_an_object_has_no_such_slot() -> None:
    gold = triple("Rain", "fell", [])
    assert pair_scores(gold, triple("Rain", "fell", ["on Tolm"])) == (1.0, 1.0)
    assert pair_scores(gold, triple("Rain", "fell", [])) == (1.0, 1.0)


def test_a_verb_of_speech_lets_the_arguments_change_places() -> None:
    swapped = triple("it rained", "said", ["Ann"])
    assert pair_scores(triple("Ann", "said", ["it rained"]), swapped) == (1.0, 1.0)
    assert pair_scores(triple("Ann", "thought", ["it rained"]), triple("it rained", "thought", ["Ann"])) == (
        1 / 4,
        1 / 4,
    )


def test_worked_curve() -> None:
    # Kept at .9: one prediction, precision 1, and it serves both gold tuples for recall (1 and 4/6).
    # Kept at .2: two predictions; one-to-one, the second gets the second gold tuple (3/4), which gains no recall.
    gold = {"s": (triple("Ann", "fed", ["a cat"]), triple("Ann", "fed", ["a cat", "in May"]))}
    predicted = {
        "s": (triple("Ann", "fed", ["a dog"], 0.2), triple("Ann", "fed", ["a cat"], 0.9)),
        "elsewhere": (triple("Bo", "ran", ["off"], 0.5),),
    }
    found = curve(gold, predicted)
    recall = (1 + 4 / 6) / 2
    assert [(p.precision, p.recall, p.confidence) for p in found.points] == [
        (pytest.approx(1.75 / 2), pytest.approx(recall), 0.2),
        (1.0, pytest.approx(recall), 0.5),
        (1.0, pytest.approx(recall), 0.9),
    ]
    assert found.best.f1 == pytest.approx(2 * recall / (1 + recall))
    assert found.auc == pytest.approx(recall * (1 + 1.75 / 2) / 2)


def test_a_threshold_that_keeps_nothing_has_precision_1() -> None:
    found = curve({"s": (GOLD,)}, {"other": (triple("a", "b", ["c"], 0.9),), "s": (triple("a", "b", ["c"], 0.5),)})
    assert [(p.precision, p.recall) for p in found.points] == [(0.0, 0.0), (1.0, 0.0)]


def test_no_predictions_give_no_points() -> None:
    found = curve({"s": (GOLD,)}, {})
    assert found.points == () and found.auc == 0.0 and found.best.f1 == 0.0


def test_the_order_of_sentences_and_of_predictions_that_do_not_tie_is_indifferent() -> None:
    gold = {"s": (GOLD,), "t": (triple("Bo", "ran", ["off"]),)}
    predicted = {"s": (triple("Ann", "fed", ["a"], 0.3), triple("Ann", "fed", ["a cat"], 0.6))}
    predicted["t"] = (triple("Bo", "ran", ["away"], 0.5),)
    turned = {key: tuple(reversed(items)) for key, items in reversed(predicted.items())}
    assert curve(gold, predicted).points == curve(dict(reversed(gold.items())), turned).points


def test_keys_leave_out_spaces_brackets_and_punctuation() -> None:
    assert sentence_key("Ann -LRB- Bo -RRB- fed , a cat .") == sentence_key("Ann (Bo) fed, a cat.") == "AnnBofedacat"


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_format_gives_the_same_triples(tmp_path: Path, form: str) -> None:
    folder = carb(tmp_path)
    found = read_output(folder / f"system_outputs/test/{form}_output.txt", form)
    assert found["AnnBofedacat"] == (triple("Ann", "fed", ["a dog"], 0.9),)
    if form != "reverb":
        assert found["Rainfell"] == (triple("Rain", "fell", ["down"], 0.5),)


def test_openie5_has_several_objects_and_a_context(tmp_path: Path) -> None:
    cells = ["0.7", "Context(Bo said,List([0, 7)))", "SimpleArgument(Ann,List([0)))", "Relation(fed,List([1)))"]
    cells += ["SimpleArgument(a cat,List([2)));TemporalArgument(in May,List([3)))", "Ann fed a cat in May."]
    file = tmp_path / "o.txt"
    file.write_text("\t".join(cells) + "\n", "utf-8")
    assert read_output(file, "openie5") == {
        "AnnfedacatinMay": (triple("Bo said Ann", "fed", ["a cat", "in May"], 0.7),)
    }


def test_sentences_that_are_not_wanted_keep_their_confidences_only(tmp_path: Path) -> None:
    file = carb(tmp_path) / "system_outputs/test/props_output.txt"
    found = read_output(file, "props", {"Rainfell"})
    assert found["AnnBofedacat"] == (triple("", "", [], 0.9),)
    assert found["Rainfell"][0].subject.text == "Rain"


def test_gold_leaves_out_arguments_of_context(tmp_path: Path) -> None:
    file = tmp_path / "g.tsv"
    file.write_text("Ann ran .\tran\tAnn\tC: once\toff\n", "utf-8")
    assert read_gold(file) == {"Annran": (triple("Ann", "ran", ["off"]),)}
    assert read_sentences(file) == {"Annran": "Ann ran ."}


@pytest.mark.parametrize(
    ("form", "text", "message"),
    [
        ("clausie", '1\t"a"\t"b"\t"c"\t0.5\n', "a sentence, or five cells below one"),
        ("clausie", 'A b.\n1\t"a"\t"b"\t"c"\thigh\n', "o.txt:2: field 'confidence': expected a finite number"),
        ("openie4", "0.5\ta\n", "o.txt:1: expected at least 6 cells"),
        ("props", "nan\tA b.\tb\n", "a finite number"),
        ("reverb", "a\tb\n", "at least 13 cells"),
    ],
)
def test_a_broken_line_says_where(tmp_path: Path, form: str, text: str, message: str) -> None:
    file = tmp_path / "o.txt"
    file.write_text(text, "utf-8")
    with pytest.raises(RecordError, match=message):
        read_output(file, form)


def test_curves_are_compared_point_by_point() -> None:
    one, other = Curve((Point(0.5, 0.5, 0.1),)), Curve((Point(0.5, 0.5 + 2e-9, 0.1),))
    assert compare_curves("x", one, one).passed
    assert not compare_curves("x", one, other).passed
    assert not compare_curves("x", one, Curve(())).passed


def test_a_reproduction_finds_the_curves_and_differs_from_the_table(tmp_path: Path) -> None:
    folder = carb(tmp_path)
    found = reproduce(folder)
    assert [check.passed for check in found.checks] == [True] * 4
    assert len(found.cells) == 6 * 4 and not found.agrees
    assert set(CARB_OUTPUTS) == set(FORMS)
    lines = (folder / "dump/PropS.dat").read_text("utf-8")
    (folder / "dump/PropS.dat").write_text(lines.replace("0.875", "0.876"), "utf-8")
    assert [check.passed for check in reproduce(folder).checks] == [True] * 3 + [False]
    assert read_curve(folder / "dump/PropS.dat").points[1].precision == 0.876
