import subprocess
import sys

import pytest

from studio.base.errors import UserError
from studio.ui.single_window import SingleWindow

HOLD = """
import os, sys
from pathlib import Path
from studio.ui.single_window import SingleWindow
from PySide6.QtCore import QCoreApplication
app = QCoreApplication([])
single = SingleWindow(Path(sys.argv[1]))
print(single.take(), flush=True)
sys.stdin.read()
os._exit(9)
"""


def test_a_second_start_raises_the_first(tmp_path, qtbot):
    first, second = SingleWindow(tmp_path), SingleWindow(tmp_path)
    assert first.take()
    assert not second.take()
    first.listen()
    with qtbot.waitSignal(first.raised):
        assert second.raise_first()
    first.let_go()
    assert second.take()
    second.let_go()


def test_profiles_do_not_raise_one_another(tmp_path, qtbot):
    one, other = SingleWindow(tmp_path / "one"), SingleWindow(tmp_path / "other")
    assert one.take()
    assert other.take()
    one.listen()
    assert not other.raise_first()
    one.let_go()
    other.let_go()


def test_the_lock_of_a_window_that_crashed_is_taken_over(tmp_path, qapp):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline().strip() == "True"
    mine = SingleWindow(tmp_path)
    assert not mine.take()
    process.communicate(timeout=10)
    assert mine.take()
    mine.let_go()


def test_a_folder_that_may_not_be_written_is_told_in_a_sentence(tmp_path, qapp, monkeypatch):
    from PySide6.QtCore import QLockFile

    monkeypatch.setattr(QLockFile, "tryLock", lambda self, timeout: False)
    monkeypatch.setattr(QLockFile, "error", lambda self: QLockFile.LockError.PermissionError)
    with pytest.raises(UserError, match="may not be written"):
        SingleWindow(tmp_path).take()
