"""A transfer order that cannot be, and each of its rows that says why."""

import pytest

from desk.imports.row_loading import load_rows
from flows.decisions.earlier_orders import NeverAnnounced
from flows.decisions.refusals import ActInFuture, MayNotThere
from flows.decisions.rotate import rotate
from flows.decisions.transfer_checks import (
    BeforeItsOrder,
    ComesTwice,
    NobodyToFollow,
    NothingToCallOff,
    StaysInOffice,
    StaysInTwoDistricts,
    TermsDoNotMeet,
    TitleAlone,
    TooFarAhead,
    TransferUnfit,
    TwoDistrictsAtOnce,
)
from registry.records.load_file import LoadFile
from registry.records.people import add_person
from registry.records.transfer_form import TransferOrder
from registry.rules.area_names import UnknownDistrict
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, a_desk
from tests.flows.decisions.at_rotations import chief_on, days, entered, moved, problems


def test_one_misfit_refuses_the_whole_order_and_every_one_is_told(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.on("2022-10-05")
    before = chief_on(desk, "2022-10-05")
    rows = (moved(), moved(district="นครโกหก"), moved(district="ลับแลไม่มี"))
    assert problems(desk, *rows) == [
        (UnknownDistrict, "moves.1.district"), (UnknownDistrict, "moves.2.district"),
    ]  # fmt: skip
    assert problems(desk, moved(district="ลับแลไม่มี"), moved("2022-09-14")) == [
        (UnknownDistrict, "moves.0.district"), (BeforeItsOrder, "moves.1.on"),
    ]  # fmt: skip
    assert problems(desk, moved("2022-09-14", last_day="2022-09-30")) == [
        (BeforeItsOrder, "moves.0.on"), (TermsDoNotMeet, "moves.0.last_day"),
    ]  # fmt: skip
    off: dict[str, Json] = {"district": MAE_FAH_LUANG, "called_off": True}
    assert problems(desk, off) == [(NothingToCallOff, "moves.0.called_off")]
    assert problems(desk, moved(called_off=True)) == [(NeverAnnounced, "moves.0.name_th")]
    assert problems(desk, moved(name_th="")) == [(TitleAlone, "moves.0.name_th")]
    assert problems(desk, moved(district="เทิง")) == [(NobodyToFollow, "moves.0.district")]
    assert chief_on(desk, "2022-10-05") == before
    assert days(desk) == []


def test_nobody_is_chief_of_two_districts_on_one_day(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02", MAE_FAH_LUANG, "5704")
    desk.on("2022-10-05")
    assert problems(desk, moved(), moved(district="5704")) == [(ComesTwice, "moves.1.coming")]
    goes = moved(name_th="", coming="5704.chief")
    assert (TwoDistrictsAtOnce, "moves.0.coming") in problems(desk, goes)
    follows: dict[str, Json] = {"district": "5704", "on": "2022-10-01"}
    assert [one.how for one in entered(desk, goes, follows).districts] == ["new", "new"]


def test_of_two_chiefs_who_change_places_neither_stays_alone(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-06-02", MAE_FAH_LUANG, "5704")
    desk.on("2022-10-05")
    there: dict[str, Json] = {"district": "5704", "on": "2022-10-01", "coming": "5715.chief"}
    entered(desk, moved(title_th="", name_th="", coming="5704.chief"), there)
    off = moved(called_off=True)
    assert problems(desk, off) == [(StaysInTwoDistricts, "moves.0.called_off")]
    found = entered(desk, off, there | {"called_off": True}).districts
    assert [one.how for one in found] == ["called_off", "called_off"]


def test_who_sits_already_does_not_come_however_the_name_is_spaced(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.on("2022-10-05")
    known = moved(title_th="", name_th="", coming="5715.chief")
    assert problems(desk, known) == [(StaysInOffice, "moves.0.coming")]
    typed = moved(title_th="นาย", name_th="สมมุติ  ตัวอย่าง\u200b")
    assert problems(desk, typed) == [(StaysInOffice, "moves.0.name_th")]
    entered(desk, moved())
    entered(desk, moved("2022-10-03"))  # moved: who came by the order stays who comes
    assert chief_on(desk, "2022-10-03") == ["นางใหม่ มาแทน"]


def test_a_day_more_than_a_year_after_its_order_is_taken_for_mistyped(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.on("2022-10-05")
    assert problems(desk, moved("2023-09-17")) == [(TooFarAhead, "moves.0.on")]
    assert [one.how for one in entered(desk, moved("2023-09-15")).districts] == ["new"]


def test_an_order_of_tomorrow_is_refused(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.on("2022-09-14")
    with pytest.raises(ActInFuture):
        entered(desk, moved())


def test_a_name_that_two_people_bear_is_refused_with_the_reference_of_each(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url, "2022-10-01")
    with desk.office.registry.writing("TH") as write:
        for ref in ("second", "first"):
            add_person(write, title_th="นาย", name_th="ชื่อพ้อง สมมุติ", ref=ref)
    with pytest.raises(TransferUnfit, match=r"Who comes.*\(first, second\)"):
        entered(desk, {**moved(), "title_th": "", "name_th": "", "coming": "นายชื่อพ้อง สมมุติ"})
    entered(desk, {**moved(), "title_th": "", "name_th": "", "coming": "second"})
    assert chief_on(desk, "2022-10-01") == ["นายชื่อพ้อง สมมุติ"]


THA_CHANG = "8411"


def test_an_order_of_two_provinces_names_the_district_that_is_not_ones_own(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url, "2022-09-20", MAE_FAH_LUANG, THA_CHANG)
    office = {"ref": "57/psdhs_coordinator/3", "title_th": "ผู้ประสานงาน"}
    rows = {
        "people": [{"ref": "own", "name_th": "ประสาน เชียงราย"}],
        "offices": [office],
        "holders": [{"office": office["ref"], "person": "own", "start": "2022-01-01"}],
    }
    load_rows(desk.office, LoadFile.model_validate(rows), recorded_by="admin")
    here, there = moved(coming=f"{THA_CHANG}.chief"), moved(coming=f"{MAE_FAH_LUANG}.chief")
    moves = [
        {name: one[name] for name in ("on", "coming")} | {"district": district}
        for one, district in ((here, MAE_FAH_LUANG), (there, THA_CHANG))
    ]
    order = {"number": "301/2565", "dated": "2022-09-15"}
    both = TransferOrder.model_validate(order | {"moves": moves})
    with pytest.raises(MayNotThere, match="Tha Chang District, Surat Thani") as refused:
        rotate(desk.office, both, recorded_by="own")
    assert refused.value.field == "moves.1.district"
    alone = TransferOrder.model_validate(order | {"moves": moves[:1]})
    with pytest.raises(TransferUnfit, match="an administrator records it"):
        rotate(desk.office, alone, recorded_by="own")
    done = rotate(desk.office, both, recorded_by="admin")
    assert [one.how for one in done.districts] == ["new", "new"]
