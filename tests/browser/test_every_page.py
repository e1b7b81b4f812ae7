"""Every page of the route table: in Thai at every width, in English in the dark."""

import re
from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute
from playwright.sync_api import Browser, Response
from sqlalchemy import select

from config.words import LANGUAGES, Language
from desk.imports.directive_files import read_directive
from desk.web.pages import ROUTES
from flows.capabilities import GATES, open_installation
from flows.decisions.merge import ask_merge
from flows.decisions.redact import ask
from flows.decisions.redaction_aim import Aim
from flows.decisions.rename import NewName, ask_renaming
from flows.demo.maker import make_demo
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
PAGES = sorted(
    {
        route.path
        for route in ROUTES
        if isinstance(route, APIRoute) and "GET" in (route.methods or ())
    }
    - FILES
    - ELSEWHERE
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo as `make run` serves it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.db'}"
    make_demo(url, open_installation, lambda *_: None)
    registry = Registry(url)
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


@pytest.fixture(autouse=True)
def browsers_closed(demo: Served) -> Iterator[None]:
    """Each page has a browser of its own, and hundreds at once take all memory."""
    yield
    demo.close_browsers()


def address(path: str, values: dict[str, str]) -> str:
    """The path with its parameters. KeyError where a parameter is new."""
    asked = {**values, "district": PLANNED} if "/years/" in path else values
    if path.endswith("/pack"):
        asked = {**values, "instance": values["meeting"]}
    if "/several/" in path:
        asked = {**values, "instance": values["together"]}
    return PARAMETER.sub(lambda found: asked[found[1]], path)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_fits_every_width(
    chromium: Browser, demo: Served, values: dict[str, str], path: str, language: Language
) -> None:
    page = demo.page(chromium, None, SCREEN, language)
    page.emulate_media(color_scheme="light" if language == "th" else "dark")
    answer = page.goto(address(path, values))
    assert answer is not None
    assert answer.status == 200
    looks_right(page)
    assert page.locator('form[action="/search"]').count() == 1, "whatever one looks for"
    for width in NARROWER:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        (looks_right if language == "th" else fits)(page)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_every_district_fits_a_phone_whatever_its_year_says(
    chromium: Browser, demo: Served, language: Language
) -> None:
    page = demo.page(chromium, None, PHONE, language)
    for story in stories():
        page.goto(f"/districts/{story.district}")
        fits(page)


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_used_by_keyboard(
    chromium: Browser, demo: Served, values: dict[str, str], path: str
) -> None:
    page = demo.page(chromium, None)
    page.goto(address(path, values))
    reaches_all_by_keyboard(page)


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES)
def test_a_first_visit_loads_little(
    chromium: Browser, demo: Served, values: dict[str, str], path: str
) -> None:
    page = demo.page(chromium, None)
    loaded: list[Response] = []
    page.on("response", lambda one: loaded.append(one))  # noqa: PLW0108 — Playwright wants a function
    page.goto(address(path, values), wait_until="networkidle")
    assert sum(len(one.body()) for one in loaded if one.status == 200) <= LARGEST
