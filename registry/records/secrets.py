"""What is kept instead of a secret: the argon2 hash of a password, the SHA-256 of a token."""

import hashlib
import hmac
import secrets
from functools import cache
from threading import BoundedSemaphore

from pwdlib import PasswordHash

from registry.rules.access import settled

TOKEN_BYTES = 32
DEVICE_BYTES = 16
DEVICES = 8  # people who sign in at one computer and are known there
OF, BETWEEN = ".", "~"  # no letters of a token
_ROOM = BoundedSemaphore(2)  # each hash takes 64 MB while it is made: never many at once


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobodys_hash() -> str:
    return _hasher().hash(secrets.token_hex(TOKEN_BYTES))


def new_token() -> str:
    """A token that cannot be guessed: 256 bits, in letters that go into a URL or a cookie."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest_of(token: str) -> str:
    """The SHA-256 of a token. Nothing more is needed: it is as long as its digest."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_digest(key: str, text: str) -> str:
    """The digest of a short text under the registry's own key."""
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def word_of(token: str, use: str) -> str:
    """A word for one use that follows from the token, tells nothing of it, and is kept nowhere."""
    return keyed_digest(token, use)


def csrf_of(token: str) -> str:
    """What the forms of a sign-in carry."""
    return word_of(token, "csrf")


def made_device(person: int, kept: str | None) -> str:
    """What a browser is known by where the person signed in; nothing without a password.

    Bound to the password's hash, which never leaves the registry: a new password forgets all
    devices, and nothing is kept of them.
    """
    if kept is None:
        return ""
    nonce = secrets.token_urlsafe(DEVICE_BYTES)
    return f"{nonce}{OF}{keyed_digest(kept, f'device {person} {nonce}')}"


def device_of(person: int, kept: str | None, devices: str) -> str | None:
    """Which of the devices that a browser says it is the person signed in at, None for none."""
    for one in devices.split(BETWEEN)[:DEVICES] if kept else ():
        nonce, _, told = one.partition(OF)
        right = keyed_digest(kept or "", f"device {person} {nonce}")
        if hmac.compare_digest(told.encode(), right.encode()):
            return nonce
    return None


def without_device(nonce: str | None, devices: str) -> str:
    """The other devices that a browser keeps: a person is known by the last sign-in alone."""
    kept = (one for one in devices.split(BETWEEN) if one.partition(OF)[0] != nonce)
    return BETWEEN.join(kept)


def with_device(device: str, devices: str) -> str:
    """The devices that a browser keeps, with a new one: several people share one computer."""
    kept = [one for one in devices.split(BETWEEN) if one]
    return BETWEEN.join([one for one in (device, *kept) if one][:DEVICES])


def password_hash(password: str) -> str:
    """The argon2id hash, by pwdlib's recommended parameters."""
    with _ROOM:
        return _hasher().hash(settled(password))


def is_password(password: str, kept: str | None) -> bool:
    """Whether it is the password. As much work where there is none to compare with."""
    with _ROOM:
        right = _hasher().verify(settled(password), kept or _nobodys_hash())
    return right and kept is not None
