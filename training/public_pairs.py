"""Pairs from public sets whose licence allows training and redistribution of the weights.

The folder given to the training script holds `nli/*.jsonl.gz` (a, b, label; see MODEL_CARD.md for the sets, their
papers and licences) and `rose/acu_cnndm_test.jsonl.gz` (Liu et al. 2023: reference summaries with atomic content
units). Sets without a licence, and FEVER-based ones (FEVERFact is an evaluation of ours), are left out.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from claimbench.matching.text import tokens
from pairs import Example, unambiguous

NLI_SETS = {
    "taxinli": 2600,
    "negation_nli": 1200,
    "breaking_nli": 600,
    "conj_nli": 500,
    "med": 400,
    "help_and_or": 200,
    "hans_mnli_counterexamples": 100,
}
"""How many pairs of each set are drawn; where a set is very uneven, entailed and other pairs are drawn evenly."""

ROSE_PAIRS = 1600
MOST_CHARACTERS = 220
_FUNCTION_WORDS = """a an and are as at be by for from has have he her his in is it its of on or she that the to
was were will with"""
_FUNCTION = frozenset(_FUNCTION_WORDS.split())
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_NUMBER = re.compile(r"\b\d{1,3}\b")


def files(folder: Path) -> list[Path]:
    """The files read, for the record of hashes."""
    return [*(folder / "nli" / f"{name}.jsonl.gz" for name in NLI_SETS), folder / "rose" / "acu_cnndm_test.jsonl.gz"]


def draw(folder: Path, rng: random.Random) -> list[Example]:
    """All public pairs of one pass, in random order."""
    found = [example for name, count in NLI_SETS.items() for example in _nli(folder, name, count, rng)]
    found += _even(unambiguous(rose(folder, rng)), ROSE_PAIRS, rng)
    rng.shuffle(found)
    return found


def zipped(path: Path) -> list[dict[str, object]]:
    """The rows of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _nli(folder: Path, name: str, count: int, rng: random.Random) -> list[Example]:
    examples = [
        Example(str(row["a"]), str(row["b"]), int(row["label"] == "entailment"), name)
        for row in zipped(folder / "nli" / f"{name}.jsonl.gz")
    ]
    return _even([e for e in unambiguous(examples) if len(e.a) + len(e.b) <= MOST_CHARACTERS], count, rng)


def _even(examples: list[Example], count: int, rng: random.Random) -> list[Example]:
    """At most `count` examples, as near to half entailed as the set allows."""
    rng.shuffle(examples)
    yes = [example for example in examples if example.label]
    no = [example for example in examples if not example.label]
    half = count // 2
    take = min(len(yes), max(half, count - len(no)))
    return yes[:take] + no[: count - take]


def _content(text: str) -> set[str]:
    return {token for token in tokens(text) if token not in _FUNCTION}


def _recall(of: str, within: str) -> float:
    wanted = _content(of)
    return len(wanted & _content(within)) / max(1, len(wanted))


def rose(folder: Path, rng: random.Random, neighbours: int = 3) -> Iterator[Example]:
    """Pairs of summary sentences and the content units that people found in them; `neighbours` a summary."""
    for row in zipped(folder / "rose" / "acu_cnndm_test.jsonl.gz"):
        reference = str(row["reference"]).replace("\xa0", " ")
        sentences = [part.strip() for part in SENTENCE_END.split(reference) if part.strip()]
        units = [str(unit) for unit in row["acus"]]  # type: ignore[attr-defined]
        if len(sentences) > 1 and units:
            yield from _containment(sentences, units, rng)
            yield from _neighbours(units, rng, neighbours)


def _containment(sentences: list[str], units: list[str], rng: random.Random) -> Iterator[Example]:
    """A sentence holds its unit; the summary without that sentence, or a changed unit, does not."""
    for unit in rng.sample(units, min(4, len(units))):
        home = max(sentences, key=lambda sentence: _recall(unit, sentence))
        if _recall(unit, home) < 0.75:
            continue
        rest = [sentence for sentence in sentences if sentence != home]
        yield Example(home, unit, 1, "rose:contained")
        if len(_content(home)) >= len(_content(unit)) + 2:
            yield Example(unit, home, 0, "rose:less")
        yield Example("\n".join(sentences), unit, 1, "rose:contained in joined")
        if max(_recall(unit, sentence) for sentence in rest) < 0.5:
            yield Example("\n".join(rest), unit, 0, "rose:missing from joined")
        if changed := _other_number(unit, rng):
            yield Example(home, changed, 0, "rose:other number")


def _other_number(unit: str, rng: random.Random) -> str | None:
    found = _NUMBER.search(unit)
    if found is None:
        return None
    value = int(found.group())
    other = value + rng.choice([-3, -2, -1, 1, 2, 3, 10])
    return unit[: found.start()] + str(other if other > 0 else value + 2) + unit[found.end() :]


def _neighbours(units: list[str], rng: random.Random, count: int) -> Iterator[Example]:
    """Two units of one summary are different claims, unless one holds most words of the other."""
    for a, b in (rng.sample(units, 2) for _ in range(count if len(units) > 1 else 0)):
        if _recall(b, a) <= 0.6 and _recall(a, b) <= 0.6:
            yield Example(a, b, 0, "rose:neighbour", 0)
