"""A draft whose facts have changed elsewhere is drafted anew, and no other."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Connection, select

from flows.decisions.correct import Correction, correct
from flows.decisions.withdraw import withdraw
from flows.engine.installation import Job, Recording
from flows.engine.paper import NewPaper, PapersOf
from flows.engine.run import Run
from registry.models import ProvincialItem
from registry.rules.plain_values import Json
from tests.flows.machines import (
    FIRST,
    LAST,
    REVIEW,
    SECOND,
    WRITE_PAPER,
    Done,
    Engine,
    SaidV1,
    Text,
    an_engine,
    note_down,
    write_paper,
)


def beside(run: Run) -> Done:
    """left: a paper and its review. right: what the paper tells of without being made of it."""

    def left(branch: Run) -> None:
        paper = write_paper(branch, branch.ask(FIRST).result)
        branch.ask(REVIEW, about=paper.content_hash)

    run.together("both", ("left", left), ("right", lambda branch: branch.ask(SECOND)))
    run.ask(LAST)
    return Done.DONE


def tells_of_notes(connection: Connection, _job: Job) -> Iterator[NewPaper]:
    """The notes that stand; a paper about something lost cannot be made."""
    query = select(ProvincialItem.subject).where(
        ProvincialItem.superseded_at.is_(None), ProvincialItem.subject.not_like("paper %")
    )
    notes = sorted(connection.scalars(query))
    if "lost" in notes:
        raise LookupError(notes)
    yield NewPaper("paper", Text(text=", ".join(notes)))


def at_work(url: str, *told_by: str) -> tuple[Engine, int]:
    engine = an_engine(url, beside)
    said = Recording(write=note_down, told_by=told_by, told_why="told_otherwise")
    known = replace(
        engine.office.declared,
        recordings={**engine.office.declared.recordings, SaidV1: said},
        papers={"write_paper": PapersOf(WRITE_PAPER, tells_of_notes, {"paper": Text})},
    )
    engine = replace(engine, office=replace(engine.office, declared=known))
    work = engine.begin()
    engine.say(work, "both/left/first", "2022-06-03", "blue")
    assert engine.shop.made == ["blue"]
    return engine, work


def test_a_draft_is_drafted_anew_after_whatever_changes_what_it_tells(
    made_registry_url: str,
) -> None:
    engine, work = at_work(made_registry_url, "write_paper")
    engine.say(work, "both/right/second", "2022-06-04", note="seen")
    assert engine.shop.made == ["blue"] * 2
    correct(
        engine.office,
        Correction(work, "second", {"note": "seen twice"}, reason="x", recorded_by="coord"),
    )
    engine.perform()
    assert engine.shop.made == ["blue"] * 3
    withdraw(engine.office, work, "second", reason="x", recorded_by="coord")
    engine.perform()
    assert engine.shop.made == ["blue"] * 4
    assert engine.reasons(work) == {"told_otherwise"}
    assert [status for _, status in engine.papers()] == [*["replaced"] * 3, "draft"]
    assert sorted(engine.waits_at(work)) == ["both/left/review", "both/right/second"]
    assert engine.problems() == []


def test_a_draft_that_tells_the_same_stays(sqlite_url: str) -> None:
    engine, work = at_work(sqlite_url, "write_paper")
    engine.say(work, "both/right/second", "2022-06-04", "otherwise")
    correct(
        engine.office, Correction(work, "second", {"result": "go"}, reason="x", recorded_by="coord")
    )
    engine.perform()
    assert engine.shop.made == ["blue"]


def test_a_draft_that_somebody_has_decided_on_stays(sqlite_url: str) -> None:
    engine, work = at_work(sqlite_url, "write_paper")
    engine.say(work, "both/left/review", "2022-06-04")
    engine.say(work, "both/right/second", "2022-06-05", note="seen")
    assert engine.shop.made == ["blue"]
    assert engine.reasons(work) == set()


@pytest.mark.parametrize("told_by", [(), ("another_effect",)])
def test_only_the_papers_that_are_told_by_an_answer_are_asked_anew(
    sqlite_url: str, told_by: tuple[str, ...]
) -> None:
    engine, work = at_work(sqlite_url, *told_by)
    engine.say(work, "both/right/second", "2022-06-04", note="seen")
    assert engine.shop.made == ["blue"]


def test_a_draft_that_could_not_be_made_any_more_stays_until_it_can(sqlite_url: str) -> None:
    engine, work = at_work(sqlite_url, "write_paper")
    engine.say(work, "both/right/second", "2022-06-04", note="lost")
    assert engine.shop.made == ["blue"]
    correct(
        engine.office,
        Correction(work, "second", {"note": "found"}, reason="x", recorded_by="coord"),
    )
    engine.perform()
    assert engine.shop.made == ["blue"] * 2


def test_what_the_replay_has_made_anew_by_itself_is_told_as_that(sqlite_url: str) -> None:
    engine, work = at_work(sqlite_url, "write_paper")
    fields: dict[str, Json] = {"result": "red", "note": "seen"}
    correct(engine.office, Correction(work, "first", fields, reason="x", recorded_by="coord"))
    engine.perform()
    assert engine.shop.made == ["blue", "red"]
    assert engine.reasons(work) == {"inputs_changed"}
