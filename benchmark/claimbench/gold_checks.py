"""Everything that a gold folder has to satisfy, beyond what reading it already checks.

All problems are gathered, each as a :class:`~claimbench.errors.RecordError` with file, line, field, expected and
found, so that one run of ``claimbench validate gold`` shows everything there is to mend.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from claimbench.corpus import Gold, load_gold
from claimbench.errors import ClaimbenchError, RecordError, literally
from claimbench.jsonl import Row, read_rows, read_text
from claimbench.matching.text import normalise
from claimbench.records import TIERS, TYPES, GoldClaim

DECISIONS = ("kept", "merged", "reworded", "rejected")
MAX_CORE = 8
WORDS = range(5, 36)


def check_gold(folder: Path) -> tuple[Gold | None, list[ClaimbenchError]]:
    """The gold set (None when it cannot be read at all) and every problem found."""
    try:
        gold = load_gold(folder)
    except ClaimbenchError as error:
        return None, [error]
    problems: list[ClaimbenchError] = []
    rows = {row.data["id"]: row for row in read_rows(folder / "claims.jsonl")}
    problems += _seeds(folder)
    for claim in gold.claims:
        problems += _claim(claim, rows[claim.id])
    problems += _repeats(gold, rows)
    problems += _core(gold, rows)
    problems += _sentences(gold, folder)
    for file in sorted((folder / "annotators").glob("*.jsonl")):
        problems += _guarded(_annotations(file, gold))
    if (folder / "adjudication.jsonl").is_file():
        problems += _guarded(_adjudication(folder, gold))
    return gold, problems


def _guarded(problems: Iterator[RecordError]) -> Iterator[ClaimbenchError]:
    """The problems, and the error that ended the reading if there was one."""
    try:
        yield from problems
    except ClaimbenchError as error:
        yield error


def _seeds(folder: Path) -> Iterator[RecordError]:
    """Where an article names a seed file that lies beside the gold folder, its text is the same, byte for byte."""
    for row in read_rows(folder / "articles.jsonl"):
        seed = folder.resolve().parent / "seeds" / str(row.data.get("seed", ""))
        if "seed" in row.data and seed.is_file() and read_text(seed) != row.data["text"]:
            yield row.error(f"the text of {seed.name}", literally("another text"), "text")


def _claim(claim: GoldClaim, row: Row) -> Iterator[RecordError]:
    if not claim.id.startswith(f"{claim.doc_id}-c"):
        yield row.error(f"an id like {claim.doc_id}-c01", claim.id, "id")
    for form in claim.forms:
        if len(form.split()) not in WORDS or not form.rstrip("”\"'’").endswith((".", "!", "?")):
            yield row.error("5 to 35 words that end with a full stop", form, "text or variants")
    distances = [variant.distance for variant in claim.variants]
    if len(distances) < 2 or set(distances) != {"close", "far"}:
        yield row.error("at least two variants, one close and one far", distances, "variants")
    if not claim.sentences or list(claim.sentences) != sorted(set(claim.sentences)):
        yield row.error("the sentences that express it, in order", list(claim.sentences), "sentences")
    missing = set(claim.sentences) - {evidence.sentence for evidence in claim.evidence}
    if missing:
        yield row.error(f"evidence for sentence {min(missing)}", literally("none"), "evidence")


def _repeats(gold: Gold, rows: dict[str, Row]) -> Iterator[RecordError]:
    """Within one article no wording stands for two claims; across articles only linked claims may share one."""
    linked = {frozenset((link.a, link.b)) for link in gold.links if link.relation == "same"}
    seen: dict[str, list[GoldClaim]] = {}
    for claim in gold.claims:
        for form in dict.fromkeys(normalise(form) for form in claim.forms):
            for other in seen.get(form, []):
                if other.doc_id == claim.doc_id or frozenset((other.id, claim.id)) not in linked:
                    yield rows[claim.id].error(f"a wording that {other.id} does not have", form, "text or variants")
            seen.setdefault(form, []).append(claim)
        if len({normalise(form) for form in claim.forms}) < len(claim.forms):
            yield rows[claim.id].error("wordings that differ", literally("one twice"), "variants")


def _core(gold: Gold, rows: dict[str, Row]) -> Iterator[RecordError]:
    for claims in gold.by_article.values():
        core = [claim for claim in claims if claim.tier == "core"]
        if len(core) > MAX_CORE:
            yield rows[core[MAX_CORE].id].error(f"at most {MAX_CORE} core claims an article", len(core), "tier")


def _sentences(gold: Gold, folder: Path) -> Iterator[RecordError]:
    for row, article in zip(read_rows(folder / "articles.jsonl"), gold.articles, strict=True):
        if not article.sentences:
            yield row.error("a sentence table", literally("none"), "sentences")
        end = 0
        for sentence in article.sentences:
            if sentence.start < end or article.text[end : sentence.start].strip():
                yield row.error("sentences that cover the text in order", sentence.text, f"sentences[{sentence.index}]")
            end = sentence.end
        furniture = {sentence.index for sentence in article.sentences if sentence.furniture}
        for claim in gold.by_article[article.id]:
            if furniture & set(claim.sentences):
                yield row.error("no claim in page furniture", claim.id, "sentences")


def _annotations(file: Path, gold: Gold) -> Iterator[RecordError]:
    texts = {article.id: article for article in gold.articles}
    for row in read_rows(file):
        article = texts[row.choice("doc_id", texts)]
        row.text("text")
        row.choice("type", TYPES)
        row.choice("tier", TIERS)
        row.get("checkable", bool)
        for quote in row.get("evidence", list):
            if quote not in article.text:
                yield row.error(f"a verbatim part of article {article.id}", quote, "evidence")


def _adjudication(folder: Path, gold: Gold) -> Iterator[RecordError]:
    """Every line of A and B has one decision, and every gold claim at least one."""
    file = folder / "adjudication.jsonl"
    ids = {claim.id for claim in gold.claims}
    open_lines = {
        (name, row.line): row for name in ("A", "B") for row in read_rows(folder / "annotators" / f"{name}.jsonl")
    }
    reached = set()
    for row in read_rows(file):
        decision = row.choice("decision", DECISIONS)
        target = row.get("gold", (str, type(None)))
        reached.add(target)
        if (decision == "rejected") != (target is None) or (target is not None and target not in ids):
            yield row.error("the id of a gold claim, null when rejected", target, "gold")
        if decision in ("merged", "reworded", "rejected") and not str(row.data.get("rule") or "").strip():
            yield row.error("the rule for the decision", row.data.get("rule"), "rule")
        if row.data.get("annotator") != "adjudicator":
            source = open_lines.pop((row.text("annotator"), row.get("line", int)), None)
            if source is None or source.data["text"] != row.text("text"):
                yield row.error("a line of the annotator's pass that has no decision yet", row.text("text"), "line")
    yield from _undecided(open_lines.values(), ids - reached, file)


def _undecided(lines: Iterable[Row], claims: set[str], file: Path) -> Iterator[RecordError]:
    for row in lines:
        yield row.error(f"a decision in {file.name}", literally("none"), "text")
    for claim in sorted(claims):
        yield RecordError(f"a decision that leads to {claim}", literally("none"), file=str(file), field="gold")
