"""`causal_lm`: a chat or base language model, shown a few examples, lists the claims of each sentence.

The model comes from a folder, from the hub at a pinned revision, or from an installed package (`package:NAME`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from claimbench.baselines._answers import Unparsed, faithful, in_most, parse_answer, whole_claims, without_repeats
from claimbench.baselines._greedy import GreedyDecoder
from claimbench.baselines._prompt import Prompt, checked_unit, make_prompt
from claimbench.baselines._text import article_sentences
from claimbench.baselines._weights import Adapter, find_adapter, find_weights, import_transformers
from claimbench.errors import UsageError
from claimbench.extractor import Document, Extractor


class CausalLM(Extractor):
    """Greedy decoding in fp32, all sentences of an article in batches over one shared prompt.

    Args:
        model: a folder, a hub id, or ``package:NAME``.
        revision: the commit of a hub model, required there.
        instruction, examples, form: the prompt (see `_prompt.py`); form is ``lines``, ``json`` or ``aps``.
        unit: ask about each ``sentence`` or the whole ``article``.
        context: how many of the sentences before it are shown with a sentence.
        adapter: a folder with a LoRA adapter of the model, in peft's format.
        chat: use the tokenizer's chat template; None: where it has one.
        filter_unfaithful: drop claims with a number or name that the article does not have.
        filter_fragments: drop claims that do not end like a sentence, or have fewer than 4 words or more than 60.
        orders: ask so many times, each with the examples in another order (rotated by one), and keep of an answer's
            claims those that most answers have: self-consistency (Wang et al. 2023, arXiv 2203.11171) with greedy
            answers in place of random ones.
    """

    version = "1"

    def __init__(
        self,
        model: str,
        revision: str | None = None,
        instruction: str | None = None,
        examples: Sequence[Mapping[str, Any]] | None = None,
        form: str = "lines",
        unit: str = "sentence",
        context: int = 0,
        adapter: str | None = None,
        chat: bool | None = None,
        max_new_tokens: int = 160,
        batch_size: int = 16,
        filter_unfaithful: bool = True,
        filter_fragments: bool = True,
        orders: int = 1,
    ) -> None:
        for name, least, found in (
            ("orders", 1, orders),
            ("max_new_tokens", 1, max_new_tokens),
            ("batch_size", 1, batch_size),
            ("context", 0, context),
        ):
            if found < least:
                raise UsageError(f"causal_lm: expected {name} to be at least {least}, found {found}")
        self._prompt: Prompt = make_prompt(instruction, examples, form)
        self._where = find_weights(model, revision)
        self._adapter: Adapter | None = find_adapter(adapter) if adapter else None
        self._unit = checked_unit(unit)
        self._context = context
        self._chat = chat
        self._limits = {"max_new_tokens": max_new_tokens, "batch_size": batch_size}
        self._filter, self._whole = filter_unfaithful, filter_fragments
        self.orders = orders
        self._loaded: tuple[Any, GreedyDecoder] | None = None
        self._counts = {"prompts": 0, "answer_tokens": 0, "unparsed_answers": 0, "dropped_claims": 0}

    def weights(self) -> str:
        return " ".join([self._where.identity, *([self._adapter.identity] if self._adapter else [])])

    def usage(self) -> dict[str, int]:
        """Prompts, tokens answered, answers that could not be parsed, claims dropped as repeats or fragments."""
        return dict(self._counts)

    def extract(self, document: Document) -> list[str]:
        texts = self.texts(document)
        ballots = zip(*(self.answers(texts, order) for order in range(self.orders)), strict=True)
        listed = [claim for asked in ballots for claim in in_most([self._parsed(answer) for answer in asked])]
        kept = without_repeats(whole_claims(listed) if self._whole else listed)
        if self._filter:
            kept = [claim for claim in kept if faithful(claim, document.text)]
        self._counts["dropped_claims"] += len(listed) - len(kept)
        return kept

    def texts(self, document: Document) -> list[str]:
        """What the model is asked about, one at a time."""
        return self._prompt.texts(article_sentences(document.text), self._unit, self._context)

    def answers(self, texts: Sequence[str], order: int = 0) -> list[str]:
        """What the model says to each text, with the examples rotated by `order`."""
        tokenizer, decoder = self._load()
        decoded = decoder.decode([self._ids(tokenizer, text, order) for text in texts]) if texts else []
        self._counts["prompts"] += len(texts)
        self._counts["answer_tokens"] += sum(map(len, decoded))
        return [str(tokenizer.decode(ids, skip_special_tokens=True)) for ids in decoded]

    def prompt(self, tokenizer: Any, sentence: str, order: int = 0) -> str:
        """The whole prompt for a sentence, as text, with the examples rotated by `order`."""
        shown = self._prompt.rotated(order)
        chat = self._chat if self._chat is not None else tokenizer.chat_template is not None
        if not chat:
            return shown.plain(sentence)
        messages = shown.messages(sentence)
        return str(tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True))

    def _ids(self, tokenizer: Any, sentence: str, order: int = 0) -> list[int]:
        return list(tokenizer(self.prompt(tokenizer, sentence, order), add_special_tokens=False)["input_ids"])

    def _load(self) -> tuple[Any, GreedyDecoder]:
        if self._loaded is None:
            torch, transformers = import_transformers()
            tokenizer = self._where.load(transformers.AutoTokenizer)
            model = self._where.load(transformers.AutoModelForCausalLM, dtype=torch.float32)
            model = (self._adapter.merged(model) if self._adapter else model).eval()
            newline = tokenizer("\n", add_special_tokens=False)["input_ids"]
            stop, line = _stop_ids(model, tokenizer), newline[0] if len(newline) == 1 else None
            self._loaded = tokenizer, GreedyDecoder(model, stop, newline=line, **self._limits)
        return self._loaded

    def _parsed(self, answer: str) -> list[str]:
        try:
            return parse_answer(answer, self._prompt.form)
        except Unparsed:
            self._counts["unparsed_answers"] += 1
            return []


def _stop_ids(model: Any, tokenizer: Any) -> set[int]:
    """What ends an answer: the model's own end tokens and the tokenizer's."""
    ends = model.generation_config.eos_token_id
    listed = ends if isinstance(ends, list) else [ends]
    return {int(token) for token in (*listed, tokenizer.eos_token_id) if token is not None}
