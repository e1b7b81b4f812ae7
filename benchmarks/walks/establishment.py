"""From an empty province to the signed order of a new district, as its coordinator goes.

Each paper is entered when it has come. She signs in once a day for all her districts: no click of
this one.
"""

from pathlib import Path

from benchmarks.walks.desks import DISTRICT
from benchmarks.walks.steps import WalkLostError, answer, decided, open_gate, send, sit_down
from benchmarks.walks.workbook import Rows, type_into
from config.defaults import agencies as shipped_agencies
from config.words import say
from flows.demo.stories import people_of
from tests.browser.counted_hand import CountedHand, Effort
from tests.builders import Desk

NAME = "แม่ฟ้าหลวง"
HERSELF = "57/psdhs_coordinator/1"
CHIEF, FOCAL = f"{DISTRICT}/district_chief", f"{DISTRICT}/focal_point"
DEPUTY = f"{DISTRICT}/deputy_district_chief/1"
TEAM = ("psdhs", "isoc", "immigration", "world_vision")
NAMED_SEATS = 5


def to_signed_order(hand: CountedHand, desk: Desk, folder: Path) -> None:
    """Start, directory, and each gate on its day."""
    with hand.step("the district is begun"):
        begin(hand)
    with hand.step("its directory comes in by Excel"):
        bring_directory_in(hand, folder)
    with hand.step("no earlier order"):
        hand.follow(hand.words("page.menu.inbox"))
        open_gate(hand, "gates/earlier_order")
        answer(hand, desk, HERSELF, "2022-06-02", finding="none")
    with hand.step("the Chief agrees and names a Deputy"):
        sit_down(hand, desk, "2022-06-10")
        open_gate(hand, "gates/advocacy")
        answer(hand, desk, CHIEF, "2022-06-08", result="agreed")
        open_gate(hand, "gates/delegation")
        answer(hand, desk, CHIEF, "2022-06-09", deputy=DEPUTY)
    with hand.step("working team and members"):
        sit_down(hand, desk, "2022-06-13")
        open_gate(hand, "gates/working_team")
        for agency in TEAM:
            hand.choose("agencies", agency)
        answer(hand, desk, HERSELF, "2022-06-13")
        open_gate(hand, "gates/membership")
        answer(hand, desk, FOCAL, "2022-06-13")
    with hand.step("one letter names five representatives"):
        sit_down(hand, desk, "2022-06-20")
        name_representatives(hand, desk)
    with hand.step("the draft is printed, the Deputy forwards it"):
        sit_down(hand, desk, "2022-06-24")
        open_gate(hand, "gates/deputy_review")
        hand.download(hand.words("page.gate.draft.word"), folder)
        answer(hand, desk, FOCAL, "2022-06-24", result="forward")
    with hand.step("the Chief signs, the clerk numbers it"):
        sit_down(hand, desk, "2022-07-01")
        open_gate(hand, "gates/chief_review")
        answer(hand, desk, CHIEF, "2022-07-01", result="sign")
        register(hand, desk)
    if desk.waits_at() != ["inception_date"]:
        raise WalkLostError(*desk.waits_at())


def begin(hand: CountedHand) -> None:
    """The district, with the day that is proposed."""
    hand.follow(hand.words("page.start"))
    hand.write("district", NAME)
    hand.press(hand.words("page.start.do"))


def bring_directory_in(hand: CountedHand, folder: Path) -> None:
    """Who is in the district: one workbook, taken out, filled in, looked at, recorded."""
    hand.follow(hand.words("page.instance.unmanned.excel"))
    file = hand.download(hand.words("page.offices.take_out_do"), folder)
    hand.effort += Effort(keys=type_into(file, directory_of(DISTRICT), "directory_sheet"))
    hand.give("workbook", file)
    hand.press(hand.words("page.offices.look"))
    hand.press(hand.words("page.offices.preview_do"))


def directory_of(district: str) -> Rows:
    """The made-up directory of the demo, as somebody types it."""
    file = people_of(district)
    agencies = {one.key: one.name_th for one in shipped_agencies().agencies}
    kinds = {one.ref: say(f"office.{one.ref.split('/')[1]}", "th") for one in file.offices}
    called = {one.ref: one.title_th + one.unit_th for one in file.offices}
    named = {one.ref: one.title_th + one.name_th for one in file.people}
    offices = [
        _row(
            area=NAME,
            kind=kinds[one.ref],
            office_title=one.title_th if one.title_th != kinds[one.ref] else "",
            unit_th=one.unit_th,
            agency=agencies.get(one.agency or "", ""),
        )
        for one in file.offices
    ]
    people = [_row(title_th=one.title_th, name_th=one.name_th) for one in file.people]
    holders = [
        _row(
            office=called[one.office],
            person=named[one.person],
            start=f"{one.start.day}/{one.start.month}/{one.start.year + 543}",
        )
        for one in file.holders
    ]
    return {"offices": offices, "people": people, "holders": holders}


def _row(**cells: str) -> dict[str, str]:
    return {column: value for column, value in cells.items() if value}


def name_representatives(hand: CountedHand, desk: Desk) -> None:
    """The letter names for each seat who holds the post, as the page proposes."""
    open_gate(hand, "several/representative")
    hand.write("letter.number", "ชร 1518/212")
    hand.write_next_day("letter.dated", "2022-06-17")
    decided(hand, FOCAL, "2022-06-17")
    hand.choose("same", "named")
    hand.press(hand.words("page.gate.check_first"))
    hand.press(hand.words("page.several.record", count=NAMED_SEATS))
    desk.perform()


def register(hand: CountedHand, desk: Desk) -> None:
    """The clerk's number, the day, the scan."""
    open_gate(hand, "gates/registration")
    hand.write("number", "12/2565")
    hand.write_next_day("dated", "2022-07-01")
    hand.choose("printed", "as_printed")
    hand.attach("evidence")
    decided(hand, CHIEF, "2022-07-01")
    send(hand, desk)
