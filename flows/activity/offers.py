"""What may be chosen where something that happened is told: places, offices, seats, activities."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from config.activity_kinds import CoordinationLevel
from config.coordination import coordination
from config.defaults import agencies, committee, districts
from config.words import Named, Sentence, Value, both, written
from flows.engine.offers import GateContext, Offers, Option
from flows.plan.checks import PlanSeat
from flows.plan.leads import plan_seats
from flows.plan.row_words import activities_in_words
from registry.queries.agencies import agencies_of
from registry.queries.areas import subdistricts_of
from registry.queries.offices import offices_of
from registry.queries.own_plans import own_plan
from registry.queries.villages import villages
from registry.rules.calendar import fiscal_year
from registry.rules.seats import BodyKey

SCOPES = {"province": CoordinationLevel.PROVINCE, "country": CoordinationLevel.NATIONAL}


def locations(connection: Connection, district: str, on: date) -> dict[str, Value]:
    """The sub-districts by code, then the villages by key."""
    places = subdistricts_of(connection, district)
    found: dict[str, Value] = {
        code: both("activity.subdistrict", name=name) for code, name in places.items()
    }
    for one in villages(connection, district, on):
        where = {"name": one.name, "subdistrict": places.get(one.subdistrict, Named("", ""))}
        found[one.key] = (
            both("village.called_in", **where)
            if one.moo is None
            else both("village.called", **where, moo=str(one.moo))
        )
    return found


def conveners(connection: Connection, district: str, on: date) -> dict[str, Value]:
    """The seats of the committee by key, and the offices of district and province."""
    seats = plan_seats(connection, district, on)
    offices = {one.ref: one.called for one in offices_of(connection, district, on)}
    return {**{key: one.title for key, one in seats.items()}, **offices}


def offered_conveners(connection: Connection, district: str, on: date) -> dict[str, Value]:
    """The same to choose from: no office that a seat stands for, no two that read alike."""
    seats = plan_seats(connection, district, on)
    titles, units = {one.title for one in seats.values()}, {one.unit for one in seats.values()}
    offices: dict[str, Value] = {
        one.ref: one.called
        for one in offices_of(connection, district, on)
        if not (one.ref in units or one.called in titles)
    }
    return numbered_apart({**offered_seats(seats), **offices})


def offered_seats(seats: Mapping[str, PlanSeat]) -> dict[str, Value]:
    """One seat for each unit and title; seats that read alike are told with their body."""
    firsts: dict[tuple[Named, str], str] = {}
    for key, one in seats.items():
        firsts.setdefault((one.title, one.unit), key)
    count = Counter(title for title, _ in firsts)
    bodies = {BodyKey(one.key): Named(one.title_th, one.title_en) for one in committee().bodies}
    found: dict[str, Value] = {
        key: title
        if count[title] == 1
        else both("activity.seat_in_body", title=title, body=bodies[seats[key].body])
        for (title, _), key in firsts.items()
    }
    return numbered_apart(found)


def numbered_apart(labels: Mapping[str, Value]) -> dict[str, Value]:
    """The labels by key; from the second that reads as one before it bears its number."""
    met: Counter[str] = Counter()
    found: dict[str, Value] = {}
    for key, label in labels.items():
        reads = written(label, "th")
        met[reads] += 1
        found[key] = (
            label if met[reads] == 1 else both("activity.numbered", name=label, number=met[reads])
        )
    return found


def counterparts(connection: Connection, district: str) -> dict[str, tuple[str, Named]]:
    """The level and name of whoever a committee may be in touch with, by key.

    Agencies of district and province, then the offices of the list; those of another neighbour
    than the district's own stand last.
    """
    shipped = {one.key: one.scope for one in agencies().agencies}
    found: dict[str, tuple[str, Named]] = {
        one.key: (SCOPES.get(shipped.get(one.key, ""), CoordinationLevel.DISTRICT), one.name)
        for one in agencies_of(connection, district, tuple(shipped))
    }
    profile = districts().profile(district)
    own = profile.border.country if profile and profile.border else None
    listed = sorted(coordination().counterparts, key=lambda one: one.country not in (None, own))
    found |= {one.key: (one.level, Named(one.th, one.en)) for one in listed}
    return found


def counterpart_words(level: str, name: Named) -> Sentence:
    """An office with its level."""
    return both("activity.at_level", level=both(f"choice.coordination_level.{level}"), name=name)


def plan_activities(connection: Connection, district: str, on: date) -> dict[str, Named]:
    """What the rows of the committee's own plan of that day's year are called, by their keys."""
    year = fiscal_year(on)
    newest = own_plan(connection, district, year, on).newest
    if newest is None:
        return {}
    return activities_in_words(connection, district, year, newest.version, on)


def offer_activity(at: GateContext) -> Offers:
    """Places, who may have called it, offices across the border, seats, rows of the plan."""
    connection, district, on = at.connection, at.district, at.on
    seats = plan_seats(connection, district, on)
    across = coordination().abroad
    places = locations(connection, district, on)
    return Offers(
        {
            "location": _options(numbered_apart(places)),
            "convener": _options(offered_conveners(connection, district, on)),
            "counterpart": tuple(
                Option(key, name)
                for key, (_, name) in counterparts(connection, district).items()
                if key in across
            ),
            "team": _options(offered_seats(seats)),
            "plan_row": tuple(
                Option(key, name) for key, name in plan_activities(connection, district, on).items()
            ),
        },
        named={"location": places, "convener": conveners(connection, district, on)},
    )


def offer_coordination(at: GateContext) -> Offers:
    """Offices with their level, channels, subjects, outcomes."""
    known = coordination()
    return Offers(
        {
            "counterpart": tuple(
                Option(key, counterpart_words(level, name))
                for key, (level, name) in counterparts(at.connection, at.district).items()
            ),
            **{
                field: tuple(Option(one.key, Named(one.th, one.en)) for one in listed)
                for field, listed in (
                    ("channel", known.channels),
                    ("subject", known.subjects),
                    ("outcome", known.outcomes),
                )
            },
        }
    )


def _options(said: Mapping[str, Value]) -> tuple[Option, ...]:
    return tuple(Option(key, label) for key, label in said.items())
