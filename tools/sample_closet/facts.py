"""closet.json: what the sample closet says about each garment, with its photographs."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from tools.sample_closet.album import Frame

_SOURCE = Path(__file__).with_name("items.toml")


def closet(frames: list[Frame]) -> str:
    """The text of closet.json for these photographs; an item not photographed is left out."""
    items = []
    for key, facts in tomllib.loads(_SOURCE.read_text("utf-8")).items():
        photos = [
            {"file": frame.file, "view": frame.view, "taken_at": frame.taken_at.isoformat()}
            for frame in frames
            if frame.garment == key
        ]
        if photos:
            items.append({"key": key, **_plain(facts), "photos": photos})
    whole = {"format": 1, "name": "Sample closet", "currency": "USD", "photos_folder": "photos", "items": items}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts as JSON can hold them, the state under the name the importer reads."""
    state = facts.pop("state")
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in facts.items()}
    return {**plain, "sample_state": state}
