from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from claimbench.errors import UsageError
from claimbench.papers._human import Question, agreement, human, questions
from papers.synthetic import feverfact


def _questions(said: list[int], inputs: list[str]) -> list[Question]:
    return [
        Question(key, f"claim {i}", ("other",), s, None) for i, (s, key) in enumerate(zip(said, inputs, strict=True))
    ]


def test_worked_agreement() -> None:
    asked = _questions([1, 1, 0, 0], ["a", "b", "a", "b"])
    found = agreement(asked, np.array([0.9, 0.4, 0.4, 0.1]), 0.5)
    # Pairs of a said and an unsaid claim: .9 beats both, .4 ties with .4 and beats .1: 3.5 of 4.
    assert found.auroc.value == pytest.approx(3.5 / 4)
    # Said yes / answered yes once, said no / answered no twice: observed 3/4, by chance (1·2 + 3·2) / 16.
    assert found.kappa.value == pytest.approx((0.75 - 0.5) / (1 - 0.5))
    assert found.n == 4 and found.auroc.low is not None and found.auroc.high is not None
    assert found.auroc.low <= found.auroc.value <= found.auroc.high


def test_auroc_is_that_of_scikit_learn() -> None:
    from sklearn.metrics import cohen_kappa_score, roc_auc_score

    state = np.random.RandomState(3)
    said, scores = state.randint(0, 2, 200), np.round(state.rand(200), 1)
    found = agreement(_questions(said.tolist(), [str(i % 20) for i in range(200)]), scores, 0.5)
    assert found.auroc.value == pytest.approx(roc_auc_score(said, scores))
    assert found.kappa.value == pytest.approx(cohen_kappa_score(said, scores >= 0.5))


def test_one_kind_of_label_has_no_figures_and_missing_scores_are_left_out() -> None:
    found = agreement(_questions([1, 1], ["a", "b"]), np.array([0.9, 0.1]), 0.5)
    assert found.auroc.value is None and found.auroc.low is None
    found = agreement(_questions([1, 0, 1], ["a", "b", "c"]), np.array([0.9, 0.1, np.nan]), 0.5)
    assert (found.n, found.auroc.value) == (2, 1.0)


def test_without_names_a_matcher_that_needs_a_model_is_left_out_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feverfact(tmp_path)
    monkeypatch.setattr("claimbench.matching.registry.names", lambda: ["exact", "judge", "nli"])
    report = human(tmp_path)
    assert "exact, best" in report.rows and not any(name.startswith(("judge", "nli")) for name in report.rows)
    assert report.left_out.keys() == {"judge", "nli"}
    with pytest.raises(UsageError, match="judge"):
        human(tmp_path, ["judge"])


def test_matchers_and_presets_against_the_labels(tmp_path: Path) -> None:
    folder = feverfact(tmp_path)
    asked = questions(folder)
    assert len(asked["focus"]) == 5 * 3 + 4 * 2 and len(asked["coverage"]) == 5 * 4 + 4 * 1
    report = human(tmp_path, ["exact"])
    assert set(report.rows) == {
        "AlignScore-base, shipped (feverfact)",
        "token Jaccard, best (propsegment)",
        "exact, together",
        "exact, best",
    }
    # The first prediction of each input is a gold claim and labelled 1, the second is not: exact is right everywhere.
    assert report.rows["exact, best"]["focus"].kappa.value == pytest.approx(1.0)
    assert report.rows["AlignScore-base, shipped (feverfact)"]["focus"].auroc.value == pytest.approx(1.0)
    assert report.people["focus"][0] == 4 and report.inputs == 3
    assert human(tmp_path, ["exact"]).record() == report.record()
    assert "two people" in str(report)
