"""The figures of MODEL_CARD.md: the packaged matcher, as it ships, on the held-out written claims.

    python training/report.py [--contrasts DIR] [--part validation|test] [--cosine] [--stories FILE]

Prints JSON: AUROC near and far, accuracies at the matcher's own threshold and by phenomenon (see measuring.py);
`contains` on joined claims; AUROC on the near claims that no training saw; and, of two claims of one input in FILE
(JSON Lines with `claims`, gzipped; FEVERFact's validation file), the share called equivalent. With --matcher another
matcher; with --cosine only the first, for the untouched encoder's cosine.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import near_pairs
import written_pairs
from claimbench.matching import registry
from claimbench.matching.base import Matcher
from measuring import auroc, measure
from pairs import Pair, Scores


def main() -> None:
    """Print the figures of one part of the claims."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--contrasts", type=Path, default=Path(__file__).parent / "contrasts")
    parser.add_argument("--part", choices=("validation", "test"), default="validation")
    parser.add_argument("--matcher", default="cross_encoder", metavar="NAME")
    parser.add_argument("--cosine", action="store_true", help="the untouched encoder instead")
    parser.add_argument("--stories", type=Path, help="gzipped JSON Lines with lists of different claims")
    options = parser.parse_args()
    claims = getattr(written_pairs.split(options.contrasts), options.part)
    if options.cosine:
        found = measure(_cosine, claims)
    else:
        matcher = registry.get(options.matcher)
        found = measure(lambda pairs: np.array(matcher.equivalent(pairs)), claims, matcher.threshold)
        found |= {"contains": _containment(matcher, claims), "unseen near claims": _unseen(matcher)}
        if options.stories:
            found["same story called equivalent"] = _same_story(matcher, options.stories)
    json.dump(found, sys.stdout, indent=1)
    sys.stdout.write("\n")


def _unseen(matcher: Matcher) -> dict[str, float]:
    """AUROC on the claims of one file of near claims: light and free rewordings, changes with few and with many words."""
    rows = near_pairs.unseen(Path(__file__).parent / "near")
    texts = {
        "near": ([(t, r.gold) for r in rows for t in r.same[:3]], [(t, r.gold) for r in rows for t, _ in r.other[:4]]),
        "far": ([(t, r.gold) for r in rows for t in r.same[3:]], [(t, r.gold) for r in rows for t, _ in r.other[4:]]),
    }
    scores = {name: [np.array(matcher.equivalent(pairs)) for pairs in both] for name, both in texts.items()}
    found = {name: auroc(*both) for name, both in scores.items()}
    found |= {"crossed": auroc(scores["far"][0], scores["near"][1])}
    return {"claims": len(rows), **{name: round(value, 4) for name, value in found.items()}}


def _cosine(pairs: Sequence[Pair]) -> Scores:
    from sentence_transformers import SentenceTransformer

    from train_cross_encoder import packaged_encoder

    encoder = SentenceTransformer(str(packaged_encoder()))
    first, second = (encoder.encode([pair[side] for pair in pairs], normalize_embeddings=True) for side in (0, 1))
    cosines: Scores = (first * second).sum(axis=1).astype(np.float64)
    return cosines


def _same_story(matcher: Matcher, path: Path) -> float:
    rng = random.Random(0)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        stories = [json.loads(line)["claims"] for line in lines]
    pairs = [tuple(rng.sample(claims, 2)) for claims in stories if len(set(claims)) == len(claims) > 1]
    return round(float((np.array(matcher.equivalent(pairs)) >= matcher.threshold).mean()), 4)


def _containment(matcher: Matcher, claims: Sequence[written_pairs.Claim]) -> dict[str, float]:
    """A claim asked of five joined lines: a paraphrase of it, a change of it, or nothing of it among them."""
    rng = random.Random(0)
    asked: dict[str, list[Pair]] = {"said": [], "changed": [], "absent": []}
    for claim in claims:
        others = [other.forms[1] for other in rng.sample(claims, 5) if other is not claim][:4]
        change = rng.choice([text for text, kind in claim.changes if kind != "composite"])
        for name, line in (("said", [rng.choice(claim.forms[1:])]), ("changed", [change]), ("absent", [])):
            lines = [*others, *line]
            rng.shuffle(lines)
            asked[name].append(("\n".join(lines), claim.forms[0]))
    scores = {name: np.array(matcher.contains(pairs)) for name, pairs in asked.items()}
    found = {f"auroc said over {name}": round(auroc(scores["said"], scores[name]), 4) for name in ("changed", "absent")}
    limit = matcher.containment_threshold
    return {**found, **{f"{name} yes": round(float((value >= limit).mean()), 3) for name, value in scores.items()}}


if __name__ == "__main__":
    main()
