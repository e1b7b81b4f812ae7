from pathlib import Path

from openpyxl import load_workbook

from tasks.workbooks.filled_form import FIRST_ROW
from tests.builders import a_desk
from tests.desk.cli.terminal import Terminal

BY = ("--recorded-by", "coord")


def test_the_directory_goes_out_and_comes_back_by_the_command_line(
    sqlite_url: str, tmp_path: Path
) -> None:
    a_desk(sqlite_url)
    prasan, file = Terminal(sqlite_url), tmp_path / "directory.xlsx"
    assert prasan("export", "offices", str(file), "--district", "5715", *BY).code == 0
    same = prasan("load", str(file), *BY, "--json").json
    assert set(same["loaded"].values()) == {0}
    book = load_workbook(file)
    book["ผู้ดำรงตำแหน่ง"].cell(FIRST_ROW, 7).value = "1/10/2564"
    book.save(file)
    assert prasan("load", str(file), *BY, "--json").json["loaded"]["corrections"] == 1
    assert set(prasan("load", str(file), *BY, "--json").json["loaded"].values()) == {0}
    book["ผู้ดำรงตำแหน่ง"].cell(FIRST_ROW, 7).value = "1/10/64"
    book.save(file)
    assert prasan.refused("load", str(file), *BY) == ("directory_file_unfit", "FILE")
    again = prasan.refused("export", "offices", str(file), "--district", "5715", *BY)
    assert again == ("export_target_exists", "OUT")


def test_only_who_may_load_takes_the_directory_out(sqlite_url: str, tmp_path: Path) -> None:
    a_desk(sqlite_url)
    out = str(tmp_path / "x.xlsx")
    refused = Terminal(sqlite_url).refused(
        "export", "offices", out, "--district", "5715", "--recorded-by", "5715.chief"
    )
    assert refused == ("may_not", "recorded_by")


def test_a_province_is_added_and_what_is_to_be_looked_at_is_told(sqlite_url: str) -> None:
    a_desk(sqlite_url)
    prasan = Terminal(sqlite_url)
    words = ("province", "add", "ลำพูน", "--from", "2022-01-01")
    refused = prasan.refused(*words, "--coordinator", "ไม่มี ใคร", "--recorded-by", "admin")
    assert refused == ("unknown_person", "holders 1: person")
    made = prasan(
        *words, "--coordinator", "แดง ดี", "--title", "นางสาว", "--recorded-by", "admin", "--json"
    ).json
    assert made["province"] == "51"
    assert made["to_look_at"] == prasan("province", "show", "51", "--json").json["to_look_at"]
    looked_at = {one["key"] for one in made["to_look_at"]}
    assert looked_at > {"committee.name", "moi_order_768_2556"}
    settings = ("--area", "51", "--recorded-by", "แดง ดี")
    assert prasan("settings", "verify-legal", "moi_order_768_2556", "--against", "สำเนา",
                  *settings).code == 0  # fmt: skip
    left = {one["key"] for one in prasan("province", "show", "51", "--json").json["to_look_at"]}
    assert looked_at - left == {"moi_order_768_2556"}
