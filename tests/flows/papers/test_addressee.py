import pytest

from config.defaults import committee
from flows.papers.addressee import (
    addressee,
    grouped,
    is_holders,
    outgoing,
    unknown_post,
)
from registry.rules.model_committee import OfficeRef, expand
from registry.rules.office_names import PlaceNames
from registry.rules.seats import BodyKey, Seat, SeatRole
from registry.rules.units import is_own_deputy

PLACE = PlaceNames("แม่สาย", "Mae Sai", "เชียงราย", "Chiang Rai")
MODEL = expand(committee(), [], PLACE)


def a_seat(title: str, kind: str = "added", **changes: str | None) -> Seat:
    seat = Seat(
        key=f"executive.{kind}", kind=kind, body=BodyKey.EXECUTIVE, role=SeatRole.MEMBER,
        title_th=title, title_en="x",
    )  # fmt: skip
    return seat.model_copy(update=changes)


@pytest.mark.parametrize("seat", MODEL, ids=lambda seat: seat.key)
def test_no_seat_of_the_model_is_written_to_as_a_representative(seat: Seat) -> None:
    post = addressee(seat, None, province="เชียงราย")
    assert not post.startswith("ผู้แทน")
    assert "{" not in post


@pytest.mark.parametrize(
    ("title", "kind", "agency", "name", "post"),
    [
        ("ผู้แทนมูลนิธิศุภนิมิตฯ", "cso_representative", "world_vision", "มูลนิธิศุภนิมิตฯ",
         "ผู้อำนวยการมูลนิธิศุภนิมิตฯ"),
        ("ผู้แทนมูลนิธิอื่น", "cso_representative", None, None, "ผู้อำนวยการมูลนิธิอื่น"),
        ("ผู้แทน กอ.รมน.", "added", "isoc", "กองอำนวยการ", "ผู้อำนวยการรักษาความมั่นคงภายในจังหวัดเชียงราย"),
        ("ผู้แทน ตม.", "added", "immigration", "ตม.", "ผู้กำกับการตรวจคนเข้าเมืองจังหวัดเชียงราย"),
        ("ผู้แทน พม.", "added", "psdhs", "สำนักงาน", "พัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดเชียงราย"),
        ("ผู้แทนสถานีตำรวจภูธรแม่สาย", "police_station", None, None, "ผู้กำกับการสถานีตำรวจภูธรแม่สาย"),
        ("ผู้แทนหน่วยเฉพาะกิจทัพเจ้าตาก", "military_unit", None, None,
         "ผู้บังคับหน่วยเฉพาะกิจทัพเจ้าตาก"),
        ("ผู้แทนมณฑลทหารบกที่ ๔๕", "military_unit", None, None, "ผู้บัญชาการมณฑลทหารบกที่ ๔๕"),
        ("ผู้แทนกองร้อยทหารพรานที่ ๓๑๐๑", "added", None, None, "ผู้บังคับกองร้อยทหารพรานที่ ๓๑๐๑"),
        ("ผู้แทนตำรวจตระเวนชายแดนในพื้นที่", "added", None, None,
         "ผู้บังคับกองร้อยตำรวจตระเวนชายแดนในพื้นที่"),
        ("ผู้แทนกรมทหารราบที่ ๗", "military_unit", None, None, "........................"),
        ("ผู้แทนตำรวจน้ำ", "added", "x", "สถานีตำรวจน้ำ ๑", "........................"),
        ("ผู้แทนสำนักงานที่เพิ่ม", "added", "x", "สำนักงานที่เพิ่ม", "หัวหน้าสำนักงานที่เพิ่ม"),
        ("กำนันตำบลเวียง", "subdistrict_head", None, None, "กำนันตำบลเวียง"),
        ("นายกเทศมนตรีตำบลเวียง", "lao_president", "lao", "เทศบาลตำบลเวียง", "นายกเทศมนตรีตำบลเวียง"),
    ],
)  # fmt: skip
def test_the_head_is_written_to_where_a_representative_sits_and_the_post_itself_else(
    title: str, kind: str, agency: str | None, name: str | None, post: str
) -> None:
    assert addressee(a_seat(title, kind, agency=agency), name, province="เชียงราย") == post


def test_a_post_is_its_holders_where_the_district_has_that_office() -> None:
    village = a_seat("ผู้ใหญ่บ้าน บ้านตัวอย่าง", "village_head", office="5709/village_head/1")
    assert is_holders(village)
    assert not is_holders(village.model_copy(update={"office": None}))
    assert not is_holders(village.model_copy(update={"title_th": "ผู้แทนมูลนิธิ"}))


def test_a_deputy_of_the_chiefs_office_is_known_by_office_or_seat() -> None:
    offices = [OfficeRef("5709/deputy_district_chief/1", "deputy_district_chief", "หนึ่ง", "one")]
    found = [one.kind for one in expand(committee(), offices, PLACE) if is_own_deputy((one,))]
    assert found == ["administrative_secretary", "deputy_district_chief"]


def test_seats_of_one_post_are_written_to_in_one_letter() -> None:
    one, two, other = (a_seat("ก", str(n)) for n in range(3))
    posts = {one.key: "ก", two.key: "ก", other.key: "ข"}
    assert grouped((one, other, two), posts) == {"ก": (one, two), "ข": (other,)}


def test_two_posts_that_nobody_knows_are_written_to_in_two_letters() -> None:
    one, two = (a_seat("ผู้แทนกรมทหาร", str(n)) for n in range(2))
    posts = dict.fromkeys((one.key, two.key), unknown_post())
    assert list(grouped((one, two), posts).values()) == [(one,), (two,)]


@pytest.mark.parametrize(
    ("unit", "title"),
    [
        ("มณฑลทหารบกที่ ๔๕", "ผู้บัญชาการมณฑลทหารบกที่ ๔๕"),
        ("หน่วยเฉพาะกิจในพื้นที่ กองกำลังผาเมือง", "ผู้บังคับหน่วยเฉพาะกิจในพื้นที่ กองกำลังผาเมือง"),
        ("กรมทหารราบที่ ๗", "ผู้บังคับหน่วย กรมทหารราบที่ ๗"),
    ],
)
def test_a_military_unit_sits_by_the_post_of_its_head_or_a_representative(
    unit: str, title: str
) -> None:
    office = OfficeRef("1/military_unit/1", "military_unit", unit, "x", title_th="ผู้แทนหน่วยทหาร")
    (seat,) = (one for one in expand(committee(), [office], PLACE) if one.kind == "military_unit")
    assert (seat.title_th, seat.representative) == (title, True)


def test_a_letter_is_circular_where_another_like_it_goes_out() -> None:
    agency, other, deputy = (
        (a_seat("หนึ่ง", "x"),),
        (a_seat("สอง", "y"),),
        (a_seat("ปลัดอำเภอ", "deputy_district_chief"),),
    )

    def sent(*written_to: tuple[Seat, ...], deputies: str = "memo") -> list[tuple[bool, bool]]:
        return [(one.memo, one.circular) for one in outgoing(written_to, deputies)]

    assert sent(agency, other) == [(False, True), (False, True)]
    assert sent(agency, deputy) == [(False, False), (True, False)]
    assert sent(agency, deputy, deputies="none") == [(False, False)]
    assert sent(agency, other, deputy) == [(False, True), (False, True), (True, False)]
