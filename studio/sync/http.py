"""HTTP as the engine needs it: nothing is repeated or redirected behind its back, and every end has a name."""

from __future__ import annotations

import email.utils
import ipaddress
import json
import logging
import ssl
import time
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3.exceptions
from requests.auth import AuthBase

from studio.base.errors import UserError
from studio.base.texts import _
from studio.sync.connector import Problem, Unreachable

log = logging.getLogger(__name__)

CONNECT_S = 5.0
READ_S = 30.0
WHOLE_S = 120.0
BODY_MAX = 32 * 1024 * 1024
_PIECE = 64 * 1024

# Before a byte of the request has left: safe to send again.
_WHILE_CONNECTING = (
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
    urllib3.exceptions.NameResolutionError,
)


class NotSent(Unreachable):
    """Not a byte of the request arrived."""


class Unanswered(Unreachable):
    """The request left, and no whole answer came back."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: JSON, a form or a file of a form, but one of them."""

    method: str
    path: str
    _: KW_ONLY
    params: Mapping[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    json: Any = None
    form: Mapping[str, str] | None = None
    file: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A whole answer, of any status."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether it is a success."""
        return 200 <= self.status < 300

    def json(self) -> Any:
        """Return the body; raise Unanswered where it is not JSON, such as a log-in page in its place."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise Unanswered(_("The marketplace answered something that is not understood.")) from error

    def document(self) -> dict[str, Any]:
        """Return the body as a JSON object; raise Unanswered where it is not one."""
        found = self.json()
        if not isinstance(found, dict):
            raise Unanswered(_("The marketplace answered something that is not understood."))
        return found


class Http:
    """A connection to one marketplace. One request at a time."""

    def __init__(self, address: str, auth: AuthBase | None = None) -> None:
        """Raise UserError where `address` is not one that a token may travel to."""
        self.address = checked_address(address)
        self._session = requests.Session()
        # An auth object of our own also keeps a netrc file from replacing the header. On loopback a proxy of the
        # environment would only see, and answer, what is meant for this machine.
        self._session.auth = auth or NoAuth()
        self._session.trust_env = not is_loopback(self.address)

    def send(self, request: Request) -> Reply:
        """Send one request and return its answer; raise NotSent or Unanswered where there is none."""
        try:
            response = self._session.request(
                request.method,
                self.address + request.path,
                params=request.params,
                headers=request.headers,
                json=request.json,
                data=request.form,
                files={"file": request.file} if request.file is not None else None,
                timeout=(CONNECT_S, READ_S),
                allow_redirects=False,
                stream=True,
            )
        except requests.RequestException as error:
            raise named(error) from error
        with response:
            return Reply(status=response.status_code, body=_read(response), headers=response.headers)

    def close(self) -> None:
        """Let the connection go."""
        self._session.close()


class NoAuth(AuthBase):
    """Sends nothing that names us."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Leave the request as it is."""
        return request


def checked_address(address: str) -> str:
    """Return the address of a marketplace without a slash at its end.

    Raises UserError for what is neither https nor on this machine.
    """
    parts = urlsplit(address)
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(address))
    if not safe or not parts.hostname or parts.username is not None:
        raise UserError(_("{address} is not a safe address. It has to begin with https://.").format(address=address))
    return address.rstrip("/")


def is_loopback(address: str) -> bool:
    """Return whether an address lies on this machine."""
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def retry_after_s(reply: Reply, now: datetime) -> float | None:
    """Return the seconds that the header Retry-After asks for, given as a number or as a date; None without it."""
    text = reply.headers.get("Retry-After", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())


def problem_of(reply: Reply) -> Problem:
    """Return the refusal in an answer: a problem document (RFC 9457), or what its status says."""
    try:
        found = json.loads(reply.body)
    except (ValueError, RecursionError):
        found = None
    document = found if isinstance(found, dict) else {}
    sentence = document.get("detail") or document.get("title")
    if not isinstance(sentence, str):
        sentence = _("The marketplace refused it (status {status}).").format(status=reply.status)
    errors = document.get("errors")
    named = [error.get("field") for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []
    return Problem(status=reply.status, sentence=sentence, fields=frozenset(str(name) for name in named))


def named(error: requests.RequestException) -> Unreachable:
    """Return what a failure to get an answer means: whether a byte can have arrived."""
    log.info("request failed: %s", type(error).__name__)
    cause = error.args[0] if error.args else None
    reason = getattr(cause, "reason", cause)
    if isinstance(reason, urllib3.exceptions.SSLError) and isinstance(reason.args[0], ssl.SSLCertVerificationError):
        return NotSent(_("The marketplace could not prove who it is. Check the date and time of this machine."))
    if isinstance(reason, _WHILE_CONNECTING):
        return NotSent(_("The marketplace cannot be reached."))
    return Unanswered(_("The marketplace did not answer."))


def _read(response: requests.Response) -> bytes:
    body = bytearray()
    until = time.monotonic() + WHOLE_S
    try:
        for piece in response.iter_content(_PIECE):
            body += piece
            if len(body) > BODY_MAX or time.monotonic() > until:
                raise Unanswered(_("The marketplace's answer was too long or too slow."))
    except requests.RequestException as error:
        raise Unanswered(_("The marketplace's answer broke off.")) from error
    return bytes(body)
