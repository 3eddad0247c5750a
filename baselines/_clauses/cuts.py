"""What the parse shows about where to cut, and the drafts that cutting makes; everything here only looks."""

from __future__ import annotations

from dataclasses import dataclass

from claimbench.baselines._clauses import grammar as g
from claimbench.baselines._clauses import lexicon
from claimbench.baselines._clauses.grammar import Item, Token

Items = tuple[Item, ...]


@dataclass(frozen=True)
class Draft:
    """A claim before wording: tokens and inserted words in order, and the tokens of who says so."""

    items: Items
    source: Items = ()
    sentence: int = 0
    quoted: bool = False


def is_summary(noun: Token) -> bool:
    """ ", a demand that …" and ", a record" behind a clause: a noun that sums the clause up."""
    if noun.dep_ not in ("npadvmod", "dobj", "dep") or not g.opened_by_comma(noun):
        return False
    return noun.pos_ == "NOUN" and any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in noun.lefts)


def antecedent(verb: Token, pronoun: Token | None) -> Token:
    """The noun that a relative clause is about; people rather than what they come with ("17 patients with cramps")."""
    noun = verb.head
    if pronoun is not None and pronoun.lower_ in ("who", "whom") and noun.dep_ == "pobj" and noun.pos_ == "NOUN":
        outer = noun.head.head
        if noun.head.lower_ in ("with", "in", "from") and outer.pos_ == "NOUN":
            return outer
        earlier = [c for c in outer.rights if c.dep_ == "dobj" and c.i < noun.head.i]
        if noun.head.lower_ == "with" and earlier:
            return earlier[0]
    return noun


def credited_noun(child: Token) -> Token | None:
    """X in "according to X" or "in the view of X"; `child` is the preposition at the front."""
    if child.lower_ == "according":
        to = next((c for c in child.rights if c.lower_ == "to"), None)
        return next((c for c in to.rights if c.dep_ == "pobj"), None) if to is not None else None
    if child.dep_ == "prep" and child.lower_ in ("in", "by"):
        view = next((c for c in child.rights if c.dep_ == "pobj" and c.lower_ in lexicon.VIEWS), None)
        of = next((c for c in view.rights if c.lower_ == "of"), None) if view is not None else None
        return next((c for c in of.rights if c.dep_ == "pobj"), None) if of is not None else None
    return None


def with_clause(prep: Token) -> tuple[Token, Token] | None:
    """Noun and participle of "with crowds gathering"."""
    for child in prep.rights:
        if child.dep_ == "pobj":
            verb = next((c for c in child.rights if c.dep_ == "acl" and c.tag_ in ("VBG", "VBN")), None)
            if verb is not None and g.opened_by_comma(prep):
                return child, verb
        if child.dep_ == "pcomp" and child.tag_ in ("VBG", "VBN"):
            noun = g.subject(child)
            if noun is not None:
                return noun, child
    return None


def clause_in_disguise(prep: Token) -> tuple[Token, Token] | None:
    """Noun and verb of "after brine leaked", which the parser takes for "after brine (that was) leaked"."""
    for child in prep.rights:
        if child.dep_ == "pobj":
            verb = next((c for c in child.rights if c.dep_ == "acl" and c.tag_ in ("VBN", "VBD")), None)
            if verb is not None and verb.left_edge.i == child.i + 1:
                return child, verb
    return None


def is_planned(noun: Token) -> bool:
    """Whether the verb that governs a noun is an infinitive: nothing has happened yet."""
    return noun.dep_ == "dobj" and g.is_infinitive(noun.head) and noun.head.dep_ == "xcomp"


def base(item: Item, verb: Token) -> Item:
    return verb.lemma_ if not isinstance(item, str) and item == verb else item


def is_cut_apposition(noun: Token) -> bool:
    """Appositions set off by a comma; not "group FairFare" or "crowns each"."""
    return noun.pos_ in ("NOUN", "PROPN") and g.opened_by_comma(noun)


def is_name(noun: Token) -> bool:
    return bool(noun.pos_ == "PROPN")


def has_determiner(noun: Token) -> bool:
    return any(c.dep_ in ("det", "poss", "predet", "nummod") for c in noun.children) or is_name(noun)


def relativised(items: Items, pronoun: Token | None, host: Items, verb: Token) -> Items:
    """The words of a relative clause as a sentence about `host`."""
    if pronoun is None:  # "the plan he proposed"
        at = items.index(verb) + 1 if verb in items else len(items)
        return (*items[:at], *host, *items[at:])
    if pronoun not in items:
        return (*host, *items) if not any(getattr(i, "dep_", "") in ("nsubj", "nsubjpass") for i in items) else items
    at = items.index(pronoun)
    if pronoun.tag_ == "WP$":
        return (*items[:at], *host, "'s", *items[at + 1 :])
    if pronoun.dep_ in ("nsubj", "nsubjpass") or (
        pronoun.dep_ == "pobj" and pronoun.head.i < pronoun.i and pronoun.head.head.dep_ != verb.dep_ and at > 1
    ):
        return (*items[:at], *host, *items[at + 1 :])
    rest = (*items[:at], *items[at + 1 :])
    if pronoun.dep_ == "pobj" and at and items[at - 1] is pronoun.head:  # "in which he lives"
        return (*items[: at - 1], *items[at + 1 :], pronoun.head, *host)
    if pronoun.lower_ in ("where", "when"):
        return (*rest, *(("in", *host) if pronoun.lower_ == "where" else ()))
    end = rest.index(pronoun.head) + 1 if pronoun.head in rest else len(rest)
    return (*rest[:end], *host, *rest[end:])
