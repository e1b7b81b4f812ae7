"""`pack export`, `import`, `taken`: what one office learned and another may use."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Language, both, say
from desk.cli.call import Call, Result
from desk.cli.options import Known, On, command
from desk.cli.tables import listed
from desk.views.words import day, word

if TYPE_CHECKING:
    from flows.replication.exporting import ExportedPack
    from flows.replication.importing import PackImport, PackPreview

Province = Annotated[str, typer.Option("--area", help="Name or code of the province.")]


def declare(group: typer.Typer) -> None:
    """Declare the commands in the group of packs."""
    command(group, "export", of="pack", recorded=True)(export)
    command(group, "import", of="pack", recorded=True)(import_)
    command(group, "taken", of="pack")(taken)


def taken(call: Call, area: Province, on: On = None, known: Known = None) -> Result:
    """What a province took over from packs: each item, where it comes from, since when, by whom."""
    from flows.replication.pack import BODIES, ItemKind
    from registry.queries.areas import names
    from registry.queries.pack_items import pack_items

    province = _province(call, area)
    with call.registry.reading() as connection:
        rows = pack_items(connection, province, call.day(on), known=call.instant(known))
        places = names(connection, {one.origin for one in rows})
    return listed(
        {"area": province, "items": rows},
        ("kind", "title", "from", "since", "by"),
        rows,
        lambda one, lang: (
            say(f"pack.kind.{one.kind}", lang),
            BODIES[ItemKind(one.kind)].model_validate(one.body).title,
            word(places[one.origin], lang),
            day(one.since, lang),
            word(one.by, lang),
        ),
    )


def export(
    call: Call,
    out: Annotated[str, typer.Option("--out", help="New file, .zip: the pack.")],
    district: Annotated[
        str | None, typer.Option("--district", help="Name or code of the district.")
    ] = None,
    province: Annotated[
        str | None, typer.Option("--province", help="Name or code of the province.")
    ] = None,
) -> Result:
    """Write what a province or a district has that another office may use.

    No people and no counts: what names somebody or tells a number of people is left out, and told.
    """
    from desk.imports.files import write_file
    from flows.export import ExportTargetExists
    from flows.replication.exporting import export_pack

    area = _one_area(call, district, province)
    if Path(out).exists():
        raise ExportTargetExists(field="--out", folder=out)
    made = export_pack(call.office, area, recorded_by=call.recorded_by)
    write_file(out, made.content, field="--out", anew=True)
    data = {
        "area": area, "file": out, "sha256": made.digest, "items": len(made.pack.items),
        "left_out": [
            {"item": one.item.name, "why": {"code": one.why.code, "message_th": one.why.sentence.th,
                                            "message_en": one.why.sentence.en}}
            for one in made.left_out
        ],
    }  # fmt: skip
    return Result(data, lambda lang: _exported(made, out, lang))


def _exported(made: "ExportedPack", out: str, lang: Language) -> Iterator[str]:
    yield say("pack.exported", lang, file=out, items=len(made.pack.items))
    yield say("pack.digest", lang, digest=made.digest)
    for one in made.left_out:
        yield say("pack.left_out", lang, what=word(one.why.sentence, lang))


def import_(
    call: Call,
    file: Annotated[str, typer.Argument(help="The pack.", show_default=False)],
    area: Province,
    preview: Annotated[
        bool, typer.Option("--preview", help="Say what it would bring; nothing is recorded.")
    ] = False,
    take: Annotated[
        list[str] | None,
        typer.Option(
            "--take",
            help="Also take this item, which differs, such as activity/campaign; may be repeated.",
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", help="In use from, YYYY-MM-DD; today without it.")
    ] = None,
    digest: Annotated[
        str | None, typer.Option("--digest", help="The digest that the sender told you.")
    ] = None,
) -> Result:
    """Take over what is new in a pack; what the province has otherwise stays, unless it is named.

    What stood before stands in the registry up to that day.
    """
    from desk.imports.files import read_bytes
    from flows.replication.importing import import_pack, preview_pack

    raw, province = (
        read_bytes(file, field="FILE", megabytes=call.settings.upload_megabytes),
        _province(call, area),
    )
    if preview:
        seen = preview_pack(call.office, raw, province, recorded_by=call.recorded_by, digest=digest)
        return Result(_data(seen), lambda lang: _previewed(seen, lang))
    done = import_pack(
        call.office, raw, province, take=tuple(take or ()), since=call.day(since, "--from"),
        recorded_by=call.recorded_by, digest=digest,
    )  # fmt: skip
    data = {**_data(done.preview), "since": done.since, "taken": done.taken, "left": done.left}
    return Result(data, lambda lang: _imported(done, lang))


def _data(seen: "PackPreview") -> dict[str, object]:
    return {
        "origin": seen.origin, "made_on": seen.made_on, "release": seen.release,
        "sha256": seen.digest, "counts": seen.counts,
        "items": [{"item": one.item.name, "title": one.item.body.title, "state": one.state}
                  for one in seen.items],
    }  # fmt: skip


def _previewed(seen: "PackPreview", lang: Language) -> Iterator[str]:
    origin, made_on = word(seen.place, lang), day(seen.made_on, lang)
    yield say("pack.from", lang, origin=origin, made_on=made_on, release=seen.release)
    yield say("pack.digest_received", lang, digest=seen.digest)
    yield say("pack.counts", lang, **seen.counts)
    for one in seen.items:
        if one.state != "same":
            state = say(f"pack.state.{one.state}", lang)
            yield f"  {state}  {one.item.name}  {one.item.body.title}"


def _imported(done: "PackImport", lang: Language) -> Iterator[str]:
    yield from _previewed(done.preview, lang)
    yield say("pack.imported", lang, taken=len(done.taken), since=done.since)
    if done.left:
        yield say("pack.left", lang, left=len(done.left))


def _province(call: Call, named: str) -> str:
    from registry.rules.area_names import UnknownProvince

    try:
        return call.province(named)
    except UnknownProvince as refusal:
        refusal.field = "--area"
        raise


def _one_area(call: Call, district: str | None, province: str | None) -> str:
    """The code of the district or the province, of which one is named."""
    from desk.cli.refusals import UsageMissing, UsageUnfit
    from registry.rules.area_names import UnknownDistrict, UnknownProvince

    if district is not None and province is not None:
        raise UsageUnfit(field="--district", problem=both("usage.apart", other="--province"))
    if district is None and province is None:
        raise UsageMissing(field="--district")
    try:
        if district is not None:
            return call.district(district)
        return call.province(province or "")
    except (UnknownDistrict, UnknownProvince) as refusal:
        refusal.field = "--district" if district is not None else "--province"
        raise
