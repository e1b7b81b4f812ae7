"""A district's year on its page, and its money line by line."""

from registry.rules.plain_values import Json
from tests.builders import Desk
from tests.desk.web.at_overviews import give
from tests.desk.web.visitor import visitor
from tests.desk.years import LEAD_LAO, YEAR, a_year, drafted, go_to, needing, plan_of, sent

MONEY = f"/districts/5715/years/{YEAR}/money"
NEED = "year/money/needs/need-1"


def passed(desk: Desk, year: int) -> None:
    """The line of local money is proposed, tabled and passed, with the page of the ordinance."""
    needing(desk, year)
    letter = {"number": "ชร 0118/99", "dated": "2023-07-10"}
    steps: list[tuple[str, str, Json]] = [
        ("proposal_sent", "2023-07-10", {"result": "sent", "paper": letter}),
        ("money#1", "2023-08-10", {"result": "tabled"}),
        ("money#2", "2023-09-14", {"result": "passed", "amount": "20000", "page": "41"}),
    ]
    for gate, on, answer in steps:
        go_to(desk, on)
        desk.decide(year, f"{NEED}/{gate}", "focal_point", on, answer)


def test_each_line_shows_its_steps_the_page_of_the_ordinance_and_its_letter(
    made_registry_url: str,
) -> None:
    desk, year = a_year(made_registry_url)
    passed(desk, year)
    page = visitor(desk, "coord").get(MONEY, "en")
    line, donor = [
        " ".join(" ".join(one.itertext()).split()) for one in page.tree.cssselect(".panel")
    ]
    assert line.startswith("อบรมแกนนำหมู่บ้าน secured")
    assert "Asked from President of Sommut SAO" in line
    assert "sent 10 July 2023 Letter no. ชร 0118/99 10 July 2023" in line
    assert "passed 14 September 2023 · 20,000 baht secured Ordinance, page 41" in line
    assert "Asked from World Vision" in donor
    assert "20,000 baht secured or spent" in page.main
    assert f"/instances/{year}/gates/{NEED}/money%233" in page.links()


def test_money_that_was_secured_can_be_lost_again(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    passed(desk, year)
    go_to(desk, "2023-12-04")
    lost = {"result": "transferred", "amount": "20000", "reason": "โอนไปช่วยอุทกภัย"}
    desk.decide(year, f"{NEED}/money#3", "focal_point", "2023-12-04", lost)
    page = visitor(desk, "coord").get(MONEY, "th")
    assert "ไม่ได้รับหรือถูกโอนไป ยังไม่ได้รับงบประมาณปี 2567 – เสนอใหม่/งบเพิ่มเติม" in page.main
    assert "เหตุผล: โอนไปช่วยอุทกภัย" in page.main
    then = visitor(desk, "coord").get(f"{MONEY}?on=2023-10-01", "th")
    assert "ได้รับจัดสรรแล้ว" in then.main
    assert "โอนไปช่วยอุทกภัย" not in then.main


def test_a_year_that_was_never_opened_or_is_none_has_no_money_page(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    coord = visitor(desk, "coord")
    assert coord.get(MONEY).status == 200
    for none in (2560, 1, 99999, 10**30):
        assert coord.get(f"/districts/5715/years/{none}/money").status == 404, none
    assert visitor(desk, give(desk, "observer", "57")).get(MONEY).status == 403


def test_an_activity_that_a_line_of_money_began_counts_once_though_it_names_the_line_no_longer(
    sqlite_url: str,
) -> None:
    desk, year = a_year(sqlite_url)
    needing(desk, year)
    row: Json = {
        "key": "need-1", "group": "prevention", "activity": "อบรมแกนนำหมู่บ้าน",
        "duties": ["inspect_prevent_monitor"], "quarters": ["q2"], "lead": LEAD_LAO,
        "mode": "ordinance", "amount": "30000", "need": None,
    }  # fmt: skip
    drafted(desk, rows=[row])
    page = visitor(desk, "coord").get("/districts/5715", "en")
    assert "secured 0 baht · not yet 42,000 baht" in page.main
    assert len(visitor(desk, "coord").get(MONEY, "en").tree.cssselect(".panel")) == 2


def test_the_districts_page_shows_the_year_with_what_is_due_next(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    needing(desk, year)
    plan = sent(desk, "2023-10-18")
    page = visitor(desk, "coord").get("/districts/5715", "en")
    assert "Fiscal year 2567" in page.main
    assert "secured 0 baht · not yet 72,000 baht" in page.main
    assert "sent late 18 days" in page.main
    assert {MONEY, f"/instances/{year}", f"/instances/{plan}/papers"} <= set(page.links())
    assert plan == plan_of(desk)
    assert visitor(desk, "coord").get("/districts/5704", "en").main.count("No fiscal year") == 1
