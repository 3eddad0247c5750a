from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from claimbench import load_gold
from claimbench.corpus import gold_folder
from claimbench.errors import InputError, RecordError
from helpers import write_jsonl


def change(folder: Path, file: str, line: int, **fields: Any) -> None:
    records = [json.loads(text) for text in (folder / file).read_text("utf-8").splitlines() if text]
    records[line] |= fields
    write_jsonl(folder / file, records)


def test_reads_articles_and_claims(gold_dir: Path) -> None:
    gold = load_gold(gold_dir)
    assert (gold.name, gold.version, gold.required, gold.optional) == ("tiny", "0", 3, 1)
    assert [claim.id for claim in gold.by_article["y"]] == ["y-c01"]


def test_an_extractor_sees_id_and_text_only(gold_dir: Path) -> None:
    document = load_gold(gold_dir).articles[0].document()
    assert {name for name in dir(document) if not name.startswith("_")} == {"id", "text"}


@pytest.mark.parametrize(
    ("file", "fields", "expected"),
    [
        ("claims.jsonl", {"tier": "vital"}, "field 'tier': expected one of core, detail, background, found 'vital'"),
        ("claims.jsonl", {"doc_id": "z"}, "field 'doc_id': expected one of x, y, found 'z'"),
        ("claims.jsonl", {"text": 3}, "field 'text': expected a string, found 3"),
        ("claims.jsonl", {"text": " "}, "field 'text': expected a string that is not blank"),
        ("claims.jsonl", {"sentences": [7]}, "field 'sentences': expected sentence indices of article x, found 7"),
        ("claims.jsonl", {"id": "x-c02"}, "field 'id': expected an id that no other record has, found 'x-c02'"),
        (
            "claims.jsonl",
            {"evidence": [{"sentence": 0, "start": 0, "end": 3, "quote": "the"}]},
            "expected the article's text from 0 to 3, 'The', found 'the'",
        ),
        ("articles.jsonl", {"text": "Another text."}, "field 'sentences[0].text'"),
    ],
)
def test_errors_name_file_line_field_expected_and_found(
    gold_dir: Path, file: str, fields: dict[str, Any], expected: str
) -> None:
    change(gold_dir, file, 0, **fields)
    with pytest.raises(RecordError) as error:
        load_gold(gold_dir)
    assert expected in str(error.value) and f"{file}:" in str(error.value)


def test_broken_json_names_its_line(gold_dir: Path) -> None:
    with (gold_dir / "claims.jsonl").open("a") as stream:
        stream.write('{"id": "x-c09"\n')
    with pytest.raises(RecordError, match=r"claims\.jsonl:5: expected one JSON object a line"):
        load_gold(gold_dir)


@pytest.mark.parametrize("line", ['{"id": "a", "id": "b"}', '{"id": NaN}', "[1]", "\ufeff{}"])
def test_json_that_two_readers_would_read_differently_is_refused(gold_dir: Path, line: str) -> None:
    (gold_dir / "claims.jsonl").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(RecordError, match="expected"):
        load_gold(gold_dir)


def test_a_folder_without_gold_names_the_sets(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="or one of news, dev"):
        load_gold(tmp_path)


def test_hash_is_of_content_not_of_formatting(gold_dir: Path, tmp_path: Path) -> None:
    before = load_gold(gold_dir).sha256
    other = tmp_path / "copy" / "tiny"
    shutil.copytree(gold_dir, other)
    lines = (other / "claims.jsonl").read_text("utf-8").splitlines()
    spaced = [
        json.dumps(dict(reversed(json.loads(line).items())), indent=None, separators=(" , ", " : ")) for line in lines
    ]
    (other / "claims.jsonl").write_text("\n\n".join(reversed(spaced)) + "\n")
    assert load_gold(other).sha256 == before
    change(other, "claims.jsonl", 0, note="a doubt")
    assert load_gold(other).sha256 != before


def test_links_need_a_reason_unless_they_say_the_same(gold_dir: Path) -> None:
    write_jsonl(gold_dir / "links.jsonl", [{"a": "x-c01", "b": "y-c01", "relation": "conflict"}])
    with pytest.raises(RecordError, match="field 'why': expected why the pair is conflict"):
        load_gold(gold_dir)


def test_the_named_sets_are_in_the_package() -> None:
    assert (gold_folder() / "claims.jsonl").is_file()
