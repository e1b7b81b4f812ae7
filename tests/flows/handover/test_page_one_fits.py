"""Page one is one sheet of A4 at 16 pt, whatever the names (papers-year-handover.md 3.2).

So is the note of smaller work (3.6).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest

from config.defaults import districts as known_districts
from config.handover import DecisionDefault, handover_defaults
from config.settings import Settings
from config.words import Named, Sentence, both
from flows.capabilities import GATES
from flows.engine.deciding_offices import CHIEF, PSDHS
from flows.handover.gates import SUCCESSOR
from flows.handover.legal_words import trafficking_in_words
from flows.handover.package_dates import NEXT
from flows.handover.package_facts import package_of
from flows.handover.package_late import AGREED, Pressing, step_in_a_row
from flows.handover.package_page_one import (
    CALLS,
    FEWEST,
    OLDEST_BESIDE_MORE,
    RISKS,
    RISKS_SIGNS,
    WORKS_SIGNS,
    in_a_line,
    row_note,
)
from flows.handover.package_plan import PlanDraft
from flows.handover.package_words import order_cited, short_day
from flows.handover.page_one_matter import RESOLVED_SIGNS, typed_place
from flows.handover.page_one_numbers import ACTIVITIES, MONEY, money_words
from flows.handover.work_note import MOST_PAPERS, MOST_WORK, NEXT_SIGNS, OWNER_SIGNS, WHAT_SIGNS
from flows.papers.letterhead import paper_base
from flows.plan.gates import GATES as PLAN_GATES, PROVINCE_NOTED
from registry.gazetteer import area_index
from registry.queries.handover_facts import CHAIRS, LESSONS, REQUESTS, STALLED
from registry.rules.excerpts import excerpt
from registry.rules.figures import Amount
from registry.rules.order_facts import Signer
from registry.rules.papers.handover_package import HeldPapers, OpenWork, WorkNote
from registry.rules.papers.package import ComingItem, Decision, Line, Opening, PageOne
from registry.rules.partial_dates import PartialDate
from tasks.documents.fonts import put_fonts
from tasks.documents.pdf import to_pdf
from tasks.documents.preview import page_count
from tasks.documents.rendering import render
from tasks.documents.template import load_template
from tests.builders import MAE_FAH_LUANG, a_desk

NAME = Sentence(
    "ว่าที่ร้อยตรีประสิทธิ์พันธุ์ วงศ์ประเสริฐศักดิ์ศิริกุล",
    "Acting Sub Lt. Prasitthiphan Wongprasoetsaksirikun",
)
DEPUTY = Sentence(
    "ปลัดอำเภอ (หัวหน้ากลุ่มงานบริหารงานปกครอง)",
    "Deputy District Chief (Head of the Administration Group)",
)
TYPED_PLACE = "(1) สวนยางพาราและโรงงานแปรรูปอาหารทะเลที่ใช้แรงงานข้ามชาติเป็นจำนวนมาก " * 3
MOST = max(
    (Amount(Decimal(one)) for one in (9_999_999, 9_876_543_210)),
    key=lambda one: len(money_words("baht", baht=one).th),
)
OF_THEIR_OWN = (
    CHAIRS,
    REQUESTS,
    STALLED,
    LESSONS,
)  # of which something may be late that no gate asks
PHONE, COUNT, DAY = "0 5312 3456 ต่อ 789", 48, date(2026, 11, 30)


def longest(texts: Iterable[Sentence], count: int) -> tuple[Line, ...]:
    """The longest of the sentences that page one may hold in a place."""
    found = sorted(texts, key=lambda one: len(one.th), reverse=True)[:count]
    return tuple(Line(text_th=one.th, text_en=one.en) for one in found)


def works() -> Iterator[Sentence]:
    yield both("package.works.order")
    yield both("package.works.training")
    yield both("package.works.plan", year=2570)
    yield both("package.works.meetings", year=2570)
    yield both("package.works.trained_on", on=short_day(DAY))


def risks() -> Iterator[Sentence]:
    for key in RISKS:
        yield both(f"package.risk.{key}", count=COUNT)
    steps = (one.key for one in PLAN_GATES if one != PROVINCE_NOTED)  # that comes after reception
    waits = max((both(f"package.plan_waits.{one}") for one in steps), key=lambda said: len(said.th))
    yield PlanDraft(DAY, waits).words("package.risk.plan_draft")


def calls() -> Iterator[Sentence]:
    office = both("package.office_phone", phone=PHONE)
    hotline = both("package.hotline_phone", phone="1300")
    for kind in CALLS:
        phone = office if kind in ("focal_point", "psdhs_coordinator") else hotline
        yield both(f"package.call.{kind}", name=NAME, phone=phone)


def coming() -> tuple[ComingItem, ...]:
    said = (
        both("package.quarter_meets", quarter=4, year=2570),
        both("package.year_day.carry", year=2570),
        both("package.meets_at", time="09:30"),
        both("package.gate.receipt"),
        *of_chief(),
    )
    return on_the_day(longest(said, NEXT))


def of_chief() -> list[Sentence]:
    """What the Chief alone is asked, by what people call it."""
    asked = [one for one in GATES.values() if one.asked_first == CHIEF]
    return [both(one.label.key) for one in asked if one.key != SUCCESSOR.key]


def on_the_day(lines: Iterable[Line]) -> tuple[ComingItem, ...]:
    return tuple(ComingItem(day=DAY, text_th=one.text_th, text_en=one.text_en) for one in lines)


def decisions() -> tuple[Decision, ...]:
    """Those that take the most room, each with the longest note that it may have."""
    words = handover_defaults()
    notes = {one.key: max(notes_of(one), key=lambda said: len(said.th)) for one in words.decisions}
    asked = sorted(words.decisions, key=lambda one: -len(one.title_th + notes[one.key].th))
    return tuple(
        Decision(
            number=number, key=one.key, due=DAY, passed=True, late=12,
            title_th=one.title(COUNT).th, title_en=one.title(COUNT).en,
            note_th=notes[one.key].th, note_en=notes[one.key].en,
        )
        for number, one in enumerate(asked[: words.page_one], 1)
    )  # fmt: skip


def notes_of(asked: DecisionDefault) -> Iterator[Sentence]:
    """What follows of no decision; what of it is late, or the day that comes before its own."""
    passed = [
        None if asked.is_about(gate) else step_in_a_row(gate) or both(f"gate.{gate}")
        for gate in asked.gates
    ]
    passed += [None] if asked.key in OF_THEIR_OWN else []
    days = [Pressing(DAY, step, passed=True) for step in passed]
    days += [Pressing(DAY, of_calendar(name), passed=False) for name in asked.calendar]
    for hangs_on in (None, *days):
        yield row_note(asked.title(COUNT), asked.late, hangs_on)


def of_calendar(name: str) -> Sentence:
    if name == AGREED:
        return both("package.meets_at", time="09:30")
    if name == "quarter_reports":
        return both("package.quarter_reports", quarter=4, year=2570)
    return both(f"package.year_day.{name}", year=2570)


def matter(opening: Opening) -> Sentence:
    on = short_day(DAY)
    meaning = trafficking_in_words(short=True)
    order = order_cited("1234/2569", PartialDate.of(DAY))
    said = both(f"package.matter.{opening}", trafficking=meaning, order=order)
    met = both("package.last_met", number=12, year=2569, on=on)
    resolved = excerpt(TYPED_PLACE, RESOLVED_SIGNS[opening])
    met = both("package.last_met.resolved", met=met, what=resolved)
    return both("package.matter.last_met", said=said, met=met)


def typed() -> Sentence:
    """Why here, where people typed much of it and the study says the rest."""
    study = known_districts()
    wherefrom = Named(f"{both('package.place.own').th} และ{study.study_th}", study.study_en)
    shown = typed_place(Sentence(TYPED_PLACE, "on " * 60), wherefrom)
    return both("package.place.sourced", said=shown, source=wherefrom)


def studied() -> Sentence:
    """Why here, where the study says it: it is never cut."""
    study = known_districts()
    across = (one.border for one in study.districts if one.border is not None)
    border = max((Named(one.neighbour_th, one.neighbour_en) for one in across),
                 key=lambda one: len(one.th))  # fmt: skip
    grounds = (
        both("package.place.border", place=border),
        both("package.place.crossings", count=9),
        both("package.place.natural_whole", count=20, how=both("package.how.over")),
    )
    th = " ".join(f"({number}) {one.th}" for number, one in enumerate(grounds, 1))
    said = Sentence(th, "; ".join(one.en for one in grounds))
    wherefrom = Named(study.study_th, study.study_en)
    return both("package.place.sourced", said=said, source=wherefrom)


def fullest(of: PageOne, opening: Opening, stands: Sentence) -> PageOne:
    """The page with the longest names, numbers and sentences in every place."""
    districts = [one for one in area_index().areas.values() if one.kind == "district"]
    thai = max((one.name_th for one in districts), key=len)
    english = max((one.name_en for one in districts), key=len)
    shares = {
        key: both(f"package.of.{key}", count=53, of=54)
        for key in ("meetings_held", "seats_filled", "members_trained")
    }
    before = {key: both("package.of", count=53, of=54) for key in shares}
    before |= {MONEY: money_words("baht", baht=MOST)}
    told = shares | {
        MONEY: money_words("of_asked", given=MOST, asked=MOST),
        ACTIVITIES: both("package.report_due", by=short_day(DAY)),
        "meetings_held": both("package.met_none_yet", count=0, by=short_day(DAY)),
        "seats_filled": both("package.seats_by", said=shares["seats_filled"], people=48),
        "knowledge_gain": Sentence("12.3", "12.3"),
    }
    told |= {
        key: both("package.number_before", now=told[key], before=one) for key, one in before.items()
    }
    states = (ACTIVITIES, "meetings_held")
    numbers = (
        both(f"package.{'state' if key in states else 'number'}.{key}", said=one, section=5)
        for key, one in told.items()
    )
    signs = Signer(
        name_th=NAME.th, name_en=NAME.en,
        position_lines_th=(DEPUTY.th, f"ผู้ประสานงานหลักอำเภอ{thai}"),
        position_lines_en=(DEPUTY.en, f"Focal point of {english} District"),
    )  # fmt: skip
    office: dict[str, Any] = {
        "office_th": f"ที่ทำการปกครองอำเภอ{thai}",
        "office_en": f"{english} District Administration Office",
        "phone": PHONE,
    }
    room = OLDEST_BESIDE_MORE
    late_long = Sentence(excerpt(TYPED_PLACE, room), "on " * (room // 3))
    said: dict[str, Any] = {
        "opening": opening,
        "ahead_of": DAY,
        "letterhead": of.letterhead.model_copy(update=office),
        "to_th": (f"นายอำเภอ{thai}", DEPUTY.th),
        "to_en": (f"District Chief of {english}", DEPUTY.en),
        "matter_th": matter(opening).th,
        "matter_en": matter(opening).en,
        "place_th": stands.th,
        "place_en": stands.en,
        "numbers": longest(numbers, FEWEST),
        "works": in_a_line(sorted(works(), key=lambda one: -len(one.th)), WORKS_SIGNS),
        "risks": in_a_line(sorted(risks(), key=lambda one: -len(one.th)), RISKS_SIGNS),
        "more_risks": 15,
        "calls": longest(calls(), 4),
        "decisions": decisions(),
        "more": 11,
        "late": 15,
        "late_in_table": 5,
        "oldest": ComingItem(day=DAY, text_th=late_long.th, text_en=late_long.en),
        "coming": coming(),
        "signer": signs,
        "chief": signs,
    }
    return of.model_copy(update=said)


@pytest.mark.slow
def test_page_one_is_one_page_with_the_longest_names(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    with desk.office.registry.reading() as connection:
        found = package_of(
            connection, MAE_FAH_LUANG, date(2022, 7, 21), desk.office.declared
        ).page_one
    papers = [
        render(load_template("handover_page_one", language), fullest(found, opening, place))
        for language in ("th", "en")
        for opening in get_args(Opening)
        for place in (typed(), studied())
    ]
    made = to_pdf(papers, timeout=180, fonts=put_fonts(Settings().home / "fonts"))
    assert [page_count(one) for one in made] == [1] * 8


def test_money_is_told_in_millions_where_a_line_has_no_room_and_none_is_lost_by_it() -> None:
    few, much = Amount(Decimal(20_000)), Amount(Decimal(1_234_567_890))
    assert (
        money_words("of_asked", given=few, asked=few).en == "20,000 baht of 20,000 baht asked for"
    )
    said = money_words("of_asked", given=few, asked=much).en
    assert said == "20,000 baht of 1,234,567,890 baht asked for"
    said = money_words("of_asked", given=much, asked=much).th
    assert said == "1,234.6 จากที่ขอ 1,234.6 ล้านบาท"


def fullest_note(base: Mapping[str, Any]) -> WorkNote:
    """The note with as many rows as it takes, each as long as it may be."""
    typed = (
        "จัดประชุมเชิงปฏิบัติการเรื่องการคัดแยกผู้เสียหายจากการค้ามนุษย์ร่วมกับตำรวจภูธรและผู้นำหมู่บ้านทุกหมู่ที่อยู่ติดชายแดน"
    )
    asked = max((both(one.label.key).th for one in GATES.values() if one.asked_first in PSDHS),
                key=len)  # fmt: skip
    province = max((one.name_th for one in area_index().areas.values() if one.kind == "province"),
                   key=len)  # fmt: skip
    post = both("package.note.coordinator", province=province)
    signs = Signer(
        name_th=NAME.th, name_en=NAME.en,
        position_lines_th=(post.th,), position_lines_en=(post.en,),
    )  # fmt: skip
    work = OpenWork(
        number=1, what_th=excerpt(typed, WHAT_SIGNS), state_th=both("package.note.late").th,
        next_th=excerpt(f"{asked}: {typed}", NEXT_SIGNS), due=DAY,
        owner_th=excerpt(typed, OWNER_SIGNS),
    )  # fmt: skip
    held = HeldPapers(number=1, title_th="รายงานการประชุมคณะกรรมการ", count=COUNT, newest=1234)
    return WorkNote(
        **base, of="representative", since=DAY, leaver=signs, successor=signs,
        work=(work,) * MOST_WORK, more_work=COUNT,
        papers=(held,) * MOST_PAPERS, more_papers=COUNT,
    )  # fmt: skip


@pytest.mark.slow
def test_a_note_of_work_is_one_page_with_the_longest_rows(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    with desk.office.registry.reading() as connection:
        note = fullest_note(paper_base(connection, MAE_FAH_LUANG, DAY))
    paper = render(load_template("work_note", "th"), note)
    (made,) = to_pdf([paper], timeout=180, fonts=put_fonts(Settings().home / "fonts"))
    assert page_count(made) == 1
