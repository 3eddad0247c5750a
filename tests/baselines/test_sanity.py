from __future__ import annotations

from pathlib import Path

import pytest

from claimbench import load_gold, score
from claimbench.baselines.annotator import Annotator
from claimbench.baselines.oracle import Oracle
from claimbench.baselines.sanity import Contrasts, Empty, OneEach, OtherArticle, Shuffled, WholeArticle
from claimbench.errors import InputError
from claimbench.extractor import Document
from claimbench.running.extract import extract_all
from helpers import write_jsonl


def counts(extractor: object, gold_dir: Path) -> tuple[int, int, int, int]:
    gold = load_gold(gold_dir)
    found = score(gold, extract_all(extractor, gold), matcher="exact").counts
    return found["tp"], found["fp"], found["fn"], found["neutral"]


def test_known_scores(gold_dir: Path) -> None:
    where = str(gold_dir)
    assert counts(Oracle(where), gold_dir) == (3, 0, 0, 1)
    assert counts(Oracle(where, times=5), gold_dir) == (3, 16, 0, 1)
    assert counts(Empty(), gold_dir) == (0, 0, 3, 0)
    assert counts(OneEach(where), gold_dir) == (2, 0, 1, 0)
    assert counts(WholeArticle(), gold_dir)[0] == 1  # article y is a single sentence
    assert counts(OtherArticle(where), gold_dir) == (0, 4, 3, 0)
    assert counts(Shuffled(where), gold_dir)[0] == 0


def test_shuffled_keeps_the_words_and_is_the_same_each_time(gold_dir: Path) -> None:
    document = Document("x", "")
    first, second = (Shuffled(str(gold_dir)).extract(document) for _ in range(2))
    assert first == second != Shuffled(str(gold_dir), seed=1).extract(document)
    assert sorted(first[0].rstrip(".").split()) == sorted("The old ferry sank near Tolm".split())


def test_contrasts_are_read_from_the_gold_folder(gold_dir: Path) -> None:
    with pytest.raises(InputError, match=r"contrasts\.jsonl"):
        Contrasts(str(gold_dir)).extract(Document("x", ""))
    row = {
        "claim_id": "x-c02", "doc_id": "x", "split": "dev", "gold": "Nine sailors swam ashore.",
        "paraphrases": ["Nine seamen swam ashore."], "contrasts": [{"text": "Ten sailors swam ashore.", "phenomenon": "number"}],
    }  # fmt: skip
    write_jsonl(gold_dir / "contrasts.jsonl", [row])
    assert Contrasts(str(gold_dir)).extract(Document("x", "")) == ["Ten sailors swam ashore."]
    assert Contrasts(str(gold_dir)).extract(Document("y", "")) == []


def test_an_annotators_claims_as_they_were_made(gold_dir: Path) -> None:
    (gold_dir / "annotators").mkdir()
    write_jsonl(
        gold_dir / "annotators" / "A.jsonl",
        [
            {"doc_id": "x", "text": "The ferry sank.", "source": None},
            {"doc_id": "y", "text": "She bought it.", "source": "Tolm"},
        ],
    )
    assert [c.text for c in Annotator("A", str(gold_dir)).extract(Document("x", ""))] == ["The ferry sank."]
    assert Annotator("A", str(gold_dir)).extract(Document("y", ""))[0].source == "Tolm"
    with pytest.raises(InputError, match="known: A"):
        Annotator("C", str(gold_dir))


def test_an_unknown_article_is_refused(gold_dir: Path) -> None:
    with pytest.raises(InputError, match="article z is not in gold"):
        OneEach(str(gold_dir)).extract(Document("z", ""))
