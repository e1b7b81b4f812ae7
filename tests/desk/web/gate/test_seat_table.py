from desk.web.gate.form_fields import described
from desk.web.gate.form_reading import Reader
from desk.web.gate.seat_table import SENT
from flows.capabilities import GATES


def test_titles_that_are_missing_come_together_and_say_of_which_seat() -> None:
    gate = GATES["membership"]
    new = ({"title_th": "พัฒนาการอำเภอ"}, {"title_th": "ท้องถิ่นอำเภอ"}, {"title_en": "Observer"})
    typed = {SENT: ["yes"]} | {
        f"seats.new.{place}.{name}": [said]
        for place, row in enumerate(new)
        for name, said in ({"body": "executive"} | row).items()
    }
    read = Reader(gate, typed, "BE").read(described(gate.form))
    told = {one.field: one.sentence.th for one in read.problems if "seats" in (one.field or "")}
    assert set(told) == {
        "seats.new.0.title_en", "seats.new.1.title_en", "seats.new.2.title_th",
    }  # fmt: skip
    assert "พัฒนาการอำเภอ" in told["seats.new.0.title_en"]
    assert "ท้องถิ่นอำเภอ" in told["seats.new.1.title_en"]
