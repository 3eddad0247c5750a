"""`chat_api`: any chat model behind an OpenAI-compatible endpoint, asked through the official client.

Every raw answer is kept on disk under a hash of its request, and an answer that is there is never asked for again,
so that a killed run goes on without paying twice.
"""

from __future__ import annotations

import json
import os
import time
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from claimbench.baselines._answers import Unparsed, parse_answer, without_repeats
from claimbench.baselines._prompt import checked_unit, make_prompt
from claimbench.baselines._text import article_sentences
from claimbench.errors import InputError, MissingDependency, UsageError
from claimbench.extractor import Document, Extractor
from claimbench.folders import cache_folder
from claimbench.jsonl import canonical, read_text, sha256, write_atomically


class ChatAPI(Extractor):
    """Asks about one article (or sentence) at a time.

    Args:
        model, base_url: the model's name and the endpoint; None: the client's own default.
        api_key_env: the environment variable with the key; None for a server that wants none. Keys are never stored.
        instruction, examples, form, unit: the prompt, as for `causal_lm`.
        options: further fields of the request (temperature, seed, response_format, …).
        retries: how often a failed request is sent again; the client waits longer each time, or as long as it is told.
        requests_per_minute: at most so many; None: as fast as answers come.
        price: money for a million tokens, ``{"input": …, "output": …, "currency": …}``; None: not counted.
        answers: the folder of raw answers; None: in the cache folder.
    """

    def __init__(
        self,
        model: str,
        base_url: str | None = None,
        api_key_env: str | None = "OPENAI_API_KEY",
        instruction: str | None = None,
        examples: Sequence[Mapping[str, Any]] | None = None,
        form: str = "json",
        unit: str = "article",
        options: Mapping[str, Any] | None = None,
        retries: int = 6,
        timeout_s: float = 120.0,
        requests_per_minute: float | None = None,
        price: Mapping[str, Any] | None = None,
        answers: str | None = None,
    ) -> None:
        if requests_per_minute is not None and requests_per_minute <= 0:
            raise UsageError(f"chat_api: expected requests_per_minute above 0, found {requests_per_minute}")
        self._model, self._base_url, self._key_env = model, base_url, api_key_env
        self._prompt, self._unit = make_prompt(instruction, examples, form), checked_unit(unit)
        self._options = {"temperature": 0, **(options or {})}
        self._retries, self._timeout = retries, timeout_s
        self._pause = 60.0 / requests_per_minute if requests_per_minute else 0.0
        self._price = dict(price) if price else None
        self._folder = Path(answers) if answers else cache_folder() / "answers"
        self._client: Any = None
        self._next = 0.0
        self._counts = dict.fromkeys(
            ("requests", "reused_answers", "retries", "prompt_tokens", "completion_tokens", "unparsed_answers"), 0
        )

    def weights(self) -> str:
        """The model's name and endpoint; what the server runs under that name is not known."""
        return f"{self._model} at {self._base_url or 'the default endpoint'}"

    def usage(self) -> dict[str, Any]:
        """Requests sent, answers reused, retries, tokens of both (reused ones included) and their price."""
        if self._price is None:
            return dict(self._counts)
        cost = sum(
            self._counts[tokens] * float(self._price.get(side, 0)) / 1e6
            for tokens, side in (("prompt_tokens", "input"), ("completion_tokens", "output"))
        )
        return self._counts | {"price": round(cost, 6), "currency": self._price.get("currency", "USD")}

    def extract(self, document: Document) -> list[str]:
        texts = self._prompt.texts(article_sentences(document.text), self._unit)
        claims = [claim for text in texts for claim in self._claims(self.answer(text), document)]
        return without_repeats(claims)

    def answer(self, text: str) -> str:
        """What the model says to one text, from disk where it is there already."""
        request = {"model": self._model, "messages": self._prompt.messages(text), **self._options}
        file = self._folder / f"{sha256(canonical([self._base_url, request]))[:32]}.json"
        if file.is_file():
            response = json.loads(read_text(file))["response"]
            self._counts["reused_answers"] += 1
        else:
            response = self._ask(request)
            write_atomically(file, json.dumps({"request": request, "response": response}, ensure_ascii=False, indent=1))
        self._count(response.get("usage") or {})
        try:
            return str(response["choices"][0]["message"]["content"] or "")
        except (KeyError, IndexError, TypeError):
            raise InputError(f"chat_api: {file}: expected choices[0].message.content in the answer") from None

    def _ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        client = self._connected()
        import openai

        time.sleep(max(0.0, self._next - time.monotonic()))
        self._next = time.monotonic() + self._pause
        try:
            raw = client.chat.completions.with_raw_response.create(**request)
        except openai.OpenAIError as error:
            raise InputError(
                f"chat_api: {self.weights()}: {type(error).__name__} after up to {self._retries} retries: {error}\n"
                "  next: run the same command again; the answers so far are kept"
            ) from error
        self._counts["requests"] += 1
        self._counts["retries"] += int(raw.retries_taken)
        return dict(raw.parse().model_dump(mode="json"))

    def _connected(self) -> Any:
        if self._client is None:
            try:
                import openai
            except ModuleNotFoundError as error:
                raise MissingDependency("openai", "api") from error
            self._client = openai.OpenAI(
                api_key=self._key(), base_url=self._base_url, max_retries=self._retries, timeout=self._timeout
            )
        return self._client

    def _key(self) -> str:
        if self._key_env is None:
            return "none"
        key = os.environ.get(self._key_env)
        if not key:
            raise UsageError(
                f"chat_api: the environment variable {self._key_env} is not set\n"
                f"  next: export {self._key_env}=…, or extractor.api_key_env=null for a server that wants no key"
            )
        return key

    def _count(self, usage: Mapping[str, Any]) -> None:
        for name in ("prompt_tokens", "completion_tokens"):
            self._counts[name] += int(usage.get(name) or 0)

    def _claims(self, answer: str, document: Document) -> list[str]:
        try:
            return parse_answer(answer, self._prompt.form)
        except Unparsed as error:
            self._counts["unparsed_answers"] += 1
            warnings.warn(f"chat_api: article {document.id}: no claims read: {error}", stacklevel=2)
            return []
