from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimbench import compare
from claimbench.errors import UsageError
from claimbench.publishing.comparison_table import FORMATS, caption, p_value, render
from claimbench.publishing.latex import latex_escape
from claimbench.scoring.comparison import Comparison

GOOD = {"x": ["The old ferry sank near Tolm.", "Nine sailors swam ashore."], "y": ["Orla Finn bought the quarry."]}
FAIR = {"x": ["The old ferry sank near Tolm.", "Snow fell."]}
NASTY = r"50% & <b>_^~\|`*$#{}"


@pytest.fixture
def comparison(gold_dir: Path) -> Comparison:
    systems = {NASTY: FAIR, "Łódź": [GOOD, FAIR], "oracle": GOOD}
    return compare(systems, gold=gold_dir, matcher="exact", sanity=["oracle"])


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_has_systems_pair_signature_and_footer(comparison: Comparison, form: str) -> None:
    text = render(comparison, form).replace("\n", " ")
    plain = re.sub(r"[\\{}$]|allowbreak", "", text)
    assert "oracle" in plain and "boot:sentence,10000,seed0" in plain
    assert "2 articles, 3 required and 1 optional claims" in plain


def test_the_caption_names_gold_matcher_unit_n_test_and_family(comparison: Comparison) -> None:
    text = caption(comparison)
    for part in (
        "Gold tiny-0@sha256:", "matcher exact@1(tau=.50,tauc=.50)", "unit: sentences within articles", "n = 4",
        "paired permutation test of F1", "Holm over a family of 1 pair", "10,000 resamples", "sanity checks",
    ):  # fmt: skip
        assert part in text
    assert latex_escape(text) in render(comparison, "latex")


def test_latex_is_plain_ascii_with_every_sign_escaped(comparison: Comparison) -> None:
    text = render(comparison, "latex")
    assert text.isascii()
    assert r"50\% \& $<$b$>$\_\textasciicircum{}\textasciitilde{}\textbackslash{}$|$`*\$\#\{\}" in text
    rows = [line for line in text.splitlines() if line.endswith(r"\\")]
    assert {len(re.findall(r"(?<!\\)&", row)) for row in rows} == {8}
    assert text.count(r"\begin{table}") == text.count(r"\end{table}") == 1


@given(st.text())
def test_escaped_text_leaves_no_live_sign(text: str) -> None:
    escaped = latex_escape(text)
    assert escaped.isascii()
    left = re.sub(r"\\[\\%&#_${}'`^\"~=.]|\\[A-Za-z]+\d*|\$(?:-|<|>|\||\\[a-z]+)\$", "", escaped)
    assert not re.search(r"(?<!\\)[%&#_$^]", left)


def test_csv_has_full_precision(comparison: Comparison) -> None:
    rows = list(csv.DictReader(io.StringIO(render(comparison, "csv"))))
    assert [row["kind"] for row in rows] == ["system", "system", "sanity", "difference"]
    assert float(rows[0]["f1"]) == comparison.systems[0].figures["f1"]
    assert rows[0]["first"] == NASTY and rows[1]["runs"] == "2"
    test = comparison.pairs[0].test
    assert test is not None and float(rows[3]["p_holm"]) == test.adjusted


def test_json_is_one_object_with_everything(comparison: Comparison) -> None:
    data = json.loads(render(comparison, "json"))
    assert data["family"] == 1 and data["systems"][0]["intervals"]["f1"][0]["n"] == 4
    assert data["pairs"][0]["test"]["detectable"] == comparison.pairs[0].test.detectable  # type: ignore[union-attr]


def test_markdown_cells_hold_no_live_bar(comparison: Comparison) -> None:
    lines = [line for line in render(comparison, "markdown").splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {10}


def test_html_is_escaped(comparison: Comparison) -> None:
    html = comparison._repr_html_()
    assert "<b>" not in html and "&lt;b&gt;" in html


def test_a_small_p_is_never_shown_as_0() -> None:
    assert [p_value(p) for p in (None, 0.0001, 0.0314, 1.0)] == ["–", "<.001", "0.031", "1.000"]


def test_an_unknown_format_is_refused(comparison: Comparison) -> None:
    with pytest.raises(UsageError, match="no format is called 'docx'"):
        render(comparison, "docx")
