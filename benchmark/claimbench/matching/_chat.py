"""Chat models that answer one prompt at a time, greedily: behind an endpoint, or run here with transformers."""

from __future__ import annotations

import os
from typing import Any, Protocol

from claimbench.errors import InputError, MissingDependency, UsageError
from claimbench.matching._hub import Model


class Chat(Protocol):
    """What a judge needs of a chat model."""

    def ask(self, prompt: str) -> tuple[str, dict[str, str]]:
        """The answer, and what is known of who gave it."""

    def identity(self) -> dict[str, str]:
        """What identifies the model."""


class Endpoint:
    """A model behind an OpenAI-compatible server, through the official client, at temperature 0."""

    def __init__(self, model: str, url: str, revision: str | None, max_tokens: int) -> None:
        if not model:
            raise UsageError("judge: expected the name of the endpoint's model, found none\n  next: matcher.model=NAME")
        self._model, self._url, self._revision, self._max_tokens = model, url, revision, max_tokens
        self._client: Any = None

    def ask(self, prompt: str) -> tuple[str, dict[str, str]]:
        client = self._connected()
        import openai

        try:
            reply = client.chat.completions.create(
                model=self._model,
                messages=[{"role": "user", "content": prompt}],
                temperature=0,
                seed=0,
                max_tokens=self._max_tokens,
            )
        except openai.OpenAIError as error:
            raise InputError(f"judge: {self._url} gave no answer: {error}") from error
        served = {"model": str(reply.model), "fingerprint": str(reply.system_fingerprint)}
        return str(reply.choices[0].message.content or ""), served

    def identity(self) -> dict[str, str]:
        return {"model": self._model, "revision": self._revision or "as served"}

    def _connected(self) -> Any:
        if self._client is None:
            try:
                import openai
            except ModuleNotFoundError as error:
                raise MissingDependency("openai", "api") from error
            self._client = openai.OpenAI(base_url=self._url, api_key=os.environ.get("OPENAI_API_KEY", "none"))
        return self._client


class Local:
    """A chat model of transformers; without a chat template it continues the bare prompt."""

    def __init__(self, model: str, revision: str | None, max_tokens: int) -> None:
        self._where = Model("judge", model, revision)
        self._max_tokens = max_tokens
        self._loaded: tuple[Any, Any, Any] | None = None
        self._identity: dict[str, str] | None = None

    def ask(self, prompt: str) -> tuple[str, dict[str, str]]:
        if self._loaded is None:
            self._loaded = self._where.load("AutoModelForCausalLM")
        torch, tokenizer, model = self._loaded
        text = prompt + "\n"
        if tokenizer.chat_template is not None:
            messages = [{"role": "user", "content": prompt}]
            text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
        inputs = tokenizer(text, return_tensors="pt", add_special_tokens=tokenizer.chat_template is None)
        with torch.inference_mode():
            ids = model.generate(
                input_ids=inputs["input_ids"],
                attention_mask=inputs["attention_mask"],
                do_sample=False,
                max_new_tokens=self._max_tokens,
                pad_token_id=tokenizer.pad_token_id if tokenizer.pad_token_id is not None else tokenizer.eos_token_id,
            )
        answer = tokenizer.decode(ids[0, inputs["input_ids"].shape[1] :], skip_special_tokens=True)
        return str(answer), {"model": self._where.name}

    def identity(self) -> dict[str, str]:
        if self._identity is None:
            self._identity = self._where.dependencies()
        return self._identity
