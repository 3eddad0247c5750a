"""What becomes of adverbial clauses: claims of their own, links that name both ends, or reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimbench.baselines._clauses import grammar as g
from claimbench.baselines._clauses import lexicon
from claimbench.baselines._clauses.cuts import Draft, Items, clause_in_disguise
from claimbench.baselines._clauses.grammar import Token
from claimbench.baselines._clauses.inflection import past

if TYPE_CHECKING:
    from claimbench.baselines._clauses.splitting import Splitter


def adverbial(
    splitter: Splitter, child: Token, verb: Token, actor: Items, whole: Items, local: Items, source: Items
) -> None:
    """The claims of the adverbial clause `child` of `verb`.

    `actor` is the subject of the main clause and `whole` its words, empty for a reporting verb; `local` is who the
    main clause is credited to, `source` who the whole sentence is credited to.
    """
    disguised = clause_in_disguise(child) if child.dep_ == "prep" else None
    if disguised is not None:
        noun, inner = disguised
        splitter.clause(inner, splitter.plain(noun), source)
        link(splitter, (child.lower_,), (*splitter.plain(noun), *splitter.plain(inner)), verb, whole, local)
        return
    if g.is_infinitive(child):
        for purpose in splitter.purposes(child):
            splitter.add((*untimed(whole, verb), *purpose), local)
        return
    mark = g.marker(child)
    if mark:
        _marked(splitter, child, mark, verb, whole, local, source)
    elif child.tag_ == "VBG":
        _participle(splitter, child, verb, actor, whole, local, source)
    elif g.subject(child) is None:
        splitter.participle(child, actor, False, True, local)
    else:
        splitter.clause(child, (), source)


def _marked(
    splitter: Splitter, child: Token, mark: str, verb: Token, whole: Items, local: Items, source: Items
) -> None:
    full = splitter.plain(child)
    text = without_marker(full, mark)
    opening = full[: len(full) - len(text)]
    before = len(splitter.drafts)
    splitter.clause(child, (), source)
    for at in range(before, len(splitter.drafts)):
        draft = splitter.drafts[at]
        items = without_marker(draft.items, mark)
        splitter.drafts[at] = Draft(items, draft.source, draft.sentence, draft.quoted)
    if mark in lexicon.ORDER | lexicon.CAUSE and whole:
        link(splitter, opening, text, verb, whole, local)


def without_marker(items: Items, mark: str) -> Items:
    """The clause without the conjunction that opens it and what stands before it ("hours after")."""
    at = next((i for i, item in enumerate(items) if getattr(item, "lower_", "") == mark), None)
    return items if at is None or at > 3 else items[at + 1 :]


def link(splitter: Splitter, opening: Items, text: Items, verb: Token, whole: Items, local: Items) -> None:
    """The main clause, without its own time, with the clause of time or cause behind it."""
    if whole:
        splitter.add((*untimed(whole, verb), *opening, *text), local)


def untimed(items: Items, verb: Token) -> Items:
    """The words of a clause without the time adjuncts of its verb."""
    times = {t.i for child in verb.children if g.is_time(child) for t in child.subtree}
    return tuple(item for item in items if getattr(item, "i", -1) not in times)


def _participle(
    splitter: Splitter, child: Token, verb: Token, actor: Items, whole: Items, local: Items, source: Items
) -> None:
    """ ", leaving 62,000 homes dark", ", adding that …", ", calling it unfair", ", working in shifts"."""
    for one in g.conjoined(child):
        speaker = source if source and (one.lemma_ in lexicon.REPORTING | lexicon.JUDGING) else actor
        content = splitter._reported(one)
        if one.lemma_ == "cite":
            found: list[Token] = []
            splitter.parts(one, found)
            for inner in found:
                splitter._detached(inner, one, speaker, (), speaker, speaker)
        elif content is not None:
            splitter.clause(content, (), speaker)
            splitter.speaker = speaker
        elif one.lemma_ in lexicon.JUDGING:
            _same_actor(splitter, one, verb, speaker, ())
        elif one.lemma_ in lexicon.CONSEQUENCE and whole and g.opened_by_comma(child):
            consequence(splitter, one, verb, whole, local)
        else:
            _same_actor(splitter, one, verb, actor, local)


def _same_actor(splitter: Splitter, child: Token, verb: Token, actor: Items, local: Items) -> None:
    found: list[Token] = []
    in_past = g.is_past(verb)
    for variant in splitter.parts(child, found):
        words: Items = tuple(past(child.lemma_) if item == child and in_past else item for item in variant)
        be: Items = () if in_past else ("is",)
        splitter.add((*actor, *be, *words), local)
    for one in found:
        splitter._detached(one, child, actor, (), local, local)


def consequence(splitter: Splitter, child: Token, verb: Token, whole: Items, local: Items) -> None:
    """What the whole main clause brought about: "the closure of the plant left …", or main clause and participle."""
    found: list[Token] = []
    effect = splitter.parts(child, found)[0]
    event = nominal(splitter, verb)
    if event and g.is_past(verb):
        splitter.add((*event, *(past(child.lemma_) if item == child else item for item in effect)), local)
    else:
        splitter.add((*untimed(whole, verb), ",", *effect), local)
    for one in found:
        splitter._detached(one, child, event or whole, (), local, local)


def nominal(splitter: Splitter, verb: Token) -> Items:
    """The event of a clause as a noun phrase, "the theft of the records"; empty where no noun is known."""
    noun = lexicon.NOUN_OF.get(verb.lemma_)
    own = g.subject(verb)
    wanted = next((c for c in verb.children if c.dep_ in ("xcomp", "advcl") and g.is_infinitive(c)), None)
    if noun is not None and verb.lemma_ in lexicon.COMMISSIVE and own is not None:
        return (*splitter.plain(own), "'s", noun, *(splitter.plain(wanted) if wanted is not None else ()))
    patient = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None) or g.subject(verb)
    if noun is None or patient is None:
        return ()
    return ("the", noun, "of", *splitter.plain(patient))
