"""What was recorded, in lists: instances, rotations, letters, publications, the board."""

from dataclasses import replace
from pathlib import Path

from desk.views.words import moment
from flows.decisions.rotate import rotate
from flows.decisions.stop import stop
from flows.directive.directive import issue_directive
from registry.records.api_tokens import make_api_token
from registry.records.calendar_links import make_calendar_link
from tests.builders import MAE_FAH_LUANG as D, Desk
from tests.desk.cli.at_commands import desk, prasan
from tests.desk.cli.terminal import Terminal
from tests.flows.order.at_transfer_orders import the_order
from tests.registry.records.at_publications import MAE_SAI, few_told
from tests.scenarios.letter_killed import LETTER

__all__ = ["desk", "prasan"]


def test_the_instances_of_a_district_are_listed_those_that_ended_too(
    prasan: Terminal, desk: Desk
) -> None:
    first = desk.to_advocacy()
    stop(desk.office, first, reason="เริ่มผิดอำเภอ", on=desk.on("2022-06-03"), recorded_by="coord")
    second = desk.start()
    listed = prasan("instances", "แม่ฟ้าหลวง", "--json").json["instances"]
    assert [(one["instance"], one["status"]) for one in listed] == [
        (first, "stopped"), (second, "open"),
    ]  # fmt: skip
    assert "Establishment of the committee" in prasan("instances", D, "--lang", "en").out
    assert prasan("instances", "5701", "--json").json["instances"] == []
    assert prasan.refused("instances", "9999")[0] == "district_unknown"


def test_a_list_of_nothing_says_so_in_words(prasan: Terminal, desk: Desk) -> None:
    for words in (("instances", "5701"), ("directives",), ("token", "list", "coord")):
        assert prasan(*words, "--lang", "th").out == "ไม่มีรายการ\n"
        assert prasan(*words, "--lang", "en").out == "There is none.\n"


def test_until_when_a_token_or_a_link_works_is_told_by_the_clock_of_thailand(
    prasan: Terminal, desk: Desk
) -> None:
    registry = desk.office.registry
    token = make_api_token(registry, "coord", "coordinator", "57", recorded_by="admin").row
    link = make_calendar_link(registry, None, "en", recorded_by="coord").row
    listed = prasan("token", "list", "coord", "--lang", "en").out
    assert moment(token.expires_at, "en") in listed
    listed = prasan("calendar-link", "list", "--recorded-by", "coord", "--lang", "en").out
    assert moment(link.expires_at, "en") in listed


def test_the_board_of_a_province_is_told_as_of_a_day(prasan: Terminal, desk: Desk) -> None:
    desk.to_advocacy()
    counts = prasan("province", "board", "57", "--json").json["board"]["counts"]
    assert (counts["districts"], counts["not_started"]) == (18, 17)
    printed = prasan("province", "board", "เชียงราย", "--on", "2022-06-03", "--lang", "en").out
    assert printed.startswith("As of 3 June 2022")
    assert "Mae Fa Luang       Advocacy" in printed
    before = prasan("province", "board", "57", "--on", "2022-06-01", "--json").json["board"]
    assert before["counts"]["not_started"] == 18
    assert prasan.refused("province", "board", "ที่ไหน")[0] == "province_unknown"


def test_the_rotations_of_chiefs_are_listed_with_who_leaves_who_comes_and_the_paper(
    prasan: Terminal, desk: Desk
) -> None:
    assert "No rotation" in prasan("rotations", "--lang", "en").out
    desk.on("2022-09-01")
    rotate(desk.office, the_order(), recorded_by="coord")
    (one,) = prasan("rotations", "--area", "57", "--json").json["rotations"]
    assert (one["event"]["district"], one["event"]["on"]) == (D, "2022-10-01")
    assert one["leaving"]["th"] == "นายสมมุติ ตัวอย่าง"
    assert "Mae Fa Luang" in prasan("rotations", "--lang", "en").out
    assert prasan("rotations", "--area", "5701", "--json").json["rotations"] == []


def test_the_letters_of_a_province_are_listed_and_what_came_of_one(
    prasan: Terminal, desk: Desk
) -> None:
    letter = replace(LETTER, districts=(D,), earlier=())
    issue_directive(desk.office, letter, recorded_by="coord")
    (one,) = prasan("directives", "--province", "เชียงราย", "--json").json["directives"]
    assert one["results"] == {"started": 1}
    number = str(one["letter"]["id"])
    (came,) = prasan("directives", number, "--json").json["districts"]
    assert (came["district"], came["result"]) == (D, "started")
    assert "Mae Fa Luang" in prasan("directives", number, "--lang", "en").out
    assert prasan("directives", "--province", "50", "--json").json["directives"] == []
    assert prasan.refused("directives", "99") == ("unknown_directive", "number")
    assert prasan.refused("directives", "1", "--province", "57")[0] == "usage_unfit"


def test_the_tables_that_left_the_house_are_listed_for_their_area(
    sqlite_url: str, prasan: Terminal, tmp_path: Path
) -> None:
    few_told(sqlite_url)
    assert prasan("publications", "--json").json == {"publications": []}
    area = (
        "--district",
        MAE_SAI,
        "--year",
        "2565",
        "--audience",
        "shared",
        "--out",
        str(tmp_path / "t.csv"),
    )
    made = prasan("publish", "assistance", *area, "--recorded-by", "coord")
    assert made.code == 0, made.err
    (one,) = prasan("publications", "--area", MAE_SAI, "--json").json["publications"]
    assert (one["table_key"], one["year"], one["audience"]) == ("assistance", 2565, "shared")
    assert "2565" in prasan("publications", "--lang", "en").out
    assert prasan("publications", "--area", "50", "--json").json == {"publications": []}
