from __future__ import annotations

import os
from pathlib import Path

import pytest

from claimbench.folders import cache_folder
from claimbench.matching import _numpy_encoder as encoder
from claimbench.matching._readings import Readings, read_anew
from claimbench.matching.cross_encoder import CrossEncoder


@pytest.fixture(autouse=True)
def _in_the_cache_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLAIMBENCH_READINGS")


PAIR = ("Rain fell on Tolm.", "It rained in Tolm.")
ANSWERS = {PAIR: (0.91234, 0.1), ("ä", "ö"): (0.0, 1.0)}


def test_what_was_kept_comes_back_to_the_last_bit() -> None:
    Readings("one").keep(ANSWERS)
    assert Readings("one").known([*ANSWERS, ("not", "read")]) == ANSWERS


def test_another_state_of_the_encoder_knows_nothing() -> None:
    Readings("one").keep(ANSWERS)
    assert Readings("two").known([PAIR]) == {}


def test_more_pairs_than_one_question_holds() -> None:
    many = {(str(number), "x"): (number / 2000, 0.5) for number in range(1234)}
    Readings("one").keep(many)
    assert Readings("one").known(list(many)) == many


def test_no_text_stands_in_the_file() -> None:
    Readings("one").keep(ANSWERS)
    (file,) = (cache_folder() / "readings").glob("*.sqlite")
    assert b"Tolm" not in file.read_bytes()


def test_a_pair_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = CrossEncoder().equivalent([PAIR])
    monkeypatch.setattr(encoder, "both_ways", lambda pairs: pytest.fail(f"read {pairs}") if pairs else [])
    assert CrossEncoder().equivalent([PAIR]) == first


def test_read_anew_neither_uses_nor_keeps_readings() -> None:
    with read_anew():
        Readings("one").keep(ANSWERS)
        assert Readings("one").known([PAIR]) == {}
    assert "CLAIMBENCH_READINGS" not in os.environ
    assert Readings("one").known([PAIR]) == {}


def test_a_folder_that_cannot_be_used_is_named_and_reading_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("CLAIMBENCH_CACHE", str(blocked))
    with caplog.at_level("WARNING"):
        assert CrossEncoder().equivalent([PAIR])[0] > 0
    assert "readings are not kept" in caplog.text and str(blocked) in caplog.text


def test_a_broken_file_is_named_and_reading_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    Readings(encoder.state()).keep(ANSWERS)
    (file,) = (cache_folder() / "readings").glob("*.sqlite")
    file.write_bytes(b"no database" * 1000)
    with caplog.at_level("WARNING"):
        assert CrossEncoder().equivalent([PAIR])[0] > 0
    assert "readings are not kept" in caplog.text
