"""Finds the plain files that the program brings: themes, rules, stock, cards, fonts, the sample closet."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from studio.base.errors import UserError

_PACKAGE = Path(__file__).resolve().parents[1]
_user_folders: list[Path] = []


@cache
def root() -> Path:
    """Return the folder of the program's resources, in an installed wheel or in a checkout."""
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def use_folder(folder: Path) -> None:
    """Let files below `folder` win over the program's own of the same name."""
    if folder not in _user_folders:
        _user_folders.insert(0, folder)


def path(name: str) -> Path:
    """Return the file or folder `name` (such as "themes/light.json"); raise FileNotFoundError if nobody has it."""
    for folder in (*_user_folders, root()):
        if (folder / name).exists():
            return folder / name
    raise FileNotFoundError(name)


def load_json(name: str) -> Any:
    """Return what the JSON file `name` holds; raise UserError where it cannot be read as JSON."""
    file = path(name)
    try:
        return json.loads(file.read_text("utf-8"))
    except ValueError as error:
        raise UserError(f"{file.name} is not valid JSON ({error}). Correct or remove it.") from error
