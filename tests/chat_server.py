"""A local server that speaks the chat completions protocol, answers, refuses and fails as a real one does."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Server(ThreadingHTTPServer):
    """Answers chat requests as `reply` does, with `answer`, after failing with the statuses in `failures` first."""

    answer = '["The old dam failed.", "Nine families fled.", "The old dam failed."]'

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.failures: list[int] = []

    def reply(self, request: dict[str, Any]) -> str:
        """What the model says."""
        return self.answer

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(body)
        self.server.keys.append(self.headers.get("Authorization", ""))
        if self.server.failures:
            self._send(self.server.failures.pop(0), {"error": {"message": "not now"}})
            return
        message = {"role": "assistant", "content": self.server.reply(body)}
        usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        kind = {"id": "1", "object": "chat.completion", "created": 1, "model": body["model"]}
        self._send(200, kind | {"choices": [choice], "usage": usage})

    def _send(self, status: int, body: dict[str, Any]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("retry-after-ms", "1")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on stderr."""


@contextmanager
def serving(kind: type[Server] = Server) -> Iterator[Server]:
    """A running server, stopped at the end."""
    running = kind()
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()
    thread.join()
