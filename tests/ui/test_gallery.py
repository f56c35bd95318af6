"""Every widget of the kit is painted, in both themes, as sharp as the screen is."""

import pytest
from PySide6.QtCore import QSize

from studio.ui.theme import Choice
from tests.ui.gallery import WALL, shot


def colours(image):
    step = 2
    return {image.pixel(x, y) for x in range(0, image.width(), step) for y in range(0, image.height(), step)}


@pytest.mark.parametrize("name", WALL)
def test_it_is_painted_in_both_themes(name, context, theme, qtbot):
    widget = WALL[name](context.thumbnails)
    qtbot.addWidget(widget)
    light = shot(widget).toImage()
    assert len(colours(light)) > 3
    theme.use(Choice.DARK)
    assert shot(widget).toImage() != light


@pytest.mark.parametrize("name", ["badges", "grid", "rows"])
def test_it_is_as_sharp_as_the_screen(name, context, theme, qtbot):
    widget = WALL[name](context.thumbnails)
    qtbot.addWidget(widget)
    once, twice = shot(widget).toImage(), shot(widget, 2.0).toImage()
    assert twice.size() == once.size() * 2
    blown_up = once.scaled(QSize(twice.size()))
    spots = [(x, y) for x in range(0, twice.width(), 3) for y in range(0, twice.height(), 3)]
    assert sum(blown_up.pixel(*spot) != twice.pixel(*spot) for spot in spots) > 50  # not the same pixels, larger
