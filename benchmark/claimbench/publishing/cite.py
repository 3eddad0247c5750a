"""What a paper needs: BibTeX, a paragraph of results, and a LaTeX table with all that it takes to reproduce them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from claimbench.counting import counted
from claimbench.publishing.comparison_table import to_latex
from claimbench.publishing.latex import latex_escape
from claimbench.publishing.stored import Plain, Stored
from claimbench.publishing.tables import UNIT_NOTES, number
from claimbench.scoring.comparison import compare

AUTHORS = "{The claimbench authors}"
HASH = 12
"""How many digits of a hash a paragraph shows; BibTeX has it whole."""


def bibtex(gold: Mapping[str, Any], matcher: Mapping[str, Any], signature: str) -> str:
    """Entries for the benchmark, the version of the gold set and the matcher, as a result file describes them."""
    from claimbench import __version__

    size = f"{gold['articles']} articles, {gold['required']} required and {gold['optional']} optional claims"
    thresholds = f"thresholds {matcher['threshold']:g} and {matcher['containment_threshold']:g}"
    entries = [
        _entry("software", "claimbench", "claimbench: a claim-extraction benchmark", __version__, [signature]),
        _entry(
            "misc", f"claimbench-gold-{gold['name']}-{gold['version']}", f"claimbench gold set {gold['name']}",
            gold["version"], [size, f"sha256 {gold['sha256']}", str(gold["about"])],
        ),
        _entry(
            "misc", f"claimbench-matcher-{matcher['name']}-{matcher['version']}", f"claimbench matcher {matcher['name']}",
            matcher["version"], [thresholds],
        ),
    ]  # fmt: skip
    return "\n\n".join(entries)


def _entry(kind: str, key: str, title: str, version: str, notes: Sequence[str]) -> str:
    safe = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-.") else "-" for sign in key)
    note = "; ".join(note for note in notes if note)
    fields = {"author": AUTHORS, "title": f"{{{latex_escape(title)}}}", "version": latex_escape(version)}
    lines = [f"  {name} = {{{value}}}," for name, value in (fields | {"note": latex_escape(note)}).items()]
    return "\n".join([f"@{kind}{{{safe},", *lines, "}"])


def paragraph(run: Stored) -> str:
    """The results of a run in words, for a methods section, and the signature on a line of its own below them.

    How the matcher was calibrated, the extractor's configuration and package versions stand in the result file.
    """
    data = run.result
    gold, matcher, counts = data["gold"], data["matcher"], data["counts"]
    figures = ", ".join(_figure(data, key, shown) for key, shown in (("precision", "P"), ("recall", "R"), ("f1", "F1")))
    found = data["scores"]["f1"]["intervals"][0]
    unit = UNIT_NOTES[found["unit"]].partition(" (")[0]
    sentences = [
        f"{run.name} was scored with claimbench {data['signature_fields']['claimbench']} on the gold set {gold['name']} "
        f"{gold['version']} (sha256 {gold['sha256'][:HASH]}…): {counted(gold['articles'], 'article')} with "
        f"{gold['required']} required and {gold['optional']} optional claims.",
        " ".join(str(gold["about"]).split()),
        f"Predictions are assigned to gold claims one to one by the matcher {matcher['name']}, version {matcher['version']}: a "
        f"prediction may match a claim from a score of {matcher['threshold']:g} on, and contains one from "
        f"{matcher['containment_threshold']:g} on.",
        f"It reaches {figures} (tp {counts['tp']}, fp {counts['fp']}, fn {counts['fn']}; {counts['neutral']} of the "
        "optional claims found, which count neither way).",
        f"Brackets are {found['level']:.0%} percentile bootstrap intervals over {unit} (n = {found['n']}, "
        f"{found['resamples']:,} resamples, seed {found['seed']}).",
    ]
    return " ".join(sentence for sentence in sentences if sentence) + f"\n{data['signature']}"


def _figure(data: Plain, key: str, shown: str) -> str:
    found = data["scores"][key]["intervals"]
    ends = f" [{number(found[0]['low'])}, {number(found[0]['high'])}]" if found and found[0]["low"] is not None else ""
    return f"{shown} {number(data[key])}{ends}"


def _provenance(data: Plain) -> str:
    """Predictions, extractor, weights and packages: what a rerun has to have in common."""
    extractor = data["extractor"] if isinstance(data["extractor"], dict) else {}
    parts = [f"predictions sha256 {data['predictions']['sha256']}"]
    if extractor.get("class"):
        parts.append(f"extractor {extractor['class']} version {extractor.get('version')}")
    if extractor.get("config"):
        parts.append(f"configuration {json.dumps(extractor['config'], ensure_ascii=False)}")
    if extractor.get("weights"):
        parts.append(f"weights {extractor['weights']}")
    environment = data["environment"]
    versions = ", ".join(f"{name} {version}" for name, version in environment["packages"].items())
    return f"To reproduce: {'; '.join(parts)}; Python {environment['python']}, {versions}."


def latex(runs: Sequence[Stored]) -> str:
    """The table of one run or several, with what it takes to reproduce each below it."""
    comparison = compare([(run.name, run.result) for run in runs])
    return to_latex(comparison, [f"{run.name}: {_provenance(run.result)}" for run in runs])
