"""`annotator`: the claims that one annotator of a gold set listed, as they were made.

A and B contributed to gold and are no ceiling; the annotator called `ceiling` contributed nothing.
"""

from __future__ import annotations

from claimbench.corpus import gold_folder
from claimbench.errors import InputError
from claimbench.extractor import Document, Extractor, PredictedClaim
from claimbench.jsonl import read_rows, read_text, sha256


class Annotator(Extractor):
    """Reads `annotators/NAME.jsonl` of the gold set `gold`."""

    def __init__(self, annotator: str, gold: str = "news") -> None:
        folder = gold_folder(gold) / "annotators"
        self._file = folder / f"{annotator}.jsonl"
        if not self._file.is_file():
            known = ", ".join(sorted(file.stem for file in folder.glob("*.jsonl"))) or "none"
            raise InputError(f"{self._file}: expected the claims of annotator {annotator}, found none; known: {known}")

    def extract(self, document: Document) -> list[PredictedClaim]:
        rows = (row for row in read_rows(self._file) if row.text("doc_id") == document.id)
        return [PredictedClaim(row.text("text"), row.get("source", (str, type(None)), None)) for row in rows]

    def weights(self) -> str:
        return sha256(read_text(self._file))
