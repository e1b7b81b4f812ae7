"""Facts of the handover package: page one, the annex, the contact card (content.md 3a).

Each claim bears its source and the day that it tells of; what nobody recorded is said to be so,
and is never blank or zero.
"""

from datetime import date
from typing import Literal

from registry.rules.order_facts import Signer
from registry.rules.papers.common import Letterhead, Paper
from registry.rules.partial_dates import WrittenDate
from registry.rules.seats import Value

Opening = Literal["knows", "new"]
"""How the papers begin: for who knows the subject, or for who never met it."""


class Line(Value):
    """What is said in both languages."""

    text_th: str
    text_en: str


class Claim(Line):
    """Something that is said of a topic, from a source, as of a day or what is known of it.

    `known` is False where nothing is recorded: the words then say so. `entry` is the number of the
    decision that it cites, of which no paper is listed. `apart`: it comes from another source, or
    is of another day, than most of its section.
    """

    topic_th: str
    topic_en: str
    source_th: str
    source_en: str
    as_of: WrittenDate
    known: bool
    entry: int | None
    apart: bool = False


class Section(Value):
    """A section of the annex by its key and number: what is said in it.

    `source_th` and `as_of` are those of most of its claims, None where it has none; a claim that is
    `apart` bears its own, and the section is `mixed` then.
    """

    key: str
    number: int
    title_th: str
    title_en: str
    claims: tuple[Claim, ...]
    source_th: str | None = None
    source_en: str | None = None
    as_of: WrittenDate | None = None
    mixed: bool = False


class ThreeYears(Value):
    """An indicator over three fiscal years, small counts about victims hidden."""

    title_th: str
    title_en: str
    target_th: str
    target_en: str
    two_before_th: str
    two_before_en: str
    year_before_th: str
    year_before_en: str
    this_year_th: str
    this_year_en: str
    source_th: str
    source_en: str
    as_of: date
    known: bool


class ServedDuty(Value):
    """A duty of the committee's model order: whose it is, how many activities of the plan serve it.

    `number` is its column among the activities.
    """

    number: int
    body_th: str
    body_en: str
    duty_th: str
    duty_en: str
    count: int


class ServingActivity(Value):
    """An activity of the year's plan, and the numbers of the duties that it serves.

    `activity_en` is None where it stands in the words in which it was recorded.
    """

    number: int
    activity_th: str
    activity_en: str | None = None
    serves: tuple[int, ...]


class ComingItem(Line):
    """Something on a day that is to come."""

    day: date


class ContactOf(Value):
    """An office, who holds it, how it is reached at work.

    `vacant`: nobody holds it. `at_office`: by a number of the office itself; `known`: by one of
    whoever holds it, too. `outsider`: a committee stands, and whoever holds it is no member.
    """

    post_th: str
    post_en: str
    name_th: str
    name_en: str
    reached_th: str
    reached_en: str
    vacant: bool
    outsider: bool
    at_office: bool
    known: bool


class IndexedPaper(Value):
    """A paper in the registry: number, title, day.

    `enclosed`: its file goes with the package, for it was settled by the committee or somebody
    vouched that it names no victim; any other is kept in the registry alone.
    """

    document: int
    title_th: str
    title_en: str
    dated: WrittenDate
    enclosed: bool = True


class ClassifiedEntry(Value):
    """A classified paper by what the register may say of it: class, number, date, keeper."""

    level_th: str
    level_en: str
    number: str
    dated: WrittenDate
    keeper: str


class CitedEntry(Value):
    """A decision in the registry that the annex cites: its number, what it is of, its day."""

    entry: int
    title_th: str
    title_en: str
    on: date


class Gap(Line):
    """What is not recorded, in which section of the annex, and who sees to it."""

    section: int
    owner_th: str
    owner_en: str


class PackagePaper(Paper):
    """What the papers of a package share.

    `rebuilt`: it tells of a past day, and was put together later. `ahead_of`: it is prepared for
    who comes into office on that later day. `to_th` is whom it is addressed to, by post.
    """

    rebuilt: bool
    ahead_of: date | None
    to_th: tuple[str, ...]
    to_en: tuple[str, ...]


class Annex(PackagePaper):
    """The annex of the package, section by section.

    `unverified`: nobody has held all that it says of the law against the original. `opening_th` are
    the paragraphs that it begins with. `in_post`: nobody hands over, the Chief has held the office
    for long and signs to have seen it. `year` is the running fiscal year; `followed` is the first
    of the three that was open here, None where none was. `unserved` are the duties that no activity
    serves. `until` is the last day of the calendar, None where nothing comes.
    """

    opening: Opening
    unverified: bool
    opening_th: tuple[str, ...]
    opening_en: tuple[str, ...]
    in_post: bool
    year: int
    year_before: int
    two_years_before: int
    sections: tuple[Section, ...]
    followed: int | None
    figures: tuple[ThreeYears, ...]
    hidden: bool
    duties: tuple[ServedDuty, ...]
    activities: tuple[ServingActivity, ...]
    unserved: int
    until: date | None
    late: tuple[ComingItem, ...]
    coming: tuple[ComingItem, ...]
    contacts: tuple[ContactOf, ...]
    papers: tuple[IndexedPaper, ...]
    older_papers: int
    classified: tuple[ClassifiedEntry, ...] = ()
    entries: tuple[CitedEntry, ...]
    gaps: tuple[Gap, ...]
    leaver: Signer
    focal_point: Signer
    province: Signer
    successor: Signer


class PageNumber(Value):
    """A number of page one: this year's and the one of the year before, and its section.

    `known` is False where nothing of this year is recorded: `now_*` says so.
    """

    key: str
    section: int
    title_th: str
    title_en: str
    now_th: str
    now_en: str
    before_th: str
    before_en: str
    known: bool


class FiveNumbers(Value):
    """The numbers of page one."""

    activities: PageNumber
    meetings_held: PageNumber
    seats_filled: PageNumber
    members_trained: PageNumber
    baht_secured: PageNumber

    @property
    def all(self) -> tuple[PageNumber, ...]:
        """In the order in which they stand."""
        return tuple(getattr(self, one) for one in type(self).model_fields)


class Boxes(Value):
    """What page one prints beside its boxes, by the outcome that the form records."""

    confirmed: Line
    changed: Line
    considered: Line
    noted: Line
    other: Line


class Decision(Value):
    """A decision that is asked for, by its own matter, and by when.

    `passed`: the day on which it was to be taken is over; `due` lies ahead all the same. `note_th`
    says since when it, or which step to it, is late; None where nothing is. `late` is how much of
    what is past its day it tells of, itself included. The Chief takes note of one
    `for_information`. `follows_th` is what follows if it is not decided in time.
    """

    number: int
    key: str
    title_th: str
    title_en: str
    due: date
    passed: bool
    late: int
    for_information: bool = False
    note_th: str | None = None
    note_en: str | None = None
    follows_th: str
    follows_en: str
    told: bool = False


class PageOne(PackagePaper):
    """Page one: what the committee is, why here, numbers, what is asked for, whom to call.

    `unverified`: nobody has held what it says of the law against the original. `year` is the
    fiscal year of its numbers. `asked` questions stand on it, `overdue` of them late. `more`
    decisions, and what else is late, stand in the annex alone; so do `more_risks`. `late` is how
    much in the district is past its day. What follows if it waits is printed of the decisions that
    are `told`.
    """

    opening: Opening
    letterhead: Letterhead
    year: int
    subject_th: str
    subject_en: str
    matter_th: str
    matter_en: str
    law_th: str
    law_en: str
    unverified: bool
    numbers: FiveNumbers
    works: tuple[Line, ...]
    risks: tuple[Line, ...]
    more_risks: int
    decisions: tuple[Decision, ...]
    boxes: Boxes
    asked: int
    overdue: int
    more: int
    late: int
    calls: tuple[Line, ...]
    coming: tuple[ComingItem, ...]
    signer: Signer
    chief: Signer


class ContactCard(Paper):
    """Whom to call, on one page."""

    contacts: tuple[ContactOf, ...]
    hotlines: tuple[Line, ...]
