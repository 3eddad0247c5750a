"""`claim_f1` for `evaluate`: precision, recall and F1 of extracted claims; the numbers are claimbench's own."""

from __future__ import annotations

from typing import Any

import datasets
import evaluate

from claimbench.adapters import score_references

_DESCRIPTION = """
Claims extracted from articles against gold claims: one-to-one assignment under a matcher, then precision, recall and
F1 over all articles (micro). Claims that are not required are neither rewarded nor punished.
"""

_INPUTS = """
Args:
    predictions: for each article the list of its extracted claims, as strings.
    references: for each article the list of its gold claims: strings, or objects with `text`, `variants` (other
        accepted wordings) and `required` (False: may be found, need not be).
    matcher: name of a claimbench matcher (default: the validated one).
Returns:
    precision, recall, f1 (None where undefined), the counts tp, fp, fn, neutral, and the signature.
Examples:
    >>> metric = evaluate.load(claimbench.evaluate_module("claim_f1"))
    >>> metric.compute(predictions=[["Tolls rose."]], references=[["Tolls rose.", "The bridge closed."]])["recall"]
    0.5
"""

_CITATION = """
@software{claimbench,
  title = {claimbench: a claim-extraction benchmark},
  author = {{The claimbench authors}},
  license = {Apache-2.0}
}
"""


class ClaimF1(evaluate.Metric):  # type: ignore[misc]  # evaluate has no type information
    """Precision, recall and F1 of claim extraction."""

    def _info(self) -> evaluate.MetricInfo:
        text = datasets.Value("string")
        claims = datasets.List(text)
        labelled = datasets.List({"text": text, "variants": datasets.List(text), "required": datasets.Value("bool")})
        return evaluate.MetricInfo(
            description=_DESCRIPTION,
            citation=_CITATION,
            inputs_description=_INPUTS,
            license="Apache-2.0",
            features=[
                datasets.Features({"predictions": claims, "references": labelled}),
                datasets.Features({"predictions": claims, "references": claims}),
            ],
        )

    def _compute(
        self, predictions: list[list[str]], references: list[list[Any]], matcher: str | None = None
    ) -> dict[str, Any]:
        return score_references(predictions, references, matcher)
