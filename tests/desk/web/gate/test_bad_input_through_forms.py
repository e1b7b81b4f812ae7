"""What the command line refuses is refused by the forms too: beside its field, nothing lost."""

import pytest

from config.words import LANGUAGES
from registry.queries.orders import orders
from registry.rules.plain_values import Json
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.web.at_gates import CHIEF, PDF, Form, at_registration, confirm, desk_at, fill
from tests.desk.web.visitor import Page, visitor

HEADING = "คำสั่งอำเภอแม่ฟ้าหลวง"
EARLIER: dict[str, Json] = {
    "finding": "in_force",
    "purpose": "replace",
    "earlier": {
        "heading_th": HEADING, "number": "45/2565", "dated": "2022-01-05", "subject_th": "ศูนย์",
    },
}  # fmt: skip
MEGABYTE = 1024 * 1024


def register(desk: Desk, order: int, number: str, language: str, **more: object) -> Page:
    """Send the registration with that number."""
    coord = visitor(desk, "coord")
    coord.get("/", language)
    on = "15/7/2565" if language == "th" else "2022-07-15"
    signed: Form = {"number": number, "dated": on, "printed": "as_printed"}
    files = more.get("files", {"evidence": PDF})
    return fill(coord, order, "registration#1", CHIEF, on, signed, files=files)


@pytest.mark.parametrize("typed", ["๔๕/๒๕๖๕", " 45 / 2565 ", "45/2565"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_in_use_is_refused_however_it_is_typed(
    sqlite_url: str, typed: str, language: str
) -> None:
    desk, order = at_registration(sqlite_url, EARLIER)
    page = register(desk, order, typed, language)
    assert page.status == 422
    assert "45/2565" in page.beside("number")
    assert page.value("number") == typed
    with desk.office.registry.reading() as connection:
        kinds = [one.kind for one in orders(connection, MAE_FAH_LUANG)]
    assert kinds == ["earlier"]


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (("a.exe", b"MZ\x90\x00", "application/octet-stream"), "PDF"),
        (("a.pdf", b"no pdf at all", "application/pdf"), "PDF"),
        (("a.pdf", b"", "application/pdf"), ""),
        (("a.pdf", b"%PDF-1.4\n" + b"0" * (21 * MEGABYTE), "application/pdf"), "20"),
    ],
    ids=["a program", "a PDF by name alone", "an empty file", "over 20 MB"],
)
def test_a_scan_that_is_none_is_refused_beside_its_field(
    sqlite_url: str, file: tuple[str, bytes, str], says: str
) -> None:
    desk, order = at_registration(sqlite_url, EARLIER)
    for language in LANGUAGES:
        page = register(desk, order, "46/2565", language, files={"evidence": file})
        assert page.status == 422, language
        assert page.beside("evidence"), language
        assert says in page.beside("evidence"), language
        assert page.value("number") == "46/2565", language


def test_29_february_2567_is_a_day_where_years_are_buddhist(sqlite_url: str) -> None:
    desk, number = desk_at(sqlite_url, "advocacy")
    desk.on("2024-03-01")
    page = fill(
        visitor(desk, "coord"), number, "advocacy#1", CHIEF, "29 ก.พ. 2567", {"result": "agreed"}
    )
    assert page.status == 200, page.problems


def test_whoever_did_not_hold_the_office_that_day_is_refused_beside_the_decider(
    sqlite_url: str,
) -> None:
    desk, number = desk_at(sqlite_url, "advocacy")
    coord = visitor(desk, "coord")
    other = "5715/district_chief@5715.deputy"
    page = fill(coord, number, "advocacy#1", other, "2/6/2565", {"result": "agreed"})
    assert page.status == 422
    assert "นายสมมุติ ตัวอย่าง" in page.beside("by"), "who held it is named"


def test_a_signed_order_is_registered_once_all_is_right(sqlite_url: str) -> None:
    desk, order = at_registration(sqlite_url, EARLIER)
    coord = visitor(desk, "coord")
    signed: Form = {"number": "๔๖/๒๕๖๕", "dated": "15/7/2565", "printed": "as_printed"}
    check = fill(
        coord, order, "registration#1", CHIEF, "15/7/2565", signed, files={"evidence": PDF}
    )
    confirm(coord, check, order, "registration#1")
    with desk.office.registry.reading() as connection:
        numbers = [one.full_number for one in orders(connection, MAE_FAH_LUANG)]
    assert numbers == ["45/2565", "46/2565"]
