"""Passwords, waiting after wrong ones, and how long a sign-in lasts.

The password rule is that of ASVS 5.0, 6.2 and NIST SP 800-63B: long, no rules of composition,
none of the commonest, nothing that names its owner. Lengths count characters after NFKC.
"""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import NamedTuple

from registry.refusals import Refusal

AT_LEAST, AT_MOST = 12, 128  # characters
GUESSED_WITHIN = 3  # of zxcvbn's 0 to 4: what fewer than 10^8 guesses reach scores less
READ_AT_MOST = 32  # characters that are estimated: of more a hostile text costs seconds
FEW_SIGNS = 5  # a password of fewer different characters is one that is guessed early
FIRST_TRIES = 2  # for a name from one address, whatever others behind it did
TELLING = 4  # characters of a name, from which on it gives its owner away


class PasswordTooShort(Refusal):
    """Fewer characters than asked for."""


class PasswordTooLong(Refusal):
    """More characters than are taken."""


class PasswordTooCommon(Refusal):
    """One of those that are tried first."""


class PasswordEasilyGuessed(Refusal):
    """Known words, rows of keys, dates or repetitions with too little beside them."""


class PasswordNamesYou(Refusal):
    """The person's own name or reference stands in it."""


@dataclass(frozen=True)
class SignInLimits:
    """How long what lasts, and how often a password may be wrong.

    `tries` wrong ones for a name from one address (or one known device) within `window` are
    free; each further one doubles the wait, from `first_wait` up to `longest_wait`. Of unknown
    devices, `wide_tries` for a name from anywhere, and from one address for any name, are looked
    at at once, and from then on one in each `first_wait`: that slows guessing down and locks
    nobody out.
    """

    signed_in: timedelta
    idle: timedelta
    invitation: timedelta
    tries: int
    wide_tries: int
    window: timedelta
    first_wait: timedelta
    longest_wait: timedelta


def settled(password: str) -> str:
    """The password as it is counted, hashed and compared, however the keyboard composed it."""
    return unicodedata.normalize("NFKC", password)


def refuse_password(password: str, *, own: Collection[str], common: Collection[str]) -> None:
    """Raises PasswordTooShort, PasswordTooLong, PasswordTooCommon, PasswordEasilyGuessed or
    PasswordNamesYou.

    `own` are names and references of the person, `common` the commonest in small letters.
    """
    said = settled(password)
    if len(said) < AT_LEAST:
        raise PasswordTooShort(field="password", least=AT_LEAST)
    if len(said) > AT_MOST:
        raise PasswordTooLong(field="password", most=AT_MOST)
    small = said.casefold()
    if len(set(small)) < FEW_SIGNS or _is_common(small, common):
        raise PasswordTooCommon(field="password")
    if any(word in small for name in own for word in _telling(name)):
        raise PasswordNamesYou(field="password")
    if _score(said) < GUESSED_WITHIN:
        raise PasswordEasilyGuessed(field="password")


def _score(said: str) -> int:
    """How hard zxcvbn takes it to be guessed, from 0 to 4. It knows English lists, no Thai.

    Never given the person's names: it keeps them in a table that all threads share.
    """
    from zxcvbn import zxcvbn  # noqa: PLC0415 — its lists take 20 ms, and few commands set one

    return int(zxcvbn(said[:READ_AT_MOST])["score"])


def _is_common(small: str, common: Collection[str]) -> bool:
    """Whether it is one of the commonest, with or without figures and signs around it."""
    bare = small.strip("0123456789!@#$%^&*()_+-=.,?/ ")
    return small in common or bare in common or _once(bare) in common


def _once(word: str) -> str:
    """What is repeated, where a word is nothing but something repeated."""
    again = (word + word).find(word, 1)
    return word[:again] if 0 < again < len(word) else word


def _telling(name: str) -> list[str]:
    return [word for word in settled(name).casefold().split() if len(word) >= TELLING]


def wait_until(
    wrong: Sequence[datetime], now: datetime, tries: int, rule: SignInLimits
) -> datetime:
    """When the next password is looked at, after wrong ones at those instants: `now` or later."""
    recent = [at for at in wrong if at > now - rule.window]
    if len(recent) < tries:
        return now
    doublings = min(len(recent) - tries, 30)
    doubled: int = 2**doublings
    wait = min(rule.first_wait * doubled, rule.longest_wait)
    return max(now, max(recent) + wait)


class Wrong(NamedTuple):
    """When passwords were wrong: for the name from here, from anywhere, from here for any name."""

    here: Sequence[datetime]
    of_name: Sequence[datetime]
    of_address: Sequence[datetime]


def next_try(wrong: Wrong, now: datetime, rule: SignInLimits) -> datetime:
    """When a password from an unknown device is looked at: `now` or later.

    An address that was never wrong about the name is let in at twice the number, so that who
    guesses elsewhere does not use up what its owner needs; the first two tries for a name are
    free of what others behind the same address did.
    """
    here = [at for at in wrong.here if at > now - rule.window]
    of_name = rule.wide_tries * (1 if here else 2)
    waits = [
        wait_until(wrong.here, now, rule.tries, rule),
        _paced(wrong.of_name, now, of_name, rule),
    ]
    if len(here) >= FIRST_TRIES:
        waits.append(_paced(wrong.of_address, now, rule.wide_tries, rule))
    return max(waits)


def _paced(wrong: Sequence[datetime], now: datetime, tries: int, rule: SignInLimits) -> datetime:
    """After so many within the window, one at a time."""
    recent = [at for at in wrong if at > now - rule.window]
    return now if len(recent) < tries else max(now, max(recent) + rule.first_wait)


def network_of(address: str) -> str:
    """What counts as one address: of IPv6 the network that a house is given, else itself."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        if known.ipv4_mapped is not None:
            return str(known.ipv4_mapped)
        return str(IPv6Network((known, 64), strict=False))
    return str(known)


def is_over(
    last_seen_at: datetime, expires_at: datetime, now: datetime, *, idle: timedelta
) -> bool:
    """Whether a sign-in has reached its end, or has been idle too long."""
    return now >= expires_at or now >= last_seen_at + idle
