from desk.web.gate.form_fields import Typed, described
from desk.web.gate.form_reading import FormReading, Reader
from desk.web.gate.seat_table import SENT
from desk.web.gate.seat_ties import SeatTies
from flows.capabilities import GATES


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
