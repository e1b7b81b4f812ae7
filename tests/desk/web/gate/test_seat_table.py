import pytest

from config.words import Named
from desk.views.form_fields import described
from desk.web.gate.field_views import Typed
from desk.web.gate.form_reading import FormReading, Reader
from desk.web.gate.seat_reading import read_seats
from desk.web.gate.seat_table import SENT, seat_table, typed_seats
from desk.web.gate.seat_ties import SeatTies
from flows.capabilities import GATES
from registry.queries.namesakes import KnownPerson
from registry.rules.seats import BodyKey, FillSeat, Seat, SeatMode, SeatRole


def read(*new: dict[str, str], ties: SeatTies) -> FormReading:
    gate = GATES["membership"]
    typed: Typed = {SENT: ["yes"]} | {
        f"seats.new.{place}.{name}": [said]
        for place, row in enumerate(new)
        for name, said in ({"body": "executive"} | row).items()
    }
    return Reader(gate, typed, "BE", ties=ties).read(described(gate.form))


def test_thai_titles_that_are_missing_come_together_and_say_of_which_seat() -> None:
    new = ({"title_en": "Observer"}, {"title_en": "Adviser"}, {"title_th": "พัฒนาการอำเภอ"})
    made = read(*new, ties=SeatTies())
    told = {one.field: one.sentence.th for one in made.problems if "seats" in (one.field or "")}
    assert set(told) == {"seats.new.0.title_th", "seats.new.1.title_th"}
    assert "Observer" in told["seats.new.0.title_th"]
    assert "Adviser" in told["seats.new.1.title_th"]


def test_an_english_title_is_proposed_where_one_is_known_and_demanded_nowhere() -> None:
    new = ({"title_th": "พัฒนาการอำเภอ"}, {"title_th": "ผู้สังเกตการณ์"})
    made = read(*new, ties=SeatTies(english={"พัฒนาการอำเภอ": "Community Development Officer"}))
    seats = [one["seat"]["title_en"] for one in made.answer["changes"]]
    assert seats == ["Community Development Officer", "ผู้สังเกตการณ์"]


@pytest.mark.parametrize(
    "change", [FillSeat(key="a"), FillSeat(key="a", person=7, person_th="ข", person_en="B")]
)
def test_who_fills_a_seat_instead_is_read_as_it_was_proposed(change: FillSeat) -> None:
    seat = Seat(
        key="a", kind="added", body=BodyKey.EXECUTIVE, role=SeatRole.CHAIR, title_th="ก",
        title_en="A", office="5715/district_chief", mode=SeatMode.BY_NAME, person=3,
        person_th="ค", person_en="C",
    )  # fmt: skip
    said = change.model_dump(mode="json")
    ties = SeatTies(people={"7": KnownPerson(7, "b", Named("ข", "B"), None)})
    typed = typed_seats([seat], [said], [])
    assert read_seats([seat], typed, ties).changes == [said]
    (row,) = seat_table([seat], typed).bodies[0][1]
    assert row.edit
