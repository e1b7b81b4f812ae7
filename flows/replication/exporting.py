"""A pack of an area, made to be given away."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from flows.engine.installation import Installation
from flows.replication.contents import contents
from flows.replication.pack import Item, Pack
from flows.replication.pack_file import pack_digest, write_pack
from flows.replication.screening import problems
from registry.records.pack_items import note_pack_exported
from registry.records.rights import who_may, who_may_on
from registry.refusals import Refusal
from registry.rules.rights import Verb


@dataclass(frozen=True)
class LeftOut:
    """An item that no pack may hold, and why."""

    item: Item
    why: Refusal


@dataclass(frozen=True)
class ExportedPack:
    """The pack, its file and the digest that it is known by; what was left out of it."""

    pack: Pack
    digest: str
    left_out: Sequence[LeftOut]
    content: bytes = field(repr=False)


def export_pack(office: Installation, area: str, *, recorded_by: str) -> ExportedPack:
    """What the area has that another may use; the audit says who took it out.

    Items that name somebody or tell a count stay at home and are told. Raises MayNot.
    """
    with office.registry.reading() as connection:
        today = office.registry.today
        who_may_on(connection, today, recorded_by, Verb.SETTINGS, area)
        whole = contents(connection, office.declared.gates, area, today)
    left = [LeftOut(item, why) for item, why in problems(whole, office.net, field="--out")]
    names = {one.item.name for one in left}
    pack = replace(whole, items=tuple(one for one in whole.items if one.name not in names))
    content = write_pack(pack)
    digest = pack_digest(content)
    with office.registry.writing(area) as write:
        who = who_may(write, recorded_by, Verb.SETTINGS, area)
        note_pack_exported(write, area, digest, len(pack.items), by=who.id)
    return ExportedPack(pack, digest, left, content)
