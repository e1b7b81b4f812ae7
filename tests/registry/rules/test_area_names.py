import pytest

from registry.gazetteer import AreaIndex, area_index
from registry.rules.area_names import (
    AmbiguousDistrict,
    DistrictMissing,
    UnknownDistrict,
    UnknownProvince,
    area_key,
    resolve,
    resolve_province,
)


@pytest.fixture(scope="module")
def index() -> AreaIndex:
    return area_index()


@pytest.mark.parametrize(
    "text",
    [
        "Wiang Kaen", "Wiang Khaen", "Wiang Kean", "wiang-kaen", "Wiang Kaen District",
        "Amphoe Wiang Kaen", "เวียงแก่น", "อ.เวียงแก่น", "อ. เวียงแก่น", "อำเภอเวียงแก่น",
        "อำเภอเวียงแก่น จังหวัดเชียงราย", "อ.เวียงแก่นจ.เชียงราย", "เวียง\u200bแก่น", "5713", " ๕๗๑๓ ",
    ],
)  # fmt: skip
def test_one_district_however_it_is_written(text: str, index: AreaIndex) -> None:
    assert resolve(text, index) == "5713"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Chiang Sean", "5708"),
        ("เชียงแสน, เชียงราย", "5708"),
        ("Mae Fah Luang", "5715"),
        ("Phanom", "8410"),
        ("เขตพระนคร", "1001"),
        ("พระนคร กทม.", "1001"),
        ("อ.เมือง จ.เชียงราย", "5701"),
        ("Muang Chiang Rai", "5701"),
        ("เมือง, เชียงราย", "5701"),
        ("สุไหงโกลก", "9610"),
        ("เฉลิมพระเกียรติ นครราชสีมา", "3032"),
        ("Chaloem Phra Kiat, Buri Ram", "3123"),
        ("Mae Tha Lampang", "5210"),
    ],
)
def test_spellings_and_provinces_lead_to_one_district(
    text: str, code: str, index: AreaIndex
) -> None:
    assert resolve(text, index) == code


def test_every_district_answers_to_its_code_and_its_name_with_its_province(
    index: AreaIndex,
) -> None:
    for area in index.areas.values():
        if area.kind == "district":
            around = index.areas[area.parent or ""]
            assert resolve(area.code, index) == area.code
            assert resolve(f"{area.name_th} {around.name_th}", index) == area.code
            if area.code not in ("1404", "1413"):
                assert resolve(f"{area.name_en}, {around.name_en}", index) == area.code


def test_a_name_of_several_districts_is_refused_with_all_of_them(index: AreaIndex) -> None:
    with pytest.raises(AmbiguousDistrict) as refused:
        resolve("อ.เฉลิมพระเกียรติ", index)
    assert len(refused.value.candidates) == 5
    assert "เฉลิมพระเกียรติ, นครราชสีมา (3032)" in refused.value.sentence.th
    assert "Chaloem Phra Kiat, Buri Ram (3123)" in refused.value.sentence.en


def test_two_districts_of_one_province_spelt_alike_in_english_stay_ambiguous(
    index: AreaIndex,
) -> None:
    with pytest.raises(AmbiguousDistrict) as refused:
        resolve("Bang Sai, Phra Nakhon Si Ayutthaya", index)
    assert refused.value.candidates == ("1404", "1413")
    assert "บางไทร" in refused.value.sentence.th


def test_the_capital_district_needs_its_province(index: AreaIndex) -> None:
    with pytest.raises(AmbiguousDistrict) as refused:
        resolve("อำเภอเมือง", index)
    assert len(refused.value.candidates) > 70
    assert refused.value.sentence.th.endswith("…")


def test_of_several_districts_those_of_the_readers_own_province_come_first(
    index: AreaIndex,
) -> None:
    with pytest.raises(AmbiguousDistrict) as refused:
        resolve("เมือง", index, own=("57",))
    assert refused.value.candidates[0] == "5701"
    assert "เชียงราย" in refused.value.sentence.th.partition(";")[0]


@pytest.mark.parametrize("text", ["", "  ", "\u200b"])
def test_where_nothing_is_typed_the_district_is_asked_for(text: str, index: AreaIndex) -> None:
    with pytest.raises(DistrictMissing) as refused:
        resolve(text, index)
    assert refused.value.sentence.th == "โปรดระบุชื่อหรือรหัสอำเภอ"


@pytest.mark.parametrize(("text", "near"), [("Chiang Saan", "5708"), ("เวียงแกน", "5713")])
def test_an_unknown_name_is_refused_with_what_it_resembles(
    text: str, near: str, index: AreaIndex
) -> None:
    with pytest.raises(UnknownDistrict) as refused:
        resolve(text, index)
    assert refused.value.candidates[0] == near
    assert len(refused.value.candidates) <= 3
    assert near in refused.value.sentence.th
    assert near in refused.value.sentence.en


@pytest.mark.parametrize("text", ["qqqq", "", "9999", "อำเภอ", "57", "570801", "TH"])
def test_what_is_no_district_is_refused(text: str, index: AreaIndex) -> None:
    with pytest.raises(UnknownDistrict):
        resolve(text, index)


def test_a_text_that_is_longer_than_any_name_is_compared_with_none(index: AreaIndex) -> None:
    with pytest.raises(UnknownDistrict) as refused:
        resolve("Chiang Saan" + " ." * 100, index)
    assert refused.value.candidates == ()
    with pytest.raises(UnknownProvince) as unknown:
        resolve_province("Chiang Rye" + " ." * 100, index)
    assert unknown.value.candidates == ()


def test_a_district_of_another_province_is_not_taken(index: AreaIndex) -> None:
    with pytest.raises(UnknownDistrict) as refused:
        resolve("เชียงแสน, เชียงใหม่", index)
    assert "5708" in refused.value.candidates


def test_provinces_are_found_alike(index: AreaIndex) -> None:
    assert {resolve_province(text, index) for text in ("57", "จ.เชียงราย", "chiangrai")} == {"57"}
    with pytest.raises(UnknownProvince) as refused:
        resolve_province("Chiang Rye", index)
    assert "57" in refused.value.candidates
    assert "Chiang Rai (57)" in refused.value.sentence.en


def test_a_key_of_a_key_is_the_key(index: AreaIndex) -> None:
    for key in index.codes:
        assert area_key(key, index.words) == key
