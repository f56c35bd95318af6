"""Opens the body of a model's file on a server: ranges, redirects, and every way in which a network fails."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, BinaryIO, cast
from urllib.parse import urljoin, urlsplit

from studio.base.errors import StudioError, TransientError, UserError
from studio.base.texts import _
from studio.imaging.model_fetch import Answer

if TYPE_CHECKING:
    import requests

_TIMEOUT_S = (10.0, 60.0)  # to connect, and between two pieces of the body
_PARTIAL, _FULL, _PAST_THE_END, _BUSY = 206, 200, 416, 500
_REDIRECTS = (301, 302, 303, 307, 308)
_REDIRECTS_MAX = 5
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_NO_CONNECTION = _("The model could not be fetched: no connection. What is here is kept; try again.")


class _Body:
    """The rest of a file, as it comes; the network's own errors are told as the one that means "try again"."""

    def __init__(self, answer: requests.Response) -> None:
        self._answer = answer

    def __enter__(self) -> _Body:
        return self

    def __exit__(self, *_error: object) -> None:
        self._answer.close()

    def read(self, size: int) -> bytes:
        """Return the next bytes; none at the end."""
        from urllib3.exceptions import HTTPError

        try:
            return bytes(self._answer.raw.read(size))
        except (HTTPError, OSError) as error:
            raise TransientError(_NO_CONNECTION) from error


def open_body(address: str, have_bytes: int, etag: str) -> Answer:
    """Ask for the rest of a file; a server that has another state of it by now is asked for the whole.

    Raises UserError where the file is gone or leads to a place that is not secure, TransientError for the network.
    """
    answer = _ask(address, have_bytes, etag)
    start, total = _extent(answer)
    changed = bool(etag) and answer.headers.get("ETag", etag) != etag
    if answer.status_code == _PAST_THE_END or (answer.status_code == _PARTIAL and (start != have_bytes or changed)):
        answer.close()
        answer = _ask(address, 0, "")
        start, total = _extent(answer)
    if answer.status_code not in (_FULL, _PARTIAL) or not 0 <= start <= have_bytes:
        answer.close()
        raise _refusal(answer.status_code)
    return Answer(start=start, total=total, etag=answer.headers.get("ETag", ""), body=cast(BinaryIO, _Body(answer)))


def _refusal(code: int) -> StudioError:
    if code >= _BUSY:
        return TransientError(_("The server has trouble (answer {code}). Try again later.").format(code=code))
    return UserError(_("The model is not there any more (answer {code}).").format(code=code))


def _extent(answer: requests.Response) -> tuple[int, int | None]:
    """Return where in the file the body starts, and how long the file is."""
    length = answer.headers.get("Content-Length", "")
    if answer.status_code != _PARTIAL:
        return 0, int(length) if length.isdigit() else None
    said = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    if said is None:
        return -1, None  # it does not say which part this is
    return int(said[1]), None if said[2] == "*" else int(said[2])


def _ask(address: str, have_bytes: int, etag: str) -> requests.Response:
    headers = {"Accept-Encoding": "identity"}
    if have_bytes:
        headers["Range"] = f"bytes={have_bytes}-"
        if etag and not etag.startswith("W/"):
            headers["If-Range"] = etag
    _check_secure(address, address)
    where = address
    for _time in range(_REDIRECTS_MAX):
        answer = _get(where, headers)
        target = answer.headers.get("Location")
        if answer.status_code not in _REDIRECTS or not target:
            return answer
        answer.close()
        where = urljoin(where, target)
        _check_secure(address, where)
    raise UserError(_("The model's address leads round in circles. Try again later."))


def _check_secure(first: str, address: str) -> None:
    """Let only https through; plain http may stay on this machine, where nobody listens in."""
    there = urlsplit(address)
    if there.scheme == "https":
        return
    begun = urlsplit(first)
    if there.scheme == begun.scheme == "http" and there.netloc == begun.netloc and _is_this_machine(there.hostname):
        return
    raise UserError(_("The model's address leads to a place without a secure connection, so it is not fetched."))


def _is_this_machine(host: str | None) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def _get(address: str, headers: dict[str, str]) -> requests.Response:
    import requests

    try:
        return requests.get(address, headers=headers, stream=True, timeout=_TIMEOUT_S, allow_redirects=False)
    except requests.exceptions.ProxyError as error:
        raise TransientError(
            _("The proxy that this machine is set to does not answer. Check it and try again.")
        ) from error
    except requests.exceptions.SSLError as error:
        raise UserError(
            _("The server could not prove who it is. Check the clock and the network of this machine, and try again.")
        ) from error
    except requests.RequestException as error:
        raise TransientError(_NO_CONNECTION) from error
