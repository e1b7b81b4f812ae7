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


class PlanPaperInputs(OfAnswers):
    """Which draft of the year's plan, made of which turn's rows; `signing` numbers the drafts."""

    district: str
    year: int
    version: int
    turn: int
    signing: int


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
