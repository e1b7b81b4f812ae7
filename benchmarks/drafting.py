"""A district on its way to its order: real decisions up to where the next one asks for a draft."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.files import url_of
from benchmarks.population import coordinator, load_people
from config.clock import moved_to
from flows.capabilities import open_installation
from flows.decisions.decide import Decision, decide
from flows.decisions.start import start
from flows.engine.installation import Installation
from flows.engine.perform import drain
from registry.journal import entries, instances, open_gates
from registry.records.load import load
from registry.records.load_file import LoadFile, OfficeIn
from registry.rules.order_facts import AppointmentOrderFacts
from registry.rules.plain_values import Json
from registry.store import Registry
from registry.transaction import lock_order

DAY = date(2022, 6, 2)
AGENCIES: Json = ["psdhs", "world_vision", "focus", "isoc", "immigration", "center_for_girls"]
CHIEF, FOCAL_POINT = "district_chief", "focal_point"


def on_the_day(file: Path) -> Installation:
    """The office as it was on that day: its papers are not late."""
    return open_installation(Registry(url_of(file), moved_to(DAY)))


def load_offices(registry: Registry, districts: Sequence[str]) -> None:
    """People of the districts, and the two offices that a committee cannot be without."""
    load_people(registry, districts)
    for district in districts:
        offices = tuple(
            OfficeIn(ref=f"{district}/{kind}/1", title_th=title, title_en=title, unit_th=district)
            for kind, title in (("police_superintendent", "Police"), ("lao_president", "President"))
        )
        file = LoadFile(offices=offices)
        with registry.writing(*sorted(file.areas(), key=lock_order)) as write:
            load(write, file, actor=1)


def order_before_draft(office: Installation, district: str) -> int:
    """From the first question to the order's legal bases; answers the order's instance."""
    by_coordinator = f"{district[:2]}/psdhs_coordinator/1"
    recorder = coordinator(district)
    first = start(office, "establishment", district, on=DAY, recorded_by=recorder).instance
    said: tuple[tuple[str, str, dict[str, Json]], ...] = (
        ("earlier_order", by_coordinator, {"finding": "none"}),
        ("advocacy", CHIEF, {"result": "agreed"}),
        ("delegation", CHIEF, {"deputy": "deputy_district_chief/1"}),
        ("working_team", by_coordinator, {"agencies": AGENCIES}),
        ("membership", FOCAL_POINT, {}),
    )
    for gate, by, answer in said:
        decide_on_the_day(office, first, gate, by, answer, recorder)
    for path in waits_at(office, first):
        decide_on_the_day(office, first, path, FOCAL_POINT, {"result": "by_position"}, recorder)
    with office.registry.reading() as connection:
        rows = instances(connection, district=district)
    return next(row.id for row in rows if row.process == "order")


def confirm_bases(office: Installation, order: int, district: str) -> None:
    """The decision that the first draft follows from."""
    facts = facts_read(office, order)
    cited = (*facts.legal_reasons, *facts.legal_powers)
    unverified: list[Json] = [base.key for base in cited if not base.verified]
    answer: Json = {"confirmed": unverified, "checked_against": "the Gazette"}
    by = f"{district[:2]}/psdhs_coordinator/1"
    decide_on_the_day(office, order, "legal_bases", by, answer, coordinator(district))


def facts_read(office: Installation, order: int) -> AppointmentOrderFacts:
    """The facts that the order's draft would say."""
    with office.registry.reading() as connection:
        reads = [one for one in entries(connection, order) if one.kind == "read"]
    value: Any = reads[-1].body["value"]
    return AppointmentOrderFacts.model_validate(value)


def waits_at(office: Installation, instance: int) -> list[str]:
    """The paths of the instance's open gates."""
    with office.registry.reading() as connection:
        rows = open_gates(connection, instance_id=instance)
    return [row.path for row in rows if row.gate]


def decide_on_the_day(
    office: Installation, instance: int, gate: str, by: str, answer: Json, recorder: str
) -> None:
    """One decision, and the effects that follow where they are not the draft."""
    decide(office, Decision(instance, gate, by, DAY, answer, recorder))
    if gate != "legal_bases":
        for _ in drain(office):
            pass
