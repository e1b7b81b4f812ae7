"""A quarter's report with its sheet."""

from registry.rules.plain_values import Json
from tests.builders import Desk
from tests.flows.plan.planning import papers, text_of

PATH = "year/q{}/quarter/report/progress#1"
SHEET: dict[str, Json] = {
    "result": "reported",
    "rows": [
        {
            "row": "row-1", "state": "ongoing", "reached": "4", "spent": "๑๒,๐๐๐",
            "variance": "ฝนตกหนัก", "corrective": "จัดต่อในไตรมาสถัดไป", "quarters": ["q3"],
        },
    ],
    "wanted": ["ขอรับการสนับสนุนวิทยากร"], "ahead": "จัดตั้งกลุ่มที่เหลือ",
}  # fmt: skip


def reported(desk: Desk, year: int, quarter: int, day: str, sheet: Json) -> str:
    """The quarter is reported; answers what its newest report says."""
    desk.decide(year, PATH.format(quarter), "focal_point", day, sheet)
    desk.perform()
    return text_of(desk, papers(desk, year, "quarter_report")[-1])
