"""What ends with an account: one list, held against the tables themselves."""

import re
from collections.abc import Callable, Mapping

import pytest
from sqlalchemy import select

from flows.capabilities import net
from registry.fact_digests import BESIDE
from registry.models import (
    Account,
    ApiToken,
    Base,
    CalendarLink,
    HeldItem,
    Invitation,
    ProviderIdentity,
    SignIn,
)
from registry.records import held_items
from registry.records.accounts import (
    ENDS_WITH_ACCOUNT,
    NoAccount,
    add_account,
    close_account,
    invite,
)
from registry.records.api_tokens import make_api_token, program_of
from registry.records.calendar_links import calendar_link_used, make_calendar_link
from registry.records.identity_matches import match_identity
from registry.records.identity_sign_ins import IdentityUnknown, Subject, sign_in_by_identity
from registry.records.invitations import invitation_of
from registry.records.sign_ins import whose
from registry.refusals import Refusal
from registry.store import Registry
from registry.verification import verify
from tests.builders import SCAN, id_of
from tests.registry.records.at_accounts import (
    HERE,
    LIMITS,
    PASSWORD,
    actions,
    both,
    desk,
    enter,
    joined,
    registry,
)

__all__ = ["both", "desk", "registry"]

SECRET = re.compile(r"token|password|secret|sha256|digest|hash|cookie|otp|device")
STAYS = {
    "audit": "the chain: digests of what was said",
    "authorization_request": "a browser's, nobody's: what comes back asks for a match anew",
    "blob": "a file by its bytes",
    "chain_head": "the chain",
    "contact": "how to reach somebody: erased when its time is over",
    "document": "a paper by its content",
    "entry": "the journal: what was decided stays decided",
    "form_draft": "typed and not yet sent: who may sign in goes on; forgotten within days",
    "gate_draft": "typed and not yet sent: who may sign in goes on; forgotten within days",
    "kept_answer": "told to who bears the token that it hangs on, which ends",
    "notice": "the office's reminders, not the account's",
    "notice_mail": "the office's reminders, not the account's",
    "package": "made of facts that have this digest",
    "paper_template": "a file by its bytes",
    "plan_working": "the committee's rows, whoever wrote last",
    "rate_hit": "how often something was done, forgotten within hours",
    "seal": "the chain",
    "sign_in_failure": "lets nobody in: slows guesses down",
    "unknown_identity": "lets nobody in before an administrator says who it is",
}
SUBJECT = Subject("https://id.example", "1-1020-30405-06-7")


def tables_of_people() -> set[str]:
    """Every table that holds a secret, or daily work of a person or of who bears a secret."""
    tables = Base.metadata.tables.values()
    found = {one.table.name for table in tables for one in table.c if SECRET.search(one.name)}
    while True:
        owners = (found & set(BESIDE)) | {"person"}
        more = {
            table.name for table in tables for key in table.foreign_keys
            if table.name in BESIDE and key.column.table.name in owners
        }  # fmt: skip
        if more <= found:
            return found
        found |= more


def test_every_table_with_a_secret_or_a_persons_daily_work_ends_or_says_why_not() -> None:
    ending = {one.__tablename__ for one in ENDS_WITH_ACCOUNT}
    assert ending & set(STAYS) == set()
    assert tables_of_people() == ending | set(STAYS)


def an_account(registry: Registry) -> Callable[[], bool]:
    joined(registry)

    def enters() -> bool:
        try:
            return bool(enter(registry, password=PASSWORD, address=HERE))
        except Refusal:
            return False

    return enters


def an_invitation(registry: Registry) -> Callable[[], bool]:
    made = invite(registry, "coord", recorded_by="admin", limits=LIMITS)

    def opens() -> bool:
        try:
            return bool(invitation_of(registry, made.token))
        except Refusal:
            return False

    return opens


def a_sign_in(registry: Registry) -> Callable[[], bool]:
    begun = joined(registry)
    return lambda: whose(registry, begun.token, limits=LIMITS) is not None


def a_token(registry: Registry) -> Callable[[], bool]:
    made = make_api_token(registry, "coord", "coordinator", "57", recorded_by="admin")
    return lambda: program_of(registry, made.token) is not None


def a_calendar_link(registry: Registry) -> Callable[[], bool]:
    made = make_calendar_link(registry, "5715", "th", recorded_by="coord")
    return lambda: calendar_link_used(registry, made.token) is not None


def an_identity(registry: Registry) -> Callable[[], bool]:
    with pytest.raises(IdentityUnknown) as unknown:
        sign_in_by_identity(registry, SUBJECT, limits=LIMITS, net=net())
    number = int(str(unknown.value.values["number"]))
    match_identity(registry, number, "coord", recorded_by="admin")

    def enters() -> bool:
        try:
            return bool(sign_in_by_identity(registry, SUBJECT, limits=LIMITS, net=net()))
        except Refusal:
            return False

    return enters


def a_held_file(registry: Registry) -> Callable[[], bool]:
    who = id_of(registry, "coord")
    word = held_items.hold(registry, who, SCAN)
    return lambda: held_items.held(registry, who, word) is not None


WORKING: Mapping[type[Base], Callable[[Registry], Callable[[], bool]]] = {
    Account: an_account,
    Invitation: an_invitation,
    ApiToken: a_token,
    CalendarLink: a_calendar_link,
    ProviderIdentity: an_identity,
    SignIn: a_sign_in,
    HeldItem: a_held_file,
}


def test_each_ending_is_tried() -> None:
    assert set(WORKING) == set(ENDS_WITH_ACCOUNT)


@pytest.mark.parametrize("kind", WORKING, ids=lambda kind: kind.__tablename__)
def test_what_an_account_lets_in_works_until_it_is_closed_and_no_longer(
    both: Registry, kind: type[Base]
) -> None:
    joined(both)
    works = WORKING[kind](both)
    assert works()
    close_account(both, "coord", recorded_by="admin")
    assert not works()
    assert verify(both) == ()


@pytest.mark.parametrize("make", [a_token, a_calendar_link])
def test_who_has_a_secret_and_no_account_is_let_out_of_it(
    registry: Registry, make: Callable[[Registry], Callable[[], bool]]
) -> None:
    works = make(registry)
    close_account(registry, "coord", recorded_by="admin")
    assert not works()
    assert actions(registry, "57")[-1] == "account.closed"
    with pytest.raises(NoAccount):
        close_account(registry, "coord", recorded_by="admin")


def test_what_others_have_goes_on(registry: Registry) -> None:
    with registry.writing() as write:
        add_account(write, id_of(registry, "coord2"))
    other = make_calendar_link(registry, "5715", "th", recorded_by="coord2")
    a_calendar_link(registry)
    close_account(registry, "coord", recorded_by="admin")
    assert calendar_link_used(registry, other.token) is not None
    with registry.reading() as connection:
        kept = connection.scalars(select(CalendarLink.revoked_at).order_by(CalendarLink.id))
        assert [one is None for one in kept] == [True, False]
