from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from claimbench import load_gold, score
from claimbench.errors import IncomparableError, InputError, RecordError
from claimbench.matching.assignment import assign
from claimbench.publishing.gold_wording import repeated_claims
from claimbench.publishing.page import script_json
from claimbench.publishing.report import report
from claimbench.publishing.thresholds import threshold_curve
from claimbench.scoring.result import dump_result, result
from helpers import Command, article, write_jsonl
from hostile import hostile_gold, hostile_predictions

SOME = {
    "x": ["The old ferry sank near Tolm.", "Nine men swam.", "The hull was red.", "It was a ferry."],
    "y": ["Orla."],
}


def _data(page: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def _predictions(folder: Path, claims: dict[str, list[str]], name: str = "p.jsonl") -> Path:
    return write_jsonl(folder / name, [{"doc_id": doc, "claims": texts} for doc, texts in claims.items()])


def test_the_report_holds_what_the_scorecard_says(gold_dir: Path, tmp_path: Path) -> None:
    file = _predictions(tmp_path, SOME)
    card = score(gold_dir, file)
    system = _data(report([file], gold_dir))["systems"][0]
    assert system["counts"] == card.counts and system["signature"] == card.signature
    assert system["scores"]["recall"]["value"] == pytest.approx(card.recall, abs=1e-6)
    outcomes = [p["outcome"] for p in system["articles"]["x"]["predictions"]]
    assert outcomes[0] == "matched" and outcomes[2] == "neutral"
    assert [g["outcome"] for g in system["articles"]["y"]["gold"]] == ["missed"]


def test_the_text_is_whole_and_evidence_is_marked(tmp_path: Path) -> None:
    gold = load_gold(hostile_gold(tmp_path / "gold"))
    data = _data(report([hostile_predictions(tmp_path / "p.jsonl")], tmp_path / "gold"))
    segments = data["articles"][0]["segments"]
    assert "".join(s["text"] for s in segments) == gold.articles[0].text
    marked = {j: "".join(s["text"] for s in segments if j in s["claims"]) for j in range(3)}
    assert list(marked.values()) == [claim.evidence[0].quote for claim in gold.claims]


def test_nothing_a_stranger_wrote_is_read_as_html(tmp_path: Path) -> None:
    folder, name = hostile_gold(tmp_path / "gold"), "<script>alert(2)</script>"
    page = report([hostile_predictions(tmp_path / "p.jsonl")], folder, title=name)
    assert page.count("<script") == 2 and page.count("</script") == 2 and page.count("</style") == 1
    assert "<title>&lt;script&gt;" in page and "\u2028" not in page
    assert _data(page)["systems"][0]["articles"]["<i>x</i>"]["predictions"][5]["text"].endswith("${7*7}")


def test_the_page_loads_nothing(gold_dir: Path, tmp_path: Path) -> None:
    page = report([_predictions(tmp_path, SOME)], gold_dir)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy and "default-src 'none'" in policy[1] and "unsafe" not in policy[1]
    assert not re.search(r"(src|href)=\"(?!#)", page) and "@import" not in page and "url(" not in page


def test_script_json_reads_back() -> None:
    hostile = "</script><!-- & \u2028 \u2029 \\u003c"
    assert json.loads(script_json([hostile])) == [hostile] and "<" not in script_json([hostile])


def test_the_threshold_curve_is_the_exact_assignment(gold_dir: Path, tmp_path: Path) -> None:
    gold = load_gold(gold_dir)
    card = score(gold, _predictions(tmp_path, SOME), matcher="token_f1")
    curve = threshold_curve(result(card), gold)
    assert [row["tau"] for row in curve] == sorted({row["tau"] for row in curve})
    own = next(row for row in curve if row["tau"] == card.matcher.threshold)
    assert {key: own[key] for key in card.counts} == card.counts
    for row in curve:
        found = []
        for judged in card.articles:
            keys = [claim.text for claim in judged.predictions]
            required = [claim.required for claim in judged.gold]
            tau = int(np.rint(row["tau"] * 1e6))
            found.append(sum(required[j] for j in assign(judged.equivalence, tau, required, keys, required).values()))
        assert row["tp"] == sum(found)
    assert len({row["tp"] for row in curve}) > 1


def test_gold_wording_is_seen_where_the_article_has_other_words(gold_dir: Path) -> None:
    gold = load_gold(gold_dir)
    data = result(score(gold, {"x": ["Nine sailors swam ashore.", "the hull was RED", "The hull was cracked."]}))
    assert repeated_claims(data, gold) == {"x": [1], "y": []}


def test_results_that_differ_in_matcher_are_refused(gold_dir: Path, tmp_path: Path) -> None:
    files = []
    for name in ("exact", "token_f1"):
        data = result(score(gold_dir, SOME, matcher=name), system=name)
        files.append(tmp_path / f"{name}.json")
        files[-1].write_text(dump_result(data), encoding="utf-8")
    with pytest.raises(IncomparableError, match="differ in matcher: exact has exact@1"):
        report(files, gold_dir)


def test_a_result_on_another_gold_is_refused(gold_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "r.json"
    file.write_text(dump_result(result(score(gold_dir, SOME))), encoding="utf-8")
    with pytest.raises(InputError, match="next: name its folder with --gold"):
        report([file])
    with pytest.raises(InputError, match="expected a result on gold dev"):
        report([file], "dev")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[1]", "expected an object"),
        ("{", "expected a result file"),
        ('{"schema_version": NaN}', "NaN is no JSON number"),
        ('{"schema_version": 9}', "expected schema version 1, found 9"),
        ('{"schema_version": 1}', "field 'gold': expected an object"),
    ],
)
def test_a_broken_result_says_what_is_wrong(tmp_path: Path, text: str, expected: str) -> None:
    file = tmp_path / "r.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RecordError) as error:
        report([file])
    assert expected in str(error.value)


def test_a_result_without_its_parts_is_an_error_of_ours(gold_dir: Path, tmp_path: Path) -> None:
    data = result(score(gold_dir, SOME))
    for key in ("scores", "articles", "curve", "matcher"):
        file = tmp_path / "r.json"
        file.write_text(dump_result({**data, key: 3}), encoding="utf-8")
        with pytest.raises(RecordError, match="expected a result file"):
            report([file], gold_dir)


def test_the_command_writes_the_same_file_twice(claimbench: Command, gold_dir: Path, tmp_path: Path) -> None:
    file = _predictions(tmp_path, SOME)
    pages = []
    for name in ("a.html", "b.html"):
        done = claimbench("report", str(file), "--gold", str(gold_dir), "-o", str(tmp_path / name))
        assert done.returncode == 0, done.stderr
        pages.append((tmp_path / name).read_bytes())
    assert pages[0] == pages[1] and str(tmp_path).encode() not in pages[0]


def test_an_article_without_claims_or_sentences_has_a_report(tmp_path: Path) -> None:
    folder = tmp_path / "g"
    folder.mkdir()
    bare = {key: value for key, value in article("x", ["A ferry sank."]).items() if key != "sentences"}
    write_jsonl(folder / "articles.jsonl", [bare])
    write_jsonl(folder / "claims.jsonl", [])
    system = _data(report([_predictions(tmp_path, {"x": ["One."]})], folder))["systems"][0]
    assert system["articles"]["x"]["predictions"][0]["gold"] is None and system["scores"]["recall"]["value"] is None
