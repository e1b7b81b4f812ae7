"""What happened beside the meetings, and the log: told, corrected, counted, refused."""

from datetime import date
from typing import Any

import pytest

from config.coordination import coordination
from config.words import LANGUAGES, Named, written
from flows.activity.activity_words import ActivityFilter, newest_year, what_happened
from flows.activity.coordination import COORDINATION
from flows.activity.offers import conveners, offered_conveners, offered_seats
from flows.activity.process import ACTIVITY
from flows.decisions.correct import Correction, correct
from flows.decisions.withdraw import withdraw
from flows.engine.replay import Process
from flows.plan.checks import PlanSeat
from flows.plan.leads import plan_seats
from flows.verification import verify_all
from registry.queries.computed_figures import computed_figures
from registry.queries.held_activities import coordination_log, held_activities
from registry.refusals import Refusal
from registry.rules.figures import Told
from registry.rules.seats import BodyKey
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.desk.cli.terminal import Terminal
from tests.flows.activity.at_activities import ACROSS, CALLED, CAMPAIGN, CHIEF, told

SPAN = (date(2022, 1, 1), date(2023, 12, 31))
TRAINED = CAMPAIGN | {"activity_kind": "training", "participants": ["members"]}


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    desk = a_desk(sqlite_url)
    desk.to_order_signed()
    desk.on("2022-07-20")
    return desk


def refused(desk: Desk, process: Process, answer: dict[str, Any]) -> tuple[str, str | None]:
    before = len(desk.instances())
    with pytest.raises(Refusal) as caught:
        told(desk, process, answer)
    assert len(desk.instances()) == before
    assert caught.value.sentence.th
    return caught.value.code, caught.value.field


def kept(desk: Desk) -> list[tuple[str, date, int | None]]:
    with desk.office.registry.reading() as connection:
        rows = held_activities(connection, (MAE_FAH_LUANG,), *SPAN)
    return [(one.kind, one.on, one.heads) for one in rows]


def across(desk: Desk, quarter: int | None) -> Told | None:
    key = "cross_border_contacts"
    with desk.office.registry.reading() as connection:
        found = computed_figures(
            connection, (MAE_FAH_LUANG,), 2565, quarter, date(2022, 10, 1), keys=[key]
        )
    return found[key][MAE_FAH_LUANG].told


def test_an_activity_is_told_in_one_entry_and_leaves_nothing_open(desk: Desk) -> None:
    receipt = told(desk, ACTIVITY, CAMPAIGN)
    assert kept(desk) == [("campaign", date(2022, 7, 10), 62)]
    (row,) = (one for one in desk.instances() if one.id == receipt.instance)
    assert (row.process, row.status, row.outcome) == ("activity", "finished", "recorded")
    assert [*verify_all(desk.office)] == []


def test_two_activities_of_one_day_stand_side_by_side(desk: Desk) -> None:
    told(desk, ACTIVITY, CAMPAIGN)
    told(desk, ACTIVITY, CAMPAIGN)
    assert len(kept(desk)) == 2


def test_of_an_activity_that_may_be_told_twice_it_is_said_where_it_stands(desk: Desk) -> None:
    first = told(desk, ACTIVITY, CAMPAIGN)
    (warned,) = told(desk, ACTIVITY, CAMPAIGN).warnings
    assert f"เรื่องเลขที่ {first.instance} รายงานกิจกรรมประเภทนี้ของวันที่ 10 กรกฎาคม 2565" in warned.th
    assert told(desk, ACTIVITY, CAMPAIGN | {"took_place_on": "2022-07-09"}).warnings == ()


def test_an_activity_of_a_day_before_the_law_is_questioned_and_taken(desk: Desk) -> None:
    receipt = told(desk, ACTIVITY, CAMPAIGN | {"took_place_on": "1999-07-10"})
    (warned,) = receipt.warnings
    assert "10 กรกฎาคม 2542 อยู่ก่อนวันที่พระราชบัญญัติ" in warned.th
    assert next(one.outcome for one in desk.instances() if one.id == receipt.instance) == "recorded"


def test_a_correction_takes_the_place_of_what_was_told(desk: Desk) -> None:
    receipt = told(desk, ACTIVITY, CAMPAIGN)
    correct(
        desk.office,
        Correction(
            receipt.instance,
            "activity_held",
            {"women": 45, "took_place_on": "2022-07-09"},
            reason="นับใหม่",
            recorded_by="coord",
        ),
    )
    assert kept(desk) == [("campaign", date(2022, 7, 9), 67)]


def test_what_was_withdrawn_is_counted_no_more(desk: Desk) -> None:
    receipt = told(desk, COORDINATION, CALLED)
    assert across(desk, None) is not None
    withdraw(
        desk.office, receipt.instance, "coordination_made", reason="คนละอำเภอ", recorded_by="coord"
    )
    assert across(desk, None) is None


def test_contacts_across_the_border_are_counted_by_quarter_from_both_tables(desk: Desk) -> None:
    assert across(desk, None) is None
    told(desk, ACTIVITY, CAMPAIGN)
    assert str(across(desk, None)).count("Decimal('0')") == 1  # told of, and none across the border
    told(desk, ACTIVITY, ACROSS)
    told(desk, COORDINATION, CALLED)
    told(desk, COORDINATION, CALLED | {"counterpart": "dsi", "contacted_on": "2022-07-12"})
    assert "Decimal('2')" in str(across(desk, 4))
    assert across(desk, 3) is None


def test_the_log_keeps_the_level_of_the_office(desk: Desk) -> None:
    for one in ("mm_police", "dsi", "psdhs", "district_next"):
        told(desk, COORDINATION, CALLED | {"counterpart": one})
    with desk.office.registry.reading() as connection:
        rows = coordination_log(connection, (MAE_FAH_LUANG,), *SPAN)
    assert [one.level for one in rows] == ["district", "province", "national", "international"]


@pytest.mark.parametrize(
    ("process", "answer", "code", "field"),
    [
        (ACTIVITY, CAMPAIGN | {"activity_kind": "training"}, "participants_mixed", "participants"),
        (ACTIVITY, TRAINED | {"women": None, "men": None}, "training_not_counted", "women"),
        (ACTIVITY, TRAINED | {"women": 0, "men": 0}, "training_not_counted", "women"),
        (ACTIVITY, TRAINED | {"counted": False}, "counted_all_the_same", "counted"),
        (ACTIVITY, ACROSS | {"participants": ["community"]}, "participants_unfit", "participants"),
        (ACTIVITY, CAMPAIGN | {"took_place_on": "2022-07-21"}, "act_later", "took_place_on"),
        (ACTIVITY, CAMPAIGN | {"location": "999999"}, "location_unknown", "location"),
        (ACTIVITY, CAMPAIGN | {"convener": "somebody"}, "convener_unknown", "convener"),
        (ACTIVITY, ACROSS | {"counterpart": "dsi"}, "counterpart_unknown", "counterpart"),
        (ACTIVITY, CAMPAIGN | {"plan_row": "row-9"}, "row_unknown", "plan_row"),
        (ACTIVITY, CAMPAIGN | {"counterpart": "mm_police"}, "field_too_many", "counterpart"),
        (ACTIVITY, CAMPAIGN | {"activity_kind": "team_activation"}, "answer_misfits", None),
        (ACTIVITY, CAMPAIGN | {"women": -1}, "answer_unfit", "women"),
        (
            ACTIVITY, CAMPAIGN | {"note": "ผู้เสียหายชื่อ เลข 1-1037-02071-81-1"},
            "identity_number_in_text", "note",
        ),
        (COORDINATION, CALLED | {"counterpart": "nobody"}, "counterpart_unknown", "counterpart"),
        (COORDINATION, CALLED | {"channel": "pigeon"}, "not_on_list", "channel"),
        (COORDINATION, CALLED | {"outcome": "fine"}, "not_on_list", "outcome"),
        (COORDINATION, CALLED | {"contacted_on": "2022-07-21"}, "act_later", "contacted_on"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_its_field_and_nothing_begins(
    desk: Desk, process: Process, answer: dict[str, Any], code: str, field: str | None
) -> None:
    found, where = refused(desk, process, answer)
    assert found == code
    assert field is None or where == field


def test_a_training_that_nobody_counted_says_so_and_is_no_zero(desk: Desk) -> None:
    told(desk, ACTIVITY, TRAINED | {"women": None, "men": None, "counted": False})
    with desk.office.registry.reading() as connection:
        on = desk.office.registry.today
        asked = ActivityFilter(newest_year(connection, MAE_FAH_LUANG, on))
        (seen,) = what_happened(connection, MAE_FAH_LUANG, asked, on).activities
    assert seen.came is None


def test_no_two_who_may_have_called_it_read_alike(desk: Desk) -> None:
    with desk.office.registry.reading() as connection:
        on = desk.office.registry.today
        seats = plan_seats(connection, MAE_FAH_LUANG, on)
        titles = [one.title for one in seats.values()]
        assert len(titles) > len(set(titles))  # agencies sit in several bodies
        offered = offered_conveners(connection, MAE_FAH_LUANG, on)
        named = conveners(connection, MAE_FAH_LUANG, on)
    for language in LANGUAGES:
        words = [written(one, language) for one in offered.values()]
        assert len(words) == len(set(words))
    assert offered.keys() <= named.keys()


def test_seats_that_read_alike_are_told_apart_by_their_body_and_by_a_number() -> None:
    title = Named("ผู้แทนภาคประชาสังคม", "CSO representative")
    seats = {
        key: PlanSeat("cso", title, body, unit, filled=True)
        for key, body, unit in (
            ("a", BodyKey.EXECUTIVE, "world_vision"),
            ("b", BodyKey.PREVENTION, "world_vision"),
            ("c", BodyKey.EXECUTIVE, "focus"),
            ("d", BodyKey.PREVENTION, "own"),
        )
    }
    words = {key: written(one, "en") for key, one in offered_seats(seats).items()}
    assert words.keys() == {"a", "c", "d"}  # of one office once
    assert words["c"] == f"{words['a']} (2)"
    assert words["d"].startswith("CSO representative (")


def test_a_team_is_told_by_seats_and_times_alone(desk: Desk) -> None:
    team = {
        "activity_kind": "team_activation", "took_place_on": "2022-07-15", "convener": CHIEF,
        "team": ["executive.district_chief"], "began_at": "21.30", "ended_at": "02:00",
    }  # fmt: skip
    told(desk, ACTIVITY, team)
    with desk.office.registry.reading() as connection:
        (row,) = held_activities(connection, (MAE_FAH_LUANG,), *SPAN)
    assert (row.team, row.began_at, row.ended_at) == (
        "executive.district_chief", "21:30", "02:00",
    )  # fmt: skip
    assert refused(desk, ACTIVITY, team | {"team": ["nobody"]}) == ("unknown_seat", "team")


def test_the_command_line_records_and_lists(desk: Desk) -> None:
    prasan = Terminal(str(desk.office.registry.url))
    by = ("--by", "focal_point", "--decided-on", "2022-07-20", "--recorded-by", "coord")
    said = [word for name, value in CALLED.items() for word in ("--set", f"{name}={value}")]
    assert prasan("activity", "contact", "--district", "แม่ฟ้าหลวง", *by, *said).code == 0
    fields = {"activity_kind": "field_visit", "took_place_on": "2022-07-01", "convener": CHIEF}
    held = [word for name, value in fields.items() for word in ("--set", f"{name}={value}")]
    assert prasan("activity", "record", "--district", "5715", *by, *held).code == 0
    asked = ("--district", "5715", "--year", "2565", "--on", "2022-07-20")
    assert "ลงพื้นที่" in prasan("activity", "list", *asked, "--lang", "th").out
    assert "Myanmar" in prasan("activity", "log", *asked, "--lang", "en").out
    rows = prasan("activity", "list", *asked, "--kind", "campaign", "--json").json
    assert rows["activities"] == []
    wrong = ("activity", "contact", "--district", "5715", *by, "--set", "channel=x")
    assert prasan.refused(*wrong)[0] == "answer_misfits"


def test_no_list_is_taken_for_verified() -> None:
    known = coordination()
    assert not any(one.verified for one in known.kinds)
    assert not any(one.verified for one in known.counterparts)
    words = (*known.channels, *known.subjects, *known.outcomes)
    assert not any(one.verified for one in words)
