from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import measuring
import written_pairs
from helpers import unknowing
from pairs import Example, Pair, Scores, hardest
from written_pairs import Claim

CONTRASTS = Path(__file__).parents[2] / "training" / "contrasts"


def claim(name: str = "S1-01-1") -> Claim:
    return Claim(
        name,
        name.rsplit("-", 1)[0],
        ("The dam near Brell failed on Monday.", "On Monday the barrier close to Brell gave way."),
        ("On Monday the dam near Brell failed.", "The dam by Brell failed on Monday."),
        (
            ("The dam failed.", "partial"),
            ("The dam near Brell failed, Tolm said.", "composite"),
            ("It held.", "negation"),
        ),
        (("A barrier gave way.", "partial"), ("It gave way, says Tolm.", "composite"), ("The wall stood.", "negation")),
        (("Dam near Brell, Monday, failed.", True, True), ("Nine fled.", False, False)),
    )


@pytest.fixture(scope="module")
def split() -> written_pairs.Split:
    return written_pairs.split(CONTRASTS)


def test_no_claim_and_no_story_stands_on_two_sides(split: written_pairs.Split) -> None:
    parts = [split.train, split.validation, split.test]
    assert [len(part) for part in parts] == [3008, 592, 80]
    stories = [{claim.story for claim in part} for part in parts]
    assert not (stories[0] & stories[1] or stories[0] & stories[2] or stories[1] & stories[2])


def test_every_row_of_the_files_is_whole(split: written_pairs.Split) -> None:
    for one in [*split.train, *split.validation, *split.test]:
        assert len(one.changes) == len(one.far) >= 4
        assert len(one.forms) >= 2 and one.light
        assert all(text.strip() for text, _ in (*one.changes, *one.far))


def test_labels_follow_from_the_kind_of_change_in_either_order() -> None:
    one = claim()
    equal = {*one.forms, *one.light, "Dam near Brell, Monday, failed."}
    kinds = dict((*one.changes, *one.far))
    seen = set()
    for seed in range(200):
        for example in [
            e for group in written_pairs.draw([one, claim("S1-01-2")], unknowing, random.Random(seed)) for e in group
        ]:
            if example.a in equal and example.b in kinds:
                expected = {"partial": (1, 0), "composite": (0, 1)}.get(kinds[example.b], (0, 0))
                assert (example.label, example.back) == expected, example
                seen.add(kinds[example.b])
            if example.a in equal and example.b in equal and example.kind == "paraphrase":
                assert (example.label, example.back) == (1, 1), example
    assert seen == {"partial", "composite", "negation"}


def test_a_pass_shows_equal_and_changed_texts_near_and_far(split: written_pairs.Split) -> None:
    groups = written_pairs.draw(split.train[-40:], unknowing, random.Random(0))
    for one, group in zip(split.train[-40:], groups, strict=True):
        met = {text for example in group for text in (example.a, example.b)}
        for texts in (one.light, one.forms[1:], dict(one.changes), dict(one.far)):
            assert met & set(texts)


def test_of_many_pairs_those_are_shown_that_the_model_misses_most() -> None:
    def by_number(pairs: Sequence[Pair]) -> Scores:
        return np.array([[float(a), float(b)] for a, b in pairs])

    equal = [Example(".9", ".8", 1, "paraphrase", 1), Example(".9", ".1", 1, "paraphrase", 1)]
    other = [Example(".7", ".1", 0, "number", 0), Example(".2", ".1", 0, "number", 0), Example(".5", ".9", 0, "number")]
    assert hardest([(equal, 1), (other, 2), ([], 3)], by_number) == [[equal[1]], [other[0], other[2]], []]


def test_changes_beside_free_forms_of_their_claim_are_shown(split: written_pairs.Split) -> None:
    """The pair that scoring meets and that looks alike without the claim's own words."""
    groups = written_pairs.draw(split.train[-40:], unknowing, random.Random(0))
    for one, group in zip(split.train[-40:], groups, strict=True):
        free, changed = {*one.forms[1:], *one.naming}, {text for text, _ in (*one.changes, *one.far)}
        assert sum({e.a, e.b} & free != set() and {e.a, e.b} & changed != set() for e in group) >= 4


def test_a_pass_is_drawn_anew_by_its_seed(split: written_pairs.Split) -> None:
    first, again, other = (written_pairs.draw(split.train[:20], unknowing, random.Random(seed)) for seed in (0, 0, 1))
    assert first == again != other


def test_overlap_alone_gains_nothing_over_all_four_kinds_of_pairs() -> None:
    def overlap(pairs: Any) -> Any:
        words = [(set(a.lower().split()), set(b.lower().split())) for a, b in pairs]
        return np.array([len(a & b) / len(a | b) for a, b in words])

    found = measuring.measure(overlap, written_pairs.split(CONTRASTS).validation)
    assert 0.35 < float(str(found["auroc"])) < 0.62
    assert float(str(found["crossed"])) < 0.2


def test_a_perfect_score_is_seen_as_one() -> None:
    one = claim()
    equal = {*one.forms, *one.light, "Dam near Brell, Monday, failed."}
    found = measuring.measure(lambda pairs: np.array([float(a in equal and b in equal) for a, b in pairs]), [one])
    assert (found["auroc"], found["printed"]) == (1, 1)
    assert set(json.loads(json.dumps(found["right"])).values()) == {1.0}
