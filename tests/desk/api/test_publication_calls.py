"""Over the API a table leaves by the same door: who publishes is told with what it would tell."""

from typing import Any
from urllib.parse import urlencode

import pytest

from registry.records.offices import assign
from registry.records.people import add_person
from tests.builders import Desk, a_desk
from tests.desk.api.programs import CallingProgram, program, refused
from tests.registry.records.at_publications import MAE_SAI, YEAR, D, report


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    desk = a_desk(sqlite_url, "2022-10-10")
    report(desk, MAE_SAI, 10, 10, 10, 2)
    report(desk, D, 20, 10, 5, 9)
    return desk


def asked(quarter: int | None = None, area: str = MAE_SAI) -> dict[str, Any]:
    return {
        "table": "assistance", "area": area, "year": YEAR, "audience": "shared",
        **({"quarter": quarter} if quarter else {}),
    }  # fmt: skip


def looked(one: CallingProgram, body: dict[str, Any]) -> Any:
    answer = one.get(f"/publications/preview?{urlencode(body)}")
    assert answer.status_code == 200
    return answer.json()


def test_a_table_that_tells_nothing_more_comes_without_advice(desk: Desk) -> None:
    coord = program(desk)
    assert looked(coord, asked(1))["advice"] == []
    published = coord.post("/publications", asked(1))
    assert (published.status_code, published.json()["advice"]) == (201, [])


def test_advice_names_the_tables_that_tell_and_what_to_publish_instead(desk: Desk) -> None:
    coord = program(desk)
    for quarter in (1, 2, 3):
        assert coord.post("/publications", asked(quarter)).status_code == 201
    why, instead = looked(coord, asked(area="57"))["advice"]
    for quarter in (1, 2, 3):
        assert f"Mae Sai, quarter {quarter} of fiscal year 2565" in why["en"]
        assert f"แม่สาย ไตรมาส {quarter} ปีงบประมาณ 2565" in why["th"]
    assert instead["en"] == "No coarser table of the period shows them either."
    published = coord.post("/publications", asked(area="57"))
    assert (published.status_code, published.json()["advice"]) == (201, [])


def test_advice_names_the_coarser_table_that_gives_nothing_away(desk: Desk) -> None:
    report(desk, D, 18, 10, 5, 9, part="sex.women")
    report(desk, D, 2, 0, 0, 0, part="sex.men")
    report(desk, D, 0, 0, 0, 0, part="sex.not_stated")
    why, instead = looked(program(desk), asked(area=D) | {"table": "assisted_by_sex"})["advice"]
    assert why["en"] == "A table that showed more would tell of a few people by its own numbers."
    assert "“Reports, referrals and assistance”, Mae Fa Luang, fiscal year 2565" in instead["en"]


def test_a_table_that_would_show_nothing_is_refused_before_it_is_looked_at(desk: Desk) -> None:
    coord = program(desk)
    for quarter in (1, 2, 3):
        assert coord.post("/publications", asked(quarter)).status_code == 201
    for answer in (
        coord.get(f"/publications/preview?{urlencode(asked())}"),
        coord.post("/publications", asked()),
    ):
        assert refused(answer)[:2] == (422, "table_tells_of_few")


def test_who_publishes_nothing_is_told_no_table_beforehand(desk: Desk) -> None:
    with desk.office.registry.writing("57") as write:
        who = add_person(write, title_th="นาย", name_th="ภาคี สมมุติ", ref="the.partner")
        assign(write, who, "partner", "57", start=write.today)
    for ref, part, area in (("the.partner", "partner", "57"), ("admin", "admin", "TH")):
        one = program(desk, ref, part, area)
        answer = one.get(f"/publications/preview?{urlencode(asked(1))}")
        assert refused(answer)[:2] == (403, "may_not")
