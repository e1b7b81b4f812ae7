"""Packs that came in and went out, and the items that a province took over."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from registry.facts import put
from registry.models import PackItem
from registry.records.filing import keep_bytes
from registry.transaction import Write

EXPORTED, IMPORTED = "pack.exported", "pack.imported"


@dataclass(frozen=True)
class NewPackItem:
    """An item as it is taken over."""

    kind: str
    key: str
    body: Any


@dataclass(frozen=True)
class PackTaken:
    """The file that items come from: the area that made it, its bytes and their SHA-256."""

    origin: str
    sha256: str
    content: bytes


def put_pack_item(
    write: Write, province: str, item: NewPackItem, pack: PackTaken, *, since: date, by: int
) -> None:
    """From `since` the item is the province's own; what stood before stands up to that day."""
    same = {"area_code": province, "kind": item.kind, "key": item.key}
    values = {
        "body": json.dumps(item.body, ensure_ascii=False, sort_keys=True),
        "origin": pack.origin, "pack": pack.sha256, "recorded_by": by,
    }  # fmt: skip
    put(write, PackItem, same, values, valid_from=since)


def note_pack_imported(
    write: Write, province: str, pack: PackTaken, taken: Sequence[str], *, since: date, by: int
) -> None:
    """The pack is kept, with who took what of it from which day on."""
    keep_bytes(write, pack.content)
    body = {
        "origin": pack.origin, "sha256": pack.sha256, "taken": [*taken],
        "since": since.isoformat(),
    }  # fmt: skip
    write.audit(province, IMPORTED, actor=by, body=body)


def note_pack_exported(write: Write, area: str, sha256: str, items: int, *, by: int) -> None:
    """What left the house: which pack of the area, of how many items."""
    write.audit(area, EXPORTED, actor=by, body={"sha256": sha256, "items": items})
