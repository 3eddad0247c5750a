"""Reading what a language model answered: strictly, so that chatter never becomes a claim, and cleaned afterwards."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence

_ITEM = re.compile(r"(?:[-*•]|\d{1,2}[.)])\s+(\S.*)")
_FENCE = re.compile(r"```(?:json)?\s*(.*?)\s*```", re.DOTALL)
_WORD = re.compile(r"[\w'’-]+")
_END = re.compile(r"[.!?][\"'”’)\]]*$")
_GROUP = re.compile(r"<s>(.*?)</s>", re.DOTALL)
FORMATS = ("lines", "json", "aps")
"""One list item a line; a JSON array; and the groups `<s> - claim … </s>` of the Gemma-APS models."""


class Unparsed(ValueError):
    """The answer does not have the form that was asked for."""


def parse_answer(answer: str, form: str) -> list[str]:
    """The claims of an answer: for ``lines`` one list item (`- …`) a line, for ``json`` one array of strings, for
    ``aps`` list items in groups between `<s>` and `</s>`, one group a sentence.

    Raises Unparsed for anything else.
    """
    if form == "json":
        return _parse_json(answer)
    return _parse_groups(answer) if form == "aps" else _parse_lines(answer)


def _parse_groups(answer: str) -> list[str]:
    groups = _GROUP.findall(answer)
    if not groups:
        raise Unparsed(f"expected groups '<s> - claim </s>', found {answer!r:.80}")
    return [claim for group in groups for claim in _parse_lines(group)]


def _parse_lines(answer: str) -> list[str]:
    claims = []
    for line in filter(None, map(str.strip, answer.splitlines())):
        match = _ITEM.fullmatch(line)
        if not match:
            raise Unparsed(f"expected a line '- claim', found {line!r:.80}")
        claims.append(match[1].strip())
    return claims


def _parse_json(answer: str) -> list[str]:
    fenced = _FENCE.fullmatch(answer.strip())
    try:
        value = json.loads(fenced[1] if fenced else answer)
    except ValueError as error:
        raise Unparsed(f"expected a JSON array of strings, found {answer!r:.80}: {error}") from None
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Unparsed(f"expected a JSON array of strings, found {value!r:.80}")
    return [item.strip() for item in value if item.strip()]


def words(text: str) -> list[str]:
    """The words of a text, lower case, inner apostrophes and hyphens kept."""
    return [word.lower().strip("-'’") for word in _WORD.findall(text)]


def whole_claims(claims: Iterable[str], least: int = 4, most: int = 60) -> list[str]:
    """Claims that end like a sentence and have `least` to `most` words; the others are fragments or run-ons."""
    return [claim for claim in claims if _END.search(claim) and least <= len(words(claim)) <= most]


def without_repeats(claims: Iterable[str]) -> list[str]:
    """The claims without those whose words an earlier one already had, in the same order or another."""
    seen: set[tuple[str, ...]] = set()
    kept = []
    for claim in claims:
        key = tuple(sorted(words(claim)))
        if key not in seen:
            seen.add(key)
            kept.append(claim)
    return kept


def in_most(answers: Sequence[Sequence[str]]) -> list[str]:
    """The claims that more than half of the answers have, in the wording and order of the first that has them.

    Two claims are one here when they have the same words in whatever order.
    """
    if len(answers) == 1:
        return list(answers[0])
    counts = Counter(key for answer in answers for key in {tuple(sorted(words(claim))) for claim in answer})
    listed = [claim for answer in answers for claim in answer]
    return without_repeats(claim for claim in listed if 2 * counts[tuple(sorted(words(claim)))] > len(answers))


def faithful(claim: str, source: str) -> bool:
    """Whether every number and every capitalised word of the claim, the first aside, stands in the source text."""
    known = set(words(source))
    found = _WORD.findall(claim)
    telling = [w for i, w in enumerate(found) if any(c.isdigit() for c in w) or (i and w[0].isupper())]
    return all(word.lower().strip("-'’") in known or word.lower().removesuffix("'s") in known for word in telling)
