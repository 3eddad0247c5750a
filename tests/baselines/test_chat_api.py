"""`chat_api` against a local server that answers, refuses and fails as a real one does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chat_server import Server, serving
from claimbench.baselines.chat_api import ChatAPI
from claimbench.errors import InputError, UsageError
from claimbench.extractor import Document

ARTICLE = Document("x", "The old dam failed. Nine families fled.")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def asking(server: Server, folder: Path, **options: Any) -> ChatAPI:
    return ChatAPI("tiny", server.url, **{"api_key_env": None, "answers": str(folder), "retries": 3} | options)


def test_claims_of_an_article(server: Server, tmp_path: Path) -> None:
    extractor = asking(server, tmp_path, options={"seed": 7})
    assert extractor.extract(ARTICLE) == ["The old dam failed.", "Nine families fled."]
    (request,) = server.requests
    assert request["temperature"] == 0 and request["seed"] == 7 and request["model"] == "tiny"
    assert request["messages"][-1] == {"role": "user", "content": ARTICLE.text}


def test_failed_requests_are_sent_again(server: Server, tmp_path: Path) -> None:
    server.failures = [429, 500]
    extractor = asking(server, tmp_path)
    assert len(extractor.extract(ARTICLE)) == 2
    assert extractor.usage()["retries"] == 2 and len(server.requests) == 3


def test_a_request_that_keeps_failing_says_so_and_nothing_is_lost(server: Server, tmp_path: Path) -> None:
    extractor = asking(server, tmp_path, retries=1, unit="sentence")
    extractor.extract(Document("y", "The old dam failed."))
    server.failures = [500, 500]
    with pytest.raises(InputError, match=r"after up to 1 retries[\s\S]*answers so far are kept"):
        extractor.extract(ARTICLE)
    assert extractor.usage()["reused_answers"] == 1


def test_nothing_is_paid_twice(server: Server, tmp_path: Path) -> None:
    asking(server, tmp_path).extract(ARTICLE)
    again = asking(server, tmp_path)
    assert again.extract(ARTICLE) == ["The old dam failed.", "Nine families fled."]
    assert again.usage()["requests"] == 0 and again.usage()["reused_answers"] == 1 and len(server.requests) == 1
    asking(server, tmp_path, options={"temperature": 0.5}).extract(ARTICLE)
    assert len(server.requests) == 2


def test_every_raw_answer_is_kept_and_no_key(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_KEY", "k-123")
    asking(server, tmp_path, api_key_env="TEST_KEY").extract(ARTICLE)
    assert server.keys == ["Bearer k-123"]
    (file,) = tmp_path.iterdir()
    kept = file.read_text("utf-8")
    assert json.loads(kept)["response"]["choices"][0]["message"]["content"] == server.answer
    assert "k-123" not in kept


def test_a_missing_key_is_named(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_KEY", raising=False)
    with pytest.raises(UsageError, match="TEST_KEY is not set"):
        asking(server, tmp_path, api_key_env="TEST_KEY").extract(ARTICLE)


def test_tokens_and_price(server: Server, tmp_path: Path) -> None:
    extractor = asking(server, tmp_path, price={"input": 2.0, "output": 10.0, "currency": "EUR"})
    extractor.extract(ARTICLE)
    usage = extractor.usage()
    assert (usage["prompt_tokens"], usage["completion_tokens"]) == (100, 20)
    assert usage["price"] == pytest.approx(0.0004) and usage["currency"] == "EUR"


def test_the_rate_limit_spaces_requests(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("claimbench.baselines.chat_api.time.sleep", pauses.append)
    asking(server, tmp_path, requests_per_minute=30, unit="sentence").extract(ARTICLE)
    assert pauses[0] == 0 and 1.5 < pauses[1] <= 2.0
    with pytest.raises(UsageError, match="requests_per_minute"):
        asking(server, tmp_path, requests_per_minute=0)


def test_an_answer_in_another_form_is_counted_and_said(server: Server, tmp_path: Path) -> None:
    server.answer = "Here are the claims: the dam failed."
    extractor = asking(server, tmp_path)
    with pytest.warns(UserWarning, match="article x: no claims read"):
        assert extractor.extract(ARTICLE) == []
    assert extractor.usage()["unparsed_answers"] == 1
