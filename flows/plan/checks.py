"""What there is to say about the rows of a plan, in words; nothing of it refuses the plan."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from config.words import LANGUAGES, Field, Named, Sentence, Value, both, written
from flows.engine.answers import listed
from flows.engine.misfit import choice
from flows.plan.rows import (
    COSTS,
    LOCAL,
    BudgetMode,
    NothingAsked,
    PlanGroup,
    PlanRow,
    Quarter,
    outside_year,
)
from flows.plan.survivor_counts import is_hidden
from registry.refusals import Refusal
from registry.rules.calendar import QUARTERS, fiscal_quarter, quarter_ends, quarter_starts
from registry.rules.partners import EndedPartner
from registry.rules.seats import BodyKey
from registry.rules.thai import tidy

LAO = "lao_president"
PARTS = ("situation", "alignment", "monitoring")  # a plan's own texts that its paper prints


class PlanDutyUnknown(Refusal):
    """A row names a duty that the model order does not have."""


class PlanSeatUnknown(Refusal):
    """A row is led by a seat that the committee does not have."""


class NeedUnknown(Refusal):
    """A row names a line of money that the year's needs do not have."""


class PlanVillageUnknown(Refusal):
    """A row names a village that the district's register does not have."""


class CarriedRowUnknown(Refusal):
    """A row says that it is carried over from one that no plan of an earlier year has."""


class PlanLessonUnknown(Refusal):
    """A row says that it acts on a lesson that the committee has not drawn."""


@dataclass(frozen=True)
class PlanSeat:
    """A seat that may lead: its kind, title, body, unit, and whether somebody sits there."""

    kind: str
    title: Named
    body: BodyKey
    unit: str
    filled: bool


@dataclass(frozen=True)
class PlanContext:
    """What rows are held against: the fiscal year, seats, duties, villages by key, and when work
    is too much. `ended` are the partners whose agreement has ended; a target about survivors under
    `least_shown` is in no paper that leaves. `reported` are the activities of the version before,
    by key, of which a quarter was reported. `earlier` are the rows of the plans of earlier years
    ("2569/row-3"), `lessons` the lessons that were ever drawn ("2569/lesson-1").
    """

    year: int
    seats: Mapping[str, PlanSeat]
    duties: Mapping[str, Named]
    most_rows: int
    most_days: int
    least_shown: int
    villages: Mapping[str, Named] = field(default_factory=dict)
    ended: tuple[EndedPartner, ...] = ()
    reported: Mapping[str, Named] = field(default_factory=dict)
    earlier: frozenset[str] = frozenset()
    lessons: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PlanFinding:
    """A sentence about a plan, and the keys of the rows that it is about."""

    sentence: Sentence
    rows: tuple[str, ...] = ()


def unknown_in(row: PlanRow, at: PlanContext, lines: Collection[str]) -> Iterator[Refusal]:
    """Duties, seats, villages, the line of money, the earlier row and the lesson that nobody knows,
    money of which there is none, and days outside the year, by the field of the row.
    """
    yield from outside_year(row, at.year)
    for duty in row.duties:
        if duty not in at.duties:
            yield PlanDutyUnknown(field="duties", value=duty, known=", ".join(sorted(at.duties)))
    for name, seat in (("lead", row.lead), *(("joint", one) for one in row.joint)):
        if seat not in at.seats:
            yield PlanSeatUnknown(field=name, value=seat)
    for village in row.villages:
        if village not in at.villages:
            yield PlanVillageUnknown(field="villages", value=village)
    for name, known, unknown in (
        ("need", lines, NeedUnknown),
        ("carried_from", at.earlier, CarriedRowUnknown),
        ("lesson", at.lessons, PlanLessonUnknown),
    ):
        said = getattr(row, name)
        if said is not None and said not in known:
            yield unknown(field=name, value=said)
    if row.mode in COSTS and row.amount == 0:
        yield NothingAsked(field="amount")


def findings(
    rows: Sequence[PlanRow], at: PlanContext, begun: Sequence[Mapping[str, Any]] = ()
) -> list[PlanFinding]:
    """What to look at: gaps of the plan first, then row by row, then who has too much.

    `begun` are bodies of rows that lack something still: what they name is no gap.
    """
    return [
        *_gaps([*(one.model_dump(mode="json") for one in rows), *begun], at),
        *_left_out({*(one.key for one in rows), *(str(one.get("key")) for one in begun)}, at),
        *_owners(rows, at),
        *_roads(rows),
        *outside_the_year(rows, at.year),
        *few_survivors(rows, at.least_shown),
        *_of_ended(rows, at),
        *_doubles(rows),
        *_workload(rows, at),
    ]


def unwritten_parts(head: Mapping[str, object]) -> Iterator[PlanFinding]:
    """The parts of the plan that nobody wrote: its paper leaves them out."""
    missing = [name for name in PARTS if head.get(name) in (None, "")]
    if missing:
        named = Sentence(
            *(", ".join(written(Field(n), lang) for n in missing) for lang in LANGUAGES)
        )
        yield PlanFinding(both("plan.check.parts_unwritten", parts=named))


def _gaps(said: Sequence[Mapping[str, Any]], at: PlanContext) -> Iterator[PlanFinding]:
    if not any(_is_laos(row, at) for row in said):
        yield PlanFinding(both("plan.check.no_lao"))
    here = {row.get("group") for row in said}
    for group in PlanGroup:
        if group not in here:
            yield PlanFinding(both("plan.check.group_empty", group=choice(group)))
    done = {duty for row in said for duty in row.get("duties") or ()}
    idle = [duty for key, duty in at.duties.items() if key not in done]
    if len(idle) == 1:
        yield PlanFinding(both("plan.check.duty_without_row", duty=idle[0]))
    elif idle:
        named = Named(_numbered(one.th for one in idle), _numbered(one.en for one in idle))
        yield PlanFinding(both("plan.check.duties_without_row", count=len(idle), duties=named))


def _left_out(here: Collection[str], at: PlanContext) -> Iterator[PlanFinding]:
    """What was reported of the year and would be in its report no more."""
    for key, activity in at.reported.items():
        if key not in here:
            yield PlanFinding(both("plan.check.reported_left_out", activity=activity))


def _numbered(said: Iterable[str]) -> str:
    """Each on a line of its own: nine in one paragraph nobody reads."""
    return "".join(f"\n({place}) {one}" for place, one in enumerate(said, 1))


def _is_laos(row: Mapping[str, Any], at: PlanContext) -> bool:
    """Whether a local government takes part in it, or pays for it."""
    seats = (at.seats.get(key) for key in (row.get("lead") or "", *(row.get("joint") or ())))
    return row.get("mode") in LOCAL or any(one is not None and one.kind == LAO for one in seats)


def _owners(rows: Sequence[PlanRow], at: PlanContext) -> Iterator[PlanFinding]:
    for row in rows:
        seat = at.seats.get(row.lead)
        if seat is None or not seat.filled:
            named: Value = seat.title if seat else row.lead
            yield PlanFinding(
                both("plan.check.owner_vacant", activity=row.activity, seat=named), (row.key,)
            )


def _roads(rows: Sequence[PlanRow]) -> Iterator[PlanFinding]:
    for row in rows:
        asks = row.mode in LOCAL and not row.need
        unnamed = row.mode in (BudgetMode.OWN_BUDGET, BudgetMode.DONOR) and not row.source
        if asks or unnamed:
            yield PlanFinding(both("plan.check.no_road", activity=row.activity), (row.key,))


def outside_the_year(rows: Sequence[PlanRow], year: int) -> Iterator[PlanFinding]:
    """Days of rows that the year does not hold, or that no quarter of the row holds.

    A new one that the year does not hold is refused; here stands what was kept before that, and
    what was carried over, which may have begun before.
    """
    first, last = quarter_starts(year, QUARTERS[0]), quarter_ends(year, QUARTERS[-1])
    for row in rows:
        for day in dict.fromkeys(one for one in (row.starts, row.ends) if isinstance(one, date)):
            if not first <= day <= last:
                said = both(
                    "plan.check.outside_year",
                    activity=row.activity, day=day, year=year, first=first, last=last,
                )  # fmt: skip
                yield PlanFinding(said, (row.key,))
                continue
            quarter = tuple(Quarter)[fiscal_quarter(day) - 1]
            if quarter not in listed(row.quarters):
                said = both(
                    "plan.check.outside_quarters",
                    activity=row.activity, day=day, quarter=choice(quarter),
                )  # fmt: skip
                yield PlanFinding(said, (row.key,))


def few_survivors(rows: Sequence[PlanRow], least_shown: int) -> Iterator[PlanFinding]:
    """Targets that count so few survivors that no paper tells them."""
    for row in rows:
        if is_hidden(row, least_shown):
            said = both("plan.check.few_survivors", activity=row.activity, least=least_shown)
            yield PlanFinding(said, (row.key,))


def _of_ended(rows: Sequence[PlanRow], at: PlanContext) -> Iterator[PlanFinding]:
    """What partners lead or pay for whose agreement has ended."""
    for partner in at.ended:
        led = tuple(row.key for row in rows if partner.leads(row.lead, listed(row.joint)))
        paid = tuple(
            row.key for row in rows
            if row.mode is BudgetMode.DONOR and partner.is_named_in(str(row.source))
        )  # fmt: skip
        ended = partner.sentence
        if led:
            yield PlanFinding(both("plan.check.ended_leads", ended=ended, count=len(led)), led)
        if paid:
            yield PlanFinding(both("plan.check.ended_pays", ended=ended, count=len(paid)), paid)


def _doubles(rows: Sequence[PlanRow]) -> Iterator[PlanFinding]:
    alike: dict[tuple[str, str], list[PlanRow]] = defaultdict(list)
    for row in rows:
        alike[tidy(str(row.activity)).casefold(), tidy(str(row.places)).casefold()].append(row)
    for same in alike.values():
        if len(same) > 1:
            keys = tuple(row.key for row in same)
            yield PlanFinding(
                both("plan.check.twice", activity=same[0].activity, count=len(same)), keys
            )


def _workload(rows: Sequence[PlanRow], at: PlanContext) -> Iterator[PlanFinding]:
    led = Counter(row.lead for row in rows)
    for key, count in led.items():
        if count > at.most_rows and key in at.seats:
            yield PlanFinding(
                both("plan.check.leads_many", seat=at.seats[key].title, count=count),
                tuple(row.key for row in rows if row.lead == key),
            )
    for (unit, quarter), days in days_of_work(rows, at.seats).items():
        if days > at.most_days:
            title = next(seat.title for seat in at.seats.values() if seat.unit == unit)
            yield PlanFinding(
                both("plan.check.days_many", seat=title, days=days, quarter=choice(quarter))
            )


def days_of_work(
    rows: Sequence[PlanRow], seats: Mapping[str, PlanSeat]
) -> dict[tuple[str, Quarter], int]:
    """Days of work by unit and quarter: a row's days fall evenly on its quarters, rounded up."""
    found: dict[tuple[str, Quarter], int] = defaultdict(int)
    for row in rows:
        quarters, seat = listed(row.quarters), seats.get(row.lead)
        if seat is None or not row.days or not quarters:
            continue
        for quarter in quarters:
            found[seat.unit, quarter] += -(-row.days // len(quarters))
    return dict(found)
