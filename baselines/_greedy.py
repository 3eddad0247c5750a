"""Greedy decoding of many prompts that begin alike: the shared prefix is read once, batches are sorted by length,
and a row leaves its batch as soon as it is done.

In fp32 the text is the same as that of one prompt at a time.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import Iterable, Sequence
from typing import Any

Ids = Sequence[int]


class GreedyDecoder:
    """Continues prompts greedily. The keys and values of what all prompts so far share are computed once.

    `model` is a causal language model of transformers, `stop` the token ids that end an answer; an answer also
    ends with a line that it already had, where `newline` is given (small models go round in circles).
    """

    def __init__(
        self, model: Any, stop: Iterable[int], max_new_tokens: int, batch_size: int, newline: int | None = None
    ) -> None:
        self.model = model
        self.stop = frozenset(stop)
        self.newline = newline
        self.max_new_tokens = max_new_tokens
        self.batch_size = batch_size
        self.prefix: list[int] = []
        self._prefix_cache: Any = None
        # transformers 5.2x calls `cache` what earlier releases call `past_key_values`, and some models still do
        self._named = "cache" if "cache" in inspect.signature(model.forward).parameters else "past_key_values"

    def decode(self, prompts: Sequence[Ids]) -> list[list[int]]:
        """The new token ids for each prompt (none of them empty), stop tokens left out, in the order given."""
        import torch

        order = sorted(range(len(prompts)), key=lambda i: len(prompts[i]))
        answers: list[list[int]] = [[] for _ in prompts]
        with torch.inference_mode():
            self._share(prompts)
            for start in range(0, len(order), self.batch_size):
                rows = order[start : start + self.batch_size]
                suffixes = [prompts[i][len(self.prefix) :] for i in rows]
                for row, answer in zip(rows, self._batch(suffixes), strict=True):
                    answers[row] = answer
        return answers

    def _share(self, prompts: Sequence[Ids]) -> None:
        """Read the shared prefix, or shorten it where a new prompt leaves it earlier."""
        import torch
        from transformers import DynamicCache

        # the last token of a prompt is never part of the prefix: its logits give the first new token
        beginnings = [list(prompt[:-1]) for prompt in prompts]
        if self._prefix_cache is None:
            self.prefix = commonprefix(beginnings)
            self._prefix_cache = DynamicCache(config=self.model.config)
            if self.prefix:
                ids = torch.tensor([self.prefix])
                self.model(input_ids=ids, logits_to_keep=1, **{self._named: self._prefix_cache})
        shared = commonprefix([self.prefix, *beginnings])
        if len(shared) < len(self.prefix):
            self._prefix_cache.crop(len(shared) - len(self.prefix))  # negative: so many tokens less
            self.prefix = shared

    def _cache(self, rows: int) -> Any:
        """A copy of the prefix's keys and values for each row of a batch."""
        cache = copy.deepcopy(self._prefix_cache)
        if self.prefix:
            cache.batch_repeat_interleave(rows)
        return cache

    def _batch(self, suffixes: Sequence[Ids]) -> list[list[int]]:
        import torch

        cache, answers = self._cache(len(suffixes)), [[] for _ in suffixes]  # type: Any, list[list[int]]
        alive = list(range(len(suffixes)))
        ids, mask, position = _left_padded(suffixes, len(self.prefix))
        for _ in range(self.max_new_tokens):
            logits = self.model(
                input_ids=ids, attention_mask=mask, position_ids=position, logits_to_keep=1, **{self._named: cache}
            ).logits[:, -1]
            chosen = logits.argmax(-1)
            going = [k for k, token in enumerate(chosen.tolist()) if token not in self.stop]
            for k in going:
                answers[alive[k]].append(int(chosen[k]))
            going = [k for k in going if not repeats(answers[alive[k]], self.newline)]
            if not going:
                break
            if len(going) < len(alive):
                keep = torch.tensor(going)
                cache.batch_select_indices(keep)
                alive, chosen, mask, position = [alive[k] for k in going], chosen[keep], mask[keep], position[keep]
            ids, position = chosen[:, None], position[:, -1:] + 1
            mask = torch.cat([mask, mask.new_ones(len(alive), 1)], dim=1)
        return answers


def _left_padded(suffixes: Sequence[Ids], prefix: int) -> tuple[Any, Any, Any]:
    """Token ids (n, longest), attention mask (n, prefix + longest) and positions (n, longest), padded on the left."""
    import torch

    longest = max(map(len, suffixes))
    ids = torch.zeros(len(suffixes), longest, dtype=torch.long)
    mask = torch.ones(len(suffixes), prefix + longest, dtype=torch.long)
    position = torch.zeros(len(suffixes), longest, dtype=torch.long)
    for row, suffix in enumerate(suffixes):
        pad = longest - len(suffix)
        ids[row, pad:] = torch.tensor(suffix)
        mask[row, prefix : prefix + pad] = 0
        position[row, pad:] = torch.arange(prefix, prefix + len(suffix))
    return ids, mask, position


def repeats(answer: Ids, newline: int | None) -> bool:
    """Whether the last line of an answer is finished and stands in it once before."""
    if newline is None or len(answer) < 2 or answer[-1] != newline:
        return False
    lines = "".join("\n" if token == newline else f" {token}" for token in answer).split("\n")[:-1]
    return lines[-1] in lines[:-1]


def commonprefix(sequences: Sequence[list[int]]) -> list[int]:
    """The longest list that all of `sequences` begin with."""
    if not sequences:
        return []
    first, last = min(sequences), max(sequences)
    length = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[:length]
