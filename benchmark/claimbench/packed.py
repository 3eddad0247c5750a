"""Reading other people's files as they ship them: packed or not, with errors that name the place."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimbench.errors import InputError, RecordError, literally
from claimbench.jsonl import Row


def has(file: Path) -> bool:
    """Whether a file is there, packed (``.gz``) or not."""
    return _find(file) is not None


def _find(file: Path) -> Path | None:
    packed = file.with_name(f"{file.name}.gz")
    return file if file.is_file() else packed if packed.is_file() else None


def read_bytes(file: Path) -> tuple[bytes, str]:
    """The content of `file` or of `file`.gz, and the name of the one that was read; InputError without either."""
    found = _find(file)
    if found is None:
        raise InputError(f"{file}: expected this file or {file.name}.gz, found neither")
    content = found.read_bytes()
    if found.suffix != ".gz":
        return content, str(found)
    try:
        return _unpack(content), str(found)
    except (EOFError, zlib.error) as error:
        raise InputError(f"{found}: expected a gzip file, found something else ({error})") from None


def _unpack(content: bytes) -> bytes:
    """The content of a gzip file of one or several members; zlib checks the sum, in half the time of `gzip`."""
    parts = []
    while content:
        member = zlib.decompressobj(wbits=31)
        parts.append(member.decompress(content))
        if not member.eof:
            raise EOFError("it ends too early")
        content = member.unused_data.lstrip(b"\0")
    return b"".join(parts)


def read_text(file: Path) -> tuple[str, str]:
    """Like :func:`read_bytes`, decoded from UTF-8."""
    content, name = read_bytes(file)
    try:
        return content.decode("utf-8"), name
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: expected UTF-8 text, found byte {error.object[error.start]:#04x}") from None


def read_json(file: Path) -> tuple[Any, str]:
    """A whole JSON file and its name; RecordError when it is not JSON."""
    text, name = read_text(file)
    return parse(text, name, None), name


def parse(text: str | bytes, name: str, line: int | None) -> Any:
    """A JSON value; RecordError with file and line when it is none."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise RecordError(f"JSON ({error})", literally("something else"), file=name, line=line) from None


def read_objects(file: Path) -> Iterator[Row]:
    """The objects of a JSON Lines file."""
    yield from objects(*read_bytes(file))


def objects(content: bytes, name: str) -> Iterator[Row]:
    """The objects of the JSON Lines in `content`, which were read from the file `name`."""
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.strip():
            data = parse(line, name, number)
            if not isinstance(data, dict):
                raise RecordError("one JSON object a line", data, file=name, line=number)
            yield Row(data, name, number)
