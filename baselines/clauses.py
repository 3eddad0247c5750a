"""`clauses`: rules over a dependency parse cut each sentence into claims that stand on their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimbench.baselines._answers import without_repeats
from claimbench.baselines._clauses import wording
from claimbench.baselines._clauses.cuts import Draft
from claimbench.baselines._clauses.grammar import Item
from claimbench.baselines._clauses.mentions import Mentions
from claimbench.baselines._clauses.naming import Naming, anonymous
from claimbench.baselines._clauses.reading import Read, read
from claimbench.baselines._clauses.splitting import Splitter
from claimbench.extractor import Document, Extractor, PredictedClaim


class Clauses(Extractor):
    """Cuts coordination, relative, participle and adverbial clauses and appositions, and carries the attribution."""

    version = "1"

    def extract(self, document: Document) -> list[PredictedClaim]:
        return [claim for _, claim in claims_of(read(document.text))]


def claims_of(reads: Sequence[Read]) -> Iterator[tuple[int, PredictedClaim]]:
    """The claims of parsed sentences, each with the index of its sentence, in order, repeats left out."""
    splitters = [Splitter(one.index, one.quoted, one.tail) for one in reads]
    for one, splitter in zip(reads, splitters, strict=True):
        splitter.split(one.doc)
    mentions = Mentions([one.doc for one in reads])
    wordings = _Wordings(mentions)
    found: dict[str, tuple[int, PredictedClaim]] = {}
    for one, splitter in zip(reads, splitters, strict=True):
        speaker = _speaker(one, reads, splitters) if one.quoted else None
        for draft in splitter.drafts:
            claim = wordings.claim(draft, speaker)
            if claim is not None:
                found.setdefault(claim.text, (one.index, claim))
    for text in without_repeats(found):
        yield found[text]


def _speaker(quoted: Read, reads: Sequence[Read], splitters: Sequence[Splitter]) -> Splitter | None:
    """The sentence that names the speaker of a quotation: the next in its paragraph that names one, else the last."""
    here = [s for r, s in zip(reads, splitters, strict=True) if r.paragraph == quoted.paragraph and s.speaker]
    return next((s for s in here if s.index > quoted.index), here[-1] if here else None)


class _Wordings:
    """Turns drafts into claims, with the names of one article."""

    def __init__(self, mentions: Mentions) -> None:
        self._mentions = mentions
        self._naming = Naming(mentions)

    def claim(self, draft: Draft, speaker: Splitter | None) -> PredictedClaim | None:
        """The claim of a draft; None where it is too short to be one."""
        said = draft.source or (speaker.speaker if speaker else ())
        where = draft.sentence if draft.source or speaker is None else speaker.index
        source = self.source(said, where) if said else None
        names = self._naming.names(draft.items, draft.sentence, draft.source, source or "")
        text = wording.sentence(draft.items, names)
        if len(text.split()) < 3:
            return None
        if source:
            text = wording.attributed(wording.phrase(draft.items, names).strip(" ,;:-–—") + ".", source)
        return PredictedClaim(text, source)

    def source(self, items: Sequence[Item], sentence: int) -> str:
        """Who says so, named in full."""
        text = wording.phrase(items, self._naming.names(items, sentence))
        mentions = [self._mentions.at(sentence, item) for item in items if not isinstance(item, str)]
        heads = [m for m in mentions if m is not None]
        return anonymous(text) if heads and heads[0].anonymous else text
