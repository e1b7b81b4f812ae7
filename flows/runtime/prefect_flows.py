"""The Prefect flows: one for each process, and the tick that looks after everything."""

from collections.abc import Callable
from functools import cache
from typing import Any

from prefect import Flow, flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.capabilities import PROCESSES
from flows.engine.installation import Installation
from flows.runtime.prefect_events import tell_events
from flows.runtime.reminders import remind
from flows.runtime.run_errors import told_to_prefect
from flows.runtime.task_runs import (
    RunReport,
    carry,
    carry_mails,
    failed,
    mark_run,
    name_of_run,
    office_of_run,
    show_counts,
    without_prefect_where_it_is_gone,
)
from flows.runtime.tick import TickResult, perform_all, take_out_again, tick
from flows.runtime.up_lock import AnotherSweep
from flows.runtime.waits import waiting_of
from flows.year.opening import open_years
from flows.year.process import ANNUAL_CYCLE

# What a flow sees to before it carries instances: a schedule is a tick, the registry decides.
BEFORE: dict[str, Callable[[Installation], int]] = {ANNUAL_CYCLE.key: open_years}


@cache
def flow_of(process: str) -> Flow[..., Any]:
    """The flow of a process, by the process's key; it bears the name that the process gives it."""

    @told_to_prefect
    def carry_instances(instances: list[int], registry: str | None = None) -> int | State[int]:
        office = office_of_run(registry)
        if process in BEFORE and not instances:
            get_run_logger().info("years opened: %d", BEFORE[process](office))
        carried = instances or waiting_of(office, process)
        mark_run(office, carried)
        get_run_logger().info("instances: %d", len(carried))
        done = carry(registry, carried)
        return failed(done.failures) or done.done

    return flow(
        name=PROCESSES[process].flow,
        flow_run_name=name_of_run,
        persist_result=False,
        description=f"Carry each {process} as far as it goes, or with none named all that wait; "
        "answers how many effects were done.",
    )(carry_instances)


# prefect.yaml and the deployments that are registered find them by name: issue_order and so on.
globals().update({one.flow.replace("-", "_"): flow_of(key) for key, one in PROCESSES.items()})


@flow(name="watch", flow_run_name="everything", persist_result=False)
@told_to_prefect
def watch(registry: str | None = None) -> TickResult | State[TickResult]:
    """Record lapses, perform what waits, erase what is old, seal the day, remind and tell.

    One sweep at a time: where another is at work this run leaves it to that one.
    """
    office = office_of_run(registry)
    try:
        return sweep_all(office, registry)
    except AnotherSweep as another:
        return Completed(message=another.sentence.en)


def sweep_all(office: Installation, registry: str | None) -> TickResult | State[TickResult]:
    """A whole tick as the flow carries it: each effect and mail is a task run of it."""
    logger = get_run_logger()
    take_out_again(office, lambda sentence: logger.warning(sentence.en))
    carried = RunReport(0, [])

    def perform(_: Installation) -> int:
        nonlocal carried
        carried = carry(registry, None)
        return carried.done

    ticked = tick(
        office,
        perform=lambda one: without_prefect_where_it_is_gone(perform, perform_all, one),
        tell_people=lambda one: without_prefect_where_it_is_gone(
            lambda _: carry_mails(registry), remind, one
        ),
    )
    show_counts(office, ticked)
    tell_events(office)
    return failed([*carried.failures, *(one.sentence.en for one in ticked.failed)]) or ticked
