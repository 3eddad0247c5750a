"""Every exception that claimbench raises on purpose.

::

    ClaimbenchError
    ├── InputError           what the user gave cannot be read: a file, a field, an option (exit code 2)
    │   ├── RecordError      one record is wrong: says file, line, field, expected, found
    │   └── UsageError       a command or a call was put together wrongly
    ├── MissingDependency    an optional package is not installed: names the extra to install
    ├── IncomparableError    results of different gold, matcher or match rule set side by side
    └── CheckFailed          a check ran to its end and did not pass (exit code 1)
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class ClaimbenchError(Exception):
    """Base of all errors raised on purpose; its text is meant for the user."""

    exit_code = 2


class InputError(ClaimbenchError):
    """A file, a field or an option cannot be used as given."""


class UsageError(InputError):
    """A command or a call was put together wrongly."""


class RecordError(InputError):
    """One record of a file is wrong.

    The text names the file, the line, the field, what was expected, what was found and, where there is one,
    the next command to try.
    """

    def __init__(
        self,
        expected: str,
        found: object,
        *,
        file: str = "<memory>",
        line: int | None = None,
        field: str | None = None,
        hint: str | None = None,
    ) -> None:
        self.expected, self.found, self.file, self.line, self.field = expected, found, file, line, field
        where = file if line is None else f"{file}:{line}"
        if field:
            where += f": field {field!r}"
        text = f"{where}: expected {expected}, found {_show(found)}"
        super().__init__(text + (f"\n  next: {hint}" if hint else ""))


class MissingDependency(ClaimbenchError):
    """An optional package is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed\n  next: pip install 'claimbench[{extra}]'")


class IncomparableError(ClaimbenchError):
    """Results that differ in gold, matcher or match rule were put side by side."""


class CheckFailed(ClaimbenchError):
    """A check ran to its end and did not pass."""

    exit_code = 1


def _show(value: object, limit: int = 80) -> str:
    text = value if isinstance(value, _Literal) else repr(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def did_you_mean(found: str, known: Iterable[str], prefix: str = "") -> str:
    """The end of an error about an unknown word: the known word nearest to it, or nothing where none is near."""
    near = get_close_matches(found, sorted(known), n=1)
    return f"; did you mean {prefix}{near[0]}?" if near else ""


class _Literal(str):
    """Text shown in an error as it is, without quotation marks."""


def literally(text: str) -> str:
    """Mark `text` so that RecordError shows it without quotation marks (``found nothing``)."""
    return _Literal(text)
