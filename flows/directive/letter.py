"""A province's letter as it comes in, held against the registry before anything is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from config.words import Named
from flows.decisions.days import DateNotAfter
from flows.decisions.refusals import ActInFuture
from flows.engine.forms import refuse_unfit_texts
from flows.engine.installation import Installation
from registry.gazetteer import refuse_khet
from registry.queries.areas import districts_in, names
from registry.queries.directives import DirectiveRow, directive_numbered
from registry.queries.orders import order_numbered
from registry.records.filing import Upload
from registry.records.orders import OrderNumberInUse
from registry.refusals import Refusal
from registry.rules.directive_results import letter_number_key
from registry.rules.order_facts import EarlierOrder
from registry.rules.order_numbers import OrderNumber, parse_order_number
from registry.rules.partial_dates import WrittenDate
from registry.rules.thai import be_year, tidy

OFFICIAL = "an official letter names officials"  # why the screening's warnings are let through


class UnknownProvinceCode(Refusal):
    """No province of that code."""


class DistrictOfAnotherProvince(Refusal):
    """A letter speaks to the districts of its own province."""


class DueTwice(Refusal):
    """Both a number of days and a day by which it is to be done."""


class EarlierNotMeant(Refusal):
    """An old centre's order is given for a district that the letter does not mean, or twice."""


class DirectiveOnAnotherDay(Refusal):
    """The letter of that number and year is recorded with another date."""


@dataclass(frozen=True)
class EarlierCentre:
    """An old centre's order of a district, as its own paper names it (order 768/2556)."""

    district: str
    heading_th: str
    number: str
    dated: date
    subject_th: str
    placed_at: str | None = None


@dataclass(frozen=True)
class Directive:
    """The province's letter. `districts` are codes, none for all of the province.

    By `due_on`, or `within_days` (calendar days from the letter's date), committees are wanted.
    """

    province: str
    number: str
    dated: date
    subject_th: str
    signer: str
    within_days: int | None = None
    due_on: date | None = None
    districts: tuple[str, ...] = ()
    earlier: tuple[EarlierCentre, ...] = ()
    scan: Upload | None = None

    @property
    def due(self) -> date | None:
        """The day by which the letter wants committees, None where it names none."""
        if self.due_on is None and self.within_days is not None:
            return self.dated + timedelta(days=self.within_days)
        return self.due_on


class Centre(NamedTuple):
    """An old centre's order that is to be replaced; `number` where it is to be registered."""

    order: EarlierOrder
    placed_at: str | None = None
    number: OrderNumber | None = None


class Plan(NamedTuple):
    """The letter held against the registry: its districts, and the centres it names."""

    key: str
    number: str
    names: Mapping[str, Named]
    centres: Mapping[str, Centre]


def held_against(office: Installation, letter: Directive) -> Plan:
    texts = {"number": letter.number, "subject_th": letter.subject_th, "signer": letter.signer}
    if letter.scan is not None:
        texts["evidence"] = letter.scan.file_name
    refuse_unfit_texts(office, texts, reason=OFFICIAL)
    _refuse_odd_days(letter, office.registry.today)
    key = letter_number_key(letter.number, field="number")
    with office.registry.reading() as connection:
        meant = _districts(connection, letter)
        plan = Plan(key, tidy(letter.number), meant, _centres(office, connection, letter, meant))
        recorded(connection, letter, plan)
    return plan


def _refuse_odd_days(letter: Directive, today: date) -> None:
    if letter.dated > today:
        raise ActInFuture(field="dated", value=letter.dated, today=today)
    if letter.within_days is not None and letter.due_on is not None:
        raise DueTwice(field="due_on")
    if letter.due is not None and letter.due < letter.dated:
        field = "within_days" if letter.due_on is None else "due_on"
        raise DateNotAfter(field=field, value=letter.due, after=letter.dated)


def _districts(connection: Connection, letter: Directive) -> dict[str, Named]:
    """The districts that the letter means, in code order, with their names."""
    ours = districts_in(connection, letter.province)
    if not ours:
        raise UnknownProvinceCode(field="province", value=letter.province)
    refuse_khet(letter.province, field="province")
    known = names(connection, {letter.province, *ours, *letter.districts})
    for code in letter.districts:
        if code not in ours:
            raise DistrictOfAnotherProvince(
                field="districts",
                district=known.get(code, Named(code, code)),
                province=known[letter.province],
            )
    return {code: known[code] for code in ours if not letter.districts or code in letter.districts}


def _centres(
    office: Installation, connection: Connection, letter: Directive, meant: Mapping[str, Named]
) -> dict[str, Centre]:
    found: dict[str, Centre] = {}
    for place, one in enumerate(letter.earlier, 1):
        where = f"earlier {place}"
        if one.district not in meant or one.district in found:
            raise EarlierNotMeant(field=f"{where}: district", value=one.district)
        texts = (one.heading_th, one.subject_th, one.placed_at or "")
        refuse_unfit_texts(office, {f"{where}: heading_th": list(texts)}, reason=OFFICIAL)
        if one.dated >= letter.dated:
            raise DateNotAfter(field="dated", value=letter.dated, after=one.dated)
        found[one.district] = _centre(connection, one, where)
    return found


def _centre(connection: Connection, one: EarlierCentre, where: str) -> Centre:
    """The centre's order; a number that another district's order bears is refused."""
    field = f"{where}: number"
    number = parse_order_number(one.number, field=field, dated=one.dated, inserted_ok=True)
    taken = order_numbered(connection, one.district, one.heading_th, number.year_be, number.running)
    if taken is not None and taken.district != one.district:
        raise OrderNumberInUse(
            field=field, value=str(number), heading=one.heading_th, dated=taken.dated.named
        )
    order = EarlierOrder(
        heading_th=one.heading_th,
        number=str(number),
        dated=WrittenDate.of(one.dated),
        subject_th=one.subject_th,
    )
    return Centre(order, one.placed_at, None if taken else number)


def recorded(connection: Connection, letter: Directive, plan: Plan) -> DirectiveRow | None:
    """The letter, if it is recorded. Raises DirectiveOnAnotherDay."""
    known = directive_numbered(connection, letter.province, plan.key, be_year(letter.dated))
    if known is not None and known.dated != letter.dated:
        raise DirectiveOnAnotherDay(
            field="dated", value=letter.dated, number=known.number, dated=known.dated
        )
    return known
