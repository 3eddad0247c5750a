from __future__ import annotations

import pytest

from claimbench.baselines.clauses import Clauses
from claimbench.baselines.hybrid import Hybrid, same_frame
from claimbench.errors import UsageError
from claimbench.extractor import Document, PredictedClaim

ARTICLE = Document(
    "x",
    "The harbour board closed the old ferry terminal on Monday. A crane hit its roof.\n"
    "On Monday the old ferry terminal was closed by the harbour board. The board will pay 40 crowns.",
)


def test_a_restatement_in_other_words_is_dropped() -> None:
    hybrid = Hybrid(threshold=0.9)
    found = [claim.text for claim in hybrid.extract(ARTICLE)]
    proposed = [claim.text for claim in Clauses().extract(ARTICLE)]
    assert "On Monday the old ferry terminal was closed by the harbour board." in proposed
    assert found == [text for text in proposed if not text.startswith("On Monday")]
    assert hybrid.usage() == {"restatements_dropped": 1}


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (PredictedClaim("Nine of 40 fled."), PredictedClaim("40 were nine more than fled."), True),
        (PredictedClaim("The toll rose by 40."), PredictedClaim("The toll rose by 41."), False),
        (PredictedClaim("The dam held."), PredictedClaim("The dam did not hold."), False),
        (PredictedClaim("The dam held.", "Ona"), PredictedClaim("The dam held."), False),
    ],
)
def test_what_vectors_are_blind_to(a: PredictedClaim, b: PredictedClaim, same: bool) -> None:
    assert same_frame(a, b) is same


def test_wrong_threshold() -> None:
    with pytest.raises(UsageError, match="threshold"):
        Hybrid(threshold=1.5)
