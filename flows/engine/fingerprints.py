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
_known: dict[bytes, str] = {}


def fingerprint_of(inputs: BaseModel) -> str:
    """The fingerprint of the inputs: of their canonical JSON."""
    text = to_json(inputs)
    digest = hashlib.blake2b(text).digest()  # of a short one too: no text is kept in memory
    found = _known.get(digest)
    if found is None:
        if len(_known) >= KEPT:
            _known.clear()
        found = _known[digest] = fingerprint(from_json(text))
    return found
