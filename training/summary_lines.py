"""What extractors print of RoSE's reference summaries: the lines that `lines/N*.jsonl` judges.

    python training/summary_lines.py --data DIR --out lines.jsonl

DIR holds `rose/`. Each row: a summary's id and the lines of `clauses` (all judged summaries) and of `smollm2` (where a
row of `lines/` holds more lines than `clauses` prints; about two seconds a summary). The text of RoSE's summaries is
CNN's and the Daily Mail's, so the project keeps of each line only the first twelve digits of its sha256.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import summaries
from claimbench.jsonl import write_atomically
from claimbench.records import Document
from claimbench.running.app import compose
from claimbench.running.load import build


def main() -> None:
    """Ask both extractors and write what they print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with rose/")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    judged = summaries.judged(Path(__file__).parent / "lines")
    texts = {number: row.text for number, row in summaries.read(options.data).items() if number in judged}
    found = _printed("clauses", texts)
    more = {
        number: text for number, text in texts.items() if not judged[number] <= set(map(summaries.short, found[number]))
    }
    for number, lines in _printed("smollm2", more).items():
        found[number] += lines
    rows = [json.dumps({"id": number, "lines": lines}, ensure_ascii=False) + "\n" for number, lines in found.items()]
    write_atomically(options.out, "".join(rows))


def _printed(name: str, texts: dict[int, str]) -> dict[int, list[str]]:
    extractor = build(compose([f"extractor={name}"]).extractor)
    found = {number: extractor.extract(Document(str(number), text)) for number, text in texts.items()}
    return {number: [str(getattr(claim, "text", claim)) for claim in claims] for number, claims in found.items()}


if __name__ == "__main__":
    main()
