from datetime import date

from registry.rules.handover import HandoverArgs, HandoverOf, PackageInputs

DAY = date(2026, 11, 26)


def test_a_rotation_told_in_time_is_asked_about_in_the_words_of_earlier_journals() -> None:
    asked = HandoverArgs(district="5703", of=HandoverOf.CHIEF, on=DAY)
    package = PackageInputs(district="5703", on=DAY, rotation=1)
    assert {*asked.model_dump()} == {"district", "of", "on"}
    assert {*package.model_dump()} == {"district", "on", "known", "rotation"}
    assert package.model_copy(update={"told": DAY}).model_dump(mode="json")["told"] == "2026-11-26"
