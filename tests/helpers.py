"""What several tests share: writing JSON Lines, small articles, the type of the command-line fixture."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]

Command = Callable[..., "subprocess.CompletedProcess[str]"]


def unknowing(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
    """A model in training that takes no pair for either, both directions: shape (pairs, 2)."""
    return np.full((len(pairs), 2), 0.5)


def write_jsonl(path: Path, records: Sequence[Any]) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def article(doc_id: str, sentences: Sequence[str]) -> dict[str, Any]:
    """An article whose sentences are set apart by single spaces."""
    table, start = [], 0
    for sentence in sentences:
        table.append({"start": start, "end": start + len(sentence), "text": sentence})
        start += len(sentence) + 1
    return {"id": doc_id, "text": " ".join(sentences), "sentences": table}
