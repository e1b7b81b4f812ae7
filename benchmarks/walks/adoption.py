"""A committee of 21 seats that is older than Prasan is taken in, with two scans."""

import tomllib
from pathlib import Path

from benchmarks.walks.workbook import Rows, type_into
from tests.browser.counted_hand import CountedHand, Effort
from tests.builders import SCAN, Desk

NAME = "เชียงของ"
COMMITTEE = Path(__file__).parent / "committee.toml"
SCANS = ("คำสั่ง 312-2562 7 พ.ค. 2562.pdf", "รายงานการประชุม 1-2562 20 มิ.ย. 2562.pdf")


def adopt(hand: CountedHand, _desk: Desk, folder: Path) -> None:
    """The form is taken out, filled in, given with the scans, looked at and recorded."""
    with hand.step("its form is found and filled in"):
        hand.follow(hand.words("page.start.to_adopt"))
        hand.follow(NAME)
        hand.follow(hand.words("page.adopt"))
        file = hand.download(hand.words("page.adopt.empty"), folder)
        hand.effort += Effort(keys=type_into(file, committee(), "adoption_sheet"))
    with hand.step("it is given with the scans, looked at and recorded"):
        hand.give("book", file, *scans(folder))
        hand.choose("attested", "yes")
        hand.press(hand.words("page.adopt.preview_first"))
        hand.press(hand.words("page.adopt.record"))


def committee() -> Rows:
    """What its paper file holds, as an office types it."""
    with COMMITTEE.open("rb") as file:
        return tomllib.load(file)


def scans(folder: Path) -> list[Path]:
    """The order and the minutes of the first meeting, as they lie beside the form."""
    found = [folder / name for name in SCANS]
    for one in found:
        one.write_bytes(SCAN.content)
    return found
