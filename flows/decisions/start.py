"""Start: a process begins for a district."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

from flows.decisions.days import refuse_future
from flows.decisions.district_rights import who_may_there
from flows.decisions.refusals import (
    AlreadyStarted,
    BegunElsewhere,
    DistrictNotYet,
    UnknownDistrictCode,
    UnknownProcess,
)
from flows.engine.advance import advance, begin
from flows.engine.days import bring_to_date, pass_waits
from flows.engine.installation import Installation
from flows.engine.replay import Process
from registry.gazetteer import refuse_khet
from registry.journal import (
    open_instance,
)
from registry.queries.added_districts import added_districts
from registry.queries.areas import district as district_row
from registry.rules.mistyped_years import refuse_before_law
from registry.rules.rights import Verb
from registry.transaction import Write


@dataclass(frozen=True)
class NewInstance:
    """An instance that began."""

    instance: int
    district: str


def start(
    desk: Installation,
    process_key: str,
    district: str,
    *,
    on: date,
    recorded_by: str,
    period: str = "",
    field: str = "--district",
    params: Callable[[Write], BaseModel] | None = None,
    verb: Verb = Verb.START,
) -> NewInstance:
    """Begin a process for a district on the day that the work began; one at a time each period.

    `params` says what it starts with beside the district, and may refuse; `field` names the period,
    `verb` what whoever begins it may do.
    Raises UnknownProcess, BegunElsewhere, UnknownDistrictCode, KhetWithoutChief, AlreadyStarted,
    ActInFuture, BeforeLaw, DistrictNotYet, MayNotThere, and what the process refuses of the
    district as it stands.
    """
    process = desk.declared.processes.get(process_key)
    if process is None:
        raise UnknownProcess(field="process", value=process_key)
    if params is None and _asked_to_start(process) != {"district"}:
        raise BegunElsewhere.of(process_key)
    refuse_unknown_district(desk, district)
    refuse_khet(district, field="--district")
    with desk.registry.writing(district) as write:
        who = who_starts(desk, write, district, on=on, recorded_by=recorded_by, verb=verb)
        refuse_before_district(write, district, on)
        known = open_instance(write.connection, process.key, district, period)
        if known is not None:
            raise AlreadyStarted(field=field, instance=known.id, on=known.started_on)
        if (refuse := desk.declared.before_start.get(process.key)) is not None:
            refuse(write, district)
        given = params(write) if params else process.start.model_validate({"district": district})
        row = begin(write, process, district, period, given, on, who)
        advance(desk, write, row)
        pass_waits(desk, write)
        return NewInstance(row.id, district)


def who_starts(
    desk: Installation,
    write: Write,
    district: str,
    *,
    on: date,
    recorded_by: str,
    verb: Verb = Verb.START,
) -> int:
    """Who begins something on that day, in a district brought to date.

    Raises ActInFuture, BeforeLaw, UnknownPerson, MayNotThere.
    """
    who = who_may_there(write, recorded_by, verb, district, field="--district")
    refuse_future(write, on)
    refuse_before_law(on, "--on")
    bring_to_date(desk, write, district)
    return who.id


def refuse_before_district(write: Write, district: str, on: date) -> None:
    """Raises DistrictNotYet: the district was added, and did not exist on that day."""
    for one in added_districts(write.connection):
        if one.code == district and on < one.since:
            raise DistrictNotYet(field="--on", district=one.name, since=one.since)


def refuse_unknown_district(office: Installation, district: str) -> None:
    """Raises UnknownDistrictCode."""
    with office.registry.reading() as connection:
        if district_row(connection, district) is None:
            raise UnknownDistrictCode(field="--district", value=district)


def _asked_to_start(process: Process) -> set[str]:
    return {name for name, field in process.start.model_fields.items() if field.is_required()}
