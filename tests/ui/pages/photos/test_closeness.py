"""At 100 % the editor shows the photo's own pixels, not those of the preview."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QPoint

from studio.base.jobs import Quiet
from studio.domain.operation import Kind
from studio.services import importing
from studio.services.context import Studio
from studio.ui.pages.photos.editor import Editor
from tests.ui.pages.photos.conftest import Desk
from tests.ui.pages.photos.test_contact_sheet import photo


def stripes(folder: Path) -> Path:
    """Weave a cloth whose threads are narrower than a pixel of the preview."""
    pixels = np.full((1800, 2400, 3), 40, np.uint8)
    pixels[:, ::2] = 220
    file = folder / "cloth.png"
    Image.fromarray(pixels).save(file, compress_level=1)
    return file


def contrast(editor: Editor) -> int:
    """Return how far light and dark threads are apart in the middle of the view."""
    seen = editor.view.grab().toImage()
    middle = QPoint(seen.width() // 2, seen.height() // 3)
    row = [seen.pixelColor(middle + QPoint(step, 0)).lightness() for step in range(12)]
    return max(row) - min(row)


def test_threads_are_seen_from_near_before_and_after_an_edit(desk: Desk, studio: Studio, tmp_path: Path) -> None:
    importing.import_photos(studio, [stripes(tmp_path)], Quiet())
    editor = desk.page.findChildren(Editor)[0]
    desk.page.open_entity(Kind.PHOTO, photo(studio, "cloth.png").id)
    desk.until(lambda: editor.view.after is not None and editor.view.before is not None)
    assert contrast(editor) < 120
    editor.view.fit(whole=False)
    desk.until(lambda: contrast(editor) > 150)
    editor.session.set_params("exposure", {"strength": 0.2})
    desk.until(lambda: photo(studio, "cloth.png").recipe != "" and contrast(editor) > 150)
    editor.view.show_before(before=True)
    desk.until(lambda: contrast(editor) > 150)


def test_a_photo_whose_original_is_gone_keeps_the_pixels_that_are_there(
    desk: Desk, studio: Studio, tmp_path: Path
) -> None:
    importing.import_photos(studio, [stripes(tmp_path)], Quiet())
    editor = desk.page.findChildren(Editor)[0]
    cloth = photo(studio, "cloth.png")
    desk.page.open_entity(Kind.PHOTO, cloth.id)
    desk.until(lambda: editor.view.after is not None and editor.view.before is not None)
    original = studio.originals.find(cloth.sha256)
    assert original is not None
    original.unlink()
    told: list[object] = []
    editor.view.detail_wanted.connect(told.append)
    editor.view.fit(whole=False)
    desk.until(lambda: told)
    desk.qtbot.wait(800)
    assert contrast(editor) < 150
    assert editor.view.after is not None
