"""A district's years, told by the verbs that people use: what the bulk registry multiplies.

Two establishments that were stopped, with drafts, decisions withdrawn and notes corrected, and a
third that has come as far as its story says. Each district has the same number of entries, so that
pages of all of them cost the same. A single year is one that was stopped, and one going on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from benchmarks.files import url_of
from config.clock import MovedClock
from flows.capabilities import open_installation
from flows.decisions.correct import Correction, correct
from flows.decisions.decide import Decision, decide
from flows.decisions.start import start
from flows.decisions.stop import stop
from flows.decisions.withdraw import withdraw
from flows.demo.stories import SCAN, people_of, recorder_of
from flows.engine.installation import Installation
from flows.engine.perform import drain
from registry.journal import entries, instances, open_gates
from registry.records.filing import Upload
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.records.new_registry import make_registry
from registry.rules.order_facts import AppointmentOrderFacts
from registry.rules.plain_values import Json
from registry.store import Registry
from registry.transaction import lock_order

DISTRICT = "5715"
BEGUN = date(2023, 1, 9)
STORIES = ("advocacy", "membership", "review", "signature", "inception", "established")
TEAM: Json = ["psdhs", "world_vision", "focus", "isoc", "immigration", "center_for_girls"]
CHIEF, FOCAL_POINT = "district_chief", "focal_point"
COORDINATOR = f"{DISTRICT[:2]}/psdhs_coordinator/1"
REASON = "benchmark"
NUMBER = "770077"  # like no other, for each district gets its own


class Length(NamedTuple):
    """How long a story is: how many establishments were stopped, how many entries there are."""

    stopped: int
    entries: int


YEARS, YEAR = Length(2, 250), Length(1, 125)
NOTE = "The station and the hospital have answered; the municipality asks for one more week."


def people(area: str) -> LoadFile:
    """The demo's people of the area, none of whom administers the country here."""
    return replace_parts(people_of(area))


def replace_parts(file: LoadFile) -> LoadFile:
    """The file without parts that follow from no office."""
    return file.model_copy(update={"parts": ()})


def load_area(office: Installation, area: str) -> None:
    """Load the people and offices of the province or district."""
    file = people(area)
    with office.registry.writing(*sorted(file.areas(), key=lock_order)) as write:
        load(write, file, actor=None)


def told_office(file: Path, clock: MovedClock) -> Installation:
    """An office over a registry of its own, which knows the people of the story."""
    registry = Registry(url_of(file), clock)
    make_registry(registry, "demo", admin=("", "Administrator"))
    office = open_installation(registry)
    for area in (DISTRICT[:2], DISTRICT):
        load_area(office, area)
    return office


def tell(office: Installation, clock: MovedClock, story: str, length: Length) -> None:
    """The whole story, to as many entries as every district has."""
    teller = Teller(office, clock)
    for _ in range(length.stopped):
        teller.establish()
        teller.waver()
        teller.to_order()
        teller.draft(4)
        teller.stop()
        clock.move_to(clock.now().date() + timedelta(days=60))
    teller.establish()
    teller.go_on(STORIES.index(story))
    teller.fill(length.entries)


@dataclass
class Teller:
    """Takes the decisions of one district, two days apart."""

    office: Installation
    clock: MovedClock
    first: int = 0
    order: int = 0

    def day(self) -> date:
        """The next day on which something is decided."""
        self.clock.move_to(self.office.registry.today + timedelta(days=2))
        return self.office.registry.today

    def establish(self) -> None:
        """The start and the first question."""
        on, recorder = self.day(), recorder_of(DISTRICT)
        started = start(self.office, "establishment", DISTRICT, on=on, recorded_by=recorder)
        self.first = started.instance
        self.take(self.first, "earlier_order", COORDINATOR, {"finding": "none"})

    def waver(self) -> None:
        """The Chief asks again and again; consent is noted and withdrawn, notes are corrected."""
        for _ in range(8):
            asks: Json = {"result": "more_information", "questions": NOTE}
            self.take(self.first, "advocacy", CHIEF, asks)
        for _ in range(5):
            self.take(self.first, "advocacy", CHIEF, {"result": "agreed"})
            self.withdraw("advocacy")
        self.correct_note(12)

    def to_order(self) -> None:
        """From the Chief's consent to the order's confirmed legal bases: draft 1 is made."""
        self.consent()
        for path in self.waits_at(self.first):
            self.take(self.first, path, FOCAL_POINT, {"result": "by_position"})
        with self.office.registry.reading() as connection:
            rows = instances(connection, district=DISTRICT)
        self.order = next(row.id for row in reversed(rows) if row.process == "order")
        confirmed: Json = [*self.unverified()]
        bases: Json = {"confirmed": confirmed, "checked_against": NOTE}
        self.take(self.order, "legal_bases", COORDINATOR, bases)

    def consent(self, scans: int = 0) -> None:
        """From the Chief's consent to the proposed membership."""
        self.take(self.first, "advocacy", CHIEF, {"result": "agreed"}, papers(scans))
        self.take(self.first, "delegation", CHIEF, {"deputy": "deputy_district_chief/1"})
        self.take(self.first, "working_team", COORDINATOR, {"agencies": TEAM})
        self.take(self.first, "membership", FOCAL_POINT, {})

    def draft(self, drafts: int) -> None:
        """So many drafts: each but the last is forwarded and comes back with an item."""
        for _ in range(drafts - 1):
            self.take(self.order, "deputy_review", FOCAL_POINT, {"result": "forward"})
            item: Json = {"result": "changes", "items": [NOTE]}
            self.take(self.order, "chief_review", CHIEF, item)
            reply: Json = {"replies": [{"item": 1, "done": True, "reply": NOTE}]}
            self.take(self.order, "revise_draft", FOCAL_POINT, reply)

    def go_on(self, stage: int) -> None:
        """As far as the story goes."""
        if stage == STORIES.index("advocacy"):
            silent: Json = {"result": "no_reply", "approached_on": self.day().isoformat()}
            self.take(self.first, "advocacy", CHIEF, silent, papers(12))
        elif stage == STORIES.index("membership"):
            self.consent(scans=12)
        else:
            self.to_order()
            self.draft(3)
            self.sign(stage)

    def sign(self, stage: int) -> None:
        """The Chief's answer, the signature, the inception meeting's date."""
        scans = papers(8 if stage >= STORIES.index("inception") else 9)
        forward: Json = {"result": "forward"}
        self.take(self.order, "deputy_review", FOCAL_POINT, forward, scans)
        if stage >= STORIES.index("signature"):
            self.take(self.order, "chief_review", CHIEF, {"result": "sign"})
        if stage >= STORIES.index("inception"):
            number = f"{NUMBER}/{self.office.registry.today.year + 543}"
            said: Json = {
                "number": number,
                "dated": self.office.registry.today.isoformat(),
                "printed": "as_printed",
            }
            self.take(self.order, "registration", CHIEF, said, papers(1))
        if stage >= STORIES.index("established"):
            held = self.office.registry.today + timedelta(days=20)
            meeting: Json = {"held_on": held.isoformat(), "place": NOTE[:40]}
            self.take(self.first, "inception_date", CHIEF, meeting)

    def withdraw(self, gate: str) -> None:
        """The last decision at the gate was a mistake."""
        recorder = recorder_of(DISTRICT)
        withdraw(self.office, self.first, gate, reason=REASON, recorded_by=recorder)

    def stop(self) -> None:
        """The establishment was stopped, and its order with it."""
        on, recorder = self.day(), recorder_of(DISTRICT)
        stop(self.office, self.first, reason=REASON, on=on, recorded_by=recorder)

    def fill(self, most: int) -> None:
        """Corrected notes up to so many entries."""
        self.correct_note(most - self.count_entries())

    def correct_note(self, times: int) -> None:
        """The note of the first answer was mistyped."""
        for time in range(times):
            fields: dict[str, Json] = {"note": f"{NOTE} {time + 1}"}
            correct(
                self.office,
                Correction(
                    self.first,
                    "earlier_order",
                    fields,
                    reason=REASON,
                    recorded_by=recorder_of(DISTRICT),
                ),
            )

    def take(
        self, instance: int, gate: str, by: str, answer: Json, evidence: Sequence[Upload] = ()
    ) -> None:
        """One decision, and the effects that follow."""
        decision = Decision(
            instance, gate, by, self.day(), answer, recorder_of(DISTRICT), tuple(evidence)
        )
        decide(self.office, decision)
        for _ in drain(self.office):
            pass

    def waits_at(self, instance: int) -> list[str]:
        """The paths of the instance's open gates."""
        with self.office.registry.reading() as connection:
            return [row.path for row in open_gates(connection, instance_id=instance)]

    def unverified(self) -> list[str]:
        """The legal bases of the order's next draft that nobody has verified."""
        with self.office.registry.reading() as connection:
            reads = [e for e in entries(connection, self.order) if e.kind == "read"]
        facts = AppointmentOrderFacts.model_validate(reads[-1].body["value"])
        cited = (*facts.legal_reasons, *facts.legal_powers)
        return [base.key for base in cited if not base.verified]

    def count_entries(self) -> int:
        """The district's entries so far."""
        with self.office.registry.reading() as connection:
            rows = instances(connection, district=DISTRICT)
            return sum(len(entries(connection, row.id)) for row in rows)


def papers(count: int) -> tuple[Upload, ...]:
    """So many scans, each with its own bytes."""
    return tuple(
        Upload(f"{n}-{SCAN}", "application/pdf", b"%%PDF-1.4\n%%scan %d\n" % n)
        for n in range(1, count + 1)
    )
