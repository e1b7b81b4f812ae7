"""Whatever happens to a committee at work: what was true on a day, and what was known then.

The model beside it keeps plain facts after each act. It shares no code with the registry: terms,
orders, seats and gates are told again from them for any day.
"""

import shutil
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings, strategies as st
from sqlalchemy import Connection

from flows.capabilities import GATES
from flows.decisions.offices_asked import deciders
from flows.decisions.rotate import rotate
from flows.engine.days import sweep
from flows.handover.gates import GATES as HANDOVER_GATES
from flows.order.queue import order_again
from flows.order.withdrawal import WithdrawalLetter, withdraw_agency
from registry.queries.gates import gates_that_waited
from registry.queries.office_holders import holders
from registry.queries.orders import orders_in_force
from registry.queries.seats import seats
from registry.queries.seen_offices import offices_seen
from registry.records.transfer_form import TransferOrder
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, Desk
from tests.flows.order.at_withdrawals import AGENCY, SEATS, with_agency

CHIEF = f"{MAE_FAH_LUANG}/district_chief"
ESTABLISHED, FIRST = date(2022, 6, 24), date(2022, 9, 5)
OPTIONAL = ("prevention.village_leader", "prevention.womens_group_leader")
REVIEWED = ("legal_bases", "deputy_review", "chief_review")  # a rotation has the draft made anew
OF_HANDOVER = {"", *(one.key for one in HANDOVER_GATES)}  # with the wait for the day in office
DAY = timedelta(days=1)


class Move(NamedTuple):
    """From a day on that person is the Chief; nobody is by an empty name."""

    on: date
    who: str


class Wait(NamedTuple):
    """A gate that was open from a day until another, or is."""

    order: int
    gate: str
    turn: int | None
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Facts:
    """What is so, as known at an instant."""

    moves: tuple[Move, ...] = ()
    told: frozenset[date] = frozenset()
    orders: tuple[tuple[str, str, date, date | None], ...] = (
        ("new", "12/2565", ESTABLISHED, None),
    )
    struck: tuple[tuple[str, date], ...] = ()
    waits: tuple[Wait, ...] = ()
    asked: tuple[str, ...] = ()  # the seats that the order under way strikes
    queued: tuple[date, date] | None = None  # a withdrawal that waits: asked for, left on
    printed: bool = False  # whether the draft under way tells of it
    signed: tuple[tuple[int, date, str], ...] = ()  # by which Chief each order was, on which day
    doubted: tuple[Wait, ...] = ()  # the confirmations of what a Chief signed outside the term

    def chief(self, on: date) -> list[str]:
        """Who is the Chief on the day."""
        came = [one for one in sorted(self.moves) if one.on <= on]
        name = f"นาย{came[-1].who} สมมุติ" if came and came[-1].who else ""
        return [name] if name else [] if came else ["นายสมมุติ ตัวอย่าง"]

    def in_force(self, on: date) -> list[tuple[str, str]]:
        """The orders in force on the day."""
        return [
            (kind, number)
            for kind, number, start, stop in self.orders
            if start <= on and (stop is None or on < stop)
        ]

    def gone(self, on: date) -> set[str]:
        """The seats that are no more on the day."""
        return {key for key, day in self.struck if day <= on}

    def waiting(self, on: date) -> set[tuple[int, str, int | None]]:
        """The gates of orders that wait on the day."""
        return {
            (one.order, one.gate, one.turn)
            for one in (*self.waits, *self.doubted)
            if one.since <= on and (one.until is None or on < one.until)
        }

    def moved(self, move: Move, today: date) -> "Facts":
        """The Chief moves; what another than the Chief of that day has signed is doubted."""
        facts = replace(self, moves=(*self.moves, move))
        known = {one.order for one in self.doubted}
        outside = tuple(
            Wait(order, "confirm_authority", None, today)
            for order, day, who in self.signed
            if order not in known and facts.chief(day) != [who]
        )
        return replace(facts, doubted=(*self.doubted, *outside))

    @property
    def open(self) -> Wait | None:
        """The gate at which the order under way stands."""
        return next((one for one in self.waits if one.until is None), None)

    def went(self, day: date, gate: str | None, turn: int | None = None) -> "Facts":
        """The open gate is answered on the day, and the next one opens."""
        now = self.open
        assert now is not None
        ended = tuple(one._replace(until=day) if one is now else one for one in self.waits)
        opened = (Wait(now.order, gate, turn, day),) if gate else ()
        return replace(self, waits=(*ended, *opened))

    def drafted(self, on: date) -> "Facts":
        """A draft is made of what is known now of the day."""
        return replace(self, printed=self.queued is not None and self.queued[1] <= on)

    def hears(self, today: date) -> "Facts":
        """The day of a rotation has come: what is under review is drafted anew."""
        facts = self
        for on in sorted({one.on for one in self.moves if one.on <= today} - self.told):
            now = facts.open
            if now is not None and now.gate in REVIEWED and now.since <= on:
                again = "legal_bases" if now.gate == "legal_bases" else "deputy_review"
                facts = facts.went(on, again, (now.turn or 0) + 1).drafted(on)
            facts = replace(facts, told=facts.told | {on})
        return facts


@dataclass
class History:
    """A desk at work, and the facts beside it as they were known after each act."""

    desk: Desk
    facts: Facts = Facts()
    known: list[tuple[datetime, Facts]] = field(default_factory=list)
    number: int = 20

    def act(self, what: str, lag: int, who: str) -> None:
        """A day later: time passes, then one thing happens."""
        today = self.desk.on(self.desk.office.registry.today + 2 * DAY)
        sweep(self.desk.office)
        self.desk.perform()
        self.facts = self.facts.hears(today)
        getattr(self, what)(today, lag, who)
        self.desk.perform()
        self.facts = self.facts.hears(today)
        self.known.append((self.desk.office.registry.clock.now(), self.facts))

    def move(self, today: date, lag: int, who: str) -> None:
        """The Chief moves, told late or ahead."""
        on, now = today + (lag - 4) * DAY, self.facts.open
        if now is not None:  # a draft that was made later already names who came
            on = max(on, now.since)
        if on in {one.on for one in self.facts.moves}:
            return  # the later order is the other's correction
        if not who and not self.facts.chief(on - DAY):
            return  # nobody leaves a vacant office
        if who and self.facts.chief(on - DAY) == [f"นาย{who} สมมุติ"]:
            return  # who stays does not come
        dated = min(on, today)
        to_come = [one for one in self.facts.moves if one.on >= dated]
        if any(one.who == who if who else one.on < on for one in to_come):
            return  # it would be about what another order announced
        self.number += 1
        row: dict[str, Json] = {"district": MAE_FAH_LUANG, "on": on.isoformat()}
        if who:
            row |= {"title_th": "นาย", "name_th": f"{who} สมมุติ"}
        order = {"number": f"{self.number}/2565", "dated": dated.isoformat(), "moves": [row]}
        rotate(self.desk.office, TransferOrder.model_validate(order), recorded_by="coord")
        self.facts = self.facts.moved(Move(on, who), today)

    def leave(self, today: date, lag: int, _who: str) -> None:
        """An agency leaves: its seats end, and an order begins where none is under way."""
        last = max(start for _, _, start, _ in self.facts.orders)
        on = max(today - lag * DAY, last + DAY)
        if on > today or self.facts.gone(date.max) & SEATS or self._names(SEATS):
            return
        letter = WithdrawalLetter(MAE_FAH_LUANG, AGENCY, "ตม 9/2565", on)
        done = withdraw_agency(self.desk.office, letter, recorded_by="coord")
        left = tuple((key, on) for key in sorted(SEATS))
        self.facts = replace(self.facts, struck=(*self.facts.struck, *left))
        if done.waits_behind is not None:
            self.facts = replace(self.facts, queued=(today, on), printed=False)
        elif done.instance is not None:
            self._begun(done.instance, today)

    def amend(self, today: date, lag: int, who: str) -> None:
        """The order under way goes one step on; where there is none one that amends begins."""
        self._step(today, lag, "amend", who)

    def renew(self, today: date, lag: int, who: str) -> None:
        """The same with an order in place of the one in force."""
        self._step(today, lag, "replace", who)

    def _step(self, today: date, lag: int, kind: str, who: str) -> None:
        now, desk = self.facts.open, self.desk
        if now is None:
            again = order_again(
                desk.office, MAE_FAH_LUANG, "replace" if kind == "replace" else "amend",
                on=today, recorded_by="coord",
            )  # fmt: skip
            self._begun(again.instance, today)
            return
        # Not dated before a move that was told: the draft would name who left, and be refused.
        day = max(now.since, today - lag * DAY, *self.facts.told)
        getattr(self, f"_{now.gate}")(now, day, who)

    def _amendment(self, now: Wait, day: date, _who: str) -> None:
        here = self._seated() - self.facts.gone(date.max)
        strikes = next((key for key in OPTIONAL if key in here), None)
        answer: dict[str, Json] = {"clauses": ["เพิ่มหน้าที่ในการติดตามผล"]}
        if strikes:
            answer = {"changes": [{"change": "remove", "key": strikes}]}
        elif self._kind(now.order) == "replace":
            return  # it prints no clauses
        self._decide(now, "focal_point", day, answer)
        asked = (strikes,) if strikes else ()
        self.facts = replace(self.facts.went(day, "legal_bases", 1).drafted(day), asked=asked)

    def _legal_bases(self, now: Wait, day: date, _who: str) -> None:
        bases = [*self.desk.bases(now.order)]
        answer: Json = {"confirmed": bases, "checked_against": "ต้นฉบับ"}
        self._decide(now, COORDINATOR, day, answer)
        self.facts = self.facts.went(day, "deputy_review", now.turn)

    def _deputy_review(self, now: Wait, day: date, _who: str) -> None:
        self._decide(now, "focal_point", day, {"result": "forward"})
        self.facts = self.facts.went(day, "chief_review", now.turn)

    def _chief_review(self, now: Wait, day: date, _who: str) -> None:
        if not self.facts.chief(day):
            return
        self.number += 1
        number = f"{self.number}/2565"
        self._decide(now, "district_chief", day, {"result": "sign"})
        signed: Json = {"number": number, "dated": day.isoformat(), "printed": "as_printed"}
        self.desk.decide(
            now.order, "registration", "district_chief", day.isoformat(), signed, evidence=[SCAN]
        )
        kind = self._kind(now.order)
        before, queued, printed = self.facts.orders, self.facts.queued, self.facts.printed
        if kind == "replace":
            before = tuple((*one[:3], one[3] or day) for one in before)
        struck = tuple((key, day) for key in self.facts.asked if key not in self.facts.gone(day))
        self.facts = replace(
            self.facts.went(day, None),
            orders=(*before, (kind, number, day, None)),
            struck=(*self.facts.struck, *struck),
            asked=(),
            queued=None,
            signed=(*self.facts.signed, (now.order, day, self.facts.chief(day)[0])),
        )
        if queued and not printed:  # else the order that was signed tells of it
            self._begun(self.desk.order(), max(queued[0], day))

    def _decide(self, now: Wait, by: str, day: date, answer: Json) -> None:
        self.desk.decide(now.order, now.gate, by, day.isoformat(), answer)

    def _begun(self, instance: int, today: date) -> None:
        waits = (*self.facts.waits, Wait(instance, "amendment", None, today))
        self.facts = replace(self.facts, waits=waits)

    def _kind(self, instance: int) -> str:
        start = self.desk.entries(instance)[0].body["start"]
        return str(start["kind"])

    def _names(self, keys: set[str]) -> bool:
        return bool(set(self.facts.asked) & keys)

    def _seated(self) -> set[str]:
        with self.desk.office.registry.reading() as connection:
            found = seats(connection, MAE_FAH_LUANG, FIRST)
        return {one.key for one in found}


def agrees(connection: Connection, facts: Facts, on: date, known: datetime | None) -> None:
    """The registry tells of the day what the facts do."""
    place = (on, known)
    chief = holders(connection, CHIEF, on, known)
    assert [one.name.th for one in chief] == facts.chief(on), place
    assert all(one.start <= on and (one.last_day or on) >= on for one in chief), place
    found = orders_in_force(connection, MAE_FAH_LUANG, on, known)
    assert [(one.kind, one.full_number) for one in found] == facts.in_force(on), place
    first = {one.key for one in seats(connection, MAE_FAH_LUANG, ESTABLISHED)}
    now = {one.key for one in seats(connection, MAE_FAH_LUANG, on, known)}
    assert first - now == facts.gone(on), place
    offices = offices_seen(connection, MAE_FAH_LUANG, on, known)
    waiting = set()
    for gate in gates_that_waited(connection, on, known, district=MAE_FAH_LUANG):
        if gate.gate in OF_HANDOVER:
            continue
        able = deciders(GATES[gate.gate], MAE_FAH_LUANG, offices)
        asked = [one for one in able if one.ref == CHIEF]
        assert bool(asked) == ("district_chief" in GATES[gate.gate].deciders), place
        assert all([one.name.th for one in seen.holders] == facts.chief(on) for seen in asked)
        waiting.add((gate.instance_id, gate.gate, gate.round))
    ours = {one.order for one in facts.waits}
    assert {one for one in waiting if one[0] in ours} == facts.waiting(on), place
    assert {one[1] for one in waiting if one[0] not in ours} <= {"inception_date"}, place


acts = st.lists(
    st.tuples(
        st.sampled_from(["move", "move", "leave", "amend", "amend", "amend", "renew"]),
        st.integers(0, 8),
        st.sampled_from(["ก", "ข", "ค", ""]),
    ),
    min_size=8,
    max_size=20,
)


LONG = (
    ("amend", 0, ""), ("amend", 1, ""), ("move", 8, "ข"), ("amend", 0, ""), ("amend", 0, ""),
    ("amend", 0, ""), ("move", 2, ""), ("amend", 0, ""), ("leave", 3, ""), ("amend", 0, ""),
    ("renew", 0, ""), ("move", 5, "ค"), ("amend", 0, ""), ("amend", 0, ""), ("renew", 0, ""),
    ("amend", 0, ""), ("renew", 0, ""),
)  # fmt: skip


def test_a_long_history_is_told_as_it_was_and_as_it_was_known(sqlite_url: str) -> None:
    history = History(with_agency(sqlite_url))
    for what, lag, who in LONG:
        history.act(what, lag, who)
    ended = [one for one in history.facts.waits if one.until]
    assert max(one.turn or 0 for one in ended) == 2  # drafted anew for another Chief
    assert history.facts.doubted
    with history.desk.office.registry.reading() as connection:
        for place, (instant, facts) in enumerate(history.known):
            for days in range(place % 3 - 2, 40, 3):
                agrees(connection, facts, FIRST + days * DAY, instant)
                agrees(connection, history.facts, FIRST + days * DAY, None)


@pytest.mark.slow
@given(acts, st.data())
@settings(max_examples=25)
def test_what_is_told_of_any_day_is_what_the_facts_tell(
    made_sqlite: Path,
    tmp_path_factory: pytest.TempPathFactory,
    said: list[tuple[str, int, str]],
    data: st.DataObject,
) -> None:
    file = tmp_path_factory.mktemp("history") / "registry.db"
    shutil.copy(made_sqlite, file)
    history = History(with_agency(f"sqlite:///{file}"))
    for what, lag, who in said:
        history.act(what, lag, who)
    days = sorted(
        {FIRST - 2 * DAY, *(one.on for one in history.facts.moves)}
        | {day for one in history.facts.waits for day in (one.since, one.until) if day}
        | {day for _, day in history.facts.struck}
    )
    days = sorted({near for day in days for near in (day - DAY, day)})
    with history.desk.office.registry.reading() as connection:
        for on in days:
            agrees(connection, history.facts, on, None)
            instant, facts = data.draw(st.sampled_from(history.known))
            agrees(connection, facts, on, instant)
