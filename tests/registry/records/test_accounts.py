"""Accounts and sign-ins: how long they last, what ends them, and what is kept of them."""

import json
from datetime import date, timedelta

import pytest
from pwdlib import PasswordHash
from sqlalchemy import select

from registry.facts import end
from registry.models import (
    Account,
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
from registry.records.accounts import (
    NoAccount,
    accept_invitation,
    close_account,
    first_admin,
    invite,
)
from registry.records.invitations import InvitationSpent, invitation_of
from registry.records.offices import assign, hold
from registry.records.people import add_person
from registry.records.rights import MayNot
from registry.records.seats import record_seats
from registry.records.secrets import digest_of
from registry.records.sign_ins import (
    SignInRefused,
    forget_old,
    sign_out,
    sign_out_everywhere,
    touch,
    whose,
)
from registry.rules.rights import Part
from registry.rules.seats import BodyKey, Seat, SeatMode, SeatRole
from registry.store import Registry
from tests.builders import Desk, id_of
from tests.registry.records.at_accounts import (
    DISTRICT,
    HERE,
    LIMITS,
    OTHER,
    PASSWORD,
    actions,
    both,
    desk,
    enter,
    joined,
    later,
    refused,
    registry,
)

__all__ = ["both", "desk", "registry"]


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
