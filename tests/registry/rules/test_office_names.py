import pytest
from hypothesis import given, strategies as st

from config.committee_model import UnitWord
from config.defaults import committee
from config.words import Named
from registry.rules.office_names import OfficeTitle, PlaceNames, called, joined, seat_title

PLACE = PlaceNames("เชียงแสน", "Chiang Saen", "เชียงราย", "Chiang Rai")
WORDS = committee().office_words
LOCAL = "นายกองค์กรปกครองส่วนท้องถิ่น"
UNITS = st.text(alphabet="กขคงจชดตนบปมยรลวสหอ", min_size=3, max_size=12)


def name(kind: str, title: str, unit: str = "") -> str:
    office = OfficeTitle(kind, Named(title, "Title"), Named(unit, "Unit" if unit else ""))
    return called(office, PLACE, committee()).th


@pytest.mark.parametrize(
    ("kind", "title", "unit", "full"),
    [
        ("police_superintendent", "ผู้กำกับการสถานีตำรวจภูธร", "เชียงแสน",
         "ผู้กำกับการสถานีตำรวจภูธรเชียงแสน"),
        ("police_superintendent", "ผู้กำกับการสถานีตำรวจภูธร", "สถานีตำรวจภูธรเชียงแสน",
         "ผู้กำกับการสถานีตำรวจภูธรเชียงแสน"),
        ("police_superintendent", "ผู้กำกับการ", "สภ.เชียงแสน", "ผู้กำกับการสถานีตำรวจภูธรเชียงแสน"),
        ("police_superintendent", "สารวัตรใหญ่สถานีตำรวจภูธร", "สภ. บ้านแซว",
         "สารวัตรใหญ่สถานีตำรวจภูธรบ้านแซว"),
        ("subdistrict_head", "กำนัน", "เวียง", "กำนันตำบลเวียง"),
        ("subdistrict_head", "กำนันตำบล", "ตำบลเวียง", "กำนันตำบลเวียง"),
        ("village_leader", "ผู้นำชุมชน", "ชุมชนสบรวก", "ผู้นำชุมชนสบรวก"),
        ("village_head", "ผู้ใหญ่บ้าน", "บ้านสบรวก หมู่ที่ ๑", "ผู้ใหญ่บ้าน บ้านสบรวก หมู่ที่ ๑"),
        ("lao_president", "นายก", "อบต.แม่เงิน", "นายกองค์การบริหารส่วนตำบลแม่เงิน"),
        ("lao_president", "นายก อบต.", "แม่เงิน", "นายกองค์การบริหารส่วนตำบลแม่เงิน"),
        ("lao_president", "นายก", "เทศบาลตำบลเวียง", "นายกเทศมนตรีตำบลเวียง"),
        ("lao_president", "นายกเทศมนตรี", "เทศบาลตำบลเวียง", "นายกเทศมนตรีตำบลเวียง"),
        ("lao_president", "นายกเทศมนตรี", "ทต.เวียง", "นายกเทศมนตรีตำบลเวียง"),
        ("hospital_director", "ผู้อำนวยการโรงพยาบาล", "โรงพยาบาลเชียงแสน",
         "ผู้อำนวยการโรงพยาบาลเชียงแสน"),
        ("district_chief", "นายอำเภอ", "", "นายอำเภอเชียงแสน"),
        ("district_chief", "นายอำเภอเชียงแสน", "", "นายอำเภอเชียงแสน"),
        ("psdhs_head", "พัฒนาสังคมและความมั่นคงของมนุษย์จังหวัด", "",
         "พัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดเชียงราย"),
        ("deputy_district_chief", "ปลัดอำเภอ (หัวหน้ากลุ่มงานความมั่นคง)", "",
         "ปลัดอำเภอ (หัวหน้ากลุ่มงานความมั่นคง)"),
        ("deputy_district_chief", "ปลัดอำเภอ", "", "ปลัดอำเภอเชียงแสน"),
        ("cso_representative", "ผู้แทน", "มูลนิธิหนึ่ง", "ผู้แทนมูลนิธิหนึ่ง"),
        ("lao_president", LOCAL, "ทต.เวียง", "นายกเทศมนตรีตำบลเวียง"),
        ("lao_president", LOCAL, "ทม.แม่สาย", "นายกเทศมนตรีเมืองแม่สาย"),
        ("lao_president", LOCAL, "เทศบาลนครเชียงราย", "นายกเทศมนตรีนครเชียงราย"),
        ("lao_president", LOCAL, "อบต.แม่เงิน", "นายกองค์การบริหารส่วนตำบลแม่เงิน"),
        ("lao_president", LOCAL, "อบจ.เชียงราย", "นายกองค์การบริหารส่วนจังหวัดเชียงราย"),
        ("lao_president", LOCAL, "นายกเทศมนตรีตำบลโยนก", "นายกเทศมนตรีตำบลโยนก"),
        ("lao_president", LOCAL, "นายก อบต.แม่เงิน", "นายกองค์การบริหารส่วนตำบลแม่เงิน"),
        ("lao_president", LOCAL, "เวียง", "นายกองค์กรปกครองส่วนท้องถิ่นเวียง"),
        ("subdistrict_head", "กำนัน", "กำนันตำบลโยนก", "กำนันตำบลโยนก"),
        ("village_leader", "ผู้นำชุมชน", "ผู้นำชุมชนบ้านสบรวก", "ผู้นำชุมชนบ้านสบรวก"),
        ("police_superintendent", "ผู้กำกับการสถานีตำรวจภูธร", "ผู้กำกับการ สภ.เชียงแสน",
         "ผู้กำกับการสถานีตำรวจภูธรเชียงแสน"),
        ("military_unit", "หน่วยทหารในพื้นที่", "มทบ.37", "ผู้บัญชาการมณฑลทหารบกที่ 37"),
        ("cso_representative", "ผู้แทนองค์กรภาคประชาสังคม", "มูลนิธิเพื่อเด็ก", "ผู้แทนมูลนิธิเพื่อเด็ก"),
        ("village_head", "ผู้ใหญ่บ้าน", "ม.3 ต.เวียง", "ผู้ใหญ่บ้าน หมู่ที่ 3 ตำบลเวียง"),
        ("village_head", "ผู้ใหญ่บ้าน", "บ้านสบรวก ม. ๓", "ผู้ใหญ่บ้าน บ้านสบรวก หมู่ที่ ๓"),
    ],
)  # fmt: skip
def test_an_office_has_one_name_however_its_unit_was_typed(
    kind: str, title: str, unit: str, full: str
) -> None:
    assert name(kind, title, unit) == full


@pytest.mark.parametrize(
    ("unit", "full"),
    [
        ("ต.ช.ด. 327", "ต.ช.ด. 327"),
        ("อ.ส.เชียงแสน", "อ.ส.เชียงแสน"),
        ("กองร้อย อ.ส.อ.เชียงแสน", "กองร้อย อ.ส.อ.เชียงแสน"),
        ("สภ. อ.เชียงแสน", "สถานีตำรวจภูธร อำเภอเชียงแสน"),
        ("ต.เวียง อ.เชียงแสน จ.เชียงราย", "ตำบลเวียง อำเภอเชียงแสน จังหวัดเชียงราย"),
        ("ต. เวียง", "ตำบลเวียง"),
    ],
)
def test_the_letters_of_a_longer_abbreviation_are_no_word_of_a_unit(unit: str, full: str) -> None:
    assert WORDS.in_full(unit) == full


def test_the_english_name_says_the_word_of_the_unit_once() -> None:
    for unit in ("Chiang Saen", "Chiang Saen Police Station"):
        office = OfficeTitle(
            "police_superintendent", Named("ผู้กำกับการ", "Superintendent"), Named("เชียงแสน", unit)
        )
        said = called(office, PLACE, committee()).en
        assert said == "Superintendent, Chiang Saen Police Station"


@pytest.mark.parametrize(
    ("kind", "title", "unit", "english"),
    [
        ("lao_president", LOCAL, Named("ทต.เวียง", "Wiang"), "Mayor of Wiang"),
        ("lao_president", LOCAL, Named("ทต.เวียง", ""), "Mayor in Chiang Saen District"),
        ("lao_president", LOCAL, Named("อบต.แม่เงิน", "Mae Ngoen"), "President of Mae Ngoen SAO"),
        ("lao_president", LOCAL, Named("อบต.แม่เงิน", "Mae Ngoen SAO"), "President of Mae Ngoen SAO"),
        ("lao_president", "นายก",
         Named("อบต.ปอ", "Po Subdistrict Administrative Organization"),
         "President of Po Subdistrict Administrative Organization"),
        ("police_superintendent", "ผู้กำกับการ", Named("เชียงแสน", ""),
         "Police Superintendent in Chiang Saen District"),
        ("military_unit", "หน่วยทหารในพื้นที่", Named("มทบ.37", ""),
         "Commander of the military unit in the area"),
    ],
)  # fmt: skip
def test_the_english_name_reads_well_with_and_without_an_english_unit(
    kind: str, title: str, unit: Named, english: str
) -> None:
    assert called(OfficeTitle(kind, Named(title, "Title"), unit), PLACE, committee()).en == english


@pytest.mark.parametrize(
    ("kind", "title", "unit", "printed"),
    [
        ("lao_president", LOCAL, "ทต.เวียง", "นายกเทศมนตรีตำบลเวียง"),
        ("lao_president", LOCAL, "นายกเทศมนตรีตำบลโยนก", "นายกเทศมนตรีตำบลโยนก"),
        ("subdistrict_head", "กำนัน", "กำนันตำบลโยนก", "กำนันตำบลโยนก"),
        ("military_unit", "หน่วยทหารในพื้นที่", "มทบ.37", "ผู้บัญชาการมณฑลทหารบกที่ 37"),
        ("cso_representative", "ผู้แทนองค์กรภาคประชาสังคม", "มูลนิธิเพื่อเด็ก", "ผู้แทนมูลนิธิเพื่อเด็ก"),
    ],
)
def test_an_order_calls_the_seat_as_the_directory_calls_who_fills_it(
    kind: str, title: str, unit: str, printed: str
) -> None:
    seat = next(one for one in committee().seats if one.office_kinds[0] == kind)
    office = OfficeTitle(kind, Named(title, "Title"), Named(unit, "Unit"))
    assert seat_title(seat, office, PLACE, committee()).th == printed


@given(unit=UNITS, word=st.sampled_from(WORDS.units), head=UNITS)
def test_the_word_of_a_unit_is_said_once_whichever_side_says_it(
    unit: str, word: UnitWord, head: str
) -> None:
    full = word.full_th
    whole = f"{head}{full}{unit}"
    assert joined(f"{head}{full}", unit, WORDS) == whole
    assert joined(f"{head}{full}", f"{full}{unit}", WORDS) == whole
    assert joined(whole, unit, WORDS) == whole
    for short in word.short_th:
        assert joined(f"{head}{full}", f"{short}{unit}", WORDS) == whole


@given(kind=st.sampled_from(sorted({one.office_kinds[0] for one in committee().seats})), unit=UNITS)
def test_a_name_that_is_whole_is_the_name_of_itself(kind: str, unit: str) -> None:
    seat = next(one for one in committee().seats if one.office_kinds[0] == kind)
    title = seat.title_th.partition("{")[0].strip()
    once = name(kind, title, unit)
    assert name(kind, once) in (once, f"{once}{PLACE.district_th}")
