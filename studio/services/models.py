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
    from studio.imaging.models import Model

_TIMEOUT_S = (10.0, 60.0)  # to connect, and between two pieces of the body
_PARTIAL, _FULL = 206, 200


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
    file = models.fetch(model, studio.profile.models, _open_body, context, consent=True)
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


def _open_body(address: str, have_bytes: int) -> tuple[int, int | None, BinaryIO]:
    import requests

    headers = {"Range": f"bytes={have_bytes}-"} if have_bytes else {}
    try:
        answer = requests.get(address, headers=headers, stream=True, timeout=_TIMEOUT_S)
    except requests.RequestException as error:
        raise TransientError(
            _("The model could not be fetched: no connection. What is here is kept; try again.")
        ) from error
    if answer.status_code not in (_FULL, _PARTIAL):
        answer.close()
        raise UserError(_("The model is not there any more (answer {code}).").format(code=answer.status_code))
    start = have_bytes if answer.status_code == _PARTIAL else 0
    length = answer.headers.get("Content-Length")
    body = cast(BinaryIO, answer.raw)  # urllib3's answer reads like a file
    return start, start + int(length) if length else None, body
