"""The report, clicked through in Chromium."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

from browser import chromium, errors
from claimbench import score
from claimbench.publishing.report import report
from claimbench.scoring.result import dump_result, result
from helpers import article, write_jsonl
from hostile import CLAIMS, hostile_gold, hostile_predictions

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as found:
        yield found


def _gold(folder: Path) -> Path:
    folder.mkdir()
    record = article("x", ["The old ferry sank near Tolm.", "Nine sailors swam ashore.", "Its red hull was cracked."])
    write_jsonl(folder / "articles.jsonl", [record, article("y", ["Orla Finn bought the quarry."])])
    claims = [
        {"id": "x-c01", "text": "The old ferry sank near Tolm.", "type": "event", "tier": "core"},
        {
            "id": "x-c02",
            "text": "Nine sailors swam ashore.",
            "type": "event",
            "variants": ["Nine sailors reached land."],
        },
        {"id": "x-c03", "text": "The hull was red.", "type": "state", "tier": "background"},
    ]
    for i, claim in enumerate(claims):
        place = record["sentences"][i]
        evidence = {"sentence": i, "start": place["start"], "end": place["end"], "quote": place["text"]}
        claim |= {"doc_id": "x", "sentences": [i], "evidence": [evidence]}
    write_jsonl(folder / "claims.jsonl", claims)
    return folder


@pytest.fixture
def page(browser: webdriver.Chrome, tmp_path: Path) -> webdriver.Chrome:
    gold = _gold(tmp_path / "gold")
    one = [
        "The old ferry sank near Tolm.",
        "The old ferry sank, near Tolm.",
        "Ten sailors swam home.",
        "The hull was red.",
    ]
    files = [
        write_jsonl(tmp_path / "one.jsonl", [{"doc_id": "x", "claims": one}]),
        write_jsonl(tmp_path / "two.jsonl", [{"doc_id": "x", "claims": ["Nine sailors reached land."]}]),
    ]
    return _open(browser, tmp_path, report(files, gold, "token_f1"))


def _open(browser: webdriver.Chrome, folder: Path, text: str) -> webdriver.Chrome:
    file = folder / "report.html"
    file.write_text(text, encoding="utf-8")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.get(file.as_uri())
    return browser


def _rows(page: webdriver.Chrome) -> list[WebElement]:
    return page.find_elements(By.CSS_SELECTOR, "#rows > li")


def _kinds(page: webdriver.Chrome) -> list[str]:
    return [row.find_element(By.CSS_SELECTOR, ".badge").text for row in _rows(page)]


def _count(page: webdriver.Chrome) -> str:
    return page.find_element(By.ID, "count").text


def test_claims_stand_side_by_side_with_their_outcome(page: webdriver.Chrome) -> None:
    assert _kinds(page) == ["matched", "redundant", "missed", "spurious", "neutral"]
    missed = _rows(page)[2]
    sides = [side.text for side in missed.find_elements(By.CSS_SELECTOR, ".side p")]
    assert sides[0] == "Nine sailors swam ashore." and sides[-1] == "Ten sailors swam home."
    assert "Nearest prediction (similarity 0.50)" in missed.text
    assert "not found in the article, says the support check".lower() in _rows(page)[3].text.lower()
    assert "gold's own words" in _rows(page)[4].text
    assert errors(page) == []


def test_a_miss_says_why_its_nearest_prediction_is_not_its_own(browser: webdriver.Chrome, tmp_path: Path) -> None:
    gold = _gold(tmp_path / "gold")
    claims = [json.loads(line) for line in (gold / "claims.jsonl").read_text("utf-8").splitlines()]
    claims[1] |= {"text": "The old ferry went down near Tolm."}
    write_jsonl(gold / "claims.jsonl", claims)
    file = write_jsonl(tmp_path / "p.jsonl", [{"doc_id": "x", "claims": ["The old ferry sank near Tolm."]}])
    data = result(score(gold, file, matcher="token_f1"))
    data["articles"][0]["gold"][1]["reasons"] = [{"kind": "negation", "detail": "<i>only one</i> is denied"}]
    stored = tmp_path / "result.json"
    stored.write_text(dump_result(data), encoding="utf-8")
    page = _open(browser, tmp_path, report([stored], gold))
    found = [item.text for item in _rows(page)[1].find_elements(By.CSS_SELECTOR, ".reasons li")]
    assert found == ["negation: <i>only one</i> is denied", "assigned: one to one, this prediction belongs to x-c01"]


def test_filters_narrow_and_say_how_many(page: webdriver.Chrome) -> None:
    assert _count(page) == "5 rows of 5 in article x"
    for kind in ("matched", "redundant", "spurious", "neutral", "unfound"):
        page.find_element(By.CSS_SELECTOR, f"#outcomes input[value={kind}]").click()
    assert _kinds(page) == ["missed"] and _count(page) == "1 row of 5 in article x"
    page.find_element(By.CSS_SELECTOR, "button[type=reset]").click()
    WebDriverWait(page, 5).until(lambda p: len(_rows(p)) == 5)
    Select(page.find_element(By.ID, "type")).select_by_value("state")
    assert _kinds(page) == ["neutral"]
    Select(page.find_element(By.ID, "type")).select_by_value("")
    Select(page.find_element(By.ID, "tier")).select_by_value("core")
    assert _kinds(page) == ["matched"]
    Select(page.find_element(By.ID, "tier")).select_by_value("")
    page.find_element(By.ID, "words").send_keys("SAILORS")
    assert _kinds(page) == ["missed", "spurious"]
    page.find_element(By.ID, "words").send_keys(" on the moon")
    assert _rows(page) == [] and page.find_element(By.ID, "empty").is_displayed()


def test_system_and_article_can_be_chosen(page: webdriver.Chrome) -> None:
    Select(page.find_element(By.ID, "system")).select_by_visible_text("two")
    assert _kinds(page) == ["missed", "matched", "optional, not found"]
    assert "accepted wording: Nine sailors reached land." in _rows(page)[1].text
    chosen = page.find_elements(By.CSS_SELECTOR, "#scores tr[aria-current=true] th")
    assert [cell.text for cell in chosen] == ["two"]
    Select(page.find_element(By.ID, "article")).select_by_visible_text("y")
    assert _rows(page) == [] and page.find_element(By.ID, "body").text == "Orla Finn bought the quarry."


def test_text_and_claims_lead_to_each_other_by_keyboard(page: webdriver.Chrome) -> None:
    marks = page.find_elements(By.CSS_SELECTOR, "#body mark")
    assert [mark.get_attribute("tabindex") for mark in marks] == ["0", "-1", "-1"]
    page.execute_script("arguments[0].focus()", marks[0])
    marks[0].send_keys(Keys.ARROW_RIGHT)
    assert page.switch_to.active_element == marks[1]
    marks[1].send_keys(Keys.ENTER)
    assert page.switch_to.active_element == _rows(page)[2] and "lit" in (_rows(page)[2].get_attribute("class") or "")
    button = _rows(page)[4].find_element(By.TAG_NAME, "button")
    button.send_keys(Keys.ENTER)
    assert page.switch_to.active_element == marks[2]


def test_a_mark_brings_back_rows_that_a_filter_hides(page: webdriver.Chrome) -> None:
    page.find_element(By.ID, "words").send_keys("quarry")
    page.find_elements(By.CSS_SELECTOR, "#body mark")[0].click()
    # the rows are drawn anew: the element that has the focus may be gone before its text is read
    waiting = WebDriverWait(page, 10, ignored_exceptions=[StaleElementReferenceException])
    waiting.until(lambda p: "The old ferry sank near Tolm." in p.switch_to.active_element.text)


def test_the_threshold_can_be_moved(page: webdriver.Chrome) -> None:
    slider, output = page.find_element(By.ID, "tau"), page.find_element(By.CSS_SELECTOR, ".readout output")
    assert "the matcher's own" in output.text and "R 0.500" in output.text
    slider.send_keys(Keys.HOME)
    assert "τ = 0.10" in output.text and "R 1.000" in output.text
    assert slider.get_attribute("aria-valuetext") == output.text


def test_light_and_dark(page: webdriver.Chrome) -> None:
    def background() -> Any:
        return page.execute_script("return getComputedStyle(document.body).backgroundColor")

    for scheme, expected in (("light", "rgb(246, 247, 249)"), ("dark", "rgb(20, 23, 28)")):
        page.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        )
        assert background() == expected
    button = page.find_element(By.ID, "theme")
    button.click()
    assert button.text == "Theme: light" and background() == "rgb(246, 247, 249)"
    button.click()
    assert button.text == "Theme: dark" and background() == "rgb(20, 23, 28)"
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_nothing_sticks_out_on_a_phone(browser: webdriver.Chrome, tmp_path: Path) -> None:
    gold = hostile_gold(tmp_path / "gold")
    page = _open(browser, tmp_path, report([hostile_predictions(tmp_path / "p.jsonl")], gold))
    page.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    )
    assert page.execute_script("return document.documentElement.scrollWidth") <= 390
    page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_hostile_claims_show_as_text(browser: webdriver.Chrome, tmp_path: Path) -> None:
    gold = hostile_gold(tmp_path / "gold")
    page = _open(browser, tmp_path, report([hostile_predictions(tmp_path / "p.jsonl")], gold, title="<b>t</b>"))
    assert page.title == "<b>t</b>" and errors(page) == []
    text = page.execute_script("return document.querySelector('#rows').textContent")
    for claim in [c for c in CLAIMS if c.isprintable()]:
        assert claim in text
    assert "⟨U+202E⟩knas dna denrut⟨U+202C⟩" in text and "⟨U+2028⟩" in text and "\u202e" not in text
    inside = page.execute_script(
        "return document.querySelectorAll('#rows script, #rows img, #rows a, #rows b b').length"
    )
    assert inside == 0
    assert "⟨U+202E⟩swam." in page.find_element(By.ID, "body").text


def test_every_control_has_a_name_and_landmarks_are_there(page: webdriver.Chrome) -> None:
    for control in page.find_elements(By.CSS_SELECTOR, "button, select, input, summary, [role=button], [role=img]"):
        assert control.accessible_name, control.get_attribute("outerHTML")
    assert page.find_elements(By.CSS_SELECTOR, "main") and page.find_element(By.CSS_SELECTOR, "html[lang=en]")
    assert page.find_element(By.ID, "count").get_attribute("aria-live") == "polite"
    ids = page.execute_script("return [...document.querySelectorAll('[id]')].map(n => n.id)")
    assert len(ids) == len(set(ids))
