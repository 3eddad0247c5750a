from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import fit_combined
from claimbench import load_gold

TRAINING = Path(__file__).parents[2] / "training"


def test_nothing_of_the_two_articles_and_no_test_half_is_read() -> None:
    news = {form for claims in load_gold("news").by_article.values() for claim in claims for form in claim.forms}
    contrasts, judged = fit_combined.calibration()
    assert len(contrasts) == 348 + 699 and len(judged) == 133
    assert not {text for part in (contrasts, judged) for pair, _ in part for text in pair} & news


def test_every_source_has_pairs_of_both_labels() -> None:
    sources = fit_combined.written(TRAINING)
    assert len(sources) == 4
    assert all({label for _, label in source} == {True, False} for source in sources)


def test_claims_that_alignment_was_fitted_on_weigh_nothing() -> None:
    assert {claim.id[0] for claim in fit_combined._held_out(TRAINING)} == set("WSTUR")
    assert not [claim.id for claim in fit_combined._held_out(TRAINING) if claim.id.startswith(("W1", "W2"))]


def test_accuracy_is_the_mean_over_both_labels() -> None:
    scores, labels = np.array([0.9, 0.2, 0.1, 0.6]), np.array([True, True, False, False])
    assert fit_combined._accuracy(scores, labels, 0.5) == 0.5
    assert fit_combined._balanced(np.array([True, False, False, False])).tolist() == pytest.approx(
        [50, 50 / 3, 50 / 3, 50 / 3]
    )


def test_what_ships_names_what_it_was_calibrated_on() -> None:
    assert json.loads(fit_combined.OUT.read_text("utf-8"))["calibrated_on"] == fit_combined.SOURCE


def test_containment_is_fitted_on_judged_pairs_of_both_labels() -> None:
    assert {label for _, label in fit_combined.containment()} == {True, False}
