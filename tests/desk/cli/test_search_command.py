"""`search`: what bears a word, by kind, in an area."""

from tests.builders import MAE_FAH_LUANG as D, Desk
from tests.desk.cli.at_commands import desk, prasan
from tests.desk.cli.terminal import Terminal

__all__ = ["desk", "prasan"]


def test_what_bears_a_word_is_told_by_kind_and_in_the_named_area_alone(
    prasan: Terminal, desk: Desk
) -> None:
    first = desk.to_advocacy()
    found = prasan("search", "Prasan Dee", "--json").json["found"]
    assert [one["person"]["ref"] for one in found["people"]] == ["coord"]
    assert prasan("search", "Mae Fa Luang", "--area", "5701", "--json").json["found"]["counts"] == (
        dict.fromkeys(found["counts"], 0)
    )
    printed = prasan("search", str(first), "--lang", "en").out
    assert "Instances (1)\n  1  Establishment of the committee  Mae Fa Luang  open\n" in printed
    held = prasan("search", "แม่ฟ้าหลวง นายอำเภอ", "--lang", "th").out
    assert f"{D}/district_chief" in held
    assert "นายสมมุติ ตัวอย่าง" in held


def test_a_word_that_nothing_bears_names_districts_that_are_called_alike(
    prasan: Terminal, desk: Desk
) -> None:
    printed = prasan("search", "แม่ฟ้าเหลวง", "--lang", "en")
    assert printed.code == 0
    assert f"Mae Fa Luang ({D})" in printed.out


def test_nothing_to_look_for_and_an_unknown_area_are_refused(prasan: Terminal, desk: Desk) -> None:
    assert prasan.refused("search", " ") == ("usage_missing", "text")
    assert prasan.refused("search", "x", "--area", "9999") == ("district_unknown", "--area")
