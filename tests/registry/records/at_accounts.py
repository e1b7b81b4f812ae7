"""Accounts for the tests: limits, passwords, and the ways to join and to enter."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from config.settings import Settings
from registry.models import Audit
from registry.records.accounts import accept_invitation, invite, limits_of
from registry.records.sign_ins import SignedIn, sign_in
from registry.refusals import Refusal
from registry.store import Registry
from tests.builders import Desk, a_desk

LIMITS = limits_of(Settings())
PASSWORD = "มะม่วงสามใบ กับร่มแดง"  # noqa: S105 — of no account but the tests'
OTHER = "seven rivers under one bridge"
HERE = "10.0.0.7"
DISTRICT = "5715"


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
