"""Every gate's form can be shown, and reads back as what it was filled from."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from config.words import Field, Sentence, known, written
from desk.views.answer_words import in_words
from desk.views.form_fields import FieldKind, FormField, described
from desk.views.sight import OWN
from desk.web.gate.field_views import shown
from desk.web.gate.form_filling import typed_from
from desk.web.gate.form_reading import Reader
from desk.web.gate.gate_form import OF_THE_PAGE
from flows.capabilities import GATES
from flows.engine.forms import parse
from flows.engine.gate import Gate

ANSWERS: list[tuple[str, dict[str, Any]]] = [
    (
        "earlier_order",
        {
            "finding": "in_force", "purpose": "replace", "note": "ก & ข",
            "earlier": {
                "heading_th": "คำสั่งอำเภอ", "number": "12/2556", "dated": "2013-09-30",
                "subject_th": "แต่งตั้ง", "placed_at": None,
            },
        },
    ),
    (
        "advocacy",
        {
            "result": "no_reply", "approached_on": "2022-06-02", "order_768_shown": False,
            "follow_up": {"number": "ชร 1/2565", "dated": "2022-06-03"},
        },
    ),
    ("deputy_review", {"result": "changes", "items": ["หนึ่ง", "สอง"]}),
    ("inception_date", {"held_on": "2022-08-01", "place": "ที่ว่าการอำเภอ", "time": "09:30"}),
    ("legal_bases", {"confirmed": ["a", "b"], "checked_against": "ต้นฉบับ"}),
]  # fmt: skip


@pytest.mark.parametrize(("key", "answer"), ANSWERS)
@pytest.mark.parametrize("language", ["th", "en"])
def test_an_answer_that_is_shown_reads_back_the_same(
    key: str, answer: dict[str, Any], language: Any
) -> None:
    gate = GATES[key]
    fields = described(gate.form)
    typed = typed_from(fields, answer, language)
    read = Reader(gate, typed, "BE" if language == "th" else "CE").read(fields)
    assert read.problems == []
    assert parse(gate, read.answer) == parse(gate, answer)


@pytest.mark.parametrize("gate", GATES.values(), ids=lambda gate: gate.key)
def test_every_field_of_every_gate_has_its_words(gate: Gate[Any]) -> None:
    fields = described(gate.form)
    assert [one.name for one in fields] == list(gate.form.model_fields)
    for one in _all(fields):
        key = one.label.path if isinstance(one.label, Field) else getattr(one.label, "key", "")
        assert written(one.label, "th") != key
        for option in one.options:
            assert written(option.label, "th") != written(option.label, "en")
    assert shown(fields, {})


@pytest.mark.parametrize("gate", GATES.values(), ids=lambda gate: gate.key)
def test_no_field_of_an_answer_is_called_as_one_of_the_page(gate: Gate[Any]) -> None:
    of_the_page = {*OF_THE_PAGE, "by", "decided_on", "evidence", "let_through", "why"}
    assert not of_the_page & set(gate.form.model_fields)


@pytest.mark.parametrize("gate", GATES.values(), ids=lambda gate: gate.key)
def test_every_gate_says_what_it_is_for_and_what_is_next(gate: Gate[Any]) -> None:
    assert all(known(f"gate.{gate.key}.{word}") for word in ("purpose", "next", "action"))


def test_what_is_left_empty_is_not_told_as_missing_inside_a_group() -> None:
    gate = GATES["earlier_order"]
    fields = described(gate.form)
    read = Reader(gate, {"finding": ["none"]}, "BE").read(fields)
    assert read.problems == []
    read = Reader(gate, {"finding": ["in_force"], "earlier.number": ["1/2556"]}, "BE").read(fields)
    missing = {one.field for one in read.problems}
    assert missing == {"earlier.heading_th", "earlier.dated", "earlier.subject_th"}


def test_a_row_left_empty_between_others_leads_back_to_the_right_input() -> None:
    gate = GATES["deputy_review"]
    fields = described(gate.form)
    typed = {"result": ["changes"], "items.0": [" "], "items.2": ["x"]}
    read = Reader(gate, typed, "BE").read(fields)
    assert read.answer["items"] == ["x"]
    assert read.inputs["items.0"] == "items.2"


def _all(fields: tuple[FormField, ...]) -> list[FormField]:
    found = []
    for one in fields:
        found.append(one)
        if one.kind is FieldKind.GROUP:
            found += _all(one.parts)
    return found


KEY = re.compile(r"[a-z]+([_./][a-z0-9_./-]+)+|[a-z]+", re.ASCII)


def test_every_choice_of_every_gate_is_told_in_the_words_of_its_form() -> None:
    raw = [
        (gate.key, field.name, said)
        for gate in GATES.values()
        for field in described(gate.form)
        for answer in _choosing(field)
        for one in in_words(gate, {field.name: answer}, OWN)
        for value in one.values
        for said in re.split(r"[:;,·] ?", written(value, "th"))
        if KEY.fullmatch(said)
    ]
    assert raw == []


def _choosing(field: FormField) -> Iterator[Any]:
    """Answers to the field that choose each of its options, in its rows and groups too."""
    several = field.kind is FieldKind.SOME_OF
    yield from ([one.value] if several else one.value for one in field.options)
    for part in field.parts:
        for said in _choosing(part):
            yield [{part.name: said}] if field.kind is FieldKind.ROWS else {part.name: said}


def test_a_seat_that_an_answer_names_is_told_by_its_title_one_that_it_adds_too() -> None:
    seat = {"key": "added.monk", "kind": "added", "body": "executive", "role": "member",
            "title_th": "เจ้าคณะอำเภอ", "title_en": "Abbot"}  # fmt: skip
    answer = {"changes": [{"change": "add", "seat": seat}], "ask": ["added.monk"]}
    told = in_words(GATES["membership"], answer, OWN)
    assert [written(one, "th") for said in told[1:] for one in said.values] == ["เจ้าคณะอำเภอ"]


def test_of_fields_that_a_choice_brings_those_are_marked_optional_that_no_choice_insists_on() -> (
    None
):
    fields = {one.name: one for one in described(GATES["chief_review"].form)}
    assert all(one.when for one in (fields["until"], fields["reason"]))
    assert not fields["until"].insisted
    assert fields["reason"].insisted


@pytest.mark.parametrize("typed", ["1250000", "1,250,000", "๑๒๕๐๐๐๐"])
def test_an_amount_is_shown_with_commas_however_it_was_typed(typed: str) -> None:
    rows = [{"row": "row-1", "state": "done", "reached": "1250000", "spent": typed}]
    (told,) = in_words(GATES["progress"], {"rows": rows}, OWN)
    said = {written(one.label, "en"): one.values[0] for one in told.rows[0].lines}
    assert said["Spent (baht)"] == "1,250,000"
    assert said["Reached in the quarter"] == "1250000"


@pytest.mark.parametrize(
    ("typed", "told"), [("09:30", Sentence("09.30 น.", "09:30")), ("ครึ่งเช้า", "ครึ่งเช้า")]
)
def test_a_time_is_written_as_papers_write_it_and_one_that_is_not_read_as_it_was_typed(
    typed: str, told: object
) -> None:
    (said,) = in_words(GATES["inception_date"], {"time": typed}, OWN)
    assert said.values == (told,)


def clocks_of(gate: Gate[Any]) -> list[str]:
    """The fields of a form that ask for a time of the day."""
    return [one.name for one in described(gate.form) if one.clock]


@pytest.mark.parametrize("typed", ["16.30", "16:30", "16.30 น.", "๑๖.๓๐ น.", "1630"])
def test_every_time_of_every_form_is_checked_as_it_was_typed(typed: str) -> None:
    asked = {key: clocks for key, gate in GATES.items() if (clocks := clocks_of(gate))}
    assert {"committee_meeting", "inception_date"} <= asked.keys()
    for key, clocks in asked.items():
        (*lines,) = in_words(GATES[key], dict.fromkeys(clocks, typed), OWN)
        assert {written(value, "th") for line in lines for value in line.values} == {"16.30 น."}
        assert len(lines) == len(clocks)


def test_times_stand_in_no_row_whose_words_nobody_tried() -> None:
    rows = [
        part.name
        for gate in GATES.values()
        for one in described(gate.form)
        for part in one.parts
        if part.clock
    ]
    assert rows == []
