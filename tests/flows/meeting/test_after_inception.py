"""What follows the inception meeting: its minutes, the duties, the end of the establishment."""

from datetime import date

import pytest

from flows.decisions.days import ActEarlier, DueBeforeAsked
from flows.decisions.frozen import RestsOnAdopted
from flows.decisions.refusals import UnknownSeat
from flows.decisions.withdraw import withdraw
from flows.verification import verify_all
from registry.models import Document, table_of
from registry.queries.action_items import actions
from registry.queries.documents import documents
from registry.queries.members import invitees
from registry.queries.redaction_parts import entry_part
from registry.records.redactions import take_out
from registry.rules.plain_values import Json
from tests.builders import ATTENDANCE, Desk
from tests.flows.meeting.at_inception import MINUTES, D, desk, refused, trained

__all__ = ["desk"]


def test_minutes_are_frozen_by_adoption_and_their_actions_stand_open(desk: Desk) -> None:
    first = desk.to_after_meeting()
    desk.decide(first, "minutes", "focal_point", "2022-07-25", MINUTES)
    desk.decide(first, "minutes_sent", "focal_point", "2022-07-27", {"sent_on": "2022-07-27"})
    adopted = {"result": "adopted", "how": "circulation"}
    desk.decide(first, "minutes_adopted", "focal_point", "2022-08-10", adopted)
    with desk.office.registry.reading() as connection:
        kept = [one for one in documents(connection) if one.kind == "minutes"]
        (todo,) = actions(connection, D)
    assert [one.status for one in kept] == ["adopted"]
    assert (todo.owner, todo.due_on) == ("executive.district_chief", date(2022, 8, 31))
    with pytest.raises(Exception, match="document_frozen"), desk.office.registry.writing() as write:
        write.connection.execute(table_of(Document).update().values(status="draft"))


def test_corrected_minutes_are_a_new_draft_beside_the_old(desk: Desk) -> None:
    first = desk.to_after_meeting()
    desk.decide(first, "minutes", "focal_point", "2022-07-25", MINUTES)
    desk.decide(first, "minutes_sent", "focal_point", "2022-07-27", {"sent_on": "2022-07-27"})
    wrong = {"result": "corrections", "items": ["แก้ชื่อผู้มาแทน"]}
    desk.decide(first, "minutes_adopted", "focal_point", "2022-08-10", wrong)
    desk.decide(first, "minutes", "focal_point", "2022-08-11", MINUTES | {"note": "แก้แล้ว"})
    with desk.office.registry.reading() as connection:
        kept = [one for one in documents(connection) if one.kind == "minutes"]
    assert [(one.version, one.status) for one in kept] == [(1, "replaced"), (2, "draft")]


@pytest.mark.parametrize("hand", ["นายไม่มา ติดงาน", "ผู้กำกับการ"])
def test_minutes_taken_by_somebody_absent_are_recorded_with_a_warning(
    desk: Desk, hand: str
) -> None:
    first = desk.to_after_meeting()
    taken = MINUTES | {"taken_by": hand}
    receipt = desk.decide(first, "minutes", "focal_point", "2022-07-25", taken)
    assert [one.en for one in receipt.warnings] == [
        f"{hand} took or checked the minutes but is recorded as absent from the meeting."
    ]


def test_a_post_that_somebody_who_was_there_has_too_is_warned_of_by_nobody(desk: Desk) -> None:
    alike = ATTENDANCE[-1]
    assert isinstance(alike, dict)
    there: Json = alike | {"name_th": "มา แทน", "state": "present", "cause": ""}
    first = desk.to_after_meeting([*ATTENDANCE, there])
    taken = MINUTES | {"taken_by": "ผู้กำกับการ"}
    assert desk.decide(first, "minutes", "focal_point", "2022-07-25", taken).warnings == ()


def test_minutes_of_a_meeting_whose_sheet_was_redacted_are_taken_and_adopted(desk: Desk) -> None:
    first = desk.to_after_meeting()
    met = next(one for one in desk.entries(first) if one.gate == "inception_meeting")
    lines = met.body["answer"]["attendance"]
    named = next(place for place, line in enumerate(lines) if line["person"])
    with desk.office.registry.writing(D) as write:
        path = ("answer", "attendance", str(named), "person")
        part = entry_part(write.connection, met.id, [path])
        take_out(write, D, [part], first=1, second=2, reason="victim named")
    desk.decide(first, "minutes", "focal_point", "2022-07-25", MINUTES)
    desk.decide(first, "minutes_sent", "focal_point", "2022-07-26", {"sent_on": "2022-07-26"})
    how: Json = {"result": "adopted", "how": "circulation"}
    desk.decide(first, "minutes_adopted", "focal_point", "2022-07-29", how)
    assert not any(one.startswith("after_meeting/minutes") for one in desk.waits_at(first))
    assert verify_all(desk.office) == ()


def test_an_action_needs_a_seat_that_owns_it(desk: Desk) -> None:
    desk.to_after_meeting()
    lost: Json = MINUTES | {
        "items": [{"agenda": 4, "resolution": "x", "actions": [{"what": "x", "owner": "no.seat"}]}]
    }
    told = refused(desk, UnknownSeat, "minutes", "2022-07-25", lost)
    assert told.field == "items.0.actions.0.owner"


def an_action_by(day: str) -> dict[str, Json]:
    action: Json = {"what": "เสนอรายชื่อ", "owner": "executive.district_chief", "due_on": day}
    return MINUTES | {"items": [{"agenda": 4, "resolution": "เห็นชอบ", "actions": [action]}]}


def test_nothing_is_asked_for_by_a_day_before_the_meeting_that_asked(desk: Desk) -> None:
    first = desk.to_after_meeting()
    told = refused(desk, DueBeforeAsked, "minutes", "2022-07-25", an_action_by("2022-07-19"))
    assert told.field == "items.0.actions.0.due_on"
    assert "ระเบียบวาระที่ 4" in told.sentence.th
    desk.decide(first, "minutes", "focal_point", "2022-07-25", an_action_by("2022-07-20"))


def test_a_day_so_far_ahead_that_its_year_may_be_mistyped_is_warned_of(desk: Desk) -> None:
    first = desk.to_after_meeting()
    said = desk.decide(first, "minutes", "focal_point", "2022-07-25", an_action_by("2032-07-20"))
    (warned,) = (one.en for one in said.warnings)
    assert warned.startswith("Due (no. 1, What was assigned no. 1): 20 July 2032 lies more than")


def test_minutes_are_written_sent_and_adopted_in_this_order(desk: Desk) -> None:
    first = desk.to_after_meeting()
    assert refused(desk, ActEarlier, "minutes", "2022-07-19", MINUTES).field == "decided_on"
    desk.decide(first, "minutes", "focal_point", "2022-07-25", MINUTES)
    sent: Json = {"sent_on": "2022-07-24"}
    assert refused(desk, ActEarlier, "minutes_sent", "2022-07-26", sent).field == "sent_on"
    desk.decide(first, "minutes_sent", "focal_point", "2022-07-26", {"sent_on": "2022-07-26"})
    how: Json = {"result": "adopted", "how": "circulation"}
    assert refused(desk, ActEarlier, "minutes_adopted", "2022-07-25", how).field == "decided_on"


def test_adopted_minutes_and_what_they_rest_on_are_not_withdrawn(desk: Desk) -> None:
    first = desk.to_after_meeting()
    desk.decide(first, "minutes", "focal_point", "2022-07-25", MINUTES)
    desk.decide(first, "minutes_sent", "focal_point", "2022-07-26", {"sent_on": "2022-07-26"})
    how: Json = {"result": "adopted", "how": "circulation"}
    desk.decide(first, "minutes_adopted", "focal_point", "2022-07-29", how)
    for gate in ("minutes_adopted", "minutes", "inception_meeting"):
        with pytest.raises(RestsOnAdopted):
            withdraw(desk.office, first, gate, reason="ผิด", recorded_by="coord")


def test_an_establishment_ends_when_minutes_duties_and_trainings_are_done(desk: Desk) -> None:
    first = trained(desk)
    no_test = {"result": "not_tested", "reason": "ไม่มีเวลา"}
    desk.decide(first, "training_scores", "focal_point", "2022-09-08", no_test)
    desk.decide(first, "acknowledgement", "focal_point", "2022-09-08", {"result": "complete"})
    desk.decide(first, "minutes", "focal_point", "2022-09-08", MINUTES)
    desk.decide(first, "minutes_sent", "focal_point", "2022-09-09", {"sent_on": "2022-09-09"})
    adopted = {"result": "adopted", "how": "next_meeting"}
    desk.decide(first, "minutes_adopted", "focal_point", "2022-09-20", adopted)
    (row,) = (one for one in desk.instances() if one.id == first)
    assert (row.status, row.outcome) == ("finished", "established")


def test_what_is_called_complete_is_checked_against_the_seats(desk: Desk) -> None:
    first = desk.to_after_meeting()
    with desk.office.registry.reading() as connection:
        sitting = invitees(connection, D, date(2022, 8, 8))
    told, *vacant = [seat for one in sitting if not one.person for seat in one.member.seats]
    some: Json = {"result": "awaited", "seats": [told.key]}
    desk.decide(first, "acknowledgement", "focal_point", "2022-08-05", some)
    complete: Json = {"result": "complete"}
    done = desk.decide(first, "acknowledgement", "focal_point", "2022-08-08", complete)
    said = [one.en for one in done.warnings]
    assert any("not ticked as acknowledged" in one for one in said)
    unrecorded = f"{len(vacant)} seats of which no holder is recorded"
    assert any(one.startswith(unrecorded) for one in said)


def test_nothing_is_said_of_seats_that_all_acknowledged(desk: Desk) -> None:
    first = desk.to_after_meeting()
    with desk.office.registry.reading() as connection:
        sitting = invitees(connection, D, date(2022, 8, 8))
    every: Json = {
        "result": "complete", "seats": [seat.key for one in sitting for seat in one.member.seats],
    }  # fmt: skip
    done = desk.decide(first, "acknowledgement", "focal_point", "2022-08-08", every)
    assert done.warnings == ()
