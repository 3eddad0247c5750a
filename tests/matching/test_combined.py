from __future__ import annotations

import random

import pytest

from claimbench.matching import combined
from claimbench.matching._alignment.order import disorder
from claimbench.matching.alignment import Alignment
from claimbench.matching.combined import Combined, carried, unread, weighed
from claimbench.matching.cross_encoder import CrossEncoder
from claimbench.matching.token_f1 import TokenF1

CLAIMS = [
    "The harbour board will close two of its five piers in March.",
    "A tenants' union accused the city council of hiding the report.",
    "Rainfall in the valley fell by a third last year.",
    "The company bought the mill from its former director.",
]


@pytest.fixture(scope="module")
def matcher() -> Combined:
    return Combined()


def test_the_same_claim_scores_one_and_an_unrelated_one_nothing(matcher: Combined) -> None:
    assert matcher.equivalent([(claim, claim.upper()) for claim in CLAIMS]) == [1.0] * 4
    assert matcher.equivalent([(CLAIMS[0], CLAIMS[2])]) == [0.0]


def test_both_matchers_are_weighed(matcher: Combined) -> None:
    pair = (CLAIMS[0], "In March the harbour board is to shut two of its five piers.")
    aligned, read = (m.equivalent([pair])[0] for m in (Alignment(), CrossEncoder()))
    assert matcher.equivalent([pair]) == [weighed(aligned, read)]
    assert weighed(0.3, 0.9) > weighed(0.3, 0.2)
    assert weighed(0.9, 0.5) > weighed(0.1, 0.5)


def test_what_both_take_for_unrelated_is_not_read(matcher: Combined, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CrossEncoder, "entailment", lambda self, pairs: pytest.fail(f"read {pairs}"))
    monkeypatch.setattr(combined, "FLOOR", 1.1)
    assert matcher.equivalent([(CLAIMS[0], CLAIMS[3])]) == [0.0]


def test_alike_words_are_read_whatever_alignment_says(matcher: Combined, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Alignment, "equivalent", lambda self, pairs: [0.0] * len(pairs))
    pair = ("It spent 31 weeks on the chart.", "The album spent 31 weeks on the chart.")
    (read,) = CrossEncoder().equivalent([pair])
    assert matcher.equivalent([pair]) == [weighed(0.0, read)]


def test_words_in_no_order_of_a_sentence_count_against_a_pair(matcher: Combined) -> None:
    gold = "Inspectors from the National Water Board drained the pipe at the Sandrel plant."
    honest = "Inspectors from the National Water Board drained the Sandrel plant's pipe."
    shuffled = "the the pipe at Inspectors plant Board from drained National Water the Sandrel"
    assert disorder(honest, gold) == 0 < disorder(shuffled, gold)
    assert weighed(0.5, 0.5, 1.0) < weighed(0.5, 0.5)
    assert matcher.equivalent([(shuffled, gold)])[0] < matcher.threshold < matcher.equivalent([(honest, gold)])[0]


def test_equivalence_is_symmetric_and_does_not_depend_on_other_pairs() -> None:
    rng = random.Random(3)
    pairs = [(a, " ".join(rng.sample(b.split(), len(b.split()) - 2))) for a in CLAIMS for b in CLAIMS]
    together = Combined().equivalent(pairs)
    assert together == Combined().equivalent([(b, a) for a, b in pairs])
    assert together == [Combined().equivalent([pair])[0] for pair in pairs]


def test_containment_weighs_what_both_say_of_the_lines_and_the_share_of_tokens(matcher: Combined) -> None:
    pair = ("\n".join(CLAIMS), "The harbour board will close five piers.")
    aligned, shared, read = (m.contains([pair])[0] for m in (Alignment(), TokenF1(), CrossEncoder()))
    assert 0 < aligned < 1
    assert matcher.contains([pair]) == [carried(aligned, shared, read)]
    middle = carried(0.5, 0.6, 0.6)
    assert min(carried(0.8, 0.6, 0.6), carried(0.5, 0.9, 0.6), carried(0.5, 0.6, 0.9)) > middle


def test_what_both_take_for_absent_is_not_asked(matcher: Combined, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CrossEncoder, "entailment", lambda self, pairs: pytest.fail(f"read {pairs}"))
    pair = (CLAIMS[0], CLAIMS[2])
    aligned, shared = (m.contains([pair])[0] for m in (Alignment(), TokenF1()))
    assert matcher.contains([pair]) == [carried(aligned, shared, unread())]
    assert matcher.contains([pair])[0] < carried(aligned, shared, 0.5) < matcher.containment_threshold


def test_a_line_is_contained_and_another_claim_is_not(matcher: Combined) -> None:
    joined = "\n".join(CLAIMS)
    pairs = [(joined, CLAIMS[2]), (joined, "Three swimmers crossed the channel at night."), (CLAIMS[0], joined)]
    held, *others = matcher.contains(pairs)
    assert held == 1.0
    assert max(others) < matcher.containment_threshold / 2


def test_nothing_to_score_is_no_error(matcher: Combined) -> None:
    assert matcher.equivalent([]) == matcher.contains([]) == []
    assert matcher.contains([("", CLAIMS[0]), (CLAIMS[0], "")]) == [0.0, 1.0]


def test_its_signature_names_what_both_depend_on(matcher: Combined) -> None:
    assert {"_combined.json", "cross_encoder.npz", "weights.json"} <= matcher.dependencies().keys()
