"""What effects take and give, and what processes read: frozen values, recorded in journals."""

from datetime import date
from typing import Literal

from registry.rules.order_facts import AppointmentOrderFacts, EarlierOrder
from registry.rules.seats import Seat, Value


class DraftInputs(Value):
    """What a draft order is made from: its facts with version and own date."""

    facts: AppointmentOrderFacts


class DraftResult(Value):
    """The draft that was made: its version, and the hash of its content that names it."""

    version: int
    content_hash: str


class ItemInputs(Value):
    """A district whose Chief has not replied since a day."""

    district: str
    subject: Literal["no_reply"]
    since: date


class ItemResult(Value):
    """The item is on the provincial committee's list."""

    subject: str


class OrderFactsArgs(Value):
    """Which order is to be drafted."""

    district: str
    kind: Literal["new", "replace", "amend"]
    earlier: EarlierOrder | None
    heading: str | None = None


class DistrictArgs(Value):
    """A question about a district."""

    district: str


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
