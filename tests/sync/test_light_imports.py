"""What the window imports of the engine costs nothing before the first Round."""

from __future__ import annotations

import subprocess
import sys

LIGHT = ("connector", "registry", "round", "schedule", "throttle", "desk")
HEAVY = ("requests", "authlib", "sqlalchemy", "urllib3", "cryptography")


def test_no_network_library_is_imported_before_the_first_round() -> None:
    program = (
        f"import sys; {'; '.join(f'import studio.sync.{name}' for name in LIGHT)}; "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
