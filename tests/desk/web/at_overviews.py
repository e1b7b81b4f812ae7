"""People with one part each, and districts that stand somewhere, for tests of the overviews."""

from datetime import date

from config.words import Named
from registry.records.added_districts import NewDistrict, add_districts
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.records.offices import assign
from registry.records.people import add_person
from registry.records.seats import record_seats
from registry.rules.seats import BodyKey, Seat, SeatMode, SeatRole
from registry.transaction import lock_order
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SCAN, Desk, people_of
from tests.stages import once

FAR = "8410"


def give(desk: Desk, role: str, area: str, ref: str = "") -> str:
    """Somebody with that part in the area; answers the reference."""
    ref = ref or f"the.{role}"
    with desk.office.registry.writing("TH", area) as write:
        who = add_person(write, title_th="นาย", name_th=f"{role} สมมุติ", ref=ref)
        assign(write, who, role, area, start=write.today)
    return ref


def an_added_district(desk: Desk, province: str) -> str:
    """The code of a district of the province that the release lacks."""
    made = NewDistrict(
        f"{province}99", Named("ดอยงาม", "Doi Ngam"), date(2020, 10, 1), None, "ราชกิจจานุเบกษา"
    )
    with desk.office.registry.writing("TH") as write:
        add_districts(write, [made], by=1)
    return made.code


def load_far_province(desk: Desk) -> None:
    """The people of Phanom: nobody of them works in Chiang Rai."""
    text = people_of(FAR).model_dump_json().replace('"coord', '"far.coord')
    file = LoadFile.model_validate_json(text)
    with desk.office.registry.writing(*sorted(file.areas(), key=lock_order)) as write:
        load(write, file, actor=1)


def seat_by_name(desk: Desk, ref: str = "the.member") -> str:
    """Somebody in a seat by name, and a seat of the police that nobody fills.

    Something must have been started: facts name the entry that wrote them.
    """
    with desk.office.registry.writing("TH", MAE_FAH_LUANG) as write:
        who = add_person(write, title_th="นาย", name_th="กรรมการ สมมุติ", ref=ref)
        seats = (
            Seat(
                key="own", kind="added", body=BodyKey.EXECUTIVE, role=SeatRole.MEMBER,
                title_th="ผู้แทนชุมชน", title_en="Community representative",
                mode=SeatMode.BY_NAME, person=who,
            ),
            Seat(
                key="police", kind="added", body=BodyKey.SUPPRESSION, role=SeatRole.MEMBER,
                title_th="ผู้กำกับการ", title_en="Superintendent",
                office=f"{MAE_FAH_LUANG}/police_superintendent/1",
            ),
        )  # fmt: skip
        record_seats(write, MAE_FAH_LUANG, seats, on=write.today, entry_id=1)
    return ref


@once
def declined(desk: Desk, district: str, on: str = "2022-06-02") -> int:
    """The Chief does not want a committee now; answers the instance."""
    first = desk.start(on=on, district=district)
    desk.decide(first, "earlier_order", COORDINATOR, on, {"finding": "none"})
    no = {"result": "not_now", "reason": "ไม่มีคดีในพื้นที่"}
    desk.decide(first, "advocacy", f"{district}/district_chief", on, no)
    return first


@once
def signed(desk: Desk, number: str = "45/2565") -> int:
    """Mae Fah Luang's order signed on 22 June 2022 and registered; answers the order."""
    order = desk.to_first_draft(on="2022-06-20")
    desk.decide(order, "deputy_review", "focal_point", "2022-06-21", {"result": "forward"})
    desk.decide(order, "chief_review", "district_chief", "2022-06-22", {"result": "sign"})
    paper = {"number": number, "dated": "2022-06-22", "printed": "as_printed"}
    desk.decide(order, "registration", "district_chief", "2022-06-22", paper, evidence=[SCAN])
    return order
