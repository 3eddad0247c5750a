"""The leaderboard page, sorted in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.by import By

from browser import chromium, errors
from claimbench.publishing.leaderboard import build
from claimbench.publishing.submit import draft, write
from helpers import write_jsonl

pytestmark = pytest.mark.browser

CARD = {
    "authors": ["A. Writer"], "paper": "none", "code": "https://example.org/c", "licence": "MIT", "model": "none",
    "revision": "1", "training_data": "none", "articles_seen": "no", "gold_seen": "no", "hardware": "x", "cost": "0",
}  # fmt: skip
SYSTEMS = {
    "all": ["The old ferry sank near Tolm.", "Nine sailors swam ashore.", "It rained.", "Dogs sang."],
    "one": ["Nine sailors swam ashore."],
    "bad": ["Nobody came there at all."],
}


def test_columns_sort_and_links_lead_to_reports(gold_dir: Path, tmp_path: Path) -> None:
    board = tmp_path / "board"
    for key, claims in SYSTEMS.items():
        file = write_jsonl(tmp_path / "p.jsonl", [{"doc_id": "x", "claims": claims}])
        place = board / "submissions" / key
        write(draft(place, CARD | {"name": f"<i>{key}</i>"}, predictions=file, gold=str(gold_dir)))
    for path, text in build(board, gold_dir).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with chromium(tmp_path / "profile") as page:
        page.get((board / "index.html").as_uri())

        def names() -> list[str]:
            return [cell.text for cell in page.find_elements(By.CSS_SELECTOR, "tbody th")]

        assert names() == ["<i>all</i>", "<i>one</i>", "<i>bad</i>"]
        buttons = {b.text: b for b in page.find_elements(By.CSS_SELECTOR, "thead button")}
        buttons["P"].click()
        assert names() == ["<i>one</i>", "<i>all</i>", "<i>bad</i>"]
        buttons["P"].click()
        assert names() == ["<i>bad</i>", "<i>all</i>", "<i>one</i>"]
        assert page.find_element(By.ID, "sorted").text == "Sorted by P, lowest first"
        heads = page.find_elements(By.CSS_SELECTOR, "th[aria-sort]")
        assert [head.get_attribute("aria-sort") for head in heads] == ["ascending"]
        page.find_element(By.ID, "theme").click()
        assert errors(page) == []
        page.find_element(By.LINK_TEXT, "<i>one</i>").click()
        assert page.title == "<i>one</i> – claimbench" and page.find_elements(By.CSS_SELECTOR, "#rows > li")
        assert errors(page) == []
