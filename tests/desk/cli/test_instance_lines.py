from registry.rules.plain_values import Json
from tests.builders import COORDINATOR, a_desk
from tests.desk.cli.terminal import Terminal


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
