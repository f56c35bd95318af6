"""The editor's session: what is asked of it, what it shows, and what it writes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from studio.base.jobs import Quiet
from studio.domain.photo import Photo
from studio.services import editing, history, photos
from studio.services.context import Studio
from studio.services.previewing import Preview
from studio.ui.page import PageContext
from studio.ui.pages.photos.edit_session import EditSession
from tests.ui.pages.photos.test_contact_sheet import photo

PATIENCE_MS = 30_000


class Easel:
    """A session on one photo, following the catalog as the page does, and what it showed so far."""

    def __init__(self, context: PageContext, qtbot: QtBot, photo: Photo) -> None:
        self.studio: Studio = context.studio
        self.qtbot = qtbot
        self.shown: list[tuple[QImage, Preview]] = []
        self.befores: list[QImage] = []
        self.failures: list[str] = []
        self.session = EditSession(context)
        self.session.preview_ready.connect(lambda image, made: self.shown.append((image, made)))
        self.session.before_ready.connect(lambda image, _made: self.befores.append(image))
        self.session.failed.connect(self.failures.append)
        context.events.listen(self.studio.catalog.events)
        context.events.touched.connect(lambda _touched: self.follow())
        self.id = photo.id
        self.session.open(photo)
        self.until(lambda: self.befores)

    def follow(self) -> None:
        """Show the photo as it is now, as the page does."""
        found = photos.load(self.studio, [self.id])
        if found and self.session.photo is not None:
            self.session.open(found[0])

    def stored(self) -> Photo:
        return photos.load(self.studio, [self.id])[0]

    def until(self, true: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(true()), timeout=PATIENCE_MS)

    def colour(self) -> QColor:
        return self.shown[-1][0].pixelColor(3, 3)

    def until_shown(self) -> None:
        """Wait until the picture is that of the steps."""
        seen = len(self.shown)
        self.until(lambda: len(self.shown) > seen)


@pytest.fixture
def easel(kit: Callable[..., PageContext], studio: Studio, qtbot: QtBot) -> Iterator[Easel]:
    easel = Easel(kit(studio), qtbot, photo(studio, "skirt.jpg"))
    yield easel
    easel.session.close()


def test_a_photo_is_shown_as_it_is_with_every_step_that_could_be_done(easel: Easel) -> None:
    assert easel.session.steps == ()
    assert {"white_balance", "cutout", "background"} <= set(easel.session.known)
    image, made = easel.shown[-1]
    assert (image.width(), image.height()) == (made.width, made.height) == (300, 400)
    assert abs(easel.colour().red() - 214) < 5
    assert easel.befores[-1] == image


def test_a_moved_slider_is_shown_at_once_and_written_when_it_is_let_go(easel: Easel) -> None:
    before = easel.colour()
    easel.session.set_params("exposure", {"strength": 1.0}, live=True)
    assert easel.session.params("exposure")["strength"] == 1.0
    easel.until(lambda: easel.colour() != before)
    assert easel.stored().recipe == ""
    easel.session.set_params("exposure", {"strength": 0.9})
    easel.until(lambda: easel.stored().recipe)
    assert history.next_undo(easel.studio) == "edit brightness of 1 photo"
    assert editing.known_steps(easel.stored().recipe, easel.session.known) == easel.session.steps


def test_what_is_changed_within_two_seconds_is_one_step_of_the_history(easel: Easel) -> None:
    for strength in (0.1, 0.2, 0.3):
        easel.session.set_params("exposure", {"strength": strength})
    easel.session.set_params("white_balance", {"strength": 0.5})
    easel.until(lambda: "white_balance" in easel.stored().recipe)
    assert easel.studio.catalog.history()[:2] == ["edit white balance of 1 photo", "edit brightness of 1 photo"]
    history.undo(easel.studio)
    history.undo(easel.studio)
    assert easel.stored().recipe == ""
    easel.until(lambda: easel.session.steps == ())


def test_steps_stand_in_their_order_whatever_comes_first(easel: Easel) -> None:
    for name in ("background", "cutout", "exposure", "white_balance"):
        easel.session.set_params(name, {})
    names = [step.name for step in easel.session.steps]
    assert names == ["white_balance", "exposure", "cutout", "background"]


def test_the_cut_out_is_found_in_the_background_and_shown_when_it_is_there(easel: Easel) -> None:
    easel.session.set_params("cutout", {"backend": "classic"})
    easel.session.set_params("background", {"colour": "#204060"})
    easel.until(lambda: easel.shown[-1][1].confidence is not None)
    easel.until(lambda: easel.colour() == QColor("#204060"))
    assert easel.shown[-1][1].outline
    easel.until(lambda: "background" in easel.stored().recipe)


def test_undo_elsewhere_is_followed(easel: Easel) -> None:
    easel.session.set_params("exposure", {"strength": 1.0})
    easel.until(lambda: easel.stored().recipe)
    history.undo(easel.studio)
    easel.until(lambda: easel.session.steps == ())
    history.redo(easel.studio)
    easel.until(lambda: easel.session.has("exposure"))


def test_a_step_that_was_left_out_comes_back_as_it_was(easel: Easel) -> None:
    easel.session.set_params("exposure", {"strength": 0.25})
    easel.session.remove("exposure")
    assert not easel.session.has("exposure")
    easel.session.set_params("exposure", {})
    assert easel.session.params("exposure")["strength"] == 0.25
    easel.session.reset("exposure")
    assert easel.session.params("exposure") == easel.session.known["exposure"].usual


def test_a_preview_child_that_dies_costs_nothing_but_time(easel: Easel) -> None:
    (pid,) = easel.studio.darkroom.previewer().pids
    os.kill(pid, signal.SIGKILL)
    easel.session.set_params("exposure", {"strength": 1.0}, live=True)
    easel.until_shown()
    assert easel.failures == []
    (other,) = easel.studio.darkroom.previewer().pids
    assert other != pid


def test_asking_never_waits_for_the_picture(easel: Easel) -> None:
    (pid,) = easel.studio.darkroom.previewer().pids
    os.kill(pid, signal.SIGSTOP)  # from now on it answers nothing
    shown = len(easel.shown)
    try:
        for number in range(200):
            easel.session.set_params("exposure", {"strength": number / 200}, live=True)
        assert easel.session.params("exposure")["strength"] == 199 / 200
        assert len(easel.shown) == shown
    finally:
        os.kill(pid, signal.SIGCONT)
    easel.until(lambda: len(easel.shown) >= shown + 2)
    assert len(easel.shown) == shown + 2  # the first, which had begun, and the last


def test_places_lead_to_the_original_and_back(easel: Easel) -> None:
    assert easel.session.to_original((0.25, 0.75)) == pytest.approx((0.25, 0.75))
    assert easel.session.to_view((0.3, 0.1)) == pytest.approx((0.3, 0.1))


def test_a_photo_whose_original_is_gone_says_so(kit: Callable[..., PageContext], studio: Studio, qtbot: QtBot) -> None:
    lost = photo(studio, "coat.jpg")
    original = studio.originals.find(lost.sha256)
    assert original is not None
    original.unlink()
    session = EditSession(kit(studio))
    with qtbot.waitSignal(session.failed, timeout=PATIENCE_MS) as failed:
        session.open(lost)
    assert "The original of coat.jpg is missing" in failed.args[0]


def test_an_edit_of_a_photo_that_is_gone_is_quietly_nothing(easel: Easel) -> None:
    photos.remove(easel.studio, [easel.id])
    steps = len(easel.studio.catalog.history())
    editing.set_step(easel.studio, [easel.id], _exposure(easel), easel.session.known, Quiet())
    assert len(easel.studio.catalog.history()) == steps


def _exposure(easel: Easel) -> editing.StepValues:
    rules = easel.session.known["exposure"]
    return editing.StepValues(name="exposure", version=rules.version, params={**rules.usual, "strength": 0.1})


def test_a_step_that_is_left_out_is_only_not_shown(easel: Easel) -> None:
    easel.session.set_params("crop", {"right": 0.5}, apart=True)
    easel.until(lambda: easel.shown[-1][1].width == 150)
    easel.session.leave_out(frozenset({"crop"}))
    easel.until(lambda: easel.shown[-1][1].width == 300)
    assert easel.session.params("crop")["right"] == 0.5
    easel.session.leave_out(frozenset())
    easel.until(lambda: easel.shown[-1][1].width == 150)


def test_what_is_done_apart_is_undone_one_by_one(easel: Easel) -> None:
    for radius in (0.01, 0.02):
        easel.session.set_params("spots", {"spots": [[0.5, 0.5, radius]]}, apart=True)
    easel.until(lambda: "0.02" in easel.stored().recipe)
    history.undo(easel.studio)
    assert "0.01" in easel.stored().recipe
    history.undo(easel.studio)
    assert easel.stored().recipe == ""
