"""Connects an Account to Closet Fair: by the seller's browser, or by the owner key of a market of one's own."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from authlib.common.security import generate_token

from studio.base.errors import UserError
from studio.base.texts import _
from studio.sync import oauth
from studio.sync.connector import Approval, OwnerKey
from studio.sync.http import Http, Request, checked_address


def sign_in(address: str, approval: Approval) -> dict[str, Any]:
    """Return the token that the seller's consent gives."""
    provider = oauth.Provider(address=checked_address(address))
    if isinstance(approval, OwnerKey):
        return oauth.sign_in(provider, generate_token(oauth.STATE_LENGTH), _OwnerKeyConsent(approval))
    return oauth.sign_in_with_browser(provider, approval.open_page, approval.context)


class _OwnerKeyConsent:
    """Says yes with the owner key in the place of a person."""

    redirect_uri = "http://127.0.0.1/signed-in"  # nobody listens there: the code is taken from the answer itself

    def __init__(self, approval: OwnerKey) -> None:
        self._owner_key = approval.key

    def answer(self, address: str) -> str:
        """Return the address with the code, to which a browser would be sent."""
        parts = urlsplit(address)
        form = {**dict(parse_qsl(parts.query)), "owner_key": self._owner_key, "approve": "yes"}
        http = Http(f"{parts.scheme}://{parts.netloc}")
        try:
            reply = http.send(Request("POST", parts.path, form=form))
        finally:
            http.close()
        if reply.status != 302:
            raise UserError(_("The marketplace on this machine does not take its key. Restart Closet Studio."))
        return reply.headers["Location"]
