"""Tiny models with random weights, saved as folders, for tests of the model-based extractors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

CHAT = (
    "{% for m in messages %}<|{{ m['role'] }}|> {{ m['content'] }}<|end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|> {% endif %}"
)


def save_tokenizer(folder: Path, chat: bool = False) -> Any:
    """A byte-level tokenizer without merges, so that every text can be written and read back."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {token: i for i, token in enumerate(["<|end|>", "<|pad|>", "<|user|>", *letters])}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<|end|>", pad_token="<|pad|>")
    if chat:
        fast.chat_template = CHAT
    fast.save_pretrained(folder)
    return fast


def save_causal(folder: Path, chat: bool = False, seed: int = 0) -> Path:
    """A two-layer Llama."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    size = len(save_tokenizer(folder, chat))
    torch.manual_seed(seed)
    config = LlamaConfig(
        vocab_size=size, hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, max_position_embeddings=2048, bos_token_id=0, eos_token_id=0, pad_token_id=1,
        initializer_range=0.5,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(folder)
    return folder


def save_adapter(folder: Path, model: Path, seed: int = 0) -> Path:
    """A LoRA adapter of a model that `save_causal` made, with random weights that change its answers."""
    import peft
    import torch
    from transformers import AutoModelForCausalLM

    torch.manual_seed(seed)
    config = peft.LoraConfig(r=2, target_modules="all-linear", init_lora_weights=False, task_type="CAUSAL_LM")
    peft.get_peft_model(AutoModelForCausalLM.from_pretrained(model), config).save_pretrained(folder)
    return folder


def save_t5(folder: Path, pairs: Sequence[tuple[str, str]], most: int = 600) -> Path:
    """A small T5, trained until it gives the second of each pair for the first."""
    import torch
    from transformers import T5Config, T5ForConditionalGeneration

    tokenizer = save_tokenizer(folder)
    torch.manual_seed(0)
    config = T5Config(
        vocab_size=len(tokenizer), d_model=48, d_kv=12, d_ff=96, num_layers=2, num_heads=4, dropout_rate=0.0,
        decoder_start_token_id=1, eos_token_id=0, pad_token_id=1,
    )  # fmt: skip
    model = T5ForConditionalGeneration(config)
    batch = tokenizer([p[0] for p in pairs], return_tensors="pt", padding=True)
    labels = tokenizer([p[1] + "<|end|>" for p in pairs], return_tensors="pt", padding=True)["input_ids"]
    labels[labels == 1] = -100
    optimiser = torch.optim.AdamW(model.parameters(), lr=5e-3)
    for _ in range(most):  # how many steps it takes depends on the machine's arithmetic
        output = model(**batch, labels=labels)
        loss = output.loss
        if ((output.logits.argmax(-1) == labels) | (labels == -100)).all() and loss.item() < 0.02:
            break
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    model.save_pretrained(folder)
    return folder
