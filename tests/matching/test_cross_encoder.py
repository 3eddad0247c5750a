from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from claimbench.matching import _blocking, _piece_matches
from claimbench.matching import _numpy_encoder as encoder
from claimbench.matching.cross_encoder import CrossEncoder

CONTRASTS = Path(__file__).parents[2] / "training" / "contrasts"
CLAIMS = [
    "The harbour board will close two of its five piers in March.",
    "A tenants' union accused the city council of hiding the report.",
    "Rainfall in the valley fell by a third last year.",
    "The company bought the mill from its former director.",
]


@pytest.fixture(scope="module")
def matcher() -> CrossEncoder:
    return CrossEncoder()


def held_out() -> list[dict[str, Any]]:
    """Written claims that the model was chosen on, not trained on: see training/written_pairs.py."""
    lines = (CONTRASTS / "W3.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines[-128:-80]]


def test_it_ranks_honest_paraphrases_over_minimal_changes_it_has_not_seen(matcher: CrossEncoder) -> None:
    claims = held_out()[::6]
    same = [(entry["text"], claim["gold"]) for claim in claims for entry in claim["paraphrases"]]
    changed = [(entry["text"], claim["gold"]) for claim in claims for entry in claim["contrasts"]]
    yes, no = np.array(matcher.equivalent(same)), np.array(matcher.equivalent(changed))
    assert (yes[:, None] > no[None, :]).mean() > 0.8


def test_the_same_claim_scores_one_and_scrambled_words_do_not_match(matcher: CrossEncoder) -> None:
    rng = random.Random(0)
    scrambled = [" ".join(rng.sample(claim.split(), len(claim.split()))) for claim in CLAIMS]
    assert matcher.equivalent([(claim, claim.upper()) for claim in CLAIMS]) == [1.0] * 4
    assert all(score < matcher.threshold for score in matcher.equivalent([*zip(scrambled, CLAIMS, strict=True)]))


def test_equivalence_is_symmetric_to_the_last_bit() -> None:
    pairs = [(a, b) for a in CLAIMS for b in CLAIMS]
    pairs += [(entry["text"], claim["gold"]) for claim in held_out()[:2] for entry in claim["contrasts"]]
    assert CrossEncoder().equivalent(pairs) == CrossEncoder().equivalent([(b, a) for a, b in pairs])


def test_a_score_does_not_depend_on_the_pairs_beside_it() -> None:
    claims = held_out()[:3]
    pairs = [(entry["text"], claim["gold"]) for claim in claims for entry in claim["contrasts"]]
    together = encoder.both_ways(pairs)
    assert [encoder.both_ways([pair])[0] for pair in pairs] == together
    assert encoder.both_ways(pairs[::-1]) == together[::-1]


def test_the_number_of_threads_changes_no_score() -> None:
    code = (
        "from claimbench.matching import _numpy_encoder as e; import json, sys;"
        "print(json.dumps(e.both_ways([tuple(p) for p in json.load(sys.stdin)])))"
    )
    pairs = json.dumps([(entry["text"], claim["gold"]) for claim in held_out()[:2] for entry in claim["contrasts"]])
    results = []
    for threads in ("1", "2"):
        env = {**os.environ, "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads, "MKL_NUM_THREADS": threads}
        done = subprocess.run(
            [sys.executable, "-c", code], input=pairs, env=env, capture_output=True, text=True, check=True
        )
        results.append(json.loads(done.stdout))
    assert results[0] == results[1]


def test_numpy_gives_what_transformers_gives_with_the_same_weights() -> None:
    import torch

    pairs = [(CLAIMS[0], CLAIMS[1]), (CLAIMS[2], "Last year the valley had a third less rain."), ("Rain.", CLAIMS[2])]
    for (a, b), found in zip(pairs, encoder.both_ways(pairs), strict=True):
        assert found == pytest.approx(reference(torch, a, b), abs=5e-5)


def reference(torch: Any, a: str, b: str) -> tuple[float, float]:
    """The same forward pass by transformers' BERT, from the packaged weights."""
    from transformers import BertConfig, BertModel

    w = {name: torch.from_numpy(value) for name, value in encoder.weights().items()}
    config = BertConfig(hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536)
    model = BertModel(config, add_pooling_layer=False).eval()
    model.load_state_dict(renamed(torch, w))
    encoded = encoder.tokenizer().encode(a, b)
    ids, types, special = (np.array(x) for x in (encoded.ids, encoded.type_ids, encoded.special_tokens_mask))
    kinds = torch.tensor(_piece_matches.kinds(ids, types, special, encoder.unit_vectors()))
    with torch.inference_mode():
        words = (w["embeddings.word"][ids] + w["embeddings.match"][kinds])[None]
        hidden = model(inputs_embeds=words, token_type_ids=torch.tensor(types)[None]).last_hidden_state[0]
        features = torch.cat([hidden[0], hidden.mean(0)])
        head = torch.tanh(features @ w["head"] + w["head.bias"])
        there, back = torch.sigmoid(head @ w["out"] + w["out.bias"]).tolist()
        return there, back


def renamed(torch: Any, w: dict[str, Any]) -> dict[str, Any]:
    state = {
        "embeddings.word_embeddings.weight": w["embeddings.word"],
        "embeddings.position_embeddings.weight": w["embeddings.position"],
        "embeddings.token_type_embeddings.weight": w["embeddings.type"],
        "embeddings.LayerNorm.weight": w["embeddings.norm.weight"],
        "embeddings.LayerNorm.bias": w["embeddings.norm.bias"],
    }
    theirs = {
        "attention": "attention.output.dense", "attention.norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense", "outer": "output.dense", "outer.norm": "output.LayerNorm",
    }  # fmt: skip
    for layer in range(6):
        parts = zip(("query", "key", "value"), w[f"layer{layer}.qkv"].split(384, dim=1), strict=True)
        biases = w[f"layer{layer}.qkv.bias"].split(384)
        for (part, weight), bias in zip(parts, biases, strict=True):
            state[f"encoder.layer.{layer}.attention.self.{part}.weight"] = weight.T
            state[f"encoder.layer.{layer}.attention.self.{part}.bias"] = bias
        for ours, name in theirs.items():
            weight = w.get(f"layer{layer}.{ours}")
            state[f"encoder.layer.{layer}.{name}.weight"] = (
                w[f"layer{layer}.{ours}.weight"] if weight is None else weight.T
            )
            state[f"encoder.layer.{layer}.{name}.bias"] = w[f"layer{layer}.{ours}.bias"]
    return state


def test_contains_finds_a_claim_among_others(matcher: CrossEncoder) -> None:
    joined = "\n".join(CLAIMS)
    there, absent = matcher.contains([(joined, CLAIMS[2]), (joined, "Three swimmers crossed the lake at night.")])
    assert there > matcher.containment_threshold > absent


def test_far_apart_texts_are_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "both_ways", lambda pairs: [] if not pairs else pytest.fail(f"asked {pairs}"))
    assert CrossEncoder().equivalent([(CLAIMS[0], "Three swimmers crossed a lake by night.")]) == [0.0]


def test_blocking_spares_paraphrases() -> None:
    pairs = [(entry["text"], claim["gold"]) for claim in held_out() for entry in claim["paraphrases"]]
    clean = [(encoder_text(a), encoder_text(b)) for a, b in pairs]
    lost = [pair for pair in clean if _blocking.far(*pair) or _blocking.far(*pair[::-1])]
    assert len(lost) <= 0.01 * len(pairs)


def encoder_text(text: str) -> str:
    return CrossEncoder().clean(text)


def test_the_weights_are_small_and_hashed(matcher: CrossEncoder) -> None:
    files = list(encoder.FOLDER.iterdir())
    assert sum(file.stat().st_size for file in files) < 25_000_000
    assert matcher.dependencies() == {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_nothing_to_score_is_no_error(matcher: CrossEncoder) -> None:
    assert matcher.equivalent([]) == matcher.contains([]) == []
    assert matcher.equivalent([("", CLAIMS[0])]) == [0.0]


def test_kinds_of_met_pieces() -> None:
    unit = np.eye(12, dtype=np.float32)
    unit[7] = 0.6 * unit[5] + 0.8 * unit[9]
    ids, types = np.array([0, 4, 5, 6, 1, 4, 5, 7, 1]), np.array([0, 0, 0, 0, 0, 1, 1, 1, 1])
    special = np.array([1, 0, 0, 0, 1, 0, 0, 0, 1])
    same, after = _piece_matches.SAME, _piece_matches.SAME_AFTER_SAME
    assert _piece_matches.kinds(ids, types, special, unit).tolist() == [0, same, after, 1, 0, same, after, 6, 0]


def test_alike_is_the_lower_likeness_of_both_directions() -> None:
    for a, b in [(CLAIMS[0], CLAIMS[1]), (CLAIMS[0], CLAIMS[0]), ("", CLAIMS[2]), ("rain", CLAIMS[2])]:
        both = min(_blocking.likeness(a, b), _blocking.likeness(b, a))
        assert _blocking.alike(a, b) == pytest.approx(both, abs=2e-5) == _blocking.alike(b, a)
