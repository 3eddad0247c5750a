"""Draw pairs of predicted and gold claims for two readers to judge, in strata of similarity over all matchers.

    python training/sample_judged_pairs.py --data DIR --out sheet.jsonl

Predictions come from the rule-based extractors on gold/dev and on FEVERFact's validation inputs (read from DIR, never
copied into the project). A pair's similarity is the mean over several matchers; every stratum gives the same number
of pairs, and each pair keeps its weight (pairs in the stratum / pairs drawn), so that rates over all pairs can be
estimated. The sheet holds texts for the readers; what is kept in gold/judged_pairs.jsonl of FEVERFact is ids only.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path
from random import Random

import numpy as np

from claimbench import load_gold
from claimbench.jsonl import sha256
from claimbench.matching.registry import get
from claimbench.records import Document
from claimbench.running.app import compose
from claimbench.running.extract import extract_one
from claimbench.running.load import build

EXTRACTORS = ("sentences", "clauses")
MATCHERS = ("token_f1", "rouge_l", "chrf", "embedding", "alignment")
EDGES = (0.15, 0.3, 0.45, 0.6, 0.75)
SEED = 20261122


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds feverfact/")
    parser.add_argument("--out", type=Path, required=True, help="the sheet for the readers (JSON Lines)")
    parser.add_argument("--dev", type=int, default=34, help="pairs a stratum from gold/dev")
    parser.add_argument("--feverfact", type=int, default=28, help="pairs a stratum from FEVERFact's validation inputs")
    args = parser.parse_args()
    rows = draw(dev_pairs(), args.dev) + draw(feverfact_pairs(args.data), args.feverfact)
    Random(SEED).shuffle(rows)
    lines = (json.dumps({"n": n} | row, ensure_ascii=False) + "\n" for n, row in enumerate(rows))
    args.out.write_text("".join(lines), encoding="utf-8")


def dev_pairs() -> list[dict[str, object]]:
    gold = load_gold("dev")
    articles = [(a.document(), [(c.id, c.text) for c in gold.by_article[a.id]]) for a in gold]
    return [row for name in EXTRACTORS for row in pairs("dev", name, articles)]


def feverfact_pairs(data: Path) -> list[dict[str, object]]:
    with gzip.open(data / "feverfact" / "validation.jsonl.gz", "rt", encoding="utf-8") as stream:
        inputs = [json.loads(line) for line in stream]
    chosen = Random(SEED).sample(inputs, 200)
    articles = [
        (Document(str(row["sentence_id"]), row["sentence"]), [(str(i), text) for i, text in enumerate(row["claims"])])
        for row in chosen
    ]
    return [row for name in EXTRACTORS for row in pairs("feverfact-validation", name, articles)]


def pairs(corpus: str, name: str, articles: list[tuple[Document, list[tuple[str, str]]]]) -> list[dict[str, object]]:
    """Every predicted claim with every gold claim of its article."""
    extractor = build(compose([f"extractor={name}"]).extractor)
    return [
        {
            "corpus": corpus, "doc_id": document.id, "extractor": name, "prediction": i,
            "prediction_sha256": sha256(claim.text), "gold": gold_id, "a": claim.text, "b": text,
        }
        for document, gold in articles
        for i, claim in enumerate(extract_one(extractor, document, name))
        for gold_id, text in gold
    ]  # fmt: skip


def draw(rows: list[dict[str, object]], each: int) -> list[dict[str, object]]:
    """`each` pairs of every stratum of mean similarity, with their weights; a pair of strings is drawn once."""
    unique = list({(str(row["a"]), str(row["b"])): row for row in rows}.values())
    texts = [(str(row["a"]), str(row["b"])) for row in unique]
    similarity = np.mean([get(name).equivalent(texts) for name in MATCHERS], axis=0)
    strata = np.digitize(similarity, EDGES)
    drawn = []
    for stratum in range(len(EDGES) + 1):
        members = [row for row, s in zip(unique, strata, strict=True) if s == stratum]
        chosen = Random(SEED + stratum).sample(members, min(each, len(members)))
        drawn += [row | {"stratum": stratum, "weight": len(members) / len(chosen)} for row in chosen]
    return drawn


if __name__ == "__main__":
    main()
