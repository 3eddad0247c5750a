"""Taking a parsed sentence apart into drafts: one predicate with its arguments each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice, product
from typing import Any

from claimbench.baselines._clauses import grammar as g
from claimbench.baselines._clauses import lexicon
from claimbench.baselines._clauses.cuts import (
    Draft,
    Items,
    antecedent,
    base,
    clause_in_disguise,
    credited_noun,
    has_determiner,
    is_cut_apposition,
    is_name,
    is_planned,
    is_summary,
    relativised,
    with_clause,
)
from claimbench.baselines._clauses.grammar import Item, Token
from claimbench.baselines._clauses.linking import adverbial


@dataclass
class Splitter:
    """Splits one sentence; `drafts` is what it found and `speaker` the last one credited in it."""

    index: int
    quoted: bool = False
    tail: bool = False
    drafts: list[Draft] = field(default_factory=list)
    speaker: Items = ()
    _done: set[int] = field(default_factory=set)
    _moved: set[int] = field(default_factory=set)

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
        verbs = g.conjoined(verb)
        conditions = [c for v in verbs for c in v.rights if c.dep_ == "advcl" and g.marker(c) in ("if", "unless")]
        shared_ends = [c for c in conditions if c.i > verbs[-1].i]
        for one in verbs:
            own = g.subject(one)
            if one is not verb and own is not None and self._relative_in_disguise(one, own):
                continue
            if own is not None:
                lead, helpers = self.plain(own), ()
            needs = own is None and lead
            shared = self._shared_helpers(first, one) if one is not verb else helpers
            ends: Items = tuple(i for c in shared_ends if c.head != one for i in self.plain(c))
            self._predicate(one, lead if needs else (), shared, source, ends)

    def _relative_in_disguise(self, verb: Token, own: Token) -> bool:
        """ ", the first of which is due": the parser may take it for a coordinated clause."""
        pronoun = next((t for t in own.subtree if t.lower_ in ("which", "whom")), None)
        left = verb.left_edge.i - 1
        noun = next((verb.doc[i] for i in range(left, -1, -1) if verb.doc[i].pos_ in ("NOUN", "PROPN")), None)
        if pronoun is None or noun is None:
            return False
        self.relative(verb, (), noun)
        return True

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

    def _predicate(self, verb: Token, lead: Items, helpers: Items, source: Items, ends: Items) -> None:
        content = self._reported(verb)
        if content is not None:
            own = g.subject(verb)
            speaker = self.plain(own) if own is not None else lead
            if content is not verb:
                self.clause(content, (), self._citing(verb, speaker))
            self._around(verb, speaker, ())
            self.speaker = speaker
            return
        other = self._other_figure(verb, lead)
        if other is not None:
            self.drafts.append(other)
            self._around(verb, other.source, ())
            return
        local = self._credited(verb) or source
        detached: list[Token] = []
        variants = self.parts(verb, detached)
        empty = verb.lemma_ in lexicon.COMING and any(g.marker(c) in lexicon.ORDER for c in detached)
        for variant in () if empty else variants:
            self.add((*lead, *helpers, *variant, *ends), local)
        shapes = [(*lead, *helpers, *variant) for variant in variants]
        own = g.subject(verb)
        actor = self.plain(own) if own is not None else lead
        for child in detached:
            last = len(shapes) > 1 and child.i > max((v.i for v in shapes[-1] if not isinstance(v, str)), default=0)
            self._detached(child, verb, actor, shapes[-1 if last else 0], local, source)

    def _other_figure(self, verb: Token, lead: Items) -> Draft | None:
        """ "while the operator put the number at nine": the clause before with the other number and source."""
        counted = any(c.dep_ == "dobj" and c.lemma_ in lexicon.FIGURES for c in verb.rights)
        at = next((c for c in verb.rights if c.lower_ == "at"), None) if verb.lemma_ == "put" and counted else None
        figure = next((c for c in at.rights if c.dep_ == "pobj"), None) if at is not None else None
        own = g.subject(verb)
        if figure is None or (own is None and not lead):
            return None
        for draft in reversed(self.drafts):
            number = next((i for i in draft.items if getattr(i, "dep_", "") == "nummod" and i.tag_ == "CD"), None)
            if number is not None and draft.source:
                items = tuple(
                    "".join(t.text_with_ws for t in figure.subtree).strip() if i is number else i for i in draft.items
                )
                return replace(draft, items=items, source=self.plain(own) if own is not None else lead)
        return None

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
        content = next((c for c in verb.children if c.dep_ == "ccomp" and g.is_verbal(c)), None)
        if content is None and self.tail and verb.dep_ == "ROOT":
            return verb  # what it reports stands in the quotation before
        return content

    def _citing(self, verb: Token, speaker: Items) -> Items:
        """The speaker with what is cited: "the party, citing board data"."""
        for child in verb.children:
            if child.dep_ == "advcl" and child.lower_ == "citing":
                return (*speaker, ",", *self.plain(child))
        return speaker

    def _credited(self, verb: Token) -> Items:
        """X in "according to X" and "in the view of X", hanging on `verb`."""
        for child in verb.children:
            noun = credited_noun(child)
            if noun is not None:
                found: list[Token] = []
                speaker = self.parts(noun, found)[0]
                for one in found:
                    self._detached(one, verb, speaker, (), (), ())
                self.speaker = speaker
                return self._citing(verb, speaker)
        return ()

    # phrases

    def plain(self, token: Token) -> Items:
        """A phrase without what is cut from it, coordinated verbs reduced to the first."""
        return self.parts(token, [])[0]

    def parts(self, token: Token, detached: list[Token], swapped: bool = False) -> list[Items]:
        """The wordings of a subtree: what is cut goes to `detached`, each coordinated verb makes a wording."""
        name = next((c for c in token.rights if c.dep_ == "appos" and is_cut_apposition(c)), None)
        if name is not None and not swapped and is_name(name) and not is_name(token):
            detached.append(name)
            return self.parts(name, detached)
        choices: list[list[Items]] = []
        for child in (*token.lefts, token, *token.rights):
            if child is token or child == token:
                choices.append([(token,)])
            elif self._dropped(child, token):
                continue
            elif self._is_cut(child, token):
                detached.append(child)
                choices += self._hoisted(child, detached)
            elif is_summary(child):
                detached += [c for c in child.rights if c.dep_ == "relcl"]
            else:
                choices.append(self._alternatives(child, detached))
        return [tuple(i for part in combination for i in part) for combination in islice(product(*choices), 12)]

    def purposes(self, child: Token) -> list[Items]:
        """The wordings of an infinitive, one for each coordinated verb."""
        return self._alternatives(child, [])

    def _hoisted(self, child: Token, detached: list[Token]) -> list[list[Items]]:
        """What the parser hung on a participle behind a noun and belongs to the verb: a deadline, a purpose."""
        kept: list[list[Items]] = []
        if child.dep_ == "acl" and child.tag_ == "VBG":
            for inner in child.rights:
                if inner.dep_ == "prep" and inner.lower_ in ("by", "until") and g.is_time(inner):
                    self._moved.add(inner.i)
                    kept.append([tuple(inner.subtree)])
                elif (
                    inner.dep_ in ("advcl", "xcomp") and g.is_infinitive(inner) and child.lemma_ not in lexicon.CONTROL
                ):
                    self._moved.add(inner.i)
                    detached.append(inner)
        return kept

    def _alternatives(self, child: Token, detached: list[Token]) -> list[Items]:
        verbs = g.conjoined(child) if g.is_verbal(child) else [child]
        options: list[Items] = []
        for verb in verbs:
            helpers: Items = () if verb is child else self._shared_helpers(child, verb)
            own = g.subject(child)
            if verb is not child and own is not None and g.subject(verb) is None:
                marks = tuple(c for c in child.lefts if c.dep_ == "mark")
                helpers = (*marks, *self.plain(own), *helpers)
            options += [(*helpers, *option) for option in self.parts(verb, detached)]
        return options

    def _dropped(self, child: Token, head: Token) -> bool:
        """Words that belong to something cut: coordinated verbs, their conjunctions, who says so."""
        if credited_noun(child) is not None or (child.i in self._moved and child.head == head):
            return True
        if child.dep_ == "advcl" and child.lower_ == "citing" and g.is_reported(head):
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
        elif self._is_with(child):
            self.accompanying(child, g.is_past(verb), local)
        else:
            self.adverbial(child, verb, actor, whole, local, source)

    def host(self, noun: Token) -> Items:
        """The noun phrase that a relative or participle clause is about, as one that is known by now."""
        while noun.dep_ == "appos":
            noun = noun.head
        if noun.dep_ == "attr" and noun.head.lemma_ == "be" and g.subject(noun.head) is not None:
            noun = g.subject(noun.head)  # "X is a character, portrayed by Y": it is X who is
        moved = {t.i for child in noun.subtree if child.i in self._moved for t in child.subtree}
        items = tuple(item for item in self.plain(noun) if getattr(item, "i", -1) not in moved)
        article = items[0]
        if getattr(article, "lower_", "") in ("a", "an", "some"):
            return ("the", *items[1:])
        if getattr(article, "dep_", "") == "nummod" or (g.is_plural(noun) and not has_determiner(noun)):
            return ("the", *items)
        return items

    def relative(self, verb: Token, source: Items, noun: Token | None = None) -> None:
        """A relative clause, its pronoun replaced by the noun outside."""
        pronoun = g.relative_pronoun(verb)
        host = self.host(noun or antecedent(verb, pronoun))
        before = len(self.drafts)
        self.clause(verb, (), source)
        for at in range(before, len(self.drafts)):
            draft = self.drafts[at]
            if pronoun is not None and pronoun in draft.source:
                self.drafts[at] = replace(draft, source=host)
            else:
                self.drafts[at] = replace(draft, items=relativised(draft.items, pronoun, host, verb))
        if pronoun is not None and pronoun in self.speaker:
            self.speaker = host

    def participle(self, verb: Token, host: Items, plural: bool, in_past: bool, source: Items) -> None:
        """ "adopted last year", "carrying water" behind a noun: the noun is the subject, with a form of be."""
        if verb.tag_ == "VBG" and verb.dep_ == "acl" and is_planned(verb.head):
            self.clause(verb, (*host, "are to" if plural else "is to"), source)
            self.drafts = [replace(d, items=tuple(base(i, verb) for i in d.items)) for d in self.drafts]
            return
        if verb.tag_ == "VBG":
            be = ("were" if plural else "was") if in_past else ("are" if plural else "is")
        else:
            be = "were" if plural else "was"
        self.clause(verb, (*host, be), source)

    def apposition(self, noun: Token) -> None:
        """ "Brisemont Works, the plant's operator": the one is the other."""
        found: list[Token] = []
        mine, other = self.parts(noun, found)[0], self.parts(noun.head, [], swapped=True)[0]
        if is_name(noun) and not is_name(noun.head):
            mine, other = other, mine
        be = "are" if "Plur" in noun.head.morph.get("Number") and not is_name(noun.head) else "is"
        self.add((*other, be, *mine), ())
        for one in found:
            self._detached(one, noun.head, other, (), (), ())

    def accompanying(self, with_: Token, in_past: bool, source: Items) -> None:
        """ "with engineers working in shifts"."""
        noun, verb = with_clause(with_) or (None, None)
        if noun is None or verb is None:
            return
        plural = g.is_plural(noun) or noun.lower_ in ("many", "some", "several", "most", "few")
        be = ("were" if plural else "was") if in_past else ("are" if plural else "is")
        before = len(self.drafts)
        self.clause(verb, () if g.subject(verb) is not None else (*self.plain(noun), be), source)
        for at in range(before, len(self.drafts)):
            draft = self.drafts[at]
            if noun in draft.items and be not in draft.items:
                cut = draft.items.index(noun) + 1
                self.drafts[at] = replace(draft, items=(*draft.items[:cut], be, *draft.items[cut:]))

    def adverbial(self, child: Token, verb: Token, actor: Items, whole: Items, local: Items, source: Items) -> None:
        """An adverbial clause: its own claim, the link, or both."""
        adverbial(self, child, verb, actor, whole, local, source)

    def add(self, items: Iterable[Item], source: Items = ()) -> None:
        """Note a draft."""
        self.drafts.append(Draft(tuple(items), source, self.index, self.quoted))
