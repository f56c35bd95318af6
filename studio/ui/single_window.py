"""One window a profile: a second start raises the first."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

from studio.base.errors import UserError
from studio.base.texts import _

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_WAIT_MS = 500


class SingleWindow(QObject):
    """Held as long as the window is open; `raised` comes when somebody started the program again."""

    raised = Signal()

    def __init__(self, root: Path) -> None:
        super().__init__()
        root.mkdir(parents=True, exist_ok=True)
        self._name = "closet-studio-" + hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]
        self._lock = QLockFile(str(root / "window.lock"))
        self._lock.setStaleLockTime(0)  # a lock is over when its process is, however long ago it was taken
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Become the one window; return False where there is one. A lock left by a crash is taken over."""
        if self._lock.tryLock(0):
            return True
        if self._lock.error() == QLockFile.LockError.PermissionError:
            raise UserError(_("The folder of this closet may not be written by you. Choose another --profile."))
        return False

    def listen(self) -> None:
        """Be raised from now on."""
        from PySide6.QtNetwork import QLocalServer  # after the first paint: it takes 20 ms

        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        self._server.listen(self._name)

    def raise_first(self) -> bool:
        """Ask the window there is to come forward; return whether it heard."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        heard = socket.waitForConnected(_WAIT_MS)
        socket.disconnectFromServer()
        return heard

    def let_go(self) -> None:
        """Let another window be the one."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _connected(self) -> None:
        if self._server is not None:
            self._server.nextPendingConnection().close()
            self.raised.emit()
