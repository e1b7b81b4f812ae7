from datetime import date

from hypothesis import given, strategies as st

from config.defaults import committee, legal
from config.legal import LegalBasisDefault
from config.words import known
from registry.rules.model_committee import OfficeRef, expand
from registry.rules.office_names import PlaceNames
from registry.rules.order_difference import difference
from registry.rules.order_facts import (
    AppointmentOrderFacts,
    BodyFacts,
    EarlierOrder,
    LegalBase,
    Signer,
)
from registry.rules.seat_changes import apply
from registry.rules.seats import (
    AddSeat,
    BodyKey,
    ChangeRole,
    RemoveSeat,
    RenameSeat,
    Seat,
    SeatChange,
    SeatMode,
    SeatRole,
)

NAMES = PlaceNames("แม่ฟ้าหลวง", "Mae Fa Luang", "เชียงราย", "Chiang Rai")
OFFICES = (
    OfficeRef(
        "5715/lao_president/1",
        "lao_president",
        "องค์การบริหารส่วนตำบลเทอดไท",
        "Thoet Tai Subdistrict Administrative Organization",
    ),
    OfficeRef("5715/cso_representative/1", "cso_representative", "มูลนิธิหนึ่ง", "Foundation One"),
    OfficeRef("5715/cso_representative/2", "cso_representative", "มูลนิธิสอง", "Foundation Two"),
)
SEATS = expand(committee(), OFFICES, NAMES)
LAO = "executive.lao_president/5715/lao_president/1"
CSO = "executive.cso_representative/5715/cso_representative/2"


def cited(basis: LegalBasisDefault) -> LegalBase:
    return LegalBase(
        key=basis.key,
        citation_th=basis.citation_th,
        citation_en=basis.citation_en,
        verified=basis.verified,
    )


BASES = [cited(basis) for basis in legal().bases]
REASONS, POWERS = tuple(BASES[:3]), tuple(BASES[-1:])
SIGNER = Signer(
    name_th="นายสมมุติ ตัวอย่าง",
    name_en="Mr Sommut Tuayang",
    position_lines_th=("นายอำเภอแม่ฟ้าหลวง",),
    position_lines_en=("District Chief of Mae Fa Luang",),
)


def bodies_of(seats: tuple[Seat, ...]) -> tuple[BodyFacts, ...]:
    return tuple(
        BodyFacts(
            key=BodyKey(body.key),
            title_th=body.title_th,
            title_en=body.title_en,
            seats=tuple(seat for seat in seats if seat.body == body.key),
            duties_th=tuple(duty.th for duty in committee().duties_of(body.key)),
            duties_en=tuple(duty.en for duty in committee().duties_of(body.key)),
        )
        for body in committee().bodies
    )


def an_order(seats: tuple[Seat, ...] = SEATS, **values: object) -> AppointmentOrderFacts:
    facts: dict[str, object] = {
        "kind": "new",
        "district": "5715",
        "district_th": "แม่ฟ้าหลวง",
        "district_en": "Mae Fa Luang",
        "province_th": "เชียงราย",
        "province_en": "Chiang Rai",
        "heading_th": "คำสั่งอำเภอแม่ฟ้าหลวง",
        "committee_th": "คณะกรรมการป้องกันและปราบปรามการค้ามนุษย์อำเภอแม่ฟ้าหลวง",
        "committee_en": "Mae Fa Luang District ATIP Committee",
        "subject_th": "แต่งตั้งคณะกรรมการป้องกันและปราบปรามการค้ามนุษย์อำเภอแม่ฟ้าหลวง",
        "legal_reasons": REASONS,
        "legal_powers": POWERS,
        "border_th": None,
        "bodies": bodies_of(seats),
        "earlier": None,
        "effective_from": None,
        "signer": SIGNER,
        "number": None,
        "dated": None,
        "draft_version": 1,
        "draft_date": date(2022, 6, 20),
    }
    return AppointmentOrderFacts.model_validate(facts | values)


def border_patrol(body: BodyKey = BodyKey.SUPPRESSION, n: int = 1) -> Seat:
    return Seat(
        key=f"added/border_patrol/{body}/{n}",
        kind="added",
        body=body,
        role=SeatRole.MEMBER,
        title_th="ผู้กำกับการตำรวจตระเวนชายแดนที่ ๓๒",
        title_en="Superintendent, Border Patrol Police 32",
    )


def english(old: AppointmentOrderFacts, new: AppointmentOrderFacts) -> list[str]:
    return [change.sentence.en for change in difference(old, new)]


def thai(old: AppointmentOrderFacts, new: AppointmentOrderFacts) -> list[str]:
    return [change.sentence.th for change in difference(old, new)]


def with_seat(key: str, **values: object) -> AppointmentOrderFacts:
    return an_order(
        tuple(one.model_copy(update=values) if one.key == key else one for one in SEATS)
    )


def with_duties(*duties: str) -> AppointmentOrderFacts:
    bodies = [
        body.model_copy(update={"duties_th": duties, "duties_en": duties})
        if body.key is BodyKey.PREVENTION
        else body
        for body in an_order().bodies
    ]
    return an_order(bodies=tuple(bodies))


def test_e1_the_chief_asks_for_the_border_patrol_police() -> None:
    added = apply(SEATS, [AddSeat(seat=border_patrol())])
    second = an_order(added, draft_version=2, draft_date=date(2022, 7, 4))
    assert english(an_order(), second) == [
        "One member added to the Suppression group: Superintendent, Border Patrol Police 32."
    ]
    assert thai(an_order(), second) == [
        "เพิ่มกรรมการในฝ่ายปราบปรามและข้อมูล จำนวน 1 ตำแหน่ง คือ ผู้กำกับการตำรวจตระเวนชายแดนที่ ๓๒"
    ]


def test_e1_a_wrong_name_is_put_right_and_a_civil_society_seat_dropped() -> None:
    third = apply(
        SEATS,
        [
            RenameSeat(
                key=LAO,
                title_th="นายกองค์การบริหารส่วนตำบลเทอดไทย",
                title_en="President of Thoet Thai Subdistrict Administrative Organization",
            ),
            RemoveSeat(key=CSO),
        ],
    )
    assert english(an_order(), an_order(third)) == [
        "One member removed from the Executive Committee: Representative of Foundation Two.",
        (
            "A seat in the Executive Committee renamed from “President of Thoet Tai Subdistrict "
            "Administrative Organization” to “President of Thoet Thai Subdistrict Administrative "
            "Organization”."
        ),
    ]
    assert thai(an_order(), an_order(third))[1] == (
        "แก้ไขชื่อตำแหน่งในคณะกรรมการอำนวยการ จาก “นายกองค์การบริหารส่วนตำบลเทอดไท” "
        "เป็น “นายกองค์การบริหารส่วนตำบลเทอดไทย”"
    )


def test_s4_the_pen_strikes_one_member_and_adds_another() -> None:
    penned = apply(SEATS, [RemoveSeat(key=CSO), AddSeat(seat=border_patrol(BodyKey.EXECUTIVE))])
    as_signed = an_order(penned, number="12/2565", dated=date(2022, 7, 15), draft_version=None)
    assert english(an_order(), as_signed) == [
        "One member added to the Executive Committee: Superintendent, Border Patrol Police 32.",
        "One member removed from the Executive Committee: Representative of Foundation Two.",
    ]


def test_two_members_are_told_in_one_sentence() -> None:
    two = [AddSeat(seat=border_patrol(BodyKey.PREVENTION, n)) for n in (1, 2)]
    (told,) = english(an_order(), an_order(apply(SEATS, two)))
    assert told.startswith("Two members added to the Prevention group: ")


def test_more_than_ten_are_told_in_digits() -> None:
    many = [AddSeat(seat=border_patrol(n=n)) for n in range(11)]
    (told,) = english(an_order(), an_order(apply(SEATS, many)))
    assert told.startswith("11 members added to the Suppression group: ")


def test_an_added_seat_that_is_no_plain_member_says_what_it_is() -> None:
    secretary = border_patrol().model_copy(update={"role": SeatRole.ASSISTANT_SECRETARY})
    (told,) = thai(an_order(), an_order(apply(SEATS, [AddSeat(seat=secretary)])))
    assert told.endswith("(กรรมการและผู้ช่วยเลขานุการ)")


def test_a_new_role_is_told_once_and_not_also_as_a_new_order() -> None:
    change = ChangeRole(key="executive.psdhs_head", role=SeatRole.ASSISTANT_SECRETARY)
    (told,) = english(an_order(), an_order(apply(SEATS, [change])))
    assert told.endswith("changed from Member to Member and Assistant Secretary.")


def test_another_printed_order_of_the_same_seats_is_told() -> None:
    codes = [one.code for one in difference(an_order(), an_order(tuple(reversed(SEATS))))]
    assert codes == ["seats_reordered"] * 4


def test_a_representative_who_may_no_longer_attend_is_told() -> None:
    (change,) = difference(an_order(), with_seat("executive.psdhs_head", representative=False))
    assert change.code == "seat_representative_changed"


def test_a_person_named_for_a_seat_is_told_by_name() -> None:
    (told,) = english(an_order(), with_seat(CSO, person_th="นางสมมุติ", person_en="Ms Sommut"))
    assert told.endswith("changed from “nobody named” to “Ms Sommut”.")


def test_a_seat_made_by_position_is_told() -> None:
    (change,) = difference(an_order(), with_seat(CSO, mode=SeatMode.BY_POSITION))
    assert change.code == "seat_mode_changed"


def test_a_seat_moved_to_another_body_is_neither_added_nor_removed() -> None:
    moved = tuple(
        one.model_copy(update={"body": BodyKey.SUPPRESSION}) if one.key == CSO else one
        for one in SEATS
    )
    assert english(an_order(), an_order(moved)) == [
        (
            "The seat Representative of Foundation Two moved from the Executive Committee "
            "to the Suppression group."
        )
    ]


def test_the_registrys_own_bindings_are_not_told() -> None:
    assert difference(an_order(), with_seat(CSO, office="5715/x", agency="x", person=3)) == ()


def test_the_drafts_version_and_date_and_the_clerks_number_are_not_told() -> None:
    other = an_order(
        draft_version=9, draft_date=date(2022, 8, 1), number="1/2565", dated=date(2022, 8, 2)
    )
    assert difference(an_order(), other) == ()


def test_a_reworded_duty_is_told_as_changed() -> None:
    (change,) = difference(with_duties("a", "b"), with_duties("a", "c"))
    assert (change.code, change.body) == ("duty_changed", BodyKey.PREVENTION)


def test_duties_added_removed_and_reordered_are_told_apart() -> None:
    def codes(old: tuple[str, ...], new: tuple[str, ...]) -> list[str]:
        return [one.code for one in difference(with_duties(*old), with_duties(*new))]

    assert codes(("a",), ("a", "b")) == ["duty_added"]
    assert codes(("a", "b"), ("b",)) == ["duty_removed"]
    assert codes(("a", "b"), ("b", "a")) == ["duties_reordered"]


def test_a_group_left_out_loses_its_seats_and_duties_in_words() -> None:
    fewer = an_order(bodies=an_order().bodies[:3])
    codes = [one.code for one in difference(an_order(), fewer)]
    assert codes == ["seats_removed.many", "duty_removed", "duty_removed"]


def test_citations_added_removed_and_reworded_are_told() -> None:
    reworded = REASONS[0].model_copy(update={"citation_th": "ก", "citation_en": "a"})
    new = an_order(legal_reasons=(reworded, REASONS[1], BASES[4]), legal_powers=())
    codes = [one.code for one in difference(an_order(), new)]
    assert codes == ["legal_changed", "legal_added", "legal_removed", "legal_removed"]
    assert any("คำสั่งกระทรวงมหาดไทย ที่ ๗๖๘/๒๕๕๖" in told for told in thai(an_order(), new))


def test_another_order_of_citations_is_told() -> None:
    (change,) = difference(an_order(), an_order(legal_reasons=tuple(reversed(REASONS))))
    assert change.code == "legal_reordered"


def test_another_signer_is_told_with_both_lines_of_an_acting_one() -> None:
    acting = Signer(
        name_th="นางสมมุติ แทน",
        name_en="Ms Sommut Thaen",
        position_lines_th=("ปลัดอำเภอ รักษาราชการแทน", "นายอำเภอแม่ฟ้าหลวง"),
        position_lines_en=("Deputy District Chief, acting for", "District Chief of Mae Fa Luang"),
    )
    (told,) = thai(an_order(), an_order(signer=acting))
    assert told.endswith("เป็น “นางสมมุติ แทน ปลัดอำเภอ รักษาราชการแทน นายอำเภอแม่ฟ้าหลวง”")


def test_an_effective_date_is_told_in_each_languages_era() -> None:
    (change,) = difference(an_order(), an_order(effective_from=date(2022, 10, 1)))
    assert "“from now on” to “1 October 2022”" in change.sentence.en
    assert "“ตั้งแต่บัดนี้เป็นต้นไป” เป็น “1 ตุลาคม 2565”" in change.sentence.th


def test_an_order_that_comes_to_replace_an_earlier_one_says_which() -> None:
    earlier = EarlierOrder(
        heading_th="คำสั่งอำเภอแม่ฟ้าหลวง",
        number="45/2556",
        dated=date(2013, 5, 2),
        subject_th="จัดตั้งศูนย์",
    )
    told = thai(an_order(), an_order(kind="replace", earlier=earlier))
    assert told == [
        "เปลี่ยนประเภทคำสั่งจากคำสั่งแต่งตั้งใหม่เป็นคำสั่งแต่งตั้งแทนคำสั่งเดิม",
        (
            "แก้ไขคำสั่งเดิมที่อ้างถึงจาก “ไม่มี” เป็น “คำสั่งอำเภอแม่ฟ้าหลวง ที่ 45/2556 "
            "ลงวันที่ 2 พฤษภาคม 2556 เรื่อง จัดตั้งศูนย์”"
        ),
    ]


def test_names_heading_subject_and_border_are_told() -> None:
    new = an_order(
        heading_th="คำสั่งที่ทำการปกครองอำเภอแม่ฟ้าหลวง",
        subject_th="ก",
        committee_en="b",
        district_en="c",
        border_th="รัฐฉาน",
    )
    changes = difference(an_order(), new)
    assert [one.code for one in changes] == [
        "heading_changed",
        "subject_changed",
        "committee_changed",
        "place_changed",
        "border_changed",
    ]
    assert all(known(f"difference.{one.code}") for one in changes)


@st.composite
def changes_of_seats(draw: st.DrawFn) -> list[SeatChange]:
    keys = draw(st.lists(st.sampled_from([seat.key for seat in SEATS]), unique=True, max_size=6))
    by_key = {seat.key: seat for seat in SEATS}
    changes: list[SeatChange] = []
    for key in keys:
        others = [role for role in SeatRole if role is not by_key[key].role]
        changes.append(
            draw(
                st.one_of(
                    st.just(RemoveSeat(key=key)),
                    st.builds(
                        RenameSeat,
                        key=st.just(key),
                        title_th=st.just("ใหม่"),
                        title_en=st.just("new"),
                    ),
                    st.builds(ChangeRole, key=st.just(key), role=st.sampled_from(others)),
                )
            )
        )
    added = draw(st.lists(st.sampled_from(list(BodyKey)), max_size=4))
    changes += [AddSeat(seat=border_patrol(body, n)) for n, body in enumerate(added)]
    return draw(st.permutations(changes))


def told_counts(changes: list[SeatChange]) -> tuple[int, int, int, int]:
    kinds = (AddSeat, RemoveSeat, RenameSeat, ChangeRole)
    added, removed, renamed, roles = (
        sum(isinstance(change, kind) for change in changes) for kind in kinds
    )
    return added, removed, renamed, roles


@given(changes_of_seats())
def test_nothing_differs_from_itself_whatever_was_changed(changes: list[SeatChange]) -> None:
    order = an_order(apply(SEATS, changes))
    assert difference(order, order) == ()


@given(changes_of_seats())
def test_the_difference_names_every_change_and_no_other(changes: list[SeatChange]) -> None:
    told = difference(an_order(), an_order(apply(SEATS, changes)))
    counted = {"seats_added": 0, "seats_removed": 0, "seat_renamed": 0, "seat_role_changed": 0}
    for one in told:
        times = one.values.get("count", 1)
        assert isinstance(times, int)
        counted[one.code.split(".")[0]] += times
    assert tuple(counted.values()) == told_counts(changes)


@given(changes_of_seats())
def test_every_difference_is_said_in_full_in_both_languages(changes: list[SeatChange]) -> None:
    for one in difference(an_order(), an_order(apply(SEATS, changes))):
        assert known(f"difference.{one.code}")
        assert "{" not in str(one.sentence)
