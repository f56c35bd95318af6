"""The type of the window: Inter in its sizes."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from studio.base import resources
from studio.ui import metrics

FAMILY = "Inter"
_FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf")


def load_inter() -> bool:
    """Make the program's own Inter known to Qt; return False where its files are missing."""
    files = [resources.root() / "fonts" / "inter" / name for name in _FILES]
    return all([QFontDatabase.addApplicationFont(str(file)) >= 0 for file in files if file.is_file()] or [False])


def font(size_px: int = metrics.BODY_TYPE_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the window's type; where Inter is missing Qt takes the system's sans."""
    result = QFont(FAMILY)
    result.setStyleHint(QFont.StyleHint.SansSerif)
    result.setPixelSize(size_px)
    result.setWeight(weight)
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return result


def figures(size_px: int = metrics.BODY_TYPE_PX) -> QFont:
    """Return the type for columns of figures: all of one width. Not for words, whose hyphens would widen too."""
    result = font(size_px)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


def caption() -> QFont:
    """Return the type of small print."""
    return font(metrics.CAPTION_TYPE_PX)


def strong(size_px: int = metrics.BODY_TYPE_PX) -> QFont:
    """Return the type of titles and of what must be seen first."""
    return font(size_px, QFont.Weight.DemiBold)
