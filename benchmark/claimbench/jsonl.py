"""Reading JSON Lines with errors that name the place, canonical JSON, and writing that is all or nothing."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from claimbench.errors import InputError, RecordError, literally

_TYPE_NAMES = {str: "a string", bool: "true or false", int: "an integer", list: "a list", dict: "an object"}


class Row:
    """One JSON object with its place in a file; its getters raise RecordError with that place."""

    def __init__(self, data: dict[str, Any], file: str, line: int | None) -> None:
        self.data, self.file, self.line = data, file, line

    def error(self, expected: str, found: object, field: str | None = None, hint: str | None = None) -> RecordError:
        return RecordError(expected, found, file=self.file, line=self.line, field=field, hint=hint)

    def get(self, field: str, kind: type | tuple[type, ...], default: Any = ...) -> Any:
        """The value of `field`, checked to be of `kind`; `default` makes the field optional."""
        kinds = kind if isinstance(kind, tuple) else (kind,)
        expected = " or ".join("null" if k is type(None) else _TYPE_NAMES.get(k, k.__name__) for k in kinds)
        if field not in self.data:
            if default is not ...:
                return default
            raise self.error(expected, literally("nothing"), field)
        value = self.data[field]
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise self.error(expected, value, field)
        return value

    def text(self, field: str, default: Any = ...) -> str:
        """A string that is not blank."""
        value: str = self.get(field, str, default)
        if not value.strip():
            raise self.error("a string that is not blank", value, field)
        return value

    def choice(self, field: str, choices: Iterable[str], default: Any = ...) -> str:
        value: str = self.get(field, str, default)
        options = list(choices)
        if value not in options:
            raise self.error(f"one of {', '.join(options)}", value, field)
        return value

    def child(self, field: str, value: object) -> Row:
        """A nested object as a row of the same place."""
        if not isinstance(value, dict):
            raise self.error("an object", value, field)
        return Row(value, self.file, self.line)


def read_text(path: Path) -> str:
    """The UTF-8 text of a file, without newline translation; InputError when it is not there or not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise InputError(f"{path}: expected a file, found nothing") from None
    except IsADirectoryError:
        raise InputError(f"{path}: expected a file, found a folder") from None
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: expected UTF-8 text, found byte {error.object[error.start]:#04x} at {error.start}"
        ) from None


def read_rows(path: Path, text: str | None = None) -> Iterator[Row]:
    """The objects of a JSON Lines file; blank lines are passed over, a byte-order mark is refused."""
    content = read_text(path) if text is None else text
    if content.startswith("\ufeff"):
        raise RecordError(
            "JSON Lines in UTF-8 without a byte-order mark", literally("a byte-order mark"), file=str(path), line=1
        )
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            yield Row(_parse(line, str(path), number), str(path), number)


def _parse(line: str, file: str, number: int) -> dict[str, Any]:
    try:
        data = json.loads(line, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
    except _Duplicate as error:
        raise RecordError("each key once", literally(f"{error} twice"), file=file, line=number) from None
    except (json.JSONDecodeError, RecursionError) as error:
        raise RecordError(f"one JSON object a line ({error})", line, file=file, line=number) from None
    except ValueError as error:
        raise RecordError("finite numbers", literally(str(error)), file=file, line=number) from None
    if not isinstance(data, dict):
        raise RecordError("one JSON object a line", data, file=file, line=number)
    return data


class _Duplicate(ValueError):
    pass


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Duplicate(repr(next(key for key in keys if keys.count(key) > 1)))
    return data


def _no_constant(name: str) -> float:
    raise ValueError(name)


def canonical(data: object) -> str:
    """Canonical JSON: NFC strings, sorted keys, no spaces. Equal content gives equal text."""
    return json.dumps(_nfc(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _nfc(data: object) -> object:
    if isinstance(data, str):
        return unicodedata.normalize("NFC", data)
    if isinstance(data, Mapping):
        return {_nfc(key): _nfc(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_nfc(value) for value in data]
    return data


def sha256(data: str | bytes) -> str:
    """The hexadecimal sha256 of a string (as UTF-8) or of bytes."""
    return hashlib.sha256(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data).hexdigest()


def dump_lines(records: Iterable[Mapping[str, Any]]) -> str:
    """JSON Lines, keys in the order given, one final newline."""
    return "".join(json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n" for record in records)


def write_atomically(path: Path, text: str) -> None:
    """Write the whole file or nothing: to a neighbour first, flushed to disk, then renamed over `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
