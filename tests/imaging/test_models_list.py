"""The shipped list of models agrees with the rembg that is installed."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from studio.imaging import models


def test_the_list_says_what_rembg_itself_checks() -> None:
    spec = importlib.util.find_spec("rembg")
    assert spec is not None
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0]) / "sessions"
    sources = "\n".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    known = models.known_models()
    assert {model.name for model in known} == {"u2net", "u2netp", "isnet-general-use", "birefnet-general-lite"}
    for model in known:
        assert f'"md5:{model.md5}"' in sources
        assert f'"{model.address}"' in sources
        assert f'"{model.name}"' in sources
        assert model.file == f"{model.name}.onnx"
        assert model.licence in ("Apache-2.0", "MIT")
