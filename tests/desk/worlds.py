"""Worlds that differ in one thing that few may see, for the tests of what each door tells whom."""

from dataclasses import dataclass

from flows.decisions.withdraw import withdraw
from registry.records.offices import assign
from registry.records.people import add_person
from registry.records.village_changes import NewName, NewReport, VillageChanges
from registry.records.villages import record_villages
from registry.rules.plain_values import Json
from registry.rules.villages import CALLS, FIGURES
from tests.builders import MAE_FAH_LUANG, Desk, a_desk, load_people
from tests.desk.web.at_overviews import seat_by_name
from tests.flows.meeting.at_inception import trained
from tests.flows.year.at_quarter_figures import PATH, figure, first_quarter, sheet

OWN, NEIGHBOUR, PROVINCE = MAE_FAH_LUANG, "5704", "57"
THEIRS = f"{PROVINCE}/psdhs_coordinator/1"


@dataclass(frozen=True)
class Secret:
    """What differs: a count of persons that are few, and what a Chief gave as a reason."""

    count: int = 3
    reason: str = "เกรงว่าผู้มีอิทธิพลในพื้นที่จะไม่พอใจ"


PLAIN = Secret()
OTHER = Secret(count=4, reason="รอให้การโยกย้ายครั้งหน้าผ่านไปก่อน")
# Where it is said.
SAY_IT = {(OWN, "progress"), (OWN, "training_scores"), (NEIGHBOUR, "advocacy")}
# Parts that may be told neither; the Chief is of the district of the reason, and sees counts there.
READERS = {
    "admin": "the.admin",
    "partner": "the.partner",
    "observer": "the.observer",
    "member": "the.member",
    "chief": f"{NEIGHBOUR}.chief",
}


def a_year(url: str, secret: Secret) -> Desk:
    """A committee has reported its first quarter; the Chief next door has said "not now"."""
    desk, year = first_quarter(url)
    with_readers(desk)
    _villages(desk, secret)
    _reported(desk, year, secret)
    _not_now(desk, secret)
    return desk


def a_training(url: str, secret: Secret) -> Desk:
    """A training of two persons with their points."""
    desk = a_desk(url)
    first = trained(desk)
    with_readers(desk)
    rows: Json = [
        {"code": "A1", "pre": "2", "post": str(secret.count)},
        {"code": "A2", "pre": "5", "post": "7"},
    ]
    said: Json = {"result": "tested", "maximum": "10", "same_test": "yes", "scores": rows}
    (gate,) = [one for one in desk.gates(first) if one.gate == "training_scores"]
    desk.decide(first, gate.path, "focal_point", "2022-09-20", said)
    return desk


def with_readers(desk: Desk) -> None:
    """People with one part each."""
    given = {"admin": "TH", "partner": PROVINCE, "observer": PROVINCE}
    with desk.office.registry.writing("TH", PROVINCE) as write:
        for role, area in given.items():
            who = add_person(write, title_th="นาย", name_th=f"ผู้อ่าน{role}", ref=f"the.{role}")
            assign(write, who, role, area, start=write.today)
    seat_by_name(desk)


def _villages(desk: Desk, secret: Secret) -> None:
    figures = dict.fromkeys(FIGURES, 1) | {CALLS[0]: secret.count}
    today = desk.office.registry.today
    with desk.office.registry.writing(OWN) as write:
        new = NewName("+1", f"{OWN}01", 1, "บ้านหนึ่ง", "", today)
        record_villages(write, OWN, VillageChanges((new,)), by=1)
    with desk.office.registry.writing(OWN) as write:
        report = NewReport(f"{OWN}/village/1", today, figures, {"source": "สำรวจ"})
        record_villages(write, OWN, VillageChanges(reports=(report,)), by=1)


def _reported(desk: Desk, year: int, secret: Secret) -> None:
    said = sheet(figure("persons_assisted", str(secret.count)))
    desk.decide(year, PATH.format(1, 1), "focal_point", "2023-01-05", said)


def _not_now(desk: Desk, secret: Secret) -> None:
    load_people(desk.office.registry, NEIGHBOUR)
    first = desk.start(on="2023-01-06", district=NEIGHBOUR)
    desk.decide(first, "earlier_order", THEIRS, "2023-01-06", {"finding": "none"})
    refused: Json = {"result": "not_now", "reason": secret.reason, "until": "2023-02-01"}
    desk.decide(first, "advocacy", "district_chief", "2023-01-06", refused)


def withdrawn(desk: Desk) -> None:
    """What was said of the secret is taken back: its gates propose it anew, to whom they may."""
    for row in desk.instances():
        for one in desk.entries(row.id):
            if one.live and one.kind == "decision" and (row.district, one.gate) in SAY_IT:
                withdraw(
                    desk.office, row.id, str(one.id), reason="บันทึกผิดวัน", recorded_by="the.admin"
                )


def a_withdrawn_year(url: str, secret: Secret) -> Desk:
    """The same year, what was said of the secret taken back."""
    desk = a_year(url, secret)
    withdrawn(desk)
    return desk


def a_withdrawn_training(url: str, secret: Secret) -> Desk:
    """The same training, its points taken back."""
    desk = a_training(url, secret)
    withdrawn(desk)
    return desk
