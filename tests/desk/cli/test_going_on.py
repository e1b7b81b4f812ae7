"""`rehearse`, `release`, `event`, `start replacement`: what carries committees on."""

from pathlib import Path

import pytest

from registry.rules.plain_values import Json
from registry.schema import migrate
from registry.store import Registry
from tests.builders import Desk, a_desk
from tests.desk.cli.terminal import Terminal, tables
from tests.released.pouring import unpack

BY_COORD = ("--recorded-by", "coord")
BY_ADMIN = ("--recorded-by", "admin")
NRM = (
    "event", "policy_changed", "--key", "nrm-2565", "--title-th", "แนวทางกลไกการส่งต่อ",
    "--title-en", "Referral guidelines", "--topic", "identification", "--on", "2022-07-20",
)  # fmt: skip
NOTHING_TO_MAKE: dict[str, Json] = {"effects": {"by": "nothing", "performed": [], "claimed": None}}


@pytest.fixture
def older(tmp_path: Path) -> Terminal:
    file = tmp_path / "registry.db"
    unpack("0.2.0", file)
    registry = Registry(f"sqlite:///{file}")
    with registry.making() as connection:
        migrate(connection)
    registry.dispose()
    return Terminal(f"sqlite:///{file}")


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    return a_desk(sqlite_url)


@pytest.fixture
def prasan(desk: Desk) -> Terminal:
    return Terminal(str(desk.office.registry.url))


def test_rehearse_shows_each_district_and_changes_nothing(older: Terminal) -> None:
    before = tables(older.url)
    said = older("rehearse", "establishment", "--lang", "en")
    assert said.code == 0
    assert "Instance 1, Mae Fa Luang: revision 1 to 3" in said.out
    assert "would wait at: invitation#1" in said.out
    assert tables(older.url) == before


def test_release_raises_what_was_rehearsed_and_a_second_time_nothing(older: Terminal) -> None:
    raised = older("release", "establishment", "--district", "5715", *BY_COORD, "--json").json
    assert [one["to"] for one in raised["raised"]] == [3]
    left = older("rehearse", "establishment", "--json").json["differs"]
    assert "5715" not in {one["district"] for one in left}
    again = ("release", "establishment", "--district", "5715", *BY_COORD)
    assert older.refused(*again) == ("nothing_to_raise", "process")


def test_an_unknown_process_is_refused(older: Terminal) -> None:
    assert older.refused("release", "cooking", *BY_COORD) == ("unknown_process", "process")


def test_a_change_of_policy_opens_refreshers_where_an_order_is_in_force(
    desk: Desk, prasan: Terminal
) -> None:
    desk.to_order_signed()
    said = prasan(*NRM, *BY_ADMIN, "--json")
    once = {"key": "nrm-2565", "begun": ["5715"], "before": [], **NOTHING_TO_MAKE}
    assert said.json == once
    again = prasan(*NRM, *BY_ADMIN, "--json").json
    assert again == once | {"begun": [], "before": ["5715"]}


def test_a_change_of_policy_without_a_key_gets_one_of_its_day_and_is_recorded_once(
    desk: Desk, prasan: Terminal
) -> None:
    desk.to_order_signed()
    keyless = (*NRM[:2], *NRM[4:], *BY_ADMIN, "--json")
    first, again = prasan(*keyless).json, prasan(*keyless).json
    assert (first["key"], first["begun"]) == ("policy-2022-07-20", ["5715"])
    assert (again["key"], again["before"]) == ("policy-2022-07-20", ["5715"])
    other = prasan(*keyless, "--title-th", "แนวทางอื่น").json
    assert (other["key"], other["begun"]) == ("policy-2022-07-20-2", ["5715"])


def test_a_topic_that_is_none_is_refused(desk: Desk, prasan: Terminal) -> None:
    words = [*NRM[:-4], "--topic", "cooking", *BY_ADMIN]
    assert prasan.refused(*words) == ("usage_unfit", "--topic")
    assert prasan.refused("event", "policy_changed", *BY_ADMIN) == ("topics_missing", "topics")


def test_a_rotation_is_an_event_of_a_district(desk: Desk, prasan: Terminal) -> None:
    desk.start()
    words = ("event", "chief_rotated", "--district", "แม่ฟ้าหลวง", "--on", "2022-06-02", *BY_COORD)
    told = {"district": "5715", "instances": [], **NOTHING_TO_MAKE}
    assert prasan(*words, "--json").json == told
    assert prasan.refused("event", "chief_rotated", *BY_COORD) == ("usage_missing", "--district")


def test_a_replacement_is_of_one_seat(desk: Desk, prasan: Terminal) -> None:
    desk.to_order_signed()
    words = ("start", "replacement", "--district", "5715", "--on", "2022-07-01", *BY_COORD)
    assert prasan.refused(*words) == ("usage_missing", "--seat")
    assert prasan.refused(*words, "--seat", "no.seat") == ("unknown_seat", "--seat")
    begun = prasan(*words, "--seat", "executive.cso_representative", "--json")
    assert begun.json["started"][0]["status"] == "started"


def test_a_simulation_is_taken_to_a_day_and_a_real_registry_never(tmp_path: Path) -> None:
    kinds = ("simulation", "real")
    places = {kind: Terminal(f"sqlite:///{tmp_path / kind}.db") for kind in kinds}
    for kind, prasan in places.items():
        admin = ("--admin-title", "นาย", "--admin-name", "ผู้ดูแล ระบบ")
        assert prasan("init", "--kind", kind, *admin).code == 0
    on = ("watch", "--on", "2035-06-10")
    assert places["real"].refused(*on) == ("real_day_stands", "--on")
    assert places["simulation"](*on).code == 0
    before = places["simulation"].refused("watch", "--on", "2035-06-09")
    assert before == ("day_has_passed", "--on")
    assert places["simulation"]("watch", "--on", "2035-06-10").code == 0
