"""The facts of letters and memos: who writes to whom, about what, on which ground."""

from datetime import date
from typing import Literal

from registry.rules.order_facts import (
    AppointmentOrderFacts,
    EarlierOrder,
    LegalBase,
    Signer,
    Subject,
)
from registry.rules.papers.common import CitedOrder, Letterhead, Paper, SignedPaper, Statement
from registry.rules.seats import BodyKey, Seat, SeatRole, Value


class Letter(SignedPaper):
    """A paper from one office to another. `to_th` is the post it is addressed to.

    `circular`: it goes to several alike, under one number of the register.
    """

    letterhead: Letterhead
    to_th: str
    circular: bool = False


class Reference(Value):
    """A letter that went before, as far as its number and date were recorded."""

    number: str | None
    dated: date | None


class AdvocacyLetterFacts(Letter):
    """The province proposes a committee to the Chief (R14)."""

    legal_reasons: tuple[LegalBase, ...]
    border_th: str | None


class FollowUpLetterFacts(Letter):
    """Nothing was heard since a day; which follow-up this is, and the letter sent before."""

    since: date
    follow_up: int
    earlier: Reference | None


class DelegationFacts(SignedPaper):
    """The Chief names a Deputy as focal point (R16): of a committee at work, by its `order`."""

    heading_th: str
    deputy_th: str
    deputy_en: str
    post_th: str
    post_en: str
    delegated_on: date
    legal_powers: tuple[LegalBase, ...]
    charged: tuple[Statement, ...]
    order: CitedOrder | None = None


class TeamAgency(Value):
    """An agency of the working team, and who holds its office there where that is known."""

    name_th: str
    name_en: str
    holder_th: str | None
    post_th: str | None


class WorkingTeamFacts(SignedPaper):
    """The agencies that draft the order and plan the trainings (R17)."""

    formed_on: date
    agencies: tuple[TeamAgency, ...]


class AskedBeside(Value):
    """Another seat that the same letter asks about, with a part to return of its own."""

    seat: Seat
    body_th: str
    reference: str


class RequestFacts(Letter):
    """An agency is asked to name who sits; `reference` finds the returned part again.

    `holder`: the seat is the addressee's own post, so they are invited to sit. `others` are further
    seats of the same post, of the same role.
    """

    seat: Seat
    body_th: str
    agency_th: str | None
    until: date
    replaces_th: str | None
    holder: bool = False
    reference: str
    others: tuple[AskedBeside, ...] = ()
    hotline_social: str
    hotline_police: str


class AnsweredItem(Value):
    """An item of feedback, and how the next draft answers it; None where nobody said."""

    number: int
    item: str
    done: bool | None
    reply: str | None


class MemoFacts(Letter):
    """The draft order goes up to the Chief: what changed, and how feedback was answered.

    An order that amends or replaces the one in force (`earlier`, with the orders that `amended` it)
    says what becomes of that: `amends`, and of one that amends why (`cause_th`).
    """

    subject_th: str
    order_version: int
    order_date: date
    seats: int
    first: bool
    changes: tuple[Statement, ...]
    legal_powers: tuple[LegalBase, ...] = ()
    answered: tuple[AnsweredItem, ...]
    kind: Literal["new", "replace", "amend"] = "new"
    earlier: EarlierOrder | None = None
    amended: tuple[EarlierOrder, ...] = ()
    cause_th: str | None = None
    amends: tuple[Statement, ...] = ()


class SignedOrder(CitedOrder):
    """A signed order as its paper names it."""

    subject_th: Subject


class AppointedTo(Value):
    """A seat that the order appoints to or ends, and what it calls its body.

    `whom_th` is the addressee's representative, None where it is the addressee.
    """

    seat: Seat
    body_th: str
    whom_th: str | None


class CopiesLetterFacts(Letter):
    """A certified copy of the signed order goes to a member, or to the provincial office.

    A member is told of all seats at once: those that the order appoints to (`appointed`) and those
    that it ends (`ended`); both are empty for a member whom an amending order leaves as before.
    `seat` and `body_th` are those of a letter of an earlier release, which went out of each seat.
    """

    order: SignedOrder
    seat: Seat | None
    body_th: str | None
    appointed: tuple[AppointedTo, ...] = ()
    ended: tuple[AppointedTo, ...] = ()


class CertifiedCopyFacts(SignedPaper):
    """A copy of the signed order, and the certification on it.

    `copied` is the order as it was signed, word for word; None where only a scan or a changed
    paper is kept: then that is copied, and certified by hand in the words of the sheet. The
    officer who certifies writes in name, post, level and day.
    """

    order: SignedOrder
    pages: int | None
    copied: AppointmentOrderFacts | None = None
    level_th: str | None = None


class ListedSeat(Value):
    """A seat in a list of names: what it is in its body, and who fills it where that is known."""

    body: BodyKey
    role: SeatRole
    title_th: str
    name_th: str | None


class ListedBody(Value):
    """A body with its seats; `number` is its own in the order."""

    number: str
    title_th: str
    seats: tuple[ListedSeat, ...]


class HeldMeeting(Value):
    """A meeting that was held, by its number as papers print it, and whether minutes are there."""

    meeting_th: str
    held_on: date
    minuted: bool


class AppointmentReportFacts(Letter):
    """The district tells the Governor, by way of `through_th`, that the committee is appointed.

    `directive`: the province's letter that asked for it; `met`: the first meeting, where it was
    held. `unfilled` counts the seats whose holder nobody has recorded.
    """

    through_th: str
    directive: Reference | None
    order: SignedOrder
    met: HeldMeeting | None
    seats: int
    unfilled: int
    bodies: tuple[ListedBody, ...]


class VenueRequestFacts(Letter):
    """The owner of a place is asked for it: for a meeting or a training, on which days.

    `people` is how many may come. Without a `place_th` the room is written in by hand, as its
    seats and its equipment always are.
    """

    occasion_th: str
    first_day: date | None
    last_day: date | None
    starts: str | None
    place_th: str | None
    people: int
    focal_th: str
    focal_position_th: str


class VisitRecordFacts(Paper):
    """What came of a meeting with the Chief; without a `result` a sheet to be written in.

    The Chief's reason is an internal note, and no part of it.
    """

    chief: Signer
    visited_on: date | None
    order_shown: bool | None
    model_shown: bool | None
    support_th: str | None
    result: Literal["agreed", "more_information", "deferred", "not_now"] | None
    questions_th: str | None
    until: date | None
    write_in: tuple[int, ...]
