import pytest

from registry.queries.audit import attempts
from tasks.documents.docx_text import paragraphs
from tests.builders import Desk, a_desk
from tests.desk.web.visitor import visitor


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


def test_an_instance_lists_what_can_be_printed_and_each_is_taken_from_there(desk: Desk) -> None:
    first = desk.to_trainings()
    who = visitor(desk, "coord")
    page = who.get(f"/instances/{first}", "th")
    place = f"/instances/{first}/print/registration_sheet?whom=basics"
    assert place in page.links()
    assert "หนังสือขอความอนุเคราะห์วิทยากร · มูลนิธิเพื่อความเข้าใจเด็ก" in page.main
    assert f"/instances/{first}/print/trainer_request?whom=basics/focus&fair=yes" in page.links()
    assert f"{place}&as=pdf" in page.links()
    assert (
        f"/instances/{first}/print/trainer_request?whom=basics/focus&fair=yes&as=pdf"
        in page.links()
    )
    assert "พร้อมกระดาษคำตอบ (แบบเปล่า)" in page.main
    taken = who.get(place)
    assert taken.status == 200
    assert "ใบลงทะเบียนผู้เข้ารับการฝึกอบรม" in paragraphs(taken.response.content)
    with desk.office.registry.reading() as connection:
        logged = [one.target for one in attempts(connection, ["57", "TH"])]
    assert f"instances/{first}/print/registration_sheet" in logged


def test_what_there_is_not_is_refused_in_words_and_an_earlier_day_prints_nothing(
    desk: Desk,
) -> None:
    first = desk.to_trainings()
    who = visitor(desk, "coord")
    refused = who.get(f"/instances/{first}/print/training_test?whom=nothing", "th")
    assert refused.status == 422
    assert "ไม่มีเอกสาร “training_test nothing” ที่พิมพ์ได้" in refused.main
    assert "/print/" in "".join(who.get(f"/instances/{first}", "th").links())
    then = who.get(f"/instances/{first}?on=2022-08-04", "th")
    assert "/print/" not in "".join(then.links())
