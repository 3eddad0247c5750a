"""Reading what papers ship: the folder of their data, a few columns of a large table, numbers."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claimbench.errors import InputError, RecordError
from claimbench.packed import has, objects, read_bytes

_VALUE = rb'\s*:\s*(null|true|false|"(?:[^"\\]|\\.)*"|\[[^\[\]{}"]*\]|-?[0-9][0-9.eE+-]*)'
"""A value that has no other value inside but the numbers of a list."""


def data_folder(data: str | Path, name: str, marker: str) -> Path:
    """The folder of a paper's data: `data` itself or its subfolder `name`, whichever has the file `marker`.

    `marker` may lie there packed (``.gz``). Raises InputError when neither folder has it.
    """
    root = Path(data)
    for folder in (root / name, root):
        if has(folder / marker):
            return folder
    raise InputError(
        f"{root}: expected {marker} (or {marker}.gz) in it or in {name}/, found "
        + ("neither" if root.is_dir() else "no such folder")
        + f"\n  next: claimbench papers list says where the data of {name} come from"
    )


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
        rows = list(objects(content, name))
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


def number(value: str | float, name: str, line: int | None, field: str) -> float:
    """A finite number, from a number or its text; RecordError otherwise."""
    try:
        result = float(value)
    except (TypeError, ValueError):
        result = math.nan
    if not math.isfinite(result):
        raise RecordError("a finite number", value, file=name, line=line, field=field)
    return result
