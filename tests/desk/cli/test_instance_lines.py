from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, a_desk
from tests.desk.cli.terminal import Terminal
from tests.desk.web.visitor import visitor
from tests.flows.plan.plan_rows import AGREED, drafted


def test_the_history_says_what_was_chosen_in_the_words_of_the_form(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    first = desk.start()
    desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", {"finding": "unknown"})
    later: Json = {"result": "not_now", "reason": "ภารกิจ"}
    desk.decide(first, "advocacy", "district_chief", "2022-06-02", later)
    thai, english = (Terminal(sqlite_url)("show", "1", "--lang", one).out for one in ("th", "en"))
    assert "ยังไม่ดำเนินการในขณะนี้" in thai
    assert "not now" in english
    assert "not_now" not in english
    assert "  unknown" in english


def test_the_history_says_what_each_of_several_alike_was_about_corrected_and_withdrawn_too(
    sqlite_url: str,
) -> None:
    desk, plan = drafted(sqlite_url)
    desk.decide(plan, "resolution", "district_chief", "2022-09-06", AGREED)
    declined: Json = {"result": "declined", "obstacle": "ไม่มีบุคลากร"}
    paths = [one.path for one in desk.gates(plan) if one.gate == "endorsement"]
    for path in paths:
        desk.decide(plan, path, "focal_point", "2022-09-12", declined)
    prasan, reason = Terminal(sqlite_url), ("--reason", "บันทึกผิด", "--recorded-by", "coord")
    prasan("correct", str(plan), paths[0], "--set", "obstacle=ติดราชการ", *reason)
    prasan("withdraw", str(plan), paths[1], *reason)
    told = prasan("show", str(plan), "--lang", "en").out
    shown = visitor(desk, "coord").get(f"/instances/{plan}", "en").main
    for kind, unit in (
        ("decided", "President of Sommut SAO"),
        ("decided", "Superintendent, Sommut Police Station"),
        ("corrected", "President of Sommut SAO"),
        ("withdrawn", "Superintendent, Sommut Police Station"),
    ):
        assert f"{kind}: Endorsement by the head: {unit}" in told
        assert f"{kind}: Endorsement by the head: {unit}" in shown
