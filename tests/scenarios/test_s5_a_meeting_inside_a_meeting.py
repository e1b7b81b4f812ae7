"""S5: the third quarter is item 4.2 of the monthly meeting; it counts, and is labelled."""

from datetime import date

from registry.queries.meetings import attendance, meetings
from registry.rules.plain_values import Json
from registry.rules.quarter_board import QuarterMark
from tests.builders import MAE_FAH_LUANG, SCAN
from tests.flows.plan.planning import papers, text_of
from tests.flows.year.at_quarters import a_year, everybody, how, meeting_of, met, on
from tests.scenarios.test_e8_a_quarter_without_a_meeting import marks, row

MONTHLY = "การประชุมหัวหน้าส่วนราชการ กำนัน ผู้ใหญ่บ้าน ครั้งที่ 5/2566 วาระที่ 4.2"
HELD = "2023-05-10"


def test_the_quarter_counts_its_people_once_its_extract_is_filed_and_its_minutes_adopted_next_time(
    sqlite_url: str,
) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2023-04-20")
    meeting = meeting_of(desk, "q3")
    agreed: Json = {"held_on": HELD, "place": "ห้องประชุมอำเภอ", "time": "09:30"}
    desk.decide(meeting, "committee_date", "district_chief", "2023-04-20", agreed)
    desk.decide(
        meeting, "committee_invitation", "focal_point", "2023-04-21", {"sent_on": "2023-04-21"}
    )
    on(desk, HELD)
    lines = everybody(desk)[:12]
    lines = [
        line | {"state": "present" if place < 9 else "online"}  # type: ignore[operator]
        for place, line in enumerate(lines)
    ]
    desk.decide(
        meeting, "committee_meeting", "focal_point", HELD,
        met(lines, held_on=HELD, inside=MONTHLY), evidence=[SCAN],
    )  # fmt: skip
    with desk.office.registry.reading() as connection:
        (known,) = [
            one for one in meetings(connection, MAE_FAH_LUANG)
            if one.on == date(2023, 5, 10)
        ]  # fmt: skip
        came = attendance(connection, MAE_FAH_LUANG, known.key)
    assert known.kind == "within_monthly"
    assert sorted(one.state for one in came) == ["online"] * 3 + ["present"] * 9
    assert marks(row(desk, HELD))[2] is QuarterMark.INSIDE
    for gate in desk.gates(meeting):
        if gate.gate == "committee_acknowledgement":
            desk.decide(meeting, gate.path, "focal_point", HELD, {"result": "complete"})
    written: Json = {"items": [{"agenda": 4, "resolution": "เห็นชอบ"}], "taken_by": "ปรานี สมมุติ"}
    desk.decide(meeting, "committee_minutes", "focal_point", "2023-05-12", written)
    desk.decide(
        meeting, "committee_minutes_sent", "focal_point", "2023-05-13", {"sent_on": "2023-05-13"}
    )
    on(desk, "2023-07-10")
    following = meeting_of(desk, "q4")
    day: Json = {"held_on": "2023-07-20", "place": "ห้องประชุมอำเภอ"}
    desk.decide(following, "committee_date", "district_chief", "2023-07-10", day)
    (agenda,) = papers(desk, following, "agenda")
    assert "๑๐ พฤษภาคม พ.ศ. ๒๕๖๖" in text_of(desk, agenda)
    on(desk, "2023-07-20")
    adopted: Json = {"result": "adopted", "how": "next_meeting"}
    desk.decide(meeting, "committee_minutes_adopted", "focal_point", "2023-07-20", adopted)
    assert how(desk, meeting) == ("finished", "inside")
    (extract,) = papers(desk, meeting, "minutes_extract")
    assert "เห็นชอบ" in text_of(desk, extract)
    assert [one.status for one in papers(desk, meeting, "minutes")] == ["adopted"]
