from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimbench.errors import RecordError
from claimbench.papers import _wire57_data as data
from claimbench.papers.triples import Part, Triple, triple
from claimbench.papers.wire57 import pair_scores, reproduce, score
from papers.synthetic import wire57

GOLD = Triple(Part(("Ann",)), Part(("is", "kind"), (True, False)), (Part(("to", "cats")), Part(("in", "May"))))


@pytest.mark.parametrize(
    ("predicted", "precision", "recall"),
    [
        (triple("Ann", "is kind", ["to cats", "in May"]), 1.0, 7 / 6),
        (triple("Ann", "kind", ["to cats"]), 1.0, 4 / 6),
        (triple("Ann", "kind", ["to cats", "in June", "and July"]), 5 / 6, 5 / 6),
        (triple("Ann", "kind", ["to to dogs"]), 4 / 5, 4 / 6),
        (triple("Bo", "kind", ["to cats"]), 0.0, 0.0),
        (triple("Ann", "mean", ["to cats"]), 0.0, 0.0),
        (triple("Ann", "kind", []), 0.0, 0.0),
    ],
)
def test_pair_scores(predicted: Triple, precision: float, recall: float) -> None:
    assert pair_scores(GOLD, predicted) == pytest.approx((precision, recall))


def test_a_part_that_is_all_inferred_need_not_be_found() -> None:
    gold = Triple(Part(("Ann",)), Part(("is",), (True,)), (Part(("kind",)),))
    assert pair_scores(gold, triple("Ann", "looks", ["kind"])) == pytest.approx((2 / 3, 1.0))


def test_worked_score(tmp_path: Path) -> None:
    folder = wire57(tmp_path)
    gold, systems = data.read_gold(folder), data.read_systems(folder)
    found = score(gold, systems["minie"])
    # (Ann, fed, a cat): P 4/4, R 4/6. (Ann, was, kind): P 2/3, R 2/2, `is` being inferred.
    assert (found.matches, found.predicted, found.gold) == (2, 2, 2)
    assert found.precision == pytest.approx((1 + 2 / 3) / 2)
    assert found.recall == pytest.approx((4 / 6 + 1) / 2)
    assert found.exact_precision == found.exact_recall == found.exact_f1 == 0.0
    nothing = score(gold, systems["reverb"])
    assert (nothing.matches, nothing.f1) == (0, 0.0)


def test_assignment_is_one_to_one_and_the_best_first() -> None:
    gold = {"s": (triple("Ann", "fed", ["a cat"]),)}
    twice = {"s": (triple("Ann", "fed", ["a dog"]), triple("Ann", "fed", ["a cat"]))}
    found = score(gold, twice)
    assert (found.matches, found.precision, found.recall) == (1, 0.5, 1.0)
    assert (found.exact_precision, found.exact_recall) == (0.5, 1.0)


def test_predictions_of_unknown_sentences_count_as_wrong() -> None:
    gold = {"s": (triple("Ann", "fed", ["a cat"]),)}
    found = score(gold, {"s": gold["s"], "t": gold["s"]})
    assert (found.precision, found.recall) == (0.5, 1.0)


def test_a_reproduction_has_seven_columns_a_system(tmp_path: Path) -> None:
    found = reproduce(wire57(tmp_path))
    assert len(found.cells) == 7 * 7 and not found.agrees
    missing = {cell.system for cell in found.cells if cell.ours is None}
    assert missing == {"clausie", "openie", "ollie", "stanford", "props"}


@pytest.mark.parametrize(
    ("file", "change", "message"),
    [
        (data.GOLD, ("words_indexes", "indexes"), "words_indexes"),
        (data.GOLD, ('"arg1"', '"arg0"'), "arg1"),
        (data.EXTRACTIONS, ('"extractor"', '"system"'), "extractor"),
        (data.EXTRACTIONS, ("0.9", '"high"'), "a finite number"),
    ],
)
def test_a_broken_record_says_which_field(tmp_path: Path, file: str, change: tuple[str, str], message: str) -> None:
    folder = wire57(tmp_path)
    text = json.dumps(json.loads((folder / file).read_text("utf-8")))
    (folder / file).write_text(text.replace(*change), "utf-8")
    with pytest.raises(RecordError, match=message):
        reproduce(folder)
