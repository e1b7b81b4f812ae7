from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from config.defaults import committee, legal
from registry.rules.model_committee import OfficeRef, expand
from registry.rules.office_names import PlaceNames
from registry.rules.order_facts import (
    AppointmentOrderFacts,
    BodyFacts,
    EarlierOrder,
    LegalBase,
    Signer,
)
from registry.rules.seats import BodyKey, Seat
from tasks.documents.fonts import put_fonts
from tasks.documents.pdf import libreoffice
from tasks.documents.template import Template, load_template

AnOrder = Callable[..., AppointmentOrderFacts]
PLACE = PlaceNames("แม่ฟ้าหลวง", "Mae Fah Luang", "เชียงราย", "Chiang Rai")
UNITS = {
    "police_superintendent": "แม่ฟ้าหลวง",
    "police_station": "แม่ฟ้าหลวง",
    "hospital_director": "แม่ฟ้าหลวง",
    "lao_president": "องค์การบริหารส่วนตำบลเทอดไทย",
    "subdistrict_head": "เทอดไทย",
    "cso_representative": "มูลนิธิศุภนิมิตแห่งประเทศไทย",
    "village_head": "หมู่ที่ 1 บ้านสมมุติ",
    "village_leader": "บ้านสมมุติ",
    "investigation_inspector": "แม่ฟ้าหลวง",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if libreoffice():
        return
    left_out = pytest.mark.skip(reason="LibreOffice is not installed: no PDF was made or looked at")
    for item in items:
        if item.get_closest_marker("office"):
            item.add_marker(left_out)


def seats_of_the_model() -> tuple[Seat, ...]:
    offices = [OfficeRef(f"5715/{kind}/1", kind, unit, unit) for kind, unit in UNITS.items()]
    seats = expand(committee(), offices, PLACE)
    return tuple(
        seat.model_copy(update={"person_th": "นางสาวสมมุติ ตัวอย่าง"})
        if seat.kind == "cso_representative"
        else seat
        for seat in seats
    )


def bodies_of(seats: tuple[Seat, ...]) -> tuple[BodyFacts, ...]:
    model = committee()
    return tuple(
        BodyFacts(
            key=BodyKey(body.key),
            title_th=body.title_th,
            title_en=body.title_en,
            seats=tuple(seat for seat in seats if seat.body == body.key),
            duties_th=tuple(duty.th for duty in model.duties_of(body.key)),
            duties_en=tuple(duty.en for duty in model.duties_of(body.key)),
        )
        for body in model.bodies
    )


def cited(where: str) -> tuple[LegalBase, ...]:
    return tuple(
        LegalBase(
            key=base.key,
            citation_th=base.citation_th,
            citation_en=base.citation_en,
            verified=base.verified,
        )
        for base in legal().bases
        if base.cited and base.cited_as == where
    )


@pytest.fixture(scope="session")
def an_order() -> AnOrder:
    def build(**changes: Any) -> AppointmentOrderFacts:
        seats = changes.pop("seats", None) or seats_of_the_model()
        facts = {
            "kind": "new",
            "district": "5715",
            "district_th": PLACE.district_th,
            "district_en": PLACE.district_en,
            "province_th": PLACE.province_th,
            "province_en": PLACE.province_en,
            "heading_th": "คำสั่งอำเภอแม่ฟ้าหลวง",
            "committee_th": "คณะกรรมการป้องกันและปราบปรามการค้ามนุษย์อำเภอแม่ฟ้าหลวง",
            "committee_en": "Mae Fah Luang District Anti-Trafficking in Persons Committee",
            "subject_th": "แต่งตั้งคณะกรรมการป้องกันและปราบปรามการค้ามนุษย์อำเภอแม่ฟ้าหลวง",
            "legal_reasons": cited("reason"),
            "legal_powers": cited("power"),
            "border_th": "รัฐฉาน สาธารณรัฐแห่งสหภาพเมียนมา",
            "bodies": bodies_of(seats),
            "earlier": None,
            "effective_from": None,
            "signer": Signer(
                name_th="นายสมมุติ ตัวอย่าง",
                name_en="Mr Sommut Tuayang",
                position_lines_th=("นายอำเภอแม่ฟ้าหลวง",),
                position_lines_en=("District Chief of Mae Fah Luang",),
            ),
            "number": None,
            "dated": None,
            "draft_version": 2,
            "draft_date": date(2022, 7, 1),
        }
        return AppointmentOrderFacts.model_validate(facts | changes)

    return build


@pytest.fixture(scope="session")
def earlier() -> EarlierOrder:
    return EarlierOrder(
        heading_th="คำสั่งอำเภอแม่ฟ้าหลวง",
        number="12/2562",
        dated=date(2019, 3, 4),
        subject_th="แต่งตั้งคณะกรรมการป้องกันและปราบปรามการค้ามนุษย์อำเภอแม่ฟ้าหลวง",
    )


@pytest.fixture(scope="session")
def template() -> Template:
    return load_template("appointment_order")


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put_fonts(tmp_path_factory.mktemp("fonts"))
