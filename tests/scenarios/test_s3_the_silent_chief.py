"""S3: no reply for 70 days is "no reply yet", followed up, never refused, never sent by machine."""

from datetime import date

import pytest
from sqlalchemy import select

from flows.decisions.decide import Decision, decide
from flows.engine.days import sweep
from flows.engine.misfit import AnswerUnfit
from registry.journal import entries
from registry.models import ProvincialItem
from registry.queries.document_contents import content
from registry.queries.documents import DocumentRow, documents
from tasks.documents.docx_text import paragraphs
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, a_desk


def silent_since(desk: Desk, day: str) -> int:
    instance = desk.start(on=day)
    desk.decide(instance, "earlier_order", COORDINATOR, day, {"finding": "none"})
    answer = {"result": "no_reply", "approached_on": day}
    desk.decide(instance, "advocacy", COORDINATOR, day, answer)
    return instance


def items(desk: Desk) -> list[tuple[str, date]]:
    with desk.office.registry.reading() as connection:
        rows = connection.execute(select(ProvincialItem.subject, ProvincialItem.valid_from))
        return [(row[0], row[1]) for row in rows]


def run_to(desk: Desk, day: str) -> None:
    desk.clock.move_to(date.fromisoformat(day))
    while sweep(desk.office):
        desk.perform()


def test_follow_ups_fall_due_at_30_and_60_days_and_then_the_province_is_told(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url, "2022-01-10")
    instance = silent_since(desk, "2022-01-10")
    (gate,) = desk.gates(instance)
    assert (gate.path, gate.until_on) == ("advocacy#2", date(2022, 2, 9))

    run_to(desk, "2022-02-10")
    (gate,) = desk.gates(instance)
    assert (gate.path, gate.until_on) == ("advocacy#3", date(2022, 3, 11))
    assert items(desk) == []

    run_to(desk, "2022-03-21")
    (gate,) = desk.gates(instance)
    assert (gate.path, gate.until_on) == ("advocacy#4", None)
    assert items(desk) == [("no_reply", date(2022, 3, 12))]


def test_seventy_days_without_a_sweep_end_where_an_unbroken_run_does(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-01-10")
    instance = silent_since(desk, "2022-01-10")
    run_to(desk, "2022-03-21")
    with desk.office.registry.reading() as connection:
        lapses = [e.act_date for e in entries(connection, instance) if e.kind == "lapse"]
    assert lapses == [date(2022, 2, 10), date(2022, 3, 12)]
    assert items(desk) == [("no_reply", date(2022, 3, 12))]


def letters(desk: Desk) -> list[DocumentRow]:
    with desk.office.registry.reading() as connection:
        rows = documents(connection, district=MAE_FAH_LUANG)
    return [row for row in rows if row.kind == "follow_up_letter"]


def test_two_letters_are_drafted_at_30_and_60_days_and_a_person_sends_them_or_not(
    made_registry_url: str,
) -> None:
    desk = a_desk(made_registry_url, "2022-01-10")
    silent_since(desk, "2022-01-10")
    run_to(desk, "2022-02-09")
    assert letters(desk) == []
    run_to(desk, "2022-02-10")
    assert [(one.subject, one.own_date) for one in letters(desk)] == [("1", date(2022, 2, 10))]
    run_to(desk, "2022-03-21")
    assert [(one.subject, one.own_date, one.status) for one in letters(desk)] == [
        ("1", date(2022, 2, 10), "draft"),
        ("2", date(2022, 3, 12), "draft"),
    ]


def test_a_letter_to_a_silent_chief_asks_and_does_not_demand(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-01-10")
    silent_since(desk, "2022-01-10")
    run_to(desk, "2022-03-21")
    for letter in letters(desk):
        with desk.office.registry.reading() as connection:
            kept = content(connection, letter.sha256)
        text = "\n".join(paragraphs(kept or b""))
        assert "ขอความอนุเคราะห์" in text
        assert "เมื่อวันที่ ๑๐ มกราคม ๒๕๖๕" in text
        assert not any(word in text for word in ("ปฏิเสธ", "ล่าช้า", "กำชับ", "โดยด่วน"))


def test_silence_never_becomes_a_refusal_and_a_late_yes_is_taken(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-01-10")
    instance = silent_since(desk, "2022-01-10")
    run_to(desk, "2022-03-21")
    assert desk.instances()[0].status == "open"
    desk.decide(instance, "advocacy", "district_chief", "2022-03-21", {"result": "agreed"})
    assert desk.waits_at(instance) == ["delegation"]


def test_a_reply_dated_before_the_lapse_is_still_taken_there(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-01-10")
    instance = silent_since(desk, "2022-01-10")
    run_to(desk, "2022-03-21")
    desk.decide(instance, "advocacy#2", "district_chief", "2022-02-01", {"result": "agreed"})
    assert desk.waits_at(instance) == ["delegation"]
    assert items(desk) == [] or all(day != date(2022, 3, 12) for _, day in live_items(desk))


def live_items(desk: Desk) -> list[tuple[str, date]]:
    with desk.office.registry.reading() as connection:
        rows = connection.execute(
            select(ProvincialItem.subject, ProvincialItem.valid_from).where(
                ProvincialItem.superseded_at.is_(None)
            )
        )
        return [(row[0], row[1]) for row in rows]


def test_a_wait_that_falls_due_within_a_batch_is_passed_within_it(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-01-10")
    instance = desk.start(on="2022-01-10")
    desk.clock.move_to(date(2022, 6, 1))
    deferred = {"result": "deferred", "until": "2022-03-01"}
    steps = (
        ("earlier_order", COORDINATOR, "2022-01-10", {"finding": "none"}),
        ("advocacy", "district_chief", "2022-01-12", deferred),
        ("advocacy", "district_chief", "2022-03-02", {"result": "agreed"}),
    )
    decide(
        desk.office,
        *(
            Decision(instance, gate, by, date.fromisoformat(on), answer, "coord")
            for gate, by, on, answer in steps
        ),
    )
    assert desk.waits_at(instance) == ["delegation"]


def test_of_several_decisions_the_refused_one_is_named_and_none_is_recorded(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, "2022-01-10")
    instance = desk.start(on="2022-01-10")
    day = date(2022, 1, 10)
    first = Decision(instance, "earlier_order", COORDINATOR, day, {"finding": "none"}, "coord")
    second = Decision(instance, "advocacy", "district_chief", day, {"result": "perhaps"}, "coord")
    with pytest.raises(AnswerUnfit) as refused:
        decide(desk.office, first, second)
    assert refused.value.sentence.en.startswith("Decision 2 of those given: ")
    assert desk.waits_at(instance) == ["earlier_order"]
