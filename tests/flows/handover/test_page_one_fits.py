"""Page one is one sheet of A4 at 16 pt, whatever the names (papers-year-handover.md 3.2).

So is the note of smaller work (3.6).
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any, get_args

import pytest

from config.defaults import districts as known_districts
from config.handover import handover_defaults
from config.settings import Settings
from config.words import Language, Named, Sentence, both
from flows.capabilities import GATES
from flows.engine.deciding_offices import CHIEF, PSDHS
from flows.handover.legal_words import trafficking_in_words
from flows.handover.package_dates import NEXT
from flows.handover.package_facts import package_of
from flows.handover.package_late import Pressing
from flows.handover.package_page_one import CALLS, RISKS, RISKS_EMS, WORKS_EMS, in_a_line
from flows.handover.package_words import short_day
from flows.handover.page_one_decisions import (
    GRAVEST,
    ROW_EMS_EN,
    ROW_EMS_TH,
    consequences,
    in_the_row,
    late_note,
)
from flows.handover.page_one_matter import PLACE_EMS, grounds_in_room
from flows.handover.page_one_numbers import SECTION_OF, money_words, number
from flows.handover.page_one_room import fits
from flows.handover.work_note import MOST_PAPERS, MOST_WORK, NEXT_SIGNS, OWNER_SIGNS, WHAT_SIGNS
from flows.papers.letterhead import paper_base
from flows.papers.word_drafts import SIMULATION
from registry.gazetteer import area_index
from registry.rules.excerpts import excerpt
from registry.rules.figures import Amount
from registry.rules.order_facts import Signer
from registry.rules.papers.handover_package import HeldPapers, OpenWork, WorkNote
from registry.rules.papers.package import ComingItem, Decision, FiveNumbers, Line, Opening, PageOne
from tasks.documents.fonts import ems_wide, put_fonts
from tasks.documents.pdf import to_pdf
from tasks.documents.preview import page_count
from tasks.documents.rendering import render
from tasks.documents.template import load_template
from tasks.documents.template_mark import marked
from tests.builders import MAE_FAH_LUANG, a_desk
from tests.tasks.documents.crowded import PERSON

NAME = Sentence(
    "ว่าที่ร้อยตรีประสิทธิ์พันธุ์ วงศ์ประเสริฐศักดิ์ศิริกุล",
    "Acting Sub Lt. Prasitthiphan Wongprasoetsaksirikun",
)
AWKWARD = Sentence(PERSON["th"], PERSON["en"])
DEPUTY = Sentence(
    "ปลัดอำเภอ (หัวหน้ากลุ่มงานบริหารงานปกครอง)",
    "Deputy District Chief (Head of the Administration Group)",
)
TYPED = "สวนยางพาราและโรงงานแปรรูปอาหารทะเลที่ใช้แรงงานข้ามชาติเป็นจำนวนมาก "
MOST = max(
    (Amount(Decimal(one)) for one in (9_999_999, 9_876_543_210)),
    key=lambda one: len(money_words("baht", baht=one).th),
)
PHONE, COUNT, DAY = "0 5312 3456 ต่อ 789", 48, date(2026, 11, 30)
NOTE = both("package.late_since", day=short_day(DAY))


def line(said: Sentence) -> Line:
    return Line(text_th=said.th, text_en=said.en)


def works() -> list[Sentence]:
    return [
        both("package.works.training"),
        both("package.works.plan", year=2570),
        both("package.works.trained_on", on=short_day(DAY)),
    ]


def risks() -> list[Sentence]:
    said = [both(f"package.risk.{key}", count=COUNT, year=2570, quarter=4) for key in RISKS]
    return sorted(said, key=lambda one: -len(one.th))


def calls(name: Sentence) -> tuple[Line, ...]:
    office = both("package.office_phone", phone=PHONE)
    hotline = both("package.hotline_phone", phone="1300")
    phones = dict(zip(CALLS, (office, office, hotline, hotline), strict=True))
    return tuple(
        line(both(f"package.call.{kind}", name=name, phone=phone)) for kind, phone in phones.items()
    )


def coming() -> tuple[ComingItem, ...]:
    said = [
        both("package.quarter_meets", quarter=4, year=2570),
        both("package.year_day.carry", year=2570),
        both("package.meets_at", time="09:30"),
        *(both(one.label.key) for one in GATES.values() if one.asked_first == CHIEF),
    ]
    longest = sorted(said, key=lambda one: -len(one.th))[:NEXT]
    return tuple(ComingItem(day=DAY, text_th=one.th, text_en=one.en) for one in longest)


def decisions() -> tuple[Decision, ...]:
    """Five with the longest words that a row takes, all of them late."""
    words = handover_defaults()
    found: list[Decision] = []
    for one in sorted(words.decisions, key=lambda one: -len(one.title_th))[: words.page_one]:
        found.append(
            Decision(
                number=len(found) + 1,
                key=one.key,
                due=DAY,
                passed=True,
                late=12,
                title_th=one.title(COUNT).th,
                title_en=one.title(COUNT).en,
                note_th=NOTE.th,
                note_en=NOTE.en,
                follows_th=one.late.th,
                follows_en=one.late.en,
                told=len(found) < 2,
            )
        )
    return tuple(found)


def numbers() -> FiveNumbers:
    of = both("package.of", count=53, of=54)
    told = dict.fromkeys(SECTION_OF, of) | {
        "activities": both("package.first_report_due", by=short_day(DAY)),
        "meetings_held": both("package.none_held_yet", by=short_day(DAY)),
        "seats_filled": both("package.seats_by", said=of, people=48),
        "members_trained": both("package.of.members_trained", count=53, of=54),
        "baht_secured": money_words("of_asked", given=MOST, asked=MOST),
    }
    return FiveNumbers(
        **{key: number(key, at, told[key], of, 2570) for key, at in SECTION_OF.items()}
    )


def matter(thai: str, english: str) -> Sentence:
    order = Named(f"คำสั่งอำเภอ{thai} ที่ 1234/2569 ลงวันที่ 30 พฤศจิกายน 2569", f"1234/2569 of {english}")
    said = (
        both("package.matter.committee", order=order),
        both("package.matter.work"),
        both("package.last_met", number="12/2569", when=short_day(DAY)),
        studied(),
    )
    return Sentence(" ".join(one.th for one in said), " ".join(one.en for one in said))


def studied() -> Sentence:
    study = known_districts()
    across = [one.border for one in study.districts if one.border is not None]
    border = max(across, key=lambda one: len(one.neighbour_th))
    grounds = {
        "border": both(
            "package.place.border", place=Named(border.neighbour_th, border.neighbour_en)
        ),
        "crossings": both("package.place.crossings", count=9),
    }
    return grounds_in_room(grounds, (), sourced=False)


def law(opening: Opening) -> Sentence:
    base = Named(
        "พระราชบัญญัติป้องกันและปราบปรามการค้ามนุษย์ พ.ศ. 2551 และที่แก้ไขเพิ่มเติม "
        "และคำสั่งกระทรวงมหาดไทย ที่ 768/2556",
        "the Anti-Trafficking in Persons Act, B.E. 2551 (2008), as amended and Ministry of "
        "Interior Order No. 768/2556 (2013)",
    )
    if opening == "knows":
        return Sentence(base.th, base.en)
    meaning = trafficking_in_words(short=True)
    return both("package.law.meaning", base=base, trafficking=meaning)


def fullest(of: PageOne, opening: Opening, name: Sentence) -> PageOne:
    """The page with the longest names, numbers and sentences in every place."""
    districts = [one for one in area_index().areas.values() if one.kind == "district"]
    thai = max((one.name_th for one in districts), key=len)
    english = max((one.name_en for one in districts), key=len)
    signs = Signer(
        name_th=name.th, name_en=name.en,
        position_lines_th=(DEPUTY.th, f"ผู้ประสานงานหลักอำเภอ{thai}"),
        position_lines_en=(DEPUTY.en, f"Focal point of {english} District"),
    )  # fmt: skip
    office: dict[str, Any] = {
        "office_th": f"ที่ทำการปกครองอำเภอ{thai}",
        "office_en": f"{english} District Administration Office",
        "phone": PHONE,
    }
    begins, rests = matter(thai, english), law(opening)
    said: dict[str, Any] = {
        "opening": opening,
        "ahead_of": DAY,
        "letterhead": of.letterhead.model_copy(update=office),
        "to_th": (f"นายอำเภอ{thai}", DEPUTY.th),
        "to_en": (f"District Chief of {english}", DEPUTY.en),
        "matter_th": begins.th, "matter_en": begins.en,
        "law_th": rests.th, "law_en": rests.en,
        "numbers": numbers(),
        "works": in_a_line(works(), WORKS_EMS),
        "risks": in_a_line(risks(), RISKS_EMS),
        "more_risks": 15,
        "calls": calls(name),
        "decisions": decisions(),
        "asked": 5, "overdue": 5, "more": 11, "late": 15,
        "coming": coming(),
        "signer": signs, "chief": signs,
    }  # fmt: skip
    return of.model_copy(update=said)


def on_a_sheet(page: PageOne) -> PageOne:
    """Without the last rows, where it would be two sheets."""
    rows = page.decisions
    while not fits(page.model_copy(update={"decisions": rows})):
        rows = rows[:-1]
    return page.model_copy(update={"decisions": rows})


@pytest.mark.slow
def test_page_one_is_one_page_with_the_longest_names_and_a_banner_at_its_head(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    with desk.office.registry.reading() as connection:
        found = package_of(
            connection, MAE_FAH_LUANG, date(2022, 7, 21), desk.office.declared
        ).page_one
    languages: tuple[Language, ...] = ("th", "en")
    papers = []
    for language, opening, name in product(languages, get_args(Opening), (NAME, AWKWARD)):
        page, template = (
            on_a_sheet(fullest(found, opening, name)), load_template("handover_page_one", language)
        )  # fmt: skip
        assert page.decisions
        papers += [render(template, page), render(marked(template, SIMULATION), page)]
    made = to_pdf(papers, timeout=300, fonts=put_fonts(Settings().home / "fonts"))
    assert [page_count(one) for one in made] == [1] * len(papers)


def test_page_one_has_all_five_rows_where_names_are_of_usual_length(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    desk.on("2022-12-01")
    with desk.office.registry.reading() as connection:
        found = package_of(
            connection, MAE_FAH_LUANG, date(2022, 12, 1), desk.office.declared
        ).page_one
    assert len(found.decisions) == min(5, len(found.decisions) + found.more)


def test_a_row_of_page_one_names_its_matter_and_is_never_cut_within_a_sentence() -> None:
    note = late_note(Pressing(DAY, both("package.step.committee_date")), None)
    assert note == both(
        "package.step_late_since", what=both("package.step.committee_date"), day=short_day(DAY)
    )
    long, short = Sentence(TYPED * 3, "on " * 60), both("package.row.requests.counted", count=2)
    fitting = Sentence("ติดตามมติ เสนอรายชื่อ", "Follow up: names")
    assert in_the_row([fitting, short], note) == fitting
    assert in_the_row([long, short], note) == short
    assert ems_wide(f"{fitting.th} ({note.th})") <= ROW_EMS_TH
    assert ems_wide(f"{fitting.en} ({note.en})") <= ROW_EMS_EN


def test_why_here_each_ground_stands_whole_and_what_has_no_room_is_in_the_brief() -> None:
    border = both("package.place.border", place=Named("รัฐฉาน", "Shan State"))
    long = Sentence(TYPED * 3, TYPED * 3)
    said = grounds_in_room({"border": border, "industries": long}, {"industries"}, sourced=True)
    assert border.th in said.th
    assert both("package.place.more").th in said.th
    assert "…" not in said.th
    assert ems_wide(border.th) < PLACE_EMS < ems_wide(long.th)


def test_what_follows_is_told_of_the_first_decision_and_of_the_gravest_other() -> None:
    assert consequences(["contacts", "training", "order_names"]) == {"contacts", "order_names"}
    assert consequences(["meeting"]) == {"meeting"}
    assert consequences([]) == frozenset()
    told = {one.key for one in handover_defaults().decisions if not one.for_information}
    assert told == {*GRAVEST}


def test_money_is_told_in_millions_where_a_line_has_no_room_and_none_is_lost_by_it() -> None:
    few, much = Amount(Decimal(20_000)), Amount(Decimal(1_234_567_890))
    assert money_words("of_asked", given=few, asked=few).en == "20,000 of 20,000 baht asked"
    said = money_words("of_asked", given=few, asked=much).en
    assert said == "20,000 of 1,234,567,890 baht asked"
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
def test_a_note_of_work_is_two_pages_at_most_with_the_longest_rows(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    with desk.office.registry.reading() as connection:
        note = fullest_note(paper_base(connection, MAE_FAH_LUANG, DAY))
    paper = render(load_template("work_note", "th"), note)
    (made,) = to_pdf([paper], timeout=180, fonts=put_fonts(Settings().home / "fonts"))
    assert page_count(made) <= 2
