"""`seq2seq`: a T5 or BART kind of model that was trained to list the claims of a text.

Ready configurations name models that others published (`configs/extractor/t5_claims.yaml`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from claimbench.baselines._answers import faithful, whole_claims, without_repeats
from claimbench.baselines._prompt import checked_unit
from claimbench.baselines._text import article_sentences, split_sentences
from claimbench.baselines._weights import find_weights, import_transformers
from claimbench.errors import UsageError
from claimbench.extractor import Document, Extractor


class Seq2Seq(Extractor):
    """Beam search in fp32; each sentence of the output is a claim.

    Args:
        model, revision: as for `causal_lm`: a folder, or a hub id with its commit.
        unit: give the model each ``sentence`` or the whole ``article``.
        prefix: text in front of each input, where a model was trained with one.
        separator: what stands between claims in the output; None: the claims are its sentences.
    """

    def __init__(
        self,
        model: str,
        revision: str | None = None,
        unit: str = "article",
        prefix: str = "",
        separator: str | None = None,
        num_beams: int = 1,
        max_input_tokens: int = 512,
        max_new_tokens: int = 512,
        batch_size: int = 8,
        filter_unfaithful: bool = False,
    ) -> None:
        for name, value in (("num_beams", num_beams), ("max_new_tokens", max_new_tokens), ("batch_size", batch_size)):
            if value < 1:
                raise UsageError(f"seq2seq: expected {name} of at least 1, found {value}")
        self._where = find_weights(model, revision)
        self._unit, self._prefix, self._separator = checked_unit(unit), prefix, separator
        self._generation = {"num_beams": num_beams, "max_new_tokens": max_new_tokens, "do_sample": False}
        self._most, self._batch_size, self._filter = max_input_tokens, batch_size, filter_unfaithful
        self._loaded: tuple[Any, Any] | None = None
        self._counts = {"inputs": 0, "inputs_cut_in_two": 0, "dropped_claims": 0}

    def weights(self) -> str:
        return self._where.identity

    def usage(self) -> dict[str, int]:
        """Inputs, articles that were too long for one, claims dropped as repeats or fragments."""
        return dict(self._counts)

    def extract(self, document: Document) -> list[str]:
        inputs = self._inputs(article_sentences(document.text))
        listed = [claim for output in self.outputs(inputs) for claim in self._claims(output)]
        kept = without_repeats(whole_claims(listed))
        if self._filter:
            kept = [claim for claim in kept if faithful(claim, document.text)]
        self._counts["dropped_claims"] += len(listed) - len(kept)
        return kept

    def outputs(self, inputs: Sequence[str]) -> list[str]:
        """What the model makes of each input, in the order given; batches are sorted by length."""
        import torch

        tokenizer, model = self._load()
        order = sorted(range(len(inputs)), key=lambda i: len(inputs[i]))
        outputs = [""] * len(inputs)
        for start in range(0, len(order), self._batch_size):
            rows = order[start : start + self._batch_size]
            batch = tokenizer([self._prefix + inputs[i] for i in rows], return_tensors="pt", padding=True)
            with torch.inference_mode():
                made = model.generate(**batch, **self._generation)
            for row, ids in zip(rows, made, strict=True):
                outputs[row] = tokenizer.decode(ids, skip_special_tokens=True)
        self._counts["inputs"] += len(inputs)
        return outputs

    def _inputs(self, sentences: Sequence[str]) -> list[str]:
        """Sentences, or as much of the article as the model takes at a time."""
        if self._unit == "sentence":
            return list(sentences)
        tokenizer, _ = self._load()
        parts: list[list[str]] = [[]]
        for sentence in sentences:
            longer = self._prefix + " ".join([*parts[-1], sentence])
            if parts[-1] and len(tokenizer(longer)["input_ids"]) > self._most:
                parts.append([])
            parts[-1].append(sentence)
        self._counts["inputs_cut_in_two"] += len(parts) > 1
        return [" ".join(part) for part in parts if part]

    def _claims(self, output: str) -> list[str]:
        if self._separator is None:
            return split_sentences(output)
        return [claim.strip() for claim in output.split(self._separator) if claim.strip()]

    def _load(self) -> tuple[Any, Any]:
        if self._loaded is None:
            torch, transformers = import_transformers()
            model = self._where.load(transformers.AutoModelForSeq2SeqLM, dtype=torch.float32).eval()
            self._loaded = self._where.load(transformers.AutoTokenizer), model
        return self._loaded
