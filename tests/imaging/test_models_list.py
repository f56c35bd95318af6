"""The shipped list of models agrees with the rembg that is installed."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from studio.imaging import models
from studio.imaging.models import Model

SEVERAL_FILES = {"sam"}
"""Wants to be told where the subject is, and is made of two or more files."""
MADE_OF_ANOTHER = {"birefnet-general-fp16"}
"""rembg converts it, for graphics cards; it is slower than its original on a processor."""
FROM_OUTSIDE = {"withoutbg", "atlascloud", "u2net_custom", "dis_custom", "ben_custom"}
"""Services that would be sent the photos, and sessions for files of one's own."""
KNOWN = models.known_models()
FETCHED = [model for model in KNOWN if not model.bundled]


def rembg_sources() -> dict[str, str]:
    """Return the source of each of rembg's session files, by the name of its session."""
    spec = importlib.util.find_spec("rembg")
    assert spec is not None
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0]) / "sessions"
    found = {}
    for path in folder.glob("*.py"):
        text = path.read_text("utf-8")
        if named := re.search(r'def name\(cls.*?return "([^"]+)"', text, re.DOTALL):
            found[named[1]] = text
    return found


def test_every_model_that_rembg_can_use_by_itself_is_offered() -> None:
    offered = {model.name for model in FETCHED}
    assert offered == set(rembg_sources()) - SEVERAL_FILES - MADE_OF_ANOTHER - FROM_OUTSIDE
    assert len(offered) == 15


@pytest.mark.parametrize("model", FETCHED, ids=lambda model: model.name)
def test_the_list_says_where_rembg_itself_fetches_it_and_what_it_checks(model: Model) -> None:
    source = rembg_sources()[model.name]
    assert re.findall(r'"(https://github\.com[^"]+)"', source) == [model.address]
    checked = re.findall(r'"((?:md5|sha256):[0-9a-f]+)"', source)
    assert checked == [f"sha256:{model.sha256}" if model.sha256 else f"md5:{model.md5}"]
    assert model.file == f"{model.name}.onnx"
    assert model.licence in ("Apache-2.0", "MIT") or model.caution
    assert model.group in models.GROUPS


def test_a_bundled_model_is_the_file_that_the_list_means() -> None:
    for model in KNOWN:
        if model.bundled:
            assert model.is_content_of(model.path(Path())), model.name
            assert KNOWN[0] is model


def test_no_name_is_there_twice_and_what_is_for_everything_comes_first() -> None:
    assert len({model.name for model in KNOWN}) == len(KNOWN)
    groups = [models.GROUPS.index(model.group) for model in KNOWN]
    assert groups == sorted(groups)
