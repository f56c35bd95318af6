"""The program's own process never loads what only the children need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_parents_side_needs_neither_numpy_nor_opencv_nor_pillow() -> None:
    code = (
        "import sys, studio.imaging.pipeline, studio.imaging.clean, studio.imaging.models\n"
        "print(sorted({'numpy', 'cv2', 'PIL', 'pi_heif', 'onnxruntime', 'rembg'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert shown.stdout.strip() == "[]"
