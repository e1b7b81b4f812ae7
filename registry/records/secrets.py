"""What is kept instead of a secret: the argon2 hash of a password, the SHA-256 of a token."""

import hashlib
import hmac
import secrets
from functools import cache
from threading import BoundedSemaphore

from pwdlib import PasswordHash

from registry.rules.access import settled

TOKEN_BYTES = 32
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


def csrf_of(token: str) -> str:
    """What the forms of a sign-in carry. It follows from the token and is kept nowhere."""
    return hmac.new(token.encode(), b"csrf", hashlib.sha256).hexdigest()


def password_hash(password: str) -> str:
    """The argon2id hash, by pwdlib's recommended parameters."""
    with _ROOM:
        return _hasher().hash(settled(password))


def is_password(password: str, kept: str | None) -> bool:
    """Whether it is the password. As much work where there is none to compare with."""
    with _ROOM:
        right = _hasher().verify(settled(password), kept or _nobodys_hash())
    return right and kept is not None
