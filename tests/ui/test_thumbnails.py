from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from studio.base.errors import UserError
from studio.ui.decoding import decode
from studio.ui.thumbnails import ThumbnailCache

SIZE = QSize(90, 120)


def test_the_middle_of_a_picture_fills_the_size(tmp_path, qapp):
    wide = QImage(900, 300, QImage.Format.Format_RGB32)
    wide.fill(QColor("red"))
    for x in range(400, 500):
        for y in range(300):
            wide.setPixelColor(x, y, QColor("blue"))
    wide.save(str(tmp_path / "wide.png"))
    small = decode(tmp_path / "wide.png", SIZE)
    assert small.size() == SIZE
    assert small.pixelColor(45, 60) == QColor("blue")
    assert small.pixelColor(2, 60) == QColor("red")


def test_a_picture_lying_on_its_side_is_turned_upright(tmp_path, qapp):
    from PIL import Image

    lying = Image.new("RGB", (400, 300), "red")
    lying.paste("blue", (0, 0, 400, 40))  # upright, after a quarter turn to the right, this is the right edge
    exif = Image.Exif()
    exif[0x0112] = 6
    lying.save(tmp_path / "lying.jpg", quality=95, exif=exif)
    small = decode(tmp_path / "lying.jpg", SIZE)
    assert small.size() == SIZE
    assert small.pixelColor(86, 60).blue() > 200
    assert small.pixelColor(4, 60).red() > 200


@pytest.mark.qt_log_ignore("JPEG datastream contains no image")
@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 not a picture", b"GIF89a"])
def test_what_is_no_picture_gives_none(tmp_path, qapp, content):
    (tmp_path / "broken.jpg").write_bytes(content)
    assert decode(tmp_path / "broken.jpg", SIZE) is None
    assert decode(tmp_path / "absent.jpg", SIZE) is None


def test_a_picture_beyond_every_phone_is_not_decoded(tmp_path, qapp):
    from PIL import Image

    Image.new("1", (20_000, 12_000)).save(tmp_path / "bomb.png")
    assert decode(tmp_path / "bomb.png", SIZE) is None


def test_a_picture_arrives_and_is_kept(context, picture, qtbot):
    cache, key = context.thumbnails, str(picture("dress"))
    assert cache.request(key, SIZE) is None
    with qtbot.waitSignal(cache.arrived) as arrived:
        assert cache.request(key, SIZE) is None
    pixmap = cache.request(key, SIZE)
    assert arrived.args == [key]
    assert pixmap.size() == SIZE
    assert cache.request(key, SIZE).cacheKey() == pixmap.cacheKey()


def test_a_sharp_screen_gets_more_pixels(context, picture, qtbot):
    key = str(picture("dress"))
    with qtbot.waitSignal(context.thumbnails.arrived):
        context.thumbnails.request(key, SIZE, 2.0)
    pixmap = context.thumbnails.request(key, SIZE, 2.0)
    assert (pixmap.size(), pixmap.devicePixelRatio()) == (SIZE * 2, 2.0)


def test_a_broken_picture_is_missing_until_it_is_back(context, picture, qtbot, tmp_path):
    cache, file = context.thumbnails, tmp_path / "dress.png"
    file.write_bytes(b"not yet")
    with qtbot.waitSignal(cache.arrived):
        cache.request(str(file), SIZE)
    assert cache.is_missing(str(file))
    assert cache.request(str(file), SIZE) is None
    picture("dress")
    cache.forget(str(file))
    with qtbot.waitSignal(cache.arrived):
        cache.request(str(file), SIZE)
    assert not cache.is_missing(str(file))
    assert cache.request(str(file), SIZE) is not None


def test_a_locator_may_find_nothing_or_fail(context, qtbot):
    def locate(key: str) -> Path | None:
        if key == "gone":
            return None
        raise UserError("The original is missing.")

    cache = ThumbnailCache(context.submit, locate)
    for key in ("gone", "failing"):
        with qtbot.waitSignal(cache.arrived):
            cache.request(key, SIZE)
        assert cache.is_missing(key)


def test_what_was_asked_for_longest_ago_makes_room(context, picture, qtbot):
    cache = ThumbnailCache(context.submit, limit_bytes=3 * 90 * 120 * 4)
    keys = [str(picture(f"piece{number}", width=120, height=160)) for number in range(4)]
    for key in keys:
        with qtbot.waitSignal(cache.arrived):
            cache.request(key, SIZE)
    assert [cache.request(key, SIZE) is None for key in keys[1:]] == [False, False, False]
    assert cache.request(keys[0], SIZE) is None


def test_the_newest_wish_is_met_first(context, picture, qtbot):
    keys = [str(picture(f"piece{number}", width=60, height=80)) for number in range(12)]
    arrived = []
    context.thumbnails.arrived.connect(arrived.append)
    for key in keys:
        context.thumbnails.request(key, SIZE)
    qtbot.waitUntil(lambda: len(arrived) == len(keys))
    assert arrived.index(keys[-1]) < arrived.index(keys[5])
