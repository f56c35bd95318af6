"""What the seller sees when something goes wrong, and the report they can copy."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from studio import __version__
from studio.base.errors import Cancelled, TransientError, UserError
from studio.base.log import redact
from studio.base.texts import _
from studio.ui.notices import Notices

log = logging.getLogger(__name__)


class Troubles:
    """Tells errors as notices: those of the world in their own words, ours with a report."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices

    def tell(self, title: str, error: BaseException) -> None:
        """Tell that what is called `title` failed with `error`."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, UserError | TransientError):
            self._notices.toast(str(error), state="needs")
            return
        words = _("Something went wrong: {title}. Your closet is as it was before.").format(title=title)
        copied = report(title, error)
        act = (_("Copy report"), lambda: QGuiApplication.clipboard().setText(copied))
        self._notices.toast(words, act=act, state="refused")

    def catch_all(self) -> None:
        """Tell what no one else catches, instead of losing it on a console nobody sees."""
        sys.excepthook = self._except_hook

    def _except_hook(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
            return
        log.error("uncaught", exc_info=(kind, error, where))
        self.tell(_("an unexpected error"), error)


def report(title: str, error: BaseException) -> str:
    """Return what helps to mend a bug, without tokens, mail addresses or the user's name."""
    lines = (
        f"Closet Studio {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        f"While: {title}",
        "".join(traceback.format_exception(error)),
    )
    return redact("\n".join(lines))
