"""The package of a handover and what it claims."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from config.words import Language, both
from desk.views.handover_package import PackageMade, PackageRequest, package_made
from flows.adoption.adopt import adopt
from flows.capabilities import net
from flows.handover.package_facts import Package, package_of
from registry.records.adoption_form import read_form
from registry.rules.papers.package import Claim, Opening, PackagePaper
from registry.rules.plain_values import Json
from tasks.documents.proofreading import differences
from tasks.documents.rendering import draft_paper
from tasks.documents.template import Template, load_template, sheet
from tasks.workbooks.adoption_workbook import adoption_workbook, example_form
from tasks.workbooks.filled_form import read_workbook
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.staged_desks import made_once

CHIANG_KHONG = "5703"
NOT_RECORDED = both("word.not_recorded").en


def package(
    desk: Desk,
    on: str,
    district: str = MAE_FAH_LUANG,
    known: datetime | None = None,
    opening: Opening | None = None,
) -> Package:
    with desk.office.registry.reading() as connection:
        return package_of(
            connection, district, date.fromisoformat(on), desk.office.declared,
            known=known, opening=opening,
        )  # fmt: skip


def claims(of: Package, section: str) -> Iterator[Claim]:
    for one in of.annex.sections:
        if one.key == section:
            yield from one.claims


def made(desk: Desk, on: str) -> PackageMade:
    return package_made(desk.office, PackageRequest(MAE_FAH_LUANG, date.fromisoformat(on)))


@made_once
def adopted(url: str) -> Desk:
    """The committee of Chiang Khong, taken in from its paper file."""
    desk = a_desk(url, "2022-06-20")
    raw = read_workbook(adoption_workbook(example_form()), 20, file="เชียงของ.xlsx")
    form = read_form(raw, net(), today=desk.office.registry.today, district=CHIANG_KHONG)
    adopt(desk.office, CHIANG_KHONG, form, recorded_by="coord", cells=raw)
    return desk


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    desk = a_desk(sqlite_url)
    desk.to_after_meeting()
    return desk


def told_otherwise(
    kind: str, facts: PackagePaper, english: Template | None = None
) -> tuple[str, ...]:
    """What the Thai and the English paper say otherwise than the facts, or than each other."""
    templates: dict[Language, Template] = {
        "th": load_template(kind), "en": english or load_template(kind, "en")
    }  # fmt: skip
    papers = {language: draft_paper(one, facts).content for language, one in templates.items()}
    return differences(facts, sheet(kind), papers)


@made_once
def minuted(url: str, *owners: str) -> Desk:
    """A meeting asked each of these seats for something, by 31 August 2022."""
    desk = a_desk(url)
    first = desk.to_after_meeting()
    asks: list[Json] = [
        {"what": "เสนอรายชื่อผู้เข้าอบรม", "owner": owner, "due_on": "2022-08-31"} for owner in owners
    ]
    items: list[Json] = [{"agenda": 4, "resolution": "เห็นชอบ", "actions": asks}]
    minutes: Json = {"items": items, "taken_by": "นางปรานี สมมุติ"}
    desk.decide(first, "minutes", "focal_point", "2022-07-25", minutes)
    desk.decide(first, "minutes_sent", "focal_point", "2022-07-27", {"sent_on": "2022-07-27"})
    adopted: Json = {"result": "adopted", "how": "circulation"}
    desk.decide(first, "minutes_adopted", "focal_point", "2022-08-10", adopted)
    return desk
