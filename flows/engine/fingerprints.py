"""Fingerprints of what effects take, found again without their canonical JSON.

Every replay asks for that of every effect which it passes, and an order's facts are 19 KB. Pydantic
writes them as JSON of its own in a tenth of the time that canonical JSON takes, so a fingerprint is
remembered by the digest of that: the same JSON has the same fingerprint, whatever comes to pass,
and any of them may be forgotten at any time.
"""

import hashlib

from pydantic import BaseModel
from pydantic_core import from_json, to_json

from registry.ledger import fingerprint

KEPT = 8192
SHORT = 64  # bytes: what is shorter than a digest is known by itself
_known: dict[bytes, str] = {}


def fingerprint_of(inputs: BaseModel) -> str:
    """The fingerprint of the inputs: of their canonical JSON."""
    text = to_json(inputs)
    key = text if len(text) < SHORT else hashlib.blake2b(text).digest()
    found = _known.get(key)
    if found is None:
        if len(_known) >= KEPT:
            _known.clear()
        found = _known[key] = fingerprint(from_json(text))
    return found
