from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import articles
from articles import Article, Said
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
        for said in (*row.claims, *row.lines):
            assert said.same <= said.holds <= set(range(len(row.claims)))


def test_holding_is_transitive(split: tuple[list[Article], list[Article]]) -> None:
    for row in (*split[0], *split[1]):
        for said in (*row.claims, *row.lines):
            assert all(row.claims[number].holds <= said.holds for number in said.holds), (row.id, said)


def test_labels_say_what_holds_what() -> None:
    number = {form: n for n, claim in enumerate(MILL.claims) for form in claim.forms}
    said = {form: one for one in (*MILL.claims, *MILL.lines) for form in one.forms}
    for seed in range(20):
        for example in (e for group in articles.draw([MILL], unknowing, random.Random(seed)) for e in group):
            if example.kind == "scrambled":
                assert (example.label, example.back) == (0, 0)
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
    asked = articles.one_of(MILL)
    assert ([("Korvel mill burned.", list(MILL.claims[1].forms))], True) in asked
    assert ([("The mill is Monday.", list(claim.forms)) for claim in MILL.claims], False) in asked
    assert ([(MILL.claims[0].forms[0], list(MILL.claims[0].forms[1:]))], True) in asked

    def by_longest(beside: Sequence[Asked]) -> list[float]:
        return [max(float(len(form)) for form in forms) for _, forms in beside]

    highest, own = articles.best(asked, by_longest)
    assert highest.tolist() == [max(float(len(b)) for _, forms in beside for b in forms) for beside, _ in asked]
    assert own.tolist() == [label for _, label in asked]
