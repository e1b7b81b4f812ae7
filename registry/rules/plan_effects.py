"""What the effects and questions of a year and its plan take and answer."""

from collections.abc import Mapping
from datetime import date

from registry.rules.effects import OfAnswers, OfDistrict
from registry.rules.seats import Value


class YearDaysArgs(OfDistrict):
    """A committee's fiscal year; `joined` where it is at work only since then."""

    year: int
    joined: date | None = None


class PlanUnitsArgs(OfDistrict):
    """The seats that lead activities of a plan."""

    seats: tuple[str, ...]


class PlanUnits(Value):
    """The unit whose head endorses for each seat: an office, an agency, or the seat itself.

    A seat that stands no longer has none.
    """

    units: Mapping[str, str]


class PlanVersionArgs(OfDistrict):
    """A version of the year's plan."""

    year: int
    version: int


class RowEndorsement(Value):
    """A row that a head endorsed: the digest of what it said, in which version, on which day."""

    digest: str
    version: int
    on: date


class PlanEndorsements(Value):
    """The rows that the heads of units endorsed, by unit and by the key of the row."""

    units: Mapping[str, Mapping[str, RowEndorsement]]


class PlanPaperInputs(OfAnswers):
    """Which draft of the year's plan, made of which turn's rows; `draft` is its number."""

    district: str
    year: int
    version: int
    turn: int
    draft: int


class PlanApproverArgs(OfDistrict):
    """A draft of the plan, by the hash of its content."""

    content_hash: str


class PlanApprover(Value):
    """Whether the draft names who is Chief; so does one that people made by hand."""

    named: bool


class EndorsementInputs(PlanPaperInputs):
    """The units whose heads are asked, and the draft that they are asked about."""

    units: tuple[str, ...]
    content_hash: str
    until: date | None = None


class SentPlanInputs(PlanPaperInputs):
    """The plan that the Chief has signed, by the hash of its content."""

    content_hash: str


class NeedInputs(OfAnswers):
    """A line of the year's needs for money that is to be proposed."""

    district: str
    year: int
    need: str


class QuarterArgs(OfDistrict):
    """A quarter of a committee's fiscal year."""

    year: int
    quarter: int


class QuarterDue(Value):
    """The day by which a quarter's report is due, and that from which its absence is told."""

    due: date
    silent: date


class ReportState(Value):
    """Whether the district told anything of a quarter, be it that there was nothing."""

    told: bool


class QuarterReportInputs(OfAnswers):
    """The report of a quarter, of which turn; its words are read from the journal."""

    district: str
    year: int
    quarter: int
    turn: int


class YearPaperInputs(OfAnswers):
    """A paper about a committee's fiscal year."""

    district: str
    year: int


class PlanTrainings(Value):
    """The keys of the activities of the year's plan that are trainings."""

    rows: tuple[str, ...]
