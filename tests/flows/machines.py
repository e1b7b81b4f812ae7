"""Small processes for tests of the engine, an office that knows them, and its invariants."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from config.calendar import government_holidays
from config.clock import MovedClock, moved_to
from config.settings import Settings
from flows.capabilities import net
from flows.decisions.decide import Receipt
from flows.decisions.standing_gates import RECORDINGS as STANDING
from flows.engine.decision import Deciding
from flows.engine.ending import end_at_once
from flows.engine.gate import Answer, Gate
from flows.engine.installation import Declarations, Installation, Job, Output, Recording
from flows.engine.perform import EffectRun, enter, perform, waiting
from flows.engine.remainder import unconsumed
from flows.engine.replay import Effect, Process, ProcessFunction, Query, Replay
from flows.engine.run import Run, replay
from flows.engine.standing_gates import GATES as STANDING_GATES
from flows.engine.typed_journal import journal_of
from flows.verification import verify_all
from registry.journal import (
    EffectRow,
    EntryRow,
    GateRow,
    effect,
    effects,
    entries,
    instance,
    open_instances,
    past_gates,
)
from registry.models import Document, ProvincialItem
from registry.records.filing import NewDocument, Upload
from registry.records.seats import raise_item
from registry.rules.calendar import WorkingCalendar
from registry.rules.plain_values import Json
from registry.rules.seats import Value
from registry.store import Registry
from registry.transaction import Write
from tests.builders import (
    COORDINATOR,
    MAE_FAH_LUANG,
    OPENED,
    SCAN,
    TEAM,
    Desk,
    load_people,
)


class Done(StrEnum):
    """How the processes of the tests end."""

    DONE = "done"
    OTHERWISE = "otherwise"


class Start(Value):
    """The district, and what the work is about."""

    district: str
    about: str = ""


class SaidV1(Answer):
    """What is said at the gates of the tests. A note is written down as a fact."""

    result: str = "go"
    names: tuple[str, ...] = ()
    note: str = ""


class EndingV1(SaidV1):
    """Everything else in the district ends by it, as a committee does."""


class Text(Value):
    """What the effect and the query of the tests take."""

    text: str


class Paper(Value):
    """What the effect gives: the paper's content hash, for gates that are about it."""

    content_hash: str


def a_gate(key: str, *, two_people: bool = False, form: type[SaidV1] = SaidV1) -> Gate[SaidV1]:
    """A gate at which the Chief decides and a coordinator records."""
    return Gate(
        key=key,
        phase="work",
        deciders=("district_chief", "deputy_district_chief"),
        recorders=("coordinator",),
        forms=(form,),
        due_as="chief_review",
        two_people=two_people,
    )


FIRST = a_gate("first")
SECOND = a_gate("second")
THIRD = a_gate("third")
LAST = a_gate("last")
REVIEW = a_gate("review")
EACH = a_gate("each")
AGREES = a_gate("agrees", two_people=True)
SUB = a_gate("sub_first")
SUB_LAST = a_gate("sub_last")
ENDING = a_gate("ending", form=EndingV1)
GATES = (FIRST, SECOND, THIRD, LAST, REVIEW, EACH, AGREES, SUB, SUB_LAST, ENDING)
WRITE_PAPER: Effect[Paper] = Effect("write_paper", Text, Paper)
LOOK: Query[Text] = Query("look", Text, Text)


def a_process(function: ProcessFunction, key: str = "work", revision: int = 1) -> Process:
    """A process of the tests."""
    return Process(key=key, function=function, start=Start, phases=("work",), revision=revision)


@dataclass
class Workshop:
    """Performs the effect of the tests; knows what fails and what was made."""

    fails: set[str] = field(default_factory=set)
    made: list[str] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)

    def write_paper(self, _office: Installation, job: Job) -> Output:
        """A draft and a fact, unless it is to fail."""
        asked = Text.model_validate(job.inputs).text
        if asked in self.fails:
            msg = f"no ink for {asked}"
            raise RuntimeError(msg)
        self.made.append(asked)
        return a_paper(asked, job.on)

    def look(self, _connection: object, args: Any, _on: date) -> Text:
        """What stands in the world now."""
        return Text(text=self.seen.get(Text.model_validate(args).text, "nothing"))


def a_paper(asked: str, on: date) -> Output:
    """The paper that is made of a text, and the fact that it was."""
    content = asked.encode()
    content_hash = f"hash of {asked}"
    document = NewDocument("paper", "p.txt", "text/plain", on, content, content_hash, "draft")

    def written(write: Write, entry_id: int) -> None:
        raise_item(write, MAE_FAH_LUANG, f"paper {asked}", on=on, entry_id=entry_id)

    return Output({"content_hash": content_hash}, (document,), written)


def by_hand(deciding: Deciding, effect_id: int, _entry_id: int) -> None:
    """The paper that came is the effect's result."""
    row = effect(deciding.write.connection, effect_id)
    if row is not None:
        enter(deciding.office, deciding.write, row, a_paper("by hand", row.on))


def note_down(deciding: Deciding, entry_id: int) -> None:
    """A decision's note becomes a fact."""
    if isinstance(deciding.answer.note, str) and deciding.answer.note:
        raise_item(
            deciding.write,
            deciding.district,
            deciding.answer.note,
            on=deciding.decided_on,
            entry_id=entry_id,
        )


def end_the_rest(deciding: Deciding, entry_id: int) -> None:
    """What is open beside the decision's own instance ends by it."""
    note_down(deciding, entry_id)
    beside = [
        one
        for one in open_instances(deciding.write, deciding.district)
        if one.id != deciding.instance.id
    ]
    end_at_once(
        deciding.office, deciding.write, beside, "ended", deciding.decided_on,
        by=deciding.recorder.id, cause=entry_id,
    )  # fmt: skip


@dataclass
class Engine(Desk):
    """A desk over processes of the test's own."""

    shop: Workshop = field(default_factory=Workshop)

    def begin(self, on: str = "2022-06-02", key: str = "work") -> int:
        """Start the process; answers the instance."""
        return self.start(key, on)

    def say(
        self,
        instance: int,
        gate: str,
        on: str,
        result: str = "go",
        *,
        note: str = "",
        names: tuple[str, ...] = (),
        recorded_by: str = "coord",
        perform: bool = True,
        about: str | None = None,
    ) -> Receipt:
        """The Chief says `result` at the gate."""
        answer: Json = {"result": result, "note": note, "names": names}
        return self.decide(
            instance, gate, "district_chief", on, answer,
            recorded_by=recorded_by, perform=perform, about=about,
        )  # fmt: skip

    def answer_incident(
        self, instance: int, path: str, on: str, result: str, **more: Json
    ) -> Receipt:
        """The coordinator answers an incident."""
        scan = (Upload("hand.pdf", "application/pdf", b"%PDF-1.4 by hand"),)
        return self.decide(
            instance, path, "57/psdhs_coordinator/1", on, {"result": result, **more},
            evidence=scan if result == "done_by_hand" else (),
        )  # fmt: skip

    def journal(self, instance: int) -> list[EntryRow]:
        """All entries."""
        with self.office.registry.reading() as connection:
            return entries(connection, instance)

    def live(self, instance: int) -> list[str]:
        """`kind path` of the live entries that a replay consumes, and of corrections."""
        return [
            f"{e.kind} {e.path}"
            for e in self.journal(instance)
            if e.live and e.kind not in ("start", "withdrawal", "superseding", "end")
        ]

    def reasons(self, instance: int) -> set[str]:
        """Why entries no longer count."""
        return {e.body["reason"] for e in self.journal(instance) if e.kind == "superseding"}

    def gate(self, instance: int, path: str) -> GateRow:
        """The open gate of that path."""
        (found,) = [gate for gate in self.gates(instance) if gate.path == path]
        return found

    def ended(self, instance: int) -> dict[str, str]:
        """How each ended gate ended last, by path."""
        with self.office.registry.reading() as connection:
            rows = past_gates(connection, instance)
        return {row.path: row.status for row in reversed(rows)}

    def status(self, number: int) -> tuple[str, str | None]:
        """Status and outcome."""
        with self.office.registry.reading() as connection:
            row = instance(connection, number)
        assert row is not None
        return row.status, row.outcome

    def requested(self, instance: int) -> list[EffectRow]:
        """The effects that the instance asked for."""
        with self.office.registry.reading() as connection:
            return effects(connection, instance)

    def items(self) -> list[str]:
        """The subjects of the facts that stand."""
        query = select(ProvincialItem.subject).where(ProvincialItem.superseded_at.is_(None))
        with self.office.registry.reading() as connection:
            return sorted(connection.scalars(query))

    def papers(self) -> list[tuple[str, str]]:
        """Content hash and status of the documents, oldest first."""
        query = select(Document.content_hash, Document.status).order_by(Document.id)
        with self.office.registry.reading() as connection:
            return [(one[0], one[1]) for one in connection.execute(query)]

    def perform_once(self) -> list[EffectRun]:
        """One attempt at each effect that waits."""
        return [perform(self.office, row.id) for row in waiting(self.office)]

    def replayed(self, number: int) -> Replay:
        """A pure replay of the journal."""
        with self.office.registry.reading() as connection:
            row = instance(connection, number)
        assert row is not None
        remembered = journal_of(self.office, row, self.journal(number))
        return replay(self.office.declared.processes[row.process], remembered)

    def unconsumed(self, number: int) -> list[str]:
        """The paths of live entries that a replay does not pass."""
        with self.office.registry.reading() as connection:
            row = instance(connection, number)
        assert row is not None
        remembered = journal_of(self.office, row, self.journal(number))
        found = replay(self.office.declared.processes[row.process], remembered)
        return [entry.path for entry in unconsumed(remembered, found)]

    def problems(self) -> list[str]:
        """What verify finds, as codes and sentences."""
        return [f"{one.code}: {one.what.en}" for one in verify_all(self.office)]


def declared(*processes: Process, gates: tuple[Gate[Any], ...] = ()) -> Declarations:
    """What an office of tests knows; its effect and query are those of a fresh workshop."""
    shop = Workshop()
    return declared_with(shop, *processes, gates=gates)


def declared_with(
    shop: Workshop, *processes: Process, gates: tuple[Gate[Any], ...] = ()
) -> Declarations:
    """What an office of tests knows."""
    known: Mapping[str, Gate[Any]] = {g.key: g for g in (*GATES, *STANDING_GATES, *gates)}
    notes = {gate.form: Recording(write=note_down) for gate in GATES}
    notes[EndingV1] = Recording(write=end_the_rest)
    return Declarations(
        {one.key: one for one in processes},
        known,
        {"look": shop.look},
        notes | STANDING,
        {"write_paper": shop.write_paper},
        by_hand,
    )


def an_office(registry: Registry, known: Declarations) -> Installation:
    """An office over a registry that knows only that."""
    return Installation(registry, known, Settings(), WorkingCalendar(government_holidays), net())


def an_engine(
    url: str,
    *functions: ProcessFunction | Process,
    gates: tuple[Gate[Any], ...] = (),
    today: str = "2022-06-02",
    people: bool = True,
) -> Engine:
    """An engine over a made registry. The first function is the process `work`."""
    clock: MovedClock = moved_to(date.fromisoformat(today))
    registry = Registry(url, clock)
    OPENED.append(registry)
    if people:
        load_people(registry, MAE_FAH_LUANG)
    shop = Workshop()
    processes = [f if isinstance(f, Process) else a_process(f) for f in functions]
    known = declared_with(shop, *processes, gates=gates)
    return Engine(an_office(registry, known), clock, shop)


def write_paper(run: Run, text: str, turn: int | None = None) -> Paper:
    """Have a paper written."""
    return run.do(WRITE_PAPER, Text(text=text), round=turn)


def to_signature(desk: Desk, work: int) -> int:
    """From the delegation to the Chief's review of draft 1; answers the order."""
    deputy: Json = {"deputy": "deputy_district_chief/1"}
    desk.decide(work, "delegation", "district_chief", "2022-07-05", deputy)
    desk.decide(work, "working_team", COORDINATOR, "2022-07-06", {"agencies": TEAM})
    desk.decide(work, "membership", "focal_point", "2022-07-07", {})
    for path in desk.waits_at(work):
        desk.decide(work, path, "focal_point", "2022-07-08", {"result": "by_position"})
    order = desk.order()
    confirmed: Json = {"confirmed": [*desk.bases(order)], "checked_against": "ต้นฉบับ"}
    desk.decide(order, "legal_bases", COORDINATOR, "2022-07-11", confirmed)
    desk.decide(order, "deputy_review", "focal_point", "2022-07-12", {"result": "forward"})
    return order


def sign(desk: Desk, order: int, number: str = "45/2565", on: str = "2022-07-13") -> None:
    """The Chief signs the draft as printed, and the number is recorded."""
    desk.decide(order, "chief_review", "district_chief", on, {"result": "sign"})
    paper: Json = {"number": number, "dated": on, "printed": "as_printed"}
    desk.decide(order, "registration", "district_chief", on, paper, evidence=[SCAN])
