"""The gold sets that come with claimbench, and the rule that nothing else repeats the two articles."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from claimbench import load_gold
from claimbench.corpus import NAMED, gold_folder
from claimbench.gold_checks import check_gold
from helpers import ROOT, write_jsonl

CODE = ("benchmark", "baselines", "configs", "tests", "examples", "gold/dev")


@pytest.mark.parametrize("name", sorted(NAMED))
def test_the_gold_sets_pass_every_check(name: str) -> None:
    _, problems = check_gold(gold_folder(name))
    assert [str(problem) for problem in problems] == []


def test_the_size_is_what_the_card_says() -> None:
    gold = load_gold()
    assert 70 <= gold.required <= 90 and 15 <= gold.optional <= 40 and gold.links


def test_the_seeds_are_the_articles_byte_for_byte() -> None:
    for row in map(json.loads, (ROOT / "gold" / "articles.jsonl").read_text("utf-8").splitlines()):
        assert (ROOT / "seeds" / row["seed"]).read_bytes() == row["text"].encode()


def test_furniture_is_the_end_of_one_article() -> None:
    marked = {a.id: [s.index for s in a.sentences if s.furniture] for a in load_gold()}
    assert marked == {"000": [], "003": [23, 24, 25]}


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def test_no_four_word_run_of_the_articles_stands_in_what_is_tuned() -> None:
    articles = {run for article in load_gold() for run in _runs(article.text)}
    found = {}
    for folder in CODE:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.is_file() and file.suffix in {
                ".py",
                ".yaml",
                ".yml",
                ".json",
                ".jsonl",
                ".md",
                ".txt",
                ".html",
                ".js",
            }:
                shared = _runs(file.read_text("utf-8")) & articles
                if shared:
                    found[str(file.relative_to(ROOT))] = sorted(" ".join(run) for run in shared)[:3]
    assert found == {}


def _copy(target: Path) -> Path:
    """A gold folder of its own, with what the checks read."""
    source = gold_folder("dev")
    for file in source.rglob("*.json*"):
        copy = target / file.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    return target


def _records(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_every_fault_is_found_at_once(tmp_path: Path) -> None:
    folder = _copy(tmp_path / "gold")
    claims = _records(folder / "claims.jsonl")
    claims[0]["variants"] = claims[0]["variants"][:1]
    claims[1]["text"] = "Too short."
    claims[2]["variants"][0]["text"] = claims[3]["text"]
    write_jsonl(folder / "claims.jsonl", claims)
    decisions = _records(folder / "adjudication.jsonl")
    write_jsonl(folder / "adjudication.jsonl", decisions[1:])
    _, problems = check_gold(folder)
    text = "\n".join(str(problem) for problem in problems)
    for expected in ("at least two variants", "5 to 35 words", "a wording that", "a decision in adjudication.jsonl"):
        assert expected in text


def test_sentences_are_in_order() -> None:
    for name in NAMED:
        for article in load_gold(name):
            assert all(a.end <= b.start for a, b in pairwise(article.sentences))
