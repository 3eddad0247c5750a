"""What pronouns and bare descriptions stand for, so that a claim can be read without the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimbench.baselines._clauses import lexicon
from claimbench.baselines._clauses.grammar import Item, Token
from claimbench.baselines._clauses.lexicon import word_set
from claimbench.baselines._clauses.mentions import Mention, Mentions

_SINGULAR_PERSON = word_set("he him his she her hers")
_THING = word_set("it its")
_PLURAL = word_set("they them their those these")
_SPEAKER = word_set("we us our i me my ours")
_POSSESSIVE = word_set("his her its their our my")
_QUANTIFIERS = word_set("none several many few most some both two three four all")
_EVENTS = frozenset(lexicon.NOUN_OF.values()) | lexicon.EVENT_NOUNS
_COMPANIES = word_set("company firm business manufacturer maker")
_AGENCIES = {
    "agency": ("board", "agency", "authority", "commission", "office", "institute"),
    "watchdog": ("regulator",),
}

Names = dict[int, str]
"""What replaces a token of a sentence, by its index in the sentence; empty text deletes it."""


class Naming:
    """Finds the names for the words of one claim. Built once an article."""

    def __init__(self, mentions: Mentions) -> None:
        self._all = mentions

    def names(self, items: Sequence[Item], sentence: int, source: Sequence[Item] = (), speaker: str = "") -> Names:
        """The replacements for one claim. `source` are the tokens of who says so, `speaker` how they are called."""
        names: Names = {}
        tokens = [item for item in items if not isinstance(item, str)]
        for at, token in enumerate(tokens):
            if token.i in names:
                continue
            word = token.lower_
            if word in _SPEAKER and speaker and token.tag_ in ("PRP", "PRP$"):
                names[token.i] = self._called(speaker, word)
            elif token.tag_ in ("PRP", "PRP$") or (word in ("those", "these") and token.dep_ == "pobj"):
                found = self._pronoun(token, tokens[:at], sentence, source)
                if found:
                    names[token.i] = possessive(found) if word in _POSSESSIVE and token.tag_ == "PRP$" else found
            elif word in _QUANTIFIERS and token.dep_ in ("nsubj", "nsubjpass") and not list(token.children):
                found = self._pronoun(token, (), sentence, ())
                if found:
                    names[token.i] = f"{word} of {found}"
            else:
                names |= self._described(token, sentence)
        return names

    # pronouns

    def _pronoun(self, token: Token, before: Sequence[Token], sentence: int, source: Sequence[Item]) -> str:
        word = token.lower_
        if word.endswith(("self", "selves")) or token.dep_ == "expl" or _is_empty(token):
            return ""
        if any(self._fits(word, self._all.at(sentence, t)) for t in before if t.pos_ in ("NOUN", "PROPN")):
            return ""
        heads = [item for item in source if not isinstance(item, str) and token.dep_ in ("nsubj", "nsubjpass", "poss")]
        if any(self._fits(word, self._all.at(sentence, t)) for t in heads if t.pos_ in ("NOUN", "PROPN")):
            return ""
        best = max(self._candidates(token, sentence), key=lambda pair: pair[0], default=None)
        if best is None or (word in _THING and not (best[1].name or best[1].subject)):
            return ""
        return self.text(best[1])

    def _candidates(self, token: Token, sentence: int) -> Iterator[tuple[float, Mention]]:
        """Mentions that a pronoun may stand for, with how likely each is: near, subject, named."""
        speech = token.head if token.dep_ == "nsubj" and token.head.lemma_ in lexicon.REPORTING else None
        inside = {t.i for c in (speech.children if speech is not None else ()) if c.dep_ == "ccomp" for t in c.subtree}
        inside |= {t.i for t in token.ancestors if t.pos_ in ("NOUN", "PROPN")}
        for mention in self._all.before(sentence, token.i, back=3):
            if not self._fits(token.lower_, mention) or (mention.sentence == sentence and mention.token.i in inside):
                continue
            score = -3.0 * (sentence - mention.sentence)
            named = 2.0 if token.dep_ == "poss" else 1.0
            score += 2.5 * mention.subject + named * bool(mention.name) + 0.5 * (mention.token.dep_ == "dobj")
            score += 1.5 * (speech is not None and mention.speaks)
            score -= 2.0 * (token.dep_ == "poss" and mention.token.lemma_ in _EVENTS)
            if token.lower_ in _QUANTIFIERS:
                nested = any(t.dep_ in ("acl", "relcl") for t in mention.token.ancestors)
                score = -3.0 * (sentence - mention.sentence) - 2.0 * nested - 1.0 * mention.subject
                score += 1.0 * (mention.token.dep_ == "dobj")
            if token.lower_ in ("those", "these"):
                score -= 3.0 * mention.person
            yield score + mention.token.i / 1000, mention

    @staticmethod
    def _fits(word: str, mention: Mention | None) -> bool:
        if mention is None:
            return False
        if word in _SINGULAR_PERSON:
            return mention.person and not mention.plural
        if word in _THING:
            return not mention.person and not mention.plural and not mention.time
        return mention.plural and not mention.time

    def _called(self, speaker: str, word: str) -> str:
        """What "we" and "I" become: the speaker's organisation for officers of one, else the speaker."""
        officer = any(role in speaker.lower().split() for role in ("executive", "spokesman", "spokeswoman", "chairman"))
        organisation = self._all.organisation() if officer and word in ("we", "us", "our") else None
        called = organisation.text if organisation is not None else " ".join(speaker.split()[-2:])
        return possessive(called) if word in _POSSESSIVE else called

    # descriptions

    def _described(self, noun: Token, sentence: int) -> Names:
        """A fuller name for "the plant", "the agency", "the theft"; for a partial name, the whole."""
        mention = self._all.at(sentence, noun)
        if mention is None:
            return {}
        if mention.name:
            return self._whole_name(mention)
        if not mention.bare:
            return {}
        found = self._referent(mention)
        if not found:
            return {}
        return {mention.bare.i: "", noun.i: found}

    def _whole_name(self, mention: Mention) -> Names:
        entity = mention.name
        if entity is None or mention.words == entity.core or not entity.person or mention.titled:
            return {}
        if len(mention.words.split()) < len(entity.core.split()) and entity.core.endswith(mention.words):
            return {mention.token.i: entity.core}
        return {}

    def text(self, mention: Mention) -> str:
        """How a mention is called when it stands for a pronoun."""
        if mention.name is not None:
            return mention.name.text
        if mention.bare is not None:
            found = self._referent(mention)
            if found:
                return found
        return anonymous(self._owned(mention)) if mention.anonymous else self._owned(mention)

    def _referent(self, mention: Mention) -> str:
        """The fullest text for a bare description; empty where the article has none."""
        noun = mention.token.lemma_.lower()
        described = self._all.entity_with_role((noun, *_AGENCIES.get(noun, ())), mention)
        if described is None and noun in _COMPANIES:
            described = self._all.organisation(mention)
        if described is not None:
            return described.text
        fuller = self._all.fuller(mention)
        return self._owned(fuller) if fuller is not None else self._all.event(mention)

    def _owned(self, mention: Mention) -> str:
        """The definite text of a mention, with the owner in it named ("the country's regulator")."""
        owner = next((c for c in mention.token.lefts if c.dep_ == "poss"), None)
        owning = self._all.at(mention.sentence, owner) if owner is not None else None
        if owning is None or owning.bare is None:
            return mention.definite
        found = self._referent(owning)
        return (
            re.sub(rf"^(?:the )?{re.escape(owning.token.text)}", lambda _: found, mention.definite)
            if found
            else mention.definite
        )


def possessive(name: str) -> str:
    """ "Oda Brandel's", "the hackers'"."""
    if name.endswith(("'s", "’s", "s'", "s’")):
        return name
    plural = name.endswith("s") and name.split()[-1].islower()
    return name + ("'" if plural else "'s")


def _is_empty(token: Token) -> bool:
    """ "It" in "it emerged that" and "it is clear that"."""
    head = token.head
    return (
        token.lower_ == "it"
        and any(c.dep_ in ("ccomp", "csubj") and c.i > head.i for c in head.children)
        and (
            head.lemma_ in ("be", "emerge", "seem", "appear", "turn", "happen") and head.lemma_ not in lexicon.REPORTING
        )
    )


def anonymous(text: str) -> str:
    """ "an official at the ministry" as "an anonymous official at the ministry"."""
    first, _, rest = text.partition(" ")
    if first.lower() in ("a", "an", "the"):
        return f"{'the' if first.lower() == 'the' else 'an'} anonymous {rest}"
    return f"{first} anonymous {rest}" if first.lower() in _NUMBERS else f"anonymous {text}"


_NUMBERS = word_set("two three four five six seven eight nine ten several some many")
