"""Whether a score tells the right claims of `clauses` from the wrong ones: what `hybrid` could filter or rank by.

    python training/rank_proposals.py --csv FILE [--model tuned …]

On gold/dev, for each score: the area under the curve (matched claims over unmatched ones) and F1 when the lowest share
of an article's claims is dropped, the share being the one that gives the other articles the highest F1. Scores: the
share of the claim's words that its sentence has, its likeness to the sentence (all-MiniLM-L6-v2), and for each language
model the mean log-probability of the claim's tokens after the sentence, and how much of that the sentence adds.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
import torch

from claimbench import load_gold, score
from claimbench.baselines._answers import words
from claimbench.baselines._clauses.reading import read
from claimbench.baselines._prompt import below
from claimbench.baselines.causal_lm import CausalLM
from claimbench.baselines.clauses import claims_of
from claimbench.corpus import Gold
from claimbench.matching._encoder import Encoder
from claimbench.records import PredictedClaim, Predictions
from claimbench.running.app import compose
from claimbench.running.load import build
from measuring import auroc
from pairs import Scores

SHARES = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3)


def main() -> None:
    """One line a score; the first drops nothing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", nargs="*", default=["smollm2"], help="configurations of causal_lm")
    parser.add_argument("--csv", type=Path, required=True, help="where the table goes")
    options = parser.parse_args()
    gold = load_gold("dev")
    proposals = [
        (article.id, sentences[index], claim)
        for article in gold
        for reads in [read(article.text)]
        for sentences in [{one.index: str(one.doc.text) for one in reads}]
        for index, claim in claims_of(reads)
    ]
    pairs = [(sentence, claim.text) for _, sentence, claim in proposals]
    scores = {"none": np.zeros(len(pairs)), "words in the sentence": np.array([shared(*pair) for pair in pairs])}
    scores["likeness to the sentence"] = likeness(pairs)
    for name in options.model:
        extractor = build(compose([f"extractor={name}", "extractor.examples=[]"]).extractor)
        after = np.array([log_probability(extractor, *pair) for pair in pairs])
        scores[f"log-probability, {name}"] = after
        scores[f"log-probability added, {name}"] = after - [log_probability(extractor, "", b) for _, b in pairs]
    matched = matches(gold, proposals)
    with options.csv.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(("score", "auroc", "kept", "f1"))
        for name, values in scores.items():
            kept = without_lowest(gold, proposals, values)
            row = (
                name,
                f"{auroc(values[matched], values[~matched]):.3f}",
                len(kept),
                f"{f1(list(counts(gold, kept).values())):.3f}",
            )
            out.writerow(row)
            sys.stdout.write(f"{row[0]:36} {' '.join(map(str, row[1:]))}\n")


Proposal = tuple[str, str, PredictedClaim]


def shared(sentence: str, claim: str) -> float:
    """Share of the claim's words that the sentence has."""
    known, found = set(words(sentence)), words(claim)
    return sum(word in known for word in found) / max(1, len(found))


def likeness(pairs: Sequence[tuple[str, str]]) -> Scores:
    """Cosine of sentence and claim."""
    vectors = dict(Encoder().sentences(sorted({text for pair in pairs for text in pair})))
    return np.array([float(vectors[a] @ vectors[b]) for a, b in pairs])


def log_probability(extractor: CausalLM, sentence: str, claim: str) -> float:
    """Mean log-probability of the claim's tokens as the first line of the answer to a sentence."""
    tokenizer, decoder = extractor._load()
    prompt = tokenizer(extractor.prompt(tokenizer, below((), sentence)) + "- ", add_special_tokens=False)["input_ids"]
    ids = torch.tensor([[*prompt, *tokenizer(claim, add_special_tokens=False)["input_ids"]]])
    with torch.inference_mode():
        logits = decoder.model(input_ids=ids).logits[0, len(prompt) - 1 : -1]
    found: float = logits.log_softmax(-1).gather(1, ids[0, len(prompt) :, None]).mean().item()
    return found


def matches(gold: Gold, proposals: Sequence[Proposal]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """For each proposal, whether the default matcher assigns it to a gold claim."""
    card = score(gold, predictions(proposals))
    return np.array([i in judged.assigned for judged in card.articles for i in range(len(judged.predictions))])


def predictions(proposals: Sequence[Proposal]) -> Predictions:
    grouped = groupby(proposals, key=lambda proposal: proposal[0])
    return Predictions({doc_id: tuple(claim for _, _, claim in group) for doc_id, group in grouped})


def counts(gold: Gold, proposals: Sequence[Proposal]) -> dict[str, Scores]:
    """True positives, false positives and false negatives of each article."""
    card = score(gold, predictions(proposals))
    return {judged.article.id: card.sums("f1", [judged])[:3].astype(float) for judged in card.articles}


def f1(counted: Sequence[Scores]) -> float:
    """F1 of added up counts."""
    tp, fp, fn = np.sum(counted, axis=0)
    return float(2 * tp / (2 * tp + fp + fn))


def without_lowest(gold: Gold, proposals: Sequence[Proposal], values: Scores) -> list[Proposal]:
    """The proposals that are left when each article loses the share of its lowest that is best for the others."""
    kept = {share: dropped(proposals, values, share) for share in SHARES}
    counted = {share: counts(gold, left) for share, left in kept.items()}
    chosen = []
    for doc_id in gold.by_article:
        others = {s: f1([c for other, c in found.items() if other != doc_id]) for s, found in counted.items()}
        best = max(SHARES, key=others.__getitem__)  # the smallest share of those that are as good
        chosen += [proposal for proposal in kept[best] if proposal[0] == doc_id]
    return chosen


def dropped(proposals: Sequence[Proposal], values: Scores, share: float) -> list[Proposal]:
    """The proposals without the lowest share of each article."""
    left = []
    for doc_id in dict.fromkeys(proposal[0] for proposal in proposals):
        rows = [i for i, proposal in enumerate(proposals) if proposal[0] == doc_id]
        lowest = set(sorted(rows, key=lambda i: values[i])[: int(share * len(rows))])
        left += [proposals[i] for i in rows if i not in lowest]
    return left


if __name__ == "__main__":
    main()
