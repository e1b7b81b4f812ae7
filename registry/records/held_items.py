"""What a page holds for one person until a form that names it comes: a scan, or warnings.

A browser never fills a file in again, and the next request may reach another desk. An item is
sealed under the word that its form alone carries, of which the registry keeps a digest: nobody
has yet attested what the scan shows, so neither the database nor a backup can tell it.
"""

import hmac
import json
from dataclasses import dataclass
from datetime import timedelta

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import ColumnElement, delete, insert, select

from registry.models import HeldItem
from registry.records.filing import Upload
from registry.records.secrets import digest_of, new_token
from registry.store import Registry
from registry.transaction import Write

HELD_FOR = timedelta(hours=2)
BYTES_AT_MOST = 400 * 1024 * 1024
OF_A_PERSON = 120 * 1024 * 1024  # somewhat more than one form takes
OF_AN_ITEM = 1024  # what an item costs beside its content
NONCE = bytes(12)  # each key seals one item, once
HEAD_END = b"\n"


@dataclass(frozen=True)
class _Size:
    id: int
    person: int
    size: int


def hold(registry: Registry, person: int, file: Upload) -> str:
    """Hold the file for the person; answers the word that finds it again.

    The oldest are given up where there are too many: whoever sends too many gives up their own.
    """
    token = new_token()
    sealed = AESGCM(_key(token)).encrypt(NONCE, _packed(file), None)
    with registry.writing() as write:
        forget_held(write)
        row = {
            "token_sha256": digest_of(token), "person_id": person, "size": len(sealed),
            "content": sealed, "held_at": write.now,
        }  # fmt: skip
        write.connection.execute(insert(HeldItem), row)
        _give_up(write, person)
    return token


def held(registry: Registry, person: int, token: str) -> Upload | None:
    """The file of that word, if it is still held for the person."""
    since = registry.clock.now() - HELD_FOR
    query = select(HeldItem.content).where(
        HeldItem.token_sha256 == digest_of(token),
        HeldItem.person_id == person,
        HeldItem.held_at >= since,
    )
    with registry.reading() as connection:
        sealed = connection.scalar(query)
    return None if sealed is None else _unpacked(AESGCM(_key(token)).decrypt(NONCE, sealed, None))


def drop(registry: Registry, person: int, *tokens: str) -> None:
    """The items were taken, or are not wanted any more."""
    digests = [digest_of(one) for one in tokens]
    with registry.writing() as write:
        drop_held(write, HeldItem.token_sha256.in_(digests), HeldItem.person_id == person)


def drop_held(write: Write, *which: ColumnElement[bool]) -> int:
    """Give those items up in this transaction; answers how many they were."""
    return int(write.connection.execute(delete(HeldItem).where(*which)).rowcount)


def forget_held(write: Write) -> None:
    """Forget what no form came for."""
    drop_held(write, HeldItem.held_at < write.now - HELD_FOR)


def _give_up(write: Write, person: int) -> None:
    query = select(HeldItem.id, HeldItem.person_id, HeldItem.size).order_by(HeldItem.id.desc())
    newest = [_Size(*row) for row in write.connection.execute(query)]
    own = _beyond([one for one in newest if one.person == person], OF_A_PERSON)
    left = [one for one in newest if one.id not in own]
    gone = own | _beyond(left, BYTES_AT_MOST)
    if gone:
        drop_held(write, HeldItem.id.in_(gone))


def _beyond(newest: list[_Size], most: int) -> set[int]:
    """Which of them, the newest first, are too many."""
    found, total = set(), 0
    for one in newest:
        total += one.size + OF_AN_ITEM
        if total > most:
            found.add(one.id)
    return found


def _key(token: str) -> bytes:
    return hmac.digest(token.encode(), b"held item", "sha256")


def _packed(file: Upload) -> bytes:
    head = json.dumps([file.file_name, file.media_type])
    return head.encode() + HEAD_END + file.content


def _unpacked(packed: bytes) -> Upload:
    head, _, content = packed.partition(HEAD_END)
    name, media_type = json.loads(head)
    return Upload(name, media_type, content)
