from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from claimbench.publishing import leaderboard
from claimbench.publishing.bundle import bundle
from claimbench.publishing.leaderboard import build, check_all
from claimbench.publishing.rows import load_rows, mark, record, recorded_rows
from claimbench.publishing.submit import draft, write
from helpers import Command, write_jsonl

CARD: dict[str, Any] = {
    "authors": ["A. Writer"],
    "paper": "https://example.org/a|b",
    "code": "none",
    "licence": "MIT",
    "model": "none",
    "revision": "1",
    "training_data": "none",
    "articles_seen": "no",
    "gold_seen": "unknown",
    "hardware": "one CPU core",
    "cost": "1 s",
}


@pytest.fixture
def board(gold_dir: Path, tmp_path: Path) -> Path:
    """A leaderboard of a run, the oracle as a sanity row, and predictions of two strangers."""
    from claimbench.running.app import compose
    from claimbench.running.app import run as run_it

    folder = tmp_path / "leaderboard"
    run_it(compose(["extractor=sentences", f"gold={gold_dir}", f"output={tmp_path / 'run'}", "cache=false"]))
    _submit(folder, "sentences", gold_dir, run=tmp_path / "run")
    oracle = ["The old ferry sank near Tolm.", "Nine sailors swam ashore.", "The hull was red."]
    _submit(folder, "oracle", gold_dir, claims=oracle, role="sanity")
    _submit(folder, "few", gold_dir, claims=["Nine sailors swam ashore."], name="<b>A|_few_</b> [x](y)")
    _submit(folder, "none", gold_dir, claims=["Nobody ever came here at all."])
    return folder


def _submit(
    folder: Path, key: str, gold: Path, claims: list[str] | None = None, run: Path | None = None, **card: str
) -> None:
    file = write_jsonl(folder.parent / "p.jsonl", [{"doc_id": "x", "claims": claims}]) if claims else None
    place = folder / "submissions" / key
    write(draft(place, CARD | {"name": key} | card, run=run, predictions=file, gold=str(gold)))


def _section(text: str, title: str) -> str:
    return re.split(r"\n#+ ", text.split(f"### {title}\n")[1])[0]


def test_rows_stand_in_their_class(board: Path, gold_dir: Path) -> None:
    agreed, failures = record(board, gold_dir)
    assert agreed == ["sentences"] and len(failures) == 3 and "made without claimbench" in failures[0]
    text = build(board, gold_dir)[board / "README.md"]
    assert "[sentences](<reports/sentences.html>)" in _section(text, "Run again by us")
    only = _section(text, "Predictions only")
    assert only.index("few") < only.index("[none]") and "oracle" not in only
    assert "oracle" in _section(text, "Sanity") and "⚑ 1 of 3" in _section(text, "Sanity")
    assert "1 of 3" not in only and "no/unknown" in only
    assert re.search(r"Smallest difference in F1 .*; pairs: 3", text) and "n:3+1" in text


def test_a_changed_submission_loses_its_class(board: Path, gold_dir: Path) -> None:
    record(board, gold_dir)
    assert recorded_rows(board) == ["sentences"]
    assert recorded_rows(board, 1e9) == ["sentences"] and recorded_rows(board, 0.0) == []
    file = board / "reproduced.json"
    data = json.loads(file.read_text("utf-8"))
    data["sentences"]["predictions"] = "0" * 64
    file.write_text(json.dumps(data), encoding="utf-8")
    assert recorded_rows(board) == [] and not any(row.again for row in load_rows(board, gold_dir))


def test_what_strangers_wrote_is_escaped(board: Path, gold_dir: Path) -> None:
    files = build(board, gold_dir)
    page, text = files[board / "index.html"], files[board / "README.md"]
    assert "<b>A" not in page and "&lt;b&gt;A|_few_&lt;/b&gt;" in page
    assert r"\<b\>A\|\_few\_\</b\> \[x\](y)" in text and "<https://example.org/a%7Cb>" in text
    assert "default-src 'none'" in page and 'href="https://example.org/a|b"' in page
    assert set(files) >= {board / "reports" / f"{key}.html" for key in ("few", "none", "oracle", "sentences")}


def test_matchers_are_never_mixed(board: Path, gold_dir: Path, tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "p.jsonl", [{"doc_id": "x", "claims": ["Nine sailors swam ashore."]}])
    place = board / "submissions" / "other"
    write(draft(place, CARD | {"name": "other"}, predictions=file, gold=str(gold_dir), matcher="exact"))
    text = build(board, gold_dir)[board / "README.md"]
    assert text.count("\n## tiny-0@sha256:") == 2
    by_matcher = re.split(r"\n## ", text)[1:]
    own = [part for part in by_matcher if "[other]" in part]
    assert len(own) == 1 and "[few]" not in own[0] and "With fewer than two systems" in own[0]


def test_the_build_is_stopped_by_a_forged_score(board: Path, claimbench: Command, gold_dir: Path) -> None:
    file = board / "submissions" / "few" / "result.json"
    data = json.loads(file.read_text("utf-8"))
    data["f1"] = 1.0
    file.write_text(json.dumps(data), encoding="utf-8")
    assert ["ratios" in str(problem) for problem in check_all(board, gold_dir)] == [True]
    done = claimbench("leaderboard", str(board), "--gold", str(gold_dir))
    assert done.returncode == 1 and "nothing built" in done.stdout and not (board / "README.md").exists()


def test_a_sample_leaves_out_rows_that_we_ran_again_and_no_others(board: Path, gold_dir: Path) -> None:
    keys = sorted(path.name for path in (board / "submissions").iterdir())
    results = {key: json.loads((board / "submissions" / key / "result.json").read_text("utf-8")) for key in keys}
    ours = [key for key in keys if key != "few"]
    (board / "reproduced.json").write_text(json.dumps({key: mark(results[key]) for key in ours}), encoding="utf-8")
    sampled = [path.name for path in leaderboard._sampled(board, 1)]
    assert "few" in sampled and len(sampled) == 2
    assert [path.name for path in leaderboard._sampled(board, 99)] == keys
    left_out = next(key for key in ours if key not in sampled)
    write_jsonl(board / "submissions" / left_out / "predictions.jsonl", [{"doc_id": "x", "claims": ["Forged."]}])
    assert left_out in [path.name for path in leaderboard._sampled(board, 1)]
    assert check_all(board, gold_dir, 1)


def test_check_says_what_is_out_of_date(board: Path, claimbench: Command, gold_dir: Path) -> None:
    options = [str(board), "--gold", str(gold_dir)]
    assert claimbench("leaderboard", *options, "--check").returncode == 1
    assert claimbench("leaderboard", *options).returncode == 0
    assert claimbench("leaderboard", *options, "--check").stdout.endswith("ok\n")
    (board / "README.md").write_text("# Leaderboard\n", encoding="utf-8")
    (board / "reports" / "gone.html").write_text("", encoding="utf-8")
    done = claimbench("leaderboard", *options, "--check")
    assert done.returncode == 1 and "README.md: out of date" in done.stderr and "gone.html" in done.stderr
    assert claimbench("leaderboard", *options).returncode == 0 and not (board / "reports" / "gone.html").exists()


def test_a_new_gold_version_keeps_the_earlier_scores(board: Path, claimbench: Command, gold_dir: Path) -> None:
    (gold_dir / "gold.json").write_text('{"name": "tiny", "version": "2"}', encoding="utf-8")
    claims = [json.loads(line) for line in (gold_dir / "claims.jsonl").read_text("utf-8").splitlines()]
    write_jsonl(gold_dir / "claims.jsonl", claims[:-1])
    options = [str(board), "--gold", str(gold_dir)]
    done = claimbench("leaderboard", *options)
    assert done.returncode == 1 and "expected a result on gold tiny-2" in done.stderr
    done = claimbench("leaderboard", *options, "--rescore")
    assert done.returncode == 0 and "4 submissions have a new score" in done.stderr, done.stderr
    text = (board / "README.md").read_text("utf-8")
    assert text.index("## tiny-2@") < text.index("## tiny-0@") and "Kept as scored then" in text
    assert claimbench("leaderboard", *options, "--check").returncode == 0


def test_rows_are_run_again(board: Path, claimbench: Command, gold_dir: Path) -> None:
    options = ["reproduce", str(board), "--gold", str(gold_dir)]
    done = claimbench(*options, "--record")
    assert done.returncode == 0 and "1 row run again and recorded: sentences" in done.stdout, done.stderr
    assert "1 row run again, 0 do not agree" in claimbench(*options).stdout
    assert "0 rows run again, 0 do not agree" in claimbench(*options, "--quick", "0").stdout
    file = board / "submissions" / "sentences" / "result.json"
    data = json.loads(file.read_text("utf-8"))
    data["articles"][0]["gold"][0]["outcome"] = "missed"
    file.write_text(json.dumps(data), encoding="utf-8")
    done = claimbench(*options)
    assert done.returncode == 1 and "outcomes          differs in 1" in done.stdout


def test_no_submissions_is_a_leaderboard_too(tmp_path: Path, claimbench: Command) -> None:
    (tmp_path / "leaderboard" / "submissions").mkdir(parents=True)
    assert claimbench("leaderboard", str(tmp_path / "leaderboard")).returncode == 0
    assert "There are no submissions yet." in (tmp_path / "leaderboard" / "README.md").read_text("utf-8")
    assert claimbench("leaderboard", str(tmp_path / "absent")).returncode == 2


def test_a_page_links_to_contributing_only_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "leaderboard"
    (folder / "submissions").mkdir(parents=True)
    for text in build(folder).values():
        assert "CONTRIBUTING" not in text and "claimbench submit --help" in text
    (tmp_path / "CONTRIBUTING.md").write_text("", encoding="utf-8")
    monkeypatch.chdir(folder)
    files = build(Path())
    assert "[CONTRIBUTING.md](../CONTRIBUTING.md)" in files[Path("README.md")]
    assert "how to add one: CONTRIBUTING.md." in files[Path("index.html")]


def test_a_submission_reproduces_by_itself(board: Path, claimbench: Command, gold_dir: Path) -> None:
    place = board / "submissions" / "sentences"
    assert claimbench("reproduce", str(place), "--gold", str(gold_dir)).returncode == 0
    assert len(bundle(place, gold_dir)) > 1000
    (place / "more.py").write_text("", encoding="utf-8")
    done = claimbench("reproduce", str(place), "--gold", str(gold_dir))
    assert done.returncode == 2 and "found another file" in done.stderr
