"""Triples through every metric that scores triples, and, as texts, through those that score claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from claimbench.corpus import Gold
from claimbench.matching.base import Matcher
from claimbench.papers import _cheats as cheats
from claimbench.papers import carb as carb_metric
from claimbench.papers import wire57 as wire57_metric
from claimbench.papers._disagree import SANITY, Disagreement, Table
from claimbench.papers._disagree_claims import claim_metrics
from claimbench.papers.triples import Part, Triple, Triples, part
from claimbench.records import Article, GoldClaim

CARB_SYSTEMS = {
    "ClausIE": "clausie",
    "OpenIE-4": "openie4",
    "OpenIE-5": "openie5",
    "PropS": "props",
    "ReVerb": "reverb",
}


def carb(folder: Path, matchers: Sequence[Matcher]) -> Disagreement:
    """CaRB's test sentences and the five outputs that are in the data; ReVerb has no published figure."""
    from claimbench.packed import has
    from claimbench.papers import _carb_data as data

    gold = data.read_gold(folder / "data/gold/test.tsv")
    files = {name: folder / f"system_outputs/test/{form}_output.txt" for name, form in CARB_SYSTEMS.items()}
    systems = {name: data.read_output(f, CARB_SYSTEMS[name], gold) for name, f in files.items() if has(f)}
    inside = {name: {k: items for k, items in rows.items() if k in gold} for name, rows in systems.items()}
    sentences = data.read_sentences(folder / "data/gold/test.tsv")
    return _disagreement("carb", gold, inside, sentences, matchers)


def wire57(folder: Path, matchers: Sequence[Matcher]) -> Disagreement:
    """WiRe57's sentences and seven systems."""
    from claimbench.papers import _wire57_data as data

    return _disagreement(
        "wire57", data.read_gold(folder), data.read_systems(folder), data.read_sentences(folder), matchers
    )


def _disagreement(
    name: str,
    gold: Triples,
    systems: Mapping[str, Triples],
    sentences: Mapping[str, str],
    matchers: Sequence[Matcher],
) -> Disagreement:
    fakes = sanity_triples(gold, sentences)
    everyone = {**systems, **fakes}
    values = triple_metrics(gold, everyone)
    texts = [[item.text for item in items] for items in gold.values()]
    as_texts = {s: [[item.text for item in rows.get(key, ())] for key in gold] for s, rows in everyone.items()}
    values |= claim_metrics(_as_gold(name, gold, sentences), texts, as_texts, matchers)
    about = f"{len(gold)} sentences, {sum(map(len, gold.values()))} gold tuples, {len(systems)} systems"
    return Disagreement(name, about, tuple(systems), tuple(fakes), values)


def triple_metrics(gold: Triples, systems: Mapping[str, Triples]) -> Table:
    """CaRB and WiRe57."""
    table: Table = {name: {} for name in ("CaRB AUC", "CaRB best F1", "WiRe57 F1", "WiRe57 exact F1")}
    for system, rows in systems.items():
        curve = carb_metric.curve(gold, rows)
        scores = wire57_metric.score(gold, rows)
        figures = (curve.auc, curve.best.f1, scores.f1, scores.exact_f1)
        for metric, figure in zip(table, figures, strict=True):
            table[metric][system] = figure
    return table


def sanity_triples(gold: Triples, sentences: Mapping[str, str]) -> dict[str, Triples]:
    """The sanity systems, in the order of SANITY; the whole sentence stands in each slot of its one triple."""
    state = np.random.RandomState(0)
    golds = list(gold.values())
    whole = [[Triple(p, p, (p,))] for p in (part(sentences[key]) for key in gold)]
    shuffled = [[_shuffled(item, state) for item in items] for items in golds]
    lists = (cheats.repeated(golds), cheats.first(golds), whole, cheats.following(golds), shuffled)
    return {
        name: {key: tuple(items) for key, items in zip(gold, rows, strict=True)}
        for name, rows in zip(SANITY, lists, strict=True)
    }


def _shuffled(item: Triple, state: np.random.RandomState) -> Triple:
    """The words of a triple in random order, as many in each slot as before."""
    slots = (item.subject, item.relation, *item.objects)
    words = cheats.shuffled_words([word for slot in slots for word in slot.words], state)
    parts = []
    for slot in slots:
        parts.append(Part(tuple(words[: len(slot.words)])))
        words = words[len(slot.words) :]
    return Triple(parts[0], parts[1], tuple(parts[2:]), item.confidence)


def _as_gold(name: str, gold: Triples, sentences: Mapping[str, str]) -> Gold:
    articles = tuple(Article(key, sentences[key], ()) for key in gold)
    claims = tuple(
        GoldClaim(f"{key}-c{i:02d}", key, item.text) for key, items in gold.items() for i, item in enumerate(items, 1)
    )
    return Gold(name, "0", articles, claims, (), f"The tuples of {name} as texts.")
