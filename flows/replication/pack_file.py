"""A pack as one file: a zip of JSON and Word files with their hashes; equal packs, equal bytes."""

import hashlib
import json
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from config.replication import pack_limits
from flows.replication.pack import BODIES, Item, ItemKind, Key, Pack
from registry.refusals import Refusal
from registry.rules.json_text import json_value
from tasks.documents.docx_files import ENCRYPTED, UNREADABLE, blows_up, write_parts

FORMAT, VERSION = "prasan-pack", 1
MANIFEST, DIGEST = "manifest.json", "manifest.sha256"
FIELD = "FILE"
_KEY = TypeAdapter(Key)
# Numbers that an item may not have: what Pydantic says of a field that no item knows.
PARTS = frozenset({"key", "body"})
_UNKNOWN_FIELD = "extra_forbidden"


class PackNotZip(Refusal):
    """The file is no zip, or is cut off or damaged."""


class PackTooLarge(Refusal):
    """The file, or what it unpacks to, is larger than a pack can be."""


class PackPathUnfit(Refusal):
    """A file in the pack has a name that leads out of it, stands twice, or is none of a pack's."""


class PackUnknown(Refusal):
    """The zip is no pack of Prasan's."""


class PackNewer(Refusal):
    """The pack is of a form that this release does not know."""


class PackChanged(Refusal):
    """A file of the pack is not what its manifest says: it was changed on the way."""


class PackItemUnfit(Refusal):
    """An item of the pack is not of its form."""


class PackHoldsCount(Refusal):
    """An item of the pack has a number, or a field that no pack has room for."""


class _Manifest(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    format: str
    version: int
    origin: str
    made_on: date
    release: str
    files: dict[str, str]


def write_pack(pack: Pack) -> bytes:
    """The pack as a file. Equal packs give equal bytes."""
    files = {_file_of(kind): _items(some) for kind, some in _by_kind(pack).items()}
    for item in pack.items:
        if item.kind is ItemKind.TEMPLATE:
            files[_word_file(item)] = pack.files[item.body.sha256]
    said = {
        "format": FORMAT, "version": VERSION, "origin": pack.origin,
        "made_on": pack.made_on.isoformat(), "release": pack.release,
        "files": {name: _sha256(content) for name, content in sorted(files.items())},
    }  # fmt: skip
    manifest = _json(said)
    digest = f"{_sha256(manifest)}  {MANIFEST}\n".encode()
    return write_parts({MANIFEST: manifest, DIGEST: digest, **dict(sorted(files.items()))})


def pack_digest(data: bytes) -> str:
    """By what a pack is known: the SHA-256 of the file, to be compared by telephone."""
    return _sha256(data)


def read_pack(data: bytes) -> Pack:
    """The pack of the file, each part held against its hash before it is read.

    Raises PackNotZip, PackTooLarge, PackPathUnfit, PackUnknown, PackNewer, PackChanged,
    PackItemUnfit, PackHoldsCount or KeyTwice.
    """
    parts = _parts(data)
    manifest = _manifest(parts)
    for name, content in parts.items():
        if name not in (MANIFEST, DIGEST) and manifest.files.get(name) != _sha256(content):
            raise PackChanged(field=FIELD, file=name)
    if missing := manifest.files.keys() - parts.keys():
        raise PackChanged(field=FIELD, file=min(missing))
    items = tuple(one for kind in ItemKind for one in _read_items(kind, parts))
    files = _word_files(items, parts)
    known = {MANIFEST, DIGEST, *map(_file_of, ItemKind), *files}
    if unknown := parts.keys() - known:
        raise PackPathUnfit(field=FIELD, file=min(unknown))
    by_hash = {_sha256(content): content for content in files.values()}
    return Pack(manifest.origin, manifest.made_on, manifest.release, items, by_hash)


def _parts(data: bytes) -> dict[str, bytes]:
    limits = pack_limits()
    if len(data) > limits.file_bytes:
        raise PackTooLarge(field=FIELD, megabytes=limits.megabytes)
    try:
        with zipfile.ZipFile(BytesIO(data)) as file:
            entries = [one for one in file.infolist() if not one.is_dir()]
            _refuse_odd(entries)
            if blows_up(entries, limits):
                raise PackTooLarge(field=FIELD, megabytes=limits.megabytes)
            return {one.filename: file.read(one) for one in entries}
    except UNREADABLE as error:
        raise PackNotZip(field=FIELD) from error


def _refuse_odd(entries: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for one in entries:
        name = one.filename
        outside = name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")
        if outside or name in seen or one.flag_bits & ENCRYPTED:
            raise PackPathUnfit(field=FIELD, file=name)
        seen.add(name)


def _manifest(parts: Mapping[str, bytes]) -> _Manifest:
    manifest = parts.get(MANIFEST)
    said = _value(MANIFEST, manifest) if manifest is not None else None
    if manifest is None or not isinstance(said, dict) or said.get("format") != FORMAT:
        raise PackUnknown(field=FIELD)
    if said.get("version") != VERSION:
        raise PackNewer(field=FIELD, version=str(said.get("version")), known=VERSION)
    if parts.get(DIGEST, b"").decode(errors="replace").split() != [_sha256(manifest), MANIFEST]:
        raise PackChanged(field=FIELD, file=MANIFEST)
    try:
        return _Manifest.model_validate_json(manifest)
    except ValidationError as error:
        raise PackUnknown(field=FIELD) from error


def _read_items(kind: ItemKind, parts: Mapping[str, bytes]) -> list[Item]:
    name = _file_of(kind)
    rows = _value(name, parts[name]) if name in parts else []
    if not isinstance(rows, list):
        raise PackItemUnfit(field=FIELD, item=name, problem="")
    found = [_read_item(kind, place, row) for place, row in enumerate(rows, 1)]
    keys = [one.key for one in found]
    twice = next((one for one in keys if keys.count(one) > 1), None)
    if twice is not None:
        raise PackItemUnfit(field=FIELD, item=f"{kind}/{twice}", problem="key")
    return found


def _read_item(kind: ItemKind, place: int, row: Any) -> Item:  # noqa: ANN401 — whatever the JSON holds
    named = f"{kind}/{place}"
    if not isinstance(row, dict) or not row.keys() >= PARTS:
        raise PackItemUnfit(field=FIELD, item=named, problem=", ".join(sorted(PARTS)))
    if beside := sorted(row.keys() - PARTS):
        raise PackHoldsCount(field=FIELD, item=named, what=beside[0])
    try:
        key = _KEY.validate_python(row["key"])
        named = f"{kind}/{key}"
        return Item(kind, key, BODIES[kind].model_validate(row["body"]))
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(map(str, first["loc"])) or "key"
        if first["type"] == _UNKNOWN_FIELD:
            raise PackHoldsCount(field=FIELD, item=named, what=at) from error
        raise PackItemUnfit(field=FIELD, item=named, problem=at) from error


def _word_files(items: tuple[Item, ...], parts: Mapping[str, bytes]) -> dict[str, bytes]:
    found = {}
    for one in items:
        if one.kind is ItemKind.TEMPLATE:
            content = parts.get(_word_file(one))
            if content is None or _sha256(content) != one.body.sha256:
                raise PackChanged(field=FIELD, file=_word_file(one))
            found[_word_file(one)] = content
    return found


def _value(name: str, content: bytes) -> Any:  # noqa: ANN401 — JSON of somebody else's
    try:
        return json_value(content, file=name, field=FIELD)
    except (ValueError, RecursionError):
        return None


def _by_kind(pack: Pack) -> dict[ItemKind, list[Item]]:
    found: dict[ItemKind, list[Item]] = defaultdict(list)
    for item in pack.items:
        found[item.kind].append(item)
    return found


def _items(some: list[Item]) -> bytes:
    ordered = sorted(some, key=lambda one: one.key)
    return _json([{"key": one.key, "body": one.body.model_dump(mode="json")} for one in ordered])


def _file_of(kind: ItemKind) -> str:
    return f"items/{kind}.json"


def _word_file(item: Item) -> str:
    return f"templates/{item.body.kind}.{item.body.language}.docx"


def _json(value: Any) -> bytes:  # noqa: ANN401 — whatever JSON can hold
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
