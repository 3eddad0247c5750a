from __future__ import annotations

from pathlib import Path

import articles
import contained_lists
import near_pairs
import summaries
import written_pairs
from claimbench import load_gold
from claimbench.matching.check import read_contrasts
from claimbench.matching.text import normalise
from pairs import rows

ROOT = Path(__file__).parents[2]
TRAINING = ROOT / "training"


def test_no_training_text_is_a_gold_claim_or_a_text_of_the_contrast_set() -> None:
    claims = written_pairs.split(TRAINING / "contrasts")
    written = {
        text
        for claim in (*claims.train, *claims.validation, *claims.test)
        for text in (*claim.forms, *claim.light, *claim.naming, *(t for t, _ in (*claim.changes, *claim.far)))
    }
    for near in (row for part in near_pairs.split(TRAINING / "near") for row in part):
        written |= {near.gold, *near.same, *(text for text, _ in near.other)}
    for listed in (row for part in contained_lists.split(TRAINING / "contained") for row in part):
        written |= {*listed.lines, *(text for text, _, _ in listed.claims)}
    for article in (row for part in articles.split(TRAINING / "articles") for row in part):
        written |= {form for said in (*article.claims, *article.lines, *article.listed) for form in said.forms}
        written |= {one.said.forms[0] for one in article.told}
    for file in summaries.files(TRAINING / "lines"):
        written |= {text for row in rows(file) for told in row["rewords"].values() for text in told}  # type: ignore[attr-defined]
    gold = {
        form
        for name in ("news", "dev")
        for per_article in load_gold(name).by_article.values()
        for claim in per_article
        for form in claim.forms
    }
    for item in read_contrasts(ROOT / "gold" / "contrasts.jsonl"):
        gold |= {item.gold, *item.paraphrases, *(text for text, _ in item.contrasts)}
    assert not {normalise(text) for text in written} & {normalise(text) for text in gold}
