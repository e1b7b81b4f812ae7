"""`audit`: who changed what, and what was refused, to whoever may see the audit there."""

from tests.builders import MAE_FAH_LUANG as D, Desk
from tests.desk.cli.at_commands import BY_COORD, desk, prasan
from tests.desk.cli.terminal import Terminal, attempts

__all__ = ["desk", "prasan"]
BY_ADMIN = ("--recorded-by", "admin")
BY_CHIEF = ("--recorded-by", f"{D}.chief")
INTERNAL = "เหตุผลภายใน"


def test_the_audit_lists_what_was_done_in_an_area_newest_first_and_goes_on_where_it_left_off(
    prasan: Terminal, desk: Desk
) -> None:
    desk.to_advocacy()
    told = prasan("audit", "--area", "แม่ฟ้าหลวง", "--most", "1", *BY_COORD, "--json").json
    (newest,) = told["links"]
    assert newest["area"]["en"] == "Mae Fa Luang"
    assert told["more"] is True
    before = ("--before", str(newest["link"]["id"]))
    earlier = prasan("audit", "list", *before, *BY_ADMIN, "--json").json
    numbers = [one["link"]["id"] for one in earlier["links"]]
    assert numbers == sorted(numbers, reverse=True)
    assert max(numbers) < newest["link"]["id"]
    by_coord = prasan("audit", "--by", "coord", *BY_ADMIN, "--json").json["links"]
    assert {one["who"]["th"] for one in by_coord} == {"นางสาวประสาน ดี"}
    decided = next(one for one in by_coord if one["link"]["kind"] == "decision")
    assert decided["what"]["en"].startswith("decided: ")


def test_a_link_tells_a_thing_as_it_was_and_as_it_is_and_the_reason(
    prasan: Terminal, desk: Desk
) -> None:
    first = desk.to_advocacy()
    decided = ("--set", "finding=copy", "--reason", "พบคำสั่งเดิม")
    desk.decide(first, "advocacy#1", f"{D}/district_chief", "2022-06-02", {"result": "agreed"})
    changed = prasan(
        "correct", str(first), "advocacy#1", "--set", "met=นายก", *decided[2:], *BY_COORD
    )
    assert changed.code == 0, changed.err
    newest = prasan("audit", "--area", D, "--most", "9", *BY_COORD, "--json").json["links"]
    (link,) = [one["link"]["id"] for one in newest if one["link"]["kind"] == "correction"]
    told = prasan("audit", "show", str(link), *BY_COORD, "--json").json
    assert told["reason"] == "พบคำสั่งเดิม"
    assert [(one["before"], one["after"]) for one in told["changed"]] == [([], ["นายก"])]
    assert "พบคำสั่งเดิม" in prasan("audit", "show", str(link), *BY_COORD).out


def test_an_internal_reason_is_told_to_the_provinces_coordinator_alone(
    prasan: Terminal, desk: Desk
) -> None:
    first = desk.to_advocacy()
    answer = {"result": "not_now", "reason": INTERNAL}
    desk.decide(first, "advocacy#1", f"{D}/district_chief", "2022-06-02", answer)
    newest = prasan("audit", "--area", D, *BY_COORD, "--json").json["links"]
    link = next(one["link"]["id"] for one in newest if one["link"]["gate"] == "advocacy")
    assert INTERNAL in prasan("audit", "show", str(link), *BY_COORD).out
    seen = prasan("audit", "show", str(link), *BY_ADMIN)
    assert seen.code == 0
    assert INTERNAL not in seen.out


def test_whoever_may_not_see_the_audit_there_is_refused_and_the_log_of_attempts_tells_of_it(
    prasan: Terminal, desk: Desk
) -> None:
    desk.to_advocacy()
    may_not = ("may_not", "recorded_by")
    assert prasan.refused("audit", *BY_CHIEF) == may_not
    assert prasan.refused("audit", "show", "1", *BY_COORD) == may_not
    assert prasan.refused("audit", "attempts", "--area", "TH", *BY_COORD) == may_not
    assert prasan.refused("audit", "--area", "5701", *BY_CHIEF) == may_not
    assert prasan.refused("audit", "show", "99999", *BY_ADMIN) == ("unknown_link", "number")
    assert prasan.refused("audit", "--by", "nobody", *BY_ADMIN) == ("unknown_person", "--by")
    assert (f"{D}.chief", "audit list", "may_not") in attempts(prasan.url)
    told = prasan("audit", "attempts", *BY_COORD, "--json").json["attempts"]
    assert {one["attempt"]["actor"] for one in told} == {f"{D}.chief", "coord"}
    assert {one["place"]["en"] for one in told} == {"Audit"}
    printed = prasan("audit", "attempts", *BY_ADMIN, "--lang", "en").out
    assert "prasan audit show" in printed
    assert "99999" not in printed
