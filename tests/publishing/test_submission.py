from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimbench import listing, load_gold, score
from claimbench.errors import InputError, UsageError
from claimbench.publishing import stored
from claimbench.publishing import submission as submission_check
from claimbench.publishing.submission import check_submission
from claimbench.publishing.submit import draft, with_defaults, write
from claimbench.publishing.system_card import card_problems, dump_card, from_settings, read_card
from helpers import ROOT, Command, write_jsonl

CARD: dict[str, Any] = {
    "name": "Lead one",
    "authors": ["A. Writer", "B. Coder"],
    "paper": "none",
    "code": "https://example.org/code",
    "licence": "MIT",
    "model": "none",
    "revision": "1",
    "training_data": "none",
    "articles_seen": "no",
    "gold_seen": "no",
    "hardware": "one CPU core",
    "cost": "1 s",
    "runs": 1,
    "role": "system",
    "notes": "none",
}
CLAIMS = [{"doc_id": "x", "claims": ["The old ferry sank near Tolm.", "The hull was green.", "The hull was red."]}]


@pytest.fixture
def submission(gold_dir: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "submissions" / "lead-1"
    file = write_jsonl(tmp_path / "p.jsonl", CLAIMS)
    write(draft(folder, CARD, predictions=file, gold=str(gold_dir)))
    return folder


def _problems(folder: Path, gold: Path) -> str:
    return "\n".join(str(problem) for problem in check_submission(folder, gold)[1])


def test_a_submission_passes_its_own_check(submission: Path, gold_dir: Path) -> None:
    assert sorted(file.name for file in submission.iterdir()) == ["predictions.jsonl", "result.json", "system.yaml"]
    subject, problems = check_submission(submission, gold_dir)
    assert problems == [] and "claimbench:" in subject
    assert yaml.safe_load((submission / "system.yaml").read_text("utf-8")) == CARD


def _set(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        *way, last = [int(key) if key.isdecimal() else key for key in path.split("/")]
        for key in way:
            data = data[key]
        data[last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "part"),
    [
        ("f1", 0.99, "ratios: not what the predictions score here\n  f1: recorded 0.99, found 0.4"),
        ("counts/tp", 3, "counts"),
        ("counts/tp", True, "counts"),
        ("articles/0/units/0/1", 7, "counts"),
        ("scores/recall[tier=core]/value", 1.0, "ratios"),
        ("articles/0/predictions/1/outcome", "supported", "outcomes"),
        ("articles/0/gold/1/outcome", "matched", "outcomes: not what the predictions score here\n  article x: gold[1]"),
        ("articles/0/gold/1/reasons", [{"kind": "number", "detail": "x"}], "outcomes"),
        ("signature", "claimbench:0.1.0|forged", "signature"),
        ("signature_fields/norm", "2", "signature"),
        ("scores/f1/intervals/0/low", 0.9, "intervals"),
        ("predictions/sha256", "0" * 64, "predicted claims"),
        ("articles/0/predictions/1/text", "The hull was red.", "predicted claims"),
        ("matcher/threshold", 0.1, "matcher"),
        ("matcher/name", "os.system", "expected one of"),
        ("matcher", None, "expected one of"),
        ("seeds/bootstrap", -1, "seeds.bootstrap"),
        ("gold/sha256", "0" * 64, "expected a result on gold tiny-0"),
        ("gold/version", "9", "gold"),
        ("articles/1/sha256", "0" * 64, "article texts"),
        ("articles", [], "counts"),
        ("articles", {"a": {"b": 1}}, "counts"),
        ("scores", None, "counts"),
        ("schema_version", 2, "schema version"),
    ],
)
def test_a_forged_result_fails_with_the_reason(
    submission: Path, gold_dir: Path, path: str, value: Any, part: str
) -> None:
    file = submission / "result.json"
    data = json.loads(file.read_text("utf-8"))
    _set(path, value)(data)
    file.write_text(json.dumps(data), encoding="utf-8")
    assert part in _problems(submission, gold_dir)


def test_an_interval_may_differ_in_the_tenth_digit(submission: Path, gold_dir: Path) -> None:
    file = submission / "result.json"
    data = json.loads(file.read_text("utf-8"))
    data["scores"]["f1"]["intervals"][0]["high"] += 1e-10
    file.write_text(json.dumps(data), encoding="utf-8")
    assert _problems(submission, gold_dir) == ""
    data["scores"]["f1"]["intervals"][0]["high"] += 1e-8
    file.write_text(json.dumps(data), encoding="utf-8")
    assert "intervals" in _problems(submission, gold_dir)


def test_changed_predictions_fail(submission: Path, gold_dir: Path) -> None:
    write_jsonl(submission / "predictions.jsonl", [{"doc_id": "x", "claims": ["The old ferry sank near Tolm."]}])
    problems = _problems(submission, gold_dir)
    assert "counts: not what" in problems and "predicted claims: not what" in problems


def test_unknown_articles_and_broken_claims_are_all_named(submission: Path, gold_dir: Path) -> None:
    records = [{"doc_id": "z", "claims": [3]}, {"doc_id": "x", "claims": ["A.", "", "\ud800", 4]}, {"doc_id": "x"}]
    (submission / "predictions.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    problems = _problems(submission, gold_dir)
    assert "expected an article of gold tiny-0 (x, y), found 'z'" in problems
    assert problems.count("predictions.jsonl:2") == 3 and "predictions.jsonl:3" in problems


def _executable(folder: Path) -> None:
    (folder / "result.json").chmod(0o755)


def _symlink(folder: Path) -> None:
    (folder / "system.yaml").unlink()
    (folder / "system.yaml").symlink_to("/etc/passwd")


def _other(folder: Path) -> None:
    (folder / "extractor.py").write_text("raise SystemExit", encoding="utf-8")


def _hidden(folder: Path) -> None:
    (folder / ".git").mkdir()


def _large(folder: Path) -> None:
    (folder / "predictions.jsonl").write_text("\n" * 2_000_001, encoding="utf-8")


def _absent(folder: Path) -> None:
    (folder / "system.yaml").unlink()


def _pipe(folder: Path) -> None:
    (folder / "result.json").unlink()
    os.mkfifo(folder / "result.json")


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (_executable, "expected plain data, found an executable file"),
        (_symlink, "found a symbolic link"),
        (_other, "found another file"),
        (_hidden, "found another file"),
        (_large, "expected at most 2000000 bytes, found 2000001"),
        (_absent, "system.yaml: expected a file, found nothing"),
        (_pipe, "found a folder or device"),
    ],
)
def test_a_file_that_should_not_be_there_fails(
    submission: Path, gold_dir: Path, spoil: Callable[[Path], None], expected: str
) -> None:
    spoil(submission)
    assert expected in _problems(submission, gold_dir)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("!!python/object/apply:os.system ['true']", "expected plain YAML"),
        ("a: &a [x, x]\nb: *a", "found an alias"),
        ("name: a\nname: b", "each key once"),
        ("- name", "expected keys and values"),
        ("_target_: os.system", "field '_target_': expected one of name"),
        ("name: [", "expected plain YAML"),
    ],
)
def test_a_card_is_plain_values_only(submission: Path, gold_dir: Path, text: str, expected: str) -> None:
    (submission / "system.yaml").write_text(text, encoding="utf-8")
    assert expected in _problems(submission, gold_dir)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("code", "javascript:alert(1)"),
        ("paper", "https://a b"),
        ("name", "a\u202eb"),
        ("name", "\x1b[31m"),
        ("name", ""),
        ("name", 3),
        ("authors", "A. Writer"),
        ("authors", []),
        ("runs", 0),
        ("runs", True),
        ("gold_seen", "maybe"),
        ("role", "winner"),
        ("cost", "x" * 1001),
    ],
)
def test_an_ill_formed_entry_is_named(key: str, value: Any) -> None:
    problems = card_problems(CARD | {key: value})
    assert len(problems) == 1 and f"field {key!r}" in str(problems[0])


def test_a_card_reads_back() -> None:
    settings = [f"{key}={'; '.join(v) if isinstance(v, list) else v}" for key, v in CARD.items()]
    assert from_settings(settings) == CARD == yaml.safe_load(dump_card(CARD))
    with pytest.raises(InputError, match="expected KEY=VALUE"):
        from_settings(["colour=red"])


def test_the_dry_run_finds_everything_at_once(claimbench: Command, gold_dir: Path, tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "p.jsonl", [{"doc_id": "z", "claims": []}, {"doc_id": "x", "claims": [""]}])
    out = tmp_path / "Bad Name"
    options = ["--predictions", str(file), "--gold", str(gold_dir), "--name", "n", "-o", str(out), "--set", "runs=0"]
    done = claimbench("submit", *options, "--dry-run")
    assert done.returncode == 1 and not out.exists() and "nothing written" in done.stdout
    for expected in ("small letters", "'runs'", "--set licence=…", "'gold_seen'", "found 'z'", "claims[0].text"):
        assert expected in done.stderr


def _scorings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Counts the scorings of drafts: one entry each, the name of the matcher."""
    done: list[str] = []

    def counted(gold: Any, predictions: Any, *, matcher: Any = None, seed: int = 0) -> Any:
        done.append(str(matcher))
        return score(gold, predictions, matcher=matcher, seed=seed)

    for module in (stored, submission_check):
        monkeypatch.setattr(module, "score", counted)
    return done


def test_nothing_is_scored_while_the_card_is_not_whole(
    gold_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scorings = _scorings(monkeypatch)
    file = write_jsonl(tmp_path / "p.jsonl", CLAIMS)
    found = draft(tmp_path / "n", {"name": "n"}, predictions=file, gold=str(gold_dir), matcher="token_f1")
    assert scorings == [] and len(found.problems) == 11 and "--set authors=…" in str(found.problems[0])


def test_predictions_and_runs_are_scored_once(
    claimbench: Command, gold_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, gold = tmp_path / "run", str(gold_dir)
    claimbench("run", "extractor=sentences", f"gold={gold_dir}", "matcher=token_f1", f"output={run}")
    scorings = _scorings(monkeypatch)
    assert draft(tmp_path / "n", CARD, run=run, gold=gold).problems == [] and scorings == ["token_f1"]
    file = run / "predictions.jsonl"
    found = draft(tmp_path / "n", CARD, predictions=file, gold=gold, matcher="token_f1")
    assert found.problems == [] and scorings == ["token_f1"] * 2


def test_a_run_of_an_unknown_matcher_is_named_with_the_rest(
    claimbench: Command, gold_dir: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    claimbench("run", "extractor=sentences", f"gold={gold_dir}", "matcher=token_f1", f"output={run}")
    data = json.loads((run / "result.json").read_text("utf-8"))
    data["matcher"]["name"] = "nope"
    (run / "result.json").write_text(json.dumps(data), encoding="utf-8")
    found = draft(tmp_path / "Bad Name", CARD, run=run, gold=str(gold_dir))
    assert ["small letters" in str(p) or "'matcher'" in str(p) for p in found.problems] == [True, True]


def test_a_run_becomes_a_submission(claimbench: Command, gold_dir: Path, tmp_path: Path) -> None:
    run, out = tmp_path / "run", tmp_path / "submissions" / "sentences"
    done = claimbench("run", "extractor=sentences", f"gold={gold_dir}", f"output={run}")
    assert done.returncode == 0, done.stderr
    card = tmp_path / "card.yaml"
    card.write_text(dump_card(CARD), encoding="utf-8")
    options = [str(run), "--gold", str(gold_dir), "--name", "sentences", "--card", str(card), "-o", str(out)]
    assert claimbench("submit", *options, "--dry-run").stdout.endswith("ready; nothing written\n")
    assert claimbench("submit", *options).returncode == 0
    checked = claimbench("validate", str(out), "--gold", str(gold_dir))
    assert checked.returncode == 0 and checked.stdout.endswith("ok\n"), checked.stderr
    assert json.loads((out / "result.json").read_text("utf-8"))["extractor"]["config"]["name"] == "sentences"
    assert "expected a new folder" in claimbench("submit", *options).stderr
    assert claimbench("submit", *options, "--replace").returncode == 0
    (out / "result.json").chmod(0o700)
    checked = claimbench("validate", str(out), "--gold", str(gold_dir))
    assert checked.returncode == 1 and "executable" in checked.stderr


def test_a_run_that_was_touched_is_not_submitted(claimbench: Command, gold_dir: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    claimbench("run", "extractor=sentences", f"gold={gold_dir}", f"output={run}")
    data = json.loads((run / "result.json").read_text("utf-8"))
    data["recall"] = 0.125
    (run / "result.json").write_text(json.dumps(data), encoding="utf-8")
    found = draft(tmp_path / "s" / "n", CARD, run=run, gold=str(gold_dir))
    assert [p for p in found.problems if "ratios" in str(p)]
    with pytest.raises(InputError, match="ratios"):
        write(found)


def test_one_source_and_no_paths(gold_dir: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not both"):
        draft(tmp_path / "n", CARD, gold=str(gold_dir))
    home = str(Path.home())
    file = write_jsonl(tmp_path / "p.jsonl", [{"doc_id": "x", "claims": [f"It is kept in {home}/thing."]}])
    found = draft(tmp_path / "n", CARD, predictions=file, gold=str(gold_dir))
    assert ["nothing about this machine" in str(p) for p in found.problems] == [True]


def test_the_gold_sets_that_come_with_claimbench_need_no_folder(tmp_path: Path) -> None:
    gold = load_gold("dev")
    file = write_jsonl(tmp_path / "p.jsonl", [{"doc_id": gold.articles[0].id, "claims": ["Nobody ever said so."]}])
    folder = tmp_path / "n"
    write(draft(folder, CARD, predictions=file, gold="dev"))
    assert check_submission(folder)[1] == []


def test_missing_entries_are_asked_for(gold_dir: Path, tmp_path: Path) -> None:
    import pty
    import subprocess
    import sys

    file = write_jsonl(tmp_path / "p.jsonl", CLAIMS)
    out = tmp_path / "asked"
    command = [sys.executable, "-m", "claimbench", "submit", "--predictions", str(file), "--gold", str(gold_dir)]
    command += ["--name", "asked", "-o", str(out)]
    main, side = pty.openpty()
    answers = ["A. Writer; B. Coder", "nowhere", "none", "none", "MIT", "none", "1", "none", "no", "no", "a CPU", "1 s"]
    os.write(main, ("\n".join([*answers, "", "", ""]) + "\n").encode())
    done = subprocess.run(command, stdin=side, capture_output=True, text=True, timeout=120)
    os.close(main)
    os.close(side)
    assert done.returncode == 0, done.stderr
    assert "expected a link (https://…) or none" in done.stderr
    card = yaml.safe_load((out / "system.yaml").read_text("utf-8"))
    assert card["authors"] == ["A. Writer", "B. Coder"] and card["role"] == "system" and card["runs"] == 1


def test_every_card_of_ours_is_whole_and_names_an_extractor() -> None:
    cards = sorted((ROOT / "leaderboard" / "cards").glob("*.yaml"))
    assert {card.stem for card in cards} <= set(listing.extractors()) and len(cards) > 3
    for card in cards:
        assert card_problems(with_defaults({"name": card.stem} | read_card(card))) == []
