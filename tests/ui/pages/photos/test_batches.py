"""A batch from the window: by a preset or like another photo, and a report that leads to each photo."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QPushButton

from studio.base.jobs import Quiet
from studio.domain.ids import PhotoId
from studio.imaging.recipe import Recipe
from studio.services import photos
from studio.services.batch import BatchReport
from studio.services.context import Studio
from studio.ui.pages.photos.batch_report import BatchReportDialog, PictureButton
from studio.ui.widgets import Badge, Card
from tests.ui.pages.photos.conftest import Desk
from tests.ui.pages.photos.test_contact_sheet import photo


def chosen(desk: Desk, studio: Studio, *names: str) -> list[PhotoId]:
    ids = [photo(studio, name).id for name in names]
    desk.page._sheet.select_ids(ids)
    return ids


def menu_of(desk: Desk) -> QMenu:
    return desk.page._clean_with.offer()


def entry(menu: QMenu, text: str) -> None:
    next(one for one in menu.actions() if one.text() == text).trigger()
    menu.close()


def steps(studio: Studio, name: str) -> list[str]:
    return [step.name for step in Recipe.from_json(photo(studio, name).recipe).steps]


def show(desk: Desk, studio: Studio, report: BatchReport) -> BatchReportDialog:
    every = {one.id: one for one in photos.load(studio, [photo(studio, name).id for name in NAMES])}
    dialog = BatchReportDialog(desk.page.context, report, every, desk.page)
    desk.qtbot.addWidget(dialog)
    dialog.show()
    return dialog


NAMES = ("shirt1.jpg", "shirt2.jpg", "skirt.jpg", "coat.jpg")


def test_a_preset_is_used_on_what_is_chosen_as_one_step(desk: Desk, studio: Studio) -> None:
    chosen(desk, studio, "skirt.jpg", "coat.jpg")
    entry(menu_of(desk), "Keep the ground")
    desk.until(lambda: "2 photos developed" in desk.toasts)
    assert "tone" in steps(studio, "skirt.jpg")
    assert "tone" in steps(studio, "coat.jpg")
    desk.undo()
    assert (steps(studio, "skirt.jpg"), steps(studio, "coat.jpg")) == ([], [])


def test_the_look_of_the_photo_in_hand_is_given_to_the_others(desk: Desk, studio: Studio) -> None:
    recipe = '{"steps": [{"name": "tone", "version": 1, "params": {"contrast": 0.4}}]}'
    photos.develop(studio, [photo(studio, "coat.jpg").id], recipe, Quiet())
    chosen(desk, studio, "coat.jpg", "skirt.jpg")
    desk.page._sheet.select_ids([photo(studio, "coat.jpg").id])
    menu = menu_of(desk)
    assert "The look of coat.jpg" in [one.text() for one in menu.actions()]
    menu.close()
    desk.page._batches.make_like([photo(studio, "skirt.jpg").id], photo(studio, "coat.jpg").id)
    desk.until(lambda: "1 photo developed" in desk.toasts)
    assert steps(studio, "skirt.jpg") == ["tone"]


def test_a_photo_that_is_refused_is_in_the_report_and_can_be_tried_again(desk: Desk, studio: Studio) -> None:
    skirt, coat = chosen(desk, studio, "skirt.jpg", "coat.jpg")
    original = studio.originals.find(photo(studio, "coat.jpg").sha256)
    assert original is not None
    away = studio.profile.root / "away.jpg"
    original.rename(away)
    assert not desk.page.action("photos.report").isEnabled()
    entry(menu_of(desk), "Keep the ground")
    desk.until(lambda: any("stayed as it was" in toast for toast in desk.toasts))
    assert steps(studio, "skirt.jpg")
    assert desk.page.action("photos.report").isEnabled()
    desk.page.action("photos.report").trigger()
    (dialog,) = desk.window.findChildren(BatchReportDialog)
    assert [badge.text() for badge in dialog.findChildren(Badge)][:2] == ["1 done", "1 refused"]
    (card,) = dialog.findChildren(Card)
    assert "missing" in card.accessibleName()
    away.rename(original)
    (again,) = [one for one in dialog.findChildren(QPushButton) if one.text() == "Try 1 refused again"]
    again.click()
    desk.until(lambda: bool(steps(studio, "coat.jpg")))
    desk.until(lambda: not desk.page._model.why_refused(coat))
    assert photos.load(studio, [skirt])


def test_every_photo_of_the_report_leads_to_itself(desk: Desk, studio: Studio) -> None:
    good, doubtful, refused = chosen(desk, studio, "shirt1.jpg", "skirt.jpg", "coat.jpg")
    report = BatchReport(done=(good, doubtful), doubtful=((doubtful, "Look."),), refused=((refused, "Bad file."),))
    dialog = show(desk, studio, report)
    opened: list[str] = []
    dialog.opened.connect(opened.append)
    for card in dialog.findChildren(Card):
        card.clicked.emit()
    (picture,) = dialog.findChildren(PictureButton)
    picture.click()
    assert opened == [refused, doubtful, good]
    assert not [one for one in dialog.findChildren(QPushButton) if one.text().startswith("Go on")]


def test_a_stopped_batch_can_go_on_with_what_is_left(desk: Desk, studio: Studio) -> None:
    good, *left = chosen(desk, studio, *NAMES)
    dialog = show(desk, studio, BatchReport(done=(good,), left=tuple(left)))
    retried: list[list[PhotoId]] = []
    dialog.retried.connect(retried.append)
    (more,) = [one for one in dialog.findChildren(QPushButton) if one.text() == "Go on with 3 photos"]
    more.click()
    assert retried == [left]


def test_stopping_the_job_keeps_what_is_done_and_says_what_is_not(desk: Desk, studio: Studio) -> None:
    everything = [photo(studio, name).id for name in NAMES]
    desk.page._batches._end(everything, BatchReport(done=(everything[0],), left=tuple(everything[1:])), *WORDS)
    assert desk.toasts[-2:] == ["1 photo cleaned", "Stopped: 3 photos were not begun."]


WORDS = (("{n} photo cleaned", "{n} photos cleaned"), lambda _ids: None)
