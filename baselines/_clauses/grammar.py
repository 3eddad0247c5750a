"""Questions about a dependency parse that several parts of `clauses` ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claimbench.baselines._clauses.lexicon import CONTROL, REPORTING, word_set

Token = Any  # spaCy has no type information
Item = Any  # a Token, or a str that the article does not have in this place

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_RELATIVE = word_set("who whom whose which that where when")


def is_verbal(token: Token) -> bool:
    """A verb, or what carries a clause for another reason: it has a subject or an auxiliary of its own."""
    return token.pos_ in ("VERB", "AUX") or any(
        c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for c in token.children
    )


def subject(verb: Token) -> Token | None:
    """The subject token of a clause; the word that only fills its place ("there") counts too."""
    return next((c for c in verb.children if c.dep_ in _SUBJECTS), None)


def auxiliaries(verb: Token) -> list[Token]:
    """ "had been", "will", "to" and "not" in front of a verb."""
    return [c for c in verb.lefts if c.dep_ in ("aux", "auxpass", "neg")]


def conjoined(verb: Token) -> list[Token]:
    """A verb and the verbs coordinated with it, in order."""
    rest = [c for c in verb.rights if c.dep_ == "conj" and is_verbal(c) and c.tag_ != "NNP" and not _belongs_above(c)]
    lent = [c for a in verb.rights if a.dep_ == "advcl" for c in a.rights if c.dep_ == "conj" and _belongs_above(c)]
    return [verb, *(v for c in (*rest, *lent) for v in conjoined(c))]


def _belongs_above(verb: Token) -> bool:
    """ "advised …, because boiling concentrates the salt, and urged …": the last verb goes with the first."""
    clause = verb.head
    above = clause.head
    if clause.dep_ != "advcl" or not marker(clause) or subject(verb) is not None:
        return False
    return bool(verb.tag_ == above.tag_ and verb.tag_ != clause.tag_)


def is_reported(verb: Token) -> bool:
    """Whether a verb reports what somebody says, or a phrase such as "according to" hangs on it."""
    return verb.lemma_ in REPORTING or any(c.lower_ == "according" for c in verb.children)


def is_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)


def is_purpose(child: Token) -> bool:
    """An infinitive that says what for: "sent soldiers *to hand out bottles*"."""
    if not is_infinitive(child) or any(c.dep_ in _SUBJECTS for c in child.children):
        return False
    head = child.head
    objects = [c for c in head.rights if c.dep_ in ("dobj", "dative", "nsubjpass") and c.i < child.i]
    if head.lemma_ in CONTROL or any(o.lower_ in ("little", "nothing", "much", "enough", "days") for o in objects):
        return False
    if child.dep_ == "advcl":
        return True
    return child.dep_ == "xcomp" and bool(objects) and head.tag_ != "VBG"


def marker(clause: Token) -> str:
    """The word that opens an adverbial clause, lower case; empty where there is none."""
    for child in clause.lefts:
        if child.dep_ == "mark" or (child.dep_ == "advmod" and child.lower_ in ("when", "where", "once", "while")):
            return str(child.lower_)
    return ""


def is_past(verb: Token) -> bool:
    """Whether a finite clause is in the past, as far as its first auxiliary or its own form tells."""
    first = next((a for a in auxiliaries(verb) if a.dep_ != "neg"), verb)
    if first.tag_ in ("VBD",):
        return True
    return first.tag_ == "VBN" and first is verb and not auxiliaries(verb)


def is_plural(noun: Token) -> bool:
    number = noun.morph.get("Number")
    return "Plur" in number or noun.tag_ in ("NNS", "NNPS", "CD") or any(c.dep_ == "conj" for c in noun.children)


def relative_pronoun(verb: Token) -> Token | None:
    """The word in a relative clause that stands for the noun outside."""
    inside = [t for t in verb.subtree if t.lower_ in _RELATIVE and t.tag_ in ("WDT", "WP", "WP$", "WRB", "IN", "DT")]
    return next((t for t in inside if t.i <= verb.i and t.dep_ != "mark"), None)


def is_time(token: Token) -> bool:
    """A bare or prepositional time adjunct ("on Tuesday", "last week")."""
    if token.dep_ not in ("prep", "npadvmod", "advmod"):
        return False
    return any(t.ent_type_ in ("DATE", "TIME") for t in token.subtree) and len(list(token.subtree)) <= 5


def opened_by_comma(child: Token) -> bool:
    """Whether a comma or a dash stands right before the words of `child`."""
    left = child.left_edge.i
    return left > 0 and child.doc[left - 1].text in (",", "–", "—", "-", ";", ":")


def below(token: Token, cut: set[int]) -> Iterator[Token]:
    """The tokens of a subtree without the subtrees of the tokens in `cut`."""
    if token.i in cut:
        return
    for child in token.lefts:
        yield from below(child, cut)
    yield token
    for child in token.rights:
        yield from below(child, cut)
