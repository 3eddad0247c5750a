from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimbench.matching import registry
from claimbench.matching._alignment import containment, features
from claimbench.matching.base import REASONS, Matcher

GOLD = "The harbour board said on Tuesday that five of the six cranes would be sold to Orlan to pay its debts."
SAME = (
    "On Tuesday the harbour board said that five of the six cranes would be sold to Orlan to pay its debts.",
    "The harbour board said on Tuesday that all but one of the six cranes would be sold to Orlan to pay its debts.",
)
CHANGED = {
    "number": GOLD.replace("five of the six", "two of the six"),
    "entity": GOLD.replace("Orlan", "Vintra"),
    "negation": GOLD.replace("would be", "would not be"),
    "modality": GOLD.replace("would be", "might be"),
    "attribution": GOLD.replace("The harbour board", "The crane drivers"),
    "time": GOLD.replace("Tuesday", "Friday"),
    "missing part": GOLD.replace(" to pay its debts", ""),
    "extra part": GOLD.replace("debts.", "debts and repair the leaking northern quay."),
    "role": "Orlan said on Tuesday that five of the six cranes would be sold to the harbour board to pay its debts.",
}
WORDS = "the a not nine Orlan Vintra ferry sank sold bought said will may in of to by Monday two hundred 40 percent , . because".split()
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=30)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return registry.get("alignment")


@pytest.mark.parametrize("text", SAME)
def test_other_words_same_claim(matcher: Matcher, text: str) -> None:
    assert matcher.equivalent([(text, GOLD)])[0] >= matcher.threshold


@pytest.mark.parametrize("kind", [kind for kind in CHANGED if kind != "role"])
def test_one_change_is_another_claim(matcher: Matcher, kind: str) -> None:
    assert matcher.equivalent([(CHANGED[kind], GOLD)])[0] < matcher.threshold


@pytest.mark.parametrize("kind", CHANGED)
def test_explains_the_change(matcher: Matcher, kind: str) -> None:
    reasons = matcher.explain(CHANGED[kind], GOLD)
    assert kind in {reason.kind for reason in reasons}
    assert all(reason.kind in REASONS and reason.detail for reason in reasons)


def test_quotes_the_numbers(matcher: Matcher) -> None:
    (first, *_) = matcher.explain(CHANGED["number"], GOLD)
    assert (first.kind, first.detail) == ("number", "“two of the six” against “five of the six”")


def test_equal_texts_need_no_explanation(matcher: Matcher) -> None:
    assert matcher.explain(GOLD, GOLD.upper()) == ()


def test_a_sale_told_from_both_ends(matcher: Matcher) -> None:
    sold, bought = "The council sold the land to Orla Finn.", "Orla Finn bought the land from the council."
    wrong = "The council bought the land from Orla Finn."
    assert matcher.equivalent([(bought, sold)])[0] > matcher.threshold
    assert matcher.equivalent([(bought, sold)])[0] > matcher.equivalent([(wrong, sold)])[0]


def test_contains_is_one_sided(matcher: Matcher) -> None:
    wide, narrow = "The old ferry sank near Tolm on Monday.", "The ferry sank near Tolm."
    assert matcher.contains([(wide, narrow)])[0] >= matcher.containment_threshold
    assert matcher.contains([(narrow, wide)])[0] < matcher.containment_threshold


def test_contains_looks_at_every_line(matcher: Matcher) -> None:
    lines = "Nine sailors swam ashore.\nThe old ferry sank near Tolm.\nOrla Finn bought the quarry."
    assert matcher.contains([(lines, "The old ferry sank near Tolm.")]) == [1.0]
    assert matcher.contains([(lines, "Orla Finn bought the quarry.\nNine sailors swam ashore.")]) == [1.0]
    assert matcher.contains([(lines, "Four pilots resigned over unpaid overtime.")])[0] < 0.1


def test_texts_without_content(matcher: Matcher) -> None:
    pairs = [("", ""), ("", "It is."), ("He did it.", "She does it."), ("He did it.", "he did it")]
    assert matcher.equivalent(pairs) == [1.0, 0.0, 0.0, 1.0]
    assert matcher.contains([("", "Nine sailors swam."), ("Nine sailors swam.", "")]) == [0.0, 1.0]


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_scores_are_symmetric_and_in_range(p: str, g: str) -> None:
    matcher = registry.get("alignment")
    there, back = matcher.equivalent([(p, g), (g, p)])
    assert there == back
    assert 0.0 <= there <= 1.0
    assert all(0.0 <= score <= 1.0 for score in matcher.contains([(p, g), (f"{p}\n{g}", g)]))


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_text_equals_and_contains_itself(text: str) -> None:
    matcher = registry.get("alignment")
    assert matcher.equivalent([(text, text)]) == [1.0]
    assert matcher.contains([(text, text)]) == [1.0]
    assert not features.features(text, text).any()


@settings(max_examples=50, deadline=None)
@given(TEXTS, TEXTS)
def test_features_have_a_fixed_shape(p: str, g: str) -> None:
    values = features.features(p, g)
    assert values.shape == (len(features.NAMES),)
    assert np.isfinite(values).all()
    assert (values >= 0).all()


def test_a_score_does_not_depend_on_other_pairs(matcher: Matcher) -> None:
    pairs = [(text, GOLD) for text in (*SAME, *CHANGED.values())]
    assert matcher.equivalent(pairs) == [matcher.equivalent([pair])[0] for pair in reversed(pairs)][::-1]


def test_every_weight_names_a_measure_and_is_positive() -> None:
    table = json.loads((files("claimbench.matching._alignment") / "weights.json").read_text("utf-8"))
    for half, names in (("equivalent", features.NAMES), ("contains", containment.NAMES)):
        assert set(table[half]["weights"]) <= set(names)
        assert min(table[half]["weights"].values()) > 0


def test_scores_are_the_same_under_another_hash_seed(matcher: Matcher) -> None:
    pairs = [(text, GOLD) for text in CHANGED.values()]
    code = (
        "import json, sys; from claimbench.matching import registry;"
        "print(json.dumps(registry.get('alignment').equivalent([tuple(p) for p in json.load(sys.stdin)])))"
    )
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", code], input=json.dumps(pairs), capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        assert json.loads(run.stdout) == matcher.equivalent(pairs)


def test_names_its_dependencies(matcher: Matcher) -> None:
    assert matcher.dependencies()["wn"] == "0.0.23"
    assert len(matcher.dependencies()["weights.json"]) == 64
