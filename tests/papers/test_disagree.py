from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from claimbench.errors import InputError
from claimbench.papers._disagree import SANITY, Disagreement, disagree
from claimbench.papers._plot import plot
from papers.synthetic import carb, feverfact, wire57


@pytest.fixture
def small() -> Disagreement:
    values: dict[str, dict[str, float | None]] = {
        "up": {"a": 0.1, "b": 0.2, "c": 0.3, "gold ×5": 0.9},
        "down": {"a": 0.3, "b": 0.2, "c": 0.1, "gold ×5": 0.3},
        "few": {"a": 0.3, "b": 0.2, "c": None},
    }
    return Disagreement("small", "three systems", ("a", "b", "c"), SANITY, values)


def test_rankings_cheats_and_tau(small: Disagreement) -> None:
    assert small.ranking("up") == ["c", "b", "a"]
    assert small.ranking("few") == ["a", "b"]
    assert small.tau("up", "down") == pytest.approx(-1.0)
    assert small.tau("up", "up") == pytest.approx(1.0)
    assert small.tau("up", "few") is None
    assert small.beats_all("up", "gold ×5") is True
    assert small.beats_all("down", "gold ×5") is False
    assert small.beats_all("few", "gold ×5") is None


def test_the_text_marks_the_cheats_that_win(small: Disagreement) -> None:
    text = " ".join(str(small).split())
    assert "0.900!" in text and "0.300!" not in text
    assert "gold ×5: up (1 of 2)" in text
    assert "a under 2, c under 1 of 3 metrics" in text


def test_every_set_at_hand_goes_through_every_metric(tmp_path: Path) -> None:
    feverfact(tmp_path), carb(tmp_path), wire57(tmp_path)
    claims, carbs, wires = disagree(tmp_path, ["exact"])
    assert [claims.name, carbs.name, wires.name] == ["feverfact", "carb", "wire57"]
    assert claims.real[1] == "qacg" and carbs.real[-1] == "ReVerb" and set(wires.real) == {"minie", "reverb"}
    one_to_one = claims.values["one-to-one F1 (exact)"]
    assert one_to_one["gold ×5"] == pytest.approx(2 * 5 / (2 * 5 + 20))
    assert one_to_one["one gold claim"] == pytest.approx(2 * 3 / (2 * 3 + 2))
    assert one_to_one["whole sentence"] == pytest.approx(2 * 2 / (2 * 2 + 1 + 3))
    assert claims.values["F_fact (exact)"]["gold ×5"] == 1.0
    assert claims.values["F_fact (AlignScore)"].get("gold ×5") is None
    assert carbs.values["WiRe57 F1"]["gold ×5"] == pytest.approx(2 * 0.2 / 1.2)
    # The words of a tuple in random order are another tuple, but the same set of words.
    assert carbs.values["PropSegmEnt F1"]["shuffled words"] == 1.0
    assert claims.beats_all("F_fact (exact)", "gold ×5")
    record = wires.record()
    assert record["winner"]["WiRe57 F1"] == "minie"
    assert set(record["beats_all"]["WiRe57 F1"]) == set(SANITY)


def test_data_of_no_paper_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"expected test\.jsonl"):
        disagree(tmp_path)


def test_the_figure_has_a_mark_for_each_value(small: Disagreement) -> None:
    root = ElementTree.fromstring(plot([small, small]))
    space = "{http://www.w3.org/2000/svg}"
    titles = [node.text for node in root.iter(f"{space}title")]
    assert titles.count("gold ×5: 0.900") == 2 and titles.count("b: 0.200") == 2 * 3
    marks = list(root.iter(f"{space}circle"))
    assert len(marks) == 2 * (8 + len(small.real))
