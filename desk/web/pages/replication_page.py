"""Packs of other offices: one made to be given away, one looked at, taken over by choice."""

from starlette.datastructures import UploadFile
from starlette.responses import Response

from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get, post, see
from desk.web.frame.downloads import file_given
from desk.web.frame.held_files import HeldFile, drop_held, held_file, hold
from desk.web.frame.places import in_province
from desk.web.frame.problems import Problems, problems_of
from desk.web.frame.rendering import render
from flows.replication.exporting import export_pack
from flows.replication.importing import PackPreview, import_pack, preview_pack
from flows.replication.pack import BODIES, ItemKind
from registry.queries.areas import names
from registry.queries.pack_items import pack_items
from registry.records.filing import Upload
from registry.refusals import Refusal
from registry.rules.rights import Verb

PLACE = "/province/{province}/packs"
FILE, DIGEST = "pack", "digest"
ZIP = "application/zip"
IN_PROVINCE = Door(Verb.SETTINGS, in_province)
INPUTS = {"FILE": FILE, "--digest": DIGEST}


class NoPackFile(Refusal):
    """No pack was chosen, or the one that was held is gone."""


@get(PLACE, IN_PROVINCE)
def show(asking: Asking, province: str) -> Response:
    """What was taken over so far, and the forms."""
    return _page(asking, province)


@post(PLACE + "/file", IN_PROVINCE)
def give(asking: Asking, province: str) -> Response:
    """The pack of the province; that it was taken out is audited."""
    asking.fresh()
    made = export_pack(asking.office, province, recorded_by=asking.who.ref)
    return file_given(made.content, ZIP, f"pack-{province}-{asking.today.isoformat()}.zip")


@post(PLACE, IN_PROVINCE)
def take(asking: Asking, province: str) -> Response:
    """Look at a pack; once it was looked at, take over what is new and what is chosen."""
    held: HeldFile | None = None
    try:
        held = _held(asking)
        raw, who = held.file.content, asking.who.ref
        digest = asking.typed.get(DIGEST, "").strip() or None
        seen = preview_pack(asking.office, raw, province, recorded_by=who, digest=digest)
        if asking.typed.get("step") != "record":
            return _page(asking, province, held=held, seen=seen)
        asking.fresh()
        chosen = [one for one in asking.form.getlist("take") if isinstance(one, str)]
        done = import_pack(
            asking.office, raw, province, take=chosen, since=asking.today, recorded_by=who,
            digest=digest,
        )  # fmt: skip
    except Refusal as refusal:
        said = problems_of(asking, refusal, names=INPUTS)
        return _page(asking, province, said, held=None)
    drop_held(asking, held.token)
    return see(f"{PLACE.format(province=province)}?done=pack{'' if done.taken else '_nothing'}")


def _held(asking: Asking) -> HeldFile:
    """The pack that was chosen, or that is held since it was looked at. Raises NoPackFile."""
    file = asking.form.get(FILE)
    if isinstance(file, UploadFile) and file.filename:
        upload = Upload(file.filename, ZIP, file.file.read())
        return hold(asking, upload)
    found = held_file(asking, asking.typed.get("held", ""))
    if found is None:
        raise NoPackFile(field=FILE)
    return found


def _page(
    asking: Asking,
    province: str,
    problems: Problems = (),
    *,
    held: HeldFile | None = None,
    seen: PackPreview | None = None,
) -> Response:
    rows = pack_items(asking.connection, province, asking.today)
    origins = {one.origin for one in rows} | ({seen.origin} if seen else set())
    return render(
        asking, "packs.html",
        province=province,
        province_name=names(asking.connection, {province})[province],
        place=PLACE.format(province=province),
        rows=[(one, BODIES[ItemKind(one.kind)].model_validate(one.body).title) for one in rows],
        places=names(asking.connection, origins),
        held=held,
        seen=seen,
        digest=asking.typed.get(DIGEST, ""),
        problems=problems,
    )  # fmt: skip
