"""Claims that try to be more than text."""

from __future__ import annotations

from pathlib import Path

from helpers import article, write_jsonl

CLAIMS = [
    "<script>document.title = 'owned'</script> The ferry sank.",
    "</script><script>document.title = 'owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "<a href=\"javascript:document.title='owned'\">click</a>",
    "javascript:document.title='owned'",
    "<!-- <script> --> &lt;b&gt; &amp; {{data}} {{script}} ${7*7}",
    "]]></style><style>body{display:none}</style>",
    "The quay \u202eknas dna denrut\u202c near Tolm.",
    "Line\u2028and\u2029paragraph \u0000 and \u001b[31m red",
    "a" * 3000,
    "\u05d0\u05d1\u05d2 \u0627\u0644\u0633\u0641\u064a\u0646\u0629 \U0001f6a2 o\u0301\u0308\u0323" + "\u0301" * 40,
    "\"quoted\" 'single' `back` \\ backslash \\u003c",
]


def hostile_gold(folder: Path) -> Path:
    """A gold folder whose article and claims are hostile too."""
    folder.mkdir()
    sentences = ["<b>Bold</b> \U0001f6a2 ferry sank.", "</script><script>alert(1)</script> \u202eswam.", "w" * 2000]
    record = article("<i>x</i>", sentences)
    write_jsonl(folder / "articles.jsonl", [record])
    claims = []
    for i, text in enumerate(sentences):
        place = record["sentences"][i]
        evidence = {"sentence": i, "start": place["start"], "end": place["end"], "quote": place["text"]}
        claims.append(
            {
                "id": f'c{i}"><script>',
                "doc_id": "<i>x</i>",
                "text": text,
                "variants": [CLAIMS[i]],
                "source": "<s>she</s>",
                "sentences": [i],
                "evidence": [evidence],
            }
        )
    write_jsonl(folder / "claims.jsonl", claims)
    return folder


def hostile_predictions(file: Path) -> Path:
    return write_jsonl(file, [{"doc_id": "<i>x</i>", "claims": CLAIMS}])
