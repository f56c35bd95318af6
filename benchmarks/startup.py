"""How much processor time the first page of a closet takes, against a bare window painted in the same run.

Prints a table of user and system time (the machine may be shared, so not of the clock) and the ratio. The closet has
1,000 items and is made once; the bare window is an empty QMainWindow. Run it as `python benchmarks/startup.py`.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
ITEMS = 1_000
RUNS = 9
GOAL = 2.0

BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Bare(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, app.quit)

app = QApplication([])
window = Bare()
window.resize(1440, 900)
window.show()
app.exec()
"""

FILL = """
import sys
from pathlib import Path
from studio.app import open_studio
from studio.services import items

studio = open_studio(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    items.add(studio, title=f"Linen shirt {number}", brand="Uniqlo", size="S", price_minor=2400)
studio.close()
"""

STUDIO = """
import sys
from pathlib import Path
from studio.app import run_window

sys.exit(run_window(Path(sys.argv[1]), exit_after_first_paint=True))
"""

HEAVY = "cv2 numpy rembg onnxruntime fastapi alembic requests sqlalchemy qtawesome rapidfuzz"
LOADED = STUDIO.replace("sys.exit(", "print(") + f"print([name for name in '{HEAVY}'.split() if name in sys.modules])"


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        _run(FILL, folder, str(ITEMS))
        heavy = subprocess.run(
            [sys.executable, "-c", LOADED, folder], env=_environment(), check=True, capture_output=True, text=True
        ).stdout.splitlines()[-1]
        bare, studio = [], []
        for number in range(RUNS + 1):
            times = _run(BARE), _run(STUDIO, folder)
            if number:  # the first run compiles and warms the disk's cache
                bare.append(times[0])
                studio.append(times[1])
    print(f"{'':28}{'least':>10}{'median':>10}")
    print(f"{'bare QMainWindow, s CPU':28}{min(bare):>10.3f}{median(bare):>10.3f}")
    print(f"{f'closet of {ITEMS:,} items, s CPU':28}{min(studio):>10.3f}{median(studio):>10.3f}")
    print(f"{f'ratio (goal {GOAL})':28}{min(studio) / min(bare):>10.2f}{median(studio) / median(bare):>10.2f}")
    print(f"heavy modules imported before the first paint: {heavy}")


def _run(code: str, *arguments: str) -> float:
    """Run `code` in a process of its own and return the processor time it took, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code, *arguments], env=_environment(), check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _environment() -> dict[str, str]:
    """Return the environment with a screen of 1440×900 and byte code kept, as an installed program has it."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    folder = Path(tempfile.gettempdir()) / "closet-studio-startup"
    folder.mkdir(exist_ok=True)
    screen = folder / "screen.json"
    screen.write_text(json.dumps({"screens": [{"name": "one", "x": 0, "y": 0, "width": 1440, "height": 900}]}))
    return kept | {
        "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
    }


if __name__ == "__main__":
    main()
