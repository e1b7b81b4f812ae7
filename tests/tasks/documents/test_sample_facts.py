from datetime import date, time
from enum import StrEnum
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field, model_validator

from flows.capabilities import declared
from tasks.documents.sample_facts import NoSample, sample_facts
from tasks.documents.template import FieldSheet, SheetField, sheet


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"
    BLUE = "blue"


class Row(BaseModel):
    number: int = 1
    name_th: str
    colour: Colour
    points: int


class Facts(BaseModel):
    kind: Literal["new", "amend"]
    title_th: str
    key: Annotated[str, Field(pattern=r"^[a-z]+$")]
    day: date
    hour: time
    count: int
    share: float
    open: bool
    number: str | None
    lines_th: tuple[str, ...]
    rows: tuple[Row, ...]
    first: Row | None
    note: str = "-"


def a_sheet(**examples: str) -> FieldSheet:
    said = {"th": "ก", "en": "a"}
    fields = tuple(SheetField(name=n, example=e, **said) for n, e in examples.items())
    about = ("title", "form", "issuing_office", "letter_code", "signer", "capacity", "addressee")
    given = dict.fromkeys(about, said)
    return FieldSheet.model_validate({**given, "filters": {}, "fields": fields})


EXAMPLES = a_sheet(
    kind="amend", title_th="ตัวอย่าง", day="2022-10-01", hour="13:00", count="๑๒", number="45/2565",
    lines_th="หนึ่ง\nสอง", **{"rows.name_th": "นางสาวสมมุติ", "rows.colour": "green"},
)  # fmt: skip


def test_a_value_is_the_sheets_example_where_it_has_one() -> None:
    made = sample_facts(Facts, EXAMPLES)
    assert (made.kind, made.title_th, made.number) == ("amend", "ตัวอย่าง", "45/2565")
    assert (made.day, made.hour, made.count) == (date(2022, 10, 1), time(13), 12)
    assert made.lines_th == ("หนึ่ง", "สอง")
    assert {one.name_th for one in made.rows} == {"นางสาวสมมุติ"}


def test_the_rows_of_a_list_are_numbered_on_from_the_example() -> None:
    made = sample_facts(Facts, a_sheet(**{"rows.number": "๔", "rows.points": "7"}))
    assert [(one.number, one.points) for one in made.rows] == [(4, 7), (5, 7), (6, 7)]


def test_a_text_without_an_example_is_the_name_of_its_field() -> None:
    made = sample_facts(Facts, a_sheet())
    assert made.title_th == "title_th"
    assert made.key == "key"
    assert made.rows[0].name_th == "name_th"


def test_an_example_of_a_whole_stands_for_its_texts() -> None:
    made = sample_facts(Facts, a_sheet(first="ผู้แทน", rows="นายสมมุติ"))
    assert made.first is not None
    assert made.first.name_th == "ผู้แทน"
    assert [one.name_th for one in made.rows] == ["นายสมมุติ"]


def test_the_tag_that_repeats_a_list_is_not_printed_as_its_text() -> None:
    made = sample_facts(Facts, a_sheet(rows="{%tr for row in rows %}"))
    assert len(made.rows) == 3
    assert made.rows[0].name_th == "name_th"


def test_the_rows_of_a_list_differ_in_what_can_be_chosen() -> None:
    made = sample_facts(Facts, EXAMPLES)
    assert made.rows[0].colour is Colour.GREEN
    assert len({one.colour for one in made.rows}) > 1


def test_a_bare_sample_leaves_out_what_may_be_missing() -> None:
    made = sample_facts(Facts, EXAMPLES, bare=True)
    assert (made.number, made.first) == (None, None)
    assert len(made.rows) == 1


def test_the_summary_of_a_sample_counts_no_quarter_that_the_sample_has_not() -> None:
    found = sample_facts(declared().facts["annual_report"], sheet("annual_report")).model_dump()
    said, quarters = found["summary"], len(found["quarters"])
    assert said["met"] + said["unrecorded"] <= quarters
    assert said["reports"] <= quarters


def test_the_same_sheet_gives_the_same_facts() -> None:
    assert sample_facts(Facts, EXAMPLES) == sample_facts(Facts, EXAMPLES)


def test_a_field_that_no_example_fits_is_named() -> None:
    class Odd(BaseModel):
        code: Annotated[str, Field(pattern=r"^[0-9]{4}$")]

    with pytest.raises(NoSample, match="code"):
        sample_facts(Odd, a_sheet(code="ตัวอย่าง"))
    assert sample_facts(Odd, a_sheet(code="5715")).code == "5715"


def test_facts_that_do_not_belong_together_ask_for_better_examples() -> None:
    class Term(BaseModel):
        first: date
        last: date

        @model_validator(mode="after")
        def in_order(self) -> "Term":
            """The last day is not before the first."""
            if self.last < self.first:
                raise ValueError("the last day is before the first")
            return self

    with pytest.raises(NoSample, match="before the first"):
        sample_facts(Term, a_sheet(first="2022-10-02", last="2022-10-01"))


def test_a_required_field_is_asked_of_a_paper_in_its_own_language() -> None:
    about = sheet("appointment_order").model_dump()
    said = {"th": "ก", "en": "a", "example": "x"}
    names = {"subject_th": True, "subject_en": False, "heading_th": True, "number": True}
    fields = [{"name": one, "required": needed, **said} for one, needed in names.items()]
    made = FieldSheet.model_validate(about | {"fields": fields})
    assert made.required_in("th") == {"subject_th", "heading_th", "number"}
    assert made.required_in("en") == {"subject_en", "number"}
