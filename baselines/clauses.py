"""`clauses`: rules over a dependency parse cut each sentence into claims that stand on their own."""

from __future__ import annotations

from claimbench.baselines._answers import without_repeats
from claimbench.baselines._clauses import wording
from claimbench.baselines._clauses.reading import read
from claimbench.baselines._clauses.splitting import Draft, Splitter
from claimbench.extractor import Document, Extractor, PredictedClaim


class Clauses(Extractor):
    """Cuts coordination, relative, participle and adverbial clauses and appositions, and carries the attribution."""

    version = "1"

    def extract(self, document: Document) -> list[PredictedClaim]:
        drafts: list[Draft] = []
        for one in read(document.text):
            splitter = Splitter(one.index, one.quoted)
            splitter.split(one.doc)
            drafts += splitter.drafts
        claims = {}
        for draft in drafts:
            text = wording.sentence(draft.items, lambda token: None)
            source = wording.phrase(draft.source, lambda token: None) or None
            if source:
                source = source[0].lower() + source[1:] if source.split()[0] in ("The", "A", "An") else source
                text = wording.attributed(text, source)
            if len(text.split()) >= 4:
                claims.setdefault(text, PredictedClaim(text, source))
        kept = set(without_repeats(claims))
        return [claim for text, claim in claims.items() if text in kept]
