"""Reading other people's files as they ship them: packed or not, with errors that name the place."""

from __future__ import annotations

import json
import math
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from claimbench.errors import InputError, RecordError, literally
from claimbench.jsonl import Row

_VALUE = rb'\s*:\s*(null|true|false|"(?:[^"\\]|\\.)*"|\[[^\[\]{}"]*\]|-?[0-9][0-9.eE+-]*)'
"""A value that has no other value inside but the numbers of a list."""


def data_folder(data: str | Path, name: str, marker: str) -> Path:
    """The folder of a paper's data: `data` itself or its subfolder `name`, whichever has the file `marker`.

    `marker` may lie there packed (``.gz``). Raises InputError when neither folder has it.
    """
    root = Path(data)
    for folder in (root / name, root):
        if _find(folder / marker) is not None:
            return folder
    raise InputError(
        f"{root}: expected {marker} (or {marker}.gz) in it or in {name}/, found "
        + ("neither" if root.is_dir() else "no such folder")
        + f"\n  next: claimbench papers list says where the data of {name} come from"
    )


def has(file: Path) -> bool:
    """Whether a file is there, packed or not."""
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
    content, name = read_bytes(file)
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.strip():
            yield _row(line, name, number)


def read_columns(file: Path, fields: Sequence[str]) -> list[list[Any]]:
    """The values of a few fields of a JSON Lines file, a list for each field in the order of the rows.

    Only these fields are parsed, which is what makes a table of a hundred thousand values quick, as long as each line
    is an object that has the field once, with a plain value or a list of numbers. Other files are parsed row by row.
    """
    content, name = read_bytes(file)
    body = content.strip()
    lines = body.count(b"}\n{") + 1 if body[:1] == b"{" and body[-1:] == b"}" else 0
    columns = [_column(body, field, lines) for field in fields]
    if None in columns or lines != body.count(b"\n") + 1:
        rows = [_row(line, name, n) for n, line in enumerate(content.split(b"\n"), 1) if line.strip()]
        return [[row.get(field, object) for row in rows] for field in fields]
    return [column for column in columns if column is not None]


def _column(content: bytes, field: str, lines: int) -> list[Any] | None:
    """The field's values where it is found once in each line, None otherwise."""
    found = re.findall(b'"' + re.escape(field.encode()) + b'"' + _VALUE + rb"[^\n]*", content)
    if len(found) != lines:
        return None
    try:
        column: list[Any] = json.loads(b"[%s]" % b",".join(found))
    except ValueError:
        return None
    return column


def _row(line: bytes, name: str, number: int) -> Row:
    data = parse(line, name, number)
    if not isinstance(data, dict):
        raise RecordError("one JSON object a line", data, file=name, line=number)
    return Row(data, name, number)


def number(value: str | float, name: str, line: int | None, field: str) -> float:
    """A finite number, from a number or its text; RecordError otherwise."""
    try:
        result = float(value)
    except (TypeError, ValueError):
        result = math.nan
    if not math.isfinite(result):
        raise RecordError("a finite number", value, file=name, line=line, field=field)
    return result
