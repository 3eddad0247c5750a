from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimbench.errors import ClaimbenchError, InputError
from claimbench.publishing.bundle import bundle, unpack
from claimbench.publishing.differences import differences, part_of
from claimbench.publishing.recorded_extractor import check_buildable
from claimbench.publishing.reproduce import reproduce
from helpers import Command, write_jsonl


@pytest.fixture
def run(gold_dir: Path, tmp_path: Path) -> Path:
    """A run folder as `claimbench run extractor=sentences` leaves it."""
    from claimbench.running.app import compose
    from claimbench.running.app import run as run_it

    run_it(compose(["extractor=sentences", f"gold={gold_dir}", f"output={tmp_path / 'run'}", "cache=false"]))
    return tmp_path / "run"


def _edit(file: Path, change: Callable[[Any], None]) -> None:
    is_yaml = file.suffix == ".yaml"
    data = yaml.safe_load(file.read_text("utf-8")) if is_yaml else json.loads(file.read_text("utf-8"))
    change(data)
    file.write_text(yaml.safe_dump(data) if is_yaml else json.dumps(data), encoding="utf-8")


def test_a_run_reproduces_and_every_part_is_told(run: Path) -> None:
    done = reproduce(run)
    assert done.agrees and done.differences == []
    for part in ("gold", "matcher", "extractor config", "weights", "package versions", "article texts", "ratios"):
        assert f"  {part:18}same" in str(done)
    assert reproduce(run / "result.json").agrees and reproduce(run, rescore=True).agrees


def test_the_cache_is_not_asked(run: Path, gold_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from claimbench.running.cache import Cache

    monkeypatch.setattr(Cache, "get", lambda *_: (_ for _ in ()).throw(RuntimeError("the cache was asked")))
    assert reproduce(run).agrees


def test_other_predictions_are_told_by_article(run: Path) -> None:
    _edit(run / "config.yaml", lambda data: data["extractor"].update(_target_="claimbench.baselines.lead.Lead", k=1))
    done = reproduce(run)
    parts = {difference.part for difference in done.differences}
    assert not done.agrees and {"predicted claims", "counts", "outcomes", "ratios", "extractor code"} <= parts
    assert "gold" not in parts and "matcher" not in parts and "article x: predictions[1]" in str(done)


@pytest.mark.parametrize(
    ("change", "part", "agrees"),
    [
        (lambda d: d["environment"]["packages"].update(numpy="0.1"), "package versions", True),
        (lambda d: d["extractor"].update(weights="f00"), "weights", True),
        (lambda d: d["matcher"].update(version="another"), "matcher", False),
        (lambda d: d["articles"][1].update(sha256="0" * 64), "article texts", False),
        (lambda d: d["counts"].update(tp=0), "counts", False),
        (lambda d: d.update(recall=0.125), "ratios", False),
        (lambda d: d["articles"][0]["gold"][0].update(outcome="missed"), "outcomes", False),
        (lambda d: d["timings"].update(extract_s=9.0), None, True),
    ],
)
def test_each_part_is_told_apart(run: Path, change: Callable[[Any], None], part: str | None, agrees: bool) -> None:
    _edit(run / "result.json", change)
    done = reproduce(run)
    assert {difference.part for difference in done.differences} == ({part} if part else set())
    assert done.agrees is agrees


def test_another_gold_version_is_told(run: Path, gold_dir: Path) -> None:
    _edit(run / "result.json", lambda data: data["gold"].update(sha256="0" * 64))
    done = reproduce(run, rescore=True)
    assert [difference.part for difference in done.differences] == ["gold"] and not done.agrees


def test_a_tolerance_lets_small_differences_pass(run: Path) -> None:
    _edit(run / "result.json", lambda data: data.update(recall=data["recall"] - 0.004))
    assert not reproduce(run).agrees
    assert reproduce(run, tolerance=0.005).agrees and not reproduce(run, tolerance=0.003).agrees
    _edit(run / "result.json", lambda data: data["gold"].update(sha256="0" * 64))
    assert not reproduce(run, tolerance=1.0).agrees


@pytest.mark.parametrize(
    "config",
    [
        {"_target_": "os.system", "command": "true"},
        {"_target_": "claimbench.running.load.from_file", "path": "mine.py"},
        {"_target_": "claimbench.baselines.sentences.Sentences", "more": {"_target_": "os.getcwd"}},
        {"_target_": "claimbench.baselines.sentences.Sentences", "more": ["${oc.env:HOME}"]},
        {"_target_": "claimbench.baselines.causal_lm.CausalLM", "model": "/tmp/model"},
        {"_target_": "claimbench.baselines.oracle.Oracle", "gold": "${oc.env:HOME}"},
        {"_target_": ["os.system"]},
        {},
    ],
)
def test_a_strangers_class_is_not_built(run: Path, config: dict[str, Any]) -> None:
    _edit(run / "config.yaml", lambda data: data.update(extractor=config or {"name": "n"}))
    with pytest.raises(InputError, match="--trust builds it all the same"):
        reproduce(run)
    assert reproduce(run, rescore=True).agrees


def test_what_ships_may_be_built_with_other_numbers() -> None:
    check_buildable({"name": "lead5", "_target_": "claimbench.baselines.lead.Lead", "k": 5}, "x")
    check_buildable({"name": "o", "_target_": "claimbench.baselines.oracle.Oracle", "gold": "dev", "times": 5}, "x")


def test_every_extractor_that_ships_may_be_built() -> None:
    from claimbench import listing
    from claimbench.publishing.recorded_extractor import shipped

    configs = shipped()
    assert {config["name"] for config in configs} >= set(listing.extractors()) - {"from_file", "annotator"}
    for config in configs:
        filled = {key: "dev" if "${" in str(value) else value for key, value in config.items()}
        check_buildable(filled, config["name"])


def test_trust_builds_what_the_configuration_names(run: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text("class Mine:\n    def extract(self, document):\n        return ['A.']\n", encoding="utf-8")
    target = {"_target_": "claimbench.running.load.from_file", "path": str(file)}
    _edit(run / "config.yaml", lambda data: data.update(extractor=target))
    done = reproduce(run, trust=True)
    assert not done.agrees and done.found["predictions"]["claims"] == 2


def test_predictions_without_a_configuration_can_only_be_scored(run: Path, gold_dir: Path) -> None:
    (run / "config.yaml").rename(run / "other.yaml")
    with pytest.raises(InputError, match="made without claimbench"):
        reproduce(run, gold=gold_dir)


def test_the_command_exits_by_agreement(claimbench: Command, run: Path, tmp_path: Path, gold_dir: Path) -> None:
    done = claimbench("bundle", str(run), "-o", str(tmp_path / "x.zip"))
    assert done.returncode == 0, done.stderr
    gold_dir.rename(tmp_path / "elsewhere")  # the archive has all it needs
    assert claimbench("reproduce", str(tmp_path / "x.zip")).returncode == 0
    _edit(run / "result.json", lambda data: data["counts"].update(tp=9))
    done = claimbench("reproduce", str(run), "--rescore", "--gold", str(tmp_path / "elsewhere"))
    assert done.returncode == 1 and "counts            differs in 1" in done.stdout
    assert claimbench("reproduce", str(tmp_path / "absent")).returncode == 2
    assert claimbench("reproduce", str(tmp_path / "absent.zip")).returncode == 2


def test_a_bundle_has_the_same_bytes_and_says_nothing_else(run: Path, tmp_path: Path) -> None:
    first = bundle(run)
    assert first == bundle(run)
    (tmp_path / "a.zip").write_bytes(first)
    unpack(tmp_path / "a.zip", tmp_path / "out")
    assert (tmp_path / "out" / "predictions.jsonl").read_bytes() == (run / "predictions.jsonl").read_bytes()
    assert sorted(p.name for p in (tmp_path / "out" / "gold").iterdir()) == [
        "articles.jsonl",
        "claims.jsonl",
        "gold.json",
    ]


def _zip(file: Path, entries: list[tuple[str, bytes]], mode: int = 0o100644) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in entries:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            archive.writestr(entry, data)
    return file


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("entries", "mode", "expected"),
    [
        ([("../evil.json", b"")], 0o100644, "expected only"),
        ([("/etc/passwd", b"")], 0o100644, "expected only"),
        ([("extractor.py", b"")], 0o100644, "expected only"),
        ([("gold/../../claims.jsonl", b"")], 0o100644, "expected only"),
        ([("result.json", b"/etc/passwd")], 0o120777, "found a link or device"),
        ([("result.json", b"{}"), ("result.json", b"{}")], 0o100644, "each file once"),
        ([("result.json", b"{}"), ("predictions.jsonl", b"")], 0o100644, "manifest.json with the sha256"),
        ([("manifest.json", b'{"files": {}}')], 0o100644, "expected predictions.jsonl and result.json"),
        ([("manifest.json", b"[" * 9000)], 0o100644, "manifest.json with the sha256"),
        (
            [("manifest.json", b'{"files": {"result.json": "0"}}'), ("result.json", b"{}"), ("predictions.jsonl", b"")],
            0o100644,
            "predictions.jsonl: expected the file that manifest.json lists",
        ),
    ],
)
def test_a_hostile_archive_writes_nothing(
    tmp_path: Path, entries: list[tuple[str, bytes]], mode: int, expected: str
) -> None:
    file, out = _zip(tmp_path / "x.zip", entries, mode), tmp_path / "out"
    with pytest.raises(InputError) as error:
        unpack(file, out)
    assert expected in str(error.value) and not out.exists()


def test_an_archive_that_grows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimbench.publishing.bundle.LARGEST", 1000)
    file = tmp_path / "x.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("result.json", b" " * 5000)
    with pytest.raises(InputError, match="at most 1000 bytes"):
        unpack(file, tmp_path / "out")
    (tmp_path / "n.zip").write_text("no archive", encoding="utf-8")
    with pytest.raises(InputError, match="expected an archive"):
        unpack(tmp_path / "n.zip", tmp_path / "out")


def test_every_place_of_a_result_has_a_part(run: Path) -> None:
    data = json.loads((run / "result.json").read_text("utf-8"))
    for key in data:
        assert part_of((key,)) is not None or key in ("system", "timings")
    assert differences(data, data) == []


def test_a_bundle_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ClaimbenchError, match="expected a run folder"):
        bundle(tmp_path / "absent")
    write_jsonl(tmp_path / "predictions.jsonl", [])
    with pytest.raises(ClaimbenchError, match=r"expected a run folder .* found a folder without result\.json"):
        bundle(tmp_path)
