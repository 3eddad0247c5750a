from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import worked

import claimbench
from claimbench import load_gold, score
from claimbench.adapters import evaluate_inputs, score_references
from claimbench.corpus import gold_folder
from claimbench.errors import RecordError, UsageError

SCRIPT = """
import json, sys, warnings
warnings.simplefilter("ignore")
import claimbench, evaluate
path = claimbench.evaluate_module("claim_f1")
inputs = json.loads(sys.stdin.read())
metric = evaluate.load(path)
both = evaluate.combine([path, evaluate.load(path)])
plain = metric.compute(predictions=[["Tolls rose."]], references=[["Tolls rose.", "The bridge closed."]])
print(json.dumps({
    "one": metric.compute(**inputs, matcher="exact"),
    "both": both.compute(**inputs, matcher="exact"),
    "plain": plain,
    "features": str(metric.info.features),
    "citation": metric.info.citation,
    "description": metric.info.description,
}))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `evaluate` computes, offline, in a process of its own (it leaves threads and warnings behind)."""
    home = str(tmp_path_factory.mktemp("hf"))
    env = os.environ | {"HF_HUB_OFFLINE": "1", "HF_EVALUATE_OFFLINE": "1", "HF_HOME": home}
    inputs = json.dumps(evaluate_inputs(worked.gold(), worked.predictions()))
    done = subprocess.run([sys.executable, "-c", SCRIPT], input=inputs, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_evaluate_gives_the_numbers_of_the_core(answers: dict[str, Any]) -> None:
    card = score(worked.gold(), worked.predictions(), matcher="exact")
    found = answers["one"]
    assert (found["precision"], found["recall"], found["f1"]) == (card.precision, card.recall, card.f1)
    assert {name: found[name] for name in card.counts} == card.counts
    assert "matcher:exact@1" in found["signature"]


def test_evaluate_combine_gives_them_too(answers: dict[str, Any]) -> None:
    for i in range(2):
        assert {k: answers["both"][f"claim_f1_{i}_{k}"] for k in answers["one"]} == answers["one"]


def test_references_may_be_plain_strings(answers: dict[str, Any]) -> None:
    assert (answers["plain"]["recall"], answers["plain"]["precision"]) == (0.5, 1.0)


def test_the_module_has_features_citation_and_a_card(answers: dict[str, Any]) -> None:
    assert "predictions" in answers["features"] and "variants" in answers["features"]
    assert "@software{claimbench" in answers["citation"] and "one-to-one" in answers["description"]
    card = (Path(claimbench.evaluate_module("claim_f1")) / "README.md").read_text("utf-8")
    assert "# Metric card: claim_f1" in card and "title: claim_f1" in card


def test_an_unknown_module_is_refused() -> None:
    with pytest.raises(UsageError, match="no evaluate module is called 'bleu'"):
        claimbench.evaluate_module("bleu")


def test_a_wrong_reference_names_the_field() -> None:
    with pytest.raises(RecordError, match="field 'text'"):
        score_references([["A."]], [[{"variants": []}]])


def test_the_claims_as_a_dataset_have_explicit_features_and_every_row() -> None:
    gold = load_gold("dev")
    data = gold.to_dataset()
    assert data.num_rows == len(gold.claims)
    assert data.features["checkable"].dtype == "bool" and data.features["sentences"].feature.dtype == "int64"
    first = data[0]
    assert first["id"] == gold.claims[0].id
    assert first["evidence"][0]["quote"] == gold.claims[0].evidence[0].quote


def test_the_claims_as_a_frame_have_every_column_and_row() -> None:
    gold = load_gold("dev")
    frame = gold.to_pandas()
    assert list(frame["id"]) == [claim.id for claim in gold.claims]
    line = json.loads((gold_folder("dev") / "claims.jsonl").read_text("utf-8").splitlines()[0])
    assert set(line) <= set(frame.columns)


HEAVY = {"numpy", "scipy", "pandas", "datasets", "evaluate", "torch", "transformers", "spacy", "hydra", "jsonschema"}


def test_import_loads_nothing_heavy() -> None:
    code = "import sys, claimbench; dir(claimbench); print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "claimbench" in done.stdout.split() and not HEAVY & {name.partition(".")[0] for name in done.stdout.split()}


def test_scoring_and_comparing_load_numpy_and_nothing_heavier() -> None:
    code = (
        "import sys\nfrom claimbench import compare, load_gold, score\ncard = score('dev', {}, matcher='exact')\n"
        "str(card), str(compare({'a': card, 'b': card}))\nprint(' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (HEAVY - {"numpy"}) & {name.partition(".")[0] for name in done.stdout.split()} == set()


def test_all_that_is_exported_is_there() -> None:
    assert sorted(claimbench.__all__) == sorted(dir(claimbench))
    assert all(getattr(claimbench, name) is not None for name in claimbench.__all__)
