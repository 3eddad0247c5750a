"""The card of a submitted system: `system.yaml`, plain values that say what it is and what it may have seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from claimbench.errors import InputError, RecordError, literally
from claimbench.publishing.stored import read_config

LONGEST = 1000
ROLES = ("system", "sanity", "contributor", "ceiling")
SEEN = ("no", "possibly", "yes", "unknown")
_LINK = re.compile(r"https?://[^\s<>\"'`\\]+")


@dataclass(frozen=True)
class Field:
    """One entry of the card: its key, the question that `claimbench submit` asks, and what is expected."""

    key: str
    question: str
    kind: str = "text"
    choices: tuple[str, ...] = ()
    default: Any = None

    @property
    def expected(self) -> str:
        """What a value has to be, in words."""
        if self.kind == "choice":
            return f"one of {', '.join(self.choices)}"
        return {
            "text": f"a line of text, at most {LONGEST} signs",
            "list": "a list of names",
            "link": "a link (https://…) or none",
            "number": "a whole number from 1",
        }[self.kind]


FIELDS = (
    Field("name", "Name of the system, as tables show it"),
    Field("authors", "Authors, set apart by semicolons", "list"),
    Field("paper", "Link to a paper", "link"),
    Field("code", "Link to the code", "link"),
    Field("licence", "Licence of the system"),
    Field("model", "Model (none for a system without one)"),
    Field("revision", "Revision of the model: a commit, version or date"),
    Field("training_data", "Data that the system was trained or tuned on"),
    Field("articles_seen", "Could the system have seen the articles before", "choice", SEEN),
    Field("gold_seen", "Could the system have seen the gold claims before", "choice", SEEN),
    Field("hardware", "Hardware that it ran on"),
    Field("cost", "What the run cost: time, tokens, money"),
    Field("runs", "Number of runs that this one was taken from or stands for", "number", default=1),
    Field("role", "Role in the table", "choice", ROLES, default="system"),
    Field("notes", "Anything else", default="none"),
)

Card = dict[str, Any]


def read_card(file: Path) -> Card:
    """A card as it stands in the file; RecordError when it is no plain YAML.

    YAML reads a bare ``no`` as false: where the card asks for yes or no, both are the same.
    """
    asked = {field.key for field in FIELDS if field.choices == SEEN}
    return {key: _word(value) if key in asked else value for key, value in read_config(file).items()}


def _word(value: Any) -> Any:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def card_problems(card: Mapping[str, Any], file: str = "system.yaml") -> list[InputError]:
    """Everything that is wrong with a card: missing, unknown and ill-formed entries."""
    known = {field.key: field for field in FIELDS}
    problems: list[InputError] = [
        RecordError(f"one of {', '.join(known)}", key, file=file, field=str(key)) for key in card if key not in known
    ]
    for field in FIELDS:
        if field.key not in card:
            problems.append(missing(field, file))
        elif not _fits(field, card[field.key]):
            problems.append(RecordError(field.expected, card[field.key], file=file, field=field.key))
    return problems


def missing(field: Field, file: str = "system.yaml") -> InputError:
    """The problem of an entry that is not there, with the option that adds it."""
    hint = f"--set {field.key}=… ({field.question})"
    return RecordError(field.expected, literally("nothing"), file=file, field=field.key, hint=hint)


def parse(field: Field, text: str) -> Any:
    """What somebody typed for a field as the value that stands in the card; left as text where it does not fit."""
    text = text.strip()
    if field.kind == "list":
        return [part.strip() for part in text.split(";") if part.strip()]
    if field.kind == "number" and text.isdecimal():
        return int(text)
    return text


def from_settings(settings: list[str]) -> Card:
    """`KEY=VALUE` of the command line as entries of a card; InputError for an unknown key."""
    known = {field.key: field for field in FIELDS}
    card: Card = {}
    for setting in settings:
        key, sign, value = setting.partition("=")
        if not sign or key not in known:
            raise InputError(f"--set {setting}: expected KEY=VALUE with KEY one of {', '.join(known)}")
        card[key] = parse(known[key], value)
    return card


def dump_card(card: Mapping[str, Any]) -> str:
    """The card as YAML, its entries in the order of :data:`FIELDS`."""
    ordered = {field.key: card[field.key] for field in FIELDS}
    return str(yaml.safe_dump(ordered, sort_keys=False, allow_unicode=True, width=110))


def _fits(field: Field, value: Any) -> bool:
    if field.kind == "number":
        return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 10**6
    if field.kind == "list":
        return isinstance(value, list) and 0 < len(value) <= 100 and all(_is_line(part) for part in value)
    if not _is_line(value):
        return False
    if field.kind == "choice":
        return value in field.choices
    return field.kind != "link" or value == "none" or bool(_LINK.fullmatch(value))


def _is_line(value: Any) -> bool:
    """A line of text that can be shown: no line breaks, no signs that steer a terminal or turn the direction."""
    return (
        isinstance(value, str)
        and 0 < len(value.strip()) <= len(value) <= LONGEST
        and not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in value)
    )
