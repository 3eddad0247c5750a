"""How much faster `causal_lm` decodes than `transformers.pipeline` called sentence by sentence, with identical text.

    python training/bench_decoding.py [--extractor smollm2] [--gold dev] [--sentences 41] [--threads 2]

Prints one JSON object: seconds and tokens a second of both, wall clock and processor time, the ratio, and how many
answers are identical. Loading the model is not counted; the shared prompt's one pass is.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from typing import Any

from claimbench import load_gold
from claimbench.baselines._greedy import repeats
from claimbench.baselines._text import article_sentences
from claimbench.baselines.causal_lm import CausalLM
from claimbench.running.app import compose
from claimbench.running.load import build


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--extractor", default="smollm2")
    parser.add_argument("--gold", default="dev")
    parser.add_argument("--sentences", type=int, default=41)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    import torch

    torch.set_num_threads(options.threads)
    extractor = build(compose([f"extractor={options.extractor}"]).extractor)
    texts = [s for article in load_gold(options.gold) for s in article_sentences(article.text)][: options.sentences]
    extractor._load()
    ours, batched = timed(lambda: extractor.answers(texts))
    theirs, single = timed(lambda: one_by_one(extractor, texts))
    tokens = extractor.usage()["answer_tokens"]
    row: dict[str, Any] = {"extractor": options.extractor, "sentences": len(texts), "answer_tokens": tokens}
    row["identical_answers"] = sum(a.strip() == b.strip() for a, b in zip(batched, single, strict=True))
    for name, (wall, cpu) in (("causal_lm", ours), ("pipeline", theirs)):
        row[name] = {"wall_s": round(wall, 2), "cpu_s": round(cpu, 2), "tokens_per_s": round(tokens / wall, 1)}
    row["times_faster"] = {"wall": round(theirs[0] / ours[0], 2), "cpu": round(theirs[1] / ours[1], 2)}
    row["threads"] = options.threads
    sys.stdout.write(json.dumps(row, indent=1) + "\n")
    return 0


def timed(work: Callable[[], list[str]]) -> tuple[tuple[float, float], list[str]]:
    """Wall clock and processor seconds, and what came out."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return (time.perf_counter() - wall, time.process_time() - cpu), result


def one_by_one(extractor: CausalLM, texts: list[str]) -> list[str]:
    """The same prompts through `transformers.pipeline`, one at a time, with the same rule for when an answer ends."""
    import transformers

    tokenizer, decoder = extractor._load()
    pipe = transformers.pipeline("text-generation", model=decoder.model, tokenizer=tokenizer)
    prompts = [extractor.prompt(tokenizer, text) for text in texts]
    answers = []
    for prompt in prompts:
        length = len(tokenizer(prompt, add_special_tokens=False)["input_ids"])
        circles = StopAtRepeat(length, decoder.newline)
        config = transformers.GenerationConfig(
            max_new_tokens=decoder.max_new_tokens, do_sample=False, eos_token_id=sorted(decoder.stop), pad_token_id=0
        )
        made = pipe(
            prompt, return_full_text=False, generation_config=config, add_special_tokens=False,
            stopping_criteria=transformers.StoppingCriteriaList([circles]),
        )  # fmt: skip
        answers.append(str(made[0]["generated_text"]))
    return answers


class StopAtRepeat:
    """`repeats` of `_greedy.py` as a stopping criterion of transformers."""

    def __init__(self, prompt: int, newline: int | None) -> None:
        self.prompt, self.newline = prompt, newline

    def __call__(self, ids: Any, scores: Any, **unused: Any) -> Any:
        import torch

        return torch.tensor([repeats(row[self.prompt :].tolist(), self.newline) for row in ids])


if __name__ == "__main__":
    sys.exit(main())
