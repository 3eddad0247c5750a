"""Word order: shuffled words are no claim, and honest rewordings are."""

from __future__ import annotations

import json
import random

import pytest

from claimbench.matching._alignment import order
from claimbench.matching.registry import get
from helpers import ROOT

CLAIM = "The harbour board will close two of its five piers in March, according to its director."


def _shuffled(text: str, seed: int) -> str:
    words = text.split()
    random.Random(seed).shuffle(words)
    return " ".join(words)


def test_most_shuffled_claims_are_told_and_hardly_any_accepted_form() -> None:
    claims = [json.loads(line) for line in (ROOT / "gold" / "dev" / "claims.jsonl").read_text("utf-8").splitlines()]
    forms = [
        (claim["text"], variant["text"] if isinstance(variant, dict) else variant)
        for claim in claims
        for variant in claim["variants"]
    ]
    assert sum(order.scrambled(*pair) for pair in forms) / len(forms) < 0.01
    shuffled = [(_shuffled(claim["text"], 0), claim["text"]) for claim in claims]
    assert sum(order.scrambled(*pair) for pair in shuffled) / len(shuffled) > 0.9


@pytest.mark.parametrize("seed", range(4))
def test_the_matcher_gives_shuffled_words_nothing_and_says_why(seed: int) -> None:
    matcher, words = get("alignment"), _shuffled(CLAIM, seed)
    assert matcher.equivalent([(words, CLAIM), (CLAIM, words)]) == [0.0, 0.0]
    assert matcher.contains([(words, CLAIM)]) == [0.0]
    assert "order" in matcher.explain(words, CLAIM)[0].detail


def test_the_shipped_counts_are_those_of_the_command() -> None:
    files = [file for kind in ("contrasts", "near") for file in sorted((ROOT / "training" / kind).glob("*.jsonl"))]
    texts = [text for file in files for text in order.texts_of(file)]
    shipped = json.loads((ROOT / "benchmark/claimbench/matching/_alignment/order.json").read_text("utf-8"))
    assert order.counted(texts) == shipped


def test_texts_without_words_are_not_scrambled() -> None:
    assert order.sense("") == 0.0
    assert not order.scrambled("", CLAIM)


def test_shuffled_words_are_told_beside_other_wordings_too() -> None:
    claims = [json.loads(line) for line in (ROOT / "gold" / "dev" / "claims.jsonl").read_text("utf-8").splitlines()]
    pairs = [(_shuffled(c["text"], 1), v["text"] if isinstance(v, dict) else v) for c in claims for v in c["variants"]]
    assert sum(order.scrambled(*pair) for pair in pairs) / len(pairs) > 0.75


def test_the_same_words_in_other_places_are_scrambled_whatever_they_say() -> None:
    assert order.scrambled("The union sued the port.", "Port the sued union the.")
    assert not order.scrambled("On Monday the mayor resigned.", "The mayor resigned on Monday.")


def test_sense_is_the_same_each_time_and_symmetric() -> None:
    words = _shuffled(CLAIM, 2)
    first = order.sense(words)
    order.sense.cache_clear()
    assert order.sense(words) == first < order.sense(CLAIM)
    assert order.scrambled(words, CLAIM) == order.scrambled(CLAIM, words)
