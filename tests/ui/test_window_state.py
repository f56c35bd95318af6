import json

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QSplitter, QWidget

from studio.ui.window_state import WindowState


def splitter(qtbot, *sizes):
    made = QSplitter()
    qtbot.addWidget(made)
    for _size in sizes or (1, 1):
        made.addWidget(QLabel("x"))
    made.resize(600, 100)
    made.show()
    return made


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    return window


def test_what_was_kept_comes_back(tmp_path, window, qtbot):
    state = WindowState(tmp_path / "window.json")
    before = splitter(qtbot)
    state.keep(before, "closet.splitter")
    before.setSizes([400, 195])
    window.setGeometry(30, 40, 500, 300)
    state.set("closet.sort", "newest")
    state.save(window)
    again, after, other = WindowState(tmp_path / "window.json"), splitter(qtbot), QWidget()
    qtbot.addWidget(other)
    again.keep(after, "closet.splitter")
    again.restore_window(other)
    assert after.sizes() == before.sizes()
    assert other.geometry() == QRect(30, 40, 500, 300)
    assert again.get("closet.sort") == "newest"


@pytest.mark.parametrize(
    "broken",
    ["", "{", "[1, 2]", "null", '{"window": "not base64!", "s": 7}', '{"window": "AAAA", "s": "AAAA"}', "\x00\xff"],
)
def test_a_broken_file_is_as_good_as_none(tmp_path, window, qtbot, broken):
    (tmp_path / "window.json").write_text(broken, encoding="latin-1")
    state, part = WindowState(tmp_path / "window.json"), splitter(qtbot)
    state.keep(part, "s")
    state.restore_window(window)
    assert window.width() > 100
    assert state.get("unknown", 3) == 3
    state.save(window)
    assert isinstance(json.loads((tmp_path / "window.json").read_text()), dict)


def test_a_window_of_a_monitor_that_is_gone_is_brought_into_sight(tmp_path, window, qtbot):
    far, state = QWidget(), WindowState(tmp_path / "window.json")
    qtbot.addWidget(far)
    far.setGeometry(90_000, 50_000, 400, 300)
    state.save(far)
    WindowState(tmp_path / "window.json").restore_window(window)
    assert window.screen().availableGeometry().intersects(window.frameGeometry())


def test_a_part_that_is_gone_by_then_is_left_out(tmp_path, window, qtbot):
    state, part = WindowState(tmp_path / "window.json"), QSplitter()
    state.keep(part, "gone")
    part.deleteLater()
    qtbot.wait(10)
    state.save(window)
    assert "gone" not in json.loads((tmp_path / "window.json").read_text())


def test_a_folder_that_may_not_be_written_is_no_reason_to_stop(tmp_path, window):
    (tmp_path / "window.json").mkdir()
    state = WindowState(tmp_path / "window.json")
    state.set("a", 1)
    state.save(window)
    assert (tmp_path / "window.json").is_dir()
