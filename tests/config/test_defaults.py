import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from config import defaults
from config.defaults import SHIPPED, BadDefaults, agencies, committee, districts, legal, policy
from config.words import LANGUAGES, known

FILES = ("committee", "legal", "policy", "agencies", "districts")


def spoiled(folder: Path, name: str, old: str, new: str) -> Path:
    for one in FILES:
        shutil.copy(SHIPPED / f"{one}.toml", folder)
    file = folder / f"{name}.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_the_model_committee_has_27_seats_as_the_case_study_counts_them() -> None:
    by_body = Counter(seat.body for seat in committee().seats)
    assert by_body == {"executive": 11, "prevention": 7, "suppression": 4, "rehabilitation": 5}


def test_the_model_committee_has_11_duties() -> None:
    bodies = ("executive", "prevention", "suppression", "rehabilitation")
    assert [len(committee().duties_of(body)) for body in bodies] == [4, 2, 3, 2]


def test_the_executive_seats_stand_in_the_order_an_order_prints_them() -> None:
    assert [seat.kind for seat in committee().seats if seat.body == "executive"] == [
        "district_chief",
        "police_superintendent",
        "psdhs_head",
        "immigration_superintendent",
        "district_public_health",
        "hospital_director",
        "shelter_head",
        "lao_president",
        "subdistrict_head",
        "cso_representative",
        "administrative_secretary",
    ]


def test_no_group_seat_is_chair_and_only_the_chief_is() -> None:
    chairs = [seat.key for seat in committee().seats if seat.role == "chair"]
    assert chairs == ["executive.district_chief"]


def test_civil_society_and_community_seats_ask_for_a_representative_by_name() -> None:
    asked = {seat.kind for seat in committee().seats if seat.asks_representative}
    assert asked == {
        "cso_representative",
        "village_head",
        "village_leader",
        "womens_group_leader",
    }


def test_the_police_superintendent_of_the_prevention_group_is_no_provincial_commander() -> None:
    seat = next(s for s in committee().seats if s.key == "prevention.police_superintendent")
    assert seat.title_th.startswith("ผู้กำกับการสถานีตำรวจภูธร")


def test_a_title_that_already_says_representative_does_not_say_it_twice() -> None:
    assert not [s.key for s in committee().seats if s.representative and "ผู้แทน" in s.title_th]


def test_the_default_name_and_heading_are_of_the_district() -> None:
    assert committee().name.th.format(district="แม่สาย") == (
        "คณะกรรมการป้องกันและปราบปรามการค้ามนุษย์อำเภอแม่สาย"
    )
    assert committee().heading.th.format(district="แม่สาย") == "คำสั่งอำเภอแม่สาย"


def test_our_wording_of_duties_is_never_shown_as_verified() -> None:
    assert not any(duty.verified for duty in committee().duties)


def test_official_text_of_duties_and_citations_holds_no_arabic_digit() -> None:
    texts = [duty.th for duty in committee().duties]
    texts += [basis.citation_th for basis in legal().bases]
    assert not [text for text in texts if re.search("[0-9]", text)]


def test_a_new_order_cites_the_act_the_ministrys_order_the_agenda_and_a_power() -> None:
    cited = {basis.key: basis.cited_as for basis in legal().bases if basis.cited}
    assert cited == {
        "atip_act_2551": "reason",
        "moi_order_768_2556": "reason",
        "national_agenda_2558": "reason",
        "state_administration_act_2534_s62_s65": "power",
    }


def test_the_citation_of_order_768_holds_no_title_that_nobody_has_seen() -> None:
    order = next(basis for basis in legal().bases if basis.key == "moi_order_768_2556")
    assert order.citation_th == "คำสั่งกระทรวงมหาดไทย ที่ ๗๖๘/๒๕๕๖"
    assert not order.verified
    assert order.dated is None


def test_the_library_holds_the_act_with_every_amendment_of_the_study() -> None:
    years = {basis.year for basis in legal().bases if basis.key.startswith("atip_")}
    assert years == {2008, 2015, 2017, 2019}


def test_follow_ups_come_at_30_and_60_days_and_the_re_approach_after_six_months() -> None:
    advocacy = policy().advocacy
    assert (advocacy.follow_up_days, advocacy.reapproach_months) == ((30, 60), 6)


def test_defaults_hold_since_before_the_first_committee() -> None:
    tables = (policy().advocacy, policy().representative, policy().due, policy().hotlines)
    assert all(table.valid_from < date(2013, 1, 1) for table in tables)


def test_the_working_team_is_that_of_the_case_study_and_foundations_are_partners() -> None:
    team = {agency.key: agency.partner for agency in agencies().working_team}
    assert team == {
        "psdhs": False,
        "world_vision": True,
        "focus": True,
        "isoc": False,
        "immigration": False,
        "center_for_girls": True,
    }


def test_the_districts_are_the_six_of_the_border_and_phanom() -> None:
    codes = [profile.code for profile in districts().districts]
    assert codes == ["5703", "5704", "5708", "5709", "5713", "5715", "8410"]


def test_what_the_study_does_not_say_of_a_district_is_absent() -> None:
    phanom, mae_fa_luang = districts().profile("8410"), districts().profile("5715")
    assert phanom is not None
    assert phanom.border is None
    assert mae_fa_luang is not None
    assert mae_fa_luang.border is not None
    assert mae_fa_luang.border.town_en is None
    assert districts().profile("5701") is None


def test_a_count_of_crossings_keeps_its_qualifier() -> None:
    sai, mekong = districts().natural_crossings
    assert (sai.districts, sai.qualifier, sai.count) == (("5709",), "over", 50)
    assert (mekong.districts, mekong.qualifier, mekong.count) == ((), "over", 20)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_toml_is_refused_by_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.toml").write_text("valid_from = = 1\n", encoding="utf-8")
    with pytest.raises(BadDefaults) as refused:
        getattr(defaults, name)(tmp_path)
    assert f"{name}.toml" in refused.value.sentence.th
    assert "line 1" in refused.value.sentence.en


def test_a_missing_file_is_refused_with_its_remedy(tmp_path: Path) -> None:
    with pytest.raises(BadDefaults) as refused:
        committee(tmp_path)
    assert refused.value.sentence.en == (
        "The defaults file committee.toml cannot be opened; "
        "put the shipped file back into the folder config."
    )


def test_an_unknown_field_is_named_with_its_place(tmp_path: Path) -> None:
    folder = spoiled(tmp_path, "policy", "reply_days", "answer_days")
    with pytest.raises(BadDefaults) as refused:
        policy(folder)
    assert "representative.reply_days" in refused.value.sentence.th


def test_a_number_out_of_range_is_named_with_its_place(tmp_path: Path) -> None:
    folder = spoiled(tmp_path, "policy", "advocacy = 10", "advocacy = -10")
    with pytest.raises(BadDefaults) as refused:
        policy(folder)
    assert "due.working_days.advocacy" in refused.value.sentence.en


def test_a_pattern_with_a_place_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    folder = spoiled(tmp_path, "committee", "คำสั่งอำเภอ{district}", "คำสั่งอำเภอ{distric}")
    with pytest.raises(BadDefaults, match=r"\{distric\}"):
        committee(folder)


def test_two_seats_of_one_key_are_refused(tmp_path: Path) -> None:
    folder = spoiled(tmp_path, "committee", 'kind = "psdhs_head"', 'kind = "district_chief"')
    with pytest.raises(BadDefaults, match="two have one key"):
        committee(folder)


def test_an_unverified_basis_without_a_note_is_refused(tmp_path: Path) -> None:
    folder = spoiled(tmp_path, "legal", 'note = "Title and date', '# note = "Title and date')
    with pytest.raises(BadDefaults, match="what is open"):
        legal(folder)


def test_every_message_about_committees_is_said_in_both_languages() -> None:
    keys = []
    for language in LANGUAGES:
        file = SHIPPED / "locale" / language / "LC_MESSAGES" / "committee.po"
        with file.open("rb") as stream:
            keys.append({str(message.id) for message in read_po(stream) if message.id})
    assert keys[0] == keys[1]
    assert all(known(key) for key in keys[0])
