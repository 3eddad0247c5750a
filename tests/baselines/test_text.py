from __future__ import annotations

import pytest

from claimbench.baselines._furniture import article_lines
from claimbench.baselines._text import article_sentences, split_sentences
from claimbench.baselines.lead import Lead
from claimbench.baselines.sentences import Sentences
from claimbench.errors import UsageError
from claimbench.extractor import Document

PAGE = """TOLM (Harbourwire) – The old mill closed on Monday.
Its owner, Mr. Pel Dasko, said a wall fell. Two people were hurt.
Subscribe to our evening letter
(Harbourwire)
READ NEXT
Why the mill was never mended"""


def test_furniture_is_left_out() -> None:
    assert article_lines(PAGE) == [
        "The old mill closed on Monday.",
        "Its owner, Mr. Pel Dasko, said a wall fell. Two people were hurt.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "ALSO READ: Mill owner speaks",
        "© Tolm Gazette",
        "Reporting by Ona Vint; editing by Pel Dasko",
        "In pictures",
        "[Photo]",
    ],
)
def test_a_line_that_is_not_the_article(line: str) -> None:
    assert article_lines(f"The mill closed.\n{line}") == ["The mill closed."]


@pytest.mark.parametrize("line", ["Read the letter, she said.", "The mill (built in 1904) closed.", "“It fell.”"])
def test_a_line_that_only_looks_like_furniture_stays(line: str) -> None:
    assert article_lines(line) == [line]


def test_abbreviations_do_not_end_a_sentence() -> None:
    assert split_sentences("Mr. Dasko paid 4.5 million to St. Ona. He left.") == [
        "Mr. Dasko paid 4.5 million to St. Ona.",
        "He left.",
    ]


def test_lead_takes_the_first_sentences_of_the_article_itself() -> None:
    assert Lead(k=2).extract(Document("x", PAGE)) == article_sentences(PAGE)[:2]
    with pytest.raises(UsageError, match="at least 1"):
        Lead(k=0)


def test_sentences_keeps_furniture() -> None:
    assert "READ NEXT" in Sentences().extract(Document("x", PAGE))
