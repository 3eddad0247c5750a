from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import articles
from articles import Article, Said, Told
from claimbench.matching.forms import Asked
from helpers import unknowing
from pairs import Pair, Scores

FOLDER = Path(__file__).parents[2] / "training" / "articles"
MILL = Article(
    "A0-1",
    (
        Said(
            (
                "The mill in Korvel burned on Monday.",
                "Korvel's mill burned on Monday.",
                "Monday saw fire at Korvel's mill.",
            ),
            frozenset({0, 1}),
            frozenset({0}),
        ),
        Said(
            ("The mill in Korvel burned.", "Fire took the Korvel mill.", "Flames ate Korvel's mill."),
            frozenset({1}),
            frozenset({1}),
        ),
        Said(
            ("The mill in Korvel is old.", "Korvel's mill is of great age.", "Old is the Korvel mill."),
            frozenset({2}),
            frozenset({2}),
        ),
    ),
    (
        Said(("The mill burned Monday and is old.",), frozenset({0, 1, 2}), frozenset()),
        Said(("Korvel mill burned.",), frozenset({1}), frozenset({1})),
        Said(("The mill is Monday.",), frozenset(), frozenset()),
    ),
    (Said(("Korvel's mill was burning on Monday.",), frozenset({0, 1}), frozenset({0})),),
    (
        Told(Said(("The mill burned on Monday.",), frozenset({0, 1}), frozenset({0})), 0, "brief"),
        Told(Said(("The mill burned.",), frozenset({1}), frozenset({1})), 0, "lacking"),
        Told(Said(("The mill is old and burned.",), frozenset({1, 2}), frozenset()), 2, "adding"),
    ),
)


@pytest.fixture(scope="module")
def split() -> tuple[list[Article], list[Article]]:
    return articles.split(FOLDER)


def test_every_row_is_whole_and_no_article_stands_on_both_sides(split: tuple[list[Article], list[Article]]) -> None:
    rows = [*split[0], *split[1]]
    assert split[0] and split[1] and len({row.id for row in rows}) == len(rows)
    for row in rows:
        texts = [form.lower() for claim in row.claims for form in claim.forms]
        assert len(set(texts)) == len(texts)
        told = [one.said for one in row.told]
        for said in (*row.claims, *row.lines, *row.listed, *told):
            assert said.same <= said.holds <= set(range(len(row.claims)))
        for one in (*row.listed, *told):
            assert all(n in one.same for n, c in enumerate(row.claims) if one.forms[0] in c.forms), one


def test_what_a_told_text_leaves_out_or_adds_decides_whether_it_is_its_claim(
    split: tuple[list[Article], list[Article]],
) -> None:
    for row in (*split[0], *split[1]):
        assert row.listed and row.told
        for one in row.told:
            same = one.kind in ("brief", "fuller")
            assert same is (one.claim in one.said.same), one
            assert (one.kind != "lacking") is (one.claim in one.said.holds), one


def test_holding_is_transitive(split: tuple[list[Article], list[Article]]) -> None:
    for row in (*split[0], *split[1]):
        for said in (*row.claims, *row.lines, *row.listed):
            assert all(row.claims[number].holds <= said.holds for number in said.holds), (row.id, said)


def test_labels_say_what_holds_what() -> None:
    number = {form: n for n, claim in enumerate(MILL.claims) for form in claim.forms}
    told = [one.said for one in MILL.told]
    said = {form: one for one in (*MILL.claims, *MILL.lines, *MILL.listed, *told) for form in one.forms}
    back = {"brief": 1, "lacking": None, "adding": 0}
    for seed in range(20):
        dice = random.Random(seed)
        groups = [*articles.draw([MILL], unknowing, dice), *articles.draw_second([MILL], unknowing, dice)]
        for example in (e for group in groups for e in group):
            if example.kind == "scrambled":
                assert (example.label, example.back) == (0, 0)
                continue
            if example.kind in back:
                text, form = (example.a, example.b) if example.b in number else (example.b, example.a)
                there, again = (example.label, example.back) if text == example.a else (example.back, example.label)
                assert (there, again) == (int(number[form] in said[text].holds), back[example.kind])
                continue
            holds = frozenset[int]().union(*(said[line].holds for line in example.a.splitlines()))
            assert example.label == int(number[example.b] in holds)
            if example.back is not None and example.a in number:
                assert example.back == int(number[example.a] in said[example.b].holds)


def test_the_claims_that_the_model_confuses_are_shown() -> None:
    claims = tuple(Said((f"Claim {n}.", f"Told {n}.", f"Said {n}."), frozenset({n}), frozenset({n})) for n in range(30))
    article = Article("A0-2", claims, ())

    def confused(pairs: Sequence[Pair]) -> Scores:
        alike = [float(abs(int(a[-3:-1]) - int(b[-3:-1])) == 1) for a, b in pairs]
        return np.array([alike, alike]).T

    for seed in range(5):
        groups = articles.draw([article], confused, random.Random(seed))
        shown = {(e.a[-3:], e.b[-3:]) for group in groups for e in group if e.kind == "of one article"}
        assert all(
            (f" {n}."[-3:], f" {n + 1}."[-3:]) in shown or (f" {n + 1}."[-3:], f" {n}."[-3:]) in shown
            for n in range(29)
        )


def test_a_claim_and_a_line_are_asked_as_predictions_are() -> None:
    asked = articles.one_of(MILL, (*MILL.claims, *MILL.lines))
    assert ([("Korvel mill burned.", list(MILL.claims[1].forms))], True) in asked
    assert ([("The mill is Monday.", list(claim.forms)) for claim in MILL.claims], False) in asked
    assert ([(MILL.claims[0].forms[0], list(MILL.claims[0].forms[1:]))], True) in asked

    def by_longest(beside: Sequence[Asked]) -> list[float]:
        return [max(float(len(form)) for form in forms) for _, forms in beside]

    highest, own = articles.best(asked, by_longest)
    assert highest.tolist() == [max(float(len(b)) for _, forms in beside for b in forms) for beside, _ in asked]
    assert own.tolist() == [label for _, label in asked]
