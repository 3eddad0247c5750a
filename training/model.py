"""The cross-encoder as it is trained.

The packaged MiniLM-L6, a learned vector for how each piece is met by the other text, and a small head over [CLS] and
the mean of all tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from claimbench.matching import _piece_matches
from pairs import prepare

MOST_TOKENS = 192
LENGTHS = (*range(16, 64, 8), 64, 80, 96, 128, 160, MOST_TOKENS)


class CrossEncoder(nn.Module):
    """Logits of `a conveys b` and `b conveys a` from [CLS] a [SEP] b [SEP]. Word vectors stay as they are."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0, attn_implementation="eager"
        )
        words = self.encoder.embeddings.word_embeddings.weight
        words.requires_grad_(False).copy_(_as_shipped(words))
        size = self.encoder.config.hidden_size
        self.match = nn.Embedding(_piece_matches.KINDS, size)
        nn.init.zeros_(self.match.weight)
        self.dense = nn.Linear(2 * size, size)
        self.out = nn.Linear(size, 2)
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, types: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """Shapes (batch, tokens) each; the result has shape (batch, 2)."""
        words = self.encoder.embeddings.word_embeddings(ids) + self.match(kinds)
        hidden = self.encoder(inputs_embeds=words, token_type_ids=types, attention_mask=mask).last_hidden_state
        weight = mask[:, :, None].to(hidden.dtype)
        mean = (hidden * weight).sum(1) / weight.sum(1)
        features = self.dropout(torch.cat([hidden[:, 0], mean], dim=1))
        logits: Tensor = self.out(torch.tanh(self.dense(features)))
        return logits


def tokenizer(folder: Path) -> Tokenizer:
    """The encoder's own tokenizer, pairs cut at `MOST_TOKENS`, without padding."""
    loaded: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    loaded.no_padding()
    loaded.enable_truncation(MOST_TOKENS)
    return loaded


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token ids, segment and kind of match of each token of a pair."""

    ids: list[int]
    types: list[int]
    kinds: list[int]


class Reader:
    """Turns pairs of texts into what the model takes."""

    def __init__(self, folder: Path, network: CrossEncoder) -> None:
        self._tokenizer = tokenizer(folder)
        words = network.encoder.embeddings.word_embeddings.weight.detach().numpy()
        self._unit = _piece_matches.unit_vectors(words)

    def encode(self, pairs: Sequence[tuple[str, str]]) -> list[Encoded]:
        """The normalised pairs in the same order."""
        return [self._read(e) for e in self._tokenizer.encode_batch([(prepare(a), prepare(b)) for a, b in pairs])]

    def _read(self, encoding: Encoding) -> Encoded:
        parts = (np.array(values) for values in (encoding.ids, encoding.type_ids, encoding.special_tokens_mask))
        return Encoded(encoding.ids, encoding.type_ids, _piece_matches.kinds(*parts, self._unit).tolist())


def room(encoded: Encoded) -> int:
    """The padded length of a pair: few different lengths, as kernels are prepared anew for each shape."""
    return next(length for length in LENGTHS if len(encoded.ids) <= length)


def tensors(batch: Sequence[Encoded]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ids, types, kinds and mask of shape (batch, room of the longest)."""
    longest = max(map(room, batch))
    result = torch.zeros((4, len(batch), longest), dtype=torch.long)
    for row, encoded in enumerate(batch):
        length = len(encoded.ids)
        for part, values in enumerate((encoded.ids, encoded.types, encoded.kinds)):
            result[part, row, :length] = torch.tensor(values)
        result[3, row, :length] = 1
    return result[0], result[1], result[2], result[3]


def _as_shipped(words: Tensor) -> Tensor:
    """Word vectors rounded to signed bytes with one scale a row, as the package will hold them."""
    scale = words.abs().amax(dim=1, keepdim=True).clamp_min(1e-8) / 127
    return (words / scale).round() * scale
