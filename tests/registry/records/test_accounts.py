"""Accounts, invitations and sign-ins. Argon2 is real: each password costs a tenth of a second."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from pwdlib import PasswordHash
from sqlalchemy import insert, select

from config.settings import Settings
from registry.facts import end
from registry.models import (
    Account,
    Assignment,
    AssignmentTerm,
    Attempt,
    Audit,
    Holding,
    Invitation,
    Member,
    Office,
    Payload,
    SignIn,
    SignInFailure,
)
from registry.queries.accounts import accounts
from registry.queries.parts import parts_of
from registry.queries.people import UnknownPerson, person
from registry.records.accounts import (
    AdminUnnamed,
    HoldsNoPart,
    NoAccount,
    accept_invitation,
    claim_first,
    close_account,
    first_admin,
    invite,
    limits_of,
)
from registry.records.contacts import set_contact
from registry.records.invitations import InvitationSpent, invitation_of
from registry.records.offices import assign, hold
from registry.records.people import add_person
from registry.records.rights import MayNot
from registry.records.seats import record_seats
from registry.records.secrets import BETWEEN, DEVICES, csrf_of, digest_of, keyed_digest
from registry.records.sign_in_tries import SignInWait
from registry.records.sign_ins import (
    SignedIn,
    SignInRefused,
    forget_old,
    known_device,
    sign_in,
    sign_out,
    sign_out_everywhere,
    touch,
    whose,
)
from registry.refusals import Refusal
from registry.rules.access import PasswordNamesYou, PasswordTooShort
from registry.rules.rights import Part
from registry.rules.seats import BodyKey, Seat, SeatMode, SeatRole
from registry.store import Registry
from registry.transaction import COUNTRY, Write
from registry.verification import verify
from tests.builders import Desk, a_desk

LIMITS = limits_of(Settings())
PASSWORD = "มะม่วงสามใบ กับร่มแดง"  # noqa: S105 — of no account but the tests'
OTHER = "seven rivers under one bridge"
HERE = "10.0.0.7"
DISTRICT = "5715"
FOCAL = f"{DISTRICT}.deputy"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


@pytest.fixture
def registry(desk: Desk) -> Registry:
    return desk.office.registry


@pytest.fixture
def both(made_registry_url: str) -> Registry:
    return a_desk(made_registry_url).office.registry


def later(registry: Registry, **time: float) -> None:
    registry.clock.at += timedelta(**time)  # type: ignore[attr-defined]


def id_of(registry: Registry, ref: str) -> int:
    with registry.reading() as connection:
        return person(connection, ref, field="person").id


def joined(registry: Registry, ref: str = "coord", password: str = PASSWORD) -> SignedIn:
    """The person was invited by the administrator and has set the password."""
    made = invite(registry, ref, recorded_by="admin", limits=LIMITS)
    return accept_invitation(registry, made.token, password, limits=LIMITS)


def enter(
    registry: Registry,
    ref: str = "coord",
    password: str = PASSWORD,
    address: str = HERE,
    devices: str = "",
) -> SignedIn:
    return sign_in(registry, ref, password, address, limits=LIMITS, devices=devices)


def wrong_before(registry: Registry, count: int, *, person: str = "", address: str = "") -> None:
    """Wrong passwords just now, at other names or from other addresses: without their work."""
    key = registry.id
    name = keyed_digest(key, f"person {id_of(registry, person)}" if person else "x")
    row = {"name_digest": name, "address_digest": keyed_digest(key, address)}
    with registry.writing() as write:
        write.connection.execute(insert(SignInFailure), [row | {"at": write.now}] * count)


def refused(do: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        do()
    return caught.value


def actions(registry: Registry, area: str) -> list[str]:
    with registry.reading() as connection:
        query = select(Audit.action).where(Audit.area_code == area).order_by(Audit.seq)
        return [
            one for one in connection.scalars(query) if one.startswith(("account", "invitation"))
        ]


def test_an_invited_person_sets_a_password_and_signs_in_on_both_databases(both: Registry) -> None:
    first = joined(both)
    assert first.person.ref == "coord"
    again = enter(both)
    seen = whose(both, again.token, limits=LIMITS)
    assert seen is not None
    assert seen.person == first.person
    assert {one.part for one in seen.actor.parts} == {Part.COORDINATOR}
    assert seen.csrf == again.csrf == csrf_of(again.token)
    assert actions(both, "57") == ["account.made", "invitation.made", "account.password_set"]
    assert verify(both) == ()


def test_an_invitation_works_once(registry: Registry) -> None:
    made = invite(registry, "coord", recorded_by="admin", limits=LIMITS)
    assert invitation_of(registry, made.token).person == made.person
    accept_invitation(registry, made.token, PASSWORD, limits=LIMITS)
    with pytest.raises(InvitationSpent):
        accept_invitation(registry, made.token, OTHER, limits=LIMITS)
    with pytest.raises(InvitationSpent):
        invitation_of(registry, made.token)


def test_of_two_who_use_one_link_at_once_one_sets_the_password(both: Registry) -> None:
    made = invite(both, "coord", recorded_by="admin", limits=LIMITS)

    def use(password: str) -> bool:
        try:
            accept_invitation(both, made.token, password, limits=LIMITS)
        except InvitationSpent:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(use, [PASSWORD, OTHER])) == [False, True]


def test_an_invitation_expires(registry: Registry) -> None:
    made = invite(registry, "coord", recorded_by="admin", limits=LIMITS)
    later(registry, hours=71, minutes=59)
    assert invitation_of(registry, made.token).purpose == "invite"
    later(registry, minutes=1)
    with pytest.raises(InvitationSpent):
        accept_invitation(registry, made.token, PASSWORD, limits=LIMITS)


def test_a_newer_invitation_takes_the_place_of_the_older(registry: Registry) -> None:
    older = invite(registry, "coord", recorded_by="admin", limits=LIMITS)
    invite(registry, "coord", recorded_by="admin", limits=LIMITS)
    with pytest.raises(InvitationSpent):
        invitation_of(registry, older.token)


def test_a_weak_password_leaves_the_invitation_good(registry: Registry) -> None:
    made = invite(registry, "coord", recorded_by="admin", limits=LIMITS)
    with pytest.raises(PasswordTooShort):
        accept_invitation(registry, made.token, "short", limits=LIMITS)
    with pytest.raises(PasswordNamesYou):
        accept_invitation(registry, made.token, "ท่านประสาน นั่งอยู่ที่นี่", limits=LIMITS)
    accept_invitation(registry, made.token, PASSWORD, limits=LIMITS)


def test_a_reset_ends_every_sign_in_and_the_old_password(registry: Registry) -> None:
    before = joined(registry)
    made = invite(registry, "coord", recorded_by="admin", limits=LIMITS)
    assert made.purpose == "reset"
    assert whose(registry, before.token, limits=LIMITS) is not None
    accept_invitation(registry, made.token, OTHER, limits=LIMITS)
    assert whose(registry, before.token, limits=LIMITS) is None
    assert type(refused(lambda: enter(registry))) is SignInRefused
    assert enter(registry, password=OTHER).person.ref == "coord"


@pytest.mark.parametrize(
    ("who", "by", "refusal"),
    [
        (FOCAL, "coord", None),  # in the coordinator's own province
        ("coord2", "coord", MayNot),  # who leads is invited by an administrator
        ("admin", "coord", MayNot),
        (FOCAL, FOCAL, MayNot),
        (FOCAL, f"{DISTRICT}.chief", MayNot),
        ("far", "coord", MayNot),  # another province
        ("far", "admin", None),
        ("both", "coord", MayNot),  # one foot in another province
        ("idle", "admin", HoldsNoPart),
        ("nobody", "admin", UnknownPerson),
        (FOCAL, "nobody", UnknownPerson),
    ],
)
def test_who_invites_whom(
    registry: Registry, who: str, by: str, refusal: type[Refusal] | None
) -> None:
    with registry.writing() as write:
        start = write.today - timedelta(days=9)
        assign(
            write, person(write.connection, FOCAL, field="").id, "observer", DISTRICT, start=start
        )
        for ref, areas in (("far", ["50"]), ("both", ["57", "50"]), ("idle", [])):
            new = add_person(write, title_th="นาง", name_th=ref, ref=ref)
            for area in areas:
                assign(write, new, "observer", area, start=start)
    if refusal is None:
        assert invite(registry, who, recorded_by=by, limits=LIMITS).token
    else:
        with pytest.raises(refusal):
            invite(registry, who, recorded_by=by, limits=LIMITS)


def test_the_first_administrator_gets_a_link_until_anybody_has_a_password(
    registry: Registry,
) -> None:
    older = first_admin(registry, limits=LIMITS)
    made = first_admin(registry, limits=LIMITS)
    assert older is not None
    assert made is not None
    with pytest.raises(InvitationSpent):
        invitation_of(registry, older.token)
    who = invitation_of(registry, made.token).person
    assert who is not None
    assert who.ref == "admin"
    accept_invitation(registry, made.token, PASSWORD, limits=LIMITS)
    assert first_admin(registry, limits=LIMITS) is None
    assert actions(registry, COUNTRY)[-1] == "account.password_set"


def test_a_registry_without_an_administrator_gets_one_by_the_first_link(both: Registry) -> None:
    with both.writing(COUNTRY) as write:
        end_assignments(write)
    made = first_admin(both, limits=LIMITS)
    assert made is not None
    assert made.person is None
    with pytest.raises(AdminUnnamed):
        claim_first(both, made.token, title_th="", name_th=" ", password=PASSWORD, limits=LIMITS)
    with pytest.raises(InvitationSpent):
        accept_invitation(both, made.token, PASSWORD, limits=LIMITS)
    mine = claim_first(
        both, made.token, title_th="นางสาว", name_th="เริ่มต้น งาน", name_en="Roemton Ngan",
        sex="female", password=PASSWORD, limits=LIMITS,
    )  # fmt: skip
    seen = whose(both, mine.token, limits=LIMITS)
    assert seen is not None
    assert [(one.part, one.area) for one in seen.actor.parts] == [(Part.ADMIN, COUNTRY)]
    assert invite(both, "coord", recorded_by=mine.person.ref, limits=LIMITS).token
    with pytest.raises(InvitationSpent):
        claim_first(both, made.token, title_th="", name_th="อื่น", password=PASSWORD, limits=LIMITS)


def end_assignments(write: Write) -> None:
    """Nobody administers any more: the registry's own administrator has left."""
    for one in write.connection.scalars(select(Assignment.id)):
        end(write, AssignmentTerm, {"assignment_id": one}, on=write.today)


def test_one_sentence_refuses_whatever_was_wrong(registry: Registry) -> None:
    joined(registry)
    invite(registry, "coord2", recorded_by="admin", limits=LIMITS)
    tries = [("coord", OTHER), ("nobody", PASSWORD), ("coord2", ""), ("", ""), ("a\0b", PASSWORD)]
    found = [refused(lambda n=n, p=p: enter(registry, n, p)) for n, p in tries]  # type: ignore[misc]
    assert {type(one) for one in found} == {SignInRefused}
    assert len({(one.sentence, one.field) for one in found}) == 1


def test_an_unknown_name_costs_as_much_work_as_a_known_one(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined(registry)
    verified: list[str] = []
    real = PasswordHash.verify

    def counted(self: PasswordHash, password: str | bytes, kept: str | bytes) -> bool:
        verified.append(str(kept)[:30])
        return real(self, password, kept)

    monkeypatch.setattr(PasswordHash, "verify", counted)
    refused(lambda: enter(registry, "coord", OTHER))
    refused(lambda: enter(registry, "nobody", OTHER))
    assert len(verified) == 2
    assert verified[0] == verified[1]  # the same algorithm and parameters


def test_a_name_or_an_e_mail_that_one_person_bears_signs_in_too(registry: Registry) -> None:
    joined(registry)
    set_contact(registry, "coord", "email", "prasan.d@example.go.th", recorded_by="coord")
    assert enter(registry, "ประสาน ดี").person.ref == "coord"
    assert enter(registry, " prasan.d@example.go.th ").person.ref == "coord"


def test_after_five_wrong_passwords_even_the_right_one_waits(both: Registry) -> None:
    joined(both)
    for _ in range(5):
        assert type(refused(lambda: enter(both, password=OTHER))) is SignInRefused
    waits = refused(lambda: enter(both))
    assert type(waits) is SignInWait
    assert waits.values["minutes"] == 1
    assert enter(both, address="10.0.0.8").person.ref == "coord"  # no lock-out by a stranger
    later(both, minutes=1)
    assert enter(both).person.ref == "coord"
    assert actions(both, "57").count("account.locked_out") == 1


def test_the_wait_grows_and_unknown_names_wait_alike(registry: Registry) -> None:
    for minutes in (1, 2, 4):
        while type(found := refused(lambda: enter(registry, "nobody"))) is SignInRefused:
            pass
        assert found.values["minutes"] == minutes
        later(registry, minutes=minutes)


def test_many_tries_at_once_are_no_way_around_the_wait(both: Registry) -> None:
    joined(both)
    with ThreadPoolExecutor(8) as pool:
        futures = [pool.submit(enter, both, "coord", OTHER) for _ in range(12)]
    kinds = [type(one.exception()) for one in futures]
    assert kinds.count(SignInRefused) == 5
    assert kinds.count(SignInWait) == 7


def test_a_right_password_forgives_the_wrong_ones_before_it(registry: Registry) -> None:
    joined(registry)
    for _ in range(3):
        for _ in range(4):
            refused(lambda: enter(registry, password=OTHER))
        enter(registry)


def test_one_address_that_tries_many_names_is_slowed_down(registry: Registry) -> None:
    wrong_before(registry, LIMITS.wide_tries, address=HERE)
    kinds = [type(refused(lambda: enter(registry, "somebody"))) for _ in range(3)]
    assert kinds == [SignInRefused, SignInRefused, SignInWait]
    assert type(refused(lambda: enter(registry, "somebody", address="10.1.1.1"))) is SignInRefused
    later(registry, minutes=1)
    assert type(refused(lambda: enter(registry, "somebody"))) is SignInRefused


def test_a_colleague_behind_the_same_address_is_not_locked_out(both: Registry) -> None:
    joined(both)
    wrong_before(both, 10 * LIMITS.wide_tries, address=HERE)
    assert type(refused(lambda: enter(both, password=OTHER))) is SignInRefused
    assert enter(both).person.ref == "coord"


def test_nobody_is_locked_out_by_guesses_from_elsewhere(both: Registry) -> None:
    joined(both, "admin")
    wrong_before(both, LIMITS.wide_tries, person="admin", address="elsewhere")
    assert enter(both, "admin").person.ref == "admin"
    wrong_before(both, 10 * LIMITS.wide_tries, person="admin", address="elsewhere")
    waits = refused(lambda: enter(both, "admin"))
    assert type(waits) is SignInWait
    assert waits.values["minutes"] == 1  # slowed down, as is who guesses
    later(both, minutes=1)
    assert enter(both, "admin").person.ref == "admin"


def test_a_right_password_from_a_known_device_always_passes(both: Registry) -> None:
    begun = joined(both)
    wrong_before(both, 10 * LIMITS.wide_tries, person="coord", address=HERE)
    assert type(refused(lambda: enter(both))) is SignInWait
    again = enter(both, devices=f"other.device~{begun.devices}")
    assert again.person.ref == "coord"
    assert begun.devices not in again.devices


def test_a_known_device_is_no_way_to_guess(registry: Registry) -> None:
    begun = joined(registry)
    device = begun.devices
    for _ in range(LIMITS.tries):
        wrong = refused(lambda: enter(registry, password=OTHER, devices=device))
        assert type(wrong) is SignInRefused
    waits = refused(lambda: enter(registry, devices=device))
    assert type(waits) is SignInWait
    assert enter(registry).person.ref == "coord"  # counted under the device alone


def test_who_signs_in_again_pushes_nobody_off_a_shared_computer(registry: Registry) -> None:
    last = joined(registry, "coord2").devices
    others = [f"{number}.of_others" for number in range(DEVICES - 2)]
    shared = BETWEEN.join([joined(registry).devices, *others, last])
    shared = enter(registry, devices=shared).devices
    made = invite(registry, "coord", recorded_by="admin", limits=LIMITS)
    shared = accept_invitation(registry, made.token, OTHER, limits=LIMITS, devices=shared).devices
    assert known_device(registry, "coord", shared)
    assert known_device(registry, "coord2", shared)


@pytest.mark.parametrize("made_up", ["", ".", "a.b", "nonce." + "0" * 64, "~~~", "é.é"])
def test_a_device_that_was_made_up_is_none(registry: Registry, made_up: str) -> None:
    joined(registry)
    wrong_before(registry, 10 * LIMITS.wide_tries, person="coord", address=HERE)
    assert type(refused(lambda: enter(registry, devices=made_up))) is SignInWait


def test_a_device_is_known_to_its_own_person_until_the_password_changes(
    registry: Registry,
) -> None:
    begun = joined(registry)
    joined(registry, "coord2")
    assert known_device(registry, "coord", begun.devices)
    assert known_device(registry, "coord2", begun.devices) is None
    assert known_device(registry, "nobody", begun.devices) is None
    joined(registry, password=OTHER)
    assert known_device(registry, "coord", begun.devices) is None


def test_a_sign_in_ends_when_idle_and_after_its_hours(registry: Registry) -> None:
    idle = joined(registry)
    later(registry, minutes=59)
    assert whose(registry, idle.token, limits=LIMITS) is not None
    later(registry, minutes=1)
    assert whose(registry, idle.token, limits=LIMITS) is None
    busy = enter(registry)
    for _ in range(24):
        later(registry, minutes=29)
        seen = whose(registry, busy.token, limits=LIMITS)
        assert seen is not None
        touch(registry, seen)
    later(registry, minutes=25)
    assert whose(registry, busy.token, limits=LIMITS) is None


def test_a_sign_in_that_ended_never_comes_back(registry: Registry) -> None:
    mine = joined(registry)
    later(registry, minutes=61)
    assert whose(registry, mine.token, limits=LIMITS) is None
    later(registry, minutes=-60)
    assert whose(registry, mine.token, limits=LIMITS) is None


def test_being_there_is_written_once_a_minute_at_most(registry: Registry) -> None:
    mine = joined(registry)
    began = registry.clock.now()
    for seconds, written in ((30, began), (30, began + timedelta(seconds=60))):
        later(registry, seconds=seconds)
        seen = whose(registry, mine.token, limits=LIMITS)
        assert seen is not None
        touch(registry, seen)
        with registry.reading() as connection:
            assert connection.scalar(select(SignIn.last_seen_at)) == written


def test_looking_whose_a_sign_in_is_writes_nothing(registry: Registry) -> None:
    mine = joined(registry)
    with registry.reading() as connection:
        before = connection.execute(select(SignIn.__table__)).all()
    later(registry, minutes=5)
    assert whose(registry, mine.token, limits=LIMITS) is not None
    assert whose(registry, "no such token", limits=LIMITS) is None
    with registry.reading() as connection:
        assert connection.execute(select(SignIn.__table__)).all() == before


def test_the_end_of_an_office_ends_access_in_that_instant(both: Registry) -> None:
    mine = joined(both)
    with both.writing("57") as write:
        office = write.connection.scalar(
            select(Office.id).where(Office.ref == "57/psdhs_coordinator/1")
        )
        end(write, Holding, {"office_id": office}, on=write.today)
    assert whose(both, mine.token, limits=LIMITS) is None
    assert type(refused(lambda: enter(both))) is SignInRefused


def test_a_part_given_until_a_day_ends_at_midnight_of_it(desk: Desk) -> None:
    registry = desk.office.registry
    with registry.writing(DISTRICT) as write:
        new = add_person(write, title_th="นาง", name_th="ภาคี สมมุติ", ref="partner")
        stop = date(2022, 6, 3)
        assign(write, new, "partner", DISTRICT, start=date(2022, 6, 1), stop=stop)
    desk.clock.move_to(date(2022, 6, 2), hour=23)
    mine = joined(registry, "partner")
    later(registry, minutes=59)
    seen = whose(registry, mine.token, limits=LIMITS)
    assert seen is not None
    touch(registry, seen)
    desk.clock.move_to(date(2022, 6, 3), hour=0)
    assert whose(registry, mine.token, limits=LIMITS) is None


def test_signing_out_ends_one_or_all(registry: Registry) -> None:
    tokens = [joined(registry).token, enter(registry).token, enter(registry).token]
    sign_out(registry, tokens[0])
    sign_out(registry, "no such token")
    assert [whose(registry, one, limits=LIMITS) is None for one in tokens] == [True, False, False]
    assert sign_out_everywhere(registry, id_of(registry, "coord")) == 2
    assert all(whose(registry, one, limits=LIMITS) is None for one in tokens)


def test_a_closed_account_is_out_at_once_and_its_links_are_void(registry: Registry) -> None:
    mine = joined(registry)
    link = invite(registry, "coord", recorded_by="admin", limits=LIMITS)
    with pytest.raises(MayNot):
        close_account(registry, "coord", recorded_by="coord2")
    close_account(registry, "coord", recorded_by="admin")
    assert whose(registry, mine.token, limits=LIMITS) is None
    assert type(refused(lambda: enter(registry))) is SignInRefused
    with pytest.raises(InvitationSpent):
        invitation_of(registry, link.token)
    with pytest.raises(NoAccount):
        close_account(registry, "coord", recorded_by="admin")
    assert actions(registry, "57")[-1] == "account.closed"
    with registry.reading() as connection:
        assert [one.state for one in accounts(connection)] == ["closed"]
        assert connection.scalar(select(Account.password_hash)) is None


def test_a_closed_account_opens_again_by_a_new_invitation(registry: Registry) -> None:
    joined(registry)
    close_account(registry, "coord", recorded_by="admin")
    joined(registry, password=OTHER)
    assert enter(registry, password=OTHER).person.ref == "coord"


def a_seat(key: str, **who: object) -> Seat:
    return Seat.model_validate(
        {
            "key": key, "kind": "member", "body": BodyKey.EXECUTIVE, "role": SeatRole.MEMBER,
            "title_th": "กรรมการ", "title_en": "Member", "office": None, "agency": None,
            "mode": SeatMode.BY_POSITION, "representative": False, "person": None, **who,
        }
    )  # fmt: skip


def test_a_seat_makes_a_member_by_name_and_through_an_office(desk: Desk) -> None:
    registry, on = desk.office.registry, date(2022, 6, 2)
    entry = desk.start()
    police = f"{DISTRICT}/police_superintendent/1"
    with registry.writing(DISTRICT) as write:
        named = add_person(write, title_th="นาย", name_th="กรรมการ หนึ่ง", ref="named")
        officer = add_person(write, title_th="พ.ต.อ.", name_th="ผู้กำกับ สอง", ref="officer")
        office = write.connection.scalar(select(Office.id).where(Office.ref == police))
        assert office is not None
        hold(write, office, officer, start=on)
        by_name = a_seat("a", mode=SeatMode.BY_NAME, person=named, person_th="ก", person_en="a")
        seats = (by_name, a_seat("b", office=police))
        record_seats(write, DISTRICT, seats, on=on, entry_id=entry)
    with registry.reading() as connection:
        for who in (named, officer):
            parts = parts_of(connection, who, on).parts
            assert [(one.part, one.area) for one in parts] == [(Part.MEMBER, DISTRICT)]
            assert parts_of(connection, who, date(2022, 6, 1)).parts == ()
    assert whose(registry, joined(registry, "named").token, limits=LIMITS) is not None
    with registry.writing(DISTRICT) as write:
        for seat in write.connection.scalars(select(Member.seat_id)).all():
            end(write, Member, {"seat_id": seat}, on=write.today)
    with registry.reading() as connection:
        assert parts_of(connection, named, on).parts == ()


def test_no_secret_stands_in_audit_attempts_reprs_or_refusals(both: Registry) -> None:
    made = invite(both, "coord", recorded_by="admin", limits=LIMITS)
    mine = accept_invitation(both, made.token, PASSWORD, limits=LIMITS)
    other = enter(both)
    session_seen = whose(both, other.token, limits=LIMITS)
    wrong = refused(lambda: enter(both, password=OTHER))
    both.note_attempt(actor="unknown", target="sign-in", code=wrong.code)
    first = first_admin(both, limits=LIMITS)
    close_account(both, "coord", recorded_by="admin")
    shown = [repr(made), repr(mine), repr(other), repr(session_seen), repr(first), str(wrong)]
    with both.reading() as connection:
        shown += [repr(tuple(row)) for row in connection.execute(select(Audit.__table__))]
        shown += [repr(tuple(row)) for row in connection.execute(select(Payload.__table__))]
        shown += [repr(tuple(row)) for row in connection.execute(select(Attempt.__table__))]
        kept = [repr(tuple(r)) for t in (Invitation, SignIn, SignInFailure, Account)
                for r in connection.execute(select(t.__table__))]  # fmt: skip
    tokens = [made.token, mine.token, other.token, mine.csrf, other.csrf]
    secrets = [PASSWORD, OTHER, "argon2", *tokens, *(digest_of(one) for one in tokens)]
    assert [one for one in secrets for text in shown if one in text] == []
    assert [one for one in [PASSWORD, OTHER, *tokens, HERE] for text in kept if one in text] == []


def test_the_audit_of_an_account_names_the_person_and_who_did_it(registry: Registry) -> None:
    joined(registry)
    with registry.reading() as connection:
        query = (
            select(Audit.actor, Payload.body)
            .join(Payload, Payload.id == Audit.payload_id)
            .where(Audit.action == "invitation.made")
        )
        actor, body = connection.execute(query).one()
    assert actor == id_of(registry, "admin")
    assert json.loads(body)["person"] == "coord"


def test_what_is_old_is_forgotten_and_what_is_in_use_stays(registry: Registry) -> None:
    joined(registry)
    refused(lambda: enter(registry, password=OTHER))
    later(registry, days=91)
    current = enter(registry)
    with registry.writing() as write:
        forget_old(write, write.now - timedelta(days=90))
    with registry.reading() as connection:
        assert connection.scalars(select(SignIn.token_sha256)).all() == [digest_of(current.token)]
        assert connection.scalars(select(SignInFailure.id)).all() == []


def test_the_password_that_was_compared_is_the_one_in_force_when_the_sign_in_begins(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined(registry)
    real = PasswordHash.verify

    def meanwhile(self: PasswordHash, password: str | bytes, kept: str | bytes) -> bool:
        close_account(registry, "coord", recorded_by="admin")
        return real(self, password, kept)

    monkeypatch.setattr(PasswordHash, "verify", meanwhile)
    assert type(refused(lambda: enter(registry))) is SignInRefused
