"""Documents: kept with their bytes, replaced by newer drafts, frozen once signed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from sqlalchemy import Connection, bindparam, exists, func, select

from registry.fact_digests import add, change
from registry.ledger import canonical
from registry.models import Blob, Document, Supersession, table_of
from registry.prepared_statements import PreparedQuery
from registry.rules.partial_dates import PartialDate
from registry.rules.plain_values import Json
from registry.transaction import Write

EVIDENCE = "evidence"
KEPT = "document.kept"
FROZEN = frozenset({"signed", "adopted", EVIDENCE})
APART = ("content", "facts")  # what of a paper stands in rows of its own
_document = table_of(Document)


@dataclass(frozen=True)
class Upload:
    """A file that came from outside, checked for kind and size."""

    file_name: str
    media_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The SHA-256 of its bytes, in hex."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class NewDocument:
    """A paper to be kept. `facts` are those it was rendered from, None for a scan.

    `subject` tells apart papers of one kind; "" where there is one.
    """

    kind: str
    file_name: str
    media_type: str
    own_date: date
    content: bytes
    content_hash: str
    status: str
    facts: Json = None
    template_sha256: str | None = None
    attested_by: int | None = None
    version: int | None = None
    subject: str = ""
    language: str = "th"
    precision: str = "day"

    @classmethod
    def evidence(
        cls,
        kind: str,
        file: Upload,
        own_date: date | PartialDate,
        by: int | None,
        version: int | None = None,
    ) -> Self:
        """A file as somebody brought it, who stands for it."""
        dated = own_date if isinstance(own_date, PartialDate) else PartialDate.of(own_date)
        return cls(
            kind,
            file.file_name,
            file.media_type,
            dated.first,
            file.content,
            file.sha256,
            EVIDENCE,
            attested_by=by,
            version=version,
            precision=dated.precision,
        )

    @property
    def place(self) -> tuple[str, str]:
        """What a newer version of it takes the place of in every language: kind and subject."""
        return self.kind, self.subject


def keep(
    write: Write, district: str, instance_id: int | None, entry_id: int | None, new: NewDocument
) -> int:
    """Keep the paper and its bytes in this transaction. Answers its id."""
    (number,) = keep_all(write, district, instance_id, entry_id, (new,))
    return number


def keep_all(
    write: Write,
    district: str,
    instance_id: int | None,
    entry_id: int | None,
    papers: Iterable[NewDocument],
) -> list[int]:
    """Keep the papers that one act brings, each with its bytes. Answers their ids.

    Facts that several of them say, as a paper in two languages does, are kept once. The link of
    each in the district's chain holds the digests, so that a paper exchanged together with its own
    hash is found.
    """
    kept: dict[str, tuple[int, str]] = {}
    numbers = []
    for new in papers:
        facts_id, facts = _facts(write, new, kept)
        sha256 = keep_bytes(write, new.content)
        frozen = new.status in FROZEN
        row = {
            **{name: value for name, value in vars(new).items() if name not in APART},
            "district_code": district,
            "instance_id": instance_id,
            "entry_id": entry_id,
            "version": _free_version(write, instance_id, new),
            "sha256": sha256,
            "facts_id": facts_id,
            "recorded_at": write.now,
            "frozen_at": write.now if frozen else None,
        }
        document_id = add(write, _document, row)
        body: dict[str, Json] = {
            "document": document_id,
            "sha256": sha256,
            "content_hash": new.content_hash,
            "facts": facts,
        }
        write.audit(district, KEPT, actor=new.attested_by, body=body)
        numbers.append(document_id)
    return numbers


def _facts(
    write: Write, new: NewDocument, kept: dict[str, tuple[int, str]]
) -> tuple[int | None, str | None]:
    """The payload of the paper's facts, and its digest: one `kept` already where it says them."""
    if new.facts is None:
        return None, None
    text = canonical(new.facts)
    if text not in kept:
        kept[text] = write.payload_of(text)
    return kept[text]


def keep_bytes(write: Write, content: bytes) -> str:
    """Keep bytes under their SHA-256, once however often they come."""
    sha256 = hashlib.sha256(content).hexdigest()
    if not _SAME_BYTES.rows(write.connection, {"sha256": sha256}):
        row = {"sha256": sha256, "size": len(content), "content": content, "redaction_id": None}
        add(write, table_of(Blob), row)
    return sha256


def _free_version(write: Write, instance_id: int | None, new: NewDocument) -> int:
    """The version that the paper says it is; the next one where it takes another's place."""
    taken = set(_versions_taken(write.connection, instance_id, new))
    if new.version is not None and new.version not in taken:
        return new.version
    return 1 + max(taken, default=0)


def _versions_taken(
    connection: Connection, instance_id: int | None, new: NewDocument
) -> Iterable[int]:
    values = {"kind": new.kind, "subject": new.subject, "language": new.language}
    if instance_id is None:
        return connection.scalars(_OF_PAPER.where(Document.instance_id.is_(None)), values)
    rows = _OF_INSTANCE.rows(connection, {**values, "instance": instance_id})
    return (row[0] for row in rows)


_OF_PAPER = select(Document.version).where(
    Document.kind == bindparam("kind"),
    Document.subject == bindparam("subject"),
    Document.language == bindparam("language"),
)
_OF_INSTANCE = PreparedQuery(_OF_PAPER.where(Document.instance_id == bindparam("instance")))
_DRAFTS = PreparedQuery(
    select(Document.id)
    .where(
        Document.instance_id == bindparam("instance"),
        Document.kind == bindparam("kind"),
        Document.subject == bindparam("subject"),
        Document.status == "draft",
    )
    .limit(1)
)
_SAME_BYTES = PreparedQuery(select(Blob.sha256).where(Blob.sha256 == bindparam("sha256")))


def replace_drafts(write: Write, instance_id: int, place: tuple[str, str]) -> None:
    """The drafts of that kind and subject so far are replaced by a newer one.

    In every language: beside a paper that people typed in Thai no English one is of today.
    """
    kind, subject = place
    said = {"instance": instance_id, "kind": kind, "subject": subject}
    if not _DRAFTS.rows(write.connection, said):
        return  # the first of its kind, as most are
    change(
        write,
        _document,
        _document.c.instance_id == instance_id,
        _document.c.kind == kind,
        _document.c.subject == subject,
        _document.c.status == "draft",
        status="replaced",
    )


def set_status(write: Write, document_id: int, status: str) -> None:
    """A draft was signed or adopted (and is frozen by it), not signed, or replaced.

    What is so already stays: it was frozen at its time.
    """
    frozen = write.now if status in FROZEN else None
    is_another = _document.c.id == document_id, _document.c.status != status
    change(write, _document, *is_another, status=status, frozen_at=frozen)


def drafts_not_signed(write: Write, instance_id: int) -> list[int]:
    """The drafts of an instance will never be signed: it ends, or their signer has left.

    Answers which those were.
    """
    mine = (_document.c.instance_id == instance_id, _document.c.status == "draft")
    found = list(write.connection.scalars(select(_document.c.id).where(*mine)))
    change(write, _document, *mine, status="not_signed")
    return found


def draft_again(write: Write, instance_id: int, content_hash: str) -> None:
    """The paper is a draft again, and so is all that lies beside it: other languages, the memo.

    Its signer has not left after all, or had signed before; or the newer draft no longer counts.
    """
    gone = exists().where(Supersession.entry_id == _document.c.entry_id)
    counting = (_document.c.instance_id == instance_id, ~gone)
    lost = (*counting, _document.c.status.in_(("not_signed", "replaced")))
    asked = select(_document.c.id).where(*lost, _document.c.content_hash == content_hash)
    if write.connection.scalar(asked) is None:
        return
    newest = (
        select(func.max(_document.c.id))
        .where(*counting)
        .group_by(_document.c.kind, _document.c.subject, _document.c.language)
    )
    found = {*write.connection.scalars(asked), *write.connection.scalars(newest)}
    change(write, _document, *lost, _document.c.id.in_(found), status="draft")


def drafts_of_entries_replaced(write: Write, entry_ids: list[int]) -> None:
    """The drafts that these journal entries made no longer count."""
    theirs = _document.c.entry_id.in_(entry_ids)
    change(write, _document, theirs, _document.c.status == "draft", status="replaced")
