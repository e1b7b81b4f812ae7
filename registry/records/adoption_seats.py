"""The seats of an old committee, and who filled them, written as its order lists them."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select

from registry.fact_digests import add
from registry.facts import end, put
from registry.models import CommitteeSeat, Member, Office, SeatVersion, table_of
from registry.records.adoption_people import (
    AdoptionDays,
    hold,
    is_of,
    office_ref,
    someone,
    terms,
    terms_of,
)
from registry.records.offices import office_named
from registry.records.seats import committee
from registry.rules.adoption import by_seat
from registry.rules.adoption_choices import Joined, Post
from registry.rules.adoption_form import AdoptionForm, SeatIn, Someone
from registry.rules.calendar import LAW
from registry.rules.plain_values import Json
from registry.rules.seats import BODY_ORDER, BodyKey, SeatMode, SeatRole
from registry.rules.terms import goes_on
from registry.transaction import Write

SEATS_OF_A_BODY = 1000  # more than a printed list can number


def record_seat(
    write: Write,
    district: str,
    form: AdoptionForm,
    key: str,
    before: Mapping[str, Json],
    around: AdoptionDays,
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
    end(write, Member, {"seat_id": seat_id}, on=around.since, until=around.later)
    named = people_of(form, rows)
    if where is not None and held_by_position(district, seat, where):
        old = [SeatIn.model_validate(one) for one in terms_of(before)]
        hold(write, where, named, [o for o in old if o.office == seat.office], around, listed=True)
        return
    for term in terms(named, around, listed=True):
        stop = min(filter(None, (term.stop, around.later)), default=None)
        if goes_on(stop, term.start):
            values = {
                "person_id": someone(write, term.row),
                "start_precision": term.start_precision,
                "end_precision": term.end_precision if stop == term.stop else "day",
            }
            put(write, Member, {"seat_id": seat_id}, values,
                valid_from=term.start, valid_to=stop)  # fmt: skip


def people_of(form: AdoptionForm, rows: Sequence[SeatIn]) -> list[SeatIn]:
    """Who filled the seat: whom its rows name, or who is named as secretary elsewhere."""
    return [one for one in rows if one.named] or _secretary(form, rows[0])


def held_by_position(district: str, seat: SeatIn, office: str) -> bool:
    """Whether the seat's people are the holders of an office of the district."""
    return seat.mode is not SeatMode.BY_NAME and is_of(district, office)


def where_of(write: Write, district: str, seat: SeatIn) -> str | None:
    """The office that the seat goes with; a chair's seat is the Chief's unless it says else."""
    if seat.office is not None:
        return office_ref(write, district, seat.office)
    chairs = seat.role is SeatRole.CHAIR and seat.body is BodyKey.EXECUTIVE
    return f"{district}/district_chief" if chairs else None


def _secretary(form: AdoptionForm, seat: SeatIn) -> list[SeatIn]:
    """Who is named as secretary, for a secretary's seat whose line names nobody."""
    if not is_secretarys(seat):
        return []
    return [
        seat.model_copy(
            update={name: getattr(one, name) for name in Someone.model_fields}
        )
        for one in form.officers
        if one.post is Post.SECRETARY and one.named
    ]  # fmt: skip


def is_secretarys(seat: SeatIn) -> bool:
    """Whether it is the seat of the committee's own secretary."""
    return seat.role is SeatRole.SECRETARY and seat.body is BodyKey.EXECUTIVE


def _since(rows: Sequence[SeatIn], around: AdoptionDays) -> date:
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
    around: AdoptionDays,
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
    end(write, SeatVersion, {"seat_id": seat_id}, on=around.since, until=around.later)
    put(write, SeatVersion, {"seat_id": seat_id}, values,
        valid_from=since, valid_to=around.later)  # fmt: skip


def _position(seat: SeatIn) -> int:
    """Its place among all seats: bodies in their order, each in that of its printed list."""
    return BODY_ORDER[seat.body] * SEATS_OF_A_BODY + seat.no


def _seat(write: Write, district: str, key: str) -> int:
    committee_id = committee(write, district)
    same = (CommitteeSeat.committee_id == committee_id, CommitteeSeat.key == key)
    found = write.connection.scalar(select(CommitteeSeat.id).where(*same))
    if found is not None:
        return found
    made = {"committee_id": committee_id, "key": key}
    return add(write, table_of(CommitteeSeat), made)


def _office_of(write: Write, district: str, seat: SeatIn) -> str | None:
    """The office of the seat, made where the district has none recorded."""
    ref = where_of(write, district, seat)
    if ref is None:
        return None
    area, kind, *_ = ref.split("/")
    known = write.connection.scalar(select(Office.id).where(Office.ref == ref))
    if known is None and area == district:
        title = (seat.position, seat.position_en or seat.position)
        office_named(write, ref, kind=kind, area=area, on=LAW, title=title)
    return ref
