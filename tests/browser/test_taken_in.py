"""S1 and S2 in a browser: the paper committee, and the Governor's letter; and who changed what."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from flows.decisions.correct import Correction, correct
from registry.queries.history import past_events
from registry.records.province_values import set_setting
from tasks.workbooks.adoption_workbook import adoption_workbook, example_form
from tests.browser.hand import SCAN, Hand
from tests.browser.served import SEEN, Served, serving
from tests.builders import COORDINATOR, a_desk

pytestmark = pytest.mark.browser
CHIANG_KHONG, OLD_CENTRE = "5703", "5704"
CHIANG_RAI = [f"57{number:02}" for number in range(1, 19)]
BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def served(sqlite_url: str) -> Iterator[Served]:
    """A desk with the people of one district."""
    with serving(a_desk(sqlite_url, "2022-06-20", OLD_CENTRE)) as one:
        yield one


@pytest.fixture(params=SEEN)
def hand(request: pytest.FixtureRequest, chromium: Browser, served: Served) -> Hand:
    """The coordinator's."""
    width, language = request.param
    return Hand(served.page(chromium, "coord", width, language), language)


def test_s1_a_paper_committee_is_taken_in_with_its_gaps_and_nothing_is_late(
    hand: Hand, served: Served
) -> None:
    hand.open(f"/districts/{CHIANG_KHONG}")
    hand.open(f"/districts/{CHIANG_KHONG}/adopt")
    give_workbook(hand, {"steps": [{"step": "inception", "on": "31 ก.พ. 2562"}]})
    assert any("B3" in one for one in hand.problems())
    give_workbook(hand, {})
    assert hand.sees(hand.words("word.not_recorded"))
    hand.press(hand.words("page.adopt.record"))
    with served.desk.office.registry.reading() as connection:
        assert past_events(connection, CHIANG_KHONG, "meeting")
    hand.open("/")
    assert hand.page.locator(".tasks .tag.bad").count() == 0
    hand.open(f"/districts/{CHIANG_KHONG}")
    assert hand.sees(hand.words("word.not_recorded"))


def give_workbook(hand: Hand, changes: dict[str, list[dict[str, object]]]) -> None:
    """Upload the filled workbook, and one scan, to be looked at."""
    content = adoption_workbook({**example_form(), **changes})
    book = {"name": "เชียงของ.xlsx", "mimeType": BOOK, "buffer": content}
    hand.page.locator('main input[name="book"]').set_input_files(book)  # type: ignore[arg-type]
    first = hand.words("page.adopt.preview_first")
    again = hand.words("page.adopt.look_again")
    is_first = hand.page.get_by_role("button", name=first, exact=True).count()
    hand.press(first if is_first else again)


def test_s2_one_letter_starts_all_districts_and_again_creates_nothing(
    hand: Hand, served: Served
) -> None:
    write_letter(hand)
    hand.press(hand.words("page.gate.check_first"))
    assert len(served.desk.instances()) == 0
    hand.press(hand.words("page.directives.record"))
    assert len(served.desk.instances()) == len(CHIANG_RAI)
    write_letter(hand)
    hand.press(hand.words("page.gate.check_first"))
    assert len(served.desk.instances()) == len(CHIANG_RAI)


def write_letter(hand: Hand) -> None:
    """Fill in the form of the Governor's letter for all districts."""
    hand.open("/directives/new")
    hand.write("letter.number", "ชร 0004/ว 1234")
    hand.write_day("letter.dated", "2022-06-01")
    hand.write("letter.subject_th", "การจัดตั้งคณะกรรมการระดับอำเภอ")
    hand.write("letter.signer", "ผู้ว่าราชการจังหวัดเชียงราย")
    hand.write("letter.within_days", "30")
    for district in CHIANG_RAI:
        hand.choose("district", district)
    hand.page.locator("main input[type=file]").first.set_input_files(SCAN)  # type: ignore[arg-type]


def open_last_link(hand: Hand) -> None:
    """The newest link of the audit."""
    hand.open("/audit")
    newest = hand.page.locator('main a[href^="/audit/"]').first.get_attribute("href")
    hand.open(str(newest))


def test_story_25_an_auditor_sees_before_after_and_reason_and_that_the_chain_is_whole(
    hand: Hand, served: Served
) -> None:
    desk = served.desk
    number = desk.start(on="2022-06-02", district=OLD_CENTRE)
    note = {"finding": "none", "note": "ค้นแฟ้มครั้งแรก"}
    desk.decide(number, "earlier_order", COORDINATOR, "2022-06-02", note)
    correct(
        desk.office,
        Correction(
            number,
            "earlier_order",
            {"note": "ค้นแฟ้มครบแล้ว"},
            reason="เพิ่มแฟ้มที่พบ",
            recorded_by="coord",
        ),
    )
    open_last_link(hand)
    for words in ("ค้นแฟ้มครั้งแรก", "ค้นแฟ้มครบแล้ว", "เพิ่มแฟ้มที่พบ"):
        assert hand.sees(words), words
    hand.follow(hand.words("page.audit.whole.check"))
    assert hand.page.locator("main .note.good").count() == 1


def test_story_25_a_setting_shows_what_it_was_and_what_it_is(hand: Hand, served: Served) -> None:
    registry = served.desk.office.registry
    for months in (3, 9):
        with registry.writing("57") as write:
            set_setting(write, "57", "advocacy.reapproach_months", months, since=write.today, by=1)
    open_last_link(hand)
    row = hand.page.locator("main tbody tr").first.inner_text()
    assert row.index("3") < row.index("9")
