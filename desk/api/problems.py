"""Errors of the API: one shape, that of `--json`, under the status that says which kind."""

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from pydantic_core import ErrorDetails
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from config.words import Term
from desk.api.call_refusals import (
    KEY,
    ApiVersionGone,
    CallOfOtherMethod,
    CallsTooOften,
    CallTooLarge,
    CallUnfit,
    DefectHere,
    FormVersionOther,
    KeyMissing,
    NeedsPersonThere,
    NothingThere,
    TokenMissing,
    TokenRefused,
)
from desk.views.paper_file import UnknownDocument
from desk.views.plain_json import as_error, as_json
from flows.decisions.refusals import (
    AlreadyDecided,
    DraftNotLatest,
    GateNotOpen,
    InstanceEnded,
    MayNotRecord,
    UnknownGate,
    UnknownInstance,
)
from registry.faults import fault_of
from registry.records.kept_answers import KeyUsedOtherwise
from registry.records.rights import MayNot
from registry.refusals import Refusal, RegistryFault
from registry.rules.misfits import FILE_MISFITS, misfit

UNFIT, DEFECT = 422, 500
# The status of a refusal, of its class or the one it is made of; any other is a call unfit.
STATUSES: dict[type[Refusal], int] = {
    TokenMissing: 401, TokenRefused: 401,
    MayNot: 403, MayNotRecord: 403, NeedsPersonThere: 403,
    NothingThere: 404, ApiVersionGone: 404, UnknownInstance: 404, UnknownGate: 404,
    UnknownDocument: 404, CallOfOtherMethod: 405,
    GateNotOpen: 409, AlreadyDecided: 409, InstanceEnded: 409, DraftNotLatest: 409,
    KeyUsedOtherwise: 409, FormVersionOther: 409,
    CallTooLarge: 413, CallsTooOften: 429, DefectHere: DEFECT, RegistryFault: 503,
}  # fmt: skip


class Problem(BaseModel):
    """One refusal: its code, and one sentence in each language that names the remedy."""

    code: str
    message_th: str
    message_en: str
    field: str | None


class ErrorAnswer(BaseModel):
    """What every call is answered that is refused."""

    error: Problem


def status_of(refusal: Refusal) -> int:
    """The status under which a refusal is told."""
    return next((STATUSES[one] for one in type(refusal).__mro__ if one in STATUSES), UNFIT)


def refused(refusal: Refusal) -> Response:
    """The answer that a refusal is."""
    status = status_of(refusal)
    headers = {"www-authenticate": "Bearer"} if status == STATUSES[TokenMissing] else {}
    if isinstance(refusal, CallOfOtherMethod):
        headers["allow"] = str(refusal.values["allowed"])
    text = as_json(as_error(refusal))
    return Response(text, status, headers, media_type="application/json")


def refusal_of(error: Exception) -> Refusal | None:
    """The refusal that is told of an error; None for a defect of ours."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, RequestValidationError):
        return _unfit(error.errors()[0])
    if isinstance(error, HTTPException):
        # A body that its reader refuses, FastAPI tells as a status of its own.
        return error.__cause__ if isinstance(error.__cause__, Refusal) else _of_http(error)
    return fault_of(error, reads=True)


def answer_to(_request: Request, error: Exception) -> Response:
    """What an error is answered: its refusal, or that the defect is ours."""
    found = refusal_of(error)
    if found is None:
        raise error
    return refused(found)


def defect(_request: Request) -> Response:
    """What a defect of ours is answered; the log has the rest."""
    return refused(DefectHere())


def _of_http(error: HTTPException) -> Refusal:
    match error.status_code:
        case 413:
            return CallTooLarge(field="call")
        case 405:
            allowed = (error.headers or {}).get("Allow", "GET")
            return CallOfOtherMethod(field="call", allowed=allowed)
        case 404:
            return NothingThere()
    return CallUnfit(field="call", problem=_OTHER)


_OTHER = Term("misfit.other")
NO_JSON = "json_invalid"  # told with the place in the text, which is no field
PAGE_OF_LIST = ("query", "page")  # a form's `page` is that of an ordinance
NOT_SENT = {"missing", "string_too_short"}


def _unfit(error: ErrorDetails) -> Refusal:
    if error["loc"] == ("header", KEY) and error["type"] in NOT_SENT:
        return KeyMissing(field=KEY)
    if error["loc"][0] == "body" and (len(error["loc"]) == 1 or error["type"] == NO_JSON):
        return CallUnfit(field="call", problem=Term("misfit.no_json"))
    place = ".".join(str(part) for part in error["loc"][1:])
    refusal = CallUnfit(field=place or "call", problem=misfit(error, FILE_MISFITS))
    if error["loc"] == PAGE_OF_LIST:
        refusal.called = Term("field.page_of_list")
    return refusal
