"""What a process keeps from one decision to the next never outlives what it was read from."""

from dataclasses import replace
from pathlib import Path

import pytest

from config.settings import Settings
from flows.capabilities import open_installation
from flows.decisions.redaction_aim import Aim
from registry.kept_journals import KeptJournals
from registry.queries.people import person_called
from registry.store import Registry
from tests.builders import COORDINATOR, OPENED, Desk, a_desk, load_people
from tests.flows.decisions.at_redactions import VICTIM, note_recorded, redacted
from tests.flows.decisions.test_authority import the_chief_had_left

ELSEWHERE = "5713"
ASKS = {"result": "more_information", "questions": "ขอหนังสือนำ"}


@pytest.fixture
def desk(made_registry_url: str, tmp_path: Path) -> Desk:
    return at_home(a_desk(made_registry_url), tmp_path)


def at_home(made: Desk, folder: Path) -> Desk:
    return replace(made, office=replace(made.office, settings=Settings(home=folder / "home")))


def another(desk: Desk, folder: Path) -> Desk:
    """Another process at the same registry."""
    registry = Registry(desk.office.registry.url.render_as_string(hide_password=False), desk.clock)
    OPENED.append(registry)
    return at_home(Desk(open_installation(registry), desk.clock), folder)


def begun(desk: Desk) -> int:
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", ASKS)
    return first


def decided_by(desk: Desk, work: int) -> str:
    with desk.office.registry.reading() as connection:
        who = person_called(connection, "5715.new")
    assert who is not None
    last = [one for one in desk.entries(work) if one.kind == "decision"][-1]
    return "new" if last.person_id == who.id else "old"


def test_a_chief_whom_another_process_records_is_who_decides_next(
    desk: Desk, tmp_path: Path
) -> None:
    first = begun(desk)
    the_chief_had_left(another(desk, tmp_path))
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", ASKS)
    assert decided_by(desk, first) == "new"


def test_a_chief_whom_the_same_process_records_is_who_decides_next(desk: Desk) -> None:
    first = begun(desk)
    the_chief_had_left(desk)
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", ASKS)
    assert decided_by(desk, first) == "new"


def test_a_text_that_another_process_takes_out_is_not_kept_beyond_the_next_decision(
    desk: Desk, tmp_path: Path
) -> None:
    first, entry = note_recorded(desk)
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", ASKS)
    assert VICTIM in kept(desk)
    redacted(another(desk, tmp_path), Aim(first, entry, ("note",)))
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", ASKS)
    assert VICTIM not in kept(desk)


def test_whoever_takes_a_text_out_keeps_it_no_longer(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", ASKS)
    assert VICTIM in kept(desk)
    redacted(desk, Aim(first, entry, ("note",)))
    assert VICTIM not in kept(desk)


def test_a_text_that_another_process_takes_out_goes_with_the_next_decision_anywhere(
    desk: Desk, tmp_path: Path
) -> None:
    load_people(desk.office.registry, ELSEWHERE)
    first, entry = note_recorded(desk)
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", ASKS)
    redacted(another(desk, tmp_path), Aim(first, entry, ("note",)))
    there = desk.start(district=ELSEWHERE)
    desk.decide(there, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"})
    assert VICTIM not in kept(desk)


def kept(desk: Desk) -> str:
    return repr(vars(desk.office.registry.kept))


def test_no_more_entries_are_kept_than_may_be(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.office.registry.kept = KeptJournals(most_entries=1)
    begun(desk)
    assert "EntryRow" not in kept(desk)
