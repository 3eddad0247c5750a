"""The edge to `datasets`, `pandas` and `evaluate`: typed records out, the core's numbers in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimbench.corpus import Gold
from claimbench.errors import MissingDependency, UsageError
from claimbench.jsonl import Row
from claimbench.matching.base import Matcher
from claimbench.predictions import Raw, as_predictions
from claimbench.records import Article, GoldClaim, Predictions, Variant

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


def evaluate_module(name: str) -> str:
    """The folder of a metric module, for ``evaluate.load``; UsageError for an unknown name."""
    home = Path(str(files("claimbench.evaluate_modules")))
    known = sorted(folder.name for folder in home.iterdir() if (folder / f"{folder.name}.py").is_file())
    if name not in known:
        raise UsageError(f"no evaluate module is called {name!r}; there are {', '.join(known)}")
    return str(home / name)


def evaluate_inputs(gold: Gold, predictions: Predictions | Raw | str | Path) -> dict[str, list[Any]]:
    """`predictions` and `references` for ``compute`` of the module `claim_f1`, one item an article of `gold`."""
    claims = as_predictions(predictions, gold)
    return {
        "predictions": [[claim.text for claim in claims.get(article.id, ())] for article in gold.articles],
        "references": [[_reference(claim) for claim in gold.by_article[article.id]] for article in gold.articles],
    }


def _reference(claim: GoldClaim) -> dict[str, Any]:
    return {"text": claim.text, "variants": [v.text for v in claim.variants], "required": claim.required}


def score_references(
    predictions: Sequence[Sequence[str]],
    references: Sequence[Sequence[str | Mapping[str, Any]]],
    matcher: str | Matcher | None = None,
) -> dict[str, Any]:
    """Precision, recall, F1, counts and signature of claims given as parallel lists, one item an article.

    Raises RecordError for a claim that is not as it should be.
    """
    from claimbench.scoring.card import score

    names = [f"{i:06d}" for i in range(len(references))]
    articles = tuple(Article(name, "", ()) for name in names)
    claims = tuple(
        _gold_claim(name, j, value)
        for name, given in zip(names, references, strict=True)
        for j, value in enumerate(given)
    )
    gold = Gold("references", "0", articles, claims)
    card = score(gold, dict(zip(names, predictions, strict=True)), matcher=matcher)
    ratios = {"precision": card.precision, "recall": card.recall, "f1": card.f1}
    return {**ratios, **card.counts, "signature": card.signature}


def _gold_claim(doc_id: str, index: int, value: str | Mapping[str, Any]) -> GoldClaim:
    row = Row({"text": value} if isinstance(value, str) else dict(value), f"<references {doc_id}>", None)
    variants = tuple(Variant(text) for text in row.get("variants", (list, type(None)), None) or ())
    required = row.get("required", (bool, type(None)), None)
    tier = "background" if required is False else "detail"
    return GoldClaim(f"{doc_id}-{index:06d}", doc_id, row.text("text"), variants, tier=tier)
