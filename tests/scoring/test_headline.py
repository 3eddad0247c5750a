from __future__ import annotations

from pathlib import Path

import pytest

from claimbench import load_gold, score


def test_counts_and_ratios(gold_dir: Path) -> None:
    card = score(
        load_gold(gold_dir), {"x": ["The old ferry sank near Tolm", "The hull was red.", "Nothing of the kind."]}
    )
    assert card.counts == {"tp": 1, "fp": 1, "fn": 2, "neutral": 1}
    assert (card.precision, card.recall, card.f1) == (1 / 2, 1 / 3, 2 / 5)


def test_silence_is_never_rewarded(gold_dir: Path) -> None:
    card = score(gold_dir, {})
    assert (card.precision, card.recall, card.f1) == (None, 0.0, 0.0)
    assert card.summary()["macro"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_macro_is_a_mean_over_all_articles(gold_dir: Path) -> None:
    card = score(gold_dir, {"x": ["The old ferry sank near Tolm."]})
    assert card.precision == 1.0
    assert card.summary()["macro"]["precision"] == 0.5
    assert card.summary()["macro"]["recall"] == 0.25


def test_the_oracle_is_perfect_and_five_times_over_is_redundant(gold_dir: Path) -> None:
    gold = load_gold(gold_dir)
    texts = {a.id: [claim.text for claim in gold.by_article[a.id]] for a in gold}
    card = score(gold, texts)
    assert (card.precision, card.recall, card.f1) == (1.0, 1.0, 1.0)
    repeated = score(gold, {doc_id: claims * 5 for doc_id, claims in texts.items()})
    assert repeated.recall == 1.0
    assert repeated.precision == pytest.approx(3 / (5 * 4 - 1))


def test_the_signature_follows_the_specification(gold_dir: Path) -> None:
    gold = load_gold(gold_dir)
    expected = (
        f"claimbench:0.1.0|gold:tiny-0@sha256:{gold.sha256[:8]}|n:3+1|matcher:exact@1(tau=.50,tauc=.50)"
        "|match:one-to-one|avg:micro|norm:1|boot:sentence,10000,seed0"
    )
    assert score(gold, {}, matcher="exact").signature == expected
