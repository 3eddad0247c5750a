from __future__ import annotations

from pathlib import Path

import pytest

from claimbench.errors import InputError, UsageError
from claimbench.matching.nli import Nli

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "a", "mill", "shop"]
WORDS += ["closed", "opened", "in", "may", "june", ".", "not", "was"]
PAIRS = [
    ("The mill closed.", "The mill was closed."),
    ("The shop opened in May.", "The shop opened."),
    ("A mill", "a shop"),
]


def tiny_model(folder: Path, labels: dict[int, str]) -> str:
    """A random one-layer BERT classifier with a vocabulary of a few words."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(WORDS) + "\n")
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
        initializer_range=0.5, id2label=labels, label2id={name: number for number, name in labels.items()},
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizer(str(folder / "vocab.txt"), model_max_length=64).save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return tiny_model(tmp_path_factory.mktemp("nli") / "model", {0: "CONTRADICTION", 1: "ENTAILMENT", 2: "NEUTRAL"})


def test_the_score_is_the_lower_of_both_directions_of_the_label_named_entailment(model: str) -> None:
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(model)
    network = AutoModelForSequenceClassification.from_pretrained(model)

    def probability(a: str, b: str) -> float:
        with torch.inference_mode():
            return float(network(**tokenizer(a, b, return_tensors="pt")).logits.softmax(-1)[0, 1])

    expected = [min(probability(p, g), probability(g, p)) for p, g in PAIRS]
    assert Nli(model).equivalent(PAIRS) == pytest.approx(expected, abs=2e-5)
    assert Nli(model).contains(PAIRS) == pytest.approx([probability(p, g) for p, g in PAIRS], abs=2e-5)


def test_a_score_does_not_depend_on_the_pairs_beside_it(model: str) -> None:
    together = Nli(model).contains(PAIRS)
    assert [Nli(model).contains([pair])[0] for pair in PAIRS] == together


def test_labels_without_a_name_need_a_number(tmp_path: Path) -> None:
    nameless = tiny_model(tmp_path / "nameless", {0: "LABEL_0", 1: "LABEL_1"})
    with pytest.raises(UsageError, match="entailment_label"):
        Nli(nameless).equivalent(PAIRS)
    with pytest.raises(UsageError, match="number 7"):
        Nli(nameless, entailment_label=7).equivalent(PAIRS)
    zero, one = (Nli(nameless, entailment_label=number).contains(PAIRS) for number in (0, 1))
    assert [a + b for a, b in zip(zero, one, strict=True)] == pytest.approx([1.0] * 3, abs=2e-5)


def test_a_hub_model_is_pinned() -> None:
    with pytest.raises(UsageError, match="40 hex digits"):
        Nli("somebody/some-model")
    with pytest.raises(UsageError, match="40 hex digits"):
        Nli("somebody/some-model", revision="main")
    with pytest.raises(UsageError, match="expected a model"):
        Nli()


def test_a_folder_without_a_model_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be loaded"):
        Nli(str(tmp_path)).equivalent(PAIRS)


def test_dependencies_follow_the_files(model: str, tmp_path: Path) -> None:
    other = tiny_model(tmp_path / "other", {0: "entailment", 1: "not_entailment"})
    assert Nli(model).dependencies()["model"] != Nli(other).dependencies()["model"]
    assert Nli(model).dependencies() == Nli(model).dependencies()
