from __future__ import annotations

import getpass
import json
import platform
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import jsonschema
import numpy as np
import pytest
import worked

from claimbench import load_gold, read_predictions, score
from claimbench.matching.base import Pair, Reason
from claimbench.matching.exact import Exact
from claimbench.predictions import as_predictions, write_predictions
from claimbench.schemas import names, schema
from claimbench.scoring.result import comparable, dump_result, result


class Explaining(Exact):
    """`exact` with reasons, a dependency, and scores close to the threshold."""

    name = "explaining"
    threshold = 0.5

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        return [
            score or (0.4995 if "Tolm" in p and "Tolm" in g else 0.01)
            for score, (p, g) in zip(super().equivalent(pairs), pairs, strict=True)
        ]

    def explain(self, predicted: str, gold: str) -> tuple[Reason, ...]:
        return (Reason("number", f"{predicted} is not {gold}"),)

    def dependencies(self) -> Mapping[str, str]:
        return {"weights": "sha256:00"}


CARD = score(worked.gold(), worked.predictions(), matcher="exact")


def test_a_result_follows_its_schema() -> None:
    validator = jsonschema.Draft202012Validator(schema("result"))
    for matcher in ("exact", "token_f1", Explaining()):
        for predictions in (worked.predictions(), {}, {"t1": ["Tolm has a harbour."]}):
            validator.validate(
                result(score(worked.gold(), predictions, matcher=matcher), system="s", timings={"a": 1.5})
            )


@pytest.mark.parametrize("name", names())
def test_every_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))


def test_a_result_with_an_unknown_field_is_none() -> None:
    data = result(CARD) | {"git": "abc"}
    assert not jsonschema.Draft202012Validator(schema("result")).is_valid(data)


@pytest.mark.parametrize("where", ["news", "dev"])
def test_the_gold_sets_follow_the_schema_of_claims(where: str) -> None:
    from claimbench.corpus import gold_folder

    validator = jsonschema.Draft202012Validator(schema("claims"))
    for line in (gold_folder(where) / "claims.jsonl").read_text("utf-8").splitlines():
        validator.validate(json.loads(line))


def test_predictions_follow_their_schema(tmp_path: Path) -> None:
    write_predictions(tmp_path / "p.jsonl", as_predictions(worked.predictions()))
    validator = jsonschema.Draft202012Validator(schema("predictions"))
    for line in (tmp_path / "p.jsonl").read_text("utf-8").splitlines():
        validator.validate(json.loads(line))
    validator.validate({"doc_id": "a", "claims": ["A claim."]})
    assert not validator.is_valid({"doc_id": "a", "claims": [" "]})
    assert not validator.is_valid({"doc_id": "a", "claims": [{"text": 1}]})


def test_stored_predictions_give_the_same_result_to_the_last_digit(tmp_path: Path) -> None:
    write_predictions(tmp_path / "p.jsonl", CARD.predictions)
    again = score(worked.gold(), read_predictions(tmp_path / "p.jsonl"), matcher="exact")
    assert dump_result(comparable(result(again))) == dump_result(comparable(result(CARD)))


def test_the_text_of_a_result_reads_back() -> None:
    data = result(CARD, system="x", timings={"score_s": 0.1})
    text = dump_result(data)
    assert json.loads(text) == data
    assert any(line.strip().startswith('{"index": 0') for line in text.splitlines())


def test_outcomes_name_the_partner_and_the_form() -> None:
    (article,) = result(CARD)["articles"]
    first, second, *_ = article["predictions"]
    assert (first["gold"], first["similarity"], first["form"], first["same_as"]) == ("g1", 1.0, 1, [1])
    assert second["outcome"] == "redundant" and second["supported"]
    assert [g["prediction"] for g in article["gold"] if g["outcome"] == "matched"] == [0, 2, 3]
    assert [g["covered"] for g in article["gold"]] == [True] * 5


def test_a_missed_claim_has_the_nearest_prediction_and_the_reasons() -> None:
    card = score(worked.gold(), {"t1": ["Rain fell.", "Tolm has two harbours."]}, matcher=Explaining())
    (article,) = result(card)["articles"]
    missed = article["gold"][4]
    assert (missed["outcome"], missed["prediction"], missed["similarity"]) == ("missed", 1, 0.4995)
    assert missed["reasons"] == [{"kind": "number", "detail": "Tolm has two harbours. is not Tolm has a harbour."}]


class Rain(Exact):
    """`exact`, which finds a rainy day a little like everything."""

    name = "rain"
    rain = 0.02

    def equivalent(self, pairs: Sequence[Pair]) -> list[float]:
        return [s or self.rain * ("Rain" in p) for s, (p, _) in zip(super().equivalent(pairs), pairs, strict=True)]


class Downpour(Rain):
    """As far from everything as a pair may be whose score is kept."""

    rain = 0.06


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_claim_within_a_paragraph_has_it_as_the_nearest(order: tuple[int, ...]) -> None:
    texts = ["Rain fell.", "All is well; residents fear the dust.", "Boats are out; residents fear the dust."]
    drawn = {"t1": [texts[i] for i in order]}
    (article,) = result(score(worked.gold(), drawn, matcher=Rain()))["articles"]
    missed = article["gold"][3]
    assert (missed["outcome"], missed["prediction"], missed["similarity"]) == ("missed", order.index(1), 0.0)
    (reason,) = missed["reasons"]
    assert reason["kind"] == "extra part" and "conveys the claim, but says more" in reason["detail"]
    (article,) = result(score(worked.gold(), drawn, matcher=Downpour()))["articles"]
    missed = article["gold"][3]
    assert (missed["prediction"], missed["covered"], missed["reasons"]) == (order.index(0), True, [])


def test_without_predictions_nothing_is_near() -> None:
    (article,) = result(score(worked.gold(), {}, matcher="exact"))["articles"]
    assert {(g["prediction"], g["similarity"], len(g["reasons"])) for g in article["gold"]} == {(None, None, 0)}


def test_pairs_above_a_twentieth_are_kept_and_those_at_the_threshold_listed() -> None:
    card = score(worked.gold(), {"t1": ["Tolm has two harbours.", "Rain fell."]}, matcher=Explaining())
    (article,) = result(card)["articles"]
    assert [0, "g5", 0, 0.4995, 0.0] in article["pairs"]
    assert all(pair[0] == 0 for pair in article["pairs"])
    assert [0, "g5", "equivalent", 0.4995] in article["close_pairs"]


def test_identity_is_complete() -> None:
    data = result(score(worked.gold(), worked.predictions(), matcher=Explaining(), seed=4), system="s")
    assert len(data["gold"]["sha256"]) == len(data["predictions"]["sha256"]) == 64
    assert data["matcher"]["dependencies"] == {"weights": "sha256:00"}
    assert data["seeds"] == {"bootstrap": 4} and data["signature"].endswith("boot:sentence,10000,seed4")
    assert data["environment"]["packages"]["numpy"] == np.__version__
    assert "|".join(f"{k}:{v}" for k, v in data["signature_fields"].items()) == data["signature"]


def test_no_path_no_user_no_host_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "checkout"
    folder.mkdir()
    for command in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "x"]):
        options = ["-c", "user.name=n", "-c", "user.email=e@e"]
        subprocess.run(["git", *options, *command], cwd=folder, check=True)
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True).stdout.strip()
    write_predictions(folder / "p.jsonl", CARD.predictions)
    monkeypatch.chdir(folder)
    text = dump_result(result(score(worked.gold(), "p.jsonl", matcher="exact")))
    for secret in (
        str(tmp_path),
        str(Path.home()) + "/",
        commit,
        commit[:12],
        platform.node(),
        f'"{getpass.getuser()}"',
    ):
        assert secret not in text


def test_a_card_shows_as_an_escaped_table() -> None:
    html = CARD._repr_html_()
    assert html.count("<table>") == 1 and "0.333" in html and CARD.signature in html
    from claimbench.publishing.tables import score_html

    assert "<script>" not in score_html({"<script>": CARD}) and "&lt;script&gt;" in score_html({"<script>": CARD})


def test_every_table_says_what_the_set_is() -> None:
    card = score(load_gold(), {}, matcher="exact")
    for text in (" ".join(str(card).lower().split()), card._repr_html_().lower()):
        for part in (
            "two articles, one story",
            "language-",
            "model annotators",
            "diagnostic set",
            "within-article sensitivity",
        ):
            assert part in text
    dev = " ".join(str(score("dev", {}, matcher="exact")).lower().split())
    assert "three invented articles" in dev and "two articles, one story" not in dev
