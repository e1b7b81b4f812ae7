import pytest

from config.defaults import committee
from config.words import Named, known
from registry.rules.membership import (
    FocalPoint,
    MembershipUnfit,
    check,
    told_together,
)
from registry.rules.model_committee import OfficeRef, expand
from registry.rules.office_names import PlaceNames
from registry.rules.seat_changes import SeatKeyTaken, SeatUnchanged, SeatUnknown, apply
from registry.rules.seats import (
    AddSeat,
    BodyKey,
    ChangeRole,
    RemoveSeat,
    RenameSeat,
    Seat,
    SeatMode,
    SeatRole,
)

MAE_SAI = PlaceNames("แม่สาย", "Mae Sai", "เชียงราย", "Chiang Rai")


def an_office(kind: str, unit_th: str = "", unit_en: str = "", n: int = 1) -> OfficeRef:
    return OfficeRef(f"5709/{kind}/{n}", kind, unit_th, unit_en, agency=f"{kind}_{n}")


OFFICES = (
    an_office("district_chief"),
    an_office("police_superintendent", "แม่สาย", "Mae Sai"),
    an_office("police_superintendent", "เกาะช้าง", "Ko Chang", 2),
    an_office("hospital_director", "แม่สาย", "Mae Sai"),
    an_office("lao_president", "เทศบาลตำบลเวียงพางคำ", "Wiang Phang Kham Subdistrict Municipality"),
    an_office(
        "lao_president",
        "องค์การบริหารส่วนตำบลศรีเมืองชุม",
        "Si Mueang Chum Subdistrict Administrative Organization",
        2,
    ),
    an_office("subdistrict_head", "แม่สาย", "Mae Sai"),
    an_office("village_head", "หมู่ที่ ๑ ตำบลแม่สาย", "Village 1, Mae Sai"),
    an_office("village_head", "หมู่ที่ ๒ ตำบลแม่สาย", "Village 2, Mae Sai", 2),
    an_office("deputy_district_chief", "(หัวหน้ากลุ่มงานความมั่นคง)", "(Security Group)"),
)


def seats_of_mae_sai() -> tuple[Seat, ...]:
    return expand(committee(), OFFICES, MAE_SAI)


def a_seat(key: str = "added/1", **values: object) -> Seat:
    given: dict[str, object] = {
        "key": key,
        "kind": "added",
        "body": BodyKey.PREVENTION,
        "role": SeatRole.MEMBER,
        "title_th": "ผู้กำกับการตำรวจตระเวนชายแดนที่ ๓๒",
        "title_en": "Superintendent, Border Patrol Police 32",
    }
    return Seat.model_validate(given | values)


def codes(seats: tuple[Seat, ...]) -> set[str]:
    return {finding.code for finding in check(seats).errors}


def seat(seats: tuple[Seat, ...], key: str) -> Seat:
    return next(one for one in seats if one.key == key)


def test_a_district_without_any_office_recorded_still_has_its_27_seats() -> None:
    seats = expand(committee(), (), MAE_SAI)
    assert len(seats) == 27
    assert all(one.office is None for one in seats)
    assert not any("{" in one.title_th + one.title_en for one in seats)


def test_a_deputy_sits_under_the_post_that_the_registry_has_for_them() -> None:
    post = "ปลัดอำเภอ (หัวหน้ากลุ่มงานความมั่นคง)"
    for recorded, printed in ((post, post), ("ปลัดอำเภอ", "ปลัดอำเภอแม่สาย"), ("", "ปลัดอำเภอแม่สาย")):
        ref = "5709/deputy_district_chief/1"
        deputy = OfficeRef(ref, "deputy_district_chief", "", "", None, recorded, "Deputy")
        seats = expand(committee(), [deputy], MAE_SAI)
        assert [one.title_th for one in seats if one.office == ref] == [printed]


def test_each_local_organisation_gets_a_seat_under_its_own_title() -> None:
    titles = [one.title_th for one in seats_of_mae_sai() if one.kind == "lao_president"]
    assert titles[:2] == [
        "นายกเทศมนตรีตำบลเวียงพางคำ",
        "นายกองค์การบริหารส่วนตำบลศรีเมืองชุม",
    ]
    assert titles[:2] == titles[2:]


def test_the_first_station_is_vice_chair_and_the_further_ones_are_members() -> None:
    seats = [
        one
        for one in seats_of_mae_sai()
        if one.kind == "police_superintendent" and one.body is BodyKey.EXECUTIVE
    ]
    assert [(one.title_th, one.role) for one in seats] == [
        ("ผู้กำกับการสถานีตำรวจภูธรแม่สาย", SeatRole.VICE_CHAIR),
        ("ผู้กำกับการสถานีตำรวจภูธรเกาะช้าง", SeatRole.MEMBER),
    ]


def test_villages_are_seated_only_when_chosen() -> None:
    chosen = expand(
        committee(), OFFICES, MAE_SAI, {"prevention.village_head": ("5709/village_head/2",)}
    )
    of_default = [one.office for one in seats_of_mae_sai() if one.kind == "village_head"]
    of_choice = [one.title_th for one in chosen if one.kind == "village_head"]
    assert of_default == [None]
    assert of_choice == ["ผู้ใหญ่บ้าน หมู่ที่ ๒ ตำบลแม่สาย"]


def test_an_only_deputy_needs_no_choice() -> None:
    deputy = next(one for one in seats_of_mae_sai() if one.kind == "deputy_district_chief")
    assert deputy.title_th == "ปลัดอำเภอ (หัวหน้ากลุ่มงานความมั่นคง)"


def test_the_police_seat_falls_to_the_stations_that_are_recorded() -> None:
    police = [one for one in seats_of_mae_sai() if one.kind == "police_station"]
    assert [one.role for one in police] == [SeatRole.GROUP_HEAD, SeatRole.MEMBER]


def test_an_office_without_a_unit_is_printed_under_the_generic_title() -> None:
    seats = expand(committee(), (an_office("hospital_director"),), MAE_SAI)
    hospital = next(one for one in seats if one.kind == "hospital_director")
    assert hospital.title_th == "ผู้อำนวยการโรงพยาบาลในพื้นที่อำเภอแม่สาย"
    assert hospital.office == "5709/hospital_director/1"


def test_keys_of_seats_are_unique_and_stay_when_another_office_is_recorded() -> None:
    more = (*OFFICES, an_office("hospital_director", "ป่าแดด", "Pa Daet", 2))
    before = [one.key for one in seats_of_mae_sai()]
    after = [one.key for one in expand(committee(), more, MAE_SAI)]
    assert len(set(after)) == len(after)
    assert set(before) <= set(after)


def test_the_secretary_stands_last_and_the_chair_first() -> None:
    executive = [one for one in seats_of_mae_sai() if one.body is BodyKey.EXECUTIVE]
    assert executive[0].role is SeatRole.CHAIR
    assert executive[-1].role is SeatRole.SECRETARY


def test_community_seats_are_by_name_and_offices_by_position() -> None:
    modes = {one.kind: one.mode for one in seats_of_mae_sai()}
    assert modes["cso_representative"] is SeatMode.BY_NAME
    assert modes["district_chief"] is SeatMode.BY_POSITION


def test_the_expanded_model_has_no_error() -> None:
    assert check(seats_of_mae_sai()).errors == ()


def test_a_list_without_a_local_organisation_is_an_error() -> None:
    without = tuple(one for one in seats_of_mae_sai() if one.kind != "lao_president")
    assert codes(without) == {"no_lao_seat"}


def test_a_local_organisation_added_by_its_office_counts() -> None:
    without = tuple(one for one in seats_of_mae_sai() if one.kind != "lao_president")
    assert codes((*without, a_seat(office="5709/lao_president/7"))) == set()


def test_an_empty_group_is_an_error_that_names_it() -> None:
    without = tuple(one for one in seats_of_mae_sai() if one.body is not BodyKey.SUPPRESSION)
    (error,) = check(without).errors
    assert error.sentence.en == "The Suppression group has no members; add at least one seat."
    assert "ฝ่ายปราบปรามและข้อมูล" in error.sentence.th


@pytest.mark.parametrize(
    ("role", "code"),
    [(SeatRole.CHAIR, "several_chairs"), (SeatRole.VICE_CHAIR, "several_vice_chairs")],
)
def test_a_second_leader_is_an_error(role: SeatRole, code: str) -> None:
    assert codes((*seats_of_mae_sai(), a_seat(role=role))) == {code}


@pytest.mark.parametrize(
    ("role", "code"),
    [(SeatRole.CHAIR, "no_chair"), (SeatRole.VICE_CHAIR, "no_vice_chair")],
)
def test_a_missing_leader_is_an_error(role: SeatRole, code: str) -> None:
    assert codes(tuple(one for one in seats_of_mae_sai() if one.role is not role)) == {code}


def test_a_group_with_two_heads_is_an_error() -> None:
    head = a_seat(role=SeatRole.GROUP_HEAD)
    assert codes((*seats_of_mae_sai(), head)) == {"several_group_heads"}


def test_a_group_that_has_lost_its_head_is_warned_of_and_one_that_has_it_is_not() -> None:
    seats = seats_of_mae_sai()
    assert "no_group_head" not in {one.code for one in check(seats).warnings}
    headless = tuple(
        one for one in seats
        if (one.body, one.role) != (BodyKey.PREVENTION, SeatRole.GROUP_HEAD)
    )  # fmt: skip
    assert "no_group_head" in {one.code for one in check(headless).warnings}
    assert not codes(headless)


def test_a_key_used_twice_is_an_error() -> None:
    assert codes((*seats_of_mae_sai(), a_seat(), a_seat())) == {"key_twice"}


def test_an_office_twice_in_one_body_is_an_error_but_not_in_two() -> None:
    chief = "5709/district_chief/1"
    assert codes((*seats_of_mae_sai(), a_seat(office=chief))) == set()
    again = a_seat(office=chief, body=BodyKey.EXECUTIVE)
    assert codes((*seats_of_mae_sai(), again)) == {"office_twice"}


def test_a_focal_point_without_a_seat_is_a_warning_that_proposes_one() -> None:
    focal = FocalPoint("5709/deputy_district_chief/9", 41, Named("นางสมมุติ", "Ms Sommut"))
    found = check(seats_of_mae_sai(), focal)
    (finding,) = [one for one in found.warnings if one.code == "focal_point_unseated"]
    assert "กรรมการและผู้ช่วยเลขานุการ" in finding.sentence.th
    assert found.errors == ()


@pytest.mark.parametrize(
    "values", [{"office": "5709/deputy_district_chief/9"}, {"person": 41, "person_th": "ก"}]
)
def test_a_focal_point_seated_by_office_or_by_name_is_no_warning(
    values: dict[str, object],
) -> None:
    focal = FocalPoint("5709/deputy_district_chief/9", 41, Named("นางสมมุติ", "Ms Sommut"))
    found = check((*seats_of_mae_sai(), a_seat("added/1", **values)), focal)
    assert "focal_point_unseated" not in {one.code for one in found.warnings}


def test_a_seat_whose_office_is_not_recorded_is_reported() -> None:
    warned = {
        finding.sentence.en
        for finding in check(seats_of_mae_sai()).warnings
        if finding.code == "office_not_recorded"
    }
    assert any("Investigation Inspector in Mae Sai District" in text for text in warned)


def test_an_office_that_lacks_in_several_bodies_is_told_of_once() -> None:
    seats = [a_seat(f"added/{n}", title_th=f"ตำแหน่ง {n // 2}") for n in range(4)]
    found = (one for one in check(seats).warnings if one.code == "office_not_recorded")
    (told,) = told_together(found)
    assert told.th.startswith("2 ตำแหน่ง")
    assert told.th.count("ตำแหน่ง 0") == 1


def test_a_seat_by_name_without_a_name_is_reported_until_it_has_one() -> None:
    unnamed = a_seat(mode=SeatMode.BY_NAME, role=SeatRole.GROUP_HEAD)
    named = unnamed.model_copy(update={"person_th": "นางสาวสมมุติ ตัวอย่าง"})
    assert [one.code for one in check((unnamed,)).warnings] == ["name_missing"]
    assert check((named,)).warnings == ()


def test_an_unfit_list_is_refused_with_all_its_errors() -> None:
    with pytest.raises(MembershipUnfit) as refused:
        check((a_seat(),)).insist()
    assert "no chairperson" in refused.value.sentence.en
    assert "Rehabilitation group" in refused.value.sentence.en


def test_a_fit_list_is_let_through() -> None:
    found = check(seats_of_mae_sai())
    found.insist()
    assert found.all == found.warnings


def test_every_finding_is_said_in_both_languages() -> None:
    found = check((a_seat(mode=SeatMode.BY_NAME), a_seat("added/2")))
    assert {one.code for one in found.all} >= {"no_chair", "name_missing", "office_not_recorded"}
    assert all(known(f"finding.{one.code}") for one in found.all)


def test_a_seat_is_added_at_the_end_of_the_members_before_the_secretary() -> None:
    added = a_seat(body=BodyKey.EXECUTIVE)
    after = apply(seats_of_mae_sai(), [AddSeat(seat=added)])
    executive = [one for one in after if one.body is BodyKey.EXECUTIVE]
    assert [one.role for one in executive[-2:]] == [SeatRole.MEMBER, SeatRole.SECRETARY]
    assert executive[-2] == added


def test_the_first_seat_of_a_body_stands_after_the_bodies_before_it() -> None:
    chair = a_seat("a", body=BodyKey.EXECUTIVE, role=SeatRole.CHAIR)
    last = a_seat("c", body=BodyKey.REHABILITATION)
    after = apply((chair, last), [AddSeat(seat=a_seat("b"))])
    assert [one.key for one in after] == ["a", "b", "c"]


def test_a_seat_is_struck() -> None:
    after = apply(seats_of_mae_sai(), [RemoveSeat(key="executive.shelter_head")])
    assert len(after) == len(seats_of_mae_sai()) - 1
    assert "executive.shelter_head" not in {one.key for one in after}


def test_a_renamed_seat_keeps_its_place_and_key() -> None:
    change = RenameSeat(key="executive.shelter_head", title_th="หัวหน้าบ้านพักฯ", title_en="Head")
    after = apply(seats_of_mae_sai(), [change])
    assert [one.key for one in after] == [one.key for one in seats_of_mae_sai()]
    assert seat(after, "executive.shelter_head").title_th == "หัวหน้าบ้านพักฯ"


def test_a_new_role_moves_the_seat_to_the_place_of_that_role() -> None:
    change = ChangeRole(key="executive.psdhs_head", role=SeatRole.ASSISTANT_SECRETARY)
    after = apply(seats_of_mae_sai(), [change])
    executive = [one for one in after if one.body is BodyKey.EXECUTIVE]
    assert executive[-1].key == "executive.psdhs_head"


def test_an_unknown_key_is_refused_with_the_nearest_seat() -> None:
    with pytest.raises(SeatUnknown) as refused:
        apply(seats_of_mae_sai(), [RemoveSeat(key="executive.shelter_hed")])
    assert "executive.shelter_head (หัวหน้าบ้านพักเด็กและครอบครัวจังหวัดเชียงราย)" in (
        refused.value.sentence.th
    )


def test_a_title_typed_as_a_key_finds_its_seat() -> None:
    with pytest.raises(SeatUnknown, match=r"executive\.district_chief"):
        apply(seats_of_mae_sai(), [RemoveSeat(key="นายอำเภอแม่สาย")])


def test_a_change_to_an_empty_list_is_refused_in_words() -> None:
    with pytest.raises(SeatUnknown, match="the list is empty"):
        apply((), [RemoveSeat(key="a")])


def test_an_addition_under_a_key_in_use_is_refused() -> None:
    with pytest.raises(SeatKeyTaken, match="added/1"):
        apply(seats_of_mae_sai(), [AddSeat(seat=a_seat()), AddSeat(seat=a_seat())])


def test_a_change_that_says_what_is_so_already_is_refused() -> None:
    chief = seat(seats_of_mae_sai(), "executive.district_chief")
    same = RenameSeat(key=chief.key, title_th=chief.title_th, title_en=chief.title_en)
    with pytest.raises(SeatUnchanged):
        apply(seats_of_mae_sai(), [same])
    with pytest.raises(SeatUnchanged):
        apply(seats_of_mae_sai(), [ChangeRole(key=chief.key, role=SeatRole.CHAIR)])
