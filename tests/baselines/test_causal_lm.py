from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claimbench.baselines._greedy import GreedyDecoder, commonprefix, repeats
from claimbench.baselines._weights import find_weights
from claimbench.baselines.causal_lm import CausalLM
from claimbench.errors import InputError, UsageError
from claimbench.extractor import Document
from tiny_models import save_adapter, save_causal

PROMPTS = [
    "Text: The dam failed.\n",
    "Text: Nine families fled to Brell on Monday.\n",
    "Text: It rained.\n",
    "Text: a\n",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_causal(tmp_path_factory.mktemp("causal"))


@pytest.fixture(scope="module")
def loaded(folder: Path) -> tuple[Any, Any]:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    return AutoTokenizer.from_pretrained(folder), AutoModelForCausalLM.from_pretrained(folder).eval()


def one_at_a_time(loaded: tuple[Any, Any], prompt: str, tokens: int) -> list[int]:
    """What `generate` of transformers gives for a single prompt."""
    tokenizer, model = loaded
    inputs = tokenizer(prompt, return_tensors="pt", return_token_type_ids=False)
    ids = model.generate(**inputs, max_new_tokens=tokens, do_sample=False)[0, inputs["input_ids"].shape[1] :].tolist()
    return ids[: ids.index(0)] if 0 in ids else ids


@pytest.mark.parametrize("batch_size", [1, 3, 16])
def test_batches_over_a_shared_prefix_give_what_single_prompts_give(loaded: tuple[Any, Any], batch_size: int) -> None:
    tokenizer, model = loaded
    decoder = GreedyDecoder(model, stop=[0], max_new_tokens=24, batch_size=batch_size)
    prompts = [tokenizer(prompt)["input_ids"] for prompt in PROMPTS]
    expected = [one_at_a_time(loaded, prompt, 24) for prompt in PROMPTS]
    assert decoder.decode(prompts) == expected
    assert decoder.prefix == prompts[0][: len("Text: ")]
    assert len(set(map(tuple, expected))) > 1


def test_a_prompt_that_leaves_the_prefix_earlier_shortens_it(loaded: tuple[Any, Any]) -> None:
    tokenizer, model = loaded
    decoder = GreedyDecoder(model, stop=[0], max_new_tokens=8, batch_size=4)
    decoder.decode([tokenizer(PROMPTS[0])["input_ids"]])
    assert len(decoder.prefix) == len(PROMPTS[0]) - 1
    other = "Told: no.\n"
    assert decoder.decode([tokenizer(other)["input_ids"]]) == [one_at_a_time(loaded, other, 8)]
    assert len(decoder.prefix) == 1


def test_rows_end_on_their_own(loaded: tuple[Any, Any]) -> None:
    tokenizer, model = loaded
    free = [one_at_a_time(loaded, prompt, 24) for prompt in PROMPTS]
    stop = free[0][2]
    decoder = GreedyDecoder(model, stop=[stop], max_new_tokens=24, batch_size=4)
    found = decoder.decode([tokenizer(prompt)["input_ids"] for prompt in PROMPTS])
    assert found == [ids[: ids.index(stop)] if stop in ids else ids for ids in free]
    assert len(found[0]) <= 2


def test_an_answer_that_goes_round_in_circles_ends() -> None:
    assert repeats([5, 6, 9, 7, 9, 5, 6, 9], newline=9)
    assert not repeats([5, 6, 9, 7, 9, 5, 6], newline=9)
    assert not repeats([5, 6, 9, 5, 9], newline=9)
    assert not repeats([5, 6, 9, 5, 6, 9], newline=None)


def test_commonprefix() -> None:
    assert commonprefix([[1, 2, 3], [1, 2, 4], [1, 2]]) == [1, 2]
    assert commonprefix([[1], [2]]) == [] == commonprefix([])


@pytest.mark.parametrize("chat", [False, True])
def test_the_prompt_shows_instruction_examples_and_text(tmp_path: Path, chat: bool) -> None:
    examples = [{"text": "Ona fled.", "claims": ["Ona fled from Brell."]}]
    extractor = CausalLM(
        str(save_causal(tmp_path, chat)), instruction="List claims.", examples=examples, max_new_tokens=4
    )
    prompt = extractor.prompt(extractor._load()[0], "The dam failed.")
    order = [prompt.index(part) for part in ("List claims.", "Ona fled.", "- Ona fled from Brell.", "The dam failed.")]
    assert order == sorted(order)
    assert ("<|assistant|>" in prompt) == chat


def test_only_parsed_whole_new_and_faithful_claims_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    extractor = CausalLM(str(folder))
    answers = ["- The old dam failed.\n- The old dam failed.\n- The old", "- Tolm was flooded on Monday.", "Of course!"]
    monkeypatch.setattr(extractor, "answers", lambda texts, order: answers)
    assert extractor.extract(Document("x", "The old dam failed. Nine fled. It rained.")) == ["The old dam failed."]
    assert extractor.usage()["unparsed_answers"] == 1 and extractor.usage()["dropped_claims"] == 3


def test_with_several_orders_most_answers_decide(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = [{"text": f"{name} fled.", "claims": [f"{name} fled from Brell."]} for name in ("Ona", "Pel", "Ida")]
    extractor = CausalLM(str(folder), examples=examples, orders=3, filter_fragments=False, filter_unfaithful=False)
    said = [["- The dam failed.\n- It was old."], ["- Failed the dam."], ["- It was new.\n- The dam failed."]]
    monkeypatch.setattr(extractor, "answers", lambda texts, order: said[order])
    assert extractor.extract(Document("x", "The old dam failed.")) == ["The dam failed."]
    tokenizer = extractor._load()[0]
    shown = [extractor.prompt(tokenizer, "It rained.", order) for order in range(3)]
    assert [text.index("Pel") < text.index("Ona") for text in shown] == [False, True, False]


def test_a_model_of_random_weights_runs_from_end_to_end(folder: Path) -> None:
    extractor = CausalLM(str(folder), max_new_tokens=6, batch_size=2)
    extractor.extract(Document("x", "The old dam failed. Nine families fled. It rained."))
    assert extractor.usage()["prompts"] == 3
    assert extractor.extract(Document("y", "")) == []


def test_weights_are_what_the_files_hold(folder: Path, tmp_path: Path) -> None:
    same, other = save_causal(tmp_path / "same"), save_causal(tmp_path / "other", seed=1)
    assert find_weights(str(folder)).identity == find_weights(str(same)).identity
    assert find_weights(str(folder)).identity != find_weights(str(other)).identity


def test_an_adapter_changes_what_the_model_says_and_the_weights(folder: Path, tmp_path: Path) -> None:
    import peft
    from transformers import AutoModelForCausalLM

    adapter = save_adapter(tmp_path, folder)
    plain, tuned = (
        CausalLM(str(folder), max_new_tokens=8),
        CausalLM(str(folder), adapter=str(adapter), max_new_tokens=8),
    )
    texts = ["The dam failed.", "Nine fled."]
    assert plain.answers(texts) != tuned.answers(texts)
    assert tuned.weights().split()[0] == plain.weights() and len(tuned.weights().split()) == 2

    unmerged = peft.PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(folder), str(adapter)).eval()
    tokenizer = tuned._load()[0]
    expected = [one_at_a_time((tokenizer, unmerged), tuned.prompt(tokenizer, text), 8) for text in texts]
    assert tuned.answers(texts) == [tokenizer.decode(ids, skip_special_tokens=True) for ids in expected]


def test_a_sentence_is_shown_below_the_sentences_before_it(folder: Path) -> None:
    article = Document("x", "The dam failed. Nine fled. It rained.")
    assert CausalLM(str(folder), context=1).texts(article) == [
        "The dam failed.",
        "The dam failed.\n\nNine fled.",
        "Nine fled.\n\nIt rained.",
    ]
    assert CausalLM(str(folder), context=9).texts(article)[2] == "The dam failed. Nine fled.\n\nIt rained."
    assert CausalLM(str(folder)).texts(article) == ["The dam failed.", "Nine fled.", "It rained."]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"model": "owner/name"}, "full commit"),
        ({"model": "owner/name", "revision": "main"}, "full commit"),
        ({"model": "no such model"}, "expected a model folder"),
        ({"model": "package:no-such-package"}, "not installed"),
        ({"model": ".", "form": "xml"}, "form"),
        ({"model": ".", "unit": "word"}, "unit"),
        ({"model": ".", "examples": [{"text": "a"}]}, "examples"),
        ({"model": ".", "batch_size": 0}, "batch_size"),
        ({"model": ".", "context": -1}, "context"),
        ({"model": ".", "adapter": "no such adapter"}, "adapter_config.json"),
    ],
)
def test_wrong_options_say_what_is_wrong(options: dict[str, Any], expected: str) -> None:
    with pytest.raises((UsageError, InputError), match=expected):
        CausalLM(**options)


def test_an_adapter_of_another_model(folder: Path, tmp_path: Path) -> None:
    adapter = save_adapter(tmp_path, folder)
    config = adapter / "adapter_config.json"
    config.write_text(config.read_text().replace('"r": 2', '"r": 3'))
    with pytest.raises(InputError, match="cannot be loaded as an adapter"):
        CausalLM(str(folder), adapter=str(adapter)).answers(["The dam failed."])


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be loaded as a model"):
        CausalLM(str(tmp_path)).answers(["The dam failed."])
