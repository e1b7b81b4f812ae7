"""The calls about what meetings ask for: an owner's program reports how far a request is."""

from typing import Annotated

from fastapi import Path
from pydantic import Field
from starlette.responses import Response

from desk.api.caller import CallerDep
from desk.api.deciding import CREATED, Key, repeatable
from desk.api.routes import CallBody, post
from desk.views.plain_json import as_json
from flows.meeting.reporting import report_read, take_report
from registry.queries.progress_reports import Progress, ProgressReport
from registry.records.kept_answers import answered_once
from registry.rules.rights import Verb
from registry.transaction import Write

Code = Annotated[str, Path(min_length=1, max_length=4, description="Code of a district.")]


class ProgressIn(CallBody):
    """What the owner of a request says of it, for the person whose part the token stands for."""

    action: Annotated[str, Field(min_length=1, max_length=120, description="Key of the request.")]
    progress: Progress
    progress_said: Annotated[str, Field(description="What was done, for the next meeting.")]


@post("/districts/{district}/progress", ProgressReport)
def report(caller: CallerDep, district: Code, body: ProgressIn, key: Key) -> Response:
    """Record what the owner of an open request says of it today: the next meeting hears it."""
    caller.require(Verb.REPORT_OWN, district, field="district")
    given = report_read(caller.office, body.progress, body.progress_said)
    call = repeatable(caller, key, f"report {district} {body.model_dump_json()}")

    def made(write: Write) -> str:
        told = take_report(
            caller.office, write, district, body.action, given, recorded_by=caller.ref
        )
        return as_json(told)

    text = answered_once(caller.office.registry, call, made)
    return Response(text, CREATED, media_type="application/json")
