from datetime import UTC, datetime, timedelta

import pytest
from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from config.passwords import common_passwords
from registry.refusals import Refusal
from registry.rules.access import (
    AT_LEAST,
    PasswordEasilyGuessed,
    PasswordNamesYou,
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
    SignInLimits,
    Wrong,
    is_over,
    network_of,
    next_try,
    refuse_password,
    wait_until,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
RULE = SignInLimits(
    signed_in=timedelta(hours=12),
    idle=timedelta(hours=1),
    invitation=timedelta(hours=72),
    tries=5,
    wide_tries=50,
    window=timedelta(hours=1),
    first_wait=MINUTE,
    longest_wait=timedelta(minutes=30),
)
OWN = ["57.coord", "ประสาน ดี", "Prasan Dee"]


def refused(password: str) -> Refusal | None:
    try:
        refuse_password(password, own=OWN, common=common_passwords())
    except Refusal as refusal:
        return refusal
    return None


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("elevenchars", PasswordTooShort),
        ("", PasswordTooShort),
        ("ab1 " * 33, PasswordTooLong),
        ("password1234", PasswordTooCommon),
        ("PASSWORD!2569", PasswordTooCommon),
        ("aaaaaaaaaaaab", PasswordTooCommon),
        ("qwertyqwertyqwerty", PasswordTooCommon),
        ("thailand25692569", PasswordTooCommon),
        ("สวัสดีครับ2569", PasswordTooCommon),
        ("123456789012", PasswordTooCommon),
        ("leavemealone", PasswordEasilyGuessed),
        ("123456654321", PasswordEasilyGuessed),
        ("justinbieber", PasswordEasilyGuessed),
        ("my-57.coord-key", PasswordNamesYou),
        ("PRASAN goes home", PasswordNamesYou),
        ("ท่านประสานที่บ้าน", PasswordNamesYou),
    ],
)
def test_a_password_is_refused_for_what_makes_it_weak(password: str, why: type[Refusal]) -> None:
    refusal = refused(password)
    assert type(refusal) is why
    assert not password or password not in str(refusal)


def test_none_of_the_common_passwords_of_the_worlds_list_is_taken() -> None:
    long = [one for one in FREQUENCY_LISTS["passwords"] if len(one) >= AT_LEAST]
    assert len(long) > 200
    assert not [one for one in long if refused(one) is None]


def test_a_word_of_this_country_is_refused_though_the_worlds_list_knows_none() -> None:
    assert type(refused("Chiangrai2569")) is PasswordTooCommon
    assert zxcvbn("Chiangrai2569")["score"] == 4


@pytest.mark.parametrize(
    "password",
    [
        "twelve chars",
        "มะม่วงสามใบกับร่มแดง",
        "7391-8824-1170-22",
        "x" * 3 + "four words of any kind" * 5,
    ],
)
def test_a_long_password_of_any_composition_is_taken(password: str) -> None:
    assert refused(password) is None


def test_a_password_is_counted_in_composed_characters() -> None:
    composed = "e\u0301" * 6  # six letters, however they were typed
    assert type(refused(composed)) is PasswordTooShort


def test_few_wrong_passwords_cost_no_wait() -> None:
    assert wait_until([NOON] * 4, NOON, 5, RULE) == NOON


def test_each_further_wrong_password_doubles_the_wait_up_to_the_longest() -> None:
    waits = [wait_until([NOON] * count, NOON, 5, RULE) - NOON for count in (5, 6, 7, 10, 500)]
    assert waits == [MINUTE, 2 * MINUTE, 4 * MINUTE, 30 * MINUTE, 30 * MINUTE]


def test_wrong_passwords_before_the_window_count_no_more() -> None:
    old = [NOON - timedelta(hours=1)] * 20
    assert wait_until(old, NOON, 5, RULE) == NOON


def test_the_wait_counts_from_the_last_wrong_password_and_passes() -> None:
    wrong = [NOON - 10 * MINUTE] * 4 + [NOON - MINUTE / 2]
    assert wait_until(wrong, NOON, 5, RULE) == NOON + MINUTE / 2
    assert wait_until(wrong, NOON + MINUTE, 5, RULE) == NOON + MINUTE


def test_a_sign_in_is_over_at_its_end_and_when_idle_too_long() -> None:
    end = NOON + timedelta(hours=12)
    assert not is_over(NOON, end, NOON + 59 * MINUTE, idle=RULE.idle)
    assert is_over(NOON, end, NOON + 60 * MINUTE, idle=RULE.idle)
    assert is_over(end - MINUTE, end, end, idle=RULE.idle)


def looked_at(addresses: int, *, minutes: int = 60) -> int:
    """How many guesses for one name are looked at, by somebody who tries whenever one is free."""
    tried: list[tuple[datetime, int]] = []
    for minute in range(minutes):
        now = NOON + minute * MINUTE
        for address in range(addresses):
            while True:
                wrong = Wrong(
                    [at for at, whence in tried if whence == address],
                    [at for at, _ in tried],
                    [at for at, whence in tried if whence == address],
                )
                if next_try(wrong, now, RULE) > now:
                    break
                tried.append((now, address))
    return len(tried)


@pytest.mark.parametrize(("addresses", "most"), [(1, 15), (5, 60), (200, 160)])
def test_guesses_for_one_name_within_an_hour_are_few_from_however_many_addresses(
    addresses: int, most: int
) -> None:
    assert looked_at(addresses) <= most


def test_guesses_for_many_names_from_one_address_are_few_for_each() -> None:
    others = [NOON] * 500
    assert next_try(Wrong([NOON], [NOON], others), NOON, RULE) == NOON
    assert next_try(Wrong([NOON] * 2, [NOON] * 2, others), NOON, RULE) == NOON + MINUTE


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.0.0.7", "10.0.0.7"),
        ("::ffff:10.0.0.7", "10.0.0.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_a_house_counts_as_one_address(address: str, network: str) -> None:
    assert network_of(address) == network
