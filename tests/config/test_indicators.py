from config.indicators import TOTAL, DistrictRule, IndicatorKind, indicators


def test_parts_of_persons_newly_assisted_are_told_by_sex_age_and_nationality() -> None:
    assisted = indicators().by_key["persons_assisted"]
    assert assisted.breakdowns == ("sex", "age", "nationality")
    assert all(one.complete for one in indicators().breakdowns_of(assisted))
    assert indicators().parts_of(assisted)[0] == TOTAL


def test_services_have_no_total_for_they_may_exceed_persons() -> None:
    services = indicators().by_key["services_given"]
    assert TOTAL not in indicators().parts_of(services)


def test_every_channel_of_practice_is_one_that_a_report_came_through() -> None:
    (channel,) = indicators().breakdowns_of(indicators().by_key["case_reports"])
    assert [one.key for one in channel.parts] == [
        "victim", "family", "village_head", "watch_group", "police", "hotline_1567",
        "hotline_1300", "ngo", "other",
    ]  # fmt: skip


def test_what_is_counted_of_victims_is_marked_so() -> None:
    victims = {one.key for one in indicators().indicators if one.victims}
    assert victims == {"case_reports", "referrals", "persons_assisted", "services_given"}


def test_every_rule_of_a_figure_serves_an_indicator() -> None:
    assert {one.kind for one in indicators().indicators} == set(IndicatorKind)
    assert {one.districts for one in indicators().indicators} == set(DistrictRule)
