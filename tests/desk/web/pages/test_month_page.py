"""The month shows when committees meet, what is due and until when something waits."""

from collections import Counter

from tests.builders import MAE_FAH_LUANG, a_desk
from tests.desk.web.at_overviews import load_far_province
from tests.desk.web.visitor import Page, visitor
from tests.desk.years import go_to, many_years


def held_on(page: Page, day: str) -> str:
    """What the cell of the day holds."""
    for cell in page.tree.xpath("//table[contains(@class, 'month')]//td"):
        if cell.xpath("string(.//*[@class='in-list'])").strip() == day:
            return " ".join(cell.text_content().split())
    return ""


def test_a_due_day_and_the_last_day_of_a_wait_stand_on_their_days(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = desk.start()
    (gate,) = [one for one in desk.gates() if one.instance_id == first]
    assert gate.due_on is not None
    page = visitor(desk, "coord").get(f"/calendar?month={gate.due_on:%Y-%m}", "en")
    assert "Due" in held_on(page, gate.due_on.isoformat())
    assert f"/instances/{first}" in page.links()
    thai = visitor(desk, "coord").get(f"/calendar?month={gate.due_on.year + 543}-{gate.due_on:%m}")
    assert f"/instances/{first}" in thai.links()


def test_an_agreed_meeting_stands_on_its_day_with_its_hour(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_inception_meeting()
    page = visitor(desk, "coord").get("/calendar?month=2022-07", "en")
    (cell,) = [
        " ".join(one.text_content().split())
        for one in page.tree.xpath("//table//td[.//li[@class='meeting']]")
    ]
    assert "09:30 Committee meeting Mae Fa Luang" in cell


def test_the_month_holds_nothing_of_other_areas_and_reads_any_address(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    load_far_province(desk)
    first = desk.start()
    (gate,) = [one for one in desk.gates() if one.instance_id == first]
    asked = f"/calendar?month={gate.due_on:%Y-%m}"
    far = visitor(desk, "far.coord")
    assert f"/instances/{first}" not in far.get(asked).links()
    assert f"/instances/{first}" not in far.get(f"{asked}&area={MAE_FAH_LUANG}").links()
    coord = visitor(desk, "coord")
    today = coord.get("/calendar", "en").main
    assert "is no month" not in today
    for typed in ("x", "2026-13", "9999-01", "2026-1"):
        told = coord.get(f"/calendar?month={typed}", "en").main
        assert f"“{typed}” is no month, so this month is shown." in told
        assert today.partition("Sunday")[2] in told


def test_a_gate_with_a_due_day_and_a_last_day_stands_on_both(sqlite_url: str) -> None:
    desk = many_years(sqlite_url, [MAE_FAH_LUANG])
    go_to(desk, "2023-07-03")
    both = [one for one in desk.gates() if one.due_on and one.until_on]
    gate = next(one for one in both if one.due_on != one.until_on)
    coord = visitor(desk, "coord")
    for day, said in ((gate.due_on, "Late"), (gate.until_on, "Waits until")):
        assert day is not None
        page = coord.get(f"/calendar?month={day:%Y-%m}", "en")
        assert said in held_on(page, day.isoformat())


def test_each_last_day_leads_to_its_own_instance(sqlite_url: str) -> None:
    desk = many_years(sqlite_url, [MAE_FAH_LUANG, "5713"])
    go_to(desk, "2023-07-03")
    gates = [one for one in desk.gates() if one.gate and one.until_on]
    days = Counter(one.until_on for one in gates)
    day = next(one for one, count in days.items() if count > 1)
    page = visitor(desk, "coord").get(f"/calendar?month={day:%Y-%m}", "en")
    meant = {f"/instances/{one.instance_id}" for one in gates if one.until_on == day}
    assert len(meant) > 1
    assert meant <= set(page.links())
    alike = Counter(one.gate for one in gates if one.until_on == day)
    told = page.tree.xpath("//li[@class='lapse']")
    assert len(told) == len(alike) < sum(alike.values())
