from __future__ import annotations

from pathlib import Path

import pytest

from claimbench.errors import InputError, RecordError
from claimbench.packed import read_objects
from claimbench.papers._reading import data_folder, read_columns
from papers.synthetic import feverfact, pack


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_is_read_packed_or_not(tmp_path: Path, packed: bool) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"x": 1}\n\n{"x": 2}\n', "utf-8")
    if packed:
        pack(file)
    assert [row.data["x"] for row in read_objects(file)] == [1, 2]
    assert read_columns(file, ("x",)) == [[1, 2]]


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


def test_data_may_be_the_folder_of_all_papers_or_of_one(tmp_path: Path) -> None:
    folder = feverfact(tmp_path)
    assert data_folder(tmp_path, "feverfact", "test.jsonl") == folder
    pack(folder / "test.jsonl")
    assert data_folder(folder, "feverfact", "test.jsonl") == folder
    with pytest.raises(InputError, match=r"expected data/gold/test\.tsv"):
        data_folder(tmp_path, "carb", "data/gold/test.tsv")
    with pytest.raises(InputError, match="no such folder"):
        data_folder(tmp_path / "none", "carb", "data/gold/test.tsv")
