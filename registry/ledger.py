"""Digests: canonical JSON, salted payload digests, and the links of an area's chain."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date, datetime

from registry.rules.json_text import json_bytes
from registry.rules.plain_values import Json

GENESIS = "0" * 64
SALT_BYTES = 16


def canonical(value: Json) -> str:
    """The one JSON text of a value: sorted keys, no spaces, characters as they are."""
    return json_bytes(value, sort_keys=True).decode(errors="surrogatepass")


def new_salt() -> bytes:
    """A fresh salt of 16 bytes, so that a digest says nothing about a guessable payload."""
    return secrets.token_bytes(SALT_BYTES)


def payload_digest(salt: bytes, body: str) -> str:
    """The salted SHA-256 of a payload's canonical JSON."""
    return hashlib.sha256(salt + body.encode()).hexdigest()


def fingerprint(value: Json) -> str:
    """The SHA-256 of a value's canonical JSON: what makes two inputs the same."""
    return hashlib.sha256(json_bytes(value, sort_keys=True)).hexdigest()


def _written(value: object) -> str:
    """An instant or a day as a link has it, where JSON has none."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise _no_one_text(type(value))


def _no_one_text(kind: type[object]) -> TypeError:
    return TypeError(f"a link holds no {kind.__name__}")


def link_digest(previous: str, columns: Mapping[str, object]) -> str:
    """The digest of a link over the one before it and its own columns.

    Raises TypeError for a value that has no one text, as a float has none.
    """
    if float in map(type, columns.values()):
        raise _no_one_text(float)
    said = json_bytes(columns, sort_keys=True, default=_written)
    return hashlib.sha256(previous.encode() + b"|" + said).hexdigest()
