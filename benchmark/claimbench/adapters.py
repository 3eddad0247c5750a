"""The edge to `datasets`, `pandas` and `evaluate`: typed records out, the core's numbers in."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from claimbench.corpus import Gold
from claimbench.errors import MissingDependency

if TYPE_CHECKING:
    import datasets
    import pandas as pd


def gold_to_pandas(gold: Gold) -> pd.DataFrame:
    """One row a claim, nested fields as lists of plain objects."""
    try:
        import pandas
    except ImportError:
        raise MissingDependency("pandas", "datasets") from None
    return pandas.DataFrame(_claim_rows(gold))


def gold_to_dataset(gold: Gold) -> datasets.Dataset:
    """The claims as a `datasets.Dataset` with explicit features."""
    try:
        import datasets
    except ImportError:
        raise MissingDependency("datasets", "datasets") from None
    return datasets.Dataset.from_list(_claim_rows(gold), features=claim_features())


def claim_features() -> Any:
    """The `datasets.Features` of claims.jsonl."""
    from datasets import Features, List, Value

    text = Value("string")
    return Features(
        {
            "id": text,
            "doc_id": text,
            "text": text,
            "variants": List({"text": text, "distance": text}),
            "type": text,
            "tier": text,
            "checkable": Value("bool"),
            "source": text,
            "sentences": List(Value("int64")),
            "evidence": List(
                {"sentence": Value("int64"), "start": Value("int64"), "end": Value("int64"), "quote": text}
            ),
            "annotators": List(text),
            "note": text,
        }
    )


def _claim_rows(gold: Gold) -> list[dict[str, Any]]:
    return [asdict(claim) for claim in gold.claims]
