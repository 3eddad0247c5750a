from __future__ import annotations

import random

import pytest

from claimbench.matching import combined
from claimbench.matching.alignment import Alignment
from claimbench.matching.combined import Combined, weighed
from claimbench.matching.cross_encoder import CrossEncoder

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


def test_what_alignment_takes_for_unrelated_is_not_read(matcher: Combined, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(combined, "FLOOR", 1.1)
    monkeypatch.setattr(CrossEncoder, "entailment", lambda self, pairs: pytest.fail(f"read {pairs}"))
    assert matcher.equivalent([(CLAIMS[0], "The board will close two piers.")]) == [0.0]


def test_equivalence_is_symmetric_and_does_not_depend_on_other_pairs() -> None:
    rng = random.Random(3)
    pairs = [(a, " ".join(rng.sample(b.split(), len(b.split()) - 2))) for a in CLAIMS for b in CLAIMS]
    together = Combined().equivalent(pairs)
    assert together == Combined().equivalent([(b, a) for a, b in pairs])
    assert together == [Combined().equivalent([pair])[0] for pair in pairs]


def test_containment_is_that_of_alignment(matcher: Combined) -> None:
    joined = "\n".join(CLAIMS)
    pairs = [(joined, CLAIMS[2]), (joined, "Three swimmers crossed the valley at night."), (CLAIMS[0], joined)]
    assert matcher.contains(pairs) == Alignment().contains(pairs)
    assert matcher.containment_threshold == Alignment().containment_threshold


def test_nothing_to_score_is_no_error(matcher: Combined) -> None:
    assert matcher.equivalent([]) == matcher.contains([]) == []
    assert matcher.contains([("", CLAIMS[0]), (CLAIMS[0], "")]) == [0.0, 1.0]


def test_its_signature_names_what_both_depend_on(matcher: Combined) -> None:
    assert {"_combined.json", "cross_encoder.npz", "weights.json"} <= matcher.dependencies().keys()
