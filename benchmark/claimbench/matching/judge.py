"""`judge`: any chat model, asked in both directions; every answer is kept on disk."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from claimbench.errors import RecordError, UsageError
from claimbench.matching._chat import Chat, Endpoint, Local
from claimbench.matching._directed import Directed
from claimbench.matching.base import Pair
from claimbench.progress import progress

PROMPT = """\
Statement A: {a}
Statement B: {b}

Suppose a reader accepts everything in A and knows nothing else. Must the reader accept everything in B? Every \
figure, name, time, place, source, condition and degree of certainty in B has to be in A as well; other words for \
the same thing are fine. Answer with one word, yes or no."""

_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)
_VERDICT = re.compile(r"\b(yes|no)\b", re.IGNORECASE)
_LOG = logging.getLogger(__name__)


class Judge(Directed):
    """1 for yes and 0 for no. An answer that is neither counts as no and is logged.

    Args:
        model: the name that the endpoint knows; without an endpoint a folder, or a hub id with `revision`.
        answers: the JSON Lines file in which every answer is kept: what is answered there is not asked again.
        endpoint: base URL of an OpenAI-compatible server; its key is read from OPENAI_API_KEY.
        revision: the commit of a hub model, or the dated name by which the endpoint's owner pins the model.
        prompt: asks for yes or no; holds `{a}` and `{b}`.
        max_tokens: of an answer.
    """

    name = "judge"
    version = "2"
    calibrated_on = "nothing: the model says yes or no"

    def __init__(
        self,
        model: str = "",
        answers: str = "",
        endpoint: str | None = None,
        revision: str | None = None,
        prompt: str = PROMPT,
        max_tokens: int = 16,
    ) -> None:
        super().__init__()
        if not answers:
            raise UsageError(
                "judge: expected a file for the answers, found none\n"
                "  next: claimbench run matcher=judge +matcher_options.answers=FILE.jsonl"
            )
        if "{a}" not in prompt or "{b}" not in prompt:
            raise UsageError("judge: expected a prompt with {a} and {b} in it")
        self._chat: Chat = (
            Endpoint(model, endpoint, revision, max_tokens) if endpoint else Local(model, revision, max_tokens)
        )
        self._prompt = prompt
        self._answers = Path(answers)
        self._kept: dict[str, str] | None = None

    def clean(self, text: str) -> str:
        return " ".join(text.split())

    def entailment(self, pairs: Sequence[Pair]) -> list[float]:
        return [self._verdict(self._answer(pair)) for pair in progress(pairs, "judge")]

    def dependencies(self) -> Mapping[str, str]:
        return {**self._chat.identity(), "prompt": hashlib.sha256(self._prompt.encode()).hexdigest()}

    def _verdict(self, answer: str) -> float:
        found = _VERDICT.search(_THOUGHT.sub("", answer))
        if found is None:
            _LOG.warning("judge: an answer is neither yes nor no, it counts as no: %r", answer)
            return 0.0
        return float(found.group().lower() == "yes")

    def _answer(self, pair: Pair) -> str:
        prompt = self._prompt.replace("{a}", pair[0]).replace("{b}", pair[1])
        key = _key({**self._chat.identity(), "prompt": prompt})
        kept = self._load()
        if key not in kept:
            answer, served = self._chat.ask(prompt)
            kept[key] = answer
            record = {"key": key, **self._chat.identity(), "prompt": prompt, "answer": answer, "served": served}
            with self._answers.open("a", encoding="utf-8") as file:
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        return kept[key]

    def _load(self) -> dict[str, str]:
        if self._kept is None:
            self._answers.parent.mkdir(parents=True, exist_ok=True)
            lines = self._answers.read_text("utf-8").splitlines() if self._answers.exists() else []
            self._kept = dict(self._read(number, line) for number, line in enumerate(lines, 1))
        return self._kept

    def _read(self, number: int, line: str) -> tuple[str, str]:
        try:
            record = json.loads(line)
            return str(record["key"]), str(record["answer"])
        except (ValueError, KeyError, TypeError) as error:
            raise RecordError("an answer with key and answer", line, file=str(self._answers), line=number) from error


def _key(values: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
