from __future__ import annotations

from pathlib import Path

import pytest

from claimbench.errors import InputError, RecordError
from claimbench.papers._reading import data_folder, read_bytes, read_columns, read_json, read_objects
from papers.synthetic import feverfact, pack


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_is_read_packed_or_not(tmp_path: Path, packed: bool) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"x": 1}\n\n{"x": 2}\n', "utf-8")
    if packed:
        pack(file)
    assert [row.data["x"] for row in read_objects(file)] == [1, 2]
    assert read_columns(file, ("x",)) == [[1, 2]]


def test_a_file_of_several_gzip_members_is_read_whole(tmp_path: Path) -> None:
    import gzip

    (tmp_path / "a.gz").write_bytes(gzip.compress(b"one ") + gzip.compress(b"two"))
    assert read_bytes(tmp_path / "a")[0] == b"one two"


def test_a_missing_file_is_named_with_both_its_names(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.jsonl: expected this file or a\.jsonl\.gz, found neither"):
        read_bytes(tmp_path / "a.jsonl")


@pytest.mark.parametrize("content", [b"plain text", b""])
def test_what_is_no_gzip_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.gz").write_bytes(content)
    if content:
        with pytest.raises(InputError, match="expected a gzip file"):
            read_bytes(tmp_path / "a")
    else:
        assert read_bytes(tmp_path / "a")[0] == b""


def test_a_gzip_that_ends_too_early_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("x" * 1000, "utf-8")
    pack(file)
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(packed.read_bytes()[:-9])
    with pytest.raises(InputError, match="ends too early"):
        read_bytes(file)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"x": 1, "y": [0.5', r"a\.jsonl:2: expected JSON"),
        ("[1]", "expected one JSON object a line, found \\[1\\]"),
        ('{"y": [0.5]}', "field 'x': expected .*, found nothing"),
        ('{"x": 1.2.3, "y": []}', r"a\.jsonl:2: expected JSON"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, line: str, message: str) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"x": 1, "y": [1, 2]}\n' + line + "\n", "utf-8")
    with pytest.raises(RecordError, match=message):
        read_columns(file, ("x", "y"))


def test_columns_take_the_field_and_not_its_name_inside_a_text(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"t": "says \\"x\\": 5", "x": null, "y": []}\n{"x": "\\u00e9 \\"q\\"", "y": {"z": 1}}\n', "utf-8")
    assert read_columns(file, ("x", "y")) == [[None, 'é "q"'], [[], {"z": 1}]]


def test_a_file_that_is_no_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{", "utf-8")
    with pytest.raises(RecordError, match=r"a\.json: expected JSON"):
        read_json(tmp_path / "a.json")


def test_data_may_be_the_folder_of_all_papers_or_of_one(tmp_path: Path) -> None:
    folder = feverfact(tmp_path)
    assert data_folder(tmp_path, "feverfact", "test.jsonl") == folder
    pack(folder / "test.jsonl")
    assert data_folder(folder, "feverfact", "test.jsonl") == folder
    with pytest.raises(InputError, match=r"expected data/gold/test\.tsv"):
        data_folder(tmp_path, "carb", "data/gold/test.tsv")
    with pytest.raises(InputError, match="no such folder"):
        data_folder(tmp_path / "none", "carb", "data/gold/test.tsv")
