"""Every import contract bites: broken on purpose in a copy of the package, it is the one that is reported."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
}
LATE = "def late() -> None:\n    import {module}\n"
VIOLATIONS = [
    ("layers", {"selling/broken.py": "import studio.printing.units"}),
    ("layers", {"a_layer_of_nobody.py": ""}),
    ("no-qt", {"services/broken.py": "import PySide6.QtCore"}),
    ("no-qt", {"domain/broken.py": LATE.format(module="PySide6.QtGui")}),
    ("no-qt", {"printing/broken.py": "import qtawesome"}),
    ("ui-knows-no-plumbing", {"ui/broken.py": "import sqlalchemy"}),
    ("ui-knows-no-plumbing", {"ui/broken.py": "from studio.storage import catalog"}),
    ("ui-knows-no-plumbing", {"ui/pages/closet/broken.py": LATE.format(module="cv2")}),
    ("imaging-alone", {"imaging/broken.py": "import requests"}),
    ("imaging-alone", {"imaging/broken.py": "import studio.domain.photo"}),
    ("market-alone", {"demo_market/broken.py": "import studio.base.ids"}),
    ("market-unknown", {"sync/broken.py": "import fastapi"}),
    ("phone-alone", {"phone/broken.py": "import studio.services.items"}),
    ("phone-alone", {"phone/broken.py": "import sqlite3"}),
    ("domain-pure", {"domain/broken.py": "import sqlite3"}),
    ("domain-pure", {"base/broken.py": LATE.format(module="platformdirs")}),
    ("acyclic", {"base/one.py": "import studio.base.other", "base/other.py": "import studio.base.one"}),
    ("pages", {"ui/pages/closet/broken.py": "import studio.ui.pages.people"}),
    (
        "connectors",
        {
            "sync/connectors/other/__init__.py": "",
            "sync/connectors/other/broken.py": "import studio.sync.connectors.closet_fair",
        },
    ),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "studio", folder / "studio", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.fixture
def broken(copy: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The copy with the files of the parameter in it."""
    folders = {file.parent for file in copy.rglob("*.py")}
    added = [copy / "studio" / name for name in request.param]
    for file, text in zip(added, request.param.values(), strict=True):
        file.parent.mkdir(exist_ok=True)
        file.write_text(f'"""Breaks a contract."""\n{text}\n', "utf-8")
    yield copy
    for file in added:
        file.unlink()
    for folder in {file.parent for file in added} - folders:
        shutil.rmtree(folder)


def reported(folder: Path) -> dict[str, str]:
    """Return KEPT or BROKEN for each contract, by name."""
    program = "from importlinter.cli import lint_imports_command as check; check()"
    told = subprocess.run(
        [sys.executable, "-c", program, "--no-logo", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return dict(re.findall(r"^(.+) (KEPT|BROKEN)\b", told.stdout, re.MULTILINE))


def test_what_is_built_keeps_every_contract(copy: Path) -> None:
    assert reported(copy) == dict.fromkeys(CONTRACTS.values(), "KEPT")


@pytest.mark.parametrize(
    ("contract", "broken"),
    VIOLATIONS,
    indirect=["broken"],
    ids=[f"{contract}-{'+'.join(files)}" for contract, files in VIOLATIONS],
)
def test_a_violation_breaks_its_contract_and_no_other(contract: str, broken: Path) -> None:
    expected = dict.fromkeys(CONTRACTS.values(), "KEPT") | {CONTRACTS[contract]: "BROKEN"}
    assert reported(broken) == expected


def test_no_contract_goes_untried() -> None:
    assert {contract for contract, _ in VIOLATIONS} == set(CONTRACTS)
