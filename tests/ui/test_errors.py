import sys

import pytest
from PySide6.QtGui import QGuiApplication

from studio.base.errors import Cancelled, TransientError, UserError
from studio.ui.errors import Troubles, report
from studio.ui.notices import Notices


@pytest.fixture
def told(qapp):
    notices, told = Notices(), []
    notices.toasted.connect(told.append)
    return Troubles(notices), told


def test_errors_of_the_world_are_shown_in_their_own_words(told):
    troubles, toasts = told
    troubles.tell("Import", UserError("This folder is empty."))
    troubles.tell("Round", TransientError("Closet Fair did not answer."))
    troubles.tell("Import", Cancelled())
    assert [(toast.text, toast.act) for toast in toasts] == [
        ("This folder is empty.", None),
        ("Closet Fair did not answer.", None),
    ]


def test_a_bug_offers_a_report_without_secrets(told):
    troubles, toasts = told
    troubles.tell("Publish", RuntimeError("token=abc123 of ana@example.org in /home/ana/closet"))
    label, copy = toasts[0].act
    copy()
    copied = QGuiApplication.clipboard().text()
    assert label == "Copy report"
    assert "RuntimeError" in copied
    assert "While: Publish" in copied
    assert not any(secret in copied for secret in ("abc123", "ana@example.org", "/home/ana"))


def test_a_report_says_which_versions_run():
    try:
        raise ValueError("no such column")
    except ValueError as error:
        words = report("Import", error)
    assert words.startswith("Closet Studio ")
    assert "test_a_report_says_which_versions_run" in words


def test_what_no_one_catches_is_told_and_noted_down(told, monkeypatch, caplog):
    troubles, toasts = told
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    troubles.catch_all()
    error = KeyError("lost")
    sys.excepthook(KeyError, error, None)
    assert len(toasts) == 1
    assert [record.message for record in caplog.records] == ["uncaught"]
    caplog.clear()
