"""Sample papers of a meeting."""

from datetime import date
from typing import Any

from config.defaults import committee
from config.meetings import meeting_defaults
from registry.rules.order_facts import Signer
from registry.rules.papers.common import CitedOrder, Letterhead
from registry.rules.papers.meeting import (
    AcknowledgedBody,
    AcknowledgingSeat,
    Agenda,
    AgendaItem,
    DutiesAcknowledgement,
    FilledSeat,
    Invitation,
    ListedMember,
    MeetingPaper,
    Minutes,
    MinutesAction,
    MinutesExtract,
    MinutesGuest,
    MinutesHand,
    MinutesItem,
    MinutesMember,
    MinutesPoint,
    MinutesQuorum,
    SignInSheet,
)
from registry.rules.seats import BodyKey, SeatRole
from tasks.documents.rendering import render
from tasks.documents.template import load_template

KINDS: dict[str, type[MeetingPaper]] = {
    "invitation": Invitation,
    "agenda": Agenda,
    "sign_in_sheet": SignInSheet,
    "duties_acknowledgement": DutiesAcknowledgement,
    "minutes": Minutes,
    "minutes_extract": MinutesExtract,
}
FAIR = {"draft_version": None, "draft_date": None}
HEALTH = "สาธารณสุขอำเภอแม่ฟ้าหลวง"

BASE: dict[str, Any] = {
    "district": "5715",
    "district_th": "แม่ฟ้าหลวง",
    "district_en": "Mae Fah Luang",
    "province_th": "เชียงราย",
    "province_en": "Chiang Rai",
    "committee_th": "คณะกรรมการป้องกันและปราบปรามการค้ามนุษย์อำเภอแม่ฟ้าหลวง",
    "committee_en": "Mae Fah Luang District Anti-Trafficking in Persons Committee",
    "own_date": date(2022, 7, 20),
    "draft_version": 1,
    "draft_date": date(2022, 7, 20),
    "meeting_th": "ครั้งที่\u00a01/2565",
    "held_on": date(2022, 8, 1),
    "starts": "09.30",
    "place_th": "ห้องประชุมที่ว่าการอำเภอแม่ฟ้าหลวง",
}
ORDER = CitedOrder(heading_th="คำสั่งอำเภอแม่ฟ้าหลวง", number="45/2565", dated=date(2022, 7, 15))
CHIEF = Signer(
    name_th="นายสมมุติ ตัวอย่าง",
    name_en="Mr Sommut Tuayang",
    position_lines_th=("นายอำเภอแม่ฟ้าหลวง",),
    position_lines_en=("District Chief of Mae Fah Luang",),
)
ACTING = CHIEF.model_copy(
    update={"position_lines_th": ("ปลัดอำเภอ รักษาราชการแทน", "นายอำเภอแม่ฟ้าหลวง")}
)
HEAD = Letterhead(
    office_th="ที่ทำการปกครองอำเภอแม่ฟ้าหลวง",
    office_en="Mae Fah Luang District Administration Office",
    code="ชร 1518",
    lines_th=("ที่ว่าการอำเภอแม่ฟ้าหลวง", "ถนนสมมุติ ชร 57240"),
    lines_en=("Mae Fah Luang District Office", "Sommut Road, Chiang Rai 57240"),
    phone="0 5315 0192",
    email="saraban@example.go.th",
)


def bodies() -> dict[BodyKey, str]:
    return {BodyKey(one.key): one.title_th for one in committee().bodies}


def a_seat(title: str, body: BodyKey = BodyKey.EXECUTIVE) -> FilledSeat:
    return FilledSeat(body=body, body_th=bodies()[body], role=SeatRole.MEMBER, title_th=title)


def an_invitation(**changes: Any) -> Invitation:
    facts = {
        "letterhead": HEAD,
        "signer": CHIEF,
        "addressee_th": HEALTH,
        "seats": (a_seat(HEALTH), a_seat(HEALTH, BodyKey.REHABILITATION)),
        "representative": True,
        "order": ORDER,
    }
    return Invitation.model_validate(BASE | facts | changes)


def an_agenda(**changes: Any) -> Agenda:
    defaults = meeting_defaults()
    items = tuple(
        AgendaItem(
            number=number,
            title_th=title.th,
            points_th=tuple(one.th for one in defaults.inception if one.item == number),
            nothing=number in defaults.inception_none,
        )
        for number, title in enumerate(defaults.agenda, 1)
    )
    return Agenda.model_validate(BASE | {"items": items} | changes)


def members(number: int = 24, name: str | None = "นางสมมุติ ตัวอย่าง") -> tuple[ListedMember, ...]:
    return tuple(
        ListedMember(name_th=name, position_th=f"กำนันตำบลสมมุติ {one}", agency_th=None)
        for one in range(number)
    )


def a_sheet(**changes: Any) -> SignInSheet:
    facts = {"members": members(), "guest_lines": (1, 2, 3, 4, 5, 6)}
    return SignInSheet.model_validate(BASE | facts | changes)


def acknowledged(
    seats: int = 5, name: str | None = "นางสมมุติ ตัวอย่าง"
) -> tuple[AcknowledgedBody, ...]:
    return tuple(
        AcknowledgedBody(
            key=key,
            number="1" if key is BodyKey.EXECUTIVE else f"2.{place}",
            title_th=title,
            duties_th=tuple(duty.th for duty in committee().duties_of(key)),
            seats=tuple(
                AcknowledgingSeat(
                    body=key, role=SeatRole.MEMBER, title_th=f"กำนันตำบลสมมุติ {one}", name_th=name
                )
                for one in range(seats)
            ),
        )
        for place, (key, title) in enumerate(bodies().items())
    )


def an_acknowledgement(**changes: Any) -> DutiesAcknowledgement:
    facts = {"order": ORDER, "bodies": acknowledged()}
    return DutiesAcknowledgement.model_validate(BASE | facts | changes)


def somebody(**changes: Any) -> MinutesMember:
    facts = {"name_th": "นางสมมุติ ตัวอย่าง", "position_th": HEALTH, "roles_th": ("กรรมการ",)}
    return MinutesMember.model_validate(facts | changes)


def a_point(resolution: int, **changes: Any) -> MinutesPoint:
    facts = {
        "number": None,
        "title_th": None,
        "said_th": ("ประธานแจ้งว่าได้ลงนามคำสั่งแต่งตั้งคณะกรรมการแล้ว ขอให้ทุกหน่วยงานร่วมกันดำเนินการ",),
        "resolution": resolution,
        "resolution_th": "รับทราบ",
        "actions": (),
    }
    return MinutesPoint.model_validate(facts | changes)


def the_items() -> tuple[MinutesItem, ...]:
    action = MinutesAction(
        number=1,
        what_th="จัดทำแผนพัฒนาศักยภาพของคณะกรรมการเสนอที่ประชุม",
        owner_th="ปลัดอำเภอ (หัวหน้ากลุ่มงานบริหารงานปกครอง)",
        due_on=date(2022, 8, 31),
    )
    open_action = action.model_copy(update={"number": 2, "due_on": None, "owner_th": HEALTH})
    points: dict[int, tuple[MinutesPoint, ...]] = {
        1: (a_point(1),),
        3: (
            a_point(2, number="3.1", title_th="คำสั่งแต่งตั้งคณะกรรมการ"),
            a_point(3, number="3.2", title_th="บทบาทและอำนาจหน้าที่"),
        ),
        4: (a_point(4, resolution_th="เห็นชอบ และมอบหมายตามรายการ", actions=(action, open_action)),),
        5: (a_point(5),),
    }
    return tuple(
        MinutesItem(number=number, title_th=title.th, points=points.get(number, ()))
        for number, title in enumerate(meeting_defaults().agenda, 1)
    )


def some_minutes(**changes: Any) -> Minutes:
    facts = {
        "ends": "12.00",
        "quorum": MinutesQuorum(members=7, there=4, needed=4, state="reached"),
        "present": (
            somebody(name_th="นายสมมุติ ตัวอย่าง", roles_th=("ประธานกรรมการ",)),
            somebody(online=True),
            somebody(proxy_th="นายแทน ตัวอย่าง", proxy_position_th="ผู้ช่วยสาธารณสุขอำเภอ"),
            somebody(roles_th=("กรรมการและผู้ช่วยเลขานุการ", "หัวหน้าฝ่าย (ฝ่ายฟื้นฟูและเยียวยา)")),
        ),
        "absent": (somebody(cause_th="ติดราชการ"), somebody(name_th=None)),
        "unrecorded": (somebody(name_th=None, position_th="กำนันตำบลเทอดไทย"),),
        "guests": (MinutesGuest(name_th="นายแขก ตัวอย่าง", position_th="นักพัฒนาสังคม"),),
        "items": the_items(),
        "taken_by": MinutesHand(name_th="นางปรานี สมมุติ", position_th="ปลัดอำเภอ"),
        "checked_by": MinutesHand(name_th=None, position_th=None),
    }
    return Minutes.model_validate(BASE | facts | changes)


def an_extract(**changes: Any) -> MinutesExtract:
    facts = {
        "items": the_items(),
        "adopted_on": date(2022, 8, 20),
        "adopted_how_th": "โดยการแจ้งเวียน",
        "content_hash": "0" * 64,
        "signer": CHIEF,
    }
    return MinutesExtract.model_validate(BASE | facts | changes)


SAMPLES = {
    "invitation": an_invitation,
    "agenda": an_agenda,
    "sign_in_sheet": a_sheet,
    "duties_acknowledgement": an_acknowledgement,
    "minutes": some_minutes,
    "minutes_extract": an_extract,
}


def rendered(facts: MeetingPaper, kind: str) -> bytes:
    """The paper as a .docx, from the shipped template."""
    return render(load_template(kind), facts)
