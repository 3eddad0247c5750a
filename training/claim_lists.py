"""Texts and their claims for `train_extractor.py`: RoSE's summaries with their content units, and invented ones.

The folder given to the training script holds `rose/acu_cnndm_test.jsonl.gz` (Liu et al. 2023). A unit belongs to the
summary sentence that holds most of its words. People wrote the units to be ticked off one by one, so that they are
put right before they are learnt: a unit that another of the same sentence contains is left out (time, place and manner
stay with their event), a surname gets the first name that the summary gives it, units that start with a pronoun are
left out, and so are sentences most of whose words are in no unit that is left.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claimbench.baselines._text import split_sentences
from claimbench.matching.text import tokens

INVENTED = Path(__file__).parent / "invented_claims.jsonl"
LEAST_FOUND = 0.75
"""Share of a unit's words that its sentence must have."""
LEAST_COVERED = 0.9
"""Share of a sentence's words that its units must have."""
STEM = 4
_FUNCTION = frozenset(
    """a an and are as at be been being by did do does for from had has have he her his if in into is it its of on or
    she than that the their there they this to was were when which who whom will with would""".split()
)
_PRONOUN = re.compile(r"(?:he|she|it|they|we|you|i|his|her|its|their|this|these|that|those|there)\b", re.IGNORECASE)
_NAME = re.compile(r"\b([A-Z][a-z]+(?: [A-Z][a-z]+)*) ([A-Z][a-z]+)\b")


@dataclass(frozen=True)
class ClaimList:
    """A sentence, the sentences before it, and its claims."""

    before: tuple[str, ...]
    sentence: str
    claims: tuple[str, ...]
    group: str
    """What it is held out with: the summary or text it comes from."""


def files(folder: Path) -> list[Path]:
    """The files read, for the record of hashes."""
    return [folder / "rose" / "acu_cnndm_test.jsonl.gz", INVENTED]


def invented() -> list[ClaimList]:
    """The invented texts: a line has a text's sentences, each with its claims."""
    found = []
    for number, line in enumerate(INVENTED.read_text("utf-8").splitlines()):
        text = json.loads(line)
        sentences = [sentence for sentence, _ in text]
        found += [
            ClaimList(tuple(sentences[:i]), sentence, tuple(claims), f"invented-{number}")
            for i, (sentence, claims) in enumerate(text)
        ]
    return found


def rose(folder: Path) -> list[ClaimList]:
    """The sentences of RoSE's summaries with the units that are left."""
    with gzip.open(files(folder)[0], "rt", encoding="utf-8") as lines:
        rows = {row["id"]: row for row in map(json.loads, lines)}
    return [example for row in rows.values() for example in _summary(str(row["id"]), row["reference"], row["acus"])]


def _summary(group: str, reference: str, units: Sequence[str]) -> list[ClaimList]:
    sentences = summary_sentences(reference)
    names = first_names(reference)
    homes: dict[int, list[str]] = {i: [] for i in range(len(sentences))}
    for unit in dict.fromkeys(map(finished, units)):
        found = [_share(unit, sentence) for sentence in sentences]
        if found and max(found) >= LEAST_FOUND:
            homes[found.index(max(found))].append(unit)
    examples = []
    for i, sentence in enumerate(sentences):
        kept = [named(unit, names) for unit in fullest(homes[i]) if not _PRONOUN.match(unit)]
        if kept and _share(sentence, " ".join(kept)) >= LEAST_COVERED:
            examples.append(ClaimList(tuple(sentences[:i]), sentence, tuple(kept), group))
    return examples


def summary_sentences(reference: str) -> list[str]:
    """The sentences of a summary, which stand on lines of their own upstream and are joined by spaces here."""
    plain = re.sub(r"\s+([.,!?])", r"\1", re.sub(r"\s+", " ", reference.replace("\xa0", " ")).strip())
    return split_sentences(plain)


def finished(unit: str) -> str:
    """A unit as a sentence: capital at the start, one full stop at the end."""
    plain = re.sub(r"[. ]+(['\"]?)$", r"\1", " ".join(unit.split()))
    return f"{plain[:1].upper()}{plain[1:]}."


def fullest(units: Sequence[str]) -> list[str]:
    """The units that no other, or no later one of the same words, contains."""
    words = [_words(unit) for unit in units]
    return [
        unit
        for i, unit in enumerate(units)
        if words[i] and not any(words[i] < other or (words[i] == other and j > i) for j, other in enumerate(words))
    ]


def first_names(text: str) -> dict[str, str]:
    """Full names by surname, where the text has one full name for it."""
    found: dict[str, set[str]] = {}
    for match in _NAME.finditer(text):
        found.setdefault(match[2], set()).add(match[0])
    return {surname: next(iter(full)) for surname, full in found.items() if len(full) == 1}


def named(unit: str, names: dict[str, str]) -> str:
    """The unit with the full name of whom it begins with."""
    first = re.match(r"[A-Z][a-z]+", unit)
    full = names.get(first[0]) if first else None
    return unit if first is None or full is None or full in unit else full + unit[len(first[0]) :]


def _words(text: str) -> set[str]:
    """The beginnings of the words that carry meaning: forms of a word count as one."""
    return {token[:STEM] for token in tokens(text) if token not in _FUNCTION}


def _share(of: str, within: str) -> float:
    wanted = _words(of)
    return len(wanted & _words(within)) / max(1, len(wanted))
