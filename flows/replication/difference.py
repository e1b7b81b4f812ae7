"""What a pack has that a province has not, or has otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from flows.replication.pack import Item, ItemKind, Pack
from tasks.documents.docx_files import content_hash


class ItemState(StrEnum):
    """How an item stands to what the province has."""

    NEW = "new"
    SAME = "same"
    DIFFERS = "differs"


@dataclass(frozen=True)
class ComparedItem:
    """An item of the pack beside the province's own under the same key, None where it has none."""

    item: Item
    state: ItemState
    own: Item | None

    @property
    def otherwise(self) -> list[tuple[str, str]]:
        """What the pack says and what the province says, where they differ; of texts alone."""
        if self.own is None or self.item.kind is ItemKind.TEMPLATE:
            return []
        theirs, ours = (one.body.model_dump(mode="json") for one in (self.item, self.own))
        return [(_plain(theirs[name]), _plain(ours[name])) for name in theirs
                if theirs[name] != ours[name]]  # fmt: skip


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def compared(pack: Pack, own: Pack) -> list[ComparedItem]:
    """Each item of the pack, in its order."""
    known = {(one.kind, one.key): one for one in own.items}
    return list(_compared(pack, own, known))


def _compared(
    pack: Pack, own: Pack, known: dict[tuple[ItemKind, str], Item]
) -> Iterator[ComparedItem]:
    for item in pack.items:
        before = known.get((item.kind, item.key))
        if before is None:
            yield ComparedItem(item, ItemState.NEW, None)
        elif _said(item, pack) == _said(before, own):
            yield ComparedItem(item, ItemState.SAME, before)
        else:
            yield ComparedItem(item, ItemState.DIFFERS, before)


def _said(item: Item, pack: Pack) -> object:
    """What counts of an item: of a Word file what it says, not when it was saved."""
    if item.kind is ItemKind.TEMPLATE:
        return content_hash(pack.files[item.body.sha256])
    return item.body
