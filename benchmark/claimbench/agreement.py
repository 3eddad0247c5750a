"""What two annotators agree on: which claims they list, and which labels they give to those that both list.

The alignment is the recorded one: adjudication.jsonl says for every line of every annotator which gold claim it
became; two lines that became the same gold claim are aligned. Kappa is Cohen's (1960), computed by scikit-learn;
alpha is Krippendorff's for nominal data, computed by `krippendorff`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from claimbench.corpus import gold_folder
from claimbench.errors import InputError, MissingDependency
from claimbench.jsonl import Row, read_rows

LABELS = ("type", "tier", "checkable", "source")

CAVEAT = (
    "Both annotators are language models of one family, working apart from written guidelines: their agreement is an "
    "upper bound, and no person has reviewed the labels yet."
)


def agreement(where: str | Path | None = None, first: str = "A", second: str = "B") -> dict[str, Any]:
    """Agreement of two annotators of a gold set as plain values: claims (precision, recall, f1) and labels.

    Raises InputError when the annotation files are missing.
    """
    folder = gold_folder(where)
    lines = {name: _annotations(folder, name) for name in (first, second)}
    became = {name: _became(folder, name, lines[name]) for name in (first, second)}
    shared = set(became[first]) & set(became[second])
    pairs = [(became[first][gold][0], became[second][gold][0]) for gold in sorted(shared)]
    found = {name: sum(len(rows) for gold, rows in became[name].items() if gold in shared) for name in became}
    precision, recall = found[first] / len(lines[first]), found[second] / len(lines[second])
    return {
        "annotators": [first, second],
        "listed": {name: len(rows) for name, rows in lines.items()},
        "aligned": len(pairs),
        "claims": {"precision": precision, "recall": recall, "f1": _harmonic(precision, recall)},
        "labels": {
            label: _chance_corrected([(_value(a, label), _value(b, label)) for a, b in pairs]) for label in LABELS
        },
        "contrasts": _contrast_readings(folder),
        "judged_pairs": _judged_pairs(folder),
        "judged_lists": _judged_lists(folder),
        "caveat": CAVEAT,
    }


def _contrast_readings(folder: Path) -> dict[str, int] | None:
    """How often the second reader of the contrast set marked what the writer meant; None without a contrast set."""
    file = folder / "contrast_marks.jsonl"
    if not file.is_file():
        return None
    rows = list(read_rows(file))
    marks = [(r.text("writer"), r.text("reader")) for r in rows]
    return {"read": len(marks), "agreed": sum(a == b for a, b in marks), "kept": sum(r.data["kept"] for r in rows)}


def _judged_pairs(folder: Path) -> dict[str, Any] | None:
    """Agreement of the two readers of the judged pairs on each question; None without judged pairs."""
    file = folder / "judged_pairs.jsonl"
    if not file.is_file():
        return None
    rows = list(read_rows(file))
    questions = {
        question: _chance_corrected([(str(a), str(b)) for a, b in (row.get(question, list) for row in rows)])
        for question in ("equivalent", "contains")
    }
    return {"pairs": len(rows), **questions}


def _judged_lists(folder: Path) -> dict[str, int] | None:
    """On how many listed claims two readers name the same gold claims, or both none; None without judged lists."""
    file = folder / "judged_lists.jsonl"
    if not file.is_file():
        return None
    said = [row.get("same", list) for row in read_rows(file)]
    alike = [first for first, second in said if first == second]
    return {"claims": len(said), "agreed": len(alike), "agreed_none": alike.count([])}


def _annotations(folder: Path, name: str) -> dict[int, Row]:
    file = folder / "annotators" / f"{name}.jsonl"
    if not file.is_file():
        raise InputError(f"{file}: expected the pass of annotator {name}, found nothing")
    return {row.line or 0: row for row in read_rows(file)}


def _became(folder: Path, name: str, lines: dict[int, Row]) -> dict[str, list[Row]]:
    """Gold id → the annotator's lines that became it, those kept or reworded before those merged into it."""
    decisions = [
        r for r in read_rows(folder / "adjudication.jsonl") if r.data.get("annotator") == name and r.data.get("gold")
    ]
    result: dict[str, list[Row]] = {}
    for row in sorted(decisions, key=lambda r: (r.data["decision"] == "merged", r.data["line"])):
        result.setdefault(row.text("gold"), []).append(lines[row.get("line", int)])
    return result


def _value(row: Row, label: str) -> str:
    value = row.data.get(label)
    return "" if value is None else str(value).removeprefix("the ").casefold()


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def _chance_corrected(pairs: list[tuple[str, str]]) -> dict[str, float | None]:
    """Observed agreement, Cohen's kappa and Krippendorff's alpha; None where only one label occurs."""
    kappa, alpha = _libraries()
    codes = {value: i for i, value in enumerate(sorted({v for pair in pairs for v in pair}))}
    first, second = [codes[a] for a, _ in pairs], [codes[b] for _, b in pairs]
    observed = sum(a == b for a, b in pairs) / len(pairs) if pairs else None
    if len(codes) < 2:
        return {"observed": observed, "kappa": None, "alpha": None}
    return {
        "observed": observed,
        "kappa": float(kappa(first, second)),
        "alpha": float(alpha(reliability_data=[first, second], level_of_measurement="nominal")),
    }


def _libraries() -> tuple[Callable[..., float], Callable[..., float]]:
    try:
        import krippendorff
        from sklearn.metrics import cohen_kappa_score
    except ImportError as error:
        raise MissingDependency(str(error.name), "agreement") from None
    return cohen_kappa_score, krippendorff.alpha
