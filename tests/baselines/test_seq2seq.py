from __future__ import annotations

from pathlib import Path

import pytest

from claimbench.baselines.seq2seq import Seq2Seq
from claimbench.extractor import Document
from tiny_models import save_t5

PAIRS = [("The dam by Ona failed.", "A dam of Ona failed. A dam was old."), ("Nine fled.", "Nine people fled Ona.")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_t5(tmp_path_factory.mktemp("t5"), PAIRS)


def test_each_sentence_of_the_output_is_a_claim(folder: Path) -> None:
    extractor = Seq2Seq(str(folder), unit="sentence", max_new_tokens=48)
    assert extractor.outputs([text for text, _ in PAIRS]) == [output for _, output in PAIRS]
    found = extractor.extract(Document("x", "The dam by Ona failed. Nine fled. Nine fled."))
    assert found == ["A dam of Ona failed.", "A dam was old.", "Nine people fled Ona."]
    assert extractor.usage()["dropped_claims"] == 1


def test_a_separator_of_its_own(folder: Path) -> None:
    extractor = Seq2Seq(str(folder), unit="sentence", separator=" of ", max_new_tokens=48)
    assert extractor._claims("A dam of Ona failed.") == ["A dam", "Ona failed."]


def test_an_article_that_is_too_long_is_given_in_parts(folder: Path) -> None:
    extractor = Seq2Seq(str(folder), max_input_tokens=40, max_new_tokens=8)
    assert extractor._inputs(["The dam by Ona failed.", "Nine fled.", "It rained all day."]) == [
        "The dam by Ona failed. Nine fled.",
        "It rained all day.",
    ]
    assert extractor.usage()["inputs_cut_in_two"] == 1


def test_the_ready_configuration_names_a_pinned_model() -> None:
    from claimbench.running.app import compose

    config = compose(["extractor=t5_claims"]).extractor
    assert config["_target_"].endswith("Seq2Seq") and len(config["revision"]) == 40
    assert compose(["extractor=gemma_aps", f"extractor.revision={'0' * 40}"]).extractor["form"] == "aps"
