"""PropSegmEnt, FActScore and F1@K on examples worked by hand."""

from __future__ import annotations

from math import exp
from pathlib import Path

import pytest

from claimbench.errors import RecordError, UsageError
from claimbench.papers import f1_at_k, factscore, propsegment
from claimbench.papers._means import harmonic
from claimbench.papers._registry import Options, get_metric
from helpers import write_jsonl


def test_propsegment_f1_is_the_harmonic_mean_of_the_averages() -> None:
    # Table 3 of the paper: precision 55.95 and recall 55.05 with F1 55.50; 53.54 and 51.50 with 52.50.
    assert round(harmonic(55.95, 55.05), 2) == 55.50
    assert round(harmonic(53.54, 51.50), 2) == 52.50


def test_propsegment_worked_example() -> None:
    gold = [frozenset({0, 1, 2, 3, 4}), frozenset({5, 6})]
    predicted = [frozenset({0, 1, 2, 3}), frozenset({5, 6, 7}), frozenset({5, 6})]
    assert propsegment.jaccard(gold[0], predicted[0]) == propsegment.THRESHOLD
    found = propsegment.averages([(predicted, gold), ([frozenset({9})], [frozenset({9})])])
    assert found["P"] == pytest.approx((2 / 3 + 1) / 2)
    assert found["R"] == pytest.approx(1.0)
    assert found["F1"] == pytest.approx(harmonic(5 / 6, 1.0))


def test_propsegment_matches_as_many_as_possible() -> None:
    # Greedy by order would give the first prediction the first gold proposition and leave one pair.
    wide = frozenset(range(9))
    first, second = frozenset(range(10)), frozenset(range(8))
    assert propsegment.matches([wide, frozenset(range(11))], [first, second]) == 2
    assert propsegment.matches([first, first, first], [first]) == 1
    assert propsegment.matches([], [first]) == propsegment.matches([first], []) == 0


def test_propsegment_silence() -> None:
    one = [frozenset({1})]
    assert propsegment.averages([([], one)]) == {"P": 0.0, "R": 0.0, "F1": 0.0}
    assert propsegment.averages([([], [])]) == {"P": None, "R": None, "F1": None}


def test_propsegment_files(tmp_path: Path) -> None:
    gold = write_jsonl(tmp_path / "g.jsonl", [{"id": "s", "propositions": [[0, 1], [2]]}])
    file = write_jsonl(tmp_path / "p.jsonl", [{"id": "s", "propositions": [[1, 0], [3]]}])
    result = propsegment.score(str(file), str(gold), Options())
    assert result.figures == {"P": 0.5, "R": 0.5, "F1": 0.5}
    assert "tokens:positions" in result.signature and "propositions:2@sha256:" in result.signature
    write_jsonl(file, [{"id": "t", "propositions": []}])
    with pytest.raises(RecordError, match="the id of a gold sentence"):
        propsegment.score(str(file), str(gold), Options())
    write_jsonl(file, [{"id": "s", "propositions": [["a"]]}])
    with pytest.raises(RecordError, match=r"propositions\[0\]"):
        propsegment.score(str(file), str(gold), Options())


def test_factscore_length_penalty() -> None:
    assert factscore.length_penalty(11) == 1.0
    assert factscore.length_penalty(10) == 1.0
    assert factscore.length_penalty(5) == pytest.approx(exp(-1))
    assert factscore.length_penalty(1) == pytest.approx(exp(-9))
    assert factscore.length_penalty(0) == 0.0
    assert factscore.length_penalty(2, gamma=4) == pytest.approx(exp(-1))


def test_factscore_worked_example() -> None:
    found = factscore.averages([[True] * 3 + [False] * 2, [True] * 20, []])
    assert found["without penalty"] == pytest.approx((0.6 + 1.0) / 2)
    assert found["factscore"] == pytest.approx((0.6 * exp(-1) + 1.0) / 2)
    assert found["responding"] == pytest.approx(2 / 3)
    assert found["facts a response"] == pytest.approx(12.5)
    assert factscore.averages([[]])["factscore"] is None


def test_f1_at_k_worked_example() -> None:
    assert f1_at_k.f1_at_k(3, 1, 6) == pytest.approx(harmonic(0.75, 0.5))
    assert f1_at_k.f1_at_k(8, 2, 4) == pytest.approx(harmonic(0.8, 1.0))
    assert f1_at_k.f1_at_k(0, 5, 4) == f1_at_k.f1_at_k(0, 0, 4) == 0.0
    found = f1_at_k.averages([[True] * 3 + [False], []], 6)
    assert found["F1@6"] == pytest.approx(harmonic(0.75, 0.5) / 2)
    assert found["P"] == 0.75 and found["R@6"] == 0.25


def test_verdicts_come_from_the_file_or_from_the_article(gold_dir: Path, tmp_path: Path) -> None:
    given = write_jsonl(
        tmp_path / "v.jsonl",
        [{"doc_id": "x", "claims": [{"text": "a", "supported": True}, {"text": "b", "supported": False}]}],
    )
    result = f1_at_k.score(str(given), None, Options(k=1))
    assert result.figures["F1@1"] == pytest.approx(harmonic(0.5, 1.0))
    assert "verdicts:given:2@sha256:" in result.signature
    asked = write_jsonl(
        tmp_path / "a.jsonl", [{"doc_id": "x", "claims": ["Nine sailors swam ashore.", "A mill burned in Oslo."]}]
    )
    result = factscore.score(str(asked), str(gold_dir), Options(matcher="token_f1"))
    assert result.figures["without penalty"] == 0.5
    assert result.figures["responding"] == 0.5
    assert "verdicts:article text,passages@" in result.signature


def test_verdicts_for_some_claims_only_are_an_error(tmp_path: Path) -> None:
    file = write_jsonl(
        tmp_path / "v.jsonl", [{"doc_id": "x", "claims": [{"text": "a", "supported": True}, {"text": "b"}]}]
    )
    with pytest.raises(RecordError, match=r"claims\[1\].supported"):
        factscore.score(str(file), None, Options())


def test_k_has_to_be_given(tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "v.jsonl", [{"doc_id": "x", "claims": [{"text": "a", "supported": True}]}])
    with pytest.raises(UsageError, match="needs K"):
        f1_at_k.score(str(file), None, Options())
    assert get_metric("f1@13")[1] == 13
    assert get_metric("F1@K")[1] is None
    for wrong in ("f1@0", "f1@x", "f2@3", "bleu"):
        with pytest.raises(UsageError, match="no published metric"):
            get_metric(wrong)
