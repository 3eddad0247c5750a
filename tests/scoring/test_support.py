from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from claimbench import load_gold
from claimbench.cli import main
from claimbench.corpus import Gold
from claimbench.errors import RecordError
from claimbench.records import Article, Sentence
from claimbench.scoring.support import from_furniture, sentences, support
from claimbench.scoring.support_check import (
    FILE,
    HALVES,
    JudgedClaim,
    agreement,
    check_support,
    gold_shares,
    read_judged,
)
from helpers import ROOT, write_jsonl

FERRY = (
    "The ferry Astrid sank near Tolm on Monday. It carried 61 passengers and a crew of nine. The coast guard rescued all "
    "of them within two hours, and nobody was killed. Fishing boats from Pell helped in the rescue. The owner, Brandt "
    "Lines, had not repaired a cracked plate in the hull. Harbour master Ines Prado ordered an inquiry. The company will "
    "pay every passenger 400 crowns."
)
SCHOOL = (
    "The town council of Vellin voted on Thursday to close two schools. The number of pupils has fallen by a third since "
    "2010. Parents gathered 1,200 signatures against the closing. Mayor Tove Lind said that no teacher would lose a job. "
    "The schools will close next summer, and the buildings will be turned into flats. The council did not say how much "
    "money the closing will save."
)
INVENTED = Gold("invented", "1", (Article("ferry", FERRY, ()), Article("school", SCHOOL, ())), ())
JUDGED = Path(__file__).with_name("judged_support_invented.jsonl")


def test_the_check_agrees_with_hand_judged_predictions() -> None:
    found = check_support(read_judged(JUDGED, INVENTED))[0]
    assert found.n == 30 and found.name == "all"
    assert (found.figures["accuracy"].value or 0) >= 0.7 and (found.figures["AUROC"].value or 0) >= 0.8, found


def test_the_manual_states_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-support"]) == 0
    assert capsys.readouterr().out in (ROOT / "docs" / "metrics.md").read_text("utf-8")


def test_the_two_halves_share_no_article_sentence() -> None:
    judged = read_judged(ROOT / "gold" / "dev" / FILE, load_gold("dev"))
    parts = [{claim.unit for claim in judged if claim.half == half} for half in HALVES]
    assert all(parts) and not parts[0] & parts[1]


def test_gold_claims_are_found_more_often_in_their_own_article_than_in_the_others() -> None:
    own, other = gold_shares(load_gold("dev"))
    assert own >= 0.5 and other <= 0.15  # far from 1 and 0: the manual says so


def test_a_judged_claim_about_no_article_names_the_line(tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "j.jsonl", [{"doc_id": "ship", "text": "It sank.", "supported": True}])
    with pytest.raises(RecordError, match=r"j.jsonl:1: field 'doc_id'"):
        read_judged(file, INVENTED)


def test_agreement_is_counted() -> None:
    article = INVENTED.articles[0]
    cells = [(True, 0.9)] * 40 + [(False, 0.8)] * 10 + [(True, 0.2)] * 5 + [(False, 0.1)] * 45
    judged = [JudgedClaim(article, "", label, "", str(i)) for i, (label, _) in enumerate(cells)]
    found = agreement("all", judged, np.array([score for _, score in cells]))
    values = {name: figure.value for name, figure in found.figures.items()}
    wins = 40 * 55 + 5 * 45
    expected = {"accuracy": 0.85, "kappa": 0.7, "sensitivity": 40 / 45, "specificity": 45 / 55, "AUROC": wins / 45 / 55}
    assert values == pytest.approx(expected) and (found.n, found.supported) == (100, 45)


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("The ferry Astrid sank near Tolm.", True),
        ("The ferry Astrid sank near Pell on Sunday.", False),
        ("The ferry Astrid did not sink near Tolm.", False),
        ("The ferry Astrid carried 62 passengers.", False),
        ("Somebody was killed by Brandt Lines in court.", False),
    ],
)
def test_names_numbers_and_negation_have_to_agree(text: str, yes: bool) -> None:
    assert support([text], INVENTED.articles[0]) == [yes]


def test_the_answer_does_not_depend_on_the_other_claims() -> None:
    texts = ["Fishing boats from Pell helped.", "The mayor fled.", "Nobody was killed."]
    alone = [support([text], INVENTED.articles[0])[0] for text in texts]
    assert support(texts, INVENTED.articles[0]) == alone == [True, False, True]


def _with_teaser() -> Article:
    body, teaser = "The ferry Astrid sank near Tolm.", "ALSO READ: Harbour dues rise in Pell."
    end = len(body)
    table = (
        Sentence(0, 0, 0, end, body),
        Sentence(1, 1, end + 1, end + 1 + len(teaser), teaser, furniture=True),
    )
    return Article("f", f"{body} {teaser}", table)


def test_furniture_is_not_the_article() -> None:
    article = _with_teaser()
    assert sentences(article) == ["The ferry Astrid sank near Tolm."]
    assert support(["Harbour dues rise in Pell."], article) == [False]
    assert from_furniture("Harbour dues rise in Pell.", article)
    assert not from_furniture("The ferry Astrid sank.", article) and not from_furniture("It is.", article)
