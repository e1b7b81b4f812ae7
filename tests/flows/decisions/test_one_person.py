"""One person against every control that needs two, by every order of steps, with the real verbs."""

from collections.abc import Callable
from itertools import permutations

import pytest

from config.settings import Settings
from desk.imports.row_loading import load_rows
from flows.decisions.confirmation import ConfirmationWaits
from flows.decisions.correct import Correction, correct
from flows.decisions.merge import MERGE, ask_merge
from flows.decisions.redact import REDACTION, ask
from flows.decisions.redaction_aim import Aim
from flows.decisions.refusals import MayNot
from registry.queries.people import UnknownPerson
from registry.records.accounts import HoldsNoPart, accept_invitation, invite, limits_of
from registry.records.filing import EVIDENCE, NewDocument, keep
from registry.records.load_file import LoadFile
from registry.records.sign_ins import LeadsUninvited, sign_in, whose
from registry.records.two_people import CameByFirst, CameByOne, CameBySecond, SamePerson
from registry.refusals import Refusal
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, SECOND, Desk, a_desk
from tests.flows.decisions.at_acts_of_two import settle_read
from tests.scenarios.test_s4_the_pen import signed_by_pen
from tests.stages import once

LIMITS = limits_of(Settings())
PASSWORD = "seven rivers under one bridge"  # noqa: S105 — of no account but the tests'
MASTER, COLLEAGUE, PUPPET, NEXT = "coord", "coord2", "57.observer.1", "57.observer.2"
OFFICE, OTHER_OFFICE, HEAD = "57/psdhs_coordinator/3", "57/psdhs_coordinator/4", "57/psdhs_head"
CONFIRMED: Json = {"result": "confirmed"}
NOTE = "สมหญิงที่ร้านริมทาง ไม่ควรบันทึก"
ONE_PERSON = (SamePerson, CameByFirst, CameBySecond, CameByOne)
Confirm = Callable[[Desk, str, str], None]


def rows(desk: Desk, by: str, **told: Json) -> None:
    load_rows(desk.office, LoadFile.model_validate(told), recorded_by=by)


def observer(desk: Desk, ref: str, by: str) -> None:
    person = {"ref": ref, "title_th": "นาย", "name_th": f"หุ่น {ref[-1]}"}
    part = {"person": ref, "role": "observer", "area": "57", "start": "2022-06-01"}
    rows(desk, by, people=[person], parts=[part])


def office(
    desk: Desk, ref: str, by: str, place: str = OFFICE, capacity: str = "own", basis: str = "order"
) -> None:
    term = {"office": place, "person": ref, "start": "2022-06-01", "capacity": capacity}
    rows(desk, by, holders=[term | {"basis": basis}])


def joined(desk: Desk, ref: str, by: str) -> None:
    registry = desk.office.registry
    made = invite(registry, ref, recorded_by=by, limits=LIMITS)
    accept_invitation(registry, made.token, PASSWORD, limits=LIMITS)


STEPS: dict[str, Callable[[Desk], None]] = {
    "observer": lambda desk: observer(desk, PUPPET, MASTER),
    "link": lambda desk: joined(desk, PUPPET, MASTER),
    "office": lambda desk: office(desk, PUPPET, MASTER),
    "acting": lambda desk: office(desk, PUPPET, MASTER, HEAD, "acting"),
    "renamed": lambda desk: rows(
        desk, MASTER, people=[{"ref": PUPPET, "title_th": "นาย", "name_th": "ยืนยัน ดี"}]
    ),
}
CHAIN: dict[str, Callable[[Desk], None]] = {
    "next observer": lambda desk: observer(desk, NEXT, PUPPET),
    "next link": lambda desk: joined(desk, NEXT, PUPPET),
    "next office": lambda desk: office(desk, NEXT, PUPPET, OTHER_OFFICE),
}
CANNOT_YET = (HoldsNoPart, UnknownPerson, MayNot, LeadsUninvited)  # another order: not this step


def stepped(desk: Desk, *names: str) -> None:
    """The steps in that order, a minute apart; what is refused is left out."""
    for name in names:
        desk.clock.at += LIMITS.first_wait
        try:
            (STEPS | CHAIN)[name](desk)
        except CANNOT_YET:
            continue


# --- the controls: each is begun by the master, and answers how it would be confirmed ------------


def at_gate(path: str, instance: int) -> Confirm:
    def confirm(desk: Desk, by: str, recorder: str) -> None:
        on = str(desk.office.registry.today)
        desk.decide(instance, path, by, on, CONFIRMED, recorded_by=recorder, perform=False)

    return confirm


def redaction(desk: Desk, by: str = MASTER) -> Confirm:
    first = desk.start()
    said = {"finding": "none", "note": NOTE}
    entry = desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", said, recorded_by=by)
    aim = Aim(first, entry.entry, ("note",))
    made = ask(desk.office, aim, reason="ข้อมูลผู้เสียหาย", recorded_by=by)
    assert made.path is not None
    return at_gate(made.path, first)


def redaction_of_a_paper(desk: Desk, by: str = MASTER) -> Confirm:
    paper = NewDocument(
        kind="scan.other", file_name="เก่า.pdf", media_type="application/pdf",
        own_date=desk.office.registry.today, content=SCAN.content, content_hash="x",
        status=EVIDENCE, attested_by=1,
    )  # fmt: skip
    with desk.office.registry.writing(MAE_FAH_LUANG) as write:
        number = keep(write, MAE_FAH_LUANG, None, None, paper)
    made = ask(desk.office, Aim(documents=(number,)), reason="มีชื่อผู้เสียหาย", recorded_by=by)

    def confirm(desk: Desk, _by: str, recorder: str) -> None:
        settle_read(REDACTION, desk, made.number, confirmed=True, recorded_by=recorder)

    return confirm


@once
def to_pen(desk: Desk) -> int:
    return signed_by_pen(desk)


@once
def to_signed(desk: Desk) -> int:
    desk.to_order_signed()
    return desk.order()


def as_signed(desk: Desk, by: str = MASTER) -> Confirm:
    order = to_pen(desk)
    assert by == MASTER
    return at_gate("confirm_as_signed", order)


def correction(desk: Desk, by: str = MASTER) -> Confirm:
    order = desk.order() if desk.instances() else to_signed(desk)
    correct(
        desk.office,
        Correction(
            order,
            "registration",
            {"number": "46/2565"},
            reason="อ่านผิด",
            recorded_by=by,
            evidence=(SCAN,),
        ),
    )
    (path,) = [one for one in desk.waits_at(order) if one.startswith("!correction/")]
    return at_gate(path, order)


def asked_to_merge(desk: Desk, by: str) -> ConfirmationWaits:
    for ref in ("57.twin.1", "57.twin.2"):
        person = {"ref": ref, "title_th": "นาย", "name_th": "แฝด จริง"}
        part = {"person": ref, "role": "observer", "area": "57", "start": "2022-06-01"}
        rows(desk, "admin", people=[person], parts=[part])
    return ask_merge(desk.office, "57.twin.1", "57.twin.2", reason="คนเดียวกัน", recorded_by=by)


def merge_at_gate(desk: Desk, by: str = MASTER) -> Confirm:
    desk.start()
    asked = asked_to_merge(desk, by)
    assert asked.path is not None
    assert asked.instance is not None
    return at_gate(asked.path, asked.instance)


def merge_by_number(desk: Desk, by: str = MASTER) -> Confirm:
    asked = asked_to_merge(desk, by)
    assert asked.path is None

    def confirm(desk: Desk, _by: str, recorder: str) -> None:
        settle_read(MERGE, desk, asked.number, confirmed=True, recorded_by=recorder)

    return confirm


CONTROLS: dict[str, Callable[..., Confirm]] = {
    "redaction": redaction,
    "redaction of a paper": redaction_of_a_paper,
    "confirm as signed": as_signed,
    "correction": correction,
    "merge": merge_at_gate,
    "merge without a gate": merge_by_number,
}


def nobody_confirms(desk: Desk, confirm: Confirm, *puppets: str) -> None:
    """Neither a puppet under any office, nor the master under a puppet's."""
    for recorder in (*puppets, MASTER):
        for by in (SECOND, OFFICE, OTHER_OFFICE, f"{HEAD}@{PUPPET}"):
            with pytest.raises(Refusal):
                confirm(desk, by, recorder)


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


WHOLE = ("observer", "link", "office", *CHAIN)


@pytest.mark.parametrize(
    ("control", "order"),
    [
        *((control, WHOLE) for control in CONTROLS),
        ("redaction of a paper", ("observer", "office", "link")),
        ("redaction of a paper", ("observer", "link", "acting", "renamed")),
    ],
)
def test_one_person_confirms_nothing_of_their_own(
    desk: Desk, control: str, order: tuple[str, ...]
) -> None:
    confirm = CONTROLS[control](desk)
    stepped(desk, *order)
    nobody_confirms(desk, confirm, PUPPET, NEXT)
    confirm(desk, SECOND, COLLEAGUE)


@pytest.mark.slow
@pytest.mark.parametrize("control", CONTROLS)
@pytest.mark.parametrize("order", list(permutations([one for one in STEPS if one != "observer"])))
def test_one_person_confirms_nothing_in_any_order_of_steps(
    desk: Desk, control: str, order: tuple[str, ...]
) -> None:
    confirm = CONTROLS[control](desk)
    stepped(desk, "observer", *order, *CHAIN)
    nobody_confirms(desk, confirm, PUPPET, NEXT)
    confirm(desk, SECOND, COLLEAGUE)


@pytest.mark.parametrize("control", [one for one in CONTROLS if one != "confirm as signed"])
def test_what_a_puppet_begins_is_confirmed_neither_by_who_made_it_nor_by_another(
    desk: Desk, control: str
) -> None:
    if control == "correction":
        to_signed(desk)
    stepped(desk, "observer", "link", "office")
    observer(desk, NEXT, MASTER)
    joined(desk, NEXT, MASTER)
    office(desk, NEXT, MASTER, OTHER_OFFICE)
    confirm = CONTROLS[control](desk, PUPPET)
    with pytest.raises(CameBySecond):
        confirm(desk, COORDINATOR, MASTER)
    with pytest.raises(CameByOne):
        confirm(desk, OTHER_OFFICE, NEXT)
    confirm(desk, SECOND, COLLEAGUE)


def test_whom_an_administrator_invites_anew_confirms(desk: Desk) -> None:
    confirm = redaction(desk)
    stepped(desk, "observer", "link", "office")
    with pytest.raises(CameByFirst) as refused:
        confirm(desk, OFFICE, PUPPET)
    assert "Prasan Dee" in refused.value.sentence.en
    assert "administrator" in refused.value.sentence.en
    desk.clock.at += LIMITS.first_wait
    joined(desk, PUPPET, "admin")
    confirm(desk, OFFICE, PUPPET)


def test_a_decider_whom_the_first_recorded_is_named_by_nobody(desk: Desk) -> None:
    confirm = redaction(desk)
    stepped(desk, "observer", "office")
    with pytest.raises(CameByFirst) as refused:
        confirm(desk, OFFICE, COLLEAGUE)
    assert refused.value.field == "by"


def test_an_administrator_does_not_confirm_by_whom_they_invited(desk: Desk) -> None:
    confirm = redaction_of_a_paper(desk, "admin")
    joined(desk, COLLEAGUE, "admin")
    with pytest.raises(CameByFirst):
        confirm(desk, SECOND, COLLEAGUE)
    confirm = redaction_of_a_paper(desk, COLLEAGUE)
    confirm(desk, "", "admin")


def test_who_comes_to_lead_after_a_coordinators_link_is_out_until_an_administrator_invites(
    desk: Desk,
) -> None:
    registry = desk.office.registry
    stepped(desk, "observer")
    made = invite(registry, PUPPET, recorded_by=MASTER, limits=LIMITS)
    begun = accept_invitation(registry, made.token, PASSWORD, limits=LIMITS)
    assert whose(registry, begun.token, limits=LIMITS) is not None
    stepped(desk, "office")
    assert whose(registry, begun.token, limits=LIMITS) is None
    with pytest.raises(LeadsUninvited):
        sign_in(registry, PUPPET, PASSWORD, "10.0.0.7", limits=LIMITS)
    desk.clock.at += LIMITS.first_wait
    joined(desk, PUPPET, "admin")
    assert sign_in(registry, PUPPET, PASSWORD, "10.0.0.7", limits=LIMITS).person.ref == PUPPET


def test_a_coordinators_link_opens_nothing_once_the_person_leads(desk: Desk) -> None:
    registry = desk.office.registry
    stepped(desk, "observer")
    made = invite(registry, PUPPET, recorded_by=MASTER, limits=LIMITS)
    stepped(desk, "office")
    with pytest.raises(LeadsUninvited):
        accept_invitation(registry, made.token, PASSWORD, limits=LIMITS)
