"""Whom letters of a committee address: the post, never the person or a representative."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from config.defaults import agencies, committee
from config.letters import letters
from config.shapes import Pattern
from config.words import both
from flows.papers.letterhead import province_choice
from registry.queries.agencies import agencies_of
from registry.queries.order_facts import known_district
from registry.rules.seats import Seat, SeatRole
from registry.rules.units import is_own_deputy


def addressees(connection: Connection, district: str, seats: Iterable[Seat]) -> dict[str, str]:
    """The post that letters about each seat address, by the seat's key (checklist 25)."""
    asked = tuple(seats)
    keys = {seat.agency for seat in asked if seat.agency}
    names = {row.key: row.name.th for row in agencies_of(connection, district, tuple(keys))}
    province = known_district(connection, district).province_name.th
    return {
        seat.key: addressee(seat, names.get(seat.agency or ""), province=province) for seat in asked
    }


def grouped(seats: Iterable[Seat], posts: Mapping[str, str]) -> dict[str, tuple[Seat, ...]]:
    """The seats of each post, in their order: one letter goes to a post, not to a seat.

    By the post; by the seat's key where the post is not known, for two unknown posts are two.
    """
    found: dict[str, list[Seat]] = {}
    for seat in seats:
        found.setdefault(letter_of(seat, posts), []).append(seat)
    return {letter: tuple(own) for letter, own in found.items()}


def recipients(connection: Connection, district: str, seats: Iterable[Seat]) -> tuple[str, ...]:
    """The posts that one letter to all of these seats goes to, each once; the Chief's sends it.

    No letter goes to the Chief's own Deputies (`deputies_told`). A post that nobody has recorded
    stands as a dotted line for each of its seats.
    """
    told = _outside(seats)
    return _each_once(told, addressees(connection, district, told))


def heads_asked(connection: Connection, district: str, seats: Iterable[Seat]) -> tuple[str, ...]:
    """The posts that one letter asks for people from these seats: the head of each unit, once."""
    told = _outside(seats)
    posts = addressees(connection, district, told)
    return _each_once(told, {key: letters().head_over(post) for key, post in posts.items()})


def _outside(seats: Iterable[Seat]) -> list[Seat]:
    return [one for one in seats if one.role is not SeatRole.CHAIR and not is_own_deputy((one,))]


def deputies_told(
    connection: Connection, district: str, seats: Iterable[Seat], on: date
) -> tuple[str, ...]:
    """The posts of the Chief's own Deputies on these seats, each once: a memo goes to them.

    None where the province has them told without paper.
    """
    if province_choice(connection, district, "own_deputies", on) == "none":
        return ()
    told = [one for one in seats if is_own_deputy((one,))]
    return _each_once(told, addressees(connection, district, told))


def _each_once(told: Sequence[Seat], posts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(posts[own[0].key] for own in grouped(told, posts).values())


class Outgoing(NamedTuple):
    """A paper that goes to whoever has these seats; `circular`: others of its form are alike."""

    seats: tuple[Seat, ...]
    memo: bool
    circular: bool


def outgoing(written_to: Iterable[tuple[Seat, ...]], own_deputies: str) -> list[Outgoing]:
    """A letter to each; to the Chief's own Deputies a memo, or none.

    Letters that are alike have one number of the register, and so have memos.
    """
    sent = [(seats, is_own_deputy(seats)) for seats in written_to]
    if own_deputies == "none":
        sent = [(seats, memo) for seats, memo in sent if not memo]
    count = Counter(memo for _, memo in sent)
    return [Outgoing(seats, memo, count[memo] > 1) for seats, memo in sent]


def letter_of(seat: Seat, posts: Mapping[str, str]) -> str:
    """What tells the letter about the seat from others: its post, or the seat itself."""
    post = posts[seat.key]
    return seat.key if post == unknown_post() else post


def addressee(seat: Seat, agency: str | None, *, province: str) -> str:
    """The seat's own post; where a unit sends a representative, its head."""
    if not sends_representative(seat):
        return seat.title_th
    unit = agency or seat.title_th.removeprefix(letters().representative).strip()
    head = _head(seat, unit)
    return head.format(unit=unit, province=province) if head else unknown_post()


def head_of_psdhs(connection: Connection, district: str) -> str:
    """The post at the head of the provincial office."""
    province = known_district(connection, district).province_name.th
    seat = next(one for one in committee().seats if one.kind == "psdhs_head")
    return seat.generic_th.format(province=province)


def governor(connection: Connection, district: str) -> str:
    """The Governor's post."""
    province = known_district(connection, district).province_name.th
    return letters().signatory("governor").lines_th[0].format(province=province)


def unknown_post() -> str:
    """The dotted line in place of a post that nobody has recorded."""
    return both("letters.not_given").th


def _head(seat: Seat, unit: str) -> Pattern | None:
    known = {one.key: one for one in agencies().agencies}
    agency = known.get(seat.agency or "")
    if agency is not None and agency.head_th:
        return agency.head_th
    own = letters().seat_head(seat.kind) or letters().unit_head(unit)
    if own is not None:
        return own.th
    if letters().is_armed(unit):
        return None
    return letters().head(agency.kind if agency else "state").th


def head_of_agency(connection: Connection, district: str, key: str, called: str) -> str:
    """The post at the head of an agency of that key and name."""
    known = {one.key: one for one in agencies().agencies}
    agency = known.get(key)
    own = agency.head_th if agency else None
    head = own or letters().head(agency.kind if agency else "state").th
    province = known_district(connection, district).province_name.th
    return head.format(unit=called, province=province)


def sends_representative(seat: Seat) -> bool:
    """Whether a unit sends a representative to the seat: it is no post that somebody holds."""
    return seat.title_th.startswith(letters().representative)


def is_holders(seat: Seat) -> bool:
    """Whether the seat is a post that the registry knows, whose holder sits there."""
    return seat.office is not None and not sends_representative(seat)
