"""Facts of the papers of a meeting: invitation to extract (practice.md 6, 14; form 11).

Times are as the papers write them ("09.30"). None is what is not known: a line to fill in on
what goes out before the meeting, "not recorded" in its minutes.
"""

from datetime import date
from typing import Literal

from registry.rules.order_facts import Signer
from registry.rules.papers.common import CitedOrder, Letterhead, Paper
from registry.rules.papers.reports import PlanStatusFacts
from registry.rules.seats import BodyKey, SeatRole, Value


class MeetingPaper(Paper):
    """Which meeting: `meeting_th` is its number as the papers print it, with the word before it."""

    meeting_th: str
    held_on: date
    starts: str | None
    place_th: str | None


class FilledSeat(Value):
    """A seat that somebody fills: the body it is in, its role there, its printed title."""

    body: BodyKey
    body_th: str
    role: SeatRole
    title_th: str


class Invitation(MeetingPaper):
    """A letter to one member, whatever seats they fill. `addressee_th` is the post.

    `sends`: who is written to sends a representative, whose seats they are,
    and `whom_th` is who that is, where the order names them.
    `first`: it is the meeting that tells why the committee is set up, where members sign under
    their duties. `held`: it is known who fills the seats. `circular`: it goes to several alike,
    under one number of the register.
    `reply_by` is the last day for the return form, whose `reference` finds it again; the hotlines
    stand on it.
    """

    letterhead: Letterhead
    signer: Signer
    addressee_th: str
    seats: tuple[FilledSeat, ...]
    representative: bool
    order: CitedOrder | None
    sends: bool = False
    whom_th: str | None = None
    first: bool = True
    held: bool = True
    circular: bool = False
    reply_by: date | None = None
    reference: str | None = None
    hotline_social: str | None = None
    hotline_police: str | None = None


class AgendaItem(Value):
    """An item of the agenda, and what is to be spoken about; `nothing`: it is said to be none."""

    number: int
    title_th: str
    points_th: tuple[str, ...]
    nothing: bool = False


class Agenda(MeetingPaper):
    """The agenda: five items in their order."""

    items: tuple[AgendaItem, ...]


class ListedMember(Value):
    """A line of a sheet to sign: somebody, or a post whose holder writes their name."""

    name_th: str | None
    position_th: str
    agency_th: str | None


class SignInSheet(MeetingPaper):
    """The sheet at the door: each person once; `guest_lines` are numbers of empty lines."""

    members: tuple[ListedMember, ...]
    guest_lines: tuple[int, ...]


class AcknowledgingSeat(Value):
    """A seat whose holder signs under the duties of its body."""

    body: BodyKey
    role: SeatRole
    title_th: str
    name_th: str | None


class AcknowledgedBody(Value):
    """A body with its duties in order language, and who signs that they know them.

    `number`: the body's in the order.
    """

    key: BodyKey
    number: str | None = None
    title_th: str
    duties_th: tuple[str, ...]
    seats: tuple[AcknowledgingSeat, ...]


class DutiesAcknowledgement(MeetingPaper):
    """The sheet under which every member acknowledges their duties (R22)."""

    order: CitedOrder | None
    bodies: tuple[AcknowledgedBody, ...]


class MinutesMember(Value):
    """A member in the minutes. `roles_th` are what they are in the committee, each once.

    `proxy_th` came in their place, `proxy_position_th` is that person's own post; `cause_th`
    is why somebody was absent.
    """

    name_th: str | None
    position_th: str
    roles_th: tuple[str, ...]
    online: bool = False
    proxy_th: str | None = None
    proxy_position_th: str | None = None
    cause_th: str | None = None


class MinutesGuest(Value):
    """Somebody who took part and is no member."""

    name_th: str | None
    position_th: str | None


class MinutesAction(Value):
    """What is to be done, by whom (a post), by when."""

    number: int
    what_th: str
    owner_th: str
    due_on: date | None


class MinutesPoint(Value):
    """What was said under an item, and the resolution, numbered through the meeting.

    `number` ("3.1") is set where an item has several points, `title_th` where one has its own.
    """

    number: str | None
    title_th: str | None
    said_th: tuple[str, ...]
    resolution: int
    resolution_th: str
    actions: tuple[MinutesAction, ...]


class MinutesItem(Value):
    """An item of the agenda as it went; without points there was nothing under it."""

    number: int
    title_th: str
    points: tuple[MinutesPoint, ...]


class MinutesHand(Value):
    """Who took or checked the minutes; None where nobody is named yet."""

    name_th: str | None
    position_th: str | None


class MinutesQuorum(Value):
    """How many members there are, how many came, how many make a quorum, and whether they were.

    `state` is `unknown` where the members of whom the sheet says nothing would have made it up.
    """

    members: int
    there: int
    needed: int
    state: Literal["reached", "short", "unknown"]


class MinutesGroup(Value):
    """A working group that a resolution appoints: its task, who is in it, its last day."""

    title_th: str
    task_th: str
    members_th: tuple[str, ...]
    until: date | None


class Minutes(MeetingPaper):
    """Minutes, form 11. `unrecorded` are members of whom the sheet says nothing.

    `quorum` is None in facts of before it was told; `groups` and those that are ended are empty
    in facts of before they were.
    """

    ends: str | None
    quorum: MinutesQuorum | None = None
    present: tuple[MinutesMember, ...]
    absent: tuple[MinutesMember, ...]
    unrecorded: tuple[MinutesMember, ...]
    guests: tuple[MinutesGuest, ...]
    items: tuple[MinutesItem, ...]
    groups: tuple[MinutesGroup, ...] = ()
    ended_groups_th: tuple[str, ...] = ()
    taken_by: MinutesHand
    checked_by: MinutesHand


class MinutesExtract(MeetingPaper):
    """Resolutions and actions out of adopted minutes, which `content_hash` names.

    `adopted_how_th` says in words how they were adopted, at the next meeting or by circulation.
    """

    items: tuple[MinutesItem, ...]
    groups: tuple[MinutesGroup, ...] = ()
    ended_groups_th: tuple[str, ...] = ()
    adopted_on: date
    adopted_how_th: str
    content_hash: str
    signer: Signer


class PackPart(Value):
    """A paper of a pack, from page `starts` on. `paper` says which it is, whatever its version.

    `digest` is that of its content, `document` its number where it is kept by itself.
    `instead`: the pages of the pack sent before that it takes the place of ("3–5").
    """

    number: int
    title_th: str
    starts: int
    pages: int
    paper: str
    digest: str
    document: int | None = None
    instead: str | None = None


class MeetingPack(MeetingPaper):
    """All papers of a meeting as one, with the contents first; `pages` counts these too.

    An addendum has the papers alone that changed since `amends`, the day of what was sent
    before; `amendment` is its number. `status` is the plan's status as the pack has it: kept
    here, as no paper of its own keeps its words.
    """

    parts: tuple[PackPart, ...]
    pages: int
    amends: date | None = None
    amendment: int = 0
    status: PlanStatusFacts | None = None
