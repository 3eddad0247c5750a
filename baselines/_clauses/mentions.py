"""Who and what an article mentions: its noun phrases in order, and the named ones gathered into entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from claimbench.baselines._clauses import lexicon
from claimbench.baselines._clauses.grammar import Token, is_plural, subject
from claimbench.baselines._clauses.lexicon import word_set

_TITLES = lexicon.PERSONS | word_set(
    """
    prime interior foreign finance defence defense health vice deputy executive king queen prince
    princess pope sir lord lady dr mr mrs ms professor general captain senator sergeant colonel judge
    bishop governor secretary
    """
)
_ANONYMITY = word_set("anonymity unnamed anonymous anonymously")


@dataclass
class Entity:
    """Somebody or something with a name: its longest form, and what the article calls it besides."""

    core: str
    text: str
    roles: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)
    titled: bool = False

    @property
    def organisation(self) -> bool:
        """Its roles or words say so, or the recogniser does and nothing speaks for a person."""
        if self.titled:
            return False
        if self.core.split()[-1].lower() in lexicon.CORPORATE and " " in self.core:
            return True
        if self.roles & lexicon.ORGANISATIONS or self.kinds["ORG"] > self.kinds["GPE"]:
            return True
        return " " in self.core and not self.kinds["PERSON"] and not self.kinds["GPE"]

    @property
    def person(self) -> bool:
        return self.titled or (self.kinds["PERSON"] > 0 and not self.organisation and " " in self.core)


@dataclass(frozen=True)
class Mention:
    """A noun phrase. `bare` is the determiner of "the plant", where nothing else says which; `definite` names the
    phrase as something known by now."""

    sentence: int
    token: Token
    words: str
    definite: str
    human: bool
    plural: bool
    subject: bool
    time: bool
    bare: Token | None = None
    name: Entity | None = None
    titled: bool = False
    anonymous: bool = False

    @property
    def person(self) -> bool:
        return self.human if self.name is None else self.name.person

    @property
    def speaks(self) -> bool:
        """Whether it is the subject of a reporting verb."""
        return self.subject and self.token.head.lemma_ in lexicon.REPORTING


class Mentions:
    """The noun phrases of an article, found by where they stand."""

    def __init__(self, docs: Sequence[Any]) -> None:
        self.entities: list[Entity] = []
        self._list: list[Mention] = []
        self._verbs: list[tuple[int, Token]] = []
        for index, doc in enumerate(docs):
            for token in doc:
                if _is_head(token):
                    self._list.append(self._mention(index, token))
                elif token.pos_ == "VERB" and token.lemma_ in lexicon.NOUN_OF:
                    self._verbs.append((index, token))
        self._by_place = {(m.sentence, m.token.i): m for m in self._list}
        self._add_roles()

    def at(self, sentence: int, token: Token) -> Mention | None:
        """The mention whose head is `token`."""
        return self._by_place.get((sentence, token.i))

    def before(self, sentence: int, position: int, back: int) -> Iterator[Mention]:
        """The mentions before a place, at most `back` sentences back."""
        for mention in self._list:
            if (mention.sentence, mention.token.i) >= (sentence, position):
                return
            if mention.sentence >= sentence - back:
                yield mention

    # entities

    def _mention(self, sentence: int, head: Token) -> Mention:
        words, titled = _name_words(head) if head.pos_ == "PROPN" else ("", False)
        entity = self._entity(words, head, titled) if words else None
        left = [c for c in head.lefts if not c.is_punct]
        determiner = left[0] if len(left) == 1 and left[0].lower_ in ("the", "this", "that", "these") else None
        known = determiner is not None and not any(c.dep_ in ("prep", "relcl", "acl", "appos") for c in head.rights)
        return Mention(
            sentence, head, words, _definite(head),
            human=_is_person(head),
            plural=is_plural(head) and entity is None,
            subject=head.dep_ in ("nsubj", "nsubjpass"),
            time=head.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"),
            bare=determiner if known and entity is None else None,
            name=entity, titled=titled, anonymous=_is_anonymous(head),
        )  # fmt: skip

    def _entity(self, words: str, head: Token, titled: bool) -> Entity:
        parts = words.split()
        for entity in self.entities:
            known = entity.core.split()
            place = head.ent_type_ in ("GPE", "LOC") or entity.kinds["GPE"] > 0
            if parts == known or (not place and (_is_part(parts, known) or _is_part(known, parts))):
                if len(parts) > len(known):
                    entity.core = words
                full = _titled_text(head)
                entity.text = max(entity.text, entity.core, full if titled else "", key=len)
                break
        else:
            text = _titled_text(head) if titled else _with_article(head, words)
            entity = Entity(words, text, {parts[-1].lower()})
            self.entities.append(entity)
        entity.titled |= titled or _is_who(head)
        entity.kinds[head.ent_type_] += 1
        return entity

    def _add_roles(self) -> None:
        """What appositions, titles and the words of a name say that an entity is."""
        for mention in self._list:
            if mention.name is not None:
                mention.name.roles |= {c.lemma_ for c in mention.token.lefts if c.pos_ == "NOUN" and c.text.islower()}
                for other in mention.token.rights:
                    if other.dep_ == "appos":
                        mention.name.roles.add(other.lemma_.lower())
                        self._add_country(other)
                        mention.name.titled |= other.pos_ == "NOUN" and _is_person(other)
                if mention.token.dep_ == "appos":
                    mention.name.roles.add(mention.token.head.lemma_.lower())
                    mention.name.titled |= _is_person(mention.token.head)

    def _add_country(self, noun: Token) -> None:
        """In "Vellin, the capital of Ostermere" it is Ostermere that is the country."""
        of = next((c for c in noun.rights if c.lower_ == "of"), None) if noun.lemma_ == "capital" else None
        for mention in self._list:
            if of is not None and mention.token.head == of and mention.name is not None:
                mention.name.roles.add("country")

    def entity_with_role(self, roles: Sequence[str], before: Mention) -> Entity | None:
        """The entity last mentioned before a place that is one of `roles`."""
        for mention in reversed(list(self.before(before.sentence, before.token.i, back=99))):
            if mention.name is not None and mention.name.roles & set(roles):
                return mention.name
        return None

    def organisation(self, before: Mention | None = None) -> Entity | None:
        """The organisation last mentioned, or mentioned most where no place is given."""
        if before is None:
            named = [m.name for m in self._list if m.name is not None and m.name.organisation]
            return max(named, key=named.count, default=None) if named else None
        for mention in reversed(list(self.before(before.sentence, before.token.i, back=3))):
            if mention.name is not None and mention.name.organisation:
                return mention.name
        return None

    # descriptions

    def fuller(self, bare: Mention) -> Mention | None:
        """An earlier mention of the same noun that says which one: a named one first, then the last."""
        noun = bare.token.lemma_
        if noun in lexicon.NEVER_FULLER:
            return None
        same = [
            m for m in self.before(bare.sentence, bare.token.i, back=99) if m.token.lemma_ == noun and m.bare is None
        ]
        same = [m for m in same if m.name is None and _is_telling(m.token) and m.plural == bare.plural]
        named = [m for m in same if any(t.pos_ == "PROPN" for t in m.token.lefts)]
        chosen = named[-1:] or same[-1:]
        return chosen[0] if chosen else None

    def event(self, bare: Mention) -> str:
        """The verb that a bare noun takes up: "the theft" after somebody stole something."""
        noun = bare.token.lemma_
        for sentence, verb in reversed(self._verbs):
            if (sentence, verb.i) < (bare.sentence, bare.token.i) and lexicon.NOUN_OF[verb.lemma_] == noun:
                return self.nominal(verb, noun)
        if noun in lexicon.EVENT_NOUNS:
            earlier = [(s, v) for s, v in self._verbs if s == bare.sentence - 1 and v.dep_ in ("ROOT", "ccomp")]
            return self.nominal(earlier[0][1], lexicon.NOUN_OF[earlier[0][1].lemma_]) if earlier else ""
        return ""

    @staticmethod
    def nominal(verb: Token, noun: str) -> str:
        """ "the theft of the travel records", "Neldor's pledge to send four tanker ships"."""
        actor = subject(verb)
        if verb.lemma_ in lexicon.COMMISSIVE and actor is not None and actor.pos_ in ("NOUN", "PROPN"):
            wanted = next((c for c in verb.rights if c.dep_ == "xcomp"), None)
            to = f" to {_short_infinitive(wanted)}" if wanted is not None else ""
            return f"{_definite(actor)}'s {noun}{to}"
        patient = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None) or actor
        if patient is None or patient.pos_ not in ("NOUN", "PROPN"):
            return ""
        return f"the {noun} of {_definite(patient)}" if verb.lemma_ != "leak" else f"the {noun} of {patient.text}"


def _is_head(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "nmod", "npadvmod") and not token.is_punct


def _name_words(head: Token) -> tuple[str, bool]:
    """The name that ends with `head`, without titles, and whether a title stood before it."""
    words = [t for t in head.lefts if t.dep_ == "compound" and t.i < head.i]
    flat = sorted({t for w in words for t in w.subtree} | {head}, key=lambda t: int(t.i))
    core = [t for t in flat if t.pos_ == "PROPN" and t.lower_ not in _TITLES]
    titled = any(t.lower_ in _TITLES for t in flat) or any(t.pos_ == "NOUN" and _is_person(t) for t in flat)
    return " ".join(t.text for t in core), titled and len(core) > 0


def _titled_text(head: Token) -> str:
    """Title and name: "Prime Minister Doran Pelk", "political scientist Aune Morlack"."""
    left = [t for c in head.lefts if c.dep_ in ("compound", "amod") for t in c.subtree]
    words = " ".join(t.text for t in (*left, head))
    return words if head.sent.start != (left or [head])[0].i or (left or [head])[0].pos_ == "PROPN" else _lower(words)


def _with_article(head: Token, words: str) -> str:
    """ "the National Water Board": with the article that the text gives it."""
    return f"the {words}" if any(c.lower_ == "the" for c in head.lefts) else words


def _definite(head: Token) -> str:
    """A noun phrase as one that is known by now: "a storage basin" as "the storage basin"."""
    kept = [c for c in head.lefts if c.dep_ in ("compound", "amod", "nummod", "poss") and c.tag_ != "WP$"]
    left = [t for c in kept for t in c.subtree if t.dep_ != "punct" or t.text == "-"]
    of = next((c for c in head.rights if c.lower_ == "of"), None)
    tail = list(of.subtree) if of is not None and len(list(of.subtree)) <= 6 else []
    text = "".join(t.text_with_ws for t in (*left, head)).strip()
    text += (" " + "".join(t.text_with_ws for t in tail)).rstrip() if tail else ""
    first = (left or [head])[0]
    if first.i == 0 and first.pos_ != "PROPN":
        text = _lower(text)
    owned = any(c.dep_ == "poss" for c in kept) or head.pos_ == "PROPN"
    return text if owned and not any(c.lower_ == "the" for c in head.lefts) else f"the {text}"


def _is_telling(noun: Token) -> bool:
    """Whether a noun phrase says which one: a compound, an owner or an of-phrase."""
    owner = any(c.dep_ in ("compound", "poss") and c.tag_ not in ("PRP$", "WP$") for c in noun.lefts)
    return owner or any(c.lower_ == "of" for c in noun.rights)


def _short_infinitive(verb: Token) -> str:
    patient = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    return str(verb.text) + (
        " " + "".join(t.text_with_ws for c in patient.lefts for t in c.subtree) + patient.text
        if patient is not None
        else ""
    )


def _is_person(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    if lemma in lexicon.PERSONS:
        return True
    ending = lemma.endswith(("ist", "ian", "man", "woman", "ee", "er", "or"))
    return ending and lemma in lexicon.PERSON_NOUNS


def _is_who(head: Token) -> bool:
    """Whether a relative clause with "who" follows."""
    return any(c.dep_ == "relcl" and any(t.lower_ == "who" for t in c.subtree) for c in head.rights)


def _is_anonymous(head: Token) -> bool:
    cut = [c for c in head.rights if c.dep_ in ("relcl", "acl")]
    words = [t for c in cut for t in c.subtree]
    if any(t.lower_ in _ANONYMITY for t in words):
        return True
    return any(t.lower_ == "not" for t in words) and any(t.lower_ in ("named", "identified") for t in words)


def _is_part(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether a name is the beginning or the end of a longer one."""
    return len(short) < len(long) and (
        list(long[: len(short)]) == list(short) or list(long[-len(short) :]) == list(short)
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
