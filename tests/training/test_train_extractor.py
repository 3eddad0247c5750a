"""The examples that the extractor is tuned on, and a training run on a tiny model."""

from __future__ import annotations

import gzip
import json
import random
from argparse import Namespace
from pathlib import Path

import pytest

import claim_lists
import train_extractor
from claim_lists import ClaimList
from claimbench.baselines._answers import parse_answer, whole_claims
from claimbench.baselines.causal_lm import CausalLM
from tiny_models import save_causal

SUMMARY = "Mayor Ona Finch closed the mill on Monday .   Finch, 51, sold it to Brell for nine crowns\xa0.   It rained."
UNITS = [
    "Ona Finch closed the mill",
    "Ona Finch closed the mill on Monday",
    "Finch is 51.",
    "Finch sold it to Brell.",
    "It was sold for nine crowns.",
    "Finch sold it to Brell for nine crowns",
    "It rained.",
]


@pytest.fixture
def rose(tmp_path: Path) -> Path:
    """A folder with one summary and its units, as RoSE has them."""
    (tmp_path / "rose").mkdir()
    row = json.dumps({"id": 7, "reference": SUMMARY, "acus": UNITS})
    with gzip.open(tmp_path / "rose" / "acu_cnndm_test.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write(f"{row}\n{row}\n")
    return tmp_path


def test_units_stand_under_their_sentence_whole_and_named(rose: Path) -> None:
    first = "Mayor Ona Finch closed the mill on Monday."
    second = "Finch, 51, sold it to Brell for nine crowns."
    names = claim_lists.first_names(SUMMARY)
    assert claim_lists.summary_sentences(SUMMARY) == [first, second, "It rained."]
    assert claim_lists.rose(rose) == [
        ClaimList(
            (first,), second, ("Mayor Ona Finch is 51.", "Mayor Ona Finch sold it to Brell for nine crowns."), "7"
        )
    ]
    assert claim_lists.named("Finch fled.", names) == "Mayor Ona Finch fled."


def test_a_surname_of_two_people_stays_as_it_is() -> None:
    names = claim_lists.first_names("Ona Finch met Pel Finch.")
    assert claim_lists.named("Finch fled.", names) == "Finch fled."


def test_a_unit_that_another_contains_is_left_out() -> None:
    units = ["Ona fled.", "Ona fled to Brell.", "Brell is where Ona fled to.", "Pel stayed."]
    assert claim_lists.fullest(units) == ["Brell is where Ona fled to.", "Pel stayed."]


@pytest.mark.parametrize(
    ("unit", "sentence"),
    [("the dam  held", "The dam held."), ("He called it 'odd.'", "He called it 'odd'."), ("Ona left .", "Ona left.")],
)
def test_units_end_like_sentences(unit: str, sentence: str) -> None:
    assert claim_lists.finished(unit) == sentence


def test_the_invented_claims_are_what_the_extractor_would_keep() -> None:
    for example in claim_lists.invented():
        answer = "\n".join(f"- {claim}" for claim in example.claims)
        assert whole_claims(parse_answer(answer, "lines")) == list(example.claims), example.sentence


def test_training_lowers_the_loss_and_leaves_an_adapter_that_the_extractor_reads(tmp_path: Path) -> None:
    model = save_causal(tmp_path / "model", chat=True)
    extractor = CausalLM(str(model), instruction="List.", context=1, max_new_tokens=8)
    tokenizer, network = train_extractor.load(extractor)
    example = ClaimList(("It rained.",), "Ona fled and Pel stayed.", ("Ona fled.", "Pel stayed."), "1")
    item = train_extractor.encoded(extractor, tokenizer, example, 1)
    asked = extractor.prompt(tokenizer, "It rained.\n\nOna fled and Pel stayed.")
    assert tokenizer.decode(item.ids[: item.start]) == asked
    assert tokenizer.decode(item.ids[item.start :]) == "- Ona fled.\n- Pel stayed.<|end|>"

    adapter = train_extractor.with_lora(network, 4, first_layer=1)
    options = Namespace(passes=30, rate=1e-2, out=tmp_path / "adapter")
    losses = train_extractor.fit(network, adapter, [item] * 4, {"own": [item]}, options, random.Random(0))
    assert len(losses) == 31 and losses[-1]["own"] < losses[0]["own"] / 2
    train_extractor.save(adapter, options.out)
    assert str(tmp_path) not in (options.out / "adapter_config.json").read_text()

    again = CausalLM(str(model), instruction="List.", context=1, max_new_tokens=8, adapter=str(options.out))
    losses_again = train_extractor.loss_of(again._load()[1].model, [item])
    assert losses_again.item() == pytest.approx(losses[-1]["own"], rel=0.05)


def test_padding_does_not_change_the_loss(tmp_path: Path) -> None:
    extractor = CausalLM(str(save_causal(tmp_path)), instruction="List.")
    tokenizer, network = train_extractor.load(extractor)
    examples = [ClaimList((), "Ona fled.", ("Ona fled.",), "1"), ClaimList((), "Nine fled on Monday.", ("A.",), "2")]
    items = [train_extractor.encoded(extractor, tokenizer, example, 1) for example in examples]
    each = [train_extractor.loss_of(network, [item]).item() for item in items]
    sizes = [len(item.ids) - item.start for item in items]
    weighted = sum(loss * size for loss, size in zip(each, sizes, strict=True)) / sum(sizes)
    assert train_extractor.loss_of(network, items).item() == pytest.approx(weighted, rel=0.02)
