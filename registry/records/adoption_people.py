"""The people of an old committee: who chaired it, who filled which seat, from when to when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import insert, select

from config.defaults import committee as model_committee
from registry.facts import end, put
from registry.models import CommitteeSeat, Holding, Member, Office, Person, SeatVersion
from registry.queries.people import UnknownPerson, person
from registry.records.load import HolderIn, LoadFile, load
from registry.records.offices import office_named
from registry.records.people import add_person
from registry.records.seats import committee
from registry.rules.adoption import by_seat
from registry.rules.adoption_checks import in_turn
from registry.rules.adoption_form import (
    AdoptionForm,
    Joined,
    OfficerIn,
    Post,
    SeatIn,
    Someone,
)
from registry.rules.plain import Json
from registry.rules.seats import BODY_ORDER, BodyKey, SeatMode, SeatRole
from registry.store import Write, new_id

DAY = timedelta(days=1)
PROVINCIAL = 2  # digits of a province's code


@dataclass(frozen=True)
class Around:
    """What people are read against: the order's first day, the day of the adoption, the day
    on which an order of Prasan's own took over, if one did; and who records it.
    """

    began: date
    on: date
    later: date | None
    by: int

    def start(self, one: Someone, *, listed: bool) -> date:
        """Since when: as the row says; who stands in the order's list came with the order.

        Of anyone else whose start is not recorded only today is known, if no end is.
        """
        if one.start is not None:
            return one.start.not_before(self.began)
        return self.began if listed or one.end is not None else self.on

    def stop(self, one: Someone) -> date | None:
        """The first day on which no longer. A month or year that is not over ends today."""
        if one.end is None:
            return self.later
        after = one.end.last + DAY
        if one.end.precision != "day":
            after = min(after, self.on)
        return min(after, self.later) if self.later else after


@dataclass(frozen=True)
class Term:
    """A person, from a day up to, not including, another."""

    row: Someone
    start: date
    stop: date | None


def record_officer(
    write: Write,
    district: str,
    form: AdoptionForm,
    post: str,
    before: Mapping[str, Json],
    around: Around,
) -> None:
    """Chair and focal point hold their offices; the secretary fills the secretary's seat."""
    rows = [one for one in form.officers if one.post == post]
    old = [OfficerIn.model_validate(one) for one in _terms_of(before)]
    if post == Post.SECRETARY:
        for key, (first, *_) in by_seat(form.roster).items():
            if _is_secretarys(first):
                record_seat(write, district, form, key, {}, around)
        return
    ref = f"{district}/{'district_chief' if post == Post.CHAIR else 'focal_point'}"
    _hold(write, ref, rows, old, around, listed=False)
    for office in sorted({one.office for one in (*rows, *old) if one.office}):
        where = office_ref(write, district, office)
        if where != ref:
            of_it = [one for one in rows if one.office == office]
            _hold(write, where, of_it, [o for o in old if o.office == office], around, listed=False)


def _terms_of(before: Mapping[str, Json]) -> Sequence[Json]:
    terms = before.get("terms", ())
    return terms if isinstance(terms, list | tuple) else ()


def record_seat(
    write: Write,
    district: str,
    form: AdoptionForm,
    key: str,
    before: Mapping[str, Json],
    around: Around,
) -> None:
    """The seat as the order lists it, and who filled it.

    By position, its people are the holders of its office, where that is an office of the
    district; else they are members by name.
    """
    rows = by_seat(form.roster)[key]
    seat = rows[0]
    where = _office_of(write, district, seat)
    seat_id = _seat(write, district, key)
    since = _since(rows, around)
    _restate_seat(write, seat_id, form, seat, where, since, around)
    end(write, Member, {"seat_id": seat_id}, on=date.min, until=around.later)
    named = [one for one in rows if one.named] or _secretary(form, seat)
    if where is not None and seat.mode is not SeatMode.BY_NAME and _is_of(district, where):
        old = [SeatIn.model_validate(one) for one in _terms_of(before)]
        _hold(write, where, named, [o for o in old if o.office == seat.office], around, listed=True)
        return
    for term in terms(named, around, listed=True):
        values = {"person_id": someone(write, term.row)}
        put(write, Member, {"seat_id": seat_id}, values,
            valid_from=term.start, valid_to=term.stop)  # fmt: skip


def _secretary(form: AdoptionForm, seat: SeatIn) -> list[SeatIn]:
    """Who is named as secretary, for a secretary's seat whose line names nobody."""
    if not _is_secretarys(seat):
        return []
    return [
        seat.model_copy(
            update={name: getattr(one, name) for name in Someone.model_fields}
        )
        for one in form.officers
        if one.post is Post.SECRETARY and one.named
    ]  # fmt: skip


def _is_secretarys(seat: SeatIn) -> bool:
    return seat.role is SeatRole.SECRETARY and seat.body is BodyKey.EXECUTIVE


def _is_of(district: str, office: str) -> bool:
    return office.split("/")[0] == district


def _since(rows: Sequence[SeatIn], around: Around) -> date:
    """The seat is as old as the order, unless all who filled it were added to it later."""
    starts = [around.start(one, listed=True) for one in rows]
    added = all(one.joined is Joined.ADDED for one in rows)
    return min(starts) if added else min(around.began, *starts)


def _restate_seat(
    write: Write,
    seat_id: int,
    form: AdoptionForm,
    seat: SeatIn,
    where: str | None,
    since: date,
    around: Around,
) -> None:
    mode = seat.mode or form.order.mode or SeatMode.BY_POSITION
    values = {
        "body": seat.body.value,
        "position": _position(seat),
        "role": seat.role.value,
        "kind": where.split("/")[1] if where else "added",
        "title_th": seat.position,
        "title_en": seat.position_en or seat.position,
        "office": where,
        "agency": seat.agency,
        "mode": mode.value,
        "representative": False,
    }
    end(write, SeatVersion, {"seat_id": seat_id}, on=date.min, until=around.later)
    put(write, SeatVersion, {"seat_id": seat_id}, values,
        valid_from=since, valid_to=around.later)  # fmt: skip


def _position(seat: SeatIn) -> int:
    """Its place among all seats: bodies in their order, each in that of its printed list."""
    return BODY_ORDER[seat.body] * 1000 + seat.no


def _seat(write: Write, district: str, key: str) -> int:
    committee_id = committee(write, district)
    same = (CommitteeSeat.committee_id == committee_id, CommitteeSeat.key == key)
    found = write.connection.scalar(select(CommitteeSeat.id).where(*same))
    if found is not None:
        return found
    made = {"committee_id": committee_id, "key": key}
    return new_id(write.connection.execute(insert(CommitteeSeat), made))


def terms(rows: Sequence[Someone], around: Around, *, listed: bool) -> list[Term]:
    """When each of them came and left; who is followed leaves when the next one comes."""
    spans = [(one, around.start(one, listed=listed), around.stop(one)) for one in rows]
    spans.sort(key=lambda span: span[1])
    stops = [_earlier(stop, after[1]) for (_, _, stop), after in pairwise(spans)]
    ends = [*stops, *(stop for _, _, stop in spans[-1:])]
    return [
        Term(one, start, stop)
        for (one, start, _), stop in zip(spans, ends, strict=True)
        if stop is None or start < stop
    ]


def _earlier(stop: date | None, following: date) -> date:
    return following if stop is None else min(stop, following)


def _hold(
    write: Write,
    office: str,
    rows: Sequence[Someone],
    old: Sequence[Someone],
    around: Around,
    *,
    listed: bool,
) -> None:
    """They hold the office; terms that an earlier reading gave and this one does not, end."""
    named = [one for one in rows if one.named]
    gone = [one for one in old if one.named and one not in named]
    for term in terms(gone, around, listed=listed):
        _unhold(write, office, term)
    holders = [
        HolderIn(
            office=office,
            person=_ref(write, someone(write, term.row)),
            start=term.start,
            stop=term.stop,
            basis=_basis(term.row),
            basis_number=getattr(term.row, "basis_number", None),
            basis_date=_basis_day(term.row),
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


def _unhold(write: Write, office: str, term: Term) -> None:
    office_id = write.connection.scalar(select(Office.id).where(Office.ref == office))
    same = {"office_id": office_id, "person_id": someone(write, term.row), "capacity": "own"}
    end(write, Holding, same, on=term.start, until=term.stop)


def someone(write: Write, row: Someone) -> int:
    """The person that the row names, found by reference or name, or made."""
    found = known_person(write, row)
    if found is not None:
        return found
    return add_person(
        write,
        title_th=row.title or "",
        name_th=row.name or "",
        name_en=row.name_en or "",
        sex=row.sex or "not_stated",
    )


def known_person(write: Write, row: Someone) -> int | None:
    """The person of that reference, or the only one of that name; None for a new one.

    Raises UnknownPerson for an unknown reference, and for a name that several bear.
    """
    if row.person is not None:
        return person(write.connection, row.person, field="person").id
    same = select(Person.id).where(Person.name_th == row.name)
    ids = write.connection.scalars(same).all()
    if len(ids) > 1:
        raise UnknownPerson(field="name", value=row.name or "", found=len(ids))
    return ids[0] if ids else None


def _ref(write: Write, person_id: int) -> str:
    return str(write.connection.scalar(select(Person.ref).where(Person.id == person_id)))


def _office_of(write: Write, district: str, seat: SeatIn) -> str | None:
    """The office of the seat, made where the district has none recorded."""
    typed = seat.office
    if typed is None and seat.role is SeatRole.CHAIR and seat.body is BodyKey.EXECUTIVE:
        typed = "district_chief"
    if typed is None:
        return None
    ref = office_ref(write, district, typed)
    area, kind, *_ = ref.split("/")
    known = write.connection.scalar(select(Office.id).where(Office.ref == ref))
    if known is None and area == district:
        title = (seat.position, seat.position_en or seat.position)
        office_named(write, ref, kind=kind, area=area, on=date(2008, 6, 5), title=title)
    return ref


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
