"""How a call of the API is declared: what it answers, and that it may be refused."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Path, Query
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, model_validator
from starlette.requests import Request
from starlette.responses import Response

from config.words import Term
from desk.api.call_refusals import CallUnfit
from desk.api.problems import ErrorAnswer
from desk.views.plain_json import as_json
from registry.rules.json_text import json_value
from registry.rules.plain_values import is_text

LAST_NUMBER = 2**31 - 1  # of a row, on PostgreSQL
LAST_PAGE = 10_000
F = TypeVar("F", bound=Callable[..., Response])

_DAY = {"format": "date"}
Number = Annotated[int, Path(ge=1, le=LAST_NUMBER)]
On = Annotated[
    str | None,
    Query(description="Day of the view, YYYY-MM-DD; today if left out.", json_schema_extra=_DAY),
]
Known = Annotated[str | None, Query(description="As known at that instant; of a day, at its end.")]
District = Annotated[str, Query(min_length=1, description="Code of a district.", examples=["5703"])]
OneDistrict = Annotated[
    str | None,
    Query(min_length=1, description="Code of a district; all that the part sees if left out."),
]


class CallRequest(Request):
    """A request whose body gives every field once."""

    async def json(self) -> Any:  # noqa: ANN401 — as Starlette's own
        """The JSON value of the body. Raises KeyTwice, by FastAPI as the cause of a status 400."""
        return json_value(await self.body(), file=Term("field.call"))


class CallRoute(APIRoute):
    """A route that reads what it is sent as a CallRequest."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of FastAPI, given such a request."""
        handler = super().get_route_handler()

        async def handled(request: Request) -> Response:
            return await handler(CallRequest(request.scope, request.receive))

        return handled


ROUTES = APIRouter(route_class=CallRoute)
REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorAnswer, "description": about}
    for status, about in (
        (401, "No token, or one that does not work."),
        (403, "The part does not let the person do that there."),
        (404, "There is no such thing, or it is not the part's to see."),
        (422, "Refused: the sentence names the field and the remedy."),
        (429, "Too many calls within a minute."),
        (503, "The database or its disk fails; nothing was changed."),
    )
}
# Turned away before it is a call: what no database keeps, such as NUL.
REFUSALS[400] = {
    "description": "The address holds what is no text.",
    "content": {"text/plain": {"schema": {"type": "string"}}},
}
REFUSALS_OF_WRITES: dict[int | str, dict[str, Any]] = REFUSALS | {
    409: {"model": ErrorAnswer, "description": "Somebody was first, or the key was used before."},
    413: {"model": ErrorAnswer, "description": "More bytes than one call may send."},
}


class CallBody(BaseModel):
    """What a call sends: no field that it does not know, and no text that no database keeps."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, sent: object) -> object:
        left = [sent]  # by turns and not within each other: as deep as JSON comes
        while left:
            match left.pop():
                case str() as text if not is_text(text):
                    raise CallUnfit(field="call", problem=Term("misfit.no_text"))
                case dict() as fields:
                    left += [*fields, *fields.values()]
                case list() as several:
                    left += several
        return sent


def get(path: str, answers: Any) -> Callable[[F], F]:  # noqa: ANN401 — a record, or a JSON value
    """Declare a call that reads."""
    return ROUTES.get(path, response_model=answers, responses=REFUSALS)


def post(path: str, answers: Any) -> Callable[[F], F]:  # noqa: ANN401 — as above
    """Declare a call that writes, once under each key."""
    return ROUTES.post(path, response_model=answers, status_code=201, responses=REFUSALS_OF_WRITES)


def told(data: object) -> Response:
    """The same JSON as that of the command line."""
    return Response(as_json(data), media_type="application/json")
