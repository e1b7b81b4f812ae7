import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from config.training import training
from config.words import say
from tasks.workbooks.filled_form import WorkbookTooLarge, WorkbookUnreadable
from tasks.workbooks.filled_scores import read_scores
from tasks.workbooks.score_lines import ReadScores
from tasks.workbooks.score_misfits import MaximumMissing, ScoresUnfit
from tasks.workbooks.score_workbook import (
    empty_score_workbook,
)
from tests.tasks.workbooks.score_files import (
    EXAMPLE,
    HEADS,
    a_file,
    example_score_workbook,
    filled_score_workbook,
    saved,
)


def read(content: bytes, maximum: int = 20) -> ReadScores:
    return read_scores(content, 20, Decimal(maximum))


def points(content: bytes) -> list[tuple[str, Decimal | None, Decimal | None]]:
    return [(one.code, one.pre, one.post) for one in read(content).lines]


def told(content: bytes, maximum: int = 20) -> list[tuple[str, str]]:
    with pytest.raises(ScoresUnfit) as refused:
        read(content, maximum)
    for one in refused.value.problems:
        assert one.sentence.th.startswith(f"{one.where} – ")
        assert "\n" not in one.sentence.en
        assert "{" not in str(one.sentence)
    return [(one.where, one.refusal.code) for one in refused.value.problems]


def test_the_example_reads_as_points_and_sexes() -> None:
    scores = read(example_score_workbook())
    assert [(one.pre, one.post) for one in scores.lines] == list(EXAMPLE)
    assert len([one for one in scores.lines if one.sex == "female"]) == 9


def test_the_empty_workbook_lists_those_who_are_known_and_says_no_points() -> None:
    scores = read(empty_score_workbook([("P01", "female"), ("P02", "not_stated")]))
    assert [(one.code, one.pre, one.post, one.sex) for one in scores.lines] == [
        ("P01", None, None, "female"), ("P02", None, None, "not_stated"),
    ]  # fmt: skip
    assert read(empty_score_workbook()).lines == ()


def test_a_row_of_maxima_gives_each_test_its_own_and_is_warned_of_where_they_differ() -> None:
    content = a_file(("คะแนนเต็ม", 20, 25), ("P1", 18, 24), ("P2", 10, None))
    scores = read_scores(content, 20)
    assert (scores.maximum, scores.post_maximum, len(scores.lines)) == (Decimal(20), Decimal(25), 2)
    assert "20" in scores.warnings[0].th
    assert "25" in scores.warnings[0].th
    assert read_scores(a_file(("maximum", 30, None), ("P1", 18, 24)), 20).post_maximum == 30


def test_a_files_maximum_of_the_test_before_alone_goes_for_both_unless_the_other_is_typed() -> None:
    content = a_file(("maximum", 30, None), ("P1", 18, 28))
    scores = read(content, 20)
    assert (scores.maximum, scores.post_maximum) == (Decimal(30), Decimal(30))
    assert len(scores.warnings) == 1
    typed = read_scores(content, 20, Decimal(20), post_maximum=Decimal(40))
    assert (typed.maximum, typed.post_maximum) == (Decimal(30), Decimal(40))


def test_a_typed_maximum_of_either_test_that_the_file_contradicts_is_warned_of() -> None:
    content = a_file(("maximum", 30, 30), ("P1", 18, 28))
    scores = read_scores(content, 20, Decimal(30), post_maximum=Decimal(40))
    assert (scores.maximum, scores.post_maximum) == (Decimal(30), Decimal(30))
    assert [one.en for one in scores.warnings] == [
        "The maximum of the file is taken: 30 before, 30 after. It is not what was typed; check it."
    ]
    assert not read_scores(content, 20, Decimal(30), post_maximum=Decimal(30)).warnings


def test_points_over_the_maximum_of_their_own_test_are_refused_by_their_cell() -> None:
    rows = (("คะแนนเต็ม", 20, 25), ("P1", 21, 24), ("P2", 18, 26))
    assert told(a_file(*rows)) == [("B3", "score_out_of_range"), ("C4", "score_out_of_range")]
    assert told(a_file(("คะแนนเต็ม", "x", 25), ("P1", 1, 2))) == [("B2", "score_unreadable")]


def test_a_workbook_whose_maximum_nobody_said_is_not_judged() -> None:
    with pytest.raises(MaximumMissing):
        read_scores(a_file(("คะแนนเต็ม", None, None), ("P1", 1, 2)), 20)


def test_what_was_read_can_be_written_and_read_again() -> None:
    scores = read(example_score_workbook())
    assert read(filled_score_workbook(scores.lines)) == scores


@pytest.mark.parametrize("language", ["th", "en"])
def test_columns_are_known_by_their_heads_in_either_language_and_any_order(language: Any) -> None:
    heads = [say(f"score_column.{one}", language) for one in ("post", "sex", "code", "pre")]
    scores = read(a_file((15, "หญิง", "P1", 8), (12, "M", "P2", 9), heads=heads))
    assert [(o.code, o.pre, o.post, o.sex) for o in scores.lines] == [
        ("P1", Decimal(8), Decimal(15), "female"), ("P2", Decimal(9), Decimal(12), "male"),
    ]  # fmt: skip


def test_every_key_of_a_column_is_one_of_its_heads() -> None:
    for key, names in training().score_file.heads.model_dump().items():
        assert key in names or key == "number"
        assert all(name == name.casefold() for name in names)


def test_thai_digits_are_read_as_digits() -> None:
    assert points(a_file(("พ๐๑", "๑๒.๕", "๑๙"))) == [("พ01", Decimal("12.5"), Decimal(19))]


def test_heads_may_stand_below_a_title_and_empty_rows_are_left_out() -> None:
    book = Workbook()
    page = book.worksheets[0]
    for row in (("คะแนนการอบรม",), (), ("ที่", *HEADS), (1, "P1", 3, 4), (2,), (3, "P2", 5, 6)):
        page.append(row)
    assert [one.code for one in read(saved(book)).lines] == ["P1", "P2"]


def test_rows_are_read_however_far_down_they_stand() -> None:
    book = Workbook()
    page = book.worksheets[0]
    rows: dict[int, Sequence[str | int]] = {1: HEADS, 900: ("P1", 3, 4), 1500: ("P2", 5, 6)}
    for place, row in rows.items():
        for column, value in enumerate(row, start=1):
            page.cell(place, column, value)
    assert [one.code for one in read(saved(book)).lines] == ["P1", "P2"]
    page.cell(1600, 1, "P3")
    page.cell(1600, 2, 99)
    assert told(saved(book)) == [("B1600", "score_out_of_range")]


def test_of_several_sheets_of_points_none_is_read() -> None:
    book = Workbook()
    for page in (book.worksheets[0], book.create_sheet("two")):
        page.append(list(HEADS))
        page.append([f"P{page.title[:1]}1", 3, 4])
    assert told(saved(book)) == [("A1", "score_sheets_several")]


def test_a_test_that_was_not_taken_is_no_zero() -> None:
    rows = (("P1", "-", 5), ("P2", "ขาดสอบ", None), ("P3", 0, 0))
    assert points(a_file(*rows)) == [
        ("P1", None, Decimal(5)), ("P2", None, None), ("P3", Decimal(0), Decimal(0)),
    ]  # fmt: skip


def test_points_after_without_before_stay_in_unmatched_and_are_warned_of() -> None:
    scores = read(a_file(("P1", None, 5), ("P2", 5, 6)))
    assert [one.code for one in scores.lines] == ["P1", "P2"]
    (warning,) = scores.warnings
    assert "P1" in warning.th
    assert "P2" not in warning.en


def test_points_over_the_maximum_or_below_zero_are_refused_by_cell() -> None:
    content = a_file(("P1", 21, 20), ("P2", -1, "20.01"))
    assert told(content) == [
        ("B2", "score_out_of_range"), ("B3", "score_out_of_range"), ("C3", "score_out_of_range"),
    ]  # fmt: skip


def test_a_participant_in_two_rows_is_refused_and_the_first_row_named() -> None:
    content = a_file(("P1", 1, 2), ("p๑", 3, 4))
    assert told(content) == [("A3", "score_code_twice")]
    with pytest.raises(ScoresUnfit) as refused:
        read(content)
    assert "A2" in refused.value.sentence.th


@pytest.mark.parametrize("head", ["ชื่อ-สกุล", "name", "phone", 5])
def test_a_column_that_is_not_known_is_refused(head: object) -> None:
    content = a_file(("P1", 1, "x", 2), heads=("code", "pre", head, "post"))
    assert told(content) == [("C1", "score_column_unknown")]


def test_a_column_without_a_head_is_refused_where_it_holds_something() -> None:
    content = a_file(("P1", 1, 2, "นางสาวสมมุติ"), heads=("code", "pre", "post", None))
    assert told(content) == [("D1", "score_column_unknown")]


def test_two_columns_under_one_head_are_refused() -> None:
    content = a_file(("P1", 1, 2, 3), heads=("code", "pre", "post", "หลังอบรม"))
    assert told(content) == [("D1", "score_column_twice")]


def test_a_workbook_without_the_heads_is_refused() -> None:
    assert told(a_file(("P1", 1, 2), heads=("a", "b", "c"))) == [("A1", "score_heads_missing")]


@pytest.mark.parametrize(
    "code", ["สมชาย", "นางสาวสมมุติ ตัวอย่าง", "Somchai", "Mae Sai 1", "สมชาย1", "=1"]
)
def test_a_code_that_looks_like_a_name_is_refused_and_not_repeated(code: str) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(HEADS)
    page["A2"].value, page["B2"].value, page["C2"].value = code, 1, 2
    page["A2"].data_type = "s"
    content = saved(book)
    assert told(content) == [("A2", "score_code_name")]
    with pytest.raises(ScoresUnfit) as refused:
        read(content)
    assert code not in str(refused.value.sentence)


@pytest.mark.parametrize(
    "code", ["1-2345-67890-12-1", 1234567890121, "๑๒๓๔๕๖๗๘๙๐๑๒๑", "0812345678", "1234567890121.0"]
)
def test_a_code_that_looks_like_an_identity_or_telephone_number_is_refused(code: object) -> None:
    assert told(a_file((code, 1, 2))) == [("A2", "score_code_number")]


@pytest.mark.parametrize("code", ["P01", "01", "7", 7, "อบต-03", "MFL-22-07", "ส.1"])
def test_short_codes_with_a_figure_are_taken(code: object) -> None:
    assert points(a_file((code, 1, 2)))[0][0] == str(code)


def test_points_without_a_code_are_refused() -> None:
    assert told(a_file((None, 1, 2))) == [("A2", "score_code_missing")]


@pytest.mark.parametrize(
    "typed",
    ["สิบ", "12,5", "1e3", "12.345", True, datetime(2022, 1, 5), "๑๒/๒๐"],  # noqa: DTZ001
)
def test_what_is_no_number_of_points_is_refused(typed: object) -> None:
    assert told(a_file(("P1", typed, 2))) == [("B2", "score_unreadable")]


def test_a_percentage_is_refused_for_it_is_no_number_of_points() -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(HEADS)
    page.append(("P1", 0.85, 2))
    page["B2"].number_format = "0%"
    assert told(saved(book)) == [("B2", "score_unreadable")]


def test_formulas_are_refused_in_every_column_and_never_counted() -> None:
    content = a_file(("=CONCAT(1)", "=1+1", '=HYPERLINK("http://x")'))
    assert told(content) == [
        ("A2", "formula_in_cell"), ("B2", "formula_in_cell"), ("C2", "formula_in_cell"),
    ]  # fmt: skip


def test_what_is_written_is_no_formula() -> None:
    book = load_workbook(io.BytesIO(empty_score_workbook([("=1+1", "male")])))
    cell = book.worksheets[0]["A3"]
    assert (cell.value, cell.data_type) == ("'=1+1", "s")


def test_a_sex_that_is_not_known_is_refused() -> None:
    content = a_file(("P1", 1, 2, "นาง"), heads=(*HEADS, "เพศ"))
    assert told(content) == [("D2", "score_sex_unknown")]


def test_all_misfits_are_told_at_once_and_nothing_is_taken() -> None:
    content = a_file(("P1", 99, "x"), ("P1", 1, 2))
    assert [where for where, _ in told(content)] == ["B2", "C2", "A3"]


def test_more_rows_than_any_training_has_are_refused() -> None:
    rows = [(f"P{number}", 1, 2) for number in range(training().score_file.largest_rows + 1)]
    assert [code for _, code in told(a_file(*rows))] == ["score_rows_too_many"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"PK\x03\x04 cut"])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(WorkbookUnreadable):
        read(content)


def test_a_file_over_the_limit_is_refused_before_it_is_opened() -> None:
    with pytest.raises(WorkbookTooLarge):
        read_scores(b"x" * 1_048_577, 1, Decimal(20))
