from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
import worked

from claimbench import score
from claimbench.corpus import Gold
from claimbench.errors import UsageError
from claimbench.matching.exact import Exact
from claimbench.records import Article, GoldClaim, Link, PredictedClaim, Variant
from claimbench.scoring.measures import all_figures, all_measures
from claimbench.scoring.measures.atomicity import atomicity
from claimbench.scoring.measures.attribution import names_source
from claimbench.scoring.measures.average_precision import curve
from claimbench.scoring.outcomes import gold_outcomes, prediction_outcomes


def test_the_worked_example_comes_out_as_done_by_hand() -> None:
    card = score(worked.gold(), worked.predictions(), matcher="exact")
    assert len(worked.gold().claims) == 5 and card.counts == {"tp": 2, "fp": 4, "fn": 2, "neutral": 1}
    assert card.figures() == pytest.approx(worked.values())


def test_the_worked_example_names_the_outcome_of_each_prediction() -> None:
    judged = score(worked.gold(), worked.predictions(), matcher="exact").articles[0]
    assert [record["outcome"] for record in prediction_outcomes(judged)] == worked.outcomes()
    assert [record["outcome"] for record in gold_outcomes(judged)] == [
        "matched",
        "matched",
        "missed",
        "missed",
        "matched",
    ]


def test_the_manual_describes_every_figure() -> None:
    named = {
        name
        for line in re.findall(r"^### (`.+)$", worked.DOCUMENT, re.MULTILINE)
        for name in re.findall("`(.+?)`", line)
    }
    found = {*all_measures(), *all_figures()}
    assert {name for name in found if name not in named and re.sub("=.+]", "=…]", name) not in named} == set()
    assert all(re.sub("…", r".+", re.escape(name)) for name in named)
    assert {name for name in named if "…" not in name} <= found


def test_three_way_shares_sum_to_one() -> None:
    card = score(worked.gold(), worked.predictions(), matcher="exact")
    assert sum(card.value(name) or 0.0 for name in ("precision", "supported", "unsupported")) == pytest.approx(1)


def test_every_measure_counts_whole_numbers_by_unit() -> None:
    judged = score(worked.gold(), worked.predictions(), matcher="exact").articles[0]
    for measure in all_measures().values():
        table = measure.count(judged)
        assert table.shape == (judged.units, len(measure.statistics)) and table.dtype == np.int64
        assert (table >= 0).all()


def test_an_unknown_measure_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match="no measure is called 'bleu'"):
        score(worked.gold(), {}, matcher="exact").value("bleu")


def _gold(*texts: str | tuple[str, str]) -> Gold:
    article = Article("a", "Nothing.", ())
    claims = [
        GoldClaim(f"c{i}", "a", t if isinstance(t, str) else t[0], () if isinstance(t, str) else (Variant(t[1]),))
        for i, t in enumerate(texts)
    ]
    return Gold("g", "1", (article,), tuple(claims))


def _atomicity(gold: Gold, text: str) -> float | None:
    return score(gold, {"a": [text]}, matcher="exact").value(atomicity)


def test_a_rich_gold_claim_is_not_held_against_the_one_who_repeats_it() -> None:
    gold = _gold("red cars stopped in Tolm", "cars stopped", "red cars stopped")
    assert _atomicity(gold, "red cars stopped in Tolm") == 1.0
    assert _atomicity(gold, "red cars stopped in Tolm and blue") == 1.0


def test_gold_claims_that_contain_each_other_count_as_one() -> None:
    gold = _gold(("ships sail", "boats sail"), ("boats sail", "ships sail"))
    assert _atomicity(gold, "ships sail") == 1.0


def test_two_statements_in_one_are_not_atomic_and_none_is_undefined() -> None:
    gold = _gold("ships sail", "cars stop")
    assert _atomicity(gold, "ships sail and cars stop") == 0.0
    assert _atomicity(gold, "nothing of it") is None


@pytest.mark.parametrize(
    ("text", "source", "gold", "named"),
    [
        ("According to the harbour master, it sank.", None, "the harbour master", True),
        ("It sank.", "harbour master Ole Brandt", "harbour master Ole Brandt of Tolm", True),
        ("Brandt said that it sank.", None, "the chief inspector Brandt", True),
        ("It sank.", None, "the harbour master", False),
        ("The mayor said it sank.", None, "an anonymous health ministry official", False),
    ],
)
def test_naming_a_source(text: str, source: str | None, gold: str, named: bool) -> None:
    assert names_source(PredictedClaim(text, source), gold) is named


def test_cross_article_recall_asks_for_both_sides_each_in_its_own_article() -> None:
    articles = (Article("a", "x", ()), Article("b", "y", ()))
    claims = (GoldClaim("a1", "a", "ships sail"), GoldClaim("b1", "b", "boats sail"), GoldClaim("b2", "b", "cars stop"))
    gold = Gold("g", "1", articles, claims, (Link("a1", "b1", "same"), Link("a1", "b2", "conflict", "why")))
    both = score(gold, {"a": ["ships sail"], "b": ["boats sail"]}, matcher="exact").figures()
    assert (both["cross_article[same]"], both["cross_article[conflict]"]) == (1.0, 0.0)
    swapped = score(gold, {"a": ["boats sail"], "b": ["ships sail"]}, matcher="exact").figures()
    assert swapped["cross_article[same]"] == 0.0


def test_tied_confidences_are_one_point_of_the_curve() -> None:
    gold = _gold("ships sail", "cars stop")
    claims = [PredictedClaim(t, confidence=0.5) for t in ("nothing", "ships sail")]
    card = score(gold, {"a": claims}, matcher="exact")
    assert [(p.tp, p.fp, p.fn) for p in curve(card.articles)] == [(1, 1, 1)]
    assert card.figures()["average_precision"] == 0.25


def test_a_prediction_without_confidence_leaves_the_curve_undefined() -> None:
    claims = [PredictedClaim("ships sail", confidence=0.5), PredictedClaim("cars stop")]
    card = score(_gold("ships sail"), {"a": claims}, matcher="exact")
    assert curve(card.articles) == [] and card.figures()["average_precision"] is None


def test_confidence_of_the_wrong_claims_lowers_average_precision() -> None:
    gold = _gold("ships sail", "cars stop")

    def area(wrong: float) -> float | None:
        claims = [PredictedClaim(t, confidence=c) for t, c in (("ships sail", 0.5), ("cars stop", 0.4), ("no", wrong))]
        return score(gold, {"a": claims}, matcher="exact").figures()["average_precision"]

    assert area(0.1) == 1.0
    assert area(0.9) == pytest.approx(1 / 2 * 1 / 2 + 1 / 2 * 2 / 3)


def test_confidence_does_not_change_who_is_matched() -> None:
    gold = _gold("ships sail")
    claims = [PredictedClaim("ships sail", confidence=c) for c in (0.1, 0.9)]
    for order in (claims, claims[::-1]):
        judged = score(gold, {"a": order}, matcher=Exact()).articles[0]
        assert [judged.predictions[i].confidence for i in judged.assigned] == [0.9]


def test_claims_not_checkable_become_optional_and_are_assigned_anew() -> None:
    gold = _gold("ships sail", "ships sail")
    opinion = replace(gold.claims[0], checkable=False)
    card = score(replace(gold, claims=(opinion, gold.claims[1])), {"a": ["ships sail"]}, matcher="exact")
    assert card.value("recall") == 0.5 and card.value("recall[checkable]") == 1.0
