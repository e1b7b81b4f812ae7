"""Two people between reading and pressing: whoever confirms has confirmed what they read.

The second person reads at a gate; then somebody does something; then the second person presses what
was read. Where what stands there says anything else by then, or was proposed anew, nothing is
recorded; read anew it is. What is read is held by its words, and never by its mark.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

import pytest

from desk.views.form_schema import ReadAtGate, filled
from desk.views.read_at_gate import with_what_is_read, with_what_two_settle
from flows.capabilities import GATES
from flows.decisions.confirmation import RequestOtherwise, RequestUnread
from flows.decisions.correct import Correction, correct
from flows.decisions.decide import Decision, decide
from flows.decisions.merge import MERGE, ask_merge
from flows.decisions.redact import ask as ask_redaction
from flows.decisions.redaction_aim import Aim
from flows.decisions.refusals import (
    AlreadyDecided,
    ChangedSinceRead,
    GateNotOpen,
    InstanceEnded,
    ReadUnnamed,
)
from flows.decisions.rename import NewName, ask_renaming
from flows.decisions.withdraw import withdraw
from flows.engine.read_marks import read_first
from flows.verification import verify_all
from registry.queries.orders import orders
from registry.queries.people import person
from registry.records.filing import Upload
from registry.records.people import rename_person
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, SECOND, Desk, a_desk, a_pdf
from tests.flows.classified_paper.at_registers import registered
from tests.flows.decisions.at_acts_of_two import settle_read
from tests.flows.decisions.at_merges import agree, settled
from tests.flows.decisions.test_authority import the_chief_had_left
from tests.flows.dissolution.at_adoption_withdrawals import MISTAKE, asked as mistake_said, taken_in
from tests.flows.dissolution.test_dissolution import ENDS, ordered
from tests.flows.order.at_amendments import sign
from tests.readers import view_of
from tests.scenarios.test_s4_the_pen import BY_PEN, signed_by_pen

WHY = "อ่านผิด"
OTHER_SCAN = Upload("other.pdf", "application/pdf", a_pdf("another"))
DEPUTY, OTHER_DEPUTY = f"{MAE_FAH_LUANG}.deputy", f"{MAE_FAH_LUANG}.deputy2"
YES: Json = {"result": "confirmed"}
NOTE = "สมหญิงที่ร้านริมทาง ไม่ควรบันทึก"
SIGNED: dict[str, Json] = {"number": "12/2565", "dated": "2022-07-01", "printed": "as_printed"}


class Waiting(NamedTuple):
    """What waits for a second person: where, and what was answered before it there."""

    instance: int
    path: str
    said: str


Act = Callable[[Desk, Waiting], object]


@dataclass(frozen=True)
class Subject:
    """What waits, and what somebody does to it between reading and pressing."""

    begin: Callable[[Desk], Waiting]
    changes: dict[str, Act]
    keeps: dict[str, Act]
    by: str = SECOND


def read(desk: Desk, at: Waiting) -> tuple[str | None, ReadAtGate | None]:
    """The mark of what is read at the gate, and its words."""
    with desk.office.registry.reading() as connection:
        view = view_of(desk, connection)
        form = with_what_is_read(view, filled(view, at.instance, at.path))
        form = with_what_two_settle(view, form)
    return form.about, form.read


def press(desk: Desk, at: Waiting, about: str | None, by: str) -> None:
    answer: Json = {"result": "confirmed"}
    if at.path.startswith("!authority/"):
        answer = {"result": "confirmed", "reason": "เห็นชอบ"}
    day = desk.office.registry.today
    decide(
        desk.office, Decision(at.instance, at.path, by, day, answer, "coord2", about=about)
    )  # fmt: skip


def is_recorded(desk: Desk, at: Waiting) -> bool:
    return any(
        one.path == at.path and one.kind == "decision" and one.live
        for one in desk.entries(at.instance)
    )


# --- what somebody does meanwhile ----------------------------------------------------------------


def corrects(scan: Upload | None = None, **fields: Json) -> Act:
    """The answer that waits to be confirmed is corrected, or its correction is proposed anew."""

    def act(desk: Desk, at: Waiting) -> None:
        evidence = () if scan is None else (scan,)
        correct(desk.office, Correction(at.instance, at.said, fields, WHY, "coord", evidence))

    return act


def withdraws(desk: Desk, at: Waiting) -> None:
    """The answer is withdrawn, where it can be."""
    with suppress(Refusal):
        withdraw(desk.office, at.instance, at.said, reason=WHY, recorded_by="coord")


def records_anew(answer: dict[str, Json], by: str, scan: Upload | None = None) -> Act:
    """The answer is withdrawn and another is recorded."""

    def act(desk: Desk, at: Waiting) -> None:
        withdraws(desk, at)
        day = str(desk.office.registry.today)
        evidence = () if scan is None else (scan,)
        desk.decide(at.instance, at.said, by, day, answer, evidence=evidence)

    return act


def does_nothing(_desk: Desk, _at: Waiting) -> None:
    """Nobody does anything."""


def in_turn(*acts: Act) -> Act:
    """One after the other, within one second of the clock."""

    def act(desk: Desk, at: Waiting) -> None:
        for one in acts:
            one(desk, at)

    return act


def renames(desk: Desk, _: Waiting) -> None:
    """A Deputy bears another name, by two people."""
    new = NewName("นาง", "รองใหม่ สมมุติ")
    agree(desk, ask_renaming(desk.office, DEPUTY, new, reason=WHY, recorded_by="coord"))


def spells(ref: str) -> Act:
    """The person's name is spelt otherwise from now on."""

    def act(desk: Desk, _: Waiting) -> None:
        with desk.office.registry.writing("TH", "57", MAE_FAH_LUANG) as write:
            who = person(write.connection, ref, field="x")
            rename_person(write, who.id, {"name_th": "สะกดใหม่ สมมุติ"})

    return act


def merged(one: str, kept: str) -> Act:
    """A record is made one with another."""
    return lambda desk, _: settled(desk, one, kept)


def elsewhere(act: Act, instance: int, path: str, said: str) -> Act:
    """The same done to another answer."""
    return lambda desk, _: act(desk, Waiting(instance, path, said))


def second_confirms(*, after: Act) -> Act:
    """What is proposed meanwhile is confirmed too, in another window of the same person."""

    def act(desk: Desk, at: Waiting) -> None:
        after(desk, at)
        newest = next(one for one in reversed(desk.gates()) if one.gate == "confirm_correction")
        day = str(desk.office.registry.today)
        desk.decide(newest.instance_id, newest.path, SECOND, day, YES, recorded_by="coord2")

    return act


def corrects_paper(desk: Desk, at: Waiting) -> None:
    """The classified paper on which the answer rests is to be called by another order's number."""
    at_paper = Waiting(paper_of(desk), at.path, "classified_paper_kept")
    corrects(number="99/2565", secrecy_level="top_secret")(desk, at_paper)


def paper_of(desk: Desk) -> int:
    return next(one.id for one in desk.instances() if one.process == "classified_paper")


# --- what waits ----------------------------------------------------------------------------------


def a_correction(desk: Desk) -> Waiting:
    desk.to_order_signed()
    desk.on("2022-07-05")
    order = desk.order()
    return proposed(desk, Waiting(order, "", "registration"), corrects(SCAN, number="46/2565"))


def a_correction_of_a_paper(desk: Desk) -> Waiting:
    without_scan(desk)
    at = Waiting(paper_of(desk), "", "classified_paper_kept")
    return proposed(desk, at, corrects(number="46"))


def proposed(desk: Desk, at: Waiting, act: Act) -> Waiting:
    act(desk, at)
    (path,) = [one for one in desk.waits_at(at.instance) if one.startswith("!correction/")]
    return at._replace(path=path)


def by_pen(desk: Desk) -> Waiting:
    return Waiting(signed_by_pen(desk), "confirm_as_signed#1", "registration")


def without_scan(desk: Desk) -> Waiting:
    order = desk.to_first_draft()
    desk.on("2022-06-30")
    paper = registered(desk, on="2022-06-30", dated="2022-06-30").instance
    desk.decide(order, "deputy_review", "focal_point", "2022-06-24", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-07-01", {"result": "sign"})
    chief = "district_chief"
    desk.decide(order, "registration", chief, "2022-07-01", SIGNED, classified=[paper])
    return Waiting(order, "confirm_without_scan#1", "registration")


def an_ending(desk: Desk) -> Waiting:
    sign(desk, desk.to_first_draft(), "12/2565", "2022-06-24")
    return Waiting(ordered(desk), "confirm_ending#1", "ending_order")


def a_mistaken_adoption(desk: Desk) -> Waiting:
    taken_in(desk)
    work = mistake_said(desk, "2022-06-22")
    return Waiting(work, "confirm_adoption_withdrawal", "adoption_mistaken")


def an_authority(desk: Desk) -> Waiting:
    first = desk.to_advocacy()
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", {"result": "agreed"})
    (entry,) = the_chief_had_left(desk)
    return Waiting(first, f"!authority/{entry}", "advocacy")


def a_redaction(desk: Desk) -> Waiting:
    first = desk.start()
    said: Json = {"finding": "none", "note": NOTE}
    entry = desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", said).entry
    aim = Aim(first, entry, ("note",))
    asked = ask_redaction(desk.office, aim, reason=WHY, recorded_by="coord")
    return Waiting(first, asked.path or "", "earlier_order")


def a_merge(desk: Desk) -> Waiting:
    first = desk.to_advocacy()
    asked = ask_merge(desk.office, OTHER_DEPUTY, DEPUTY, reason=WHY, recorded_by="coord")
    return Waiting(first, asked.path or "", "earlier_order")


def a_renaming(desk: Desk) -> Waiting:
    first = desk.to_advocacy()
    new = NewName("นาย", "ชื่อใหม่ สมมุติ")
    asked = ask_renaming(desk.office, OTHER_DEPUTY, new, reason=WHY, recorded_by="coord")
    return Waiting(first, asked.path or "", "earlier_order")


TWINS = merged(OTHER_DEPUTY, DEPUTY)
OTHERWISE: dict[str, Act] = {"nothing": does_nothing, "merge": TWINS, "rename": renames}
ESTABLISHED = elsewhere(corrects(note="ค้นแล้ว"), 1, "", "earlier_order")
SUBJECTS: dict[str, Subject] = {
    "correction": Subject(
        a_correction,
        {
            "propose another number": corrects(SCAN, number="99/2565"),
            "propose another scan": corrects(OTHER_SCAN, number="46/2565"),
            "propose the same": corrects(SCAN, number="46/2565"),
            "propose two in one second": in_turn(
                corrects(SCAN, number="98/2565"), corrects(SCAN, number="46/2565")
            ),
        },
        OTHERWISE | {"withdraw": withdraws, "correct another answer": ESTABLISHED},
    ),
    "correction of a classified paper": Subject(
        a_correction_of_a_paper,
        {
            "propose another number": corrects(number="99/2565"),
            "propose another class": corrects(number="46", secrecy_level="top_secret"),
        },
        OTHERWISE | {"withdraw": withdraws},
    ),
    "confirm_as_signed": Subject(
        by_pen,
        {
            "register another number": records_anew(
                BY_PEN | {"number": "99/2565"}, "district_chief", SCAN
            ),
            "register another scan": records_anew(BY_PEN, "district_chief", OTHER_SCAN),
            "register the same": records_anew(BY_PEN, "district_chief", SCAN),
            "withdraw": withdraws,
            "correct by two": second_confirms(after=corrects(number="99/2565")),
        },
        OTHERWISE | {"propose a correction": corrects(number="99/2565")},
    ),
    "confirm_without_scan": Subject(
        without_scan,
        {
            "register another number": in_turn(
                withdraws,
                lambda desk, at: desk.decide(
                    at.instance,
                    at.said,
                    "district_chief",
                    "2022-07-01",
                    SIGNED | {"number": "99/2565"},
                    classified=[paper_of(desk)],
                ),
            ),
            "register with a scan": records_anew(SIGNED, "district_chief", SCAN),
            "withdraw": withdraws,
            "correct by two": second_confirms(after=corrects(number="99/2565")),
            "correct the paper by two": second_confirms(after=corrects_paper),
        },
        OTHERWISE
        | {
            "propose a correction": corrects(number="99/2565"),
            "propose another paper": corrects_paper,
        },
    ),
    "confirm_ending": Subject(
        an_ending,
        {
            "record another order": records_anew(ENDS | {"number": "99/2565"}, COORDINATOR, SCAN),
            "record another scan": records_anew(ENDS, COORDINATOR, OTHER_SCAN),
            "withdraw": withdraws,
            "correct": corrects(number="99/2565"),
        },
        OTHERWISE,
    ),
    "confirm_adoption_withdrawal": Subject(
        a_mistaken_adoption,
        {
            "record anew": records_anew(MISTAKE | {"reason": "อีกเหตุหนึ่ง"}, COORDINATOR),
            "withdraw": withdraws,
            "correct": corrects(reason="อีกเหตุหนึ่ง"),
        },
        {"nothing": does_nothing},
    ),
    "confirm_authority": Subject(
        an_authority,
        {"correct": corrects(order_768_shown=True), "withdraw": withdraws},
        OTHERWISE,
        by="district_chief@5715.new",
    ),
    "redaction": Subject(
        a_redaction,
        {},
        OTHERWISE | {"correct": corrects(note="ไม่มีแล้ว"), "withdraw": withdraws},
    ),
    "merge": Subject(
        a_merge,
        {
            "rename who is kept": spells(DEPUTY),
            "rename who is merged": spells(OTHER_DEPUTY),
            "merge who is kept": merged(DEPUTY, f"{MAE_FAH_LUANG}.chief"),
        },
        {"nothing": does_nothing, "withdraw": withdraws, "correct": corrects(note="ค้นแล้ว")},
    ),
    "renaming": Subject(
        a_renaming,
        {"merge who is renamed": TWINS},
        {"nothing": does_nothing, "rename another": spells("5715.chief"), "withdraw": withdraws},
    ),
}
CHANGES = [(one, act) for one, subject in SUBJECTS.items() for act in subject.changes]
KEEPS = [(one, act) for one, subject in SUBJECTS.items() for act in subject.keeps]


def begun(url: str, name: str) -> tuple[Desk, Subject, Waiting]:
    desk, subject = a_desk(url), SUBJECTS[name]
    return desk, subject, subject.begin(desk)


@pytest.mark.parametrize(("name", "act"), CHANGES)
def test_what_was_changed_since_it_was_read_is_not_confirmed_and_is_once_it_is_read_anew(
    made_registry_url: str, name: str, act: str
) -> None:
    desk, subject, at = begun(made_registry_url, name)
    mark, _ = read(desk, at)
    subject.changes[act](desk, at)
    before = len(desk.entries(at.instance))
    with pytest.raises((ChangedSinceRead, GateNotOpen, InstanceEnded)):
        press(desk, at, mark, subject.by)
    assert len(desk.entries(at.instance)) == before
    if at.path in desk.waits_at(at.instance) and act != "merge who is renamed":
        press(desk, at, read(desk, at)[0], subject.by)
        assert is_recorded(desk, at)
    assert [*verify_all(desk.office)] == []


@pytest.mark.parametrize(("name", "act"), KEEPS)
def test_what_stands_as_it_was_read_is_confirmed_whatever_was_done_beside_it(
    made_registry_url: str, name: str, act: str
) -> None:
    desk, subject, at = begun(made_registry_url, name)
    mark, words = read(desk, at)
    subject.keeps[act](desk, at)
    assert read(desk, at)[1] == words
    press(desk, at, mark, subject.by)
    assert is_recorded(desk, at)
    assert [*verify_all(desk.office)] == []


def test_there_are_more_than_forty_of_them() -> None:
    assert len(CHANGES) + len(KEEPS) >= 40


@pytest.mark.parametrize("name", SUBJECTS)
def test_who_names_nothing_as_read_confirms_nothing(sqlite_url: str, name: str) -> None:
    desk, subject, at = begun(sqlite_url, name)
    with pytest.raises(ReadUnnamed) as refused:
        press(desk, at, None, subject.by)
    assert f"prasan form {at.instance} '{at.path}'" in refused.value.sentence.th
    assert not is_recorded(desk, at)


def test_every_gate_of_a_second_person_names_what_is_read_there(sqlite_url: str) -> None:
    declared = a_desk(sqlite_url).office.declared
    of_two = {key for key, one in GATES.items() if one.two_people}
    assert {key for key in of_two if not read_first(declared, key)} == set()
    assert {*of_two, "confirm_authority"} == {key for key in GATES if read_first(declared, key)}


def test_of_two_windows_the_one_that_was_read_anew_confirms_and_the_other_says_who_did(
    sqlite_url: str,
) -> None:
    desk, subject, at = begun(sqlite_url, "correction")
    first, _ = read(desk, at)
    subject.changes["propose another number"](desk, at)
    second, _ = read(desk, at)
    with pytest.raises(ChangedSinceRead):
        press(desk, at, first, SECOND)
    press(desk, at, second, SECOND)
    with pytest.raises(AlreadyDecided):
        press(desk, at, first, SECOND)
    with desk.office.registry.reading() as connection:
        assert [one.full_number for one in orders(connection, MAE_FAH_LUANG)] == ["99/2565"]


@pytest.mark.parametrize(
    "meanwhile", [spells(DEPUTY), spells(OTHER_DEPUTY), merged(DEPUTY, f"{MAE_FAH_LUANG}.chief")]
)
def test_a_request_without_a_gate_is_confirmed_as_it_was_read_too(
    made_registry_url: str, meanwhile: Act
) -> None:
    desk = a_desk(made_registry_url)
    asked = ask_merge(desk.office, OTHER_DEPUTY, DEPUTY, reason=WHY, recorded_by="coord")
    with desk.office.registry.reading() as connection:
        row = MERGE.waiting(connection, asked.number)
        mark = MERGE.mark(connection, row, desk.office.registry.today)
    meanwhile(desk, Waiting(0, "", ""))
    said = {"confirmed": True, "reason": "", "recorded_by": "coord2"}
    for about, refusal in ((None, RequestUnread), (mark, RequestOtherwise)):
        with pytest.raises(refusal):
            MERGE.settle(desk.office, asked.number, about=about, **said)  # type: ignore[arg-type]
    assert settle_read(MERGE, desk, asked.number, confirmed=True, recorded_by="coord2").stands
