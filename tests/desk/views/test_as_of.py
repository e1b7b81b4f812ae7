"""As of: what was true on a day, and what was known then."""

from collections.abc import Callable
from datetime import date

from desk.views.instance_summary import InstanceSummary, seen
from desk.views.reasons import why
from desk.views.view import View
from desk.views.waiting_list import waiting
from flows.decisions.rotate import rotate
from flows.decisions.stop import stop
from flows.decisions.withdraw import withdraw
from flows.engine.days import sweep
from registry.rules.instants import parse_instant
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.at_overviews import signed
from tests.desk.web.visitor import visitor
from tests.flows.order.at_amendments import at_work
from tests.flows.order.at_transfer_orders import of_three, the_order

HERE = f"/districts/{MAE_FAH_LUANG}"


def waited(desk: Desk, on: str, known: str | None = None) -> list[str]:
    """The paths that waited in the district on that day, as known then."""
    instant = None if known is None else parse_instant(known, field="known")
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, date.fromisoformat(on))
        found = waiting(view, instant, district=MAE_FAH_LUANG)
        each = [one for row in desk.instances() for one in why(view, row.id, instant)]
    asked = sorted(one.path for one in each if one.kind in ("gate", "day"))
    assert sorted(one.path for one in found) == asked  # `why` and `waiting` say the same
    return asked


def shown(desk: Desk, instance: int, on: str, known: str | None = None) -> InstanceSummary:
    instant = None if known is None else parse_instant(known, field="known")
    with desk.office.registry.reading() as connection:
        return seen(View(desk.office, connection, date.fromisoformat(on)), instance, instant)


def entered_late(desk: Desk) -> int:
    """The first question was answered on the 3rd, and recorded on the 30th."""
    first = desk.start(on="2022-06-02")
    desk.on("2022-06-30")
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-03", {"finding": "none"})
    return first


def test_a_gate_waited_until_the_day_of_its_answer(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    entered_late(desk)
    assert waited(desk, "2022-06-01") == []
    assert waited(desk, "2022-06-02") == ["earlier_order"]
    assert waited(desk, "2022-06-03") == waited(desk, "2022-06-30") == ["advocacy#1"]


def test_what_was_recorded_later_was_not_known(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    entered_late(desk)
    assert waited(desk, "2022-06-10", "2022-06-10") == ["earlier_order"]
    assert waited(desk, "2022-06-10", "2022-06-30") == ["advocacy#1"]
    assert waited(desk, "2022-06-10", "2022-06-01") == []


def test_an_answer_that_was_taken_back_counts_only_as_known_before(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    first = desk.start(on="2022-06-02")
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-03", {"finding": "none"})
    desk.on("2022-06-10")
    withdraw(desk.office, first, "earlier_order", reason="ตอบผิดอำเภอ", recorded_by="coord")
    assert waited(desk, "2022-06-05") == waited(desk, "2022-06-02") == ["earlier_order"]
    assert waited(desk, "2022-06-05", "2022-06-09") == ["advocacy#1"]
    (line,) = [
        one for one in shown(desk, first, "2022-06-09", "2022-06-09").history
        if one.kind == "decision"
    ]  # fmt: skip
    assert line.counts
    assert not any(
        one.counts for one in shown(desk, first, "2022-06-10").history if one.kind == "decision"
    )


def test_what_rested_on_an_answer_that_was_taken_back_never_waited(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    first = desk.start(on="2022-06-02")
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-03", {"finding": "none"})
    desk.decide(first, "advocacy", "district_chief", "2022-06-06", {"result": "agreed"})
    desk.on("2022-06-10")
    withdraw(desk.office, first, "earlier_order", reason="ตอบผิดอำเภอ", recorded_by="coord")
    assert waited(desk, "2022-06-05") == waited(desk, "2022-06-07") == ["earlier_order"]
    assert waited(desk, "2022-06-05", "2022-06-09") == ["advocacy#1"]
    assert waited(desk, "2022-06-07", "2022-06-09") == ["delegation"]


def test_whatever_came_later_each_day_is_known_as_it_was(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    first = desk.start(on="2022-06-02")
    none: Json = {"finding": "none"}
    later: Json = {"result": "deferred", "until": "2022-06-20"}
    acts: list[tuple[str, Callable[[], object]]] = [
        ("2022-06-07", lambda: desk.decide(
            first, "earlier_order", COORDINATOR, "2022-06-03", none)),
        ("2022-06-08", lambda: desk.decide(
            first, "advocacy", "district_chief", "2022-06-08", later)),
        ("2022-06-21", lambda: sweep(desk.office)),
        ("2022-06-22", lambda: withdraw(
            desk.office, first, "earlier_order", reason="ตอบผิดอำเภอ", recorded_by="coord")),
        ("2022-06-23", lambda: desk.decide(
            first, "earlier_order", COORDINATOR, "2022-06-23", none)),
        ("2022-06-24", lambda: stop(
            desk.office, first, reason="เริ่มผิดอำเภอ", on=date(2022, 6, 24), recorded_by="coord")),
    ]  # fmt: skip
    stood = {"2022-06-02": desk.waits_at()}
    for day, act in acts:
        desk.on(day)
        act()
        stood[day] = sorted(desk.waits_at())
    assert len({tuple(one) for one in stood.values()}) > 3
    assert {day: waited(desk, day, day) for day in stood} == stood


def test_a_stopped_instance_waited_until_it_was_stopped(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    first = desk.start(on="2022-06-02")
    desk.on("2022-06-10")
    stop(desk.office, first, on=date(2022, 6, 10), reason="เริ่มผิดอำเภอ", recorded_by="coord")
    assert waited(desk, "2022-06-09") == ["earlier_order"]
    assert waited(desk, "2022-06-10") == []
    assert shown(desk, first, "2022-06-09").status == "open"
    assert shown(desk, first, "2022-06-10").status == "stopped"


def test_an_instance_is_shown_as_it_stood(made_registry_url: str) -> None:
    desk = a_desk(made_registry_url)
    order = signed(desk)
    then = shown(desk, order, "2022-06-20")
    assert then.orders == ()
    assert all(one.own_date <= date(2022, 6, 20) for one in then.documents)
    assert [one.gate for one in then.waits] == ["deputy_review"]
    (phase,) = [one.key for one in then.phases if one.present]
    assert phase == "review"
    assert shown(desk, order, "2022-06-01").waits[0].kind == "later"


def test_the_command_line_says_as_of_when_it_tells(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = entered_late(desk)
    prasan, known = Terminal(sqlite_url), ("--on", "2022-06-10", "--known", "2022-06-10 12:00")
    head = "As of 10 June 2022, as recorded until 2022-06-10 12:00"
    district = ("--district", MAE_FAH_LUANG)
    for words in (
        ("waiting",), ("why", str(first)), ("show", str(first)), ("people", "list", *district),
        ("people", "show", "coord"), ("document", "list", *district), ("orders",),
        ("work", MAE_FAH_LUANG), ("packages", MAE_FAH_LUANG), ("actions", "list", MAE_FAH_LUANG),
        ("policy", "57"), ("province", "show", "57"),
        ("figures", "show", MAE_FAH_LUANG, "--year", "2565", "--recorded-by", "coord"),
    ):  # fmt: skip
        assert prasan(*words, *known, "--lang", "en").out.splitlines()[0] == head, words
        assert not prasan(*words, "--lang", "en").out.startswith("As of"), words
    told = prasan("why", str(first), *known, "--json").json
    assert (told["on"], told["known"][:10]) == ("2022-06-10", "2022-06-10")
    assert [one["path"] for one in told["why"]] == ["earlier_order"]


def test_of_a_day_to_come_command_and_page_say_that_only_what_is_recorded_is_told(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    entered_late(desk)
    to_come = "2100-03-01"
    said = "a day still to come: only what is recorded today, and it may change"
    for words in (("waiting",), ("committee", MAE_FAH_LUANG)):
        assert said in Terminal(sqlite_url)(*words, "--on", to_come, "--lang", "en").out, words
    guest = visitor(desk, "coord")
    assert said in guest.get(f"{HERE}?on={to_come}", "en").main
    assert said not in guest.get(HERE, "en").main


def test_what_is_no_instant_is_refused(sqlite_url: str) -> None:
    prasan = Terminal(a_desk(sqlite_url).office.registry.url.render_as_string())
    assert prasan.refused("waiting", "--known", "10/6/2565") == ("date_buddhist_year", "--known")
    assert prasan.refused("waiting", "--known", "2022-06-10 25:00") == (
        "time_unreadable",
        "--known",
    )


def test_the_papers_of_a_day_are_those_dated_by_then(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    signed(desk)
    prasan = Terminal(sqlite_url)
    every = prasan("document", "list", "--json").json["documents"]
    then = prasan("document", "list", "--on", "2022-06-20", "--json").json["documents"]
    assert then == [one for one in every if one["own_date"] <= "2022-06-20"] != every
    assert prasan("document", "list", "--known", "2022-06-01", "--json").json["documents"] == []


def test_the_district_page_shows_what_waited_on_its_day(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = entered_late(desk)
    guest = visitor(desk, "coord")
    then = guest.get(f"{HERE}?on=2022-06-10&known=2022-06-10T12:00", "en")
    assert "As of 10 June 2022, as recorded until 2022-06-10 12:00" in then.main
    assert "Earlier order or centre" in then.main
    assert f"/instances/{first}/gates/earlier_order" not in then.links()  # it is answered by now
    assert "decided:" not in then.main
    assert "decided:" in guest.get(f"{HERE}?on=2022-06-03", "en").main
    assert "decided:" not in guest.get(f"{HERE}?on=2022-06-02", "en").main
    now = guest.get(f"{HERE}?on=2022-06-10", "en")
    (task,) = now.tree.cssselect(".tasks h3")
    assert task.text_content().startswith(
        "Advocacy with the District Chief, round\N{NO-BREAK SPACE}1"
    )


def test_the_page_of_an_instance_of_an_earlier_day_only_tells(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = entered_late(desk)
    guest, here = visitor(desk, "coord"), f"/instances/{first}"
    now = guest.get(here, "en")
    assert f"{here}/gates/advocacy%231" in now.links()
    assert f"{here}/stop" in now.links()
    then = guest.get(f"{here}?on=2022-06-10&known=2022-06-10", "en")
    assert "As of 10 June 2022, as recorded until 2022-06-10 23:59" in then.main
    (task,) = then.tree.cssselect(".tasks h3")
    assert task.text_content().startswith("Earlier order or centre")
    assert "decided:" not in then.main
    assert not [one for one in then.links() if one.startswith((f"{here}/gates", f"{here}/stop"))]


def test_the_register_of_orders_is_as_of_its_day(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    signed(desk)
    guest = visitor(desk, "coord")
    assert "45/2565" in guest.get("/orders", "en").main
    assert "not yet in force" in guest.get("/orders?on=2022-06-01", "en").main
    before = guest.get("/orders?known=2022-06-01", "en").main
    assert "45/2565" not in before
    assert "as recorded until 2022-06-01 23:59" in before
    prasan = Terminal(sqlite_url)
    assert "45/2565" in prasan("orders", "--lang", "en").out
    assert "not yet in force" in prasan("orders", "--on", "2022-06-01", "--lang", "en").out
    told = prasan("orders", "--area", "แม่ฟ้าหลวง", "--known", "2022-06-01", "--json").json
    assert told["orders"] == []


def test_the_command_line_tells_a_committee_as_it_was_and_as_it_was_known(
    sqlite_url: str,
) -> None:
    desk = at_work(sqlite_url)
    of_three(desk)
    desk.on("2022-09-01")
    rotate(desk.office, the_order(), recorded_by="coord")
    prasan = Terminal(sqlite_url)
    told = prasan("committee", "แม่ฟ้าหลวง", "--on", "2022-10-01").out
    assert "12/2565" in told
    assert "ฝ่ายปราบปรามและข้อมูลเหลือกรรมการ 2 คน จากเดิม 3 คน" in told

    def chair(*asked: str) -> str | None:
        said = prasan("committee", "5715", *asked, "--json").json
        (seat,) = (
            one for body in said["bodies"] for one in body["seats"]
            if one["key"] == "executive.district_chief"
        )  # fmt: skip
        sits: str | None = seat["sits"] and seat["sits"]["th"]
        return sits

    assert chair("--on", "2022-09-30") == "นายสมมุติ ตัวอย่าง"
    assert chair("--on", "2022-10-01") is None
    assert chair("--on", "2022-10-01", "--known", "2022-08-31") == "นายสมมุติ ตัวอย่าง"
    before = prasan("committee", "5715", "--on", "2022-06-23", "--json").json
    assert before["orders"] == []
    assert before["bodies"][0]["seats"][0]["proposed"]
