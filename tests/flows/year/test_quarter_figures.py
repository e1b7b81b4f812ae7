"""The figures of a sheet: told once, refused where they cannot be right, kept as meant."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from config.indicators import indicators
from desk.web.gate.figure_table import read_figures, typed_figures
from flows.activity.process import ACTIVITY
from flows.decisions.correct import Correction, correct
from flows.decisions.decide import Decision
from flows.decisions.telling import tell as tell_of
from flows.engine.misfit import AnswerMisfits
from flows.year.figure_lines import with_evidence
from flows.year.targets import TargetYearToCome, TypedTarget, set_targets
from registry.queries.figures import FigureOf, FigureRow, by_quarter, figures
from registry.refusals import Refusal, SeveralRefused
from registry.rules.figure_checks import FiguresUnfit, FigureUnreadable
from registry.rules.figures import Amount, Qualifier, ToDate, to_date, told
from registry.rules.plain_values import Json
from registry.verification import verify
from tests.builders import MAE_FAH_LUANG, Desk
from tests.desk.cli.terminal import Terminal, tables
from tests.flows.year.at_quarter_figures import PATH, figure, first_quarter, sheet, tell
from tests.flows.year.at_quarter_reports import reported
from tests.flows.year.at_quarters import a_year, on

YEAR = 2566
LATER = date(2023, 9, 30)


def trained(total: str, women: str, men: str) -> list[Json]:
    return [
        figure("persons_trained", total),
        figure("persons_trained", women, "sex.women"),
        figure("persons_trained", men, "sex.men"),
        figure("persons_trained", "0", "sex.not_stated"),
    ]


def places(refused: SeveralRefused) -> dict[str, str]:
    """What is told, by its field; of several fields by the first."""
    return {str(one.field).partition(", ")[0]: one.code for one in refused.refusals}


def rows(desk: Desk) -> list[FigureRow]:
    with desk.office.registry.reading() as connection:
        return figures(connection, (MAE_FAH_LUANG,), YEAR, LATER)


def whole(desk: Desk, indicator: str, upto: int) -> ToDate:
    known = indicators().by_key[indicator]
    quarters = by_quarter(rows(desk)).get(FigureOf(MAE_FAH_LUANG, indicator), {})
    series = {one: told(known, parts) for one, parts in quarters.items() if one}
    return to_date(known.kind, YEAR, series, upto)


def test_the_sheet_records_figures_with_their_source_and_nil_is_a_report(
    made_registry_url: str,
) -> None:
    desk, year = first_quarter(made_registry_url)
    said = sheet(
        *trained("๓๑๑", "239", "72"),
        figure("persons_assisted", "70", qualifier="at_least"),
        figure("community_plans", "0"),
    )
    tell(desk, year, 1, "2023-01-03", said)
    kept = {(one.indicator, one.part): one for one in rows(desk)}
    assert kept["persons_trained", ""].value == Decimal(311)
    assert kept["persons_trained", "sex.women"].source == "attendance"
    assert kept["persons_assisted", ""].amount == Amount(Decimal(70), Qualifier.AT_LEAST)
    assert kept["community_plans", ""].state == "nil"
    assert kept["community_plans", ""].value == Decimal(0)
    assert ("villages_reached", "") not in kept
    assert {one.entry for one in kept.values()} != {None}
    assert verify(desk.office.registry) == ()


def test_a_figure_says_the_paper_that_it_stands_in_and_a_hidden_one_does_not(
    sqlite_url: str,
) -> None:
    desk, year = first_quarter(sqlite_url)
    counted = figure("villages_reached", "3", evidence="ทะเบียนหมู่บ้าน หน้า 3")
    typed = read_figures("figures", typed_figures("figures", [counted])).rows
    assert typed == [counted]
    few = figure("persons_assisted", "3", evidence="สมุดของบ้านพัก")
    said = reported(desk, year, 1, "2023-01-03", sheet(counted, few))
    assert "หมู่บ้านที่เข้าถึง\nหลักฐาน: ทะเบียนหมู่บ้าน หน้า ๓" in said
    assert "สมุดของบ้านพัก" not in said
    known = {"indicator": "villages_reached", "part": "", "value": "4"}
    assert with_evidence([known], [counted]) == [{**known, "evidence": "ทะเบียนหมู่บ้าน หน้า 3"}]


@pytest.mark.parametrize(
    ("lines", "code", "field"),
    [
        (trained("311", "239", "71"), "parts_not_total", "figures.1.value"),
        (trained("300", "239", "72"), "parts_over_total", "figures.1.value"),
        ([figure("activities_done", "7", "numerator"),
          figure("activities_done", "6", "denominator")], "share_over_whole", "figures.0.value"),
        ([figure("victims_saved", "3")], "indicator_unknown", "figures.0.value"),
        ([figure("community_plans", "สาม")], "figure_unreadable", "figures.0.value"),
        ([figure("seats_filled", "3", "numerator")], "indicator_computed", "figures.0.value"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused_by_its_row_in_both_languages(
    sqlite_url: str, lines: list[Json], code: str, field: str
) -> None:
    desk, year = first_quarter(sqlite_url)
    with pytest.raises(Refusal) as refused:
        tell(desk, year, 1, "2023-01-03", sheet(*lines))
    assert refused.value.code == code
    assert (refused.value.field or "").startswith(field)
    assert refused.value.sentence.th != refused.value.sentence.en
    assert rows(desk) == []


@pytest.mark.parametrize(
    ("lines", "called"),
    [
        ([figure("community_plans", "สาม")], "แผนป้องกันระดับชุมชน (แผน): "),
        (trained("10", "x", "3"), "ผู้เข้ารับการฝึกอบรม: หญิง: "),
        (trained("300", "239", "72"), "ผู้เข้ารับการฝึกอบรม: "),
        ([figure("community_plans", "1" * 21)], "แผนป้องกันระดับชุมชน (แผน) "),
        ([figure("community_plans", "1", qualifier="most")], "แผนป้องกันระดับชุมชน (แผน) "),
    ],
)  # fmt: skip
def test_a_figure_that_is_refused_is_called_by_its_own_name_and_not_by_its_place(
    sqlite_url: str, lines: list[Json], called: str
) -> None:
    desk, year = first_quarter(sqlite_url)
    with pytest.raises(Refusal) as refused:
        tell(desk, year, 1, "2023-01-03", sheet(figure("case_reports", "1"), *lines))
    said = refused.value.sentence.th
    assert said.startswith(called)
    assert "ลำดับที่" not in said


def test_all_that_is_wrong_is_told_at_once(sqlite_url: str) -> None:
    desk, year = first_quarter(sqlite_url)
    with pytest.raises(FiguresUnfit) as refused:
        tell(desk, year, 1, "2023-01-03", sheet(figure("case_reports", "-1"), figure("x", "1")))
    assert [one.code for one in refused.value.refusals] == [
        "figure_unreadable",
        "indicator_unknown",
    ]


def test_what_the_gate_checks_is_told_beside_a_required_answer_that_is_missing(
    sqlite_url: str,
) -> None:
    desk, year = first_quarter(sqlite_url)
    rows_of: Json = [{"row": "row-9", "state": "ongoing"}, {"row": "row-1", "state": "lost"}]
    said: Json = {"rows": rows_of, "figures": trained("300", "239", "72")}
    with pytest.raises(AnswerMisfits) as refused:
        tell(desk, year, 1, "2022-12-30", said)
    assert places(refused.value) == {
        "result": "answer_unfit", "rows.1.state": "answer_unfit", "rows.0.row": "row_unknown",
        "figures.1.value": "parts_over_total", "decided_on": "before_quarter_ends",
    }  # fmt: skip


def test_a_figure_longer_than_its_field_leaves_the_others_checked(sqlite_url: str) -> None:
    desk, year = first_quarter(sqlite_url)
    lines = [figure("case_reports", "1" * 21), *trained("300", "239", "72"), figure("x", "1")]
    with pytest.raises(AnswerMisfits) as refused:
        tell(desk, year, 1, "2023-01-03", sheet(*lines))
    assert places(refused.value) == {
        "figures.0.value": "answer_unfit", "figures.2.value": "parts_over_total",
        "figures.5.value": "indicator_unknown",
    }  # fmt: skip


def test_of_a_total_longer_than_its_field_its_parts_say_nothing(sqlite_url: str) -> None:
    desk, year = first_quarter(sqlite_url)
    with pytest.raises(Refusal) as refused:
        tell(desk, year, 1, "2023-01-03", sheet(*trained("3" * 21, "239", "72")))
    assert (refused.value.code, refused.value.field) == ("answer_unfit", "figures.0.value")


CORRECTED: dict[str, Json] = {
    "result": "nothing_like_it",
    "rows": [{"row": "row-9", "state": "ongoing"}],
    "figures": trained("300", "239", "72"),
    "ahead": "เลขประจำตัว 1101700230708",
}


def test_what_the_gate_checks_of_a_correction_is_told_beside_what_does_not_fit(
    made_registry_url: str,
) -> None:
    desk, year = first_quarter(made_registry_url)
    tell(desk, year, 1, "2023-01-03", sheet(*trained("311", "239", "72")))
    before = tables(made_registry_url)
    wrong = Correction(year, PATH.format(1, 1), CORRECTED, reason="พิมพ์ผิด", recorded_by="coord")
    with pytest.raises(AnswerMisfits) as refused:
        correct(desk.office, wrong)
    told = {
        "rows.0.row": "row_unknown", "figures.1.value": "parts_over_total",
        "ahead": "identity_number_in_text",
    }  # fmt: skip
    assert places(refused.value) == {"result": "answer_unfit", **told}
    fitting = replace(wrong, fields={**CORRECTED, "result": "reported"})
    with pytest.raises(AnswerMisfits) as refused:
        correct(desk.office, fitting)
    assert places(refused.value) == told
    assert tables(made_registry_url) == before


def test_the_command_line_tells_all_that_refuses_a_correction_at_once(sqlite_url: str) -> None:
    desk, year = first_quarter(sqlite_url)
    tell(desk, year, 1, "2023-01-03", sheet(*trained("311", "239", "72")))
    pairs = [f"{name}={_typed(value)}" for name, value in CORRECTED.items()]
    said = [word for pair in pairs for word in ("--set", pair)]
    printed = Terminal(sqlite_url)(
        "correct", str(year), PATH.format(1, 1), *said, "--reason", "พิมพ์ผิด",
        "--recorded-by", "coord", "--lang", "en",
    )  # fmt: skip
    assert printed.code == 2
    for one in ("มี 4 จุด", "row-9", "come to 311", "identity"):
        assert one in printed.err, one


def _typed(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def test_of_a_total_that_cannot_be_read_its_parts_say_nothing(sqlite_url: str) -> None:
    desk, year = first_quarter(sqlite_url)
    with pytest.raises(FigureUnreadable):
        tell(desk, year, 1, "2023-01-03", sheet(*trained("สาม", "239", "72")))


def test_a_target_of_a_year_that_nobody_plans_yet_is_refused(sqlite_url: str) -> None:
    desk, _ = a_year(sqlite_url)
    on(desk, "2023-01-03")
    typed = [TypedTarget("VALUE", "persons_trained", "60")]
    set_targets(desk.office.registry, MAE_FAH_LUANG, 2567, typed, recorded_by="coord")
    with pytest.raises(TargetYearToCome) as refused:
        set_targets(desk.office.registry, MAE_FAH_LUANG, 2576, typed, recorded_by="coord")
    assert "up to B.E. 2567" in refused.value.sentence.en
    assert "ตั้งเป้าหมายได้ถึงปีงบประมาณ 2567" in refused.value.sentence.th


def test_of_an_open_quarter_there_are_no_figures(sqlite_url: str) -> None:
    desk, year = a_year(sqlite_url)
    on(desk, "2023-01-03")
    with pytest.raises(Refusal) as refused:
        tell(desk, year, 1, "2022-12-31", sheet(figure("community_plans", "2")))
    assert refused.value.code == "before_quarter_ends"


def test_a_correction_of_the_sheet_corrects_its_figures_and_takes_out_what_it_leaves_out(
    made_registry_url: str,
) -> None:
    desk, year = first_quarter(made_registry_url)
    path = PATH.format(1, 1)
    before = [figure("community_plans", "50"), figure("villages_reached", "3")]
    tell(desk, year, 1, "2023-01-03", sheet(*before))
    correct(
        desk.office,
        Correction(
            year,
            path,
            {"figures": [figure("community_plans", "45")]},
            reason="พิมพ์ผิด",
            recorded_by="coord",
        ),
    )
    assert whole(desk, "community_plans", 1).told == Amount(Decimal(45))
    assert whole(desk, "villages_reached", 1).told is None
    assert verify(desk.office.registry) == ()


def test_yearly_figures_add_up_and_what_stands_is_the_newest(sqlite_url: str) -> None:
    desk, year = first_quarter(sqlite_url)
    told_first = sheet(
        figure("community_plans", "50"),
        figure("watchdog_groups_active", "4"),
        figure("persons_assisted", "70", qualifier="at_least"),
    )
    tell(desk, year, 1, "2023-01-03", told_first)
    on(desk, "2023-04-03")
    second = sheet(figure("community_plans", "20"), figure("persons_assisted", "5"))
    tell(desk, year, 2, "2023-04-03", second)
    assert whole(desk, "community_plans", 2).told == Amount(Decimal(70))
    assert whole(desk, "persons_assisted", 2).told == Amount(Decimal(75), Qualifier.AT_LEAST)
    stands = whole(desk, "watchdog_groups_active", 2)
    assert (stands.told, stands.as_of) == (Amount(Decimal(4)), date(2022, 12, 31))
    assert stands.missing == (2,)


def test_a_sheet_begins_with_what_its_activities_counted(sqlite_url: str) -> None:
    desk, year = first_quarter(sqlite_url)
    campaign: dict[str, Json] = {
        "activity_kind": "campaign", "took_place_on": "2022-12-09", "women": 40, "men": 22,
        "convener": f"{MAE_FAH_LUANG}/district_chief", "participants": ["community"],
    }  # fmt: skip
    visit: Json = {
        "activity_kind": "field_visit", "took_place_on": "2022-12-10", "women": 3,
        "convener": f"{MAE_FAH_LUANG}/district_chief", "participants": ["members"],
    }  # fmt: skip
    for answer in (campaign, campaign | {"took_place_on": "2022-12-20"}, visit):
        said = Decision(0, "", "focal_point", date(2023, 1, 3), answer, "coord")
        tell_of(desk.office, ACTIVITY, MAE_FAH_LUANG, said)
    prasan = Terminal(str(desk.office.registry.url))
    of = ("form", str(year), PATH.format(1, 1), "--recorded-by", "coord")
    begun = prasan(*of, "--json").json["proposal"]["figures"]
    assert [(one["indicator"], one["part"], one["value"]) for one in begun] == [
        ("people_reached", "", "124"), ("people_reached", "sex.women", "80"),
        ("people_reached", "sex.men", "44"), ("people_reached", "sex.not_stated", "0"),
    ]  # fmt: skip
