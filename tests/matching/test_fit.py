from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np

from claimbench.matching._alignment import features, fit

CLAIMS = [
    (
        "The old ferry sank near Tolm.",
        "Near Tolm the old ferry sank.",
        "The old ferry did not sink near Tolm.",
        "The ferry sank.",
    ),
    (
        "Orla Finn bought the quarry.",
        "The quarry was bought by Orla Finn.",
        "Orla Finn sold the quarry.",
        "Orla Finn bought something.",
    ),
    ("Nine goats ran on Monday.", "On Monday nine goats ran.", "Nine goats ran on Friday.", "Goats ran."),
]
STORY = ["The mayor resigned.", "The mayor blamed the press.", "The budget had been leaked."]


def test_a_measure_never_speaks_for_a_pair() -> None:
    generator = np.random.RandomState(0)
    measures = generator.rand(200, 3)
    labels = measures[:, 0] - 0.5 * measures[:, 1] < 0.3
    bias, weights = fit.fit(measures, labels, np.ones(200))
    assert (weights >= 0).all()
    assert weights[0] > 1
    assert weights[1] == 0
    assert bias > 0


def test_the_threshold_balances_both_errors() -> None:
    assert fit._equal_errors(np.array([0.2, 0.6, 0.7, 0.9]), np.array([0.0, 0.1, 0.3, 0.65])) == 0.6


def test_the_command_writes_a_table(tmp_path: Path) -> None:
    claims, rose, out = tmp_path / "claims.jsonl", tmp_path / "rose", tmp_path / "weights.json"
    claims.write_text("".join(json.dumps(record(*claim)) + "\n" for claim in CLAIMS), encoding="utf-8")
    rose.mkdir()
    with gzip.open(rose / "acu_cnndm_test.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write(json.dumps({"reference": "   ".join(STORY), "acus": STORY}) + "\n")
    fit.main([str(claims), "--rose", str(rose), "--out", str(out)])
    table = json.loads(out.read_text("utf-8"))
    assert table["fitted_on"].startswith("3 invented news claims")
    assert set(table["equivalent"]["weights"]) <= set(features.NAMES)
    assert 0 < table["equivalent"]["threshold"] <= 1


def record(gold: str, paraphrase: str, contrast: str, partial: str) -> dict[str, object]:
    contrasts = [{"text": contrast, "phenomenon": "negation"}, {"text": partial, "phenomenon": "partial"}]
    return {"gold": gold, "paraphrases": [{"text": paraphrase}], "contrasts": contrasts}
