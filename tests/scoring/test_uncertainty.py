from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from claimbench import score
from claimbench.corpus import Gold
from claimbench.records import Article, GoldClaim, Sentence
from claimbench.scoring.measures.headline import f1, precision, recall
from claimbench.scoring.measures.redundancy import redundancy
from claimbench.scoring.simulation import coverage, true_f1
from claimbench.scoring.uncertainty import (
    Sample,
    article_sample,
    intervals,
    percentile_ends,
    resampled_sums,
    samples,
    spread,
)
from helpers import write_jsonl

TABLE = np.random.RandomState(7).randint(0, 4, (30, 4)).astype(np.int64)
FROZEN = [[41, 45, 46, 55], [45, 51, 58, 45], [38, 51, 47, 50]]


def test_the_interval_is_that_of_scipy_on_the_same_stream() -> None:
    sums = resampled_sums(Sample("sentence", TABLE, (30,)), 2000, seed=3)
    low, high, _ = percentile_ends(recall.value(sums))

    def ratio(tp: np.ndarray, fn: np.ndarray, axis: int) -> np.ndarray:
        return tp.sum(axis=axis) / (tp + fn).sum(axis=axis)

    theirs = stats.bootstrap(
        (TABLE[:, 0], TABLE[:, 2]), ratio, paired=True, vectorized=True, n_resamples=2000,
        method="percentile", random_state=np.random.RandomState(3),
    ).confidence_interval  # fmt: skip
    assert (low, high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_sentences_are_drawn_within_their_article() -> None:
    table = np.array([[1, 0], [1, 0], [0, 1], [0, 1], [0, 1]], np.int64)
    sums = resampled_sums(Sample("sentence", table, (2, 3)), 50)
    assert (sums == [2, 3]).all()


def test_drawing_in_blocks_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = Sample("sentence", TABLE, (12, 18))
    whole = resampled_sums(sample, 100, seed=5)
    monkeypatch.setattr("claimbench.scoring.uncertainty.BLOCK", 90)
    assert (resampled_sums(sample, 100, seed=5) == whole).all()


def test_the_stream_is_frozen() -> None:
    """numpy never changes the stream of RandomState; a change of ours would change every published interval."""
    sums = resampled_sums(Sample("sentence", TABLE, (10, 20)), 3, seed=0)
    assert sums.tolist() == FROZEN


def test_resamples_without_the_figure_are_counted_and_left_out() -> None:
    low, high, undefined = percentile_ends(np.array([np.nan, 0.5, 0.5, np.nan]))
    assert (low, high, undefined) == (0.5, 0.5, 2)
    assert percentile_ends(np.array([np.nan, np.nan])) == (None, None, 2)


def test_undefined_resamples_stand_in_the_interval(gold_dir: Path) -> None:
    card = score(gold_dir, {"x": ["Nine sailors swam ashore."]}, matcher="exact")
    (interval,) = card.intervals["precision"]
    # the one prediction stands in one of three sentences, which a resample misses with probability (2/3)³
    assert interval.undefined / interval.resamples == pytest.approx((2 / 3) ** 3, abs=0.02)
    assert (interval.low, interval.high, interval.unit, interval.n) == (1.0, 1.0, "sentence", 4)


def _many(articles: int, sentences: int = 2) -> Gold:
    names = [f"a{i:02d}" for i in range(articles)]
    table = tuple(Sentence(i, 0, 6 * i, 6 * i + 5, "Text.") for i in range(sentences))
    claims = [
        GoldClaim(f"{n}-{j}", n, f"ship {n} sails {j}", sentences=(j % sentences,)) for n in names for j in range(3)
    ]
    text = " ".join(["Text."] * sentences)
    return Gold("many", "1", tuple(Article(n, text, table) for n in names), tuple(claims))


FOUND = {f"a{i:02d}": [f"ship a{i:02d} sails {j}" for j in range(i % 4)] for i in range(10)}


def test_articles_are_units_from_ten_on_and_both_units_are_shown() -> None:
    card = score(_many(10), FOUND, matcher="exact")
    assert [(i.unit, i.n) for i in card.intervals["f1"]] == [("article", 10), ("sentence", 20)]
    assert "boot:article+sentence,10000,seed0" in card.signature
    assert [i.unit for i in card.intervals["redundancy"]] == ["article"]
    assert "F1 over articles" in str(card) and "F1 over sentences" in str(card)
    few = score(_many(9), {}, matcher="exact")
    assert [i.unit for i in few.intervals["f1"]] == ["sentence"] and few.intervals["redundancy"] == []


def test_articles_of_one_sentence_are_drawn_as_articles_only() -> None:
    card = score(_many(10, sentences=1), FOUND, matcher="exact")
    assert [(i.unit, i.n) for i in card.intervals["f1"]] == [("article", 10)]
    assert "boot:article,10000,seed0" in card.signature


def test_measures_share_their_resamples() -> None:
    tables = [TABLE[:10], TABLE[10:]]
    together = intervals({f1: tables, precision: tables}, 500)
    assert together["f1"] == intervals({f1: tables}, 500)["f1"]
    assert together["precision"] == intervals({precision: tables}, 500)["precision"]


def test_an_article_measure_has_no_interval_over_sentences() -> None:
    tables = [np.array([[2, 3], [0, 0]], np.int64), np.array([[1, 1]], np.int64)]
    assert intervals({redundancy: tables}, 100) == {"redundancy": []}
    assert article_sample(tables).table.tolist() == [[2, 3], [1, 1]]
    assert [s.unit for s in samples(tables)] == ["sentence"]


@pytest.mark.parametrize("units", [40, 100])
def test_the_interval_holds_the_truth_as_often_as_it_says(units: int) -> None:
    assert 0.93 <= coverage(units, simulations=1000, resamples=1000, strata=2).share <= 0.97


def test_with_few_units_the_interval_is_too_narrow_as_the_manual_says() -> None:
    assert 0.86 <= coverage(10, simulations=1000, resamples=1000).share < 0.93


def test_the_simulated_population_has_the_f1_it_claims() -> None:
    from claimbench.scoring.simulation import population

    sums = population(np.random.RandomState(1), 400, 500).sum(axis=(0, 1))
    assert float(f1.value(sums)) == pytest.approx(true_f1(), abs=0.003)


def test_the_spread_of_runs() -> None:
    found = spread([0.5, 0.7, None])
    assert (found.n, found.mean, found.low, found.high) == (3, pytest.approx(0.6), 0.5, 0.7)
    assert found.sd == pytest.approx(np.std([0.5, 0.7], ddof=1))
    assert spread([0.5]).sd is None and spread([None]).mean is None


SCRIPT = """
import json, sys
from claimbench import compare, score
from claimbench.scoring.result import comparable, result
gold, a, b = sys.argv[1:]
card = score(gold, a, matcher="token_f1")
print(json.dumps(comparable(result(card))))
from claimbench.publishing.comparison_table import render
print(render(compare([a, b], gold=gold), "json"))
"""


def test_the_bytes_are_the_same_on_any_number_of_threads_and_under_any_hash_seed(
    gold_dir: Path, tmp_path: Path
) -> None:
    a = write_jsonl(tmp_path / "a.jsonl", [{"doc_id": "x", "claims": ["Nine sailors swam.", "The hull was red."]}])
    b = write_jsonl(tmp_path / "b.jsonl", [{"doc_id": "y", "claims": ["Orla Finn bought the quarry.", "No."]}])
    outputs = set()
    for threads, seed in (("1", "0"), ("2", "123")):
        env = {"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", SCRIPT, str(gold_dir), str(a), str(b)]
        outputs.add(subprocess.run(command, env=os.environ | env, capture_output=True, check=True).stdout)
    (output,) = outputs
    assert json.loads(output.splitlines()[0])["scores"]["f1"]["intervals"]
