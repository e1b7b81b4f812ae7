"""What is minded where a draft is reviewed."""

from tests.builders import a_desk


def test_a_chiefs_word_of_a_day_before_the_deputy_forwarded_the_draft_is_warned_of(
    sqlite_url: str,
) -> None:
    desk = a_desk(sqlite_url)
    order = desk.to_first_draft(on="2022-06-20")
    desk.decide(order, "deputy_review", "focal_point", "2022-06-23", {"result": "forward"})
    asked = {"result": "changes", "items": ["เพิ่มตำรวจตระเวนชายแดน"]}
    early = desk.decide(order, "chief_review", "district_chief", "2022-06-22", asked)
    (warning,) = early.warnings
    assert "ปลัดอำเภอเสนอร่าง (23 มิถุนายน 2565)" in warning.th
