"""Taking a parsed sentence apart into drafts: one predicate with its arguments each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Any

from claimbench.baselines._clauses import grammar as g
from claimbench.baselines._clauses import lexicon
from claimbench.baselines._clauses.grammar import Item, Token

Items = tuple[Item, ...]


@dataclass(frozen=True)
class Draft:
    """A claim before wording: tokens and inserted words in order, and the tokens of who says so."""

    items: Items
    source: Items = ()
    reporting: str = ""
    sentence: int = 0
    quoted: bool = False


@dataclass
class Splitter:
    """Splits one sentence; `drafts` is what it found and `speaker` the last one credited in it."""

    index: int
    quoted: bool = False
    drafts: list[Draft] = field(default_factory=list)
    speaker: Items = ()
    _done: set[int] = field(default_factory=set)

    def split(self, doc: Any) -> None:
        """All claims of a parsed sentence, in the order in which it makes them."""
        for root in (sent.root for sent in doc.sents):
            if g.is_verbal(root):
                self.clause(root)

    # clauses

    def clause(self, verb: Token, who: Items = (), source: Items = ()) -> None:
        """A clause and the clauses coordinated with it; `who` is its subject where it has none of its own."""
        first, lead = verb, who
        helpers: Items = ()
        for one in g.conjoined(verb):
            own = g.subject(one)
            if own is not None:
                lead, helpers = self.plain(own), ()
            needs = own is None and lead
            shared = self._shared_helpers(first, one) if one is not verb else helpers
            self._predicate(one, lead if needs else (), shared, source)

    @staticmethod
    def _shared_helpers(first: Token, other: Token) -> Items:
        """The auxiliaries that a coordinated verb leaves out: "could be fined and (could) lose"."""
        if g.subject(other) is not None or any(a.dep_ != "neg" for a in g.auxiliaries(other)):
            return ()
        mine = [a for a in g.auxiliaries(first) if a.dep_ != "neg"]
        if other.tag_ == "VB":
            return tuple(a for a in mine if a.tag_ in ("MD", "TO") or a.lemma_ == "do")
        if other.tag_ in ("VBN", "VBG") and first.tag_ == other.tag_:
            return tuple(mine)
        return ()

    def _predicate(self, verb: Token, lead: Items, helpers: Items, source: Items) -> None:
        content = self._reported(verb)
        if content is not None:
            own = g.subject(verb)
            speaker = self.plain(own) if own is not None else lead
            self.speaker = speaker
            self.clause(content, (), speaker)
            self._around(verb, speaker, ())
            return
        local = self._credited(verb) or source
        detached: list[Token] = []
        variants = self.parts(verb, detached)
        for variant in variants:
            self.add((*lead, *helpers, *variant), local)
        whole = (*lead, *helpers, *variants[0])
        own = g.subject(verb)
        actor = self.plain(own) if own is not None else lead
        for child in detached:
            self._detached(child, verb, actor, whole, local, source)

    def _around(self, verb: Token, speaker: Items, source: Items) -> None:
        """What hangs on a reporting verb besides what it reports: on its subject, and adverbial clauses."""
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                found: list[Token] = []
                self.parts(child, found)
                for one in found:
                    self._detached(one, verb, speaker, (), (), ())
            elif (child.dep_ == "advcl" and child.tag_ in ("VBG", "VBD", "VBN")) or self._is_with(child):
                self._detached(child, verb, speaker, (), (), source)

    # reporting

    def _reported(self, verb: Token) -> Token | None:
        """The clause that a reporting verb reports."""
        if verb.lemma_ not in lexicon.REPORTING or any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
            return None
        return next((c for c in verb.children if c.dep_ == "ccomp" and g.is_verbal(c)), None)

    def _credited(self, verb: Token) -> Items:
        """X in "according to X" and "in the view of X", hanging on `verb`."""
        for child in verb.children:
            noun = credited_noun(child)
            if noun is not None:
                found: list[Token] = []
                self.speaker = self.parts(noun, found)[0]
                for one in found:
                    self._detached(one, verb, self.speaker, (), (), ())
                return self.speaker
        return ()

    # phrases

    def plain(self, token: Token) -> Items:
        """A phrase without what is cut from it, coordinated verbs reduced to the first."""
        return self.parts(token, [])[0]

    def parts(self, token: Token, detached: list[Token]) -> list[Items]:
        """The wordings of a subtree: what is cut goes to `detached`, each coordinated verb makes a wording."""
        choices: list[list[Items]] = []
        for child in (*token.lefts, token, *token.rights):
            if child is token or child == token:
                choices.append([(token,)])
            elif self._dropped(child, token):
                continue
            elif self._is_cut(child, token):
                detached.append(child)
            else:
                choices.append(self._alternatives(child, detached))
        return [tuple(i for part in combination for i in part) for combination in islice(product(*choices), 12)]

    def _alternatives(self, child: Token, detached: list[Token]) -> list[Items]:
        verbs = g.conjoined(child) if g.is_verbal(child) else [child]
        options: list[Items] = []
        for verb in verbs:
            helpers = self._shared_helpers(child, verb) if verb is not child else ()
            options += [(*helpers, *option) for option in self.parts(verb, detached)]
        return options

    @staticmethod
    def _dropped(child: Token, head: Token) -> bool:
        """Words that belong to something cut: coordinated verbs, their conjunctions, who says so."""
        if credited_noun(child) is not None:
            return True
        if (
            child.dep_ == "mark"
            and child.lower_ == "that"
            and head.dep_ == "ccomp"
            and head.head.lemma_ in lexicon.REPORTING
        ):
            return True
        if child.dep_ in ("conj", "cc", "preconj") and g.is_verbal(head):
            return child.dep_ != "conj" or g.is_verbal(child)
        return child.dep_ in ("intj", "dep", "meta") or (
            child.dep_ == "advmod" and child.lower_ in ("also", "meanwhile")
        )

    def _is_cut(self, child: Token, head: Token) -> bool:
        """Whether a dependent becomes a claim of its own."""
        if child.dep_ == "relcl":
            return True
        if child.dep_ == "acl":
            return child.tag_ in ("VBN", "VBD", "VBG") and child.lemma_ not in lexicon.KEPT_PARTICIPLES
        if child.dep_ == "appos":
            return is_cut_apposition(child)
        if self._is_with(child):
            return True
        if child.dep_ in ("advcl", "xcomp") and g.is_purpose(child):
            return True
        if child.dep_ == "prep" and child.lower_ in lexicon.ORDER and clause_in_disguise(child) is not None:
            return True
        return child.dep_ == "advcl" and not g.is_infinitive(child) and g.marker(child) not in lexicon.KEPT_MARKERS

    @staticmethod
    def _is_with(child: Token) -> bool:
        return child.dep_ == "prep" and child.lower_ == "with" and with_clause(child) is not None

    # what is cut

    def _detached(self, child: Token, verb: Token, actor: Items, whole: Items, local: Items, source: Items) -> None:
        """Make the claims of a dependent that was cut. `whole` is the clause it hung on, `actor` its subject."""
        if child.i in self._done:
            return
        self._done.add(child.i)
        if child.dep_ == "relcl":
            self.relative(child, local)
        elif child.dep_ == "acl":
            self.participle(child, self.host(child.head), g.is_plural(child.head), g.is_past(verb), local)
        elif child.dep_ == "appos":
            self.apposition(child)
        elif child.dep_ == "prep" and child.lower_ == "with":
            self.accompanying(child, g.is_past(verb), local)
        else:
            self.adverbial(child, verb, actor, whole, local, source)

    def host(self, noun: Token) -> Items:
        """The noun phrase that a relative or participle clause is about, as one that is known by now."""
        while noun.dep_ == "appos":
            noun = noun.head
        items = self.plain(noun)
        article = items[0]
        if getattr(article, "lower_", "") in ("a", "an", "some"):
            return ("the", *items[1:])
        if getattr(article, "dep_", "") == "nummod" or (g.is_plural(noun) and not _has_determiner(noun)):
            return ("the", *items)
        return items

    def relative(self, verb: Token, source: Items) -> None:
        """A relative clause, its pronoun replaced by the noun outside."""
        host = self.host(verb.head)
        pronoun = g.relative_pronoun(verb)
        before = len(self.drafts)
        self.clause(verb, (), source)
        for at in range(before, len(self.drafts)):
            draft = self.drafts[at]
            self.drafts[at] = Draft(
                relativised(draft.items, pronoun, host, verb), draft.source, "", self.index, self.quoted
            )

    def participle(self, verb: Token, host: Items, plural: bool, in_past: bool, source: Items) -> None:
        """ "adopted last year", "carrying water" behind a noun: the noun is the subject, with a form of be."""
        if verb.tag_ == "VBG":
            be = ("were" if plural else "was") if in_past else ("are" if plural else "is")
        else:
            be = "were" if plural else "was"
        self.clause(verb, (*host, be), source)

    def apposition(self, noun: Token) -> None:
        """ "Brisemont Works, the plant's operator": the one is the other."""
        name, other = (noun, noun.head) if _is_name(noun) and not _is_name(noun.head) else (noun.head, noun)
        found: list[Token] = []
        be = "are" if g.is_plural(name) and not _is_name(name) else "is"
        bare = self._without_apposition(noun.head)
        left, right = (self.parts(noun, found)[0], bare) if name is noun else (bare, self.parts(noun, found)[0])
        self.add((*left, be, *right), ())
        for one in found:
            self._detached(one, noun.head, left, (), (), ())

    def _without_apposition(self, noun: Token) -> Items:
        return self.plain(noun)

    def accompanying(self, with_: Token, in_past: bool, source: Items) -> None:
        """ "with engineers working in shifts"."""
        noun, verb = with_clause(with_) or (None, None)
        if noun is not None and verb is not None:
            plural = g.is_plural(noun) or noun.lower_ in ("many", "some", "several", "most")
            be = ("were" if plural else "was") if in_past else ("are" if plural else "is")
            who = self.plain(noun) if verb.head is noun or verb.dep_ == "acl" else (noun,)
            self._silence_subject(verb, noun)
            self.clause(verb, (*who, be), source)

    @staticmethod
    def _silence_subject(verb: Token, noun: Token) -> None:
        """Nothing to do where the parser hung the noun outside the verb; kept for the reader's sake."""

    def adverbial(self, child: Token, verb: Token, actor: Items, whole: Items, local: Items, source: Items) -> None:
        """An adverbial clause: its own claim, the link, or both."""
        from claimbench.baselines._clauses.linking import adverbial

        adverbial(self, child, verb, actor, whole, local, source)

    def add(self, items: Iterable[Item], source: Items = (), reporting: str = "") -> None:
        """Note a draft."""
        self.drafts.append(Draft(tuple(items), source, reporting, self.index, self.quoted))


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


def is_cut_apposition(noun: Token) -> bool:
    """Appositions set off by a comma, and a name behind a description; not "each"."""
    return noun.pos_ in ("NOUN", "PROPN") and (g.opened_by_comma(noun) or not _is_name(noun))


def _is_name(noun: Token) -> bool:
    return bool(noun.pos_ == "PROPN")


def _has_determiner(noun: Token) -> bool:
    return any(c.dep_ in ("det", "poss", "predet", "nummod") for c in noun.children) or _is_name(noun)


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
