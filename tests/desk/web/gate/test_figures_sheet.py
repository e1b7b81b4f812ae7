"""The page of a quarter's sheet: figures typed, refused beside their input, kept as typed."""

import pytest

from tests.builders import Desk
from tests.desk.web.at_gates import FOCAL, answer_of, confirm, make_partner, place
from tests.desk.web.visitor import Visitor, visitor
from tests.flows.year.at_quarter_figures import PATH, figure, first_quarter, sheet, tell

GATE = PATH.format(1, 1)


@pytest.fixture
def quarter(sqlite_url: str) -> tuple[Desk, int, Visitor]:
    desk, year = first_quarter(sqlite_url)
    return desk, year, visitor(desk, "coord")


def typed(**figures: str) -> dict[str, str]:
    names = {f"figures.f.{name.replace('__', '.')}": said for name, said in figures.items()}
    return {
        "result": "reported", "rows.0.row": "row-1", "rows.0.state": "ongoing",
        "by": FOCAL, "decided_on": "2023-01-03", "step": "send", **names,
    }  # fmt: skip


def test_what_is_wrong_stands_beside_its_input_and_nothing_typed_is_lost(
    quarter: tuple[Desk, int, Visitor],
) -> None:
    _, year, coord = quarter
    coord.get(place(year, GATE))
    said = typed(persons_trained="10", persons_trained__sex__women="11", community_plans="สิบ")
    page = coord.post(place(year, GATE), said)
    assert page.beside("figures.f.community_plans").startswith("แผนป้องกันระดับชุมชน (แผน): “สิบ”")
    assert "ลำดับที่" not in " ".join(page.problems)
    assert "ผู้เข้ารับการฝึกอบรม" in page.beside("figures.f.persons_trained.sex.women")
    assert page.value("figures.f.community_plans") == "สิบ"


def test_figures_are_recorded_as_typed_with_how_they_are_meant(
    quarter: tuple[Desk, int, Visitor],
) -> None:
    desk, year, coord = quarter
    assert "จำนวนพอดี" in coord.get(place(year, GATE)).main
    said = typed(persons_assisted="๗๐") | {"figures.f.persons_assisted.qualifier": "at_least"}
    look = coord.post(place(year, GATE), said)
    assert "ผู้ได้รับการช่วยเหลือรายใหม่ (คน): อย่างน้อย 70" in look.main
    confirm(coord, look, year, GATE)
    assert answer_of(desk, year, "progress")["figures"] == [
        {
            "indicator": "persons_assisted", "part": "", "value": "๗๐",
            "qualifier": "at_least", "evidence": "",
        }
    ]  # fmt: skip


def test_who_may_not_see_exact_counts_sees_no_figures_of_the_sheet(
    quarter: tuple[Desk, int, Visitor],
) -> None:
    desk, year, coord = quarter
    tell(desk, year, 1, "2023-01-03", sheet(figure("persons_assisted", "61")))
    partner = visitor(desk, make_partner(desk))
    assert "61" in coord.get(f"/instances/{year}").main
    assert "61" not in partner.get(f"/instances/{year}").main
