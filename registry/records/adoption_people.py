"""The people of an old committee: who chaired it, who filled which seat, from when to when."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from sqlalchemy import Connection, select

from config.defaults import committee as model_committee
from registry.facts import end
from registry.models import Agency, Holding, Office, Person
from registry.queries.people import SeveralPeople, person
from registry.records.load import load
from registry.records.load_file import LoadFile, OldHolderIn
from registry.records.people import add_person
from registry.rules.adoption_choices import Post
from registry.rules.adoption_form import AdoptionForm, OfficerIn, Someone
from registry.rules.plain_values import Json
from registry.rules.terms import goes_on, last_day, stop_after
from registry.transaction import Write

PROVINCIAL = 2  # digits of a province's code


class AdoptionDays(NamedTuple):
    """What people are read against: the order's first day, the day of the adoption, the day
    on which an order of Prasan's own took over, if one did; and who records it. `since`: the day
    on which the committee before it ended. `exactness`: as how much of it `began` is known.
    """

    began: date
    on: date
    later: date | None
    by: int
    since: date
    exactness: str = "day"

    def start(self, one: Someone, *, listed: bool) -> date:
        """Since when: as the row says; who stands in the order's list came with the order.

        Of anyone else whose start is not recorded only today is known, if no end is.
        """
        if one.start is not None:
            return one.start.not_before(self.began)
        return self.began if listed or one.end is not None else self.on

    def precision(self, one: Someone, *, listed: bool) -> str:
        """What of that first day is known: the day, or its month or its year alone."""
        if one.start is not None:
            return one.start.precision
        return self.exactness if listed or one.end is not None else "day"

    def stop(self, one: Someone) -> date | None:
        """The first day on which no longer. A month or year that is not over ends today."""
        if one.end is None:
            return None
        after = stop_after(one.end.last)
        return after if one.end.precision == "day" else min(after, self.on)


class OldTerm(NamedTuple):
    """A person, from a day up to, not including, another, each as exact as its precision says."""

    row: Someone
    start: date
    stop: date | None
    start_precision: str
    end_precision: str


def record_officer(
    write: Write,
    district: str,
    form: AdoptionForm,
    post: str,
    before: Mapping[str, Json],
    around: AdoptionDays,
) -> None:
    """Chair and focal point hold their offices, and those of the district that their rows name."""
    rows = [one for one in form.officers if one.post == post]
    old = [OfficerIn.model_validate(one) for one in terms_of(before)]
    for office in offices_of_post(write, district, [*rows, *old]):
        of_it = [one for one in rows if holds_office(write, district, one, office)]
        before_it = [one for one in old if holds_office(write, district, one, office)]
        hold(write, office, of_it, before_it, around, listed=False)


def offices_of_post(write: Write, district: str, rows: Sequence[OfficerIn]) -> list[str]:
    """The offices that the people of a post hold: that of the post, and any that they name."""
    return sorted({office for one in rows for office in _offices(write, district, one)})


def holds_office(write: Write, district: str, row: OfficerIn, office: str) -> bool:
    """Whether the row says that its person holds the office."""
    return office in _offices(write, district, row)


def _offices(write: Write, district: str, row: OfficerIn) -> set[str]:
    own = {
        Post.CHAIR: {f"{district}/district_chief"},
        Post.FOCAL_POINT: {f"{district}/focal_point"},
    }
    named = {office_ref(write, district, row.office)} if row.office else set()
    return own.get(row.post, set()) | {one for one in named if is_of(district, one)}


def terms_of(before: Mapping[str, Json]) -> Sequence[Json]:
    """The rows of a post or seat as an earlier reading of the form gave them."""
    terms = before.get("terms", ())
    return terms if isinstance(terms, list | tuple) else ()


def is_of(district: str, office: str) -> bool:
    """Whether the office is of the district, and no provincial one."""
    return office.startswith(f"{district}/")


def terms(rows: Sequence[Someone], around: AdoptionDays, *, listed: bool) -> list[OldTerm]:
    """When each of them came and left; who is followed leaves when the next one comes."""
    spans = [
        OldTerm(
            one,
            around.start(one, listed=listed),
            around.stop(one),
            around.precision(one, listed=listed),
            one.end.precision if one.end else "day",
        )
        for one in rows
    ]
    spans.sort(key=lambda span: span.start)
    ended = [_followed(one, after) for one, after in pairwise(spans)]
    return [one for one in (*ended, *spans[-1:]) if goes_on(one.stop, one.start)]


def _followed(one: OldTerm, after: OldTerm) -> OldTerm:
    if one.stop is not None and one.stop <= after.start:
        return one
    return one._replace(stop=after.start, end_precision=after.start_precision)


def hold(
    write: Write,
    office: str,
    rows: Sequence[Someone],
    old: Sequence[Someone],
    around: AdoptionDays,
    *,
    listed: bool,
) -> None:
    """They hold the office; terms that an earlier reading gave and this one does not, end."""
    named = [one for one in rows if one.named]
    gone = [one for one in old if one.named and one not in named]
    for term in terms(gone, around, listed=listed):
        _unhold(write, office, term)
    holders = [
        OldHolderIn(
            office=office,
            person=_ref(write, someone(write, term.row)),
            start=term.start,
            last_day=last_day(term.stop),
            basis=_basis(term.row),
            basis_number=getattr(term.row, "basis_number", None),
            basis_date=_basis_day(term.row),
            start_precision=term.start_precision,
            end_precision=term.end_precision,
        )
        for term in terms(named, around, listed=listed)
    ]
    load(write, LoadFile(holders=tuple(holders)), actor=around.by)


def _basis(row: Someone) -> str:
    paper = getattr(row, "basis_number", None) or getattr(row, "basis_date", None)
    if not paper:
        return "not_recorded"
    return "delegation" if getattr(row, "post", None) is Post.FOCAL_POINT else "appointment"


def _basis_day(row: Someone) -> date | None:
    """The day of the paper, where it is known to the day."""
    dated = getattr(row, "basis_date", None)
    return dated.first if dated is not None and dated.precision == "day" else None


def _unhold(write: Write, office: str, term: OldTerm) -> None:
    who = known_person(write.connection, term.row)
    if who is None:
        return
    office_id = write.connection.scalar(select(Office.id).where(Office.ref == office))
    same = {"office_id": office_id, "person_id": who, "capacity": "own"}
    end(write, Holding, same, on=term.start, until=term.stop)


def someone(write: Write, row: Someone) -> int:
    """The person that the row names, found by reference or name, or made."""
    found = known_person(write.connection, row)
    if found is not None:
        return found
    return add_person(
        write,
        title_th=row.title or "",
        name_th=row.name or "",
        name_en=row.name_en or "",
        sex=row.sex or "not_stated",
    )


def known_person(connection: Connection, row: Someone) -> int | None:
    """The person of that reference, or the only one of that name; None for a new one.

    Raises UnknownPerson for an unknown reference, SeveralPeople for a name that several bear.
    """
    if row.person is not None:
        return person(connection, row.person, field="person").id
    same = select(Person.id, Person.ref).where(Person.name_th == row.name).order_by(Person.ref)
    people = connection.execute(same).all()
    if len(people) > 1:
        refs = ", ".join(one.ref for one in people)
        raise SeveralPeople(field="name", value=row.name or "", refs=refs)
    return people[0].id if people else None


def agency_keys(write: Write) -> list[str]:
    """The keys of all agencies, in order."""
    return sorted(write.connection.scalars(select(Agency.key)))


def _ref(write: Write, person_id: int) -> str:
    return str(write.connection.scalar(select(Person.ref).where(Person.id == person_id)))


def office_ref(write: Write, district: str, typed: str) -> str:
    """The reference of an office that was typed with or without its area and number."""
    parts = typed.split("/")
    if parts[0] in (district, district[:PROVINCIAL]):
        return typed
    provincial = {
        kind for one in model_committee().seats if one.scope == "province"
        for kind in one.office_kinds
    } | {"psdhs_head", "psdhs_coordinator"}  # fmt: skip
    ref = f"{district[:PROVINCIAL] if parts[0] in provincial else district}/{typed}"
    if len(parts) > 1:
        return ref
    stands = set(write.connection.scalars(select(Office.ref).where(Office.kind == parts[0])))
    if ref in stands:
        return ref
    single = {
        kind for one in model_committee().seats if one.expand == "one"
        for kind in one.office_kinds
    } | {"focal_point", "deputy_district_chief_administration"}  # fmt: skip
    return f"{ref}/1" if f"{ref}/1" in stands or parts[0] not in single else ref
