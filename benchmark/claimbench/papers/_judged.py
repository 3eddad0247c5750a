"""Claims with a verdict each, which factscore and F1@K need: supported by a source, or not."""

from __future__ import annotations

from pathlib import Path

from claimbench.jsonl import Row, canonical, read_rows, sha256


def read_judged(file: Path) -> dict[str, list[bool]] | None:
    """The verdicts of a file ``{"doc_id": "…", "claims": [{"text": "…", "supported": true}]}``, by article.

    None when no claim has a verdict (the article then has to give it); RecordError when only some have one.
    """
    if file.is_dir():
        file = file / "predictions.jsonl"
    found: dict[str, list[bool]] = {}
    judged: bool | None = None
    for row in read_rows(file):
        key = row.text("doc_id")
        if key in found:
            raise row.error("each article once", key, "doc_id")
        found[key] = []
        for i, value in enumerate(row.get("claims", list)):
            verdict = value.get("supported") if isinstance(value, dict) else None
            judged = _consistent(row, i, verdict, judged)
            found[key].append(bool(verdict))
    return found if judged else None


def _consistent(row: Row, index: int, verdict: object, judged: bool | None) -> bool:
    """Whether claims have verdicts, which the first one settles for the file."""
    has = isinstance(verdict, bool)
    if (verdict is not None and not has) or (judged is not None and judged != has):
        raise row.error("true or false for each claim, or for none", verdict, f"claims[{index}].supported")
    return has


def verdicts(predictions: str, gold: str | None) -> tuple[dict[str, list[bool]], dict[str, str]]:
    """The verdicts by article, and the signature fields that say where they come from.

    A file with verdicts needs no gold. For one without, each claim is checked against the article's own text by
    `claimbench.scoring.support`; neither the gold claims nor a matcher are used.
    """
    given = read_judged(Path(predictions))
    if given is not None:
        content = canonical([[key, given[key]] for key in sorted(given)])
        return given, {"verdicts": f"given:{sum(map(len, given.values()))}@sha256:{sha256(content)[:8]}"}
    from claimbench.corpus import load_gold
    from claimbench.predictions import read_predictions
    from claimbench.scoring.support import NAME, VERSION, support

    loaded = load_gold(gold)
    claims = read_predictions(predictions, loaded)
    found = {a.id: support([c.text for c in claims.get(a.id, ())], a) for a in loaded}
    fields = {
        "gold": f"{loaded.name}-{loaded.version}@sha256:{loaded.sha256[:8]}",
        "verdicts": f"article text,{NAME}@{VERSION}",
    }
    return found, fields
