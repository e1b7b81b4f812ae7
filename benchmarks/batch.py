"""The invitations of one meeting as one batch: the .docx files, and their PDFs in one call."""

import time
from datetime import date
from pathlib import Path

from benchmarks.rendering import order_facts
from registry.rules.order_facts import AppointmentOrderFacts, BodyFacts
from registry.rules.papers.common import Letterhead
from registry.rules.papers.meeting import FilledSeat, Invitation
from registry.rules.seats import Seat
from tasks.documents.fonts import put_fonts
from tasks.documents.pdf import libreoffice, to_pdf
from tasks.documents.rendering import render
from tasks.documents.template import load_template

HELD_ON = date(2022, 8, 1)
PDF_TIMEOUT = 120
MEETINGS = 100


def batches(folder: Path, times: int) -> dict[str, list[float]]:
    """Seconds of each batch, `papers` of them in one; no seconds of PDFs without LibreOffice."""
    letters = invitations(order_facts(folder))
    template = load_template("invitation")
    fonts = put_fonts(folder / "fonts")
    render(template, letters[0])
    rendered, converted = [], []
    for _ in range(times):
        begun = time.perf_counter()
        made = [render(template, one) for one in letters]
        between = time.perf_counter()
        if libreoffice():
            to_pdf(made, timeout=PDF_TIMEOUT, fonts=fonts)
            converted.append(time.perf_counter() - between)
        rendered.append(between - begun)
    begun = time.perf_counter()
    for _ in range(MEETINGS):
        for one in letters:
            render(template, one)
    many = time.perf_counter() - begun
    return {
        "papers": [len(letters)], "rendered": rendered, "converted": converted,
        "many": [MEETINGS * len(letters)], "many_rendered": [many],
    }  # fmt: skip


def invitations(facts: AppointmentOrderFacts) -> list[Invitation]:
    """One letter for each of the 27 seats of the model, as if each were another person's."""
    return [_invitation(facts, body, seat) for body in facts.bodies for seat in body.seats]


def _invitation(facts: AppointmentOrderFacts, body: BodyFacts, seat: Seat) -> Invitation:
    place = f"{facts.district_th} {facts.province_th}"
    return Invitation(
        district=facts.district,
        district_th=facts.district_th,
        district_en=facts.district_en,
        province_th=facts.province_th,
        province_en=facts.province_en,
        committee_th=facts.committee_th,
        committee_en=facts.committee_en,
        own_date=HELD_ON,
        draft_version=1,
        draft_date=HELD_ON,
        meeting_th="1/2565",
        held_on=HELD_ON,
        starts="09.30",
        place_th=place,
        letterhead=Letterhead(
            office_th=place, office_en=place, code="-", lines_th=(place, place),
            lines_en=(place, place), phone="-", email="-",
        ),
        signer=facts.signer,
        addressee_th=seat.title_th,
        seats=(
            FilledSeat(
                body=seat.body, body_th=body.title_th, role=seat.role, title_th=seat.title_th
            ),
        ),
        representative=seat.representative,
        order=None,
    )  # fmt: skip
