"""Starting a process for one district or several, each in a transaction of its own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from config.words import Language, Named, Sentence, both, say, written
from desk.cli.call import Call, Result
from desk.cli.effect_settlement import settled
from desk.cli.refusals import UsageMissing, needed
from flows.decisions.refusals import AlreadyStarted, BegunElsewhere, UnknownProcess
from flows.decisions.start import start
from flows.directive.directive import DirectiveRecord
from flows.engine.installation import Installation
from flows.order.process import ORDER
from flows.order.queue import AMENDING, Kind, order_again, take_back_waiting
from flows.plan.amendments import amend_plan
from flows.plan.process import PLAN
from flows.replacement.start import replace_member
from flows.year.opening import start_year
from flows.year.process import ANNUAL_CYCLE
from registry.queries.areas import names
from registry.refusals import Refusal
from registry.rules.area_names import AmbiguousDistrict, UnknownDistrict

OF_A_YEAR = frozenset({ANNUAL_CYCLE.key, PLAN.key})


@dataclass(frozen=True)
class StartOutcome:
    """What became of a district: started, already_open (left alone), waits, taken_back, or refused.

    `instance` is the one that was started or left alone, or that is waited for.
    """

    district: str
    name: Named
    status: str
    instance: int | None
    code: str | None = None
    sentence: Sentence | None = None


def codes(call: Call, district: str | None, several: str | None) -> list[str]:
    """The districts that are meant, by any of their names; each once, and one at least.

    Raises DistrictMissing, UnknownDistrict or AmbiguousDistrict, before anything is started.
    """
    if district is None and several is None:
        raise UsageMissing(field="--district")
    typed = [("--district", district)] if district is not None else []
    typed += [("--districts", one) for one in _apart(several)] if several is not None else []
    found: dict[str, None] = {}
    for field, text in typed:
        try:
            found[call.district(text)] = None
        except (UnknownDistrict, AmbiguousDistrict) as refusal:
            refusal.field = field
            raise
    return list(found)


def _apart(several: str) -> list[str]:
    """The names of a list; where it holds none, the nothing that was typed."""
    mark = ";" if ";" in several else ","
    return [one for one in several.split(mark) if one.strip()] or [""]


def start_one(office: Installation, process: str, district: str, on: date, by: str) -> StartOutcome:
    """Start it. Raises what `start` refuses."""
    made = start(office, process, district, on=on, recorded_by=by)
    return StartOutcome(district, _name(office, district), "started", made.instance)


def start_replacement(
    office: Installation, district: str, seat: str | None, on: date, by: str
) -> StartOutcome:
    """Begin the replacement of who fills a seat. Raises what `replace_member` refuses."""
    made = replace_member(office, district, needed(seat, "--seat"), on=on, recorded_by=by)
    return StartOutcome(district, _name(office, district), "started", made.instance)


def start_order(
    office: Installation,
    process: str,
    district: str,
    kind: Kind,
    on: date,
    by: str,
) -> StartOutcome:
    """Begin an order that amends or replaces, or have it wait. Refuses as `order_again` does."""
    _refuse_other(process)
    made = order_again(office, district, kind, on=on, recorded_by=by)
    status = "waits" if made.waits else "started"
    return StartOutcome(district, _name(office, district), status, made.instance)


def take_order_back(
    office: Installation, process: str, district: str, kind: Kind, by: str
) -> StartOutcome:
    """What waits behind an order under way is not wanted any more. Raises NoOrderWaits."""
    _refuse_other(process)
    purposes = AMENDING if kind == "amend" else {kind}
    found = take_back_waiting(office, district, purposes, recorded_by=by)
    return StartOutcome(district, _name(office, district), "taken_back", found[0].behind)


def _refuse_other(process: str) -> None:
    if process != ORDER.key:
        raise UnknownProcess(field="process", value=process)


def refuse_new_plan(process: str, *, amend: bool) -> None:
    """Raises BegunElsewhere: the first version of a year's plan begins with its year."""
    if process == PLAN.key and not amend:
        raise BegunElsewhere.of(process)


def start_for_year(
    office: Installation, process: str, district: str, year: int, on: date, by: str, *, amend: bool
) -> StartOutcome:
    """Open a committee's fiscal year, or begin the next version of its plan.

    Raises UnknownProcess, BegunElsewhere, and what `start_year` and `amend_plan` refuse.
    """
    refuse_new_plan(process, amend=amend)
    begins = {(ANNUAL_CYCLE.key, False): start_year, (PLAN.key, True): amend_plan}
    if (process, amend) not in begins:
        raise UnknownProcess(field="process", value=process)
    made = begins[process, amend](office, district, year, on=on, recorded_by=by)
    return StartOutcome(district, _name(office, district), "started", made.instance)


def each_by_itself(
    office: Installation,
    districts: Iterable[str],
    begin: Callable[[str], StartOutcome],
    note: Callable[[Refusal], None],
) -> list[StartOutcome]:
    """Begin it for several: where it is open already it is left alone, and said so.

    What is refused for one is noted and told, and keeps none of the others from beginning.
    """
    return [_by_itself(office, one, begin, note) for one in districts]


def _by_itself(
    office: Installation,
    district: str,
    begin: Callable[[str], StartOutcome],
    note: Callable[[Refusal], None],
) -> StartOutcome:
    try:
        return begin(district)
    except AlreadyStarted as refusal:
        instance = refusal.values["instance"]
        assert isinstance(instance, int)  # noqa: S101 — narrows for the type checker
        return StartOutcome(district, _name(office, district), "already_open", instance)
    except Refusal as refusal:
        note(refusal)
        return StartOutcome(
            district, _name(office, district), "refused", None, refusal.code, refusal.sentence
        )


def _name(office: Installation, district: str) -> Named:
    with office.registry.reading() as connection:
        return names(connection, {district})[district]


def lines(rows: Sequence[StartOutcome], language: Language) -> Iterable[str]:
    """One line a district."""
    for one in rows:
        yield say(
            f"start.{one.status}",
            language,
            district=one.name,
            instance=one.instance,
            reason=one.sentence,
        )


def begun(call: Call, process: str, district: str | None, on: str | None) -> Result:
    """Begin for one district what a command of its own begins, and see to what follows."""
    (code, *_) = codes(call, district, None)
    row = start_one(call.office, process, code, call.day(on), call.recorded_by)
    return settled(call, {"started": [row]}, lambda lang: lines([row], lang))


def directive_lines(issued: DirectiveRecord, language: Language) -> Iterable[str]:
    """The letter, then one line a district."""
    letter, new = issued.directive, sum(one.new for one in issued.outcomes)
    key = "directive.entered_before" if issued.entered_before else "directive.entered"
    yield say(key, language, number=letter.number, dated=letter.dated, count=new)
    for one in issued.outcomes:
        outcome = both(f"directive.result.{one.result}", district=one.name, instance=one.instance)
        again = issued.entered_before and not one.new
        yield (
            say("directive.before", language, outcome=outcome)
            if again
            else written(outcome, language)
        )
