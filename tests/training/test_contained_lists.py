from __future__ import annotations

import random
from pathlib import Path

import pytest

import contained_lists
from contained_lists import Listed

FOLDER = Path(__file__).parents[2] / "training" / "contained"
ROW = Listed("J1-001", ("Ada wrote a note.", "It was short."), (("The note was short.", True, "joined"), ("Ada read it.", False, "absent")))  # fmt: skip


@pytest.fixture(scope="module")
def split() -> tuple[list[Listed], list[Listed]]:
    return contained_lists.split(FOLDER)


def test_every_row_is_whole_and_no_row_stands_on_both_sides(split: tuple[list[Listed], list[Listed]]) -> None:
    rows = [*split[0], *split[1]]
    assert split[0] and split[1] and len({row.id for row in rows}) == len(rows)
    for row in rows:
        assert 1 <= len(row.lines) <= 8 and len(row.claims) == 7
        assert {held for _, held, _ in row.claims} == {True, False}


def test_every_claim_is_asked_of_the_whole_list_in_one_direction() -> None:
    for seed in range(20):
        (group,) = contained_lists.draw([ROW], random.Random(seed))
        assert [(example.b, example.label, example.back) for example in group] == [
            ("The note was short.", 1, None),
            ("Ada read it.", 0, None),
        ]
        assert all(sorted(example.a.splitlines()) == sorted(ROW.lines) for example in group)


def test_the_share_of_shared_words_does_not_give_the_label_away(split: tuple[list[Listed], list[Listed]]) -> None:
    shares: dict[bool, list[float]] = {True: [], False: []}
    for example in contained_lists.pairs(split[1]):
        wanted, given = set(example.b.lower().split()), set(example.a.lower().split())
        shares[bool(example.label)].append(len(wanted & given) / len(wanted))
    means = {label: sum(values) / len(values) for label, values in shares.items()}
    assert abs(means[True] - means[False]) < 0.15
