"""The model in training on held-out written claims."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from measuring import measure
from model import CrossEncoder, Reader, tensors
from pairs import Pair, Scores
from written_pairs import Claim

BATCH = 64


def both_ways(network: CrossEncoder, reader: Reader, pairs: Sequence[Pair]) -> Scores:
    """Probabilities that a conveys b and that b conveys a, shape (pairs, 2); products in bfloat16."""
    encodings = reader.encode(pairs)
    order = sorted(range(len(pairs)), key=lambda index: len(encodings[index].ids))
    result = np.zeros((len(pairs), 2))
    network.eval()
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            result[part] = network(*tensors([encodings[index] for index in part])).float().sigmoid().double().numpy()
    return result


def figures(network: CrossEncoder, reader: Reader, claims: Sequence[Claim]) -> dict[str, object]:
    """Figures of the trained model with the lower of both directions as the score."""
    return measure(lambda pairs: both_ways(network, reader, pairs).min(axis=1), claims)
