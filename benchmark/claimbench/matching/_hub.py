"""Models of other people: a folder, or the hub at a pinned revision; loaded with transformers."""

from __future__ import annotations

import hashlib
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

from claimbench.errors import InputError, MissingDependency, UsageError

_COMMIT = re.compile(r"[0-9a-f]{40}")


class Model:
    """Where a model is: checks that a hub model is pinned; loads nothing yet.

    `owner` is the matcher's name, for messages. Raises UsageError when `model` is neither a folder nor a hub id
    with a full commit as its revision.
    """

    def __init__(self, owner: str, model: str, revision: str | None) -> None:
        if not model:
            raise UsageError(
                f"{owner}: expected a model, found none\n  next: name a folder, or a hub id with its revision"
            )
        if not Path(model).is_dir() and not _COMMIT.fullmatch(revision or ""):
            raise UsageError(
                f"{owner}: {model}: expected a folder, or a hub id with a full commit (40 hex digits) as its revision, "
                f"found revision {revision!r}"
            )
        self.owner, self.name, self.revision = owner, model, revision

    def load(self, auto_class: str) -> tuple[Any, Any, Any]:
        """torch, the tokenizer and the model in float32, ready to be asked."""
        try:
            import torch
            import transformers
        except ModuleNotFoundError as error:
            raise MissingDependency(error.name or "transformers", "transformers") from error
        pinned = {"revision": self.revision} if self.revision else {}
        try:
            tokenizer = transformers.AutoTokenizer.from_pretrained(self.name, **pinned)
            model = getattr(transformers, auto_class).from_pretrained(self.name, dtype=torch.float32, **pinned)
        except (OSError, ValueError) as error:
            raise InputError(f"{self.owner}: {self.name} cannot be loaded: {error}") from error
        return torch, tokenizer, model.eval()

    def dependencies(self) -> dict[str, str]:
        """What identifies the weights, and the versions that run them."""
        weights = self.revision or _folder_sha256(Path(self.name))
        return {"model": weights, "torch": version("torch"), "transformers": version("transformers")}


def _folder_sha256(folder: Path) -> str:
    """One hash over names and contents of the files of a model folder."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
