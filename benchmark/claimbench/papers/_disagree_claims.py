"""Claims through every metric that scores claims: FEVERFact's systems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

import numpy as np

from claimbench.corpus import Gold
from claimbench.matching.base import Matcher
from claimbench.papers import _cheats as cheats
from claimbench.papers import _feverfact_data as data
from claimbench.papers import f1_at_k, factscore, propsegment
from claimbench.papers import feverfact as paper
from claimbench.papers._disagree import SANITY, Disagreement, Table
from claimbench.records import PredictedClaim, Predictions

Lists = Sequence[Sequence[str]]
"""Claims, one list an input."""

SHORT = {
    "gpt-4-turbo-3-shot": "gpt-4-turbo",
    "qacg": "qacg",
    "qlora-mistral-instruct-v0.2": "qlora-mistral",
    "t5_small_diverse_7_beam_search": "t5-diverse",
    "t5_small_multiclaim": "t5-multiclaim",
}


def feverfact(folder: Path, matchers: Sequence[Matcher]) -> Disagreement:
    """The five systems of FEVERFact."""
    inputs = data.read_inputs(folder)
    systems: dict[str, Lists] = {short: data.read_claims(folder, name) for name, short in SHORT.items()}
    golds = [item.claims for item in inputs]
    fakes = sanity_claims(golds, [item.sentence for item in inputs])
    gold = data.as_gold(inputs)
    values = _published(folder)
    values |= claim_metrics(gold, golds, systems | fakes, matchers)
    values |= support_metrics(gold, golds, systems | fakes)
    about = f"{len(inputs)} inputs, {sum(map(len, golds))} gold claims, five systems"
    return Disagreement("feverfact", about, tuple(systems), tuple(fakes), values)


def _published(folder: Path) -> Table:
    """The figures that need shipped scores or people; no sanity system has them."""
    table: Table = {"F_fact (people)": {}, "F_fact (AlignScore)": {}, "Faithfulness (AlignScore)": {}}
    human = paper.human_figures(folder, drop=False)
    for name, short in SHORT.items():
        row = paper.figures(folder, name)
        table["F_fact (people)"][short] = human[name]["F_fact_human"] if name in human else None
        table["F_fact (AlignScore)"][short] = row["F_fact"]
        table["Faithfulness (AlignScore)"][short] = row["Faithfulness"]
    return table


def sanity_claims(golds: Lists, sentences: Sequence[str]) -> dict[str, Lists]:
    """The sanity systems, in the order of SANITY."""
    state = np.random.RandomState(0)
    shuffled = [[" ".join(cheats.shuffled_words(claim.split(), state)) for claim in claims] for claims in golds]
    lists = (cheats.repeated(golds), cheats.first(golds), [[s] for s in sentences], cheats.following(golds), shuffled)
    return dict(zip(SANITY, lists, strict=True))


def claim_metrics(gold: Gold, golds: Lists, systems: Mapping[str, Lists], matchers: Sequence[Matcher]) -> Table:
    """What compares claims with gold claims: F_fact with each scorer, PropSegmEnt, our F1 with each matcher."""
    from claimbench.scoring.card import score

    table: Table = {}
    for matcher in matchers:
        table[f"F_fact ({matcher.name})"] = {
            name: paper.averages(paper.score_inputs(list(zip(lists, golds, strict=True)), matcher, redundancy=False))[
                "F_fact"
            ]
            for name, lists in systems.items()
        }
    table["PropSegmEnt F1"] = {
        name: propsegment.averages(
            ([propsegment.words(c) for c in claims], [propsegment.words(c) for c in texts])
            for claims, texts in zip(lists, golds, strict=True)
        )["F1"]
        for name, lists in systems.items()
    }
    for matcher in matchers:
        row = table[f"one-to-one F1 ({matcher.name})"] = {}
        for name, lists in systems.items():
            row[name] = score(gold, _predictions(gold, lists), matcher=matcher).f1
    return table


def support_metrics(gold: Gold, golds: Lists, systems: Mapping[str, Lists]) -> Table:
    """What asks the source and not the gold claims; K is the median number of gold claims of an input."""
    from claimbench.scoring.support import support

    k = max(1, round(median(map(len, golds))))
    table: Table = {"FActScore (γ=10)": {}, f"F1@{k}": {}}
    for name, lists in systems.items():
        verdicts = [support(list(claims), article) for claims, article in zip(lists, gold, strict=True)]
        table["FActScore (γ=10)"][name] = factscore.averages(verdicts)["factscore"]
        table[f"F1@{k}"][name] = f1_at_k.averages(verdicts, k)[f"F1@{k}"]
    return table


def _predictions(gold: Gold, lists: Lists) -> Predictions:
    return Predictions(
        {
            article.id: tuple(PredictedClaim(text) for text in claims if text.strip())
            for article, claims in zip(gold, lists, strict=True)
        }
    )
