"""The workbook of a district's villages: taken out, changed, brought in, misfits at their cells."""

import io
from cProfile import Profile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from config.defaults import policy
from config.words import say
from desk.imports.row_loading import load_rows
from desk.imports.village_file import (
    NoVillageForm,
    VillageContent,
    VillageFileUnfit,
    read_villages,
    record_content,
)
from desk.views.village_workbooks import workbook_for
from registry.queries.village_problems import open_problems, problems
from registry.queries.village_situations import situation
from registry.queries.villages import last_reports, names_of, villages
from registry.records.load_file import LoadFile
from registry.records.rights import MayNot
from registry.records.villages import VillageMoved
from registry.refusals import MOST_TOLD
from registry.rules.answer_screening import IdentityNumberInText
from registry.rules.village_sheet import COLUMNS
from tasks.workbooks.adoption_workbook import adoption_workbook
from tasks.workbooks.filled_form import FIRST_ROW, KEYS_ROW, read_workbook
from tasks.workbooks.village_workbook import VILLAGES
from tests.builders import Desk, a_desk
from tests.tasks.workbooks.village_rows import (
    MAE_MO,
    PROBLEM,
    SHEETS,
    SURVEY,
    THOET_THAI,
    with_rows,
    write,
)
from tests.workbook_edits import edited


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url, "2022-06-02", "5715", "5704")


def test_the_guide_says_where_an_incident_is_reported(desk: Desk) -> None:
    guide = load_workbook(io.BytesIO(taken_out(desk))).worksheets[0]
    said = " ".join(str(cell.value) for row in guide.iter_rows() for cell in row)
    assert f"{policy().hotlines.social_assistance} หรือ {policy().hotlines.police}" in said


def taken_out(desk: Desk, *, exact: bool = True) -> bytes:
    with desk.office.registry.reading() as connection:
        today = desk.office.registry.today
        return workbook_for(connection, "5715", today, exact=exact)


def read(desk: Desk, content: bytes) -> VillageContent:
    raw = read_workbook(content, 20, file="villages.xlsx", form=VILLAGES)
    with desk.office.registry.reading() as connection:
        return read_villages(
            connection, raw, desk.office.net,
            today=desk.office.registry.today, district="5715",
        )  # fmt: skip


def record(desk: Desk, content: bytes, by: str = "coord", reason: str = "") -> VillageContent:
    made = read(desk, content)
    record_content(desk.office, "5715", made, recorded_by=by, reason=reason)
    return made


def told(desk: Desk, content: bytes) -> dict[str, str]:
    return {one.where.partition("!")[2]: one.refusal.code for one in read(desk, content).problems}


def first(desk: Desk) -> bytes:
    """The form filled in for the first time, recorded; answers it as it was filled in."""
    content = with_rows(
        taken_out(desk),
        villages=[THOET_THAI, MAE_MO],
        situation=[THOET_THAI | SURVEY],
        plan=[THOET_THAI | PROBLEM],
    )
    record(desk, content)
    return content


def test_a_form_filled_in_for_the_first_time_makes_villages_reports_and_plans(desk: Desk) -> None:
    first(desk)
    with desk.office.registry.reading() as connection:
        found = villages(connection, "5715", date(2022, 6, 2))
        assert [(one.key, one.subdistrict, one.moo, one.name_th) for one in found] == [
            ("5715/village/1", "571501", 1, "บ้านเทอดไทย"),
            ("5715/village/2", "571501", 2, "บ้านแม่หม้อ"),
        ]
        report = last_reports(connection, "5715", date(2022, 6, 2))["5715/village/1"]
        assert report.as_of == date(2022, 5, 5)
        assert (report.figures["risk_places"], report.figures["crossings"]) == (3, 0)
        assert (report.figures["watch_men"], report.figures["calls_police"]) == (1002, 2)
        assert report.figures["calls_ngo"] is None
        (one,) = open_problems(connection, "5715", date(2022, 6, 2))
        assert one.problem.words["steps"] == "ประชุม\n- อบรม"
        assert (one.problem.begins_on, one.problem.ends_on) == (
            date(2022, 10, 1),
            date(2022, 12, 31),
        )
        assert one.problem.key == "5715/problem/1"


def test_the_same_file_again_changes_nothing_as_filled_in_and_as_taken_out(desk: Desk) -> None:
    content = first(desk)
    assert not read(desk, content).differs
    again = read(desk, taken_out(desk))
    assert (again.problems, again.differs) == ((), False)
    assert len(again.seen) == 4


def test_columns_may_change_places_and_one_that_is_missing_changes_nothing(desk: Desk) -> None:
    first(desk)

    def turn(book: Workbook) -> None:
        page = book[SHEETS["situation"]]
        rows = [[cell.value for cell in row][::-1] for row in page]
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row, 1):
                page.cell(number, place).value = value
        columns = [cell.value for cell in page[KEYS_ROW]]
        page.delete_cols(columns.index("watch_men") + 1)

    content = edited(taken_out(desk), turn)
    assert not read(desk, content).differs
    write_new = edited(content, lambda book: write(book, "situation", FIRST_ROW, {"crossings": 2}))
    record(desk, write_new)
    with desk.office.registry.reading() as connection:
        report = last_reports(connection, "5715", date(2022, 6, 2))["5715/village/1"]
    assert (report.figures["crossings"], report.figures["watch_men"]) == (2, 1002)


def test_counts_by_channel_are_not_in_the_form_of_who_may_not_see_them_and_stay(desk: Desk) -> None:
    first(desk)
    content = taken_out(desk, exact=False)
    keys = [
        cell.value for cell in load_workbook(io.BytesIO(content))[SHEETS["situation"]][KEYS_ROW]
    ]
    assert not any(str(one).startswith("calls") for one in keys)
    record(desk, edited(content, lambda b: write(b, "situation", FIRST_ROW, {"crossings": 5})))
    with desk.office.registry.reading() as connection:
        report = last_reports(connection, "5715", date(2022, 6, 2))["5715/village/1"]
    assert (report.figures["crossings"], report.figures["calls_police"]) == (5, 2)


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("risk_places", "สามหมื่น", "no_whole_number"),
        ("risk_places", -5, "no_whole_number"),
        ("risk_places", 1e9, "no_whole_number"),
        ("risk_places", 2.5, "no_whole_number"),
        ("risk_places", "=1+1", "formula_in_cell"),
        ("watch_groups", 0, "nobody_in_no_group"),
        ("as_of", "30/2/2565", "date_impossible_day"),
        ("as_of", "5/6/2565", "report_in_future"),
        ("as_of", "", "directory_missing"),
        ("subdistrict", "เวียง", "no_such_subdistrict"),
        ("moo", 7, "no_such_village"),
        ("source", "เลข 1101700230708", "identity_number_in_text"),
        ("source", "{{ x }}", "document_value_tag"),
    ],
)
def test_what_is_wrong_in_a_report_is_told_at_its_cell(
    desk: Desk, column: str, value: object, code: str
) -> None:
    first(desk)
    row = THOET_THAI | SURVEY | {"as_of": "1/6/2565", column: value}
    content = with_rows(taken_out(desk), situation=[row])
    with desk.office.registry.reading() as connection:
        before = last_reports(connection, "5715", date(2022, 6, 2))
    found = read(desk, content)
    place = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[COLUMNS["situation"].index(column)]
    last = FIRST_ROW + 2
    assert [(one.where, one.refusal.code) for one in found.problems] == [
        (f"{SHEETS['situation']}!{place}{last}", code)
    ]
    with pytest.raises(VillageFileUnfit):
        record_content(desk.office, "5715", found, recorded_by="coord")
    with desk.office.registry.reading() as connection:
        assert last_reports(connection, "5715", date(2022, 6, 2)) == before


def test_what_is_wrong_with_a_village_or_a_plan_is_told_at_its_cell(desk: Desk) -> None:
    first(desk)
    content = with_rows(
        taken_out(desk),
        villages=[
            {"subdistrict": "เทอดไทย", "moo": 3, "name_th": ""},
            {"subdistrict": "เทอดไทย", "moo": 100, "name_th": "บ้านร้อย"},
            {"subdistrict": "เทอดไทย", "moo": 4, "name_th": "บ้านสี่", "since": "2/1/2565",
             "last_day": "1/1/2565"},
            {"subdistrict": "เทอดไทย", "moo": 2, "name_th": "บ้านแม่หม้อ"},
        ],
        plan=[
            THOET_THAI | PROBLEM | {"problem": "อื่น", "begins_on": "ม.ค. 2566"},
            THOET_THAI | PROBLEM | {"problem": "อีก", "state": "เสร็จ"},
            THOET_THAI | {"solution": "ไม่มีปัญหา"},
        ],
    )  # fmt: skip
    assert told(desk, content) == {
        "D5": "directory_missing",
        "C6": "no_whole_number",
        "G7": "village_ends_before",
        "D8": "village_twice",
        "K4": "plan_ends_before",
        "L5": "directory_choice",
        "F6": "directory_missing",
    }


def test_two_villages_of_a_sub_district_never_have_one_number(desk: Desk) -> None:
    first(desk)

    def swap(book: Workbook) -> None:
        for row, moo in ((FIRST_ROW, "2"), (FIRST_ROW + 1, "1")):
            write(book, "villages", row, {"moo": moo, "since": "2/6/2565"})

    one = edited(taken_out(desk), lambda b: write(b, "villages", FIRST_ROW, {"moo": "2"}))
    assert told(desk, one) == {"C3": "moo_taken"}
    exchanged = edited(taken_out(desk), swap)
    record(desk, exchanged)
    with desk.office.registry.reading() as connection:
        found = villages(connection, "5715", date(2022, 6, 2))
    assert [(one.key, one.moo) for one in found] == [("5715/village/2", 1), ("5715/village/1", 2)]


def test_a_village_is_renamed_from_a_day_and_leaves_on_its_last(desk: Desk) -> None:
    first(desk)
    desk.on("2022-07-10")
    renamed = {"name_th": "บ้านใหม่", "since": "1/7/2565"}
    gone = {"last_day": "8/7/2565"}

    def change(book: Workbook) -> None:
        write(book, "villages", FIRST_ROW, renamed)
        write(book, "villages", FIRST_ROW + 1, gone)

    record(desk, edited(taken_out(desk), change))
    with desk.office.registry.reading() as connection:
        names = names_of(connection, "5715/village/1")
        assert [(one.name_th, one.last_day) for one in names] == [
            ("บ้านเทอดไทย", date(2022, 6, 30)), ("บ้านใหม่", None),
        ]  # fmt: skip
        assert len(villages(connection, "5715", date(2022, 7, 8))) == 2
        assert len(villages(connection, "5715", date(2022, 7, 9))) == 1


def test_a_row_that_somebody_changed_meanwhile_is_told_and_one_left_alone_is_left(
    desk: Desk,
) -> None:
    first(desk)
    old = taken_out(desk)
    record(desk, edited(old, lambda b: write(b, "situation", FIRST_ROW, {"crossings": 4})))
    untouched = read(desk, old)
    assert (untouched.problems, untouched.differs) == ((), False)
    late = edited(old, lambda b: write(b, "situation", FIRST_ROW, {"crossings": 9}))
    assert list(told(desk, late).values()) == ["village_moved"]
    both = read(desk, edited(taken_out(desk), lambda b: write(b, "plan", FIRST_ROW, {"who": "ก"})))
    record_content(desk.office, "5715", both, recorded_by="coord")
    with pytest.raises(VillageMoved):
        record_content(desk.office, "5715", both, recorded_by="coord")


def test_a_workbook_that_two_bring_in_at_once_makes_each_village_once(desk: Desk) -> None:
    community = {"subdistrict": "เทอดไทย", "name_th": "ชุมชนสมมุติ"}
    at_once = read(desk, with_rows(taken_out(desk), villages=[community]))
    record_content(desk.office, "5715", at_once, recorded_by="coord")
    with pytest.raises(VillageMoved):
        record_content(desk.office, "5715", at_once, recorded_by="coord")
    with desk.office.registry.reading() as connection:
        (one,) = villages(connection, "5715", date(2022, 6, 2))
    assert one.name_th == "ชุมชนสมมุติ"


def test_a_key_that_was_sorted_away_from_its_row_is_told(desk: Desk) -> None:
    first(desk)

    def sort(book: Workbook) -> None:
        write(book, "situation", FIRST_ROW, {"village": "5715/village/2"})

    assert told(desk, edited(taken_out(desk), sort)) == {"A3": "village_otherwise"}


def test_a_problem_that_is_done_is_open_no_more_and_keeps_its_key(desk: Desk) -> None:
    first(desk)
    done = {"state": say("village.state.done", "th"), "result": "อบรมแล้ว"}
    record(desk, edited(taken_out(desk), lambda b: write(b, "plan", FIRST_ROW, done)))
    with desk.office.registry.reading() as connection:
        assert open_problems(connection, "5715", date(2022, 6, 2)) == []
        (key,) = problems(connection, "5715", date(2022, 6, 2))
    assert key == "5715/problem/1"
    more = with_rows(taken_out(desk), plan=[THOET_THAI | PROBLEM | {"problem": "ใหม่"}])
    record(desk, more)
    with desk.office.registry.reading() as connection:
        (one,) = open_problems(connection, "5715", date(2022, 6, 2))
    assert one.problem.key == "5715/problem/2"


def test_what_may_name_a_person_needs_a_reason_without_an_identity_number(
    desk: Desk,
) -> None:
    first(desk)
    named = with_rows(
        taken_out(desk), plan=[THOET_THAI | PROBLEM | {"problem": "นายสมชาย ใจดี ถูกหลอกไปทำงาน"}]
    )
    found = read(desk, named)
    assert [one.refusal.code for one in found.warnings] == ["text_needs_reason"]
    with pytest.raises(VillageFileUnfit):
        record_content(desk.office, "5715", found, recorded_by="coord")
    with pytest.raises(IdentityNumberInText):
        record_content(desk.office, "5715", found, recorded_by="coord", reason="1101700203450")
    record_content(desk.office, "5715", found, recorded_by="coord", reason="เป็นชื่อโครงการ")


def test_a_known_village_under_another_number_is_looked_at_before_it_is_a_new_one(
    desk: Desk,
) -> None:
    first(desk)
    again = with_rows(taken_out(desk), villages=[MAE_MO | {"moo": 7}])
    found = read(desk, again)
    (warning,) = found.warnings
    assert (warning.where.partition("!")[2][0], warning.refusal.code) == ("D", "village_namesake")
    assert "5715/village/2" in warning.sentence.en
    with pytest.raises(VillageFileUnfit):
        record_content(desk.office, "5715", found, recorded_by="coord")
    record_content(desk.office, "5715", found, recorded_by="coord", reason="แยกหมู่บ้านแล้ว")
    with desk.office.registry.reading() as connection:
        named = [one.moo for one in villages(connection, "5715", date(2022, 6, 2))]
    assert named == [1, 2, 7]
    assert read(desk, taken_out(desk)).warnings == ()


def test_merged_cells_are_told_with_their_range(desk: Desk) -> None:
    first(desk)
    merged = edited(taken_out(desk), lambda b: b[SHEETS["villages"]].merge_cells("B3:B4"))
    assert told(desk, merged)["B3:B4"] == "merged_cells"


def test_another_workbook_is_told_and_a_sheet_without_its_keys(desk: Desk) -> None:
    with pytest.raises(NoVillageForm):
        read(desk, adoption_workbook({}))
    keyless = edited(taken_out(desk), lambda b: b[SHEETS["plan"]].delete_rows(KEYS_ROW))
    assert [one.refusal.code for one in read(desk, keyless).problems] == ["village_keys_missing"]


def test_coordinators_and_the_focal_point_record_and_nobody_else(desk: Desk) -> None:
    content = with_rows(taken_out(desk), villages=[THOET_THAI])
    for other in ("5715.chief", "5715.deputy"):
        with pytest.raises(MayNot):
            record(desk, content, other)
    made_focal_point(desk, "5715.deputy")
    record(desk, content, "5715.deputy")
    record(desk, with_rows(taken_out(desk), villages=[MAE_MO]), "coord")


def made_focal_point(desk: Desk, person: str) -> None:
    held = {"office": "5715/focal_point", "person": person, "start": "2022-01-01"}
    office = {"ref": "5715/focal_point", "title_th": "ผู้ประสานงาน", "title_en": "Focal point"}
    rows = LoadFile.model_validate({"offices": [office], "holders": [held]})
    load_rows(desk.office, rows, recorded_by="coord")


def test_the_command_line_tells_a_hundred_misfits_of_a_file_and_how_many_more(desk: Desk) -> None:
    nowhere = [THOET_THAI | {"subdistrict": f"ที่ไม่มี {number}"} for number in range(130)]
    with pytest.raises(VillageFileUnfit) as refused:
        record(desk, with_rows(taken_out(desk), villages=nowhere))
    head, *told, more = refused.value.sentence.en.splitlines()
    assert "130" in head
    assert len(told) == MOST_TOLD
    assert more.startswith("and 30 more")


def test_of_more_rows_than_a_sheet_may_have_no_more_are_read_than_tell_so(desk: Desk) -> None:
    book = Workbook(write_only=True)
    page = book.create_sheet(SHEETS["villages"])
    page.append(list(COLUMNS["villages"]))
    page.append(list(COLUMNS["villages"]))
    for number in range(VILLAGES.most + 1):
        page.append(["", "เทอดไทย", number, f"บ้าน {number}"])
    page.append(["", "เทอดไทย", "=1+1"])
    kept = io.BytesIO()
    book.save(kept)
    codes = set(told(desk, kept.getvalue()).values())
    assert "directory_too_long" in codes
    assert "formula_in_cell" not in codes


def test_twice_the_rows_are_twice_the_work_to_read(desk: Desk) -> None:
    def work(rows: int) -> int:
        """The calls of functions that it takes to read so many villages without numbers."""
        content = with_rows(
            taken_out(desk),
            villages=[{"subdistrict": "เทอดไทย", "name_th": f"บ้าน {one}"} for one in range(rows)],
        )
        counted = Profile()
        assert counted.runcall(read, desk, content).problems == ()
        return sum(one.callcount for one in counted.getstats())

    few, more, most = work(40), work(80), work(160)
    assert most - more < 2.5 * (more - few)


def test_the_roll_up_says_at_least_where_a_village_has_not_reported(desk: Desk) -> None:
    first(desk)
    with desk.office.registry.reading() as connection:
        seen = situation(connection, "5715", date(2022, 6, 2))
        old = situation(connection, "5715", date(2024, 6, 2))
    part = seen.parts["571501"]
    assert (part.reported, part.villages) == (1, 2)
    assert part.totals["risk_places"].at_least
    assert seen.parts["571502"].totals["risk_places"].value is None
    assert (old.whole.reported, old.whole.outdated) == (0, 1)
    assert old.whole.totals["risk_places"].value is None


def test_a_day_of_excel_is_read_in_either_era(desk: Desk) -> None:
    first(desk)
    for value in (datetime(2022, 6, 1), datetime(2565, 6, 1)):  # noqa: DTZ001 — as Excel keeps it
        row = THOET_THAI | SURVEY | {"as_of": value}
        assert read(desk, with_rows(taken_out(desk), situation=[row])).changes.reports[
            0
        ].as_of == date(2022, 6, 1)
