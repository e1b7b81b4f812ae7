import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings, strategies as st
from sqlalchemy import select

from config.clock import MovedClock, moved_to
from registry.fact_restoration import take_back
from registry.facts import end, holds, put
from registry.journal import InstanceRow, NewEntry, append, new_instance, supersede
from registry.models import TeamAgency
from registry.records.offices import add_agency
from registry.store import Registry
from registry.transaction import Write
from registry.verification import verify
from tests.builders import MAE_FAH_LUANG

FIRST = date(2020, 1, 1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@dataclass
class Desk:
    """One fact (an agency in a working team) and the entries that write it."""

    registry: Registry
    clock: MovedClock
    ticks: Iterator[int] = field(default_factory=lambda: count(1))
    agency: int = 0
    row: InstanceRow | None = None

    def make(self) -> None:
        with self.registry.writing(MAE_FAH_LUANG) as write:
            self.agency = add_agency(write, "test", ("ท", "t"), partner=False)
            self.row = new_instance(
                write,
                process="test",
                district=MAE_FAH_LUANG,
                period="",
                revision=1,
                phase="",
                on=FIRST,
            )

    @property
    def same(self) -> dict[str, object]:
        return {"district_code": MAE_FAH_LUANG, "agency_id": self.agency}

    def entry(self, write: Write) -> int:
        assert self.row is not None
        return append(write, self.row, NewEntry("standing", "", FIRST, {}))

    def tick(self) -> None:
        self.clock.at += timedelta(seconds=next(self.ticks))

    def put(self, start: int, stop: int | None) -> int:
        self.tick()
        with self.registry.writing(MAE_FAH_LUANG) as write:
            entry = self.entry(write)
            to = None if stop is None else day(stop)
            put(
                write, TeamAgency, self.same, {}, valid_from=day(start), valid_to=to, entry_id=entry
            )
            return entry

    def end(self, on: int) -> int:
        self.tick()
        with self.registry.writing(MAE_FAH_LUANG) as write:
            entry = self.entry(write)
            end(write, TeamAgency, self.same, on=day(on), entry_id=entry)
            return entry

    def take_back(self, *entries: int) -> None:
        self.tick()
        with self.registry.writing(MAE_FAH_LUANG) as write:
            assert self.row is not None
            supersede(write, self.row, entries, by=self.entry(write), reason="test")
            for one in sorted(entries, reverse=True):
                take_back(write, one)

    def seen(self, on: int, known: datetime | None = None) -> list[int | None]:
        """The entries whose fact holds on that day."""
        with self.registry.reading() as connection:
            asked = select(TeamAgency.entry_id).where(
                TeamAgency.agency_id == self.agency, holds(TeamAgency, day(on), known)
            )
            return list(connection.scalars(asked))

    def days(self, known: datetime | None = None) -> list[list[int | None]]:
        return [self.seen(number, known) for number in range(-1, 13)]


def a_desk(url: str) -> Desk:
    clock = moved_to(date(2022, 6, 2))
    desk = Desk(Registry(url, clock), clock)
    desk.make()
    return desk


@pytest.fixture
def desk(made_registry_url: str) -> Iterator[Desk]:
    made = a_desk(made_registry_url)
    yield made
    made.registry.dispose()


def test_a_later_fact_cuts_the_one_before_it(desk: Desk) -> None:
    first, second = desk.put(0, None), desk.put(5, None)
    assert [desk.seen(n) for n in (-1, 0, 4, 5, 12)] == [[], [first], [first], [second], [second]]


def test_a_fact_in_the_middle_leaves_both_ends_of_the_other(desk: Desk) -> None:
    first, second = desk.put(0, 10), desk.put(3, 6)
    assert [desk.seen(n) for n in (2, 3, 5, 6, 10)] == [[first], [second], [second], [first], []]


def test_an_ended_fact_holds_up_to_that_day(desk: Desk) -> None:
    first = desk.put(0, None)
    desk.end(4)
    assert [desk.seen(n) for n in (3, 4)] == [[first], []]


def test_what_is_taken_back_leaves_what_it_had_cut(desk: Desk) -> None:
    first, second = desk.put(0, 10), desk.put(3, 6)
    desk.take_back(second)
    assert [desk.seen(n) for n in (2, 3, 6, 10)] == [[first], [first], [first], []]


def test_an_end_taken_back_lets_the_fact_hold_on(desk: Desk) -> None:
    first = desk.put(0, None)
    desk.take_back(desk.end(4))
    assert desk.seen(9) == [first]


def test_an_earlier_fact_taken_back_leaves_the_later_one(desk: Desk) -> None:
    first, second, third = desk.put(0, None), desk.put(4, None), desk.put(8, None)
    desk.take_back(second)
    assert [desk.seen(n) for n in (3, 4, 7, 8)] == [[first], [first], [first], [third]]
    desk.take_back(third)
    assert [desk.seen(n) for n in (3, 4, 8)] == [[first], [first], [first]]
    assert verify(desk.registry) == ()


SPANS = st.tuples(st.integers(0, 9), st.one_of(st.none(), st.integers(1, 5)))
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), SPANS),
        st.tuples(st.just("end"), st.tuples(st.integers(0, 9), st.none())),
        st.tuples(st.just("back"), st.tuples(st.integers(0, 9), st.none())),
    ),
    max_size=8,
)


@pytest.fixture(scope="module")
def hypothesis_desk(made_sqlite: Path) -> Iterator[Desk]:
    with TemporaryDirectory() as folder:
        desk = a_desk(f"sqlite:///{shutil.copy(made_sqlite, folder)}")
        yield desk
        desk.registry.dispose()


def another_fact(desk: Desk) -> None:
    desk.tick()
    with desk.registry.writing(MAE_FAH_LUANG) as write:
        key = f"test.{desk.clock.at.timestamp()}"
        desk.agency = add_agency(write, key, ("ท", "t"), partner=False)


@given(acts=ACTS)
@settings(max_examples=60)
def test_whatever_is_put_ended_and_taken_back_one_value_holds_and_history_stays(
    hypothesis_desk: Desk, acts: list[tuple[str, tuple[int, int | None]]]
) -> None:
    desk = hypothesis_desk
    another_fact(desk)
    live: list[int] = []
    known: list[tuple[datetime, list[list[int | None]]]] = []
    for act, (start, length) in acts:
        if act == "put":
            live.append(desk.put(start, None if length is None else start + length))
        elif act == "end":
            live.append(desk.end(start))
        elif live:
            desk.take_back(live.pop(start % len(live)))
        now = desk.days()
        assert all(len(found) <= 1 for found in now)
        assert all(entry in live for found in now for entry in found)
        known.append((desk.clock.at, now))
    for instant, then in known:
        assert desk.days(instant) == then


@given(acts=ACTS)
@settings(max_examples=60)
def test_what_is_taken_back_last_first_leaves_what_stood_before(
    hypothesis_desk: Desk, acts: list[tuple[str, tuple[int, int | None]]]
) -> None:
    desk = hypothesis_desk
    another_fact(desk)
    stood = [desk.days()]
    live: list[int] = []
    for act, (start, length) in acts:
        if act == "put":
            live.append(desk.put(start, None if length is None else start + length))
        elif act == "end":
            live.append(desk.end(start))
        else:
            continue
        stood.append(desk.days())
    while live:
        assert desk.days() == stood.pop()
        desk.take_back(live.pop())
    assert desk.days() == stood.pop()
