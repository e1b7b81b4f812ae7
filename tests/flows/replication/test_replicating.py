import json
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import select

from flows.plan.beginning import menu_rows
from flows.replication.exporting import export_pack
from flows.replication.importing import (
    PackDigestDiffers,
    PackItemSame,
    PackItemUnknown,
    PackOriginUnknown,
    PackTemplateUnfit,
    import_pack,
    preview_pack,
)
from flows.replication.pack_file import (
    MANIFEST,
    PackChanged,
    PackHoldsCount,
    PackItemUnfit,
    PackNewer,
    PackNotZip,
    PackPathUnfit,
    PackTooLarge,
    PackUnknown,
    read_pack,
    write_pack,
)
from flows.replication.screening import PackNamesPerson, PackTellsCount
from flows.replication.word_files import CORE
from flows.verification import verify_all
from registry.models import Audit, Payload
from registry.queries.pack_items import pack_items
from registry.queries.templates import own_template, own_templates
from registry.records.rights import MayNot
from registry.refusals import Refusal
from registry.rules.json_text import KeyTwice
from tasks.documents.docx_files import read_parts, write_parts
from tests.builders import Desk, a_desk
from tests.desk.cli.terminal import tables
from tests.flows.replication.packs import (
    COORD_84,
    LETTER,
    SURAT,
    brings_letter,
    files_of,
    lesson,
    own_letter,
    sealed,
    surat_has_a_coordinator,
    with_row,
    zipped,
)

ACTIVITY: dict[str, Any] = {
    "key": "school_theatre",
    "body": {
        "group": "prevention", "kind": "campaign", "activity_th": "ละครโรงเรียนเรื่องการค้ามนุษย์",
        "unit_th": "ครั้ง", "duties": ["prevention_coordinate"], "survivors": False,
    },
}  # fmt: skip

SEAT: dict[str, Any] = {
    "key": "suppression.border_patrol",
    "body": {
        "body": "suppression", "role": "member", "kind": "border_patrol", "mode": "by_position",
        "title_th": "ผู้บังคับกองร้อยตำรวจตระเวนชายแดน", "title_en": "Border Patrol Police Company",
        "representative": False,
    },
}  # fmt: skip


@pytest.fixture
def desk(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("PATH", "")  # no LibreOffice, which takes seconds
    made = a_desk(sqlite_url)
    surat_has_a_coordinator(made)
    return made


def packed(desk: Desk, area: str = "57") -> bytes:
    return export_pack(desk.office, area, recorded_by="coord").content


def taken(desk: Desk, raw: bytes, *take: str, on: str = "2022-06-02") -> tuple[str, ...]:
    done = import_pack(
        desk.office, raw, SURAT, take=take, since=date.fromisoformat(on), recorded_by=COORD_84
    )
    return tuple(done.taken)


def test_what_chiang_rai_learned_is_used_in_surat_thani(desk: Desk) -> None:
    brings_letter(desk)
    desk.to_order_signed()
    raw = with_row(packed(desk), "activity", ACTIVITY)
    seen = preview_pack(desk.office, raw, SURAT, recorded_by=COORD_84)
    new = {one.item.name for one in seen.items if one.state == "new"}
    assert f"template/{LETTER}.th" in new
    assert "activity/school_theatre" in new
    assert seen.counts["same"] > 50
    assert set(taken(desk, raw)) == new
    with desk.office.registry.reading() as connection:
        on = desk.office.registry.today
        menu = {row["activity"] for row in menu_rows(connection, "8401", on)}
        elsewhere = {row["activity"] for row in menu_rows(connection, "5715", on)}
        letter = own_template(connection, SURAT, LETTER, "th", on)
        rows = pack_items(connection, SURAT, on)
    assert ACTIVITY["body"]["activity_th"] in menu
    assert ACTIVITY["body"]["activity_th"] not in elsewhere
    assert letter is not None
    assert {(one.origin, one.by.th) for one in rows} == {("57", "นางผู้รับ สมมุติ")}
    assert verify_all(desk.office) == ()


def test_the_same_facts_give_the_same_pack_byte_for_byte(desk: Desk) -> None:
    brings_letter(desk)
    assert packed(desk) == packed(desk)
    assert write_pack(read_pack(packed(desk))) == packed(desk)


def test_a_pack_of_a_district_holds_its_committee_without_the_names_of_places(desk: Desk) -> None:
    desk.to_order_signed()
    pack = read_pack(packed(desk, "5715"))
    seats = {one.key: one.body.title_th for one in pack.items if one.kind == "seat"}
    assert seats["executive.district_chief"].endswith("{district}")
    everything = "".join(files_of(packed(desk, "5715")).get("items/seat.json", b"").decode())
    assert "แม่ฟ้าหลวง" not in everything


def test_no_pack_names_anybody_of_the_registry(desk: Desk) -> None:
    brings_letter(desk)
    desk.to_order_signed()
    texts = b"".join(files_of(packed(desk)).values()).decode(errors="replace")
    for name in ("สมมุติ ตัวอย่าง", "ปรานี", "ประสาน ดี", "ยืนยัน ดี"):
        assert name not in texts


def test_a_word_file_leaves_without_who_wrote_it(desk: Desk) -> None:
    parts = dict(read_parts(own_letter()))
    core = parts[CORE].decode()
    assert "<dc:creator>" in core or "creator" in core
    brings_letter(desk)
    pack = read_pack(packed(desk))
    (content,) = pack.files.values()
    said = read_parts(content)[CORE].decode()
    assert "<dc:creator></dc:creator>" in said or "<dc:creator/>" in said


def test_the_same_pack_again_changes_nothing(desk: Desk) -> None:
    raw = with_row(packed(desk), "lesson", lesson())
    assert taken(desk, raw) == ("lesson/lesson-1",)
    before = tables(str(desk.office.registry.url))
    assert taken(desk, raw) == ()
    assert tables(str(desk.office.registry.url)) == before


def test_what_differs_stays_until_it_is_named_and_what_stood_before_is_kept(desk: Desk) -> None:
    first = with_row(packed(desk), "lesson", lesson())
    taken(desk, first)
    other = with_row(packed(desk), "lesson", lesson(change="ประชุมทางไกลเมื่อเดินทางไม่ได้"))
    assert taken(desk, other) == ()
    desk.on("2022-07-01")
    assert taken(desk, other, "lesson/lesson-1", on="2022-07-01") == ("lesson/lesson-1",)
    with desk.office.registry.reading() as connection:
        before, now = (pack_items(connection, SURAT, date(2022, month, 2)) for month in (6, 7))
    assert [one.body["change"] for one in (*before, *now)] == [
        "นัดวันล่วงหน้าทั้งปี", "ประชุมทางไกลเมื่อเดินทางไม่ได้",
    ]  # fmt: skip


def test_what_was_taken_over_once_is_the_same_the_next_time_of_whatever_kind(desk: Desk) -> None:
    raw = packed(desk)
    for kind, row in (("seat", SEAT), ("activity", ACTIVITY), ("lesson", lesson())):
        raw = with_row(raw, kind, row)
    assert "seat/suppression.border_patrol" in taken(desk, raw)
    assert taken(desk, raw) == ()


def test_a_template_of_ones_own_is_never_overwritten_by_a_pack(desk: Desk) -> None:
    brings_letter(desk)
    raw = packed(desk)
    brings_letter(desk, SURAT, COORD_84, "จังหวัดสุราษฎร์ธานีขอเรียนเชิญ")
    with desk.office.registry.reading() as connection:
        own = own_templates(connection, SURAT, desk.office.registry.today)
    seen = preview_pack(desk.office, raw, SURAT, recorded_by=COORD_84)
    states = {one.item.name: one.state for one in seen.items}
    assert states[f"template/{LETTER}.th"] == "differs"
    taken(desk, raw)
    with desk.office.registry.reading() as connection:
        again = own_templates(connection, SURAT, desk.office.registry.today)
    assert again == own


def test_who_took_what_from_where_and_when_stands_in_the_audit(desk: Desk) -> None:
    raw = with_row(packed(desk), "lesson", lesson())
    taken(desk, raw)
    with desk.office.registry.reading() as connection:
        query = (
            select(Audit.area_code, Audit.action, Payload.body)
            .join(Payload, Payload.id == Audit.payload_id)
            .where(Audit.action.like("pack.%"))
            .order_by(Audit.id)
        )
        rows = connection.execute(query).all()
    assert [(row[0], row[1]) for row in rows] == [("57", "pack.exported"), ("84", "pack.imported")]
    assert '"origin":"57"' in rows[1][2].replace(" ", "")


def test_only_who_keeps_the_settings_of_a_province_gives_or_takes_packs(desk: Desk) -> None:
    raw = packed(desk)
    with pytest.raises(MayNot):
        export_pack(desk.office, "57", recorded_by=COORD_84)
    with pytest.raises(MayNot):
        preview_pack(desk.office, raw, SURAT, recorded_by="coord")


def test_a_lesson_that_names_somebody_stays_at_home_and_is_told(desk: Desk) -> None:
    named = with_row(packed(desk), "lesson", lesson(cause="นายสมชาย ใจดี ไม่มา"))
    with pytest.raises(PackNamesPerson):
        preview_pack(desk.office, named, SURAT, recorded_by=COORD_84)


def row_of(**body: object) -> dict[str, object]:
    return {"key": "school_theatre", "body": {**ACTIVITY["body"], **body}}


@pytest.mark.parametrize(
    ("kind", "row", "refusal"),
    [
        ("activity", row_of(target=40), PackHoldsCount),
        ("activity", row_of(activity_th="อบรมประชาชน ๔๐ คน"), PackTellsCount),
        ("lesson", lesson(happened="assisted 12 victims last year"), PackTellsCount),
        ("lesson", lesson(happened="ช่วยเหลือ 12 ราย"), PackTellsCount),
        ("lesson", lesson(cause="เลขประจำตัว 1-1017-00207-99-7"), PackNamesPerson),
        ("lesson", {"key": "a/b", "body": lesson()["body"]}, PackItemUnfit),
        ("lesson", {"key": "lesson-1"}, PackItemUnfit),
        ("lesson", lesson(happened=""), PackItemUnfit),
        ("lesson", lesson(owner="5715.chief"), PackHoldsCount),
        ("lesson", {**lesson(), "count": 3}, PackHoldsCount),
    ],
)  # fmt: skip
def test_an_item_with_a_person_or_a_count_is_refused_and_nothing_is_recorded(
    desk: Desk, kind: str, row: dict[str, object], refusal: type[Refusal]
) -> None:
    raw = with_row(packed(desk), kind, row)
    before = tables(str(desk.office.registry.url))
    with pytest.raises(refusal) as caught:
        taken(desk, raw)
    assert caught.value.field == "FILE"
    assert tables(str(desk.office.registry.url)) == before


def test_a_template_with_a_macro_is_refused(desk: Desk) -> None:
    brings_letter(desk)
    files = files_of(packed(desk))
    name = f"templates/{LETTER}.th.docx"
    spoiled = write_parts({**read_parts(files[name]), "word/vbaProject.bin": b"macro"})
    rows = json.loads(files["items/template.json"])
    rows[0]["body"]["sha256"] = sha256(spoiled).hexdigest()
    raw = sealed({**files, name: spoiled, "items/template.json": json.dumps(rows).encode()})
    with pytest.raises(PackTemplateUnfit, match="macro"):
        preview_pack(desk.office, raw, SURAT, recorded_by=COORD_84)


def test_a_file_that_is_no_whole_pack_of_this_form_is_refused(desk: Desk) -> None:
    raw = packed(desk)
    files = files_of(raw)
    changed = {**files, "items/lesson.json": b"[]"}
    for data, refusal in (
        (b"", PackNotZip),
        (b"PK\x03\x04 and so on", PackNotZip),
        (raw[: len(raw) // 2], PackNotZip),
        (zipped({"a.txt": b"a"}), PackUnknown),
        (zipped({**files, MANIFEST: b"{"}), PackUnknown),
        (zipped({**files, MANIFEST: b'{"format": 1, "format": 2}'}), KeyTwice),
        (sealed({**files, "items/lesson.json": b'[{"key": 1, "key": 2}]'}), KeyTwice),
        (sealed(files, version=2), PackNewer),
        (sealed(files, people=3), PackUnknown),
        (zipped(changed), PackChanged),
        (zipped({**files, MANIFEST: files[MANIFEST].replace(b'"57"', b'"58"')}), PackChanged),
        (zipped({one: files[one] for one in files if "seat" not in one}), PackChanged),
        (sealed({**files, "../outside.json": b"[]"}), PackPathUnfit),
        (sealed({**files, "/etc/passwd": b"[]"}), PackPathUnfit),
        (sealed({**files, "items\\seat.json": b"[]"}), PackPathUnfit),
        (sealed({**files, "notes.txt": b"of a case"}), PackPathUnfit),
        (sealed({**files, "items/lesson.json": b" " * 5_000_000}), PackTooLarge),
        (b"x" * 20_000_001, PackTooLarge),
    ):
        with pytest.raises(refusal):
            read_pack(data)


def test_a_pack_of_nowhere_another_file_and_unknown_items_are_refused(desk: Desk) -> None:
    raw = packed(desk)
    with pytest.raises(PackOriginUnknown):
        preview_pack(desk.office, sealed(files_of(raw), origin="99"), SURAT, recorded_by=COORD_84)
    with pytest.raises(PackDigestDiffers):
        preview_pack(desk.office, raw, SURAT, recorded_by=COORD_84, digest="0" * 64)
    with pytest.raises(PackItemUnknown):
        taken(desk, raw, "lesson/none")
    with pytest.raises(PackItemSame):
        taken(desk, raw, "activity/campaign")


def test_items_are_taken_from_a_day_on(desk: Desk) -> None:
    raw = with_row(packed(desk), "lesson", lesson())
    later = desk.office.registry.today + timedelta(days=30)
    import_pack(desk.office, raw, SURAT, since=later, recorded_by=COORD_84)
    with desk.office.registry.reading() as connection:
        assert pack_items(connection, SURAT, desk.office.registry.today) == []
        assert len(pack_items(connection, SURAT, later)) == 1
