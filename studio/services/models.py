"""The cut-out models: which there are, and getting one here after the seller has agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from studio.base.errors import TransientError, UserError
from studio.base.jobs import Context
from studio.base.texts import _
from studio.services.context import Studio
from studio.settings import schema

if TYPE_CHECKING:
    import requests

    from studio.imaging.models import Model

_TIMEOUT_S = (10.0, 60.0)  # to connect, and between two pieces of the body
_PARTIAL, _FULL, _PAST_THE_END = 206, 200, 416
_NO_CONNECTION = _("The model could not be fetched: no connection. What is here is kept; try again.")


@dataclass(frozen=True, slots=True)
class Offered:
    """A model, and whether it is on this machine."""

    model: Model
    here: bool


def offered(studio: Studio) -> Sequence[Offered]:
    """Return the models that can be fetched, the recommended one first."""
    from studio.imaging import models

    return [Offered(model, models.is_here(model, studio.profile.models)) for model in models.known_models()]


def custom(studio: Studio) -> Sequence[str]:
    """Return the names of the seller's own model files."""
    from studio.imaging import models

    return models.custom_models(studio.profile.models)


def fetch(studio: Studio, name: str, context: Context) -> Path:
    """Fetch a model that the seller agreed to, and clean with it from now on; what was begun before is resumed.

    Raises UserError for a wrong checksum or a full disk, TransientError where the network failed, Cancelled.
    """
    from studio.imaging import models

    model = models.find_model(name)
    try:
        file = models.fetch(model, studio.profile.models, _open_body, context, consent=True)
    except OSError as error:
        raise UserError(
            _("The model cannot be kept ({why}). Free some space and try again.").format(why=error.strerror)
        ) from error
    studio.settings.set(schema.CUTOUT_MODEL, model.name)
    return file


def adopt(studio: Studio, file: Path) -> str:
    """Copy a model file of the seller's own to the studio's models; return the backend it is now."""
    from studio.imaging import models

    return models.adopt(file, studio.profile.models)


def remove(studio: Studio, name: str) -> None:
    """Remove a model from this machine."""
    from studio.imaging import models

    models.remove(models.find_model(name), studio.profile.models)


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


def _open_body(address: str, have_bytes: int) -> tuple[int, int | None, BinaryIO]:
    answer = _ask(address, have_bytes)
    if answer.status_code == _PAST_THE_END:  # what is here is longer than the file: begin again
        answer.close()
        answer = _ask(address, 0)
    if answer.status_code not in (_FULL, _PARTIAL):
        answer.close()
        raise UserError(_("The model is not there any more (answer {code}).").format(code=answer.status_code))
    start = have_bytes if answer.status_code == _PARTIAL else 0
    length = answer.headers.get("Content-Length")
    return start, start + int(length) if length else None, cast(BinaryIO, _Body(answer))


def _ask(address: str, have_bytes: int) -> requests.Response:
    import requests

    headers = {"Range": f"bytes={have_bytes}-"} if have_bytes else {}
    try:
        return requests.get(address, headers=headers, stream=True, timeout=_TIMEOUT_S)
    except requests.RequestException as error:
        raise TransientError(_NO_CONNECTION) from error
