from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimbench.errors import InputError, RecordError
from claimbench.matching._bootstrap import Ranking, f1, interval, kappa
from claimbench.matching._judged import JudgedPair
from claimbench.matching.base import Matcher, Pair
from claimbench.matching.check import ContrastSet, check, read_contrasts


class Scripted(Matcher):
    """Scores by the number that the first text ends in."""

    name = "scripted"
    threshold = 0.5

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        return [float(p.split()[-1]) for p, _ in pairs]

    def contains(self, pairs: Sequence[Pair]) -> list[float]:
        return self.equivalent(pairs)


SETS = [
    ContrastSet("a", "gold one", ("same .9", "same .4"), (("other .4", "number"), ("other .1", "time"))),
    ContrastSet("b", "gold two", ("same .8",), (("other .6", "number"),)),
]
RECORD = {
    "doc_id": "a",
    "gold": "The ferry sank.",
    "paraphrases": ["The ferry went down."],
    "contrasts": [{"text": "The ferry did not sink.", "phenomenon": "negation"}],
}


def write(tmp_path: Path, *records: object) -> Path:
    path = tmp_path / "contrasts.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_figures_of_a_worked_example() -> None:
    result = check(Scripted(), SETS, resamples=200, speed_pairs=0)
    # of 3 × 3 comparisons .9 and .8 win six; .4 ties one (half), wins one and loses one
    assert result["auroc"] == pytest.approx(7.5 / 9)
    assert result["accuracy"] == {"paraphrase": pytest.approx(2 / 3), "contrast": pytest.approx(2 / 3)}
    assert result["by_phenomenon"] == {"number": 0.5, "time": 1.0}
    assert result["n"] == {"claims": 2, "paraphrases": 3, "contrasts": 3, "by_phenomenon": {"number": 2, "time": 1}}
    keys = ["matcher", "version", "default", "threshold", "auroc", "accuracy", "by_phenomenon"]
    assert [key for key in result if key in keys] == keys
    json.dumps(result, allow_nan=False)


class ByForm(Scripted):
    """The first text's number beside the form "gold one", .7 beside any other."""

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        return [float(p.split()[-1]) if g == "gold one" else 0.7 for p, g in pairs]


def test_what_is_known_of_other_forms_is_read_too() -> None:
    sets = [replace(SETS[0], claim_id="c1"), replace(SETS[1], claim_id="c2")]
    judged = [
        JudgedPair(("said .9", "gold one"), "c1", True, True),
        JudgedPair(("said .1", "gold one"), "c1", False, False),
    ]
    forms = {"c1": ("gold one", "another form")}
    result = check(ByForm(), sets, judged=judged, forms=forms, resamples=200, speed_pairs=0)
    # beside "another form" every text of the one claim whose forms are known passes
    assert result["all_forms"]["accuracy"] == {"paraphrase": 1.0, "contrast": 0.0}
    assert result["all_forms"]["n"]["claims"] == 1
    assert (result["judged"]["equivalent"], result["judged"]["all_forms"]) == (1.0, 0.0)
    without = check(ByForm(), sets, judged=judged, resamples=200, speed_pairs=0)
    assert "all_forms" not in without and "all_forms" not in without["judged"]


def test_intervals_are_seeded_and_count_what_is_undefined() -> None:
    first = check(Scripted(), SETS, seed=3, resamples=300, speed_pairs=0)["intervals"]
    assert first == check(Scripted(), SETS, seed=3, resamples=300, speed_pairs=0)["intervals"]
    assert first["contrast"]["low"] <= 2 / 3 <= first["contrast"]["high"]
    # "time" stands in one claim only: about a quarter of the resamples of two claims have none
    assert 40 < first["by_phenomenon.time"]["undefined"] < 110


def test_throughput_says_what_it_measured() -> None:
    sets = [ContrastSet(str(n), f"gold .{n}", (f"same .{n}",), (("other .1", "time"),)) for n in range(1, 6)]
    speed = check(Scripted(), sets, resamples=10, speed_pairs=12)["speed"]
    assert speed["pairs"] == 12
    assert speed["seconds_per_million"] > 0
    assert speed["peak_memory_mib"] > 1


def test_reads_a_file_and_one_split(tmp_path: Path) -> None:
    path = write(tmp_path, RECORD, {**RECORD, "doc_id": "b", "claim_id": "b-c01", "split": "dev"})
    assert [(s.doc_id, s.claim_id, s.split) for s in read_contrasts(path)] == [("a", None, None), ("b", "b-c01", "dev")]
    assert [s.doc_id for s in read_contrasts(path, "dev")] == ["b"]
    with pytest.raises(InputError, match="split 'test'"):
        read_contrasts(path, "test")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"gold": " "}, r"contrasts.jsonl:2: field 'gold': expected a string that is not blank"),
        ({"paraphrases": []}, r"field 'paraphrases': expected a list that is not empty"),
        ({"paraphrases": [7]}, r"field 'paraphrases': expected strings that are not blank, found 7"),
        ({"paraphrases": ["The ferry sank."]}, r"field 'paraphrases': expected texts that differ from gold"),
        ({"contrasts": [{"text": "The ferry went down.", "phenomenon": "time"}]}, r"contrasts from paraphrases"),
        ({"contrasts": [{"text": "x"}]}, r"field 'phenomenon': expected a string, found nothing"),
        ({"contrasts": ["x"]}, r"field 'contrasts': expected an object, found 'x'"),
        ({"split": "train"}, r"field 'split': expected one of dev, test, found 'train'"),
        ({"doc_id": None}, r"field 'doc_id': expected a string, found None"),
    ],
)
def test_says_what_is_wrong_and_where(tmp_path: Path, change: dict[str, object], message: str) -> None:
    with pytest.raises(RecordError, match=message):
        read_contrasts(write(tmp_path, RECORD, {**RECORD, **change}))


SCORES = st.lists(st.tuples(st.sampled_from([0.0, 0.2, 0.5, 1.0]), st.integers(0, 3)), min_size=1, max_size=8)


@given(SCORES, SCORES, st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_auroc_of_resampled_units_is_that_of_the_repeated_items(
    positive: list[tuple[float, int]], negative: list[tuple[float, int]], counts: list[int]
) -> None:
    p, n = np.array([s for s, _ in positive]), np.array([s for s, _ in negative])
    up, un = np.array([u for _, u in positive]), np.array([u for _, u in negative])
    drawn_p = [s for s, u in positive for _ in range(counts[u])]
    drawn_n = [s for s, u in negative for _ in range(counts[u])]
    with np.errstate(invalid="ignore"):
        value = Ranking(p, up, n, un, 4).auroc(np.array([counts], dtype=np.float64))[0]
    wins = [1.0 if a > b else 0.5 if a == b else 0.0 for a in drawn_p for b in drawn_n]
    assert value == pytest.approx(np.mean(wins)) if wins else np.isnan(value)


def test_kappa_and_f1_of_a_worked_example() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed .7, expected .5
    table = np.array([[12.0, 3.0, 4.0, 5.0], [8.0, 2.0, 6.0, 10.0]])
    ones = np.ones((1, 2))
    assert kappa(table)(ones)[0] == pytest.approx(0.4)
    assert f1(table)(ones)[0] == pytest.approx(40 / 55)


def test_an_interval_of_a_constant_is_that_constant() -> None:
    found = interval(lambda counts: counts.sum(axis=1), 5, seed=0, resamples=50)
    assert found == {"low": 5.0, "high": 5.0, "undefined": 0}
