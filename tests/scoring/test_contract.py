"""The contract of the scores as properties (docs/contract.md lists them)."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from drawn import Drawn, article, claims_for, gold_claims, golds, matchers, pairs, predicted, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from claimbench import compare, score
from claimbench.cli import main
from claimbench.corpus import Gold, load_gold
from claimbench.errors import InputError
from claimbench.extractor import Document, Extractor
from claimbench.jsonl import dump_lines
from claimbench.matching.base import Matcher
from claimbench.predictions import as_predictions, write_predictions
from claimbench.records import (
    Evidence,
    GoldClaim,
    Link,
    PredictedClaim,
    Predictions,
    Variant,
)
from claimbench.running.cache import Cache, fingerprint
from claimbench.running.extract import extract_all
from claimbench.scoring.card import Scorecard
from claimbench.scoring.measures import all_measures
from claimbench.scoring.outcomes import prediction_outcomes
from claimbench.scoring.result import comparable, dump_result, result
from claimbench.scoring.signature import signature
from helpers import ROOT


def _ratios(card: Scorecard) -> tuple[float | None, float | None, float | None]:
    return card.precision, card.recall, card.f1


def _shuffled(draw: st.DataObject, items: Iterable[Any]) -> list[Any]:
    return draw.draw(st.permutations(list(items)))


def _fates(card: Scorecard) -> list[list[tuple[str, str]]]:
    return [sorted((o["text"], o["outcome"]) for o in prediction_outcomes(a)) for a in card.articles]


@given(pairs, matchers, st.data())
def test_the_order_of_claims_and_articles_changes_nothing(
    pair: tuple[Gold, dict[str, list[PredictedClaim]]], matcher: Matcher, data: st.DataObject
) -> None:
    gold, claims = pair
    other = replace(gold, articles=tuple(_shuffled(data, gold.articles)), claims=tuple(_shuffled(data, gold.claims)))
    moved = {doc_id: _shuffled(data, claims[doc_id]) for doc_id in _shuffled(data, claims)}
    one, two = score(gold, claims, matcher=matcher), score(other, moved, matcher=matcher)
    assert one.figures() == two.figures() and one.summary() == two.summary()
    assert _fates(one) == _fates(two)


@given(pairs, matchers)
def test_statistics_add_up_over_articles(pair: tuple[Gold, dict[str, list[PredictedClaim]]], matcher: Matcher) -> None:
    gold, claims = pair
    whole = score(gold, claims, matcher=matcher)
    parts = [
        score(replace(gold, articles=(a,), claims=gold.by_article[a.id]), {a.id: claims[a.id]}, matcher=matcher)
        for a in gold.articles
    ]
    for measure in all_measures().values():
        assert (whole.sums(measure) == sum(part.sums(measure) for part in parts)).all()


@given(pairs, matchers, st.integers(2, 4))
def test_copies_under_new_ids_keep_the_ratios(
    pair: tuple[Gold, dict[str, list[PredictedClaim]]], matcher: Matcher, k: int
) -> None:
    gold, claims = pair
    articles = tuple(replace(a, id=f"{i}-{a.id}") for i in range(k) for a in gold.articles)
    copies = tuple(replace(c, id=f"{i}-{c.id}", doc_id=f"{i}-{c.doc_id}") for i in range(k) for c in gold.claims)
    more = {f"{i}-{doc_id}": found for i in range(k) for doc_id, found in claims.items()}
    one = score(gold, claims, matcher=matcher)
    many = score(replace(gold, articles=articles, claims=copies), more, matcher=matcher)
    assert _ratios(one) == _ratios(many)
    assert many.counts == {name: k * n for name, n in one.counts.items()}
    assert {m: one.value(m) for m in all_measures()} == {m: many.value(m) for m in all_measures()}


@given(golds(plain=True, articles=1).flatmap(lambda gold: st.tuples(st.just(gold), claims_for(gold))))
def test_exchanging_gold_and_predictions_exchanges_precision_and_recall(
    pair: tuple[Gold, dict[str, list[PredictedClaim]]],
) -> None:
    gold, claims = pair
    (article,) = gold.articles
    turned = replace(
        gold, claims=tuple(GoldClaim(f"p{i}", article.id, c.text) for i, c in enumerate(claims[article.id]))
    )
    one = score(gold, claims, matcher=Drawn())
    two = score(turned, {article.id: [claim.text for claim in gold.claims]}, matcher=Drawn())
    assert (one.precision, one.recall, one.f1) == (two.recall, two.precision, two.f1)


@given(pairs, matchers, st.data())
def test_dropping_predictions_never_raises_recall(
    pair: tuple[Gold, dict[str, list[PredictedClaim]]], matcher: Matcher, data: st.DataObject
) -> None:
    gold, claims = pair
    fewer = {doc_id: [c for c in found if data.draw(st.booleans())] for doc_id, found in claims.items()}
    one, two = score(gold, claims, matcher=matcher), score(gold, fewer, matcher=matcher)
    assert (two.recall or 0) <= (one.recall or 0)


@given(pairs, matchers, st.data())
def test_an_optional_gold_claim_never_lowers_recall(
    pair: tuple[Gold, dict[str, list[PredictedClaim]]], matcher: Matcher, data: st.DataObject
) -> None:
    gold, claims = pair
    extra = replace(data.draw(gold_claims("a0", 99, plain=False)), tier="background")
    one = score(gold, claims, matcher=matcher)
    two = score(replace(gold, claims=(*gold.claims, extra)), claims, matcher=matcher)
    assert one.recall == two.recall and one.counts["tp"] == two.counts["tp"]


@given(pairs, matchers, texts)
def test_a_prediction_below_the_threshold_to_every_form_never_raises_precision(
    pair: tuple[Gold, dict[str, list[PredictedClaim]]], matcher: Matcher, text: str
) -> None:
    gold, claims = pair
    text += " nowhere near"
    scores = matcher.equivalent([(text, form) for c in gold.by_article["a0"] for form in c.forms])
    if any(value >= matcher.threshold for value in scores):
        text = next(t for t in (f"{text} {i}" for i in range(10_000)) if not _reaches(matcher, gold, t))
    one = score(gold, claims, matcher=matcher)
    two = score(gold, claims | {"a0": [*claims["a0"], PredictedClaim(text)]}, matcher=matcher)
    assert two.counts == one.counts | {"fp": one.counts["fp"] + 1}
    assert two.precision is not None and two.precision <= (1 if one.precision is None else one.precision)
    assert two.precision == 0 or one.precision is not None


def _reaches(matcher: Matcher, gold: Gold, text: str) -> bool:
    scores = matcher.equivalent([(text, form) for c in gold.by_article["a0"] for form in c.forms])
    return any(value >= matcher.threshold for value in scores)


@settings(max_examples=10)
@given(pairs, matchers)
def test_a_missing_article_counts_as_an_empty_list(
    pair: tuple[Gold, dict[str, list[PredictedClaim]]], matcher: Matcher
) -> None:
    gold, claims = pair
    without = {doc_id: found for doc_id, found in claims.items() if doc_id != "a0"}
    one, two = score(gold, without, matcher=matcher), score(gold, claims | {"a0": []}, matcher=matcher)
    assert one.counts["tp"] + one.counts["fn"] == gold.required
    assert comparable(result(one)) == comparable(result(two))


RICH = Gold(
    "g", "1",
    (article("a0", ["Ada sold boats.", "It rained.", "Bo left.", "ALSO READ"]), article("a1", ["No.", "x", "y", "z"])),
    (
        GoldClaim(
            "c1", "a0", "Ada sold café boats.", (Variant("Boats were sold."), Variant("Ada sold.")), "event", "core",
            True, "Bo", (0, 1), (Evidence(0, 0, 3, "Ada"), Evidence(0, 4, 8, "sold")), ("A", "B"), "note",
        ),
        GoldClaim("c2", "a1", "No."),
    ),
    (Link("c1", "c2", "conflict", "why"),),
)  # fmt: skip


def _changes(gold: Gold) -> Iterator[tuple[str, Gold]]:
    """Every field of every kind of record changed, one at a time."""
    article, claim, link = gold.articles[0], gold.claims[0], gold.links[0]
    sentence, evidence, variant = article.sentences[0], claim.evidence[0], claim.variants[0]
    for name, value in {
        "text": "Ada sold cars.", "variants": claim.variants[:1], "type": "state", "tier": "detail", "checkable": False,
        "source": None, "sentences": (0,), "evidence": claim.evidence[:1], "annotators": ("A",), "note": "", "id": "c9",
        "doc_id": "a1",
    }.items():  # fmt: skip
        yield f"claim.{name}", replace(gold, claims=(replace(claim, **{name: value}), gold.claims[1]))
    for name, value in {"index": 9, "paragraph": 9, "start": 1, "end": 9, "text": "x", "furniture": True}.items():
        changed = replace(article, sentences=(replace(sentence, **{name: value}), *article.sentences[1:]))
        yield f"sentence.{name}", replace(gold, articles=(changed, gold.articles[1]))
    for name, value in {"sentence": 1, "start": 1, "end": 9, "quote": "x"}.items():
        changed_claim = replace(claim, evidence=(replace(evidence, **{name: value}), claim.evidence[1]))
        yield f"evidence.{name}", replace(gold, claims=(changed_claim, gold.claims[1]))
    for name, value in {"text": "x", "distance": "far"}.items():
        changed_claim = replace(claim, variants=(replace(variant, **{name: value}), claim.variants[1]))
        yield f"variant.{name}", replace(gold, claims=(changed_claim, gold.claims[1]))
    for name, value in {"a": "c2", "b": "c1", "relation": "same", "why": "", "narrow": "c1"}.items():
        yield f"link.{name}", replace(gold, links=(replace(link, **{name: value}),))
    yield "article.text", replace(gold, articles=(replace(article, text="x"), gold.articles[1]))
    yield "article.id", replace(gold, articles=(replace(article, id="x"), gold.articles[1]))
    yield "name", replace(gold, name="h")
    yield "version", replace(gold, version="2")
    yield "an article less", replace(gold, articles=gold.articles[:1])
    yield "a claim less", replace(gold, claims=gold.claims[:1])
    yield "no link", replace(gold, links=())


@pytest.mark.parametrize("name", [name for name, _ in _changes(RICH)])
def test_any_change_of_gold_changes_the_signature(name: str) -> None:
    changed = dict(_changes(RICH))[name]
    assert signature(changed, Drawn()) != signature(RICH, Drawn())


@given(st.data())
def test_formatting_does_not_change_the_signature(data: st.DataObject) -> None:
    claim = RICH.claims[0]
    turned = replace(
        claim,
        text=unicodedata.normalize("NFD", claim.text),
        variants=tuple(_shuffled(data, claim.variants)),
        evidence=tuple(_shuffled(data, claim.evidence)),
        annotators=tuple(_shuffled(data, claim.annotators)),
        sentences=tuple(_shuffled(data, claim.sentences)),
    )
    other = replace(
        RICH,
        articles=tuple(_shuffled(data, RICH.articles)),
        claims=tuple(_shuffled(data, (turned, RICH.claims[1]))),
    )
    assert signature(other, Drawn()) == signature(RICH, Drawn())


@settings(max_examples=5)
@given(pairs, matchers, st.integers(0, 2**31))
def test_the_same_seed_gives_the_same_bytes(
    pair: tuple[Gold, dict[str, list[PredictedClaim]]], matcher: Matcher, seed: int
) -> None:
    gold, claims = pair
    one, two = (dump_result(comparable(result(score(gold, claims, matcher=matcher, seed=seed)))) for _ in range(2))
    assert one == two
    cards = {"a": score(gold, claims, matcher=matcher), "b": score(gold, {}, matcher=matcher)}
    assert compare(cards, seed=seed) == compare(cards, seed=seed)


class Echo(Extractor):
    """Says its own name about every article."""

    def __init__(self, name: str, weights: str | None) -> None:
        self.name, self._weights = name, weights

    def extract(self, document: Document) -> list[str]:
        return [f"{self.name} {self._weights} {document.text}"]

    def weights(self) -> str | None:
        return self._weights


extractors = st.builds(Echo, st.sampled_from(["a", "b"]), st.sampled_from([None, "w1", "w2"]))


@given(st.lists(extractors, min_size=2, max_size=4))
def test_a_cached_answer_never_crosses_extractors(runs: list[Echo]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for extractor in runs:
            cache = Cache(fingerprint(extractor, {"name": extractor.name}), Path(folder))
            fresh = extract_all(extractor, RICH)
            for _ in range(2):
                assert extract_all(extractor, RICH, cache) == fresh


@given(st.dictionaries(texts, st.lists(predicted, max_size=3), min_size=1), st.integers(0, 5))
def test_a_failed_write_raises_and_leaves_the_old_file(claims: dict[str, list[PredictedClaim]], at: int) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        file = Path(folder) / "p.jsonl"
        file.write_text("old")

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            write_predictions(file, as_predictions(claims))
        assert file.read_text() == "old" and [f.name for f in Path(folder).iterdir()] == ["p.jsonl"]


def test_a_failed_write_is_a_failed_run(gold_dir: Path, tmp_path: Path) -> None:
    from claimbench.running.app import compose, run

    (tmp_path / "file").write_text("in the way")
    config = compose(["extractor=sentences", f"gold={gold_dir}", "matcher=exact"])
    with pytest.raises(InputError, match="can be written to"):
        run(replace(config, output=str(tmp_path / "file" / "run")))


@settings(max_examples=5)
@given(pairs)
def test_the_current_folders_git_is_never_recorded(pair: tuple[Gold, dict[str, list[PredictedClaim]]]) -> None:
    gold, claims = pair
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        before = dump_result(comparable(result(score(gold, claims, matcher=Drawn()))))
        git = ["git", "-c", "user.name=n", "-c", "user.email=e@e"]
        subprocess.run([*git, "init", "-q"], check=True)
        subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "x"], check=True)
        head = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
        whole = dump_result(result(score(gold, claims, matcher=Drawn())))
        assert dump_result(comparable(json.loads(whole))) == before
        assert head not in whole and head[:10] not in whole and folder not in whole


@settings(max_examples=10)
@given(golds().flatmap(lambda gold: st.tuples(st.just(gold), claims_for(gold))))
def test_json_on_standard_output_is_pure(pair: tuple[Gold, dict[str, list[PredictedClaim]]]) -> None:
    gold, claims = pair
    with tempfile.TemporaryDirectory() as folder:
        _write_gold(gold, Path(folder))
        write_predictions(Path(folder) / "p.jsonl", Predictions({k: tuple(v) for k, v in claims.items()}))
        for arguments in (["score", "--json"], ["compare", "--format", "json"]):
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                code = main([arguments[0], f"{folder}/p.jsonl", "--gold", folder, "--matcher", "exact", *arguments[1:]])
            assert code == 0 and isinstance(json.loads(out.getvalue()), dict)


def _write_gold(gold: Gold, folder: Path) -> None:
    articles = [
        {
            "id": a.id,
            "text": a.text,
            "sentences": [{"start": s.start, "end": s.end, "text": s.text} for s in a.sentences],
        }
        for a in gold.articles
    ]
    keys = ("id", "doc_id", "text", "type", "tier", "checkable", "source", "sentences")
    claims = [{key: getattr(claim, key) for key in keys} for claim in gold.claims]
    (folder / "articles.jsonl").write_text(dump_lines(articles), encoding="utf-8")
    (folder / "claims.jsonl").write_text(dump_lines(claims), encoding="utf-8")
    assert len(load_gold(folder).claims) == len(gold.claims)


def test_the_manual_lists_tests_that_exist() -> None:
    listed = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", (ROOT / "docs" / "contract.md").read_text("utf-8"))
    missing = [f"{file}::{name}" for file, name in listed if f"def {name}(" not in (ROOT / file).read_text("utf-8")]
    own = set(re.findall(r"^def (test_\w+)", Path(__file__).read_text("utf-8"), re.MULTILINE))
    assert missing == []
    assert own - {"test_the_manual_lists_tests_that_exist"} <= {name for _, name in listed}
