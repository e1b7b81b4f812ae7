"""Districts that an administrator has added, in words: lists, and the notes on district pages."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from config.clock import bangkok_day
from config.words import Named, Sentence, both
from flows.decisions.added_areas import what_hangs
from registry.queries.added_areas import AddedArea, added_area, former_names, hanging_on
from registry.queries.added_districts import AddedDistrict, added_districts, sources_of
from registry.queries.areas import names, subdistricts_of


@dataclass(frozen=True)
class FormerNameLine:
    """What an added area was called until that day, and why that was wrong."""

    name: Named
    day: date
    reason: str | None


@dataclass(frozen=True)
class AddedDistrictLine:
    """An added district as a list tells it. `state` is verified or unverified.

    `former` is what it was called until a mistake was put right.
    """

    code: str
    name: Named
    province: Named
    since: date
    split_from: Named | None
    state: str
    sources: tuple[str, ...]
    subdistricts: tuple[AddedArea, ...]
    former: tuple[FormerNameLine, ...]


@dataclass(frozen=True)
class AddedAreaPage:
    """An added area: the names it had, its sub-districts, and what hangs on it."""

    area: AddedArea
    district: Named
    former: tuple[FormerNameLine, ...]
    subdistricts: tuple[AddedArea, ...]
    hangs: Named | None


@dataclass(frozen=True)
class SplitNote:
    """What a district's page says of a split: its own, or of one that was split from it.

    `other` is the district at the other end, None where none is recorded.
    """

    said: Sentence
    verified: bool
    other: str | None
    sources: tuple[str, ...] = ()


def added_told(connection: Connection) -> list[AddedDistrictLine]:
    """The districts that were added, in order of their codes."""
    found = added_districts(connection)
    named = names(
        connection, {one.province for one in found} | {one.split_from or "" for one in found}
    )
    return [
        AddedDistrictLine(
            one.code, one.name, named[one.province], one.since, named.get(one.split_from or ""),
            "verified" if one.verified else "unverified",
            tuple(sources_of(connection, one.code)), _parts(connection, one.code),
            _former(connection, one.code),
        )
        for one in found
    ]  # fmt: skip


def added_area_page(connection: Connection, code: str) -> AddedAreaPage | None:
    """The added district or sub-district of that code; None for any other."""
    area = added_area(connection, code)
    if area is None:
        return None
    hanging = hanging_on(connection, code)
    return AddedAreaPage(
        area,
        names(connection, {area.district})[area.district],
        _former(connection, code),
        _parts(connection, code),
        what_hangs(hanging) if hanging else None,
    )


def _parts(connection: Connection, district: str) -> tuple[AddedArea, ...]:
    found = subdistricts_of(connection, district).items()
    return tuple(AddedArea(code, "subdistrict", name) for code, name in found)


def _former(connection: Connection, code: str) -> tuple[FormerNameLine, ...]:
    return tuple(
        FormerNameLine(one.name, bangkok_day(one.until), one.reason)
        for one in former_names(connection, code)
    )


def split_notes(connection: Connection, district: str) -> list[SplitNote]:
    """That the district was added and which it was split from; which were split from it."""
    found = added_districts(connection)
    own = (_made(connection, one) for one in found if one.code == district)
    return [*own, *(_split_off(one) for one in found if one.split_from == district)]


def _made(connection: Connection, one: AddedDistrict) -> SplitNote:
    sources = tuple(sources_of(connection, one.code))
    if one.split_from is None:
        return SplitNote(both("area.made", since=one.since), one.verified, None, sources)
    origin = names(connection, {one.split_from})[one.split_from]
    said = both("area.split_from", origin=origin, since=one.since)
    return SplitNote(said, one.verified, one.split_from, sources)


def _split_off(one: AddedDistrict) -> SplitNote:
    said = both("area.split_off", district=one.name, since=one.since)
    return SplitNote(said, one.verified, one.code)
