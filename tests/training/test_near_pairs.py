from __future__ import annotations

import random
from pathlib import Path

import pytest

import near_pairs
from helpers import unknowing
from near_pairs import Near

FOLDER = Path(__file__).parents[2] / "training" / "near"
CLAIM = Near(
    "V1-001",
    "The mayor urged shops to close.",
    ("The mayor called on shops to close.", "The mayor asked shops urgently to close."),
    (("The mayor ordered shops to close.", "modality"), ("The mayor urged shops.", "partial")),
)


@pytest.fixture(scope="module")
def split() -> tuple[list[Near], list[Near]]:
    return near_pairs.split(FOLDER)


def test_every_row_is_whole_and_no_row_stands_on_both_sides(split: tuple[list[Near], list[Near]]) -> None:
    rows = [*split[0], *split[1]]
    rows += near_pairs.unseen(FOLDER)
    assert split[0] and split[1] and len({row.id for row in rows}) == len(rows)
    assert len(rows) == sum(len(file.read_text("utf-8").splitlines()) for file in near_pairs.files(FOLDER))
    for row in rows:
        texts = [row.gold, *row.same, *(text for text, _ in row.other)]
        assert len(row.same) == len(row.other) == 8
        assert len({text.lower() for text in texts}) == len(texts)


def test_labels_follow_from_the_kind_in_either_order() -> None:
    expected = {"modality": (0, 0), "partial": (1, 0)}
    seen = set()
    for seed in range(60):
        for example in near_pairs.draw([CLAIM], unknowing, random.Random(seed))[0]:
            kinds = dict(CLAIM.other)
            if example.kind == "scrambled":
                assert (example.label, example.back) == (0, 0)
                continue
            labels = {example.a: example.label, example.b: example.back}
            if example.kind == "paraphrase":
                assert labels == {example.a: 1, example.b: 1}
            else:
                changed = example.a if example.a in kinds else example.b
                other = example.b if changed == example.a else example.a
                assert (labels[other], labels[changed]) == expected[kinds[changed]]
                seen.add(kinds[changed])
    assert seen == set(expected)


def test_passes_show_every_text_and_as_many_equal_ones_as_others(split: tuple[list[Near], list[Near]]) -> None:
    row = split[0][0]
    met: set[str] = set()
    for seed in range(30):
        (examples,) = near_pairs.draw([row], unknowing, random.Random(seed))
        examples = [example for example in examples if example.kind != "scrambled"]
        met |= {text for example in examples for text in (example.a, example.b)}
        equal = [example for example in examples if example.kind == "paraphrase"]
        assert len(equal) * 2 == len(examples) == 2 * (near_pairs.AGAINST_CLAIM + near_pairs.AGAINST_TEXTS[1])
    assert met == {row.gold, *row.same, *(text for text, _ in row.other)}
