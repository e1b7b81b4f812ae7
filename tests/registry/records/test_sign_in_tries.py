"""Passwords that are tried: guesses wait, and nobody is locked out by those of others."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest
from pwdlib import PasswordHash
from sqlalchemy import insert

from registry.models import SignInFailure
from registry.records import secrets
from registry.records.accounts import accept_invitation, invite
from registry.records.contacts import set_contact
from registry.records.secrets import BETWEEN, DEVICES, keyed_digest
from registry.records.sign_in_tries import SignInWait
from registry.records.sign_ins import SignInRefused, known_device
from registry.store import Registry
from tests.builders import id_of
from tests.conftest import RECOMMENDED
from tests.registry.records.at_accounts import (
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


def wrong_before(registry: Registry, count: int, *, person: str = "", address: str = "") -> None:
    """Wrong passwords just now, at other names or from other addresses: without their work."""
    key = registry.id
    name = keyed_digest(key, f"person {id_of(registry, person)}" if person else "x")
    row = {"name_digest": name, "address_digest": keyed_digest(key, address)}
    with registry.writing() as write:
        write.connection.execute(insert(SignInFailure), [row | {"at": write.now}] * count)


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
    verified: list[list[str]] = []
    real = PasswordHash.verify

    def counted(self: PasswordHash, password: str | bytes, kept: str | bytes) -> bool:
        verified.append(str(kept).split("$")[:4])
        return real(self, password, kept)

    monkeypatch.setattr(PasswordHash, "verify", counted)
    refused(lambda: enter(registry, "coord", OTHER))
    refused(lambda: enter(registry, "nobody", OTHER))
    assert len(verified) == 2
    assert verified[0] == verified[1]  # the same algorithm and parameters


def test_a_password_is_hashed_with_all_the_work_that_is_recommended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(PasswordHash, "recommended", RECOMMENDED)
    monkeypatch.setattr(secrets, "_hasher", cache(secrets._hasher.__wrapped__))
    kept, known = secrets.password_hash(PASSWORD), RECOMMENDED().hash("x")
    assert kept.split("$")[:4] == known.split("$")[:4]
    assert secrets.is_password(PASSWORD, kept)


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
