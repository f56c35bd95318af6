"""One Darkroom and one fresh catalog for every scenario."""

from __future__ import annotations

from tests.services.conftest import fresh_catalog, no_log_file_left, room

__all__ = ["fresh_catalog", "no_log_file_left", "room"]
