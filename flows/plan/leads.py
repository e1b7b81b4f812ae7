"""Who may lead the activities of a plan: the seats of the committee, and whose head endorses."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from config.defaults import committee, policy
from config.words import Named
from flows.partners.ended_partners import ended_partners
from flows.plan.checks import PlanContext, PlanSeat
from flows.plan.row_words import activities_in_words
from flows.plan.rows import PlanRow
from registry.queries.members import invitees
from registry.queries.monitoring import LESSON, lesson_steps, progress
from registry.queries.office_holders import all_holders
from registry.queries.order_facts import known_district, post_at, posts_acted_in
from registry.queries.own_plans import earlier_rows, own_plan
from registry.queries.settings import settings_in_force
from registry.queries.villages import villages
from registry.rules.plain_values import Json
from registry.rules.plan_effects import PlanUnits, PlanUnitsArgs
from registry.rules.seats import Seat
from registry.rules.units import unit_of


def plan_seats(connection: Connection, district: str, on: date) -> dict[str, PlanSeat]:
    """The seats of the committee on that day, by key, in printed order."""
    return {
        seat.key: PlanSeat(
            kind=seat.kind,
            title=Named(seat.title_th, seat.title_en),
            body=seat.body,
            unit=unit_of(seat, district),
            filled=member.person is not None,
        )
        for member in invitees(connection, district, on)
        for seat in member.member.seats
    }


class SeatedMember(NamedTuple):
    """A seat of the committee, and who sits there; `name` is None where nobody is known."""

    seat: Seat
    name: Named | None
    post: Named

    @property
    def called_th(self) -> str:
        """The person with the post, or the post alone; a post with brackets stands in none."""
        post = self.post.th
        if self.name is None:
            return post
        return f"{self.name.th}  {post}" if "(" in post else f"{self.name.th} ({post})"


def members_of_units(
    connection: Connection, district: str, on: date
) -> dict[str, list[SeatedMember]]:
    """The seats of each unit on that day, in printed order."""
    units: dict[str, list[SeatedMember]] = {}
    acting = posts_acted_in(
        connection, known_district(connection, district), all_holders(connection, district, on), on
    )
    for member in invitees(connection, district, on):
        name = member.person.name if member.person else None
        for seat in member.member.seats:
            post = post_at(seat, member.member.person, acting)
            units.setdefault(unit_of(seat, district), []).append(SeatedMember(seat, name, post))
    return units


def plan_units(connection: Connection, args: PlanUnitsArgs, on: date) -> PlanUnits:
    """The units of those seats on that day; a seat that stands no longer has none."""
    known = plan_seats(connection, args.district, on)
    return PlanUnits(units={key: known[key].unit for key in args.seats if key in known})


def unit_titles(seats: Mapping[str, PlanSeat]) -> dict[str, Named]:
    """What each unit is called: by the title of its first seat."""
    titles: dict[str, Named] = {}
    for seat in seats.values():
        titles.setdefault(seat.unit, seat.title)
    return titles


def units_of(rows: Iterable[PlanRow], seats: Mapping[str, PlanSeat]) -> Iterator[str]:
    """The units whose people work on the rows, as far as their seats still stand."""
    for row in rows:
        yield from (seats[key].unit for key in (row.lead, *row.joint) if key in seats)


def plan_context(connection: Connection, district: str, year: int, on: date) -> PlanContext:
    """What the rows of the year's plan are held against, with the province's own limits."""
    own = settings_in_force(connection, district, on)
    return PlanContext(
        year=year,
        seats=plan_seats(connection, district, on),
        duties=committee().duty_names,
        most_rows=_limit(own, "workload_rows"),
        most_days=_limit(own, "workload_days"),
        least_shown=policy().year.least_shown,
        villages={one.key: one.name for one in villages(connection, district, on)},
        ended=ended_partners(connection, district, on),
        reported=_reported(connection, district, year, on),
        earlier=earlier_rows(connection, district, year),
        lessons=frozenset(
            key.removeprefix(f"{LESSON}/") for key in lesson_steps(connection, district, ever=True)
        ),
    )


def _reported(connection: Connection, district: str, year: int, on: date) -> dict[str, Named]:
    """The activities of the plan that holds of which a quarter was reported, by their keys."""
    told = {one.row for one in progress(connection, (district,), year, on)}
    newest = own_plan(connection, district, year, on).newest if told else None
    if newest is None:
        return {}
    named = activities_in_words(connection, district, year, newest.version, on)
    return {key: name for key, name in named.items() if key in told}


def _limit(own: Mapping[str, Json], name: str) -> int:
    chosen = own.get(f"year.{name}")
    return chosen if isinstance(chosen, int) else int(getattr(policy().year, name))
