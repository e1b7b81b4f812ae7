"""Invitations: one link, once, for a time, by who may invite."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from registry.facts import end
from registry.models import Assignment, AssignmentTerm
from registry.queries.people import UnknownPerson, person
from registry.records.accounts import (
    AdminUnnamed,
    HoldsNoPart,
    accept_invitation,
    claim_first,
    first_admin,
    invite,
)
from registry.records.invitations import InvitationSpent, InvitationWorks, invitation_of
from registry.records.offices import assign
from registry.records.people import add_person
from registry.records.rights import MayNot
from registry.records.secrets import csrf_of
from registry.records.sign_ins import SignInRefused, whose
from registry.refusals import Refusal
from registry.rules.access import PasswordNamesYou, PasswordTooShort
from registry.rules.printing import LetterWithoutFont
from registry.rules.rights import Part
from registry.store import Registry
from registry.transaction import COUNTRY, Write
from registry.verification import verify
from tests.registry.records.at_accounts import (
    DISTRICT,
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

FOCAL = f"{DISTRICT}.deputy"


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


def test_a_newer_invitation_takes_the_place_of_the_older_once_that_is_named(
    registry: Registry,
) -> None:
    older = invite(registry, "coord", recorded_by="admin", limits=LIMITS)
    with pytest.raises(InvitationWorks) as told:
        invite(registry, "coord", recorded_by="admin", limits=LIMITS)
    assert invitation_of(registry, older.token)
    known = int(str(told.value.values["number"]))
    invite(registry, "coord", recorded_by="admin", limits=LIMITS, instead_of=known)
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
    with pytest.raises(LetterWithoutFont):
        claim_first(both, made.token, title_th="", name_th="မောင်", password=PASSWORD, limits=LIMITS)
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
