"""What a simulation shows, for people: lines with bars of letters, and a page that stands alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from config.words import Language, Sentence, Term, both, say, written
from desk.views.page_font import font_faces
from flows.simulation.measures import HeldUp, Measures, MonthOfWork, Spread
from flows.simulation.simulate import Simulation
from registry.rules.thai import BUDDHIST_OFFSET

BAR = 40  # letters of the longest bar
BLOCK = "█"


@dataclass(frozen=True)
class Bar:
    """A month of the picture: what it is called, its value, and how long it is in hundredths."""

    label: Sentence
    items: str
    share: int
    busiest: int


def report_lines(made: Simulation, language: Language) -> Iterator[str]:
    """The report as text; the same simulation gives the same lines."""
    for one in sentences(made):
        yield written(one, language)
    yield ""
    yield say("simulation.months", language, coordinators=made.measures.coordinators)
    bars = month_bars(made.measures.months)
    width = max((len(written(one.label, language)) for one in bars), default=0)
    for bar in bars:
        label = written(bar.label, language).ljust(width)
        yield f"  {label}  {BLOCK * (bar.share * BAR // 100)} {bar.items}"
    yield ""
    yield say("simulation.held_up", language)
    for place, held in enumerate(made.measures.held_up, 1):
        yield f"  {place}. {written(held_up(held), language)}"
    yield ""
    yield say("simulation.refused" if made.refused else "simulation.none_refused", language)
    for line in counted(made.refused):
        yield f"  {line}"
    if made.unscripted:
        yield ""
        yield say("simulation.unscripted", language)
        for step in unscripted(made):
            yield f"  {written(step, language)}"


def counted(refused: Mapping[str, int]) -> list[str]:
    """How often each gate refused for which reason, by their keys."""
    return [f"{count} × {what}" for what, count in refused.items()]


def unscripted(made: Simulation) -> list[Sentence]:
    """The steps that no office of the script takes, and how often each was asked."""
    return [
        both("simulation.unscripted_step", step=Term(f"gate.{gate}"), gate=gate, count=count)
        for gate, count in made.unscripted.items()
    ]


def sentences(made: Simulation) -> Iterator[Sentence]:
    """The report but its picture and its list: what was simulated, and what came of it."""
    found, wanted = made.measures, made.wanted
    yield both(
        "simulation.what", districts=wanted.districts, years=wanted.years, seed=wanted.seed,
        first=made.first, last=made.last,
    )  # fmt: skip
    yield both("simulation.not_measured")
    yield from _orders(found)
    yield from _plans(found)
    yield from _quarters(found)
    if found.held_up and found.held_up[0].days_late:
        yield both("simulation.bottleneck", step=held_up(found.held_up[0]))
    yield both(
        "simulation.decisions", count=found.decisions, each=str(found.in_a_district_and_year)
    )
    for one in found.years:
        yield both(
            "simulation.decisions_of_year", year=str(one.year), count=one.decisions,
            districts=one.districts, each=str(one.in_a_district),
        )  # fmt: skip
    yield both("simulation.lapsed", lapsed=found.lapsed, incidents=found.incidents)


def _orders(found: Measures) -> Iterator[Sentence]:
    yield both("simulation.orders", signed=found.orders.signed, begun=found.orders.begun)
    if found.orders.days is not None:
        yield both("simulation.orders_days", days=_spread(found.orders.days))


def _plans(found: Measures) -> Iterator[Sentence]:
    plans = found.plans
    if plans.due == 0:
        yield both("simulation.no_plans_due")
        return
    yield both(
        "simulation.plans", on_time=plans.on_time, due=plans.due, late=plans.late,
        not_sent=plans.not_sent,
    )  # fmt: skip
    if plans.days_late is not None:
        yield both("simulation.plans_late", days=_spread(plans.days_late))


def _quarters(found: Measures) -> Iterator[Sentence]:
    if found.quarters.due == 0:
        yield both("simulation.no_quarters_due")
        return
    yield both("simulation.quarters", **vars(found.quarters))


def _spread(days: Spread) -> Sentence:
    return both("simulation.spread", **vars(days))


def held_up(one: HeldUp) -> Sentence:
    """A step, whose it is, and how many days it was late."""
    return both(
        "simulation.step", step=Term(f"gate.{one.gate}"),
        office=Term(f"simulation.of.{one.office}"), late=one.late, steps=one.steps,
        days=one.days_late, wait=one.days_open,
    )  # fmt: skip


def month_bars(months: Sequence[MonthOfWork]) -> list[Bar]:
    """The months in order, each beside the fullest one."""
    most = max((one.average for one in months), default=0) or 1
    return [
        Bar(_month(one), str(one.average), round(100 * one.average / most), one.busiest)
        for one in months
    ]


def _month(one: MonthOfWork) -> Sentence:
    return Sentence(f"{one.month:02}/{one.year + BUDDHIST_OFFSET}", f"{one.year}-{one.month:02}")


def report_page(made: Simulation, language: Language) -> str:
    """The report as a page of HTML that needs nothing beside it."""
    page = _environment().get_template("simulation_report.html")
    return page.render(
        language=language,
        t=lambda key, **values: say(key, language, **values),
        w=lambda value: written(value, language),
        sentences=[*sentences(made)],
        bars=month_bars(made.measures.months),
        held_up=[held_up(one) for one in made.measures.held_up],
        refused=counted(made.refused),
        unscripted=unscripted(made),
        font_faces=Markup(font_faces()),  # noqa: S704 — our own files
        coordinators=made.measures.coordinators,
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("templates", "desk"), autoescape=True, undefined=StrictUndefined
    )
