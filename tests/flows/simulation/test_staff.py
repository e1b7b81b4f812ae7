from datetime import date

import pytest

from config.words import Named
from flows.simulation.staff import people_in

BEGINS = date(2018, 10, 1)
MODEL = ("แม่ฟ้าหลวง", "เทอดไทย", "แม่สลอง", "Mae Fa Luang", "Thoet Thai", "Mae Salong")


def titles(area: str) -> list[str]:
    file = people_in(area, Named("", ""), BEGINS, coordinators=2)
    held = [(one.title_th, one.title_en, one.unit_th, one.unit_en) for one in file.offices]
    assert {one.person for one in file.holders} == {one.ref for one in file.people}
    return [" ".join(one) for one in held]


@pytest.mark.parametrize("district", ["5703", "8410"])
def test_offices_of_a_simulated_district_are_called_by_its_own_places(district: str) -> None:
    assert not [one for one in titles(district) if any(word in one for word in MODEL)]


def test_a_simulated_district_has_one_kamnan_a_sub_district_and_no_more_than_the_demo() -> None:
    kamnan = [one for one in titles("5703") if one.startswith("กำนัน")]
    assert kamnan[:2] == ["กำนัน Kamnan เวียง Wiang", "กำนัน Kamnan สถาน Sathan"]
    assert len(kamnan) == 4
    assert sum(one.startswith("กำนัน") for one in titles("2008")) == 1  # Ko Sichang has one


def test_offices_of_a_simulated_province_are_called_by_it() -> None:
    assert any("สุราษฎร์ธานี" in one for one in titles("84"))
    assert not [one for one in titles("84") if "เชียงราย" in one or "Chiang Rai" in one]
