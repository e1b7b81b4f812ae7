"""The call that records a decision: the same one call that the pages and the command line make."""

import base64
import binascii
from typing import Annotated

from fastapi import Header
from pydantic import BaseModel, ConfigDict, Field, JsonValue
from starlette.responses import Response

from config.words import Term
from desk.api.call_refusals import KEY, CallUnfit, FormVersionOther, KeyMissing, NeedsPersonThere
from desk.api.caller import Caller, CallerDep
from desk.api.reading import require_instance
from desk.api.routes import LAST_NUMBER, CallBody, Number, post
from desk.views.plain_json import as_json
from flows.capabilities import GATES
from flows.decisions.decide import Decision, Receipt, gate_meant, log_decisions, take
from registry.records.filing import Upload
from registry.records.kept_answers import RepeatableCall, answered_once
from registry.rules.dates import parse_date
from registry.rules.rights import Verb
from registry.transaction import Write
from registry.uploads import checked_scan

CREATED = 201
LONGEST_KEY = 255
MOST_SCANS = 60
RECORDING_PARTS = tuple({part for gate in GATES.values() for part in gate.recorders})
Key = Annotated[
    str,
    Header(
        alias=KEY,
        min_length=1,
        max_length=LONGEST_KEY,
        description="Sent again under the same key it does nothing, and is answered the same.",
    ),
]


class ScanIn(BaseModel):
    """A scan of the signed paper: PDF, PNG or JPEG."""

    model_config = ConfigDict(extra="forbid")

    file_name: Annotated[str, Field(min_length=1, max_length=200)]
    content: Annotated[str, Field(description="The bytes, in base64.")]


class DecisionIn(CallBody):
    """A decision as a program sends it, for the person whose part its token stands for."""

    gate: Annotated[str, Field(min_length=1, description="Key or path of the gate.")]
    by: Annotated[str, Field(min_length=1, description="Who decided: OFFICE or OFFICE@PERSON.")]
    decided_on: Annotated[
        str,
        Field(description="Day of the decision, YYYY-MM-DD.", json_schema_extra={"format": "date"}),
    ]
    answer: dict[str, JsonValue]
    form_version: Annotated[
        int | None, Field(description="Refused where the gate asks another version of its form.")
    ] = None
    about: Annotated[
        str | None,
        Field(description="What was read, as the form of the gate tells it."),
    ] = None
    reason: Annotated[
        str | None, Field(description="Lets through what the screening warns of.")
    ] = None
    scans: Annotated[list[ScanIn], Field(max_length=MOST_SCANS, default_factory=list)]
    classified: Annotated[
        list[Annotated[int, Field(ge=1, le=LAST_NUMBER)]],
        Field(
            max_length=MOST_SCANS,
            default_factory=list,
            description="In place of a scan: instances that registered classified papers.",
        ),
    ]


@post("/instances/{instance}/decisions", Receipt)
def record_decision(caller: CallerDep, instance: Number, body: DecisionIn, key: Key) -> Response:
    """Record a decision, what it causes and its effects: all of it, or nothing."""
    require_instance(caller, instance, Verb.RECORD, RECORDING_PARTS)
    decision = Decision(
        instance=instance,
        gate=body.gate,
        by=body.by,
        decided_on=parse_date(body.decided_on, field="decided_on"),
        answer=body.answer,
        recorded_by=caller.ref,
        evidence=tuple(_scan(one, place, caller) for place, one in enumerate(body.scans)),
        about=body.about,
        reason=body.reason,
        classified=tuple(body.classified),
    )
    asked = f"decide {instance} {body.model_dump_json()}"
    taken: list[Receipt] = []

    def made(write: Write) -> str:
        _require_gate(caller, write, decision, body.form_version)
        taken.extend(take(caller.office, write, (decision,)))
        return as_json(taken[0])

    text = answered_once(caller.office.registry, repeatable(caller, key, asked), made)
    log_decisions(taken)
    return Response(text, CREATED, media_type="application/json")


def repeatable(caller: Caller, key: str, asked: str) -> RepeatableCall:
    """The call under its key. Raises KeyMissing."""
    if not key.strip():
        raise KeyMissing(field=KEY)
    return RepeatableCall(caller.program.token.id, key, asked)


def _require_gate(
    caller: Caller, write: Write, decision: Decision, form_version: int | None
) -> None:
    """Whether the part may record at the gate: `take` asks the person's whole rights alone.

    Asked in the decision's own transaction, of the gate that it answers. Raises MayNot,
    FormVersionOther, NeedsPersonThere, and the refusals of a gate that is not there.
    """
    asked = gate_meant(caller.office, write, decision)
    gate = GATES[asked.gate]
    caller.require(Verb.RECORD, asked.district_code, gate.recorders)
    if asked.not_by is not None:
        raise NeedsPersonThere(field="gate", gate=gate.label)
    if form_version is not None and form_version != gate.form_version:
        raise FormVersionOther(field="form_version", value=form_version, version=gate.form_version)


def _scan(sent: ScanIn, place: int, caller: Caller) -> Upload:
    field = f"scans.{place}.content"
    try:
        content = base64.b64decode(sent.content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise CallUnfit(field=field, problem=Term("misfit.no_base64")) from error
    most = caller.office.settings.upload_megabytes
    return checked_scan(sent.file_name, content, most, field=field)
