"""Photos from a phone: a code to scan, what came so far, and a page that is open no longer than this window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QStackedLayout, QVBoxLayout, QWidget

from studio.base.errors import StudioError
from studio.base.jobs import Context, Lane
from studio.base.texts import _, plural
from studio.printing.barcode import build_code
from studio.printing.display_list import Frame
from studio.services import arrivals
from studio.services.intake import Intake
from studio.services.phone import PhoneNews, PhonePage
from studio.ui.networks import Network, networks
from studio.ui.page import PageContext
from studio.ui.widgets import Badge, EmptyState, GhostButton, PlainLabel, PrimaryButton, column, row
from studio.ui.widgets.choice_field import DropDown
from studio.ui.widgets.qr_code import QrCode

if TYPE_CHECKING:
    from studio.services.importing import ImportReport

_SIZE_PX = (720, 540)
_LOOK_EVERY_MS = 700
_REFUSED_SHOWN = 3


class PhoneDialog(QDialog):
    """Open it with `show`; closing it closes the page, whatever the phone is doing."""

    def __init__(self, context: PageContext, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Photos from a phone"))
        self.resize(*_SIZE_PX)
        self._context = context
        self._page = PhonePage(context.studio.profile)
        self._intake = Intake(context.studio)
        self._refused: list[tuple[str, str]] = []
        self._url = ""
        self._busy = False
        self._shutting = False
        self._code = QrCode()
        self._badge = Badge("waiting", _("Opening…"))
        self._came = PlainLabel(style="heading", wrap=True)
        self._not_taken = PlainLabel(style="soft", wrap=True)
        self._again = GhostButton(_("New code"))
        self._copy = GhostButton(_("Copy address"))
        self._finish = PrimaryButton(_("Done"))
        self._where = DropDown()
        self._where.setAccessibleName(_("Network"))
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._stack = QStackedLayout()
        self._lay_out()
        self._timer.timeout.connect(self._look)
        self._again.clicked.connect(lambda _on: self._open(self._where.currentData()))
        self._copy.clicked.connect(lambda _on: QGuiApplication.clipboard().setText(self._url))
        self._where.activated.connect(lambda _index: self._open(self._where.currentData()))
        self.begin()
        self._finish.setFocus()

    def begin(self) -> None:
        """Look for networks, and open the page in the likeliest."""
        found = networks()
        self._stack.setCurrentIndex(0 if found else 1)
        self._where.setVisible(len(found) > 1)
        if found:
            self._where.clear()
            for one in found:
                self._where.addItem(_called(one), one.address)
            self._open(found[0].address)

    @property
    def url(self) -> str:
        """What the code says; empty while there is none."""
        return self._url

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the page with the window."""
        self._shut()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """Close the page with the window, on Escape, too."""
        self._shut()
        super().done(result)

    # -- parts

    def _lay_out(self) -> None:
        how = _(
            "Phone and computer have to be in the same Wi-Fi. Point the phone's camera at the code, open the address, "
            "and choose photos or take some."
        )
        steps = column(
            PlainLabel(_("Scan this with your phone"), style="title", wrap=True),
            PlainLabel(how, wrap=True),
            gap_px=8,
        )
        state = column(gap_px=8)
        state.addLayout(row(self._badge, None))
        for words in (self._came, self._not_taken):
            state.addWidget(words)
        right = column(gap_px=22)
        right.addLayout(steps)
        right.addWidget(self._where)
        right.addLayout(state)
        right.addStretch(1)
        left = column(self._code, gap_px=10)
        left.addLayout(row(self._copy, None, self._again))
        left.addStretch(1)
        upper = row(gap_px=28)
        upper.addLayout(left)
        upper.addLayout(right, 1)
        wire = _(
            "What the phone sends is not encrypted on its way: use a Wi-Fi that you trust. The page is open for one "
            "phone, and only until you close this window."
        )
        finish = self._finish
        finish.clicked.connect(lambda _on: self.accept())
        finish.setDefault(True)
        whole = QWidget()
        body = QVBoxLayout(whole)
        body.setContentsMargins(28, 26, 28, 20)
        body.setSpacing(18)
        body.addLayout(upper, 1)
        body.addWidget(PlainLabel(wire, style="caption", wrap=True))
        body.addLayout(row(None, finish))
        nothing = EmptyState(
            "mobile",
            _("This computer is in no network"),
            _("Join the Wi-Fi that your phone is in, then try again."),
            (_("Try again"), self.begin),
        )
        self._stack.addWidget(whole)
        self._stack.addWidget(nothing)
        self.setLayout(self._stack)

    # -- the page of the phone

    def _open(self, address: str) -> None:
        self._timer.stop()
        self._show_url("")
        self._badge.set("waiting", _("Opening…"))
        self._came.setText("")
        self._context.submit(
            _("Opening the page for the phone"),
            Lane.NET,
            lambda _job: self._page.open(address),
            owner=self,
            on_result=self._opened,
            on_error=self._failed,
            key="open",
            quiet=True,
        )

    def _opened(self, url: str) -> None:
        self._show_url(url)
        self._badge.set("waiting", _("Waiting for the phone"))
        self._timer.start()

    def _failed(self, error: StudioError) -> None:
        self._timer.stop()
        self._show_url("")
        self._badge.set("refused", _("Not open"))
        self._came.setText(str(error))

    def _show_url(self, url: str) -> None:
        self._url = url
        self._code.show_code(build_code("qr", url, Frame(0, 0, 100, 100)).modules if url else None)
        self._code.setAccessibleDescription(url)
        self._copy.setEnabled(bool(url))
        self._copy.setToolTip("" if url else _("The page is not open."))

    def _look(self) -> None:
        if self._busy:
            return
        self._busy = True

        def work(job: Context) -> tuple[PhoneNews, ImportReport]:
            news = self._page.news()
            return news, arrivals.take_in(self._context.studio, job, intake=self._intake)

        self._context.submit(
            _("Taking in photos from the phone"),
            Lane.IMAGE,
            work,
            owner=self,
            on_result=self._looked,
            on_error=self._look_failed,
            quiet=True,
        )

    def _look_failed(self, error: StudioError) -> None:
        self._busy = False
        self._came.setText(str(error))

    def _looked(self, answer: tuple[PhoneNews, ImportReport]) -> None:
        self._busy = False
        news, report = answer
        self._refused += [(file.name, why) for file, why in report.refused]
        if not news.is_open and self._url:
            self._timer.stop()
            self._show_url("")
            self._badge.set("ended", _("The code has expired"))
        elif news.running:
            self._badge.set("live", _("Photos are coming in"))
        elif news.opened:
            self._badge.set("live", _("The phone is connected"))
        count = len(self._intake.photos)
        if count:
            self._came.setText(plural("{n} photo is in the closet", "{n} photos are in the closet", count))
        self._show_refused([*news.refused, *self._refused])

    def _show_refused(self, refused: list[tuple[str, str]]) -> None:
        lines = [f"{name}: {why}" for name, why in refused[-_REFUSED_SHOWN:]]
        more = len(refused) - len(lines)
        lines += [plural("and {n} more", "and {n} more", more)] if more else []
        self._not_taken.setText("\n".join(lines))

    def _shut(self) -> None:
        if self._shutting:
            return
        self._shutting = True
        self._timer.stop()
        self._url = ""
        self._page.dismiss()
        context, page, intake = self._context, self._page, self._intake
        context.submit(
            _("Closing the page for the phone"),
            Lane.IMAGE,
            partial(_close, context, page, intake),
            owner=context.notices,
            on_result=lambda count: _say_goodbye(context, count),
            quiet=True,
        )


def _close(context: PageContext, page: PhonePage, intake: Intake, job: Context) -> int:
    page.close()
    arrivals.take_in(context.studio, job, intake=intake)
    return len(intake.photos)


def _say_goodbye(context: PageContext, count: int) -> None:
    if count:
        words = plural("{n} photo came from the phone", "{n} photos came from the phone", count)
        context.notices.toast(words, undo=context.undo, state="live")


def _called(network: Network) -> str:
    return f"{network.name} · {network.address}"
