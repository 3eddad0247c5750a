"""Texts beside whole claims, as a prediction is scored: beside all accepted forms of a claim, or of several claims.

Each set is a list of (texts beside claims, whether the text is one of these claims); of each the highest score counts.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

import articles
from articles import Best
from claimbench.corpus import gold_folder, load_gold
from claimbench.jsonl import read_rows
from claimbench.matching._judged import read_judged
from claimbench.matching.check import read_contrasts
from pairs import shuffled
from written_pairs import Claim

EVERY = 3
"""Of so many held-out written claims, and texts of a held-out written article, one is asked."""


def contrasts() -> Best:
    """The paraphrases and contrasts of dev."""
    forms = _forms()
    found: Best = []
    for item in read_contrasts(gold_folder() / "contrasts.jsonl", "dev"):
        accepted = forms[str(item.claim_id)]
        found += [([(text, accepted)], True) for text in item.paraphrases]
        found += [([(text, accepted)], False) for text, _ in item.contrasts]
    return found


def judged() -> Best:
    """The judged pairs of the calibration half; every one whose text stands in the repository is of gold/dev."""
    forms = _forms()
    pairs = read_judged(gold_folder() / "judged_pairs.jsonl", "calibration")
    return [([(item.pair[0], forms[item.claim_id])], item.equivalent) for item in pairs]


def hits() -> Best:
    """Predictions on gold/dev and the claim that looked closest, judged by a reader who saw no score."""
    accepted = {claim.text: claim.forms for claim in load_gold("dev").claims}
    rows = list(read_rows(gold_folder("dev") / "judged_hits.jsonl"))
    return [([(row.text("predicted"), accepted[row.text("gold")])], row.get("same", bool)) for row in rows]


def lists() -> Best:
    """What an annotator listed of the articles of gold/dev, beside the claims that two readers took for the same, and
    beside all other claims of the article; without the lines on which the readers differ.
    """
    gold = load_gold("dev")
    found: Best = []
    for row in read_rows(gold_folder("dev") / "judged_lists.jsonl"):
        text, (same, again) = row.text("text"), row.get("same", list)
        if same == again:
            claims = gold.by_article[row.text("doc_id")]
            found += [
                ([(text, claim.forms) for claim in claims if (claim.id in same) is own], own) for own in (True, False)
            ]
    return [(asked, own) for asked, own in found if asked]


def written(claims: Iterable[Claim]) -> Best:
    """Every text of some held-out written claims beside the claim and its free rewordings."""
    found: Best = []
    for claim in list(claims)[::EVERY]:
        same = [*claim.light, *claim.naming, *claim.forms[1:]]
        told = [(text, True) for text in same] + [(text, False) for text, _ in (*claim.changes, *claim.far)]
        told += [(text, gives and given) for text, gives, given in claim.outputs]
        found += [([(text, _without(claim.forms, text))], label) for text, label in told]
    return found


def garbled() -> Best:
    """Of every claim of gold/dev: each form beside the others, and the claim's words in random order beside all."""
    dice = random.Random(0)
    found: Best = []
    for claim in load_gold("dev").claims:
        found += [([(form, _without(claim.forms, form))], True) for form in claim.forms[1:]]
        found += [([(shuffled(form, dice), claim.forms)], False) for form in claim.forms]
    return found


def of_one_article() -> Best:
    """Each claim of gold/dev beside its other forms, and beside all other claims of its article."""
    listed = [[claim.forms for claim in claims] for claims in load_gold("dev").by_article.values()]
    found = [articles.unlinked("", forms) for forms in listed]
    return [asked for article in found for asked in articles.one_of(article, article.claims)]


def of_written_articles(held: Iterable[articles.Article]) -> Best:
    """The same for some of the claims of written articles, and of the lines printed of them."""
    return [asked for article in held for asked in articles.one_of(article, (*article.claims, *article.lines)[::EVERY])]


def listed_again(held: Iterable[articles.Article]) -> Best:
    """What a second annotator listed of some written articles, beside the claims that it is and beside all others."""
    return [asked for article in held for asked in articles.one_of(article, article.listed[::EVERY])]


def told(held: Iterable[articles.Article]) -> Best:
    """Texts that tell less or more than a claim: only what identifies, or what may be true or false."""
    return [
        ([(one.said.forms[0], article.claims[one.claim].forms)], one.claim in one.said.same)
        for article in held
        for one in article.told
    ]


def _forms() -> dict[str, tuple[str, ...]]:
    return {claim.id: claim.forms for claim in load_gold("dev").claims}


def _without(forms: Sequence[str], one: str) -> list[str]:
    return [form for form in forms if form != one]
