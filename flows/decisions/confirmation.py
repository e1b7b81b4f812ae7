"""Acts of two: one person asks, another confirms or refuses at a gate in an instance near.

Each act is one `ActOfTwo`. Where nothing was ever started there is no gate, and it is settled by
its number.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic_core import to_jsonable_python
from sqlalchemy import Connection

from config.words import Sentence, joined
from flows.decisions.refusals import DraftNotLatest
from flows.decisions.withdraw import reason_given
from flows.engine.days import bring_to_date
from flows.engine.decision import Deciding
from flows.engine.fields import Confirmation
from flows.engine.gate import Gate
from flows.engine.installation import Installation, Recording
from flows.engine.offers import GateContext
from flows.engine.read_marks import mark_of
from registry.journal import InstanceRow, NewGate, instance_in, newest_within, open_gate
from registry.queries.acts_of_two import ActOfTwoRow
from registry.queries.people import PersonRow
from registry.records.acts_of_two import SecondAnswer
from registry.records.rights import who_may_on
from registry.records.two_people import Confirming, FirstHand, refuse_one_person
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.rules.rights import Subject, Verb
from registry.transaction import COUNTRY, Write

RowT = TypeVar("RowT", bound=ActOfTwoRow)


class NoSuchRequest(Refusal):
    """No request of that number waits for a second person."""


class SettledAtGate(Refusal):
    """The request stands at a gate, and is confirmed or refused there."""


class RequestUnread(Refusal):
    """Whoever answers a request says which they have read: it is told, with its mark."""


class RequestOtherwise(DraftNotLatest):
    """What was read of the request is not what is asked for as things are now."""


class OwnRecord(Refusal):
    """The act is about a record of theirs: somebody else answers."""


class RequestMade(NamedTuple):
    """What was asked for, by number, and who asked."""

    number: int
    first: int


@dataclass(frozen=True)
class ConfirmationWaits:
    """What became of it: its number, and the gate where another person answers, if one stands."""

    number: int
    instance: int | None
    path: str | None


@dataclass(frozen=True)
class ActOfTwo(Generic[RowT]):
    """An act that one person asks for and another answers, having the right of `verb`.

    `find` reads what was asked for by its number, `areas` are those in which whoever answers has
    the right, and `owners` are the people whom it is about, who do not answer it. `fits` raises
    what keeps it from being confirmed as things are now, `says` tells what is asked for and
    `follows` what would follow, and `answer` records what the second person said. `lock` is taken
    before it is read, where other answers may change what it is about.
    """

    gate: Gate[Any]
    prefix: str
    verb: Verb
    find: Callable[[Connection, int], RowT | None]
    areas: Callable[[Installation, Connection, RowT], Sequence[str]]
    fits: Callable[[Installation, Write, RowT], None]
    answer: Callable[[Installation, Write, RowT, SecondAnswer], None]
    says: Callable[[RowT], Sentence]
    owners: Callable[[Connection, RowT], Collection[int]] = lambda _, __: ()
    follows: Callable[[Connection, RowT, date], Iterable[Sentence]] = lambda _, __, ___: ()
    lock: Callable[[Write], None] = lambda _: None

    def path(self, number: int) -> str:
        """The path of its gate."""
        return f"{self.prefix}{number}"

    def number(self, path: str) -> int | None:
        """Its number, by the path of its gate; None of a path that no gate of it bears."""
        said = path.removeprefix(self.prefix)
        return int(said) if said.isascii() and said.isdigit() else None

    def waiting(self, connection: Connection, number: int | None) -> RowT:
        """What was asked for, as long as nobody has answered it. Raises NoSuchRequest."""
        found = None if number is None else self.find(connection, number)
        if found is None or not found.waits:
            raise NoSuchRequest(field="number", value=str(number), gate=self.gate.label)
        return found

    def at_gate(self, connection: Connection, path: str) -> RowT:
        """The same, by the path of its gate."""
        return self.waiting(connection, self.number(path))

    def ask(
        self,
        desk: Installation,
        areas: Sequence[str],
        ask: Callable[[Write, str, int | None], RequestMade],
    ) -> ConfirmationWaits:
        """Ask, in one transaction, what belongs to these areas; its gate waits in an instance near.

        `ask` records it for an area and an instance, None where nothing was ever started there.
        """
        with desk.registry.reading() as connection:
            near = _instance_near(connection, areas)
        area, at = (near.district, near.id) if near else (areas[0], None)
        with desk.registry.writing(area) as write:
            if near:
                bring_to_date(desk, write, area)
            made = ask(write, area, at)
            path = self.open_gate(desk, write, at, made)
            return ConfirmationWaits(made.number, at, path)

    def open_gate(
        self, desk: Installation, write: Write, instance: int | None, made: RequestMade
    ) -> str | None:
        """Open its gate, for anybody but the first. Answers its path; None where no instance is
        near.
        """
        row = instance_in(write, instance) if instance is not None else None
        if row is None:
            return None
        path, due = self.path(made.number), desk.due(self.gate.due, write.today)
        new = NewGate(path, self.gate.key, opened_on=write.today, due_on=due, not_by=made.first)
        open_gate(write, row, new)
        return path

    def settle(
        self,
        desk: Installation,
        number: int,
        *,
        confirmed: bool,
        reason: str,
        recorded_by: str,
        about: str | None,
    ) -> RowT:
        """Answer what has no gate, for nothing was ever started where it belongs.

        `about` is the mark of what was read. Raises NoSuchRequest, SettledAtGate, ReasonMissing,
        RequestUnread, RequestOtherwise, what `refuse_answer` raises, and what keeps one person from
        being both (`refuse_one_person`).
        """
        why = "" if confirmed else reason_given(desk, reason)
        with desk.registry.reading() as connection:
            asked = self.waiting(connection, number)
        if asked.instance is not None:
            path = self.path(number)
            raise SettledAtGate(
                field="number", value=str(number), instance=asked.instance, path=path
            )
        with desk.registry.writing(asked.area) as write:
            self.lock(write)
            asked = self.waiting(write.connection, number)
            (who,) = self.refuse_answer(desk, write, asked, recorded_by, confirmed=confirmed)
            confirming = Confirming(who.id, write.now, self.verb, Subject(asked.area))
            begun = FirstHand(asked.first.id, asked.asked_at)
            refuse_one_person(write.connection, begun, confirming)
            if confirmed:
                self._refuse_unread(write, asked, about)
            self.answer(desk, write, asked, SecondAnswer(who.id, confirmed, why))
            return self.find(write.connection, number) or asked

    def _refuse_unread(self, write: Write, asked: RowT, about: str | None) -> None:
        mark = self.mark(write.connection, asked, write.today)
        if about == mark:
            return
        now = joined("\n", self.told(write.connection, asked, write.today))
        unread = RequestUnread if about is None else RequestOtherwise
        raise unread(field="about", number=str(asked.number), now=now, mark=mark)

    def told(self, connection: Connection, row: RowT, on: date) -> tuple[Sentence, ...]:
        """What is asked for, and what would follow from it."""
        return (self.says(row), *self.follows(connection, row, on))

    def who_may(
        self,
        connection: Connection,
        on: date,
        named: str,
        areas: Iterable[str],
        owners: Collection[int],
    ) -> PersonRow:
        """Who asks or answers: with the right in every area, and none of those whom it is about.

        Raises UnknownPerson, MayNot or OwnRecord.
        """
        who = who_may_on(connection, on, named, self.verb, *areas)
        if who.id in owners:
            raise OwnRecord(field="recorded_by", person=who.name)
        return who

    def refuse_answer(
        self, desk: Installation, write: Write, asked: RowT, *named: str, confirmed: bool
    ) -> list[PersonRow]:
        """Who answers. Raises what `who_may` does, and what keeps it from being confirmed."""
        connection, on = write.connection, write.today
        areas, owners = self.areas(desk, connection, asked), self.owners(connection, asked)
        people = [self.who_may(connection, on, one, areas, owners) for one in named]
        if confirmed:
            self.fits(desk, write, asked)
        return people

    @property
    def recording(self) -> Recording:
        """What its gate does beside its journal entry."""
        return Recording(self._check, self._write, reads=self._reads)

    def _reads(self, at: GateContext) -> Json:
        found = self.find(at.connection, self.number(at.path) or 0)
        return None if found is None else self.read(at.connection, found, at.on)

    def read(self, connection: Connection, row: RowT, on: date) -> Json:
        """What whoever answers has read: whom it is about as things are now, and what follows.

        Of an answered one nothing. Its reason has no other words under the number and the instant.
        """
        if not row.waits:
            return None
        follows = [one.th for one in self.follows(connection, row, on)]
        owners = sorted(self.owners(connection, row))
        read: Json = to_jsonable_python([replace(row, reason=""), owners, follows])
        return read

    def mark(self, connection: Connection, row: RowT, on: date) -> str | None:
        """The mark of that, as `flows.engine.read_marks` has it of what waits at a gate."""
        return mark_of(self.read(connection, row, on))

    def _check(self, deciding: Deciding) -> None:
        """Both who answers and who records it may, and are not those whom it is about."""
        self.lock(deciding.write)
        asked = self.at_gate(deciding.write.connection, deciding.open.path)
        people = dict.fromkeys((deciding.by.person_ref, deciding.recorder.ref))
        confirmed = _is_confirmed(deciding)
        self.refuse_answer(deciding.office, deciding.write, asked, *people, confirmed=confirmed)

    def _write(self, deciding: Deciding, _entry_id: int) -> None:
        asked = self.at_gate(deciding.write.connection, deciding.open.path)
        said = SecondAnswer(deciding.by.person, _is_confirmed(deciding))
        self.answer(deciding.office, deciding.write, asked, said)


def _is_confirmed(deciding: Deciding) -> bool:
    # By its value and not by identity: the form of a redaction has choices of its own, spelt alike.
    return bool(deciding.answer.result == Confirmation.CONFIRMED)


def _instance_near(connection: Connection, areas: Sequence[str]) -> InstanceRow | None:
    """The newest instance of the districts among the areas, else of their provinces."""
    known = [one for one in areas if one != COUNTRY]
    return newest_within(connection, known) or newest_within(connection, [a[:2] for a in known])
