"""Small invented data in the formats of FEVERFact, CaRB and WiRe57, and the real data where they lie."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claimbench.papers.feverfact import PUBLISHED
from helpers import ROOT, write_jsonl

REAL = Path(os.environ.get("CLAIMBENCH_DATA", ROOT.parent / "shared" / "external"))

SENTENCES = {7: "The mill burned down in May.", 9: "Ola Brun sold nine goats and a cart.", 11: "Rain fell on Tolm."}
GOLD = {
    7: ["The mill burned down.", "The mill burned down in May."],
    9: ["Ola Brun sold nine goats.", "Ola Brun sold a cart."],
    11: ["Rain fell on Tolm."],
}
CLAIMS = {
    7: ["The mill burned down.", "A barn burned."],
    9: ["Ola Brun sold nine goats."],
    11: ["Rain fell on Tolm.", "It rained."],
}
EMPTY_INPUT = 11
"""The input for which qacg predicts nothing."""


def pack(file: Path) -> None:
    """Replace a file by its gzip."""
    file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes()))
    file.unlink()


def claims_of(system: str) -> dict[int, list[str]]:
    return CLAIMS | {EMPTY_INPUT: []} if system == "qacg" else CLAIMS


def feverfact(root: Path) -> Path:
    """Three inputs for each of the five systems; qacg has one empty prediction and no file of faithfulness."""
    folder = root / "feverfact"
    for part in ("results/predictions", "results/multimetrics/multiclaim", "annotations"):
        (folder / part).mkdir(parents=True)
    test = [
        {"sentence_id": key, "sentence": text, "sentence_context": ["Tolm.", text], "claims": GOLD[key]}
        for key, text in SENTENCES.items()
    ]
    write_jsonl(folder / "test.jsonl", test)
    labels: list[Any] = []
    for system in PUBLISHED:
        claims = claims_of(system)
        write_jsonl(folder / f"results/predictions/{system}.jsonl", list(claims.values()))
        write_jsonl(
            folder / f"results/multimetrics/multiclaim/{system}.jsonl", [_scores(k, c) for k, c in claims.items()]
        )
        _per_claim(folder, system, [text for texts in claims.values() for text in texts])
        labels += [_label(system, key, texts) for key, texts in claims.items()]
    write_jsonl(folder / "annotations/multi_metrics.jsonl", labels)
    pairs = {
        f"{key}: qacg": {"1": {"Foc": "10", "Cov": "10"}, "2": {"Foc": "11" if key == 7 else "1§0", "Cov": "1"}}
        for key in (7, 9)
    }
    (folder / "annotations/cross_multiannotations.json").write_text(json.dumps(pairs), "utf-8")
    return folder


def _scores(key: int, claims: Sequence[str]) -> dict[str, Any]:
    """AlignScore values: .9 for the first prediction and .1 for the others, .5 for each gold claim."""
    return {
        "sentence_id": key,
        "f_align": [0.9 if i == 0 else 0.1 for i in range(len(claims))],
        "c_align": [0.5] * len(GOLD[key]),
        "r_align": [0.2] * len(claims),
    }


def _per_claim(folder: Path, system: str, claims: Sequence[str]) -> None:
    for metric, field, values in (
        ("faithfulness", "alignscore_large", (0.5, 0.4)),
        ("decontextualization", "decontext_label", ("UNNECESSARY", "DONE")),
        ("atomicity", "rebel", (1.0, 2.0)),
    ):
        (folder / f"results/metrics/{metric}").mkdir(parents=True, exist_ok=True)
        if system != "qacg" or metric == "atomicity":
            rows = [{"generated": text, field: values[i % 2]} for i, text in enumerate(claims)]
            write_jsonl(folder / f"results/metrics/{metric}/{system}.jsonl", rows)


def _label(system: str, key: int, claims: Sequence[str]) -> dict[str, Any]:
    """A row as people labelled it: the first predicted and the first gold claim are found, the others are not."""
    row: dict[str, Any] = {"sentence_id": key, "model": system, "generated": list(claims)}
    row |= {"focus_annotation": "10"[: len(claims)], "coverage_annotation": "10"[: len(GOLD[key])]}
    row |= {"Foc_gold": 1 / len(claims) if claims else 0.0, "Cov_gold": 1 / len(GOLD[key]) if claims else 0.0}
    row |= {"Foc_claimwise": [0.9, 0.1][: len(claims)], "Cov_claimwise": [0.8, 0.3][: len(GOLD[key])]}
    return row | {"Foc_nli": 0.5 if claims else None, "Cov_nli": 0.5}


def carb(root: Path) -> Path:
    """Two sentences in every format of CaRB; the curves are those that the two predictions of each system give."""
    folder = root / "carb"
    for part in ("data/gold", "system_outputs/test", "system_outputs/dev", "dump"):
        (folder / part).mkdir(parents=True)
    gold = "Ann -LRB- Bo -RRB- fed a cat .\tfed\tAnn\ta cat\n" + "Rain fell .\tfell\tRain\n"
    for part in ("test", "dev"):
        (folder / f"data/gold/{part}.tsv").write_text(gold, "utf-8")
    for system, text in CARB_OUTPUTS.items():
        for part in ("test", "dev"):
            (folder / f"system_outputs/{part}/{system}_output.txt").write_text(text, "utf-8")
    for name in ("ClausIE", "OpenIE-4", "OpenIE-5", "PropS", "OllIE"):
        (folder / f"dump/{name}.dat").write_text(CARB_CURVE, "utf-8")
    return folder


_OPENIE = (
    "0.9\t\tSimpleArgument(Ann,List([0, 3)))\tRelation(fed,List([4, 7)))\tSimpleArgument(a dog,List([8, 13)))\t"
    "Ann (Bo) fed a cat.\n"
    "0.5\t\tSimpleArgument(Rain,List([0, 4)))\tRelation(fell,List([5, 9)))\tSimpleArgument(down,List([9, 9)))\t"
    "Rain fell .\n"
    "0.4\t\tSimpleArgument(Rain,List([0, 4)))\tRelation(fell,List([5, 9)))\t\tRain fell .\n"
)
CARB_OUTPUTS = {
    "clausie": 'Ann (Bo) fed a cat.\n1\t"Ann"\t"fed"\t"a dog"\t0.9\nRain fell .\n2\t"Rain"\t"fell"\t"down"\t0.5\n'
    '2\t"Rain"\t"fell"\t0.4\n',
    "openie4": _OPENIE,
    "openie5": _OPENIE,
    "props": "0.9\tAnn (Bo) fed a cat.\tfed\tsubj\tAnn\tdobj\ta dog\n\n0.5\tRain fell .\tfell\tsubj\tRain\tprep\tdown\n",
    "reverb": "\t".join(
        ["f", "1", "Ann", "fed", "a dog", "0", "1", "1", "2", "2", "4", "0.9", "Ann (Bo) fed a cat.", "DT"]
    )
    + "\n",
}
CARB_CURVE = "Precision\tRecall\tConfidence\n0.75\t0.375\t0.9\n0.875\t0.875\t0.5\n"
"""By hand: fed/Ann/a dog shares 3 of 4 words with fed/Ann/a cat, fell/Rain all 2 words of fell/Rain."""


def wire57(root: Path) -> Path:
    """One sentence with two gold tuples, and two systems."""
    folder = root / "wire57"
    (folder / "data").mkdir(parents=True)

    def part(*words: str, inferred: Sequence[str] = ()) -> dict[str, Any]:
        indexes = ["inf" if word in inferred else i for i, word in enumerate(words)]
        return {"text": " ".join(words), "words": list(words), "words_indexes": indexes}

    tuples = [
        {"arg1": part("Ann"), "rel": part("fed"), "arg2": part("a", "cat"), "arg3+": [part("in", "May")]},
        {"arg1": part("Ann"), "rel": part("is", inferred=["is"]), "arg2": part("kind"), "arg3+": []},
    ]
    gold = {"Doc": [{"id": "D 1", "sent": "Kind Ann fed a cat in May.", "tokens": [], "tuples": tuples}]}
    extractions = {
        "D 1": [
            {"arg1": "Ann", "rel": "fed", "arg2": "a cat", "extractor": "minie", "score": 0.9},
            {"arg1": "Ann", "rel": "was", "arg2": "kind", "extractor": "minie", "score": 0.4},
            {"arg1": "Bo", "rel": "fed", "arg2": "a cat", "extractor": "reverb", "score": 0.8, "arg3+": ["in May"]},
        ]
    }
    from claimbench.papers import _wire57_data as data

    (folder / data.GOLD).write_text(json.dumps(gold), "utf-8")
    (folder / data.EXTRACTIONS).write_text(json.dumps(extractions), "utf-8")
    return folder


BUILD = {"feverfact": feverfact, "carb": carb, "wire57": wire57}


def data_of(name: str, root: Path) -> tuple[Path, bool]:
    """The real data of a paper where they lie, else small ones in their formats; and whether they are real."""
    if (REAL / name).is_dir():
        return REAL, True
    BUILD[name](root)
    return root, False
