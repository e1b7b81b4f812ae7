"""What effects take and give, and what processes read: frozen values, recorded in journals."""

from datetime import date, timedelta
from typing import Any, Literal

from pydantic import SerializerFunctionWrapHandler, model_serializer

from registry.rules.order_facts import AppointmentOrderFacts, EarlierOrder, OrderChange
from registry.rules.redaction import AnswerText
from registry.rules.seats import CommitteeChange, Seat, Value


class OfDistrict(Value):
    """What is asked or made in a district."""

    district: str


class DraftInputs(Value):
    """What a draft order is made from: its facts with version and own date."""

    facts: AppointmentOrderFacts


class ItemInputs(OfDistrict):
    """A district whose Chief has not replied since a day."""

    subject: Literal["no_reply"]
    since: date


class MissedItemInputs(OfDistrict):
    """A district whose committee has not met, or has not reported, since a day."""

    subject: Literal["meetings_missed", "report_missed"]
    since: date


class ItemResult(Value):
    """The item is on the provincial committee's list."""

    subject: str


class OrderFactsArgs(OfDistrict):
    """Which order is to be drafted."""

    kind: Literal["new", "replace", "amend"]
    earlier: EarlierOrder | None
    heading: str | None = None


class AmendmentArgs(OrderFactsArgs):
    """Which order in force is to be amended or replaced, and what becomes of its committee.

    `clauses` are changes beside those of seats, as the order prints them; `told` what they are of.
    """

    changes: tuple[CommitteeChange, ...]
    clauses: tuple[OrderChange, ...] = ()
    told: tuple[Literal["duties", "group", "clause"], ...] = ()


class DistrictArgs(OfDistrict):
    """A question about a district."""


class ProposedSeats(Value):
    """The model seats expanded to the district's offices."""

    seats: tuple[Seat, ...]


class FollowUpPolicy(Value):
    """Days without a reply after which to follow up; months until a re-approach."""

    follow_up_days: tuple[int, ...]
    reapproach_months: int


class ReplyPolicy(Value):
    """Days an agency is given to name its representative."""

    reply_days: int

    def until(self, today: date) -> date:
        """The last day on which a reply is awaited."""
        return today + timedelta(days=self.reply_days)


class PapersResult(Value):
    """How many papers were made, by kind, language and subject as they are kept."""

    papers: tuple[str, ...]


class MadePaper(Value):
    """The one paper that was made, and the hash of its content that names it."""

    version: int
    content_hash: str


class AdvocacyInputs(OfDistrict):
    """A district whose Chief is to be met (R14)."""


class FollowUpInputs(OfDistrict):
    """A Chief who has not replied since a day; which follow-up this is."""

    since: date
    number: int


class DelegationInputs(OfDistrict):
    """The Deputy's office that the Chief named, and on which day."""

    deputy: str
    on: date
    number: str | None = None
    dated: date | None = None


class TeamInputs(OfDistrict):
    """The agencies of the working team."""

    agencies: tuple[str, ...]


class RequestInputs(OfDistrict):
    """The seats whose agencies are asked to name somebody, and until when."""

    seats: tuple[Seat, ...]
    until: date


class MemoInputs(Value):
    """The draft that goes up, the facts it was made from, and those of the draft before."""

    facts: AppointmentOrderFacts
    before: AppointmentOrderFacts | None
    feedback: tuple[str, ...] = ()


class CopiesInputs(OfDistrict):
    """The signed order whose certified copies go out, by the instance that issued it."""

    order_round: int


class MeetingInputs(OfDistrict):
    """A meeting that was agreed on: of which kind and turn, when and where."""

    turn: int
    held_on: date
    time: str | None
    place: AnswerText


class OfAnswers(Value):
    """What is made of answers that are read from the journal, and the corrections they stand in.

    None is recorded where none was corrected: what was made before keeps its fingerprint.
    """

    corrections: tuple[int, ...] = ()

    @model_serializer(mode="wrap")
    def _as_recorded(self, kept: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields: dict[str, Any] = kept(self)
        if not self.corrections:
            del fields["corrections"]
        return fields


class MinutesInputs(OfAnswers):
    """Which draft of the minutes, of which meeting; the words are read from the journal."""

    district: str
    turn: int
    meeting_turn: int


class ExtractInputs(MinutesInputs):
    """The minutes that were adopted, by the hash of their content."""

    content_hash: str


class PlanInputs(OfAnswers):
    """Which draft of the capacity plan; its sessions are read from the journal."""

    district: str
    turn: int


class SessionInputs(OfDistrict):
    """A session of the capacity plan."""

    turn: int
    session: str
    planned_on: date | None


class ReportInputs(OfAnswers):
    """A session that was held, and whether it was tested."""

    district: str
    session: str
    tested: bool
