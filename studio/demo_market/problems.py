"""Refusals as RFC 9457 problem documents, each with one clear sentence."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"


class FieldError(BaseModel):
    """One field that was refused, and why."""

    field: str
    message: str


class ProblemBody(BaseModel):
    """An RFC 9457 problem; `current` is the row as it stands where a write came too late."""

    type: str = Field(examples=["/problems/version-moved"])
    title: str
    status: int
    detail: str
    request_id: str | None = None
    errors: list[FieldError] = []
    current: dict[str, Any] | None = None


class Problem(Exception):
    """Raised anywhere below the HTTP surface; rolls the transaction back and becomes the answer."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: Mapping[str, str] | None = None,
        current: BaseModel | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = [FieldError(field=field, message=message) for field, message in (errors or {}).items()]
        self.current = current.model_dump(mode="json") if current else None
        self.headers = dict(headers or {})

    def response(self, request_id: str | None) -> Response:
        body = ProblemBody(
            type=f"/problems/{self.code}",
            title=HTTPStatus(self.status).phrase,
            status=self.status,
            detail=self.detail,
            request_id=request_id,
            errors=self.errors,
            current=self.current,
        )
        return JSONResponse(jsonable_encoder(body), self.status, self.headers, media_type=MEDIA_TYPE)


def refused_field(field: str, message: str) -> Problem:
    """422 that names the one field to mend."""
    return Problem(422, "field-refused", message, errors={field: message})


def refused_state(detail: str, current: BaseModel | None = None) -> Problem:
    """409: the row is not in a state that allows this."""
    return Problem(409, "wrong-state", detail, current=current)


# What pydantic found, said in our words: its own speak of types that a seller never chose.
SENTENCES = {
    "missing": "{field} is missing.",
    "extra_forbidden": "{field} cannot be set here.",
    "string_too_long": "{field} may have at most {max_length} characters.",
    "string_too_short": "{field} needs at least {min_length} character(s).",
    "string_type": "{field} must be text.",
    "int_type": "{field} must be a whole number.",
    "greater_than_equal": "{field} must be at least {ge}.",
    "less_than_equal": "{field} must be at most {le}.",
    "too_long": "{field} may have at most {max_length} entries.",
    "literal_error": "{field} must be one of {expected}.",
    "string_pattern_mismatch": "{field} has characters that are not allowed here.",
    "json_invalid": "The body is not valid JSON.",
}


def validation_problem(error: RequestValidationError) -> Problem:
    errors: dict[str, str] = {}
    for found in error.errors():
        place = found["loc"][1:] if found["loc"] and found["loc"][0] in ("body", "query", "path", "header") else ()
        field = ".".join(str(part) for part in place) or "body"
        words = SENTENCES.get(found["type"], "{field}: {msg}.")
        errors[field] = words.format(field=field, msg=found["msg"], **found.get("ctx", {}))
    return Problem(422, "field-refused", " ".join(errors.values()), errors=errors)


HTTP_SENTENCES = {
    400: "The request could not be read; send valid JSON or form data.",
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    413: "The request is too large.",
}


def install(app: FastAPI) -> None:
    """Make every error of the app, our own or the framework's, a problem document."""

    def answer(request: Request, problem: Problem) -> Response:
        return problem.response(getattr(request.state, "request_id", None))

    async def own(request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return answer(request, error)

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return answer(request, validation_problem(error))

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        detail = HTTP_SENTENCES.get(error.status_code, str(error.detail))
        return answer(request, Problem(error.status_code, "http", detail, headers=error.headers))

    async def bug(request: Request, error: Exception) -> Response:
        return answer(request, Problem(500, "bug", "The market made a mistake; its log says more."))

    app.add_exception_handler(Problem, own)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, bug)
