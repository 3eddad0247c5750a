"""The cross-encoder as it is trained: the packaged MiniLM-L6 with a small head over [CLS] and the mean."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from pairs import prepare

MOST_TOKENS = 96


class CrossEncoder(nn.Module):
    """Logit of `a entails b` from the token ids of [CLS] a [SEP] b [SEP]. Word vectors stay as they are."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        size = self.encoder.config.hidden_size
        self.dense = nn.Linear(2 * size, size)
        self.out = nn.Linear(size, 1)
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """Shapes (batch, tokens) each; the result has shape (batch,)."""
        hidden = self.encoder(input_ids=ids, token_type_ids=types, attention_mask=mask).last_hidden_state
        weight = mask[:, :, None].to(hidden.dtype)
        mean = (hidden * weight).sum(1) / weight.sum(1)
        features = self.dropout(torch.cat([hidden[:, 0], mean], dim=1))
        logits: Tensor = self.out(torch.tanh(self.dense(features)))[:, 0]
        return logits


def tokenizer(folder: Path) -> Tokenizer:
    """The encoder's own tokenizer, pairs cut at `MOST_TOKENS`, without padding."""
    loaded: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    loaded.no_padding()
    loaded.enable_truncation(MOST_TOKENS)
    return loaded


def encode(loaded: Tokenizer, pairs: Sequence[tuple[str, str]]) -> list[Encoding]:
    """Token ids of the normalised pairs."""
    encoded: list[Encoding] = loaded.encode_batch([(prepare(a), prepare(b)) for a, b in pairs])
    return encoded


def tensors(encodings: Sequence[Encoding]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, types and mask of shape (batch, longest)."""
    longest = max(len(e.ids) for e in encodings)
    ids = torch.zeros((len(encodings), longest), dtype=torch.long)
    types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, encoding in enumerate(encodings):
        length = len(encoding.ids)
        ids[row, :length] = torch.tensor(encoding.ids)
        types[row, :length] = torch.tensor(encoding.type_ids)
        mask[row, :length] = 1
    return ids, types, mask
