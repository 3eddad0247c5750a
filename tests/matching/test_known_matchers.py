from __future__ import annotations

import pytest

from claimbench.matching import _encoder, registry
from claimbench.matching.base import Matcher, Pair

NAMES = ("rouge_l", "chrf", "embedding", "bertscore")
PAIRS: list[Pair] = [
    ("The old ferry sank near Tolm.", "The ferry sank."),
    ("Nine sailors swam ashore.", "Orla Finn bought the quarry from the council on Monday for nine million pounds."),
    ("The ferry sank.", "The old ferry sank near Tolm."),
    ("Nine sailors swam ashore.\nThe old ferry sank near Tolm.", "The old ferry sank near Tolm."),
    ("", "The ferry sank."),
]


@pytest.fixture(params=NAMES)
def matcher(request: pytest.FixtureRequest) -> Matcher:
    return registry.get(request.param)


def test_scores_lie_between_0_and_1(matcher: Matcher) -> None:
    scores = matcher.equivalent(PAIRS) + matcher.contains(PAIRS)
    assert all(0.0 <= score <= 1.0 for score in scores)


def test_a_text_is_itself(matcher: Matcher) -> None:
    assert matcher.equivalent([("The ferry sank.", "The ferry sank.")]) == pytest.approx([1.0], abs=1e-6)
    assert matcher.contains([("The ferry sank.", "The ferry sank.")]) == pytest.approx([1.0], abs=1e-6)


def test_equivalent_is_symmetric(matcher: Matcher) -> None:
    there, back = matcher.equivalent(PAIRS), matcher.equivalent([(g, p) for p, g in PAIRS])
    assert there == pytest.approx(back, abs=1e-9)


def test_a_score_does_not_depend_on_other_pairs(matcher: Matcher) -> None:
    together = matcher.equivalent(PAIRS), matcher.contains(PAIRS)
    _encoder.encoder.cache_clear()
    alone = [(matcher.equivalent([pair])[0], matcher.contains([pair])[0]) for pair in reversed(PAIRS)]
    assert list(zip(*together, strict=True)) == alone[::-1]


def test_contains_is_one_sided(matcher: Matcher) -> None:
    if matcher.name == "embedding":
        lines, apart = matcher.contains([PAIRS[3], ("Nine sailors swam ashore.", PAIRS[3][1])])
        assert lines == pytest.approx(1.0, abs=1e-6)
        assert lines > apart
    else:
        wide, narrow = matcher.contains([PAIRS[0], PAIRS[2]])
        assert wide > narrow


def test_names_its_dependencies(matcher: Matcher) -> None:
    assert all(matcher.dependencies().values())


def test_rouge_l_of_a_worked_example() -> None:
    # longest common subsequence "the ferry sank": 3 of 6 and 3 of 3 words
    (score,) = registry.get("rouge_l").equivalent([PAIRS[0]])
    assert score == pytest.approx(2 * (3 / 6) * 1 / (3 / 6 + 1))
    assert registry.get("rouge_l").contains([PAIRS[0]]) == [1.0]


def test_chrf_of_a_worked_example() -> None:
    # "abcd" against "abce": 3/4, 2/3, 1/2 and 0/1 of the 1- to 4-grams, averaged over these four orders
    mean = (3 / 4 + 2 / 3 + 1 / 2 + 0) / 4
    assert registry.get("chrf").equivalent([("abcd", "abce")]) == pytest.approx([mean], abs=1e-6)


def test_the_encoder_remembers_a_bounded_number_of_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_encoder, "_KEPT", 3)
    encoder = _encoder.Encoder()
    encoder.tokens([f"text {n}" for n in range(5)])
    assert len(encoder._cache) == 3


def test_every_listed_name_is_a_matcher() -> None:
    """The module `forms` was once listed as one."""
    for name in registry.names():
        assert issubclass(registry._load(name), Matcher), name
