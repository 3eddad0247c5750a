"""Small gold sets and the command line, for all tests; nothing here reads the network or the user's cache."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from helpers import Command, article, write_jsonl

settings.register_profile("claimbench", max_examples=40, deadline=None)
settings.load_profile("claimbench")


@pytest.fixture(scope="session")
def readings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the encoder reads in one test, the others need not read again."""
    return tmp_path_factory.mktemp("readings")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, readings: Path) -> None:
    monkeypatch.setenv("CLAIMBENCH_CACHE", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("CLAIMBENCH_READINGS", str(readings))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


@pytest.fixture
def gold_dir(tmp_path: Path) -> Path:
    """Two articles: x with two required and one optional claim, y with one required claim."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    write_jsonl(
        folder / "articles.jsonl",
        [
            article("x", ["The old ferry sank near Tolm.", "Nine sailors swam ashore.", "Its red hull was cracked."]),
            article("y", ["Orla Finn bought the quarry."]),
        ],
    )
    claims = [
        {"id": "x-c01", "doc_id": "x", "text": "The old ferry sank near Tolm.", "sentences": [0]},
        {"id": "x-c02", "doc_id": "x", "text": "Nine sailors swam ashore.", "sentences": [1]},
        {"id": "x-c03", "doc_id": "x", "text": "The hull was red.", "sentences": [2], "tier": "background"},
        {"id": "y-c01", "doc_id": "y", "text": "Orla Finn bought the quarry.", "sentences": [0]},
    ]
    write_jsonl(folder / "claims.jsonl", claims)
    return folder


@pytest.fixture
def claimbench(tmp_path: Path) -> Command:
    """Run the command line in a process of its own, in an empty folder."""
    empty = tmp_path / "empty"
    empty.mkdir()

    def command(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "claimbench", *args], cwd=empty, capture_output=True, text=True, env=os.environ | env
        )

    return command
