"""The API as one application over an office, with its description in OpenAPI.

It stands under `/api/v1` of the desk, behind the same headers, hosts and limits.
"""

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from desk.api import deciding, figure_calls, paper_calls, reading, request_calls
from desk.api.call_refusals import ApiVersionGone, NothingThere
from desk.api.problems import answer_to, refused
from desk.api.routes import ROUTES
from flows.engine.installation import Installation
from registry.refusals import Refusal

VERSION = "v1"
PLACE = f"/api/{VERSION}"
ABOUT = """What the pages and the command line tell and take, for other programs of the office.

Every call bears a token (`Authorization: Bearer …`) that an administrator made for one part of a
person: it may do what that part may, and no more. A call that writes bears an `Idempotency-Key`.
A refusal changes nothing and says in Thai and English what is to be done."""
# The modules that declare calls.
CALLS = (deciding, figure_calls, paper_calls, reading, request_calls)
ANSWERED = (Refusal, HTTPException, RequestValidationError, DBAPIError, OSError)


def make_api(office: Installation) -> FastAPI:
    """The API over the office."""
    api = described()
    api.state.office = office
    return api


def described() -> FastAPI:
    """The API with its description, over no office yet."""
    api = FastAPI(
        title="Prasan",
        version=VERSION,
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    api.include_router(ROUTES)
    for error in ANSWERED:
        api.add_exception_handler(error, answer_to)
    return api


async def other_version(request: Request) -> Response:
    """Under `/api` there are the versions of this release alone."""
    asked = request.path_params.get("rest", "").partition("/")[0]
    if asked in ("", VERSION):  # an address of no call
        return refused(NothingThere())
    return refused(ApiVersionGone(field="address", value=asked, served=VERSION))
