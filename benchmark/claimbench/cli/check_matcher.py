"""Check whether a matcher tells honest paraphrases from minimal changes, and whether people agree with it.

Without names the default matcher is checked. Printed are the AUROC of paraphrases over contrasts (0.5 is a coin),
the accuracy on each at the matcher's own threshold and by phenomenon, with 95% bootstrap intervals over claims, the
agreement with two readers on real predictions (our set only; the half that belongs to --split), and the speed. A contrast file is JSON Lines; bring your own:
  {"doc_id": "x", "gold": "…", "paraphrases": ["…"], "contrasts": [{"text": "…", "phenomenon": "number"}]}

examples:
  claimbench check-matcher
  claimbench check-matcher token_f1 alignment --contrasts mine.jsonl
  claimbench check-matcher --human DIR --json"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

SPEED_PAIRS = 2000
SUMMARY = "check a matcher on contrasts and on people's labels"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help="matchers (default: the default one)")
    parser.add_argument("--contrasts", metavar="FILE", type=Path, help="a contrast set of your own (default: ours)")
    parser.add_argument(
        "--split", choices=("dev", "test"), help="part of the set (default: dev of ours, all of your own file)"
    )
    parser.add_argument("--human", metavar="DIR", type=Path, help="folder that holds feverfact/: agreement with people")
    parser.add_argument("--seed", type=int, default=0, help="seed of the bootstrap (default: 0)")
    parser.add_argument("--no-speed", action="store_true", help="leave out the timing, which no two runs share")
    parser.add_argument("--json", action="store_true", help="one JSON object a matcher, one a line, and nothing else")


def run(args: argparse.Namespace) -> int:
    from claimbench.corpus import gold_folder
    from claimbench.matching import registry
    from claimbench.matching._judged import HALVES, read_judged
    from claimbench.matching.check import check, read_contrasts

    file = args.contrasts or gold_folder() / "contrasts.jsonl"
    contrasts = read_contrasts(file, args.split or (None if args.contrasts else "dev"))
    human, shared = _human(args.human) if args.human else (None, None)
    judged = [] if args.contrasts else read_judged(gold_folder() / "judged_pairs.jsonl", HALVES[args.split or "dev"])
    forms = {} if args.contrasts else _accepted(args.split)
    for name in args.names or [registry.DEFAULT]:
        matcher = registry.get(name)
        default = matcher.name == registry.get().name
        pairs = 0 if args.no_speed else SPEED_PAIRS
        figures = check(
            matcher,
            contrasts,
            default=default,
            seed=args.seed,
            judged=judged,
            forms=forms,
            human=human,
            shared_with=shared,
            speed_pairs=pairs,
        )
        sys.stdout.write((json.dumps(figures, ensure_ascii=False) if args.json else _text(figures)) + "\n")
        sys.stdout.flush()
    return 0


def _accepted(split: str | None) -> dict[str, tuple[str, ...]]:
    """The accepted forms of the claims by id; the judged pairs of either half are of gold/dev."""
    from claimbench.corpus import load_gold

    names = ("dev", "news") if split == "test" else ("dev",)
    return {claim.id: claim.forms for name in names for claim in load_gold(name).claims}


def _human(folder: Path) -> tuple[Path, Path | None]:
    """The FEVERFact folder, and the set whose items are left out there when it lies beside it."""
    base = folder if (folder / "feverfact").is_dir() else folder.parent
    shared = base / "nli" / "fever_symmetric.jsonl.gz"
    return (folder / "feverfact" if (folder / "feverfact").is_dir() else folder), shared if shared.is_file() else None


def _text(figures: dict[str, Any]) -> str:
    from claimbench.publishing.tables import number, plain_table

    counts, spans = figures["n"], figures["intervals"]
    rows = [
        *_sides(figures),
        *(
            [f"  {name}", number(value), _span(spans[f"by_phenomenon.{name}"]), str(counts["by_phenomenon"][name])]
            for name, value in figures["by_phenomenon"].items()
        ),
    ]
    title = f"{figures['matcher']}@{figures['version']}{' (the default)' if figures['default'] else ''}"
    lines = [
        f"{title}, τ = {figures['threshold']:g}, τ_c = {figures['containment_threshold']:g}; "
        f"calibrated on {figures['calibrated_on']}",
        "",
        plain_table([f"{counts['claims']} claims", "", "95% over claims", "n"], rows),
        *_beside_all(figures.get("all_forms")),
        *_readers(figures.get("judged")),
        *_people(figures.get("human")),
    ]
    speed = figures.get("speed")
    if speed:
        lines += ["", f"{speed['seconds_per_million']:,.0f} s a million pairs (measured on {speed['pairs']:,}), "
                  f"peak memory {speed['peak_memory_mib']:,.0f} MiB"]  # fmt: skip
    return "\n".join(lines) + "\n"


def _sides(figures: dict[str, Any]) -> list[list[str]]:
    from claimbench.publishing.tables import number

    spans, counts = figures["intervals"], figures["n"]
    accuracy = [
        [f"accuracy on {side}s", number(figures["accuracy"][side]), _span(spans[side]), str(counts[f"{side}s"])]
        for side in ("paraphrase", "contrast")
    ]
    return [["AUROC", number(figures["auroc"]), _span(spans["auroc"]), ""], *accuracy]


def _beside_all(figures: dict[str, Any] | None) -> list[str]:
    """The same texts as a prediction is scored: beside every accepted form of their claim."""
    from claimbench.publishing.tables import plain_table

    if figures is None:
        return []
    return ["", plain_table(["beside all accepted forms", "", "95% over claims", "n"], _sides(figures))]


def _span(interval: dict[str, Any]) -> str:
    low, high = interval["low"], interval["high"]
    return "–" if low is None or high is None else f"[{low:.3f}, {high:.3f}]"


def _readers(judged: dict[str, Any] | None) -> list[str]:
    from claimbench.publishing.tables import number, plain_table

    if judged is None:
        return []
    names = {"equivalent": "equivalent", "all_forms": "equivalent, all forms", "contains": "contains"}
    rows = [
        [f"kappa, {name}", number(judged[question]), _span(judged["intervals"][question]), str(judged["n"])]
        for question, name in names.items()
        if question in judged
    ]
    return ["", plain_table(["judged pairs of predictions", "", "95% over pairs", "n"], rows)]


def _people(human: dict[str, Any] | None) -> list[str]:
    from claimbench.publishing.tables import number, plain_table

    if human is None:
        return []
    parts = {name: human[name] for name in ("focus", "coverage")}
    rows = [
        [f"{name} {figure}", number(part[figure]), _span(part["intervals"][figure]), str(part["n"])]
        for name, part in parts.items()
        for figure in ("auroc", "best_f1", "kappa")
    ]
    return ["", plain_table(["people (FEVERFact)", "", "95% over inputs", "n"], rows)]
