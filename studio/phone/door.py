"""Who may come in: whoever knows the token, of those the first only, and nobody after a long silence."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable

COOKIE = "studio_guest"


class Door:
    """One guest: the first who opens the page gets a secret, and from then on the token alone opens nothing."""

    def __init__(self, token: str, *, idle_s: float, now: Callable[[], float]) -> None:
        self._token = token.encode()
        self._idle_s = idle_s
        self._now = now
        self._guest = b""
        self._heard = now()

    @property
    def opened(self) -> bool:
        """Whether somebody has come."""
        return bool(self._guest)

    @property
    def expired(self) -> bool:
        """Whether nobody has been heard of for too long."""
        return self._now() - self._heard > self._idle_s

    def admit_first(self, token: str) -> str:
        """Return the secret of the guest if this is the first with the right token, else nothing."""
        if self._guest or not self._is_token(token):
            return ""
        secret = secrets.token_urlsafe(32)
        self._guest = secret.encode()
        self.hear()
        return secret

    def knows(self, token: str, secret: str) -> bool:
        """Return whether this is the guest; how long that takes says nothing of the token or the secret."""
        right = self._is_token(token)
        known = hmac.compare_digest(self._guest, secret.encode("utf-8", "replace"))
        if not (right and known and self._guest):
            return False
        self.hear()
        return True

    def hear(self) -> None:
        """Note that the guest is still there."""
        self._heard = self._now()

    def _is_token(self, token: str) -> bool:
        return hmac.compare_digest(self._token, token.encode("utf-8", "replace"))
