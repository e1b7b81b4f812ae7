"""A later version of a plan: a head is asked for what changed, and for nothing else."""

from datetime import date

from desk.views.endorsements import endorsement_board
from desk.views.form_schema import filled
from desk.views.reasons import why
from desk.views.view import View
from flows.plan.amendments import amend_plan
from flows.plan.missing_plan import plan_not_made
from flows.verification import verify_all
from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, MAE_FAH_LUANG, Desk
from tests.desk.web.visitor import visitor
from tests.flows.plan.plan_rows import (
    CHIEF,
    ENDORSED,
    LAO,
    a_draft,
    a_row,
    drafted,
    plan_of,
    sent,
)
from tests.flows.plan.planning import papers, text_of
from tests.flows.plan.test_unfinished_plan import columns, over, stand
from tests.readers import view_of
from tests.staged_desks import made_once

RECEIVED: Json = {"result": "received"}
LAO_UNIT = f"{MAE_FAH_LUANG}/lao_president/1"
POLICE_UNIT = f"{MAE_FAH_LUANG}/police_superintendent/1"
STANDING = "๓. ความเห็นชอบของหัวหน้าหน่วยงานที่ให้ไว้ตามแผนฉบับก่อน"


@made_once
def received(url: str) -> Desk:
    """Version 1, of a row of the police and one of a local government, is received."""
    desk, plan = sent(url)
    desk.decide(plan, "plan_received", COORDINATOR, "2022-09-28", RECEIVED)
    return desk


def amended(desk: Desk, version: int, rows: list[dict[str, Json]], month: str) -> int:
    """The next version with these rows was agreed to; answers its instance."""
    desk.on(f"{month}-01")
    day = date.fromisoformat(f"{month}-01")
    amend_plan(desk.office, MAE_FAH_LUANG, 2566, on=day, recorded_by="coord")
    plan = plan_of(desk, f"2566/{version}")
    desk.decide(plan, "plan_draft", "focal_point", f"{month}-02", a_draft(rows))
    agreed: Json = {"result": "agreed", "meeting": "1/2566", "held_on": f"{month}-03"}
    desk.decide(plan, "resolution", "district_chief", f"{month}-03", agreed)
    desk.perform()
    return plan


def finished(desk: Desk, plan: int, month: str) -> None:
    """That version was signed, sent and received."""
    desk.decide(plan, "plan_signed", "district_chief", f"{month}-05", {"result": "signed"})
    desk.decide(plan, "plan_sent", "focal_point", f"{month}-06", {"without_reflection": "ยังไม่ถึง"})
    desk.decide(plan, "plan_received", COORDINATOR, f"{month}-07", RECEIVED)
    desk.decide(
        plan,
        "province_noted",
        COORDINATOR,
        f"{month}-08",
        {"meeting": "1", "held_on": f"{month}-08"},
    )


def paper_of(desk: Desk, plan: int) -> str:
    return text_of(desk, papers(desk, plan, "action_plan")[-1])


def test_who_endorsed_a_row_that_did_not_change_is_not_asked_again_for_a_later_version(
    sqlite_url: str,
) -> None:
    desk = received(sqlite_url)
    changed = a_row(desk, "row-2", LAO, target="9")
    plan = amended(desk, 2, [a_row(desk, "row-1"), changed], "2023-01")
    assert desk.waits_at(plan) == [f"endorsement[{LAO_UNIT}]#1"]
    said = paper_of(desk, plan)
    assert STANDING in said
    (told,) = [one for one in said.splitlines() if "ให้ความเห็นชอบเมื่อวันที่" in one]
    assert "กิจกรรมลำดับที่ ๑ " in told
    assert told.endswith("๑๒ กันยายน พ.ศ. ๒๕๖๕ ตามแผนฉบับแรก")
    with desk.office.registry.reading() as connection:
        view = View(desk.office, connection, date(2023, 1, 4))
        board = endorsement_board(view, MAE_FAH_LUANG, desk.entries(plan), desk.gates(plan))
    assert board is not None
    states = {one.unit.th: (one.state, str(one.on)) for one in board.lines}
    assert sorted(states.values()) == [("standing", "2022-09-12"), ("waiting", "2023-01-03")]
    page = visitor(desk, "coord").get(f"/instances/{plan}", "th").main
    assert "ใช้ความเห็นชอบตามแผนฉบับก่อน" in page
    desk.decide(plan, desk.waits_at(plan)[0], "focal_point", "2023-01-04", ENDORSED)
    assert verify_all(desk.office) == ()


def test_a_version_of_which_no_row_changed_goes_to_the_chief_without_any_head(
    sqlite_url: str,
) -> None:
    desk = received(sqlite_url)
    rows = [a_row(desk, "row-2", LAO), a_row(desk, "row-1")]
    plan = amended(desk, 2, rows, "2023-01")
    assert desk.waits_at(plan) == ["plan_signed#1"]


def test_of_a_unit_that_is_asked_the_rows_that_did_not_change_are_not_on_its_form(
    sqlite_url: str,
) -> None:
    desk = received(sqlite_url)
    rows = [a_row(desk, "row-1"), a_row(desk, "row-2", LAO), a_row(desk, "row-3")]
    plan = amended(desk, 2, rows, "2023-01")
    (path,) = desk.waits_at(plan)
    assert path == f"endorsement[{POLICE_UNIT}]#1"
    with desk.office.registry.reading() as connection:
        proposed = filled(view_of(desk, connection), plan, path).proposal
    assert proposed is not None
    assert [one["row"] for one in proposed["rows"]] == ["row-3"]  # type: ignore[index, union-attr, call-overload]
    form = text_of(desk, papers(desk, plan, "endorsement_form")[-1])
    assert "กลุ่มเฝ้าระวัง row-3" in form
    assert "กลุ่มเฝ้าระวัง row-1" not in form


def test_a_third_version_rests_on_the_version_in_which_each_row_was_endorsed(
    sqlite_url: str,
) -> None:
    desk = received(sqlite_url)
    rows = [a_row(desk, "row-1"), a_row(desk, "row-2", LAO, target="9")]
    plan = amended(desk, 2, rows, "2023-01")
    desk.decide(plan, desk.waits_at(plan)[0], "focal_point", "2023-01-04", ENDORSED)
    finished(desk, plan, "2023-01")
    third = amended(desk, 3, [*rows, a_row(desk, "row-3", CHIEF)], "2023-03")
    assert [one.subject for one in desk.gates(third)] == [f"{MAE_FAH_LUANG}/district_chief"]
    told = [one for one in paper_of(desk, third).splitlines() if "ให้ความเห็นชอบเมื่อวันที่" in one]
    assert [one.partition(" ตามแผน")[2] for one in told] == ["ฉบับแรก", "ฉบับแก้ไขเพิ่มเติม ครั้งที่ ๑"]


def test_who_declined_is_asked_again_for_a_later_version(sqlite_url: str) -> None:
    desk, plan = drafted(sqlite_url)
    agreed: Json = {"result": "agreed", "meeting": "4/2565", "held_on": "2022-09-05"}
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", agreed)
    declined: Json = {"result": "declined", "obstacle": "ไม่มีบุคลากร"}
    for unit, said in ((LAO_UNIT, declined), (POLICE_UNIT, ENDORSED)):
        desk.decide(plan, f"endorsement[{unit}]#1", "focal_point", "2022-09-08", said)
    desk.decide(plan, "plan_signed", "district_chief", "2022-09-20", {"result": "signed"})
    reason: Json = {"unendorsed": "ขอความร่วมมือต่อไป"}
    desk.decide(plan, "plan_sent", "focal_point", "2022-09-22", reason)
    desk.decide(plan, "plan_received", COORDINATOR, "2022-09-28", RECEIVED)
    rows = [a_row(desk, "row-1"), a_row(desk, "row-2", LAO)]
    later = amended(desk, 2, rows, "2023-01")
    assert desk.waits_at(later) == [f"endorsement[{LAO_UNIT}]#1"]


def test_a_row_that_left_the_plan_asks_nobody_again(sqlite_url: str) -> None:
    desk = received(sqlite_url)
    later = amended(desk, 2, [a_row(desk, "row-1")], "2023-01")
    assert desk.waits_at(later) == ["plan_signed#1"]


def test_a_later_version_that_nobody_finishes_leaves_the_year_its_plan(sqlite_url: str) -> None:
    desk = received(sqlite_url)
    later = amended(desk, 2, [a_row(desk, "row-1", target="9")], "2023-08")
    over(desk)
    assert stand(desk, later) == ("finished", "not_endorsed")
    with desk.office.registry.reading() as connection:
        on = desk.office.registry.today
        assert plan_not_made(connection, MAE_FAH_LUANG, 2566, on) is None
        (told, *_) = why(View(desk.office, connection, on), later)
    assert "the plan was not made: heads of offices had not all answered" in told.sentence.en
    assert columns(desk, "2023-10-02") == ["done"] * 4
