"""Every page of the route table: in Thai at every width, in English in the dark."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from playwright.sync_api import Browser, Page, Response
from sqlalchemy import select

from config.words import LANGUAGES, Language
from desk.imports.directive_files import read_directive
from desk.web.frame.sign_in import DEMO_COOKIE
from desk.web.pages import ROUTES
from flows.capabilities import GATES, open_installation
from flows.decisions.merge import ask_merge
from flows.decisions.redact import ask
from flows.decisions.redaction_aim import Aim
from flows.decisions.rename import NewName, ask_renaming
from flows.demo.stories import stories, year_planned
from flows.directive.directive import issue_directive
from flows.plan.writing import add_rows
from registry.gazetteer import area_index
from registry.models import Audit
from registry.queries.documents import documents
from registry.queries.namesakes import known_people
from registry.rules.plain_values import Json
from registry.store import Registry
from tests.browser.looking import fits, looks_right, reaches_all_by_keyboard
from tests.browser.served import HEIGHT, PHONE, SCREEN, Served, serving
from tests.builders import Desk
from tests.desk.web.at_overviews import an_added_district
from tests.flows.plan.plans import a_row, begin_plan_of

pytestmark = pytest.mark.browser
DISTRICT, OTHER, DRAFTED = "5715", "5711", "chief_review"
PLANNED = "5703"  # has the year that the demo plans
WHO = "57.psdhs_coordinator.1"
PARAMETER = re.compile(r"{(\w+)(?::\w+)?}")
LARGEST = 150_000
NARROWER = (640, PHONE, 320)  # 640 and 320: a screen and a phone, everything twice as large
FILES = {
    "/offices/workbook/{district}",
    "/rotations/workbook",
    "/documents/{document:int}",
    "/me/data",
    "/districts/{district}/adopt/workbook",
    "/areas/form",
    "/villages/{district}/survey",
    "/villages/{district}/workbook",
    "/districts/{district}/calendar",
    "/districts/{district}/package/page-one",
    "/districts/{district}/package/annex",
    "/districts/{district}/package/zip",
    "/districts/{district}/package/calendar",
    "/instances/{instance:int}/calendar",
    "/instances/{instance:int}/print/{kind}",
    "/calendars/{token}",
    "/instances/{instance:int}/return-forms/{path:path}",
    "/province/{province}/summary/{year}/{quarter}",
    "/instances/{instance:int}/score-workbook/{path:path}",
    "/instances/{instance:int}/quarter-workbook/{path:path}",
    "/instances/{instance:int}/correct/{entry:int}/quarter-workbook",
    "/plans/{plan:int}/workbook",
    "/plans/{plan:int}/word",
    "/plans/{plan:int}/sample",
    "/province/{province}/templates/{kind}/{language}/file",
    "/province/{province}/templates/{kind}/{language}/sample",
    "/province/{province}/templates/{kind}/{language}/picture",
}
# Ways to an identity provider and back, of which the demo has none.
ELSEWHERE = {"/sign-in/provider", "/sign-in/provider/return", "/sign-in/provider/sign-out"}
# What is a member's own, and nobody else's: seen by a mayor of whom the demo asks something.
OF_MEMBERS = {"/own/steps/{step:int}", "/districts/{district}/own/{key:path}"}
MEMBER = "5713.lao_president.1"
PAGES = sorted(
    {
        route.path
        for route in ROUTES
        if isinstance(route, APIRoute) and "GET" in (route.methods or ())
    }
    - FILES
    - ELSEWHERE
    - OF_MEMBERS
)


@pytest.fixture(scope="module")
def demo(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo as `make run` serves it."""
    file = shutil.copy(demo_file, tmp_path_factory.mktemp("demo"))
    registry = Registry(f"sqlite:///{file}")
    with serving(Desk(open_installation(registry), registry.clock)) as one:  # type: ignore[arg-type]
        yield one
    registry.dispose()


@pytest.fixture(scope="module")
def values(demo: Served) -> dict[str, str]:
    """A value for every parameter of a path: of the district whose draft its Chief reads."""
    gate = next(g for g in demo.desk.gates() if g.gate == DRAFTED)
    with demo.desk.office.registry.reading() as connection:
        papers = documents(connection, district=DISTRICT)
        agenda = next(one for one in documents(connection) if one.kind == "agenda")
        scan = next(one.id for one in documents(connection) if one.status == "evidence")
        journal = demo.desk.entries(gate.instance_id)
        link = connection.scalars(select(Audit.id).where(Audit.area_code == DISTRICT)).first()
    letter: Json = {
        "number": "ชร 0004/ว 1", "dated": "2026-11-02", "subject_th": "จัดตั้งคณะกรรมการ",
        "signer": "ผู้ว่าราชการจังหวัดเชียงราย", "within_days": 30,
    }  # fmt: skip
    directive = read_directive(letter, area_index(), province=DISTRICT[:2], districts=OTHER)
    entered = issue_directive(demo.desk.office, directive, recorded_by=WHO).directive
    aim = Aim(documents=(scan,))
    asked = ask(demo.desk.office, aim, reason="สแกนผิดฉบับ", recorded_by=WHO)
    with demo.desk.office.registry.reading() as connection:
        known = known_people(connection, DISTRICT, demo.desk.office.registry.today)
    two = [one.ref for one in known if one.ref != WHO][:2]
    merging = ask_merge(demo.desk.office, *two, reason="บันทึกซ้ำ", recorded_by=WHO)
    name = NewName("นายอำเภอ", "", "District Chief of Another Name")
    office = f"{DISTRICT}/district_chief"
    renamed = ask_renaming(demo.desk.office, office, name, reason="สะกดผิด", recorded_by=WHO)
    gates = [one for one in demo.desk.gates() if one.gate in GATES and one.subject]
    together = next(one for one in gates if GATES[one.gate].form.in_bulk is not None)
    plan = begin_plan_of(demo.desk, demo.desk.office.registry.today.isoformat(), recorded_by=WHO)
    row, *_ = add_rows(demo.desk.office, plan, [a_row(), {"activity": "รณรงค์"}], recorded_by=WHO)
    return {
        "directive": str(entered.id),
        "merge": str(merging.number),
        "renaming": str(renamed.number),
        "gate": together.gate,
        "request": str(asked.number),
        "kind": "appointment_order",
        "language": "th",
        "area": an_added_district(demo.desk, DISTRICT[:2]),
        "district": DISTRICT,
        "province": DISTRICT[:2],
        "instance": str(gate.instance_id),
        "path": gate.path.replace("#", "%23"),
        "process": "activity",
        "entry": str(next(e.id for e in journal if e.kind == "decision")),
        "document": str(papers[-1].id),
        "person": WHO,
        "office": f"{DISTRICT}/district_chief",
        "link": str(link),
        "number": "1",
        "plan": str(plan),
        "row": row,
        "year": str(year_planned(demo.desk.office.registry.today)),
        "meeting": str(agenda.instance),
        "together": str(together.instance_id),
    }


def address(path: str, values: dict[str, str]) -> str:
    """The path with its parameters. KeyError where a parameter is new."""
    asked = {**values, "district": PLANNED} if "/years/" in path else values
    if path.endswith("/pack"):
        asked = {**values, "instance": values["meeting"]}
    if "/several/" in path:
        asked = {**values, "instance": values["together"]}
    return PARAMETER.sub(lambda found: asked[found[1]], path)


@dataclass(frozen=True)
class Visit:
    """A page that a browser comes to for the first time, at a desk and in Thai."""

    page: Page
    status: int
    loaded: list[Response]

    def narrowed(self, width: int) -> Page:
        """The page in a window of that width."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        return self.page


@pytest.fixture(scope="module")
def visit(
    request: pytest.FixtureRequest, chromium: Browser, demo: Served, values: dict[str, str]
) -> Iterator[Visit]:
    """One browser a page, for all that holds of it: to open one costs more than most of that."""
    page, loaded = demo.page(chromium, None), list[Response]()
    with closing(page.context):
        page.on("response", lambda one: loaded.append(one))  # noqa: PLW0108 — Playwright wants a function
        answer = page.goto(address(request.param, values))
        assert answer is not None
        yield Visit(page, answer.status, loaded)


of_every_page = pytest.mark.parametrize("visit", PAGES, indirect=True)


@of_every_page
def test_a_first_visit_loads_little(visit: Visit) -> None:
    assert visit.status == 200
    visit.page.wait_for_load_state("networkidle")
    assert sum(len(one.body()) for one in visit.loaded if one.status == 200) <= LARGEST


@of_every_page
def test_a_page_is_used_by_keyboard(visit: Visit) -> None:
    reaches_all_by_keyboard(visit.narrowed(SCREEN))


@of_every_page
def test_a_page_in_thai_is_accessible_and_fits_every_width(visit: Visit) -> None:
    page = visit.narrowed(SCREEN)
    looks_right(page)
    assert page.locator('form[action="/search"]').count() == 1, "whatever one looks for"
    for width in NARROWER:
        looks_right(visit.narrowed(width), colours=width == min(NARROWER))


@of_every_page
def test_a_page_in_english_is_accessible_in_the_dark_and_fits_every_width(
    visit: Visit, demo: Served
) -> None:
    page = visit.narrowed(SCREEN)
    demo.speaks(page.context, "en")
    page.emulate_media(color_scheme="dark")
    page.reload()
    assert page.locator("html").get_attribute("lang") == "en"
    looks_right(page)
    for width in NARROWER:
        fits(visit.narrowed(width))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_a_members_own_is_accessible_and_fits_every_width(
    chromium: Browser, demo: Served, language: Language
) -> None:
    page = demo.page(chromium, None, language=language)
    with closing(page.context):
        member = {"name": DEMO_COOKIE, "value": MEMBER, "url": demo.address}
        page.context.add_cookies([member])  # type: ignore[list-item]
        page.goto("/")
        found = page.locator("main a[href*='/own/']").evaluate_all("them => them.map(a => a.href)")
        assert len(found) == len(OF_MEMBERS)
        for link in found:
            page.goto(link)
            for width in (SCREEN, *NARROWER):
                page.set_viewport_size({"width": width, "height": HEIGHT})
                looks_right(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_every_district_fits_a_phone_whatever_its_year_says(
    chromium: Browser, demo: Served, language: Language
) -> None:
    page = demo.page(chromium, None, PHONE, language)
    with closing(page.context):
        for story in stories():
            page.goto(f"/districts/{story.district}")
            fits(page)
