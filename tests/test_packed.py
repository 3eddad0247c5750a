from __future__ import annotations

from pathlib import Path

import pytest

from claimbench.errors import InputError, RecordError
from claimbench.packed import read_bytes, read_json
from papers.synthetic import pack


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


def test_a_file_that_is_no_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{", "utf-8")
    with pytest.raises(RecordError, match=r"a\.json: expected JSON"):
        read_json(tmp_path / "a.json")
