from __future__ import annotations

import re
from pathlib import Path

from claimbench import load_gold, score
from claimbench.publishing.cite import bibtex, latex, paragraph
from claimbench.publishing.stored import Stored
from claimbench.scoring.result import result
from helpers import Command, write_jsonl

CLAIMS = {"x": ["The old ferry sank near Tolm.", "Nobody came at all."]}


def _stored(gold_dir: Path) -> Stored:
    gold = load_gold(gold_dir)
    card = score(gold, CLAIMS, matcher="token_f1")
    known = {"class": "a.B", "version": "2", "weights": "f00", "config": {"k": 3}}
    return Stored("A_b & c", result(card, system="A_b & c", extractor=known), gold, gold_dir)


def test_bibtex_names_benchmark_gold_and_matcher(gold_dir: Path) -> None:
    data = _stored(gold_dir).result
    text = bibtex(data["gold"], data["matcher"], data["signature"])
    assert re.findall(r"^@(\w+)\{([\w.-]+),$", text, re.MULTILINE) == [
        ("software", "claimbench"),
        ("misc", "claimbench-gold-tiny-0"),
        ("misc", "claimbench-matcher-token-f1-1"),
    ]
    assert data["gold"]["sha256"] in text and text.count("{") == text.count("}") and text.isascii()
    assert data["matcher"]["calibrated_on"] not in text


def test_the_paragraph_is_for_a_methods_section(gold_dir: Path) -> None:
    run = _stored(gold_dir)
    text, signature = paragraph(run).split("\n")
    assert signature == run.result["signature"] and len(text.split()) < 150
    for expected in (
        f"gold set tiny 0 (sha256 {run.result['gold']['sha256'][:12]}…)", "2 articles", "P 0.500 [", "R 0.333 [",
        "(tp 1, fp 1, fn 2;", "one to one", "matcher token_f1, version 1", "10,000 resamples", "seed 0", "over sentences",
    ):  # fmt: skip
        assert expected in text
    for kept_elsewhere in (run.result["matcher"]["calibrated_on"], "numpy", "Python", "weights f00", "{"):
        assert kept_elsewhere not in text


def test_the_latex_table_is_escaped_and_says_how_to_reproduce(gold_dir: Path) -> None:
    run = _stored(gold_dir)
    text = latex([run])
    assert r"A\_b \& c" in text and run.result["predictions"]["sha256"] in text and "weights f00" in text
    assert text.startswith(r"\begin{table}") and text.isascii()


def test_the_command(claimbench: Command, gold_dir: Path, tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "p.jsonl", [{"doc_id": "x", "claims": CLAIMS["x"]}])
    plain = claimbench("cite", "--gold", "dev")
    assert plain.returncode == 0 and "claimbench-gold-dev" in plain.stdout and "tabular" not in plain.stdout
    whole = claimbench("cite", str(file), "--gold", str(gold_dir))
    assert whole.returncode == 0, whole.stderr
    for expected in ("@software", "p was scored with claimbench", r"\begin{table}"):
        assert expected in whole.stdout
    assert claimbench("cite", "--part", "latex").returncode == 2
