"""Redaction by two people: who asks, who confirms, what is taken and what goes on."""

from pathlib import Path

import pytest

from flows.decisions.confirmation import NoSuchRequest, SettledAtGate
from flows.decisions.redact import REDACTION, RedactionWaits, ask
from flows.decisions.redaction_aim import (
    Aim,
)
from flows.decisions.refusals import MayNot, OfficeMayNotDecide, SamePerson
from flows.decisions.stop import stop
from registry.journal import entries
from registry.queries.document_contents import content
from registry.queries.documents import documents
from registry.queries.redactions import (
    redactions,
    request,
    requests,
)
from registry.records.filing import EVIDENCE, NewDocument, keep
from registry.records.redaction_list import list_file, read_list
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from registry.rules.redaction import MARK
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SECOND, Desk
from tests.flows.decisions.at_acts_of_two import settle_read
from tests.flows.decisions.at_redactions import (
    CONFIRMED,
    NOTE,
    VICTIM,
    asked_of,
    desk,
    everything,
    note_recorded,
    problems,
    redacted,
)

__all__ = ["desk"]


def test_a_text_that_two_people_take_out_is_nowhere_any_more(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    assert VICTIM in everything(desk)
    redacted(desk, Aim(first, entry, ("note",)))
    assert VICTIM not in everything(desk)
    with desk.office.registry.reading() as connection:
        said = next(e for e in entries(connection, first) if e.id == entry)
        (made,) = redactions(connection)
    assert said.body["answer"] == {**said.body["answer"], "note": {MARK: 1}, "finding": "none"}
    assert {made.first.ref, made.second.ref} == {"coord", "coord2"}
    assert problems(desk) == []


def test_the_process_goes_on_after_it(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    redacted(desk, Aim(first, entry, ("note",)))
    assert desk.waits_at(first) == ["advocacy#1"]
    desk.decide(first, "advocacy", "district_chief", "2022-06-03", {"result": "agreed"})
    assert desk.waits_at(first) == ["delegation"]
    assert problems(desk) == []


def test_nothing_is_taken_before_the_second_person_confirms_it(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    path = asked_of(desk, Aim(first, entry, ("note",)))
    assert VICTIM in everything(desk)
    assert path in desk.waits_at(first)
    assert problems(desk) == []
    refused = {"result": "refused", "reason": "เป็นชื่อวัด"}
    desk.decide(first, path, SECOND, "2022-06-02", refused, recorded_by="coord2")
    assert VICTIM in everything(desk)
    with desk.office.registry.reading() as connection:
        assert requests(connection) == []
        found = request(connection, 1)
    assert found is not None
    assert found.status == "refused"
    assert problems(desk) == []


def test_what_is_asked_for_already_is_not_asked_for_again_before_it_is_answered(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    aim = Aim(first, entry, ("note",))
    path = asked_of(desk, aim)
    with pytest.raises(RedactionWaits):
        asked_of(desk, aim, by="coord2")
    refused: Json = {"result": "refused", "reason": "ไม่ใช่ข้อมูลผู้เสียหาย"}
    desk.decide(first, path, SECOND, "2022-06-02", refused, recorded_by="coord2")
    assert asked_of(desk, aim) != path


def test_whoever_asked_does_not_confirm(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    path = asked_of(desk, Aim(first, entry, ("note",)))
    for by, recorder in ((COORDINATOR, "coord2"), (SECOND, "coord")):
        with pytest.raises(SamePerson):
            desk.decide(first, path, by, "2022-06-02", CONFIRMED, recorded_by=recorder)
    with pytest.raises(OfficeMayNotDecide):
        desk.decide(first, path, "district_chief", "2022-06-02", CONFIRMED, recorded_by="coord2")
    assert VICTIM in everything(desk)


def test_only_who_may_redact_there_asks(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    with pytest.raises(MayNot):
        asked_of(desk, Aim(first, entry, ("note",)), by=f"{MAE_FAH_LUANG}.chief")


def test_reasons_beside_an_answer_and_of_a_stop_can_be_taken(desk: Desk) -> None:
    first, _ = note_recorded(desk)
    stop(desk.office, first, reason=NOTE, on=desk.office.registry.today, recorded_by="coord")
    with desk.office.registry.reading() as connection:
        end = entries(connection, first)[-1]
    redacted(desk, Aim(first, end.id, ("stopped",)))
    assert VICTIM not in everything(desk)
    assert problems(desk) == []


def test_a_paper_where_nothing_was_started_is_settled_by_number(desk: Desk) -> None:
    registry = desk.office.registry
    paper = NewDocument(
        kind="scan.other", file_name="เก่า.pdf", media_type="application/pdf",
        own_date=registry.today, content=b"%PDF-1.4\n%old\n", content_hash="x", status=EVIDENCE,
        attested_by=1,
    )  # fmt: skip
    with registry.writing(MAE_FAH_LUANG) as write:
        number = keep(write, MAE_FAH_LUANG, None, None, paper)
    made = ask(desk.office, Aim(documents=(number,)), reason="มีชื่อผู้เสียหาย", recorded_by="coord")
    assert (made.instance, made.path) == (None, None)
    with pytest.raises(SamePerson):
        settle_read(REDACTION, desk, made.number, confirmed=True, recorded_by="coord")
    done = settle_read(REDACTION, desk, made.number, confirmed=True, recorded_by="coord2")
    assert done.status == "confirmed"
    with registry.reading() as connection:
        (row,) = documents(connection, district=MAE_FAH_LUANG)
        assert content(connection, row.sha256) is None
    assert problems(desk) == []
    with pytest.raises(NoSuchRequest):
        settle_read(REDACTION, desk, made.number, confirmed=True, recorded_by="coord2")


def test_a_request_at_a_gate_is_not_settled_past_it(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    asked_of(desk, Aim(first, entry, ("note",)))
    with pytest.raises(SettledAtGate):
        settle_read(REDACTION, desk, 1, confirmed=True, recorded_by="coord2")


def test_the_list_outside_the_registry_names_rows_and_holds_no_text(desk: Desk) -> None:
    first, entry = note_recorded(desk)
    redacted(desk, Aim(first, entry, ("note",)))
    file = list_file(desk.office.registry, desk.office.settings.home)
    (line,) = read_list(file)
    assert [part.entry for part in line.parts] == [entry]
    assert VICTIM not in file.read_text(encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8") + '{"cut off', encoding="utf-8")
    assert read_list(file) == [line]


def test_without_the_list_nothing_is_taken(desk: Desk, tmp_path: Path) -> None:
    first, entry = note_recorded(desk)
    file = list_file(desk.office.registry, desk.office.settings.home)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.mkdir()
    with pytest.raises(Refusal):
        redacted(desk, Aim(first, entry, ("note",)))
    assert VICTIM in everything(desk)
    file.rmdir()
    assert problems(desk) == []
