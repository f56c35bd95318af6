"""EditSession: the steps of the photo in the editor as the seller changes them, and how it looks after them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtGui import QImage, QTransform

from studio.base.errors import TransientError, UserError
from studio.base.jobs import Context, Lane
from studio.base.texts import _
from studio.domain.photo import Photo
from studio.services import editing
from studio.services.context import Studio
from studio.services.editing import Rules, StepValues
from studio.services.previewing import Preview
from studio.ui.page import PageContext
from studio.ui.pages.photos.live_picture import LivePicture

Params = Mapping[str, Any]
Point = tuple[float, float]


class EditSession(QObject):
    """One Photo in hand; every call returns at once, and the picture follows.

    `changed` tells that steps changed, `preview_ready` brings a QImage and its Preview, `before_ready` the photo as it
    was shot, `saved` tells that the catalog holds what is on screen, `failed` brings one sentence.
    """

    changed = Signal()
    preview_ready = Signal(object, object)
    before_ready = Signal(object, object)
    saved = Signal()
    failed = Signal(str)

    def __init__(self, context: PageContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._studio: Studio = context.studio
        self._photo: Photo | None = None
        self._rules: Rules = {}
        self._steps: tuple[StepValues, ...] = ()
        self._put_away: dict[str, Params] = {}
        self._left_out: frozenset[str] = frozenset()
        self._preview: Preview | None = None
        self._saving = 0
        self._dragged = False
        self._picture = LivePicture(context, self)
        self._picture.ready.connect(self._show)
        self._picture.before_ready.connect(self.before_ready)
        self._picture.failed.connect(self.failed)

    # -- what is there

    @property
    def photo(self) -> Photo | None:
        """The Photo in hand, as it was read last."""
        return self._photo

    @property
    def steps(self) -> tuple[StepValues, ...]:
        """The steps as they are on screen, in their order."""
        return self._steps

    @property
    def known(self) -> Rules:
        """The steps that there are; empty until the first photo has been read."""
        return self._rules

    @property
    def preview(self) -> Preview | None:
        """What is known of the picture on screen; None until there is one."""
        return self._preview

    def has(self, name: str) -> bool:
        """Return whether a step is done."""
        return any(step.name == name for step in self._steps)

    def params(self, name: str) -> Params:
        """Return every parameter of a step; of one that is not done those that it would be done with."""
        for step in self._steps:
            if step.name == name:
                return step.params
        usual = self._rules[name].usual if name in self._rules else {}
        return {**usual, **self._put_away.get(name, {})}

    # -- what is done

    def prepare(self) -> None:
        """Start what draws, so that the first photo need not wait for it."""
        if not self._rules:
            self._context.submit(
                _("Preparing the editor"),
                Lane.SCREEN,
                lambda job: editing.read_rules(self._studio, job),
                owner=self,
                on_result=self._know,
                on_error=lambda _error: None,  # it is said when a photo is opened
                key="prepare",
                quiet=True,
            )

    def _know(self, rules: Rules) -> None:
        self._rules = self._rules or rules

    def open(self, photo: Photo) -> None:
        """Take a Photo in hand, or the same as it is now."""
        if self._photo is None or self._photo.id != photo.id:
            self._photo, self._steps, self._preview = photo, (), None
            self._put_away = {}
            self._picture.clear()
            self._saving = 0
            self._dragged = False
            self._read(photo)
            return
        same = self._photo.recipe == photo.recipe
        self._photo = photo
        if not same and not self._saving:
            self._read(photo)

    def close(self) -> None:
        """Let go of the Photo."""
        self._photo, self._steps, self._preview = None, (), None
        self._picture.clear()

    def set_params(self, name: str, params: Params, *, live: bool = False, apart: bool = False) -> None:
        """Do a step with these parameters (those not named stay as they are).

        `live` shows it only, as while a slider moves; without it the change is an Operation that can be taken back,
        together with those just before it, or `apart` by itself.
        """
        if self._photo is None or name not in self._rules:
            return
        step = StepValues(name=name, version=self._rules[name].version, params={**self.params(name), **params})
        self._steps = editing.with_step(self._steps, step)
        self._changed(live=live)
        if not live:
            self._save(
                lambda job, photo: editing.set_step(self._studio, [photo.id], step, self._rules, job, apart=apart)
            )

    def remove(self, name: str) -> None:
        """Leave a step out; should it be wanted again, its parameters are remembered as long as the photo is open."""
        if self._photo is None or not self.has(name):
            return
        self._put_away[name] = self.params(name)
        self._steps = editing.without(self._steps, name)
        self._changed(live=False)
        self._save(lambda job, photo: editing.remove_step(self._studio, [photo.id], name, self._rules, job))

    def reset(self, name: str) -> None:
        """Do a step as it is usually done."""
        if name in self._rules:
            self.set_params(name, self._rules[name].usual)

    def leave_out(self, names: frozenset[str]) -> None:
        """Show the picture without these steps, as a crop is set on all of it; the Recipe stays as it is."""
        self._left_out = names
        if self._photo is not None:
            self._draw(closely=True)

    def to_original(self, place: Point) -> Point:
        """Return which point of the original (0 to 1) is seen at a place of the picture on screen (0 to 1)."""
        back, _invertible = _way(self._preview).inverted()
        point = back.map(QPointF(*place))
        return point.x(), point.y()

    def to_view(self, point: Point) -> Point:
        """Return at which place of the picture on screen (0 to 1) a point of the original (0 to 1) is seen."""
        place = _way(self._preview).map(QPointF(*point))
        return place.x(), place.y()

    # -- reading and writing

    def _read(self, photo: Photo) -> None:
        known = editing.known_steps(photo.recipe, self._rules) if self._rules else None
        if known is not None:
            self._show_read(photo, (self._rules, known))
            return

        def work(job: Context) -> tuple[Rules, tuple[StepValues, ...]]:
            return editing.read_rules(self._studio, job), editing.read_steps(self._studio, photo.recipe, job)

        self._context.submit(
            _("Reading {name}").format(name=photo.file_name),
            Lane.SCREEN,
            work,
            owner=self,
            on_result=partial(self._show_read, photo),
            on_error=lambda error: self.failed.emit(str(error)),
            quiet=True,
        )

    def _show_read(self, photo: Photo, found: tuple[Rules, tuple[StepValues, ...]]) -> None:
        if self._photo is None or self._photo.id != photo.id or self._saving:
            return
        self._rules, self._steps = found
        self._changed(live=False)

    def _changed(self, *, live: bool) -> None:
        if self._photo is None:
            return
        self._dragged = live
        self.changed.emit()
        self._draw(closely=not live)

    def _draw(self, *, closely: bool) -> None:
        if self._photo is not None:
            shown = tuple(step for step in self._steps if step.name not in self._left_out)
            self._picture.draw(self._photo, editing.recipe_of(shown, self._rules), closely=closely)

    def _show(self, image: QImage, made: Preview) -> None:
        self._preview = made
        self.preview_ready.emit(image, made)

    def _save(self, write: Callable[[Context, Photo], None]) -> None:
        photo = self._photo
        if photo is None:
            return
        self._saving += 1
        self._context.submit(
            _("Editing {name}").format(name=photo.file_name),
            Lane.WRITE,
            lambda job: write(job, photo),
            owner=self,
            on_result=lambda _done: self._written(photo),
            on_error=lambda error: self._unwritten(photo, error),
            quiet=True,
        )

    def _written(self, photo: Photo) -> None:
        if self._photo is None or self._photo.id != photo.id:
            return
        self._saving = max(0, self._saving - 1)
        if not self._saving:
            self.saved.emit()
            if not self._dragged and editing.recipe_of(self._steps, self._rules) != self._photo.recipe:
                self._read(self._photo)  # somebody changed it meanwhile

    def _unwritten(self, photo: Photo, error: UserError | TransientError) -> None:
        """Show what the catalog still holds, and say why."""
        self._written(photo)
        self.failed.emit(str(error))
        if self._photo is not None and self._photo.id == photo.id and not self._saving:
            self._read(self._photo)


def _way(shown: Preview | None) -> QTransform:
    """Return the way from places in the original (0 to 1) to places in what is shown (0 to 1)."""
    if shown is None:
        return QTransform()
    (a, b, c), (d, e, f), (g, h, i) = shown.placement
    way = QTransform(a, d, g, b, e, h, c, f, i)  # Qt multiplies rows from the left
    return way * QTransform.fromScale(1 / shown.width, 1 / shown.height)
