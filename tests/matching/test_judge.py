from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from claimbench.errors import InputError, RecordError, UsageError
from claimbench.matching.judge import Judge

LONG, SHORT = "The mill closed in May.", "The mill closed."


class Server(ThreadingHTTPServer):
    """Answers chat completions; what it is asked stands in `requests`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[dict[str, Any]] = []
        self.status = 200
        self.answer = "Yes."

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(request)
        a, b = (line.split(": ")[1] for line in request["messages"][0]["content"].splitlines()[:2])
        answer = self.server.answer if len(a) >= len(b) else "<think>Yes? The month.</think> No"
        reply = {
            "id": "1", "object": "chat.completion", "created": 0, "model": "judge-1-2024", "system_fingerprint": "f00",
            "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": answer}}],
        }  # fmt: skip
        body = json.dumps(reply).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def test_both_directions_are_asked(server: Server, tmp_path: Path) -> None:
    judge = Judge("judge-1", str(tmp_path / "answers.jsonl"), server.url)
    assert judge.equivalent([(LONG, SHORT)]) == [0.0]
    assert judge.contains([(LONG, SHORT), (SHORT, LONG)]) == [1.0, 0.0]
    assert all(request["temperature"] == 0 for request in server.requests)


def test_every_answer_is_kept_and_not_asked_again(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "kept" / "answers.jsonl"
    first = Judge("judge-1", str(file), server.url).contains([(LONG, SHORT), (SHORT, LONG)])
    asked = len(server.requests)
    assert Judge("judge-1", str(file), server.url).contains([(LONG, SHORT), (SHORT, LONG)]) == first
    assert len(server.requests) == asked == 2
    records = [json.loads(line) for line in file.read_text().splitlines()]
    assert {record["answer"] for record in records} == {"Yes.", "<think>Yes? The month.</think> No"}
    assert all(LONG in record["prompt"] and record["model"] == "judge-1" for record in records)
    assert records[0]["served"] == {"model": "judge-1-2024", "fingerprint": "f00"}


def test_another_prompt_or_model_is_asked_anew(server: Server, tmp_path: Path) -> None:
    file = str(tmp_path / "answers.jsonl")
    for options in ({}, {"prompt": "A: {a}\nB: {b}\nyes or no?"}, {"revision": "2024-05"}):
        Judge("judge-1", file, server.url, **options).contains([(LONG, SHORT)])
    assert len(server.requests) == 3


def test_neither_yes_nor_no_counts_as_no_and_is_logged(
    server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    server.answer = "Perhaps."
    with caplog.at_level(logging.WARNING):
        assert Judge("judge-1", str(tmp_path / "a.jsonl"), server.url).contains([(LONG, SHORT)]) == [0.0]
    assert "Perhaps." in caplog.text


def test_a_server_that_refuses_is_an_input_error(server: Server, tmp_path: Path) -> None:
    server.status = 400
    with pytest.raises(InputError, match="gave no answer"):
        Judge("judge-1", str(tmp_path / "a.jsonl"), server.url).contains([(LONG, SHORT)])


def test_a_broken_file_of_answers_is_named_with_its_line(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"key": "k", "answer": "yes"}\n{"key": \n')
    with pytest.raises(RecordError, match=r"a\.jsonl:2"):
        Judge("judge-1", str(file), server.url).contains([(LONG, SHORT)])


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="answers"):
        Judge("judge-1")
    with pytest.raises(UsageError, match="prompt"):
        Judge("judge-1", str(tmp_path / "a.jsonl"), "http://127.0.0.1:9/v1", prompt="yes?")
    with pytest.raises(UsageError, match="40 hex digits"):
        Judge("somebody/chat", str(tmp_path / "a.jsonl"))


def test_a_local_chat_model_answers_the_same_each_time(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    judge = Judge(tiny_chat(tmp_path / "chat"), str(file), max_tokens=4)
    scores = judge.contains([(LONG, SHORT), (SHORT, LONG)])
    answers = [json.loads(line)["answer"] for line in file.read_text().splitlines()]
    assert scores == [float(answer.split()[:1] == ["yes"]) for answer in answers]
    assert len(judge.dependencies()["model"]) == 64
    again = Judge(str(tmp_path / "chat"), str(tmp_path / "b.jsonl"), max_tokens=4)
    assert again.contains([(LONG, SHORT), (SHORT, LONG)]) == scores


def tiny_chat(folder: Path) -> str:
    """A random one-layer Llama whose vocabulary is little more than yes and no."""
    import torch
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    words = {word: number for number, word in enumerate(("<unk>", "<end>", "yes", "no", "mill", "closed", "user"))}
    tokenizer = Tokenizer(WordLevel(words, unk_token="<unk>"))
    tokenizer.pre_tokenizer = Whitespace()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="<unk>", eos_token="<end>")
    fast.chat_template = "{% for m in messages %}{{ m.role }} {{ m.content }} {% endfor %}"
    fast.save_pretrained(folder)
    torch.manual_seed(1)
    size = {"vocab_size": len(words), "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    config = LlamaConfig(**size, intermediate_size=32, eos_token_id=1, bos_token_id=None, max_position_embeddings=512)
    LlamaForCausalLM(config).save_pretrained(folder)
    return str(folder)
