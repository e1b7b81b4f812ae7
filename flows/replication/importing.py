"""A pack of another office: looked at, and taken over by a province."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from config.words import Named
from flows.engine.installation import Installation
from flows.papers.office_templates import TemplateUnfit, check_paper, misfits, paper_kind
from flows.replication.contents import contents
from flows.replication.difference import ComparedItem, ItemState, compared
from flows.replication.pack import Item, ItemKind, Pack
from flows.replication.pack_file import FIELD, pack_digest, read_pack
from flows.replication.screening import problems
from flows.replication.word_files import without_authors
from registry.queries.areas import area_kind, names as area_names
from registry.records.filing import Upload
from registry.records.pack_items import (
    NewPackItem,
    PackTaken,
    note_pack_imported,
    put_pack_item,
)
from registry.records.rights import who_may, who_may_on
from registry.records.templates import put_template
from registry.refusals import Refusal
from registry.rules.rights import Verb
from registry.rules.uploads import WORD
from tasks.documents.template import Template, sheet, template_of


class PackOriginUnknown(Refusal):
    """The pack says that it comes from an area which there is not."""


class PackItemUnknown(Refusal):
    """An item that is to be taken is none of the pack."""


class PackItemSame(Refusal):
    """An item that is to be taken is the province's own already."""


class PackTemplateUnfit(Refusal):
    """A template of the pack cannot be used here."""


class PackDigestDiffers(Refusal):
    """The file is another than the one whose digest the sender told."""


@dataclass(frozen=True)
class PackPreview:
    """A pack beside what the province has: each item new, the same, or otherwise.

    `origin` is the code of the area that it is of, `place` that area's name.
    """

    origin: str
    place: Named
    made_on: date
    release: str
    digest: str
    items: Sequence[ComparedItem]

    @property
    def counts(self) -> dict[str, int]:
        """How many items are new, the same, and otherwise."""
        found = Counter(one.state for one in self.items)
        return {str(state): found[state] for state in ItemState}


@dataclass(frozen=True)
class PackImport:
    """What was taken over, and what differs and was left as it is."""

    preview: PackPreview
    since: date
    taken: Sequence[str]
    left: Sequence[str]


def preview_pack(
    office: Installation,
    raw: bytes,
    province: str,
    *,
    recorded_by: str,
    digest: str | None = None,
) -> PackPreview:
    """What a pack would bring to a province; nothing is recorded.

    Raises MayNot, and what `checked_pack` raises.
    """
    with office.registry.reading() as connection:
        today = office.registry.today
        who_may_on(connection, today, recorded_by, Verb.SETTINGS, province)
        pack = checked_pack(office, raw, digest=digest)
        _refuse_unknown_origin(area_kind(connection, pack.origin), pack)
        own = contents(connection, office.declared.gates, province, today)
        place = area_names(connection, {pack.origin})[pack.origin]
    return PackPreview(
        pack.origin, place, pack.made_on, pack.release, pack_digest(raw), compared(pack, own)
    )


def import_pack(
    office: Installation,
    raw: bytes,
    province: str,
    *,
    take: Collection[str] = (),
    since: date,
    recorded_by: str,
    digest: str | None = None,
) -> PackImport:
    """Take over what is new, and of what differs the items named in `take` ("activity/campaign").

    Nothing else changes; each becomes the province's own from `since`, and what stood before it
    stands up to then. Raises what `preview_pack` raises, PackItemUnknown, PackItemSame.
    """
    seen = preview_pack(office, raw, province, recorded_by=recorded_by, digest=digest)
    chosen = _chosen(seen, take)
    pack = checked_pack(office, raw)
    for one in chosen:
        if one.kind is ItemKind.TEMPLATE:
            _refuse_unfit(office, one, pack.files[one.body.sha256])
    taken = PackTaken(pack.origin, seen.digest, raw)
    with office.registry.writing(province) as write:
        who = who_may(write, recorded_by, Verb.SETTINGS, province)
        for one in chosen:
            if one.kind is ItemKind.TEMPLATE:
                upload = Upload(f"{one.key}.docx", WORD, pack.files[one.body.sha256])
                put_template(
                    write, province, one.body.kind, one.body.language, upload,
                    since=since, by=who.id,
                )  # fmt: skip
            else:
                new = NewPackItem(one.kind, one.key, one.body.model_dump(mode="json"))
                put_pack_item(write, province, new, taken, since=since, by=who.id)
        if chosen:
            names = [one.name for one in chosen]
            note_pack_imported(write, province, taken, names, since=since, by=who.id)
    names = [one.name for one in chosen]
    left = [
        one.item.name for one in seen.items
        if one.state is ItemState.DIFFERS and one.item.name not in names
    ]  # fmt: skip
    return PackImport(seen, since, names, left)


def checked_pack(office: Installation, raw: bytes, *, digest: str | None = None) -> Pack:
    """The pack, if nothing in it names a person, tells a count or runs.

    Raises what `read_pack` raises, PackDigestDiffers, PackNamesPerson, PackTellsCount,
    PackTemplateUnfit.
    """
    if digest is not None and digest.strip().lower() != pack_digest(raw):
        raise PackDigestDiffers(field="--digest", digest=pack_digest(raw))
    pack = read_pack(raw)
    for item in pack.items:
        if item.kind is ItemKind.TEMPLATE:
            _refuse_misfit(office, item, pack.files[item.body.sha256])
    for _, refusal in problems(pack, office.net, field=FIELD):
        raise refusal
    return replace(pack, files=_clean(pack))


def _clean(pack: Pack) -> dict[str, bytes]:
    return {sha256: without_authors(content) for sha256, content in pack.files.items()}


def _refuse_unknown_origin(kind: str | None, pack: Pack) -> None:
    if kind not in ("province", "district"):
        raise PackOriginUnknown(field=FIELD, origin=pack.origin)


def _chosen(seen: PackPreview, take: Collection[str]) -> list[Item]:
    by_name = {one.item.name: one for one in seen.items}
    for name in take:
        if name not in by_name:
            raise PackItemUnknown(field="--take", item=name)
        if by_name[name].state is ItemState.SAME:
            raise PackItemSame(field="--take", item=name)
    return [
        one.item for one in seen.items
        if one.state is ItemState.NEW or one.item.name in take
    ]  # fmt: skip


def _template(item: Item, content: bytes) -> Template:
    body = item.body
    try:
        spoken = paper_kind(body.kind, body.language, field=FIELD)
    except Refusal as refusal:
        raise PackTemplateUnfit(field=FIELD, item=item.name, problem=refusal.sentence) from refusal
    return template_of(body.kind, content, sheet(body.kind), spoken)


def _refuse_misfit(office: Installation, item: Item, content: bytes) -> None:
    for refusal in misfits(_template(item, content), office.declared, office.net):
        raise PackTemplateUnfit(field=FIELD, item=item.name, problem=refusal.sentence)


def _refuse_unfit(office: Installation, item: Item, content: bytes) -> None:
    """As a template that a clerk brings in: its sample is made, and its pages are counted."""
    body, upload = item.body, Upload(f"{item.key}.docx", WORD, content)
    checked = check_paper(
        body.kind, body.language, upload, office.declared, office.settings, office.net
    )
    if checked.problems:
        problem = TemplateUnfit(checked.problems, field=FIELD).sentence
        raise PackTemplateUnfit(field=FIELD, item=item.name, problem=problem)
