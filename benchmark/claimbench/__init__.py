"""claimbench: a claim-extraction benchmark.

Three calls carry most of it::

    import claimbench

    gold = claimbench.load_gold()                       # the two articles; load_gold("dev") is the other set
    card = claimbench.score(gold, "predictions.jsonl")  # or a dict {article id: [claim, …]}
    print(card)                                         # precision, recall, F1, signature

Heavy packages load when they are used; importing claimbench loads none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimbench.adapters import evaluate_module
    from claimbench.corpus import Gold, load_gold
    from claimbench.extractor import Extractor
    from claimbench.predictions import read_predictions
    from claimbench.records import Document, PredictedClaim, Predictions
    from claimbench.scoring.card import Scorecard, score
    from claimbench.scoring.comparison import compare

__version__ = "0.1.0"

_HOMES = {
    "Document": "claimbench.records",
    "Extractor": "claimbench.extractor",
    "Gold": "claimbench.corpus",
    "PredictedClaim": "claimbench.records",
    "Predictions": "claimbench.records",
    "Scorecard": "claimbench.scoring.card",
    "compare": "claimbench.scoring.comparison",
    "evaluate_module": "claimbench.adapters",
    "load_gold": "claimbench.corpus",
    "read_predictions": "claimbench.predictions",
    "score": "claimbench.scoring.card",
}

__all__ = [
    "Document",
    "Extractor",
    "Gold",
    "PredictedClaim",
    "Predictions",
    "Scorecard",
    "__version__",
    "compare",
    "evaluate_module",
    "load_gold",
    "read_predictions",
    "score",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'claimbench' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
