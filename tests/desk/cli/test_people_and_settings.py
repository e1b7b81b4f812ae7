"""Settings, people and files to load, on the command line."""

from pathlib import Path

from tests.builders import Desk
from tests.desk.cli.at_commands import BY_COORD, CHIEF, a_file, desk, prasan
from tests.desk.cli.terminal import Terminal, tables

__all__ = ["desk", "prasan"]


def test_settings_tell_what_is_unset_and_what_is_not_verified(prasan: Terminal, desk: Desk) -> None:
    def state() -> tuple[object, str]:
        rows = prasan("settings", "--area", "เชียงราย", "--json").json["settings"]
        found = next(one for one in rows if one["key"] == "representative.reply_days")
        return found["value"], found["state"]

    area = ("--area", "เชียงราย", *BY_COORD)
    assert state() == (14, "unset")
    key = "representative.reply_days"
    reply = prasan("settings", "set", key, "7", *area, "--from", "2022-01-01")
    assert reply.out.strip() == (
        "กำหนด representative.reply_days ของ 57 เป็น 7 ตั้งแต่ 1 มกราคม 2565 แล้ว "
        "ยังต้องรับรองด้วยคำสั่ง prasan settings verify representative.reply_days --area 57"
    )
    assert state() == (7, "unverified")
    assert prasan("settings", "verify", key, *area).code == 0
    assert state() == (7, "verified")


def test_a_province_verifies_a_legal_basis_for_itself_alone(prasan: Terminal, desk: Desk) -> None:
    def verified(area: str) -> bool:
        rows = prasan("settings", "legal", "--area", area, "--json").json["legal_bases"]
        return bool(next(one["verified"] for one in rows if one["key"] == "moi_order_768_2556"))

    def open_in_province(*known: str) -> set[str]:
        rows = prasan("province", "show", "57", *known, "--json").json["to_look_at"]
        return {one["key"] for one in rows}

    words = ("settings", "verify-legal", "moi_order_768_2556", "--area", "57", *BY_COORD)
    assert prasan(*words).code == 0
    assert "moi_order_768_2556" not in open_in_province()
    assert "moi_order_768_2556" in open_in_province("--known", "2022-06-03")
    assert (verified("57"), verified("50")) == (True, False)
    unknown = ("settings", "verify-legal", "no_such", "--area", "57", *BY_COORD)
    assert prasan.refused(*unknown) == ("unknown_basis", "key")


def test_people_are_shown_without_how_they_are_reached(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    person = {"ref": "5715.x", "name_th": "ก ข", "phone": "0812345678"}
    acting = {
        "office": "5715/deputy_district_chief/2", "person": "5715.x", "start": "2022-06-01",
        "capacity": "acting", "basis": "seniority",
    }  # fmt: skip
    file = a_file(tmp_path, {"people": [person], "holders": [acting]})
    assert prasan("load", file, *BY_COORD).code == 0
    listed = prasan("people", "--district", "Mae Fa Luang", "--on", "2022-06-02", "--json")
    offices = {one["ref"]: one["holders"] for one in listed.json["offices"]}
    assert offices["5715/police_superintendent/1"] == []
    assert [one["capacity"] for one in offices["5715/deputy_district_chief/2"]] == ["own", "acting"]
    shown = prasan("people", "show", "5715.x", "--json")
    assert "0812345678" not in shown.out + listed.out
    assert shown.json["terms"][0]["ref"] == "5715/deputy_district_chief/2"
    out = prasan("people", "--district", "5715", "--on", "2022-06-02").out
    assert "ยังไม่ได้บันทึก" in out
    assert "ว่าง" not in out


def test_an_office_is_vacant_at_every_door_only_after_somebody_left_it(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    left = {
        "office": "5715/police_superintendent/1", "person": "5715.deputy", "start": "2020-10-01",
        "last_day": "2022-05-31", "capacity": "acting", "basis": "seniority",
    }  # fmt: skip
    assert prasan("load", a_file(tmp_path, {"holders": [left]}), *BY_COORD).code == 0
    listed = prasan("people", "--district", "5715", "--on", "2022-06-02").out.splitlines()
    told = {one.split()[0]: one for one in listed if one.startswith("5715/")}
    assert "ว่าง" in told["5715/police_superintendent/1"]
    assert [ref for ref, one in told.items() if "ว่าง" in one] == ["5715/police_superintendent/1"]
    assert "ว่าง" in prasan("search", "ผู้กำกับการ", "--on", "2022-06-02").out


def test_a_file_loaded_twice_changes_nothing(prasan: Terminal, desk: Desk, tmp_path: Path) -> None:
    file = a_file(
        tmp_path,
        """
[[agencies]]
key = "temple"
name_th = "วัด"
name_en = "Temple"
[[people]]
ref = "5715.next"
name_th = "ใหม่ ใจดี"
phone = "053000000"
[[offices]]
ref = "5715/shelter_head"
title_th = "หัวหน้าบ้านพัก"
title_en = "Head of the shelter"
agency = "temple"
[[kinds]]
area = "57"
key = "village_scout"
name_th = "ลูกเสือชาวบ้าน"
[[holders]]
office = "5715/shelter_head"
person = "5715.next"
start = 2022-05-01
[[corrections]]
office = "5715/deputy_district_chief/2"
person = "5715.deputy2"
start = 2018-10-01
basis = "appointment"
[[parts]]
person = "5715.next"
role = "partner"
area = "5715"
start = "2022-05-01"
""",
        "load.toml",
    )
    first = prasan("load", file, *BY_COORD, "--json")
    assert set(first.json["loaded"].values()) == {1}
    before = tables(prasan.url)
    again = prasan("load", file, *BY_COORD, "--json")
    assert set(again.json["loaded"].values()) == {0}
    assert tables(prasan.url) == before


def test_a_predecessor_recorded_late_ends_where_the_successor_begins(
    prasan: Terminal, desk: Desk, tmp_path: Path
) -> None:
    person = {"ref": "5715.old", "name_th": "เก่า แก่"}
    before = {"office": CHIEF, "person": "5715.old", "start": "2016-10-01"}
    file = a_file(tmp_path, {"people": [person], "holders": [before]})
    prasan("load", file, *BY_COORD)
    (term,) = prasan("people", "show", "5715.old", "--json").json["terms"]
    assert (term["start"], term["last_day"]) == ("2016-10-01", "2018-09-30")
    listed = prasan("people", "--district", "5715", "--on", "2022-06-02", "--json").json
    chief = next(one for one in listed["offices"] if one["ref"] == CHIEF)
    assert [one["person"] for one in chief["holders"]] == ["5715.chief"]
