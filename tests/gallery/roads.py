"""The pages that are pictured, in order, and the road to each: first what only looks, then what
records something.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from desk.web.frame.unsent_forms import as_draft
from registry.journal import GateRow
from registry.queries.audit import links
from registry.queries.people import person
from registry.records.drafts import GateDraftKey, save_draft
from registry.records.province_values import set_setting
from registry.rules.uploads import WORD
from tasks.documents.docx_files import DOCUMENT, read_parts, write_parts
from tasks.documents.template import load_template
from tasks.workbooks.adoption_workbook import adoption_workbook, example_form
from tests.browser.hand import SCAN, Hand
from tests.builders import TEAM, Desk
from tests.gallery.photographer import FOUR, Picture

CLERK = "57.psdhs_coordinator.1"
PROVINCE, BORDER, BEGUN, FRESH = "57", "5715", "5704", "5711"
BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SMALL_FORM = {"steps": [{"step": "inception", "on": "31 ก.พ. 2562"}]}
TEMPLATE = f"/province/{PROVINCE}/templates/appointment_order/th"
MISTAKES = {b"{{ subject_th }}": b"{{ subjet_th }}", b'w:left="1701"': b'w:left="1440"'}
Road = Callable[[Hand, Desk], None]


def at(place: str) -> Road:
    """Straight to the page."""
    return lambda hand, _: hand.open(place)


def waiting(desk: Desk, district: str) -> GateRow:
    """The gate that waits in the district; in its order where one is under way."""
    return [one for one in desk.gates() if one.district_code == district][-1]


def to_gate(hand: Hand, gate: GateRow) -> None:
    """The page of the gate."""
    hand.open(f"/instances/{gate.instance_id}/gates/{quote(gate.path, safe='/')}")


def draft_at_its_gate(hand: Hand, desk: Desk) -> None:
    """The Chief's review, the draft beside it."""
    to_gate(hand, waiting(desk, BORDER))


def reason_missing(hand: Hand, desk: Desk) -> None:
    """Not now, and no reason: the error stands beside its field."""
    draft_at_its_gate(hand, desk)
    hand.choose("result", "not_now")
    hand.write_day("decided_on", desk.office.registry.today.isoformat())
    hand.press(hand.words("page.gate.check_first"))


def answers_checked(hand: Hand, desk: Desk) -> None:
    """Changes asked, and everything once more before it is recorded."""
    draft_at_its_gate(hand, desk)
    hand.choose("result", "changes")
    hand.write("items.0", "เพิ่มผู้แทนด่านตรวจคนเข้าเมืองในฝ่ายปราบปราม")
    hand.write_day("decided_on", desk.office.registry.today.isoformat())
    hand.press(hand.words("page.gate.check_first"))
    assert hand.page.locator("h1").inner_text() == hand.words("page.gate.check")


def catching_up(hand: Hand, desk: Desk) -> None:
    """Steps settled on paper, the first of them."""
    hand.open(f"/instances/{waiting(desk, BEGUN).instance_id}/catch-up")


def found_decided(hand: Hand, desk: Desk) -> None:
    """Somebody typed an answer, and somebody else recorded theirs first."""
    number = waiting(desk, BEGUN).instance_id
    path = quote("advocacy#2")
    hand.open(f"/instances/{number}/gates/{path}")


def decide_in_between(desk: Desk) -> None:
    """A draft is kept at the gate; then a colleague records the answer of the Chief."""
    gate = waiting(desk, BEGUN)
    with desk.office.registry.reading() as connection:
        typist = person(connection, CLERK, field="person")
    typed = as_draft(
        [("result", "deferred"), ("decided_on", desk.office.registry.today.isoformat())]
    )
    save_draft(
        desk.office.registry,
        GateDraftKey(typist.id, gate.instance_id, gate.path),
        typed,
        net=desk.office.net,
    )
    decided(desk, "advocacy#2", "district_chief", {"result": "agreed"}, "57.psdhs_coordinator.2")


def to_membership(desk: Desk) -> None:
    """The steps before the table of seats."""
    decided(desk, "delegation", "district_chief", {"deputy": "deputy_district_chief/1"})
    decided(desk, "working_team", "57/psdhs_coordinator/1", {"agencies": TEAM})


def decided(desk: Desk, gate: str, by: str, answer: Any, clerk: str = CLERK) -> None:
    """A decision of today in the district that is under way."""
    number, today = waiting(desk, BEGUN).instance_id, desk.office.registry.today
    desk.decide(number, gate, by, today.isoformat(), answer, recorded_by=clerk)


def seats(hand: Hand, desk: Desk) -> None:
    """The table of seats."""
    to_gate(hand, waiting(desk, BEGUN))


def looked_through(changes: Mapping[str, Sequence[Mapping[str, object]]]) -> Road:
    """The form of an existing committee, uploaded to be looked through."""

    def road(hand: Hand, _: Desk) -> None:
        hand.open(f"/districts/{FRESH}/adopt")
        content = adoption_workbook({**example_form(), **changes})
        book = {"name": "แบบรับคณะกรรมการ.xlsx", "mimeType": BOOK, "buffer": content}
        hand.page.locator('main input[name="book"]').set_input_files(book)  # type: ignore[arg-type]
        hand.press(hand.words("page.adopt.preview_first"))

    return road


def letter_checked(hand: Hand, _: Desk) -> None:
    """A letter to all districts, before it is recorded."""
    hand.open(f"/directives/new?province={PROVINCE}")
    hand.write("letter.number", "ชร 0004/ว 1234")
    hand.write_day("letter.dated", "2026-11-02")
    hand.write("letter.subject_th", "การจัดตั้งคณะกรรมการระดับอำเภอ")
    hand.write("letter.signer", "ผู้ว่าราชการจังหวัดเชียงราย")
    hand.write("letter.within_days", "30")
    hand.page.locator("main input[type=file]").first.set_input_files(SCAN)  # type: ignore[arg-type]
    hand.press(hand.words("page.gate.check_first"))


def letter_recorded(hand: Hand, desk: Desk) -> None:
    """What the letter did to each district; recorded once, looked at after."""
    hand.open("/directives")
    found = hand.page.locator('main a[href^="/directives/"]:not([href$="new"])')
    if not found.count():
        letter_checked(hand, desk)
        hand.press(hand.words("page.directives.record"))
        return
    hand.open(str(found.first.get_attribute("href")))


def change_a_setting(desk: Desk) -> None:
    """A setting twice: the second time there is a before and an after."""
    for months in (3, 9):
        with desk.office.registry.writing(PROVINCE) as write:
            set_setting(write, PROVINCE, "advocacy.reapproach_months", months,
                        since=write.today, by=1)  # fmt: skip


def template_sampled(hand: Hand, _: Desk) -> None:
    """A template of papers, the picture of its sample loaded."""
    hand.open(TEMPLATE)
    with hand.page.expect_response(lambda answer: "/picture" in answer.url):
        hand.page.locator("details.sample summary").first.click()
    sample = hand.page.locator("figure.sample img").first
    sample.evaluate("image => image.decode()")
    sample.scroll_into_view_if_needed()


def template_wrong(hand: Hand, _: Desk) -> None:
    """A template with a misspelt field and another margin, checked."""
    hand.open(TEMPLATE)
    parts = read_parts(load_template("appointment_order").data)
    for old, new in MISTAKES.items():
        parts[DOCUMENT] = parts[DOCUMENT].replace(old, new)
    file = {"name": "คำสั่งแต่งตั้ง.docx", "mimeType": WORD, "buffer": write_parts(parts)}
    hand.page.locator("main input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    hand.press(hand.words("page.templates.check"))


def newest_link(hand: Hand, desk: Desk) -> None:
    """The newest link of the province's chain, its chain checked."""
    with desk.office.registry.reading() as connection:
        newest = links(connection, {PROVINCE}, before=None, most=1)[0]
    hand.open(f"/audit/{newest.id}?verify=yes")


PICTURES = (
    Picture("inbox", "What needs me", at("/"), FOUR),
    Picture("board", "The board of the province", at("/board"), FOUR),
    Picture("district", "A district", at(f"/districts/{BORDER}"), FOUR),
    Picture("gate", "A gate, the draft beside it", draft_at_its_gate, FOUR),
    Picture("gate-error", "An error beside its field", reason_missing),
    Picture("gate-check", "Check your answers", answers_checked, FOUR),
    Picture("offices", "The directory of offices", at(f"/offices?district={BORDER}")),
    Picture("orders", "The register of orders", at("/orders")),
    Picture("documents", "The register of documents", at("/documents")),
    Picture("people", "People and accounts", at("/people")),
    Picture("province", "Settings of the province", at(f"/province/{PROVINCE}")),
    Picture("search", "Search", at(f"/search?q={quote('แม่ฟ้า')}")),
    Picture("start", "Start a district", at("/start")),
    Picture("help", "Help", at("/help")),
    Picture("catch-up", "Several gates settled on paper", catching_up),
    Picture("adopt-errors", "An existing committee: what is to be corrected",
            looked_through(SMALL_FORM)),
    Picture("adopt", "An existing committee, before it is recorded", looked_through({}), FOUR),
    Picture("directive", "A provincial letter", at(f"/directives/new?province={PROVINCE}")),
    Picture("directive-check", "A provincial letter, before it is recorded", letter_checked),
    Picture("conflict", "Somebody was first", found_decided, before=decide_in_between),
    Picture("seats", "The table of seats", seats, FOUR, before=to_membership),
    Picture("directive-result", "What a provincial letter did", letter_recorded),
    Picture("templates", "The templates of papers", at(f"/province/{PROVINCE}/templates")),
    Picture("template", "A template of papers and its sample", template_sampled),
    Picture("template-wrong", "What is wrong with a template, and where", template_wrong),
    Picture("audit", "A link of the audit: before and after", newest_link, before=change_a_setting),
)  # fmt: skip
DOOR = (Picture("sign-in", "Sign in", at("/sign-in")),)
