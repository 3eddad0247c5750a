"""The prompt of the language-model baselines: an instruction, examples, and the sentence or article at hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from claimbench.baselines._answers import FORMATS
from claimbench.errors import RecordError, UsageError

INSTRUCTION = {
    "lines": "List the factual claims that the text makes. Each claim is one short sentence that can be understood "
    "on its own: name people and things in full, keep figures, hedges and who says so. "
    "One claim a line, each line starting with '- '.",
    "json": "List the factual claims that the text makes. Each claim is one short sentence that can be understood "
    "on its own: name people and things in full, keep figures, hedges and who says so. "
    "Answer with a JSON array of strings and nothing else.",
    "aps": "",  # these models were trained for the task: the marked sentences are the whole prompt
}
UNITS = ("sentence", "article")


@dataclass(frozen=True)
class Prompt:
    """What a model is shown: the instruction, worked examples (text and its claims), and how answers look."""

    instruction: str
    examples: tuple[tuple[str, tuple[str, ...]], ...]
    form: str

    def rotated(self, by: int) -> Prompt:
        """The same with the first `by` examples moved behind the others."""
        first = by % max(1, len(self.examples))
        return replace(self, examples=(*self.examples[first:], *self.examples[:first]))

    def messages(self, text: str) -> list[dict[str, str]]:
        """The conversation for a chat model: the examples are earlier turns."""
        turns = [{"role": "system", "content": self.instruction}] if self.instruction else []
        for shown, claims in self.examples:
            turns.append({"role": "user", "content": shown})
            turns.append({"role": "assistant", "content": self.answer(claims)})
        return [*turns, {"role": "user", "content": text}]

    def plain(self, text: str) -> str:
        """The same as one text, for a base model; an answer ends at a blank line."""
        shown = "".join(f"Text: {t}\nClaims:\n{self.answer(claims)}\n\n" for t, claims in self.examples)
        return f"{self.instruction}\n\n{shown}Text: {text}\nClaims:\n"

    def texts(self, sentences: Sequence[str], unit: str, context: int = 0) -> list[str]:
        """What is asked about one at a time: the article, or each sentence, below as many of those before it as
        `context` says; `aps` wants sentences marked.
        """
        marked = [f"<s> {sentence} </s>" for sentence in sentences] if self.form == "aps" else list(sentences)
        if unit == "article":
            joined = ("\n" if self.form == "aps" else " ").join(marked)
            return [joined] if joined else []
        return [below(marked[max(0, i - context) : i], sentence) for i, sentence in enumerate(marked)]

    def answer(self, claims: Sequence[str]) -> str:
        """How a perfect answer with these claims looks."""
        if self.form == "json":
            return json.dumps(list(claims), ensure_ascii=False)
        return "\n".join(f"- {claim}" for claim in claims)


def below(before: Sequence[str], sentence: str) -> str:
    """A sentence, a blank line below the sentences that come before it."""
    return f"{' '.join(before)}\n\n{sentence}" if before else sentence


def make_prompt(instruction: str | None, examples: Sequence[Mapping[str, Any]] | None, form: str) -> Prompt:
    """A checked prompt; `examples` are mappings with ``text`` and ``claims``. Raises UsageError or RecordError."""
    if form not in FORMATS:
        raise UsageError(f"expected form to be one of {', '.join(FORMATS)}, found {form!r}")
    checked = tuple(_example(number, example) for number, example in enumerate(examples or ()))
    return Prompt(instruction or INSTRUCTION[form], checked, form)


def checked_unit(unit: str) -> str:
    """`unit`, if it is one of UNITS."""
    if unit not in UNITS:
        raise UsageError(f"expected unit to be one of {', '.join(UNITS)}, found {unit!r}")
    return unit


def _example(number: int, example: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    text, claims = example.get("text"), example.get("claims")
    if not isinstance(text, str) or not isinstance(claims, Sequence) or isinstance(claims, str):
        raise RecordError("a mapping with text and a list of claims", dict(example), field=f"examples[{number}]")
    return text, tuple(str(claim) for claim in claims)
