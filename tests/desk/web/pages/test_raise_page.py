"""Raising on the desk: what would differ is shown, looked at again, and only then done."""

import pytest

from tests.builders import Desk
from tests.desk.web.at_meetings import DISTRICT, released_desk
from tests.desk.web.visitor import Visitor, visitor


@pytest.fixture
def older(sqlite_url: str) -> tuple[Desk, Visitor, int]:
    desk = released_desk(sqlite_url)
    found = [one for one in desk.instances() if one.process == "establishment"]
    return desk, visitor(desk, "coord"), next(o.id for o in found if o.district == DISTRICT)


def test_what_waits_for_its_newest_revision_leads_to_where_it_is_raised(
    older: tuple[Desk, Visitor, int],
) -> None:
    _, coord, number = older
    assert "/raising" in coord.get(f"/instances/{number}").links()
    assert "/raising" in coord.get(f"/districts/{DISTRICT}").links()
    focal = visitor(older[0], "5715.deputy")
    assert "/raising" not in focal.get(f"/instances/{number}").links()


def test_looking_changes_nothing_and_only_the_second_step_raises(
    older: tuple[Desk, Visitor, int],
) -> None:
    desk, coord, number = older
    page = coord.get("/raising")
    assert "แม่ฟ้าหลวง" in page.main
    assert len(page.tree.xpath("//input[@name='district'][@checked]")) == 3
    chosen = {"district": f"establishment/{DISTRICT}"}
    check = coord.post("/raising", {**chosen, "step": "check"})
    assert desk.waits_at(number) == []
    assert check.tree.xpath("//input[@name='district']/@value") == [chosen["district"]]
    done = coord.post("/raising", {**chosen, "step": "record"})
    assert done.path == f"/instances/{number}"
    assert desk.waits_at(number) == ["invitation#1"]
    assert len(coord.get("/raising").tree.xpath("//input[@name='district']")) == 2


def test_nothing_chosen_is_said_and_nothing_is_raised(older: tuple[Desk, Visitor, int]) -> None:
    desk, coord, number = older
    page = coord.post("/raising", {"step": "record"})
    assert page.status == 422
    assert page.beside("district") != ""
    assert desk.waits_at(number) == []


def test_a_district_of_another_province_is_not_raised(older: tuple[Desk, Visitor, int]) -> None:
    _, coord, _ = older
    assert (
        coord.post("/raising", {"district": "establishment/8410", "step": "record"}).status == 403
    )
