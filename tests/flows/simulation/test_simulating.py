from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from config.simulation import office_script
from config.words import LANGUAGES, say
from desk.views.plain_json import as_json
from desk.views.simulation_report import report_lines, report_page
from flows.capabilities import GATES, open_installation
from flows.simulation.facts_only import page
from flows.simulation.measures import Spread, held_up, spread
from flows.simulation.offices import SCRIPT
from flows.verification import verify_all
from registry.models import Blob, Document, Entry, table_of
from registry.queries.steps import StepRow, steps
from registry.store import Registry
from tests.flows.simulation.simulated import Simulated, simulated

_document, _blob, _entry = table_of(Document), table_of(Blob), table_of(Entry)
# Gates that stay open: what a person must look into, or a process that no simulation begins.
LEFT_OUT = frozenset({
    "amendment",
    "after_stop", "confirm_correction", "confirm_merge", "confirm_redaction", "confirm_renaming",
    "incident",
    "adoption_mistaken", "confirm_adoption_withdrawal", "confirm_ending", "ending_order",
    "classified_paper_kept",
    "refresher_held", "refresher_scores",
    "replacement_named",
})  # fmt: skip


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Simulated:
    return simulated(tmp_path_factory.mktemp("simulation") / "first.db")


@pytest.fixture
def connection(first: Simulated) -> Iterator[Connection]:
    registry = Registry(first.url)
    with registry.reading() as connection:
        yield connection
    registry.dispose()


def said(one: Simulated) -> list[str]:
    """The report in every form that it takes."""
    texts = ["\n".join(report_lines(one.made, language)) for language in LANGUAGES]
    pages = [report_page(one.made, language) for language in LANGUAGES]
    return [*texts, *pages, as_json(one.made)]


def test_the_same_seed_gives_the_same_report_to_the_letter(
    first: Simulated, tmp_path: Path
) -> None:
    assert said(simulated(tmp_path / "again.db")) == said(first)


def test_another_seed_gives_another_report(first: Simulated, tmp_path: Path) -> None:
    other = simulated(tmp_path / "other.db", seed=2)
    assert other.made.measures != first.made.measures


def test_every_decision_in_the_journal_was_taken_by_decide(
    first: Simulated, connection: Connection
) -> None:
    decided = select(func.count()).where(_entry.c.kind == "decision")
    assert first.told[-1] == (first.made.last, connection.scalar(decided))
    assert first.made.measures.decisions > 5


def test_every_paper_has_its_facts_and_one_page_stands_for_all_of_them(
    connection: Connection,
) -> None:
    drafted = select(_document.c.facts_id).where(_document.c.attested_by.is_(None))
    facts = connection.execute(drafted).scalars().all()
    assert facts
    assert None not in facts
    assert connection.execute(select(_blob.c.content)).scalars().all() == [page()]


def test_the_registry_of_a_simulation_is_clean(first: Simulated) -> None:
    registry = Registry(first.url)
    assert verify_all(open_installation(registry)) == ()
    registry.dispose()


def test_every_gate_has_a_script_or_is_named_as_left_out() -> None:
    assert set(GATES) - set(SCRIPT) == LEFT_OUT
    assert set(SCRIPT) <= set(GATES)


def test_steps_are_brought_forward_or_put_off_only_where_there_is_a_script() -> None:
    assert set(office_script().towards_due) <= set(SCRIPT)


def test_a_gate_without_a_script_is_told_by_name_and_stops_nothing(first: Simulated) -> None:
    without = replace(first.made, unscripted={"incident": 2})
    for language in LANGUAGES:
        name = say("gate.incident", language)
        for text in ("\n".join(report_lines(without, language)), report_page(without, language)):
            assert name in text
            assert "(incident): 2" in text
        assert "(incident)" not in report_page(first.made, language)


def test_the_report_says_in_each_language_that_nothing_in_it_is_real(first: Simulated) -> None:
    for language in LANGUAGES:
        assert say("page.simulation", language) in report_page(first.made, language)
        assert say("simulation.not_measured", language) in "\n".join(
            report_lines(first.made, language)
        )


def test_the_report_counts_what_the_registry_holds(
    first: Simulated, connection: Connection
) -> None:
    found, taken = first.made.measures, [one for one in steps(connection) if one.taken_on]
    assert found.decisions == len(taken)
    assert sum(one.decisions for one in found.years) == found.decisions
    assert found.in_a_district_and_year == found.decisions
    assert [(one.year, one.month) for one in found.months] == [
        *((2018, month) for month in (10, 11, 12)),
        *((2019, month) for month in range(1, 10)),
    ]
    assert found.incidents == 0


def a_step(gate: str, opened: str, due: str, taken: str | None) -> StepRow:
    return StepRow(
        "5701", 1, "order", "", date(2019, 1, 1), None, gate, 1, date.fromisoformat(opened),
        date.fromisoformat(due), "answered" if taken else "open",
        date.fromisoformat(taken) if taken else None, None, None,
    )  # fmt: skip


def test_a_step_is_late_by_its_own_days_alone() -> None:
    rows = [
        a_step("progress", "2020-01-01", "2020-01-10", "2020-01-30"),
        a_step("report_sent", "2020-01-30", "2020-01-10", "2020-01-31"),
        a_step("report_received", "2020-01-31", "2020-02-05", None),
    ]
    found = {one.gate: (one.late, one.days_late) for one in held_up(rows, date(2020, 2, 9))}
    assert found == {"progress": (1, 20), "report_received": (1, 4), "report_sent": (1, 1)}
    assert next(iter(found)) == "progress"


def test_days_spread_between_the_least_and_the_most_and_of_none_nothing_is_told() -> None:
    assert spread([]) is None
    assert spread([4]) == Spread(1, 4, 4, 4, 4, 4)
    assert spread([1, 2, 3, 4, 100]) == Spread(5, 1, 2, 3, 4, 100)


@pytest.mark.slow
def test_over_years_no_office_of_the_script_is_refused_or_stuck(tmp_path: Path) -> None:
    one = simulated(tmp_path / "years.db", districts=4, years=3)
    found = one.made.measures
    assert one.made.refused == {}
    assert found.incidents == 0
    assert found.orders.signed == 4
    assert found.quarters.due > 8
    assert found.quarters.unsettled < found.quarters.met
    assert found.plans.on_time + found.plans.late > 0
    assert one.made.unscripted == {}
    registry = Registry(one.url)
    assert verify_all(open_installation(registry)) == ()
    with registry.reading() as connection:
        gates = Counter(step.gate for step in steps(connection))
    registry.dispose()
    assert gates["committee_meeting"]
    assert gates["closing"]
    assert gates["receipt"]
    assert gates["feedback"]
    assert gates["activity_held"]
    assert gates["coordination_made"]
