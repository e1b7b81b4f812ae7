"""Worlds that differ in one thing that few may see, for the tests of what each door tells whom."""

from dataclasses import dataclass, replace

from flows.adoption.adopt import adopt
from flows.capabilities import net
from flows.decisions.withdraw import withdraw
from registry.records.adoption_form import read_form
from registry.records.adoption_rows import raw_of
from registry.records.filing import Upload
from registry.records.offices import assign
from registry.records.people import add_person
from registry.records.village_changes import NewName, NewReport, VillageChanges
from registry.records.villages import record_villages
from registry.rules.plain_values import Json
from registry.rules.villages import CALLS, FIGURES
from tests.builders import MAE_FAH_LUANG, Desk, a_desk, a_pdf, load_people
from tests.desk.web.at_overviews import seat_by_name
from tests.flows.meeting.at_inception import trained
from tests.flows.plan.plan_rows import (
    LAO,
    a_draft,
    a_row,
    planning,
    to_be_received,
    to_be_signed,
)
from tests.flows.year.at_openings import years
from tests.flows.year.at_quarter_figures import PATH, figure, first_quarter, sheet
from tests.flows.year.at_quarters import DAY, meeting_of, on, received
from tests.registry.records.at_adoptions import FULL

OWN, NEIGHBOUR, PROVINCE = MAE_FAH_LUANG, "5704", "57"
ADOPTED, LAST_QUARTER, MANY = "5703", 4, 17
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


def a_told_year(url: str, secret: Secret) -> Desk:
    """A committee that has sent the reports of its quarters and closed its year, with a row of the
    plan that counts people; the next one meets. An old committee's paper file gives a figure.
    """
    desk, plan = planning(url)
    of_people = a_row(desk, "row-1", survivors=True, target="30", unit="คน")
    draft = a_draft([of_people, a_row(desk, "row-2", LAO)])
    desk.decide(plan, "plan_draft", "focal_point", "2022-08-30", draft)
    to_be_signed(desk, plan)
    to_be_received(desk, plan)
    received(desk, plan)
    with_readers(desk)
    year = years(desk)[0].id
    on(desk, "2022-11-01")
    _agreed(desk)
    for quarter, day in enumerate(("2023-01-05", "2023-04-05", "2023-07-05", "2023-10-05"), 1):
        on(desk, day)
        _told(desk, year, quarter, day, secret)
    rows: Json = [
        {"row": "row-1", "fate": "carried", "left": "10"},
        {"row": "row-2", "fate": "dropped", "reason": "ไม่ได้รับงบประมาณ"},
    ]
    desk.decide(year, "year/closing/carry", "focal_point", "2023-10-06", {"rows": rows})
    desk.perform()
    _adopted(desk, secret)
    return desk


def a_told_year_of_many(url: str, secret: Secret) -> Desk:
    """The same with counts that no threshold hides."""
    return a_told_year(url, replace(secret, count=secret.count + MANY))


def _agreed(desk: Desk) -> None:
    """A day for the quarter's meeting, so that it has an agenda and a pack of papers."""
    meeting = meeting_of(desk, "q1")
    desk.decide(meeting, "committee_date", "district_chief", "2022-11-01", DAY)
    desk.perform()


def _told(desk: Desk, year: int, quarter: int, day: str, secret: Secret) -> None:
    """The quarter's sheet with its report, which is sent with a scan of it, but for the last."""
    count = str(secret.count if quarter == 1 else 30)
    rows: Json = [{"row": "row-1", "state": "ongoing", "reached": count}]
    figures: Json = [figure("persons_assisted", count)]
    said: Json = {"result": "reported", "rows": rows, "figures": figures}
    desk.decide(year, PATH.format(quarter, 1), "focal_point", day, said)
    desk.perform()
    if quarter < LAST_QUARTER:
        scan = Upload("report.pdf", "application/pdf", a_pdf(f"report {count}"))
        sent: Json = {"paper": {"number": f"ชร 1518/{quarter}", "dated": day}}
        branch = PATH.format(quarter, 1).rpartition("/")[0]
        desk.decide(year, f"{branch}/report_sent#1", "district_chief", day, sent, evidence=(scan,))


def _adopted(desk: Desk, secret: Secret) -> None:
    figures: Json = [{"indicator": "ผู้เสียหายที่ช่วยเหลือ", "fiscal_year": 2563, "value": secret.count}]
    officers: Json = [{"post": "chair", "name": "นายเก่า สมมุติ", "start": "1 ต.ค. 2561"}]
    raw = raw_of({**FULL, "officers": officers, "figures": figures})
    today = desk.office.registry.today
    adopt(
        desk.office, ADOPTED, read_form(raw, net(), today=today, district=ADOPTED),
        recorded_by="coord",
    )  # fmt: skip


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
