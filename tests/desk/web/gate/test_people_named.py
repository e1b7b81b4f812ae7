"""Who is named at a gate: somebody of another district is asked about, and can be chosen there."""

from datetime import date

import pytest
from sqlalchemy import func, select

from registry.models import Person
from registry.queries.meetings import current_members
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, TEAM, Desk, a_desk
from tests.desk.web.at_gates import COORD, confirm, fill, place
from tests.desk.web.visitor import Page, visitor

D, ELSEWHERE = "5715", "5713.elsewhere"
NAME = "เพ็ญศรี ต่างอำเภอ"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    made = a_desk(sqlite_url, "2022-06-02", D, "5713")
    told = {
        "people": [{"ref": ELSEWHERE, "title_th": "นาง", "name_th": NAME, "name_en": "Pensri T"}],
        "holders": [{"office": "5713/lao_president/1", "person": ELSEWHERE, "start": "2020-01-01"}],
    }
    file = LoadFile.model_validate(told)
    with made.office.registry.writing(*sorted(file.areas())) as write:
        load(write, file, actor=1)
    return made


def asked(desk: Desk) -> tuple[int, str]:
    """An establishment that waits for representatives; the path of one of them."""
    first = desk.start()
    steps: list[tuple[str, str, str, Json]] = [
        ("earlier_order", COORDINATOR, "2022-06-02", {"finding": "none"}),
        ("advocacy", "district_chief", "2022-06-02", {"result": "agreed"}),
        ("delegation", "district_chief", "2022-06-09", {"deputy": "deputy_district_chief/1"}),
        ("working_team", COORDINATOR, "2022-06-10", {"agencies": TEAM}),
        ("membership", "focal_point", "2022-06-13", {}),
    ]
    for key, by, on, answer in steps:
        desk.decide(first, key, by, on, answer)
    return first, next(path for path in desk.waits_at(first) if path.startswith("representative"))


def named(desk: Desk, first: int, path: str, **typed: str) -> Page:
    answer = {"result": "named", **{f"person.{name}": said for name, said in typed.items()}}
    desk.on("2022-06-17")
    return fill(visitor(desk, "coord"), first, path, COORD, "17/6/2565", answer)


def people(desk: Desk) -> int:
    with desk.office.registry.reading() as connection:
        return connection.scalar(select(func.count()).select_from(Person)) or 0


def seated(desk: Desk, path: str) -> str | None:
    seat = path.partition("[")[2].rstrip("]")
    with desk.office.registry.reading() as connection:
        member = current_members(connection, D, date(2022, 6, 20))[seat]
        return connection.scalar(select(Person.ref).where(Person.id == member))


def offered(page: Page) -> list[str]:
    chosen = page.tree.cssselect("select[name='person.person'] option")
    return [str(one.get("value")) for one in chosen]


def test_who_is_known_in_another_district_can_be_chosen_once_the_name_is_refused(
    desk: Desk,
) -> None:
    first, path = asked(desk)
    before = people(desk)
    assert ELSEWHERE not in offered(visitor(desk, "coord").get(place(first, path)))
    page = named(desk, first, path, title_th="นาง", name_th=NAME)
    assert ELSEWHERE in page.beside("person.person")
    assert ELSEWHERE in offered(page)
    done = named(desk, first, path, title_th="นาง", name_th=NAME, person=ELSEWHERE)
    assert done.path == f"/instances/{first}", done.problems
    assert seated(desk, path) == ELSEWHERE
    assert people(desk) == before


def test_a_reference_that_is_typed_as_a_name_is_that_person_and_names_nobody_new(
    desk: Desk,
) -> None:
    first, path = asked(desk)
    before = people(desk)
    check = named(desk, first, path, name_th=ELSEWHERE)
    done = confirm(visitor(desk, "coord"), check, first, path)
    assert done.path == f"/instances/{first}", done.problems
    assert seated(desk, path) == ELSEWHERE
    assert people(desk) == before
