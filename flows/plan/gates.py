"""The gates of `plan`: drafted, resolved on, endorsed, signed, sent, received, acknowledged."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from flows.engine.conditions import when
from flows.engine.deciding_offices import FOCAL, PSDHS
from flows.engine.fields import AsTyped, Day, Line, Note, Paper, Reason
from flows.engine.gate import Answer, Gate, SecondLook
from flows.engine.widgets import Input
from flows.plan.rows import Baht, PlanRow, RowKey, RowRemark
from registry.rules.plan_sheet import MOST_ROWS

Situation = Annotated[str, Field(max_length=8000)]
# Heads of agencies endorse (practice.md 11): the chair for village heads, whoever heads a member's
# office for its people, of whatever kind; these also for an agency that is no office. Who stands
# above the district is no office of the registry: the focal point enters that signature, and the
# answer says whose it is.
HEADS = (
    "district_chief",
    "police_superintendent",
    "police_station",
    "investigation_inspector",
    "immigration_superintendent",
    "military_unit",
    "district_public_health",
    "hospital_director",
    "lao_president",
    "subdistrict_head",
    "psdhs_head",
    "shelter_head",
    "victim_protection_centre",
    "cso_representative",
)


class PlanDraftV1(Answer):
    """The plan as it is put to the committee: the situation, and its rows (3b)."""

    second_look = SecondLook.LONG
    hotlines = True

    situation: Situation = ""
    alignment: Note = ""
    rows: Annotated[tuple[PlanRow, ...], Field(min_length=1, max_length=MOST_ROWS)]
    monitoring: Note = ""
    note: Note = ""


class Resolved(StrEnum):
    """What the committee said of the plan."""

    AGREED = "agreed"
    ENTRUSTED = "entrusted"  # an earlier resolution lets the chair adjust it
    CHANGES = "changes"


class ResolutionV1(Answer):
    """The committee's resolution on the plan, of which meeting (practice.md 10)."""

    result: Resolved
    meeting: Annotated[
        Line | None,
        when("result", Resolved.AGREED, Resolved.ENTRUSTED, needed=(Resolved.AGREED,)),
    ] = None
    held_on: Annotated[
        Day | None, when("result", Resolved.AGREED, Resolved.ENTRUSTED, needed=True)
    ] = None
    items: Annotated[tuple[Reason, ...], when("result", Resolved.CHANGES, needed=True)] = ()
    note: Note = ""


class Endorsed(StrEnum):
    """What the head of an agency said of its part in the plan."""

    ENDORSED = "endorsed"
    CHANGES = "changes"
    DECLINED = "declined"


class EndorsedRow(Answer):
    """What the head releases for a row: days of work, money of the agency's own."""

    row: Annotated[RowKey, Input(carried=True, makes_row=False, label="field.activity")]
    days: Annotated[int | None, Field(ge=0, le=366), AsTyped] = None
    own_money: Baht | None = None


class EndorsementV1(Answer):
    """The head of an agency endorses what its people are to do (R41, practice.md 11)."""

    result: Endorsed
    signed_by: Annotated[str, Field(max_length=200)] = ""
    rows: Annotated[tuple[EndorsedRow, ...], when("result", Endorsed.ENDORSED)] = ()
    items: Annotated[tuple[Reason, ...], when("result", Endorsed.CHANGES, needed=True)] = ()
    obstacle: Annotated[Note, when("result", Endorsed.DECLINED, needed=True)] = ""
    letter: Paper = Paper()
    note: Note = ""


class PlanVerdict(StrEnum):
    """What the Chief says of the plan."""

    SIGNED = "signed"
    CHANGES = "changes"


class PlanSignedV1(Answer):
    """The Chief signs the plan, or asks for changes."""

    second_look = SecondLook.FINAL

    result: PlanVerdict
    items: Annotated[tuple[Reason, ...], when("result", PlanVerdict.CHANGES, needed=True)] = ()
    note: Note = ""


class PlanSentV1(Answer):
    """The plan goes to the provincial office.

    `unendorsed`: why it goes without all heads. `without_reflection`: why before the committee
    looked back on the year that is running (R69).
    """

    reports = True

    paper: Paper = Paper()
    unendorsed: Note = ""
    without_reflection: Note = ""
    note: Note = ""


class Reception(StrEnum):
    """What became of the plan at the provincial office."""

    RECEIVED = "received"
    ADJUST = "adjust"


class PlanReceivedV1(Answer):
    """The provincial office receives the plan, or asks to adjust rows (practice.md 10)."""

    second_look = SecondLook.FINAL

    result: Reception
    remarks: Annotated[
        tuple[RowRemark, ...], when("result", Reception.ADJUST, needed=True, only=True)
    ] = ()
    until: Annotated[
        Day | None, when("result", Reception.ADJUST), Input(label="field.adjusted_by")
    ] = None
    paper: Paper = Paper()
    note: Note = ""


class ProvinceNotedV1(Answer):
    """The provincial committee acknowledges the plan, in which meeting."""

    meeting: Line
    held_on: Day
    note: Note = ""


PLAN_DRAFT: Gate[PlanDraftV1] = Gate(
    "plan_draft", "drafted", FOCAL, (PlanDraftV1,), takes_late=True
)
RESOLUTION: Gate[ResolutionV1] = Gate(
    "resolution", "resolved", ("district_chief", *FOCAL), (ResolutionV1,), takes_late=True
)
ENDORSEMENT: Gate[EndorsementV1] = Gate(
    "endorsement", "endorsed", (*HEADS, *FOCAL), (EndorsementV1,),
    heads=frozenset(HEADS), takes_late=True,
)  # fmt: skip
PLAN_SIGNED: Gate[PlanSignedV1] = Gate(
    "plan_signed", "signed", ("district_chief",), (PlanSignedV1,), takes_late=True
)
PLAN_SENT: Gate[PlanSentV1] = Gate("plan_sent", "sent", FOCAL, (PlanSentV1,), takes_late=True)
PLAN_RECEIVED: Gate[PlanReceivedV1] = Gate(
    "plan_received", "received", PSDHS, (PlanReceivedV1,), recorders=("coordinator",)
)
PROVINCE_NOTED: Gate[ProvinceNotedV1] = Gate(
    "province_noted", "received", PSDHS, (ProvinceNotedV1,), recorders=("coordinator",)
)

GATES: tuple[Gate[Any], ...] = (
    PLAN_DRAFT,
    RESOLUTION,
    ENDORSEMENT,
    PLAN_SIGNED,
    PLAN_SENT,
    PLAN_RECEIVED,
    PROVINCE_NOTED,
)
