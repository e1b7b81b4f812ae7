"""The order by which the Chief delegates another Deputy, once somebody follows as focal point."""

from tests.builders import Desk
from tests.flows.handover.at_handovers import handovers, to
from tests.flows.handover.test_focal_point import loaded, vacant
from tests.flows.papers.printed import offered, text

ORDER = ("delegation_record", "")


def filled(url: str) -> tuple[Desk, int]:
    desk, one = vacant(url)
    to(desk, "2022-10-10")
    loaded(desk, "deputy", "2022-10-10")
    return desk, one.id


def test_a_deputy_who_follows_is_delegated_by_an_order_that_rests_on_the_committees(
    sqlite_url: str,
) -> None:
    desk, one = filled(sqlite_url)
    to(desk, "2022-10-12")
    assert ORDER in offered(desk, one)
    said = text(desk, one, "delegation_record")
    assert "ได้แต่งตั้งคณะกรรมการป้องกันและปราบปรามการค้ามนุษย์อำเภอแม่ฟ้าหลวง ตามคำสั่ง" in said
    assert "เป็นผู้ประสานงานหลัก" in said
    assert "ทั้งนี้ ตั้งแต่วันที่ ๑๐ ตุลาคม พ.ศ. ๒๕๖๕" in said
    assert "ยกร่างคำสั่ง" not in said


def test_while_nobody_follows_there_is_no_such_order(sqlite_url: str) -> None:
    desk, one = vacant(sqlite_url)
    assert handovers(desk)[0].id == one.id
    assert ORDER not in offered(desk, one.id)
