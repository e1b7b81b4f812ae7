"""The form of a provincial letter: what was typed, read as a directive; what to look at."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from config.words import Named, Sentence, both
from desk.web.frame.asking import Asking
from desk.web.frame.typed_fields import NotFilledIn, TypedFields
from desk.web.gate.field_views import row_count
from desk.web.gate.gate_form import SentForm
from flows.directive.directive import Outcome
from flows.directive.letter import Directive, EarlierCentre
from registry.gazetteer import is_khet
from registry.queries.areas import provinces_within
from registry.queries.directives import DirectiveRow
from registry.refusals import Refusal
from registry.rules.directive_results import DirectiveResult
from registry.rules.rights import Verb

LETTER, EARLIER, DISTRICT = "letter", "earlier", "district"
COLUMNS = ("district", "heading_th", "number", "dated", "subject_th", "placed_at")
MOST_DAYS = 3660  # ten years
_EARLIER = re.compile(r"earlier (\d+): (\w+)")
_OF_LETTER = ("number", "dated", "subject_th", "signer", "within_days", "due_on")


@dataclass(frozen=True)
class LetterReading:
    """The letter that the form says, or what keeps it from being one; `rows` are its old orders.

    `places` are the rows of the form that hold one, in the order of the letter's own.
    """

    letter: Directive | None
    problems: tuple[Refusal, ...]
    places: tuple[int, ...]


def provinces(asking: Asking) -> dict[str, Named]:
    """The provinces whose letters whoever asks may enter, in order of their codes."""
    found = provinces_within(asking.connection, asking.areas(Verb.START))
    codes = [one for one in found if asking.may(Verb.START, one) and not is_khet(one)]
    return {code: found[code] for code in codes}


def read_letter(
    asking: Asking, form: SentForm, province: str, districts: Sequence[str]
) -> LetterReading:
    """What was typed as a letter of the province; every problem names its input."""
    read = TypedFields(asking, form.typed, list(form.problems))
    number, dated = read.line("letter.number"), read.day("letter.dated")
    subject, signer = read.line("letter.subject_th"), read.line("letter.signer")
    days = read.number("letter.within_days", 1, MOST_DAYS)
    due = read.day("letter.due_on", required=False)
    chosen = [code for code in districts if code in form.typed.get(DISTRICT, ())]
    if not chosen:
        read.problems.append(NotFilledIn(field=DISTRICT))
    rows = list(_earlier(read))
    if read.problems or dated is None:
        return LetterReading(None, tuple(read.problems), ())
    letter = Directive(
        province=province,
        number=number,
        dated=dated,
        subject_th=subject,
        signer=signer,
        within_days=days,
        due_on=due,
        districts=() if len(chosen) == len(districts) else tuple(chosen),
        earlier=tuple(one for _, one in rows),
        scan=form.held[-1].file if form.held else None,
    )
    return LetterReading(letter, (), tuple(place for place, _ in rows))


def _earlier(read: TypedFields) -> Iterator[tuple[int, EarlierCentre]]:
    """The rows in which something was typed."""
    for place in range(row_count(EARLIER, read.typed)):
        at = f"{EARLIER}.{place}"
        if not any(read.said(f"{at}.{column}") for column in COLUMNS):
            continue
        district, heading = read.line(f"{at}.district"), read.line(f"{at}.heading_th")
        number, dated = read.line(f"{at}.number"), read.day(f"{at}.dated")
        subject = read.line(f"{at}.subject_th")
        placed = read.line(f"{at}.placed_at", required=False)
        if dated is not None:
            yield (
                place,
                EarlierCentre(district, heading, number, dated, subject, placed or None),
            )


def at_input(refusal: Refusal, places: Sequence[int]) -> Refusal:
    """The refusal, its field named as the form's input is."""
    field = refusal.field or ""
    if row := _EARLIER.match(field):
        place = places[int(row[1]) - 1] if int(row[1]) <= len(places) else 0
        refusal.field = f"{EARLIER}.{place}.{row[2]}"
    elif field.split(".")[0] in _OF_LETTER:
        refusal.field = f"{LETTER}.{field.split('.')[0]}"
    elif field == "districts":
        refusal.field = DISTRICT
    return refusal


def warnings(
    asking: Asking, letter: Directive, outcomes: Sequence[Outcome], known: DirectiveRow | None
) -> Iterator[Sentence]:
    """What is to be looked at before the letter is recorded, though nothing forbids it."""
    if known is not None:
        yield both("page.directives.warn.before", number=known.number, dated=known.dated)
    if letter.scan is None and (known is None or known.document is None):
        yield both("page.directives.warn.no_scan")
    if letter.due is not None and letter.due < asking.today:
        yield both("page.directives.warn.due_passed", due=letter.due)
    given = {one.district for one in letter.earlier}
    for one in outcomes:
        if one.district in given and one.result is not DirectiveResult.REPLACE:
            yield both("page.directives.warn.earlier_unused", district=one.name)


def counted(outcomes: Sequence[Outcome]) -> Mapping[DirectiveResult, int]:
    """How many districts come to each result."""
    return {
        result: sum(one.result is result for one in outcomes)
        for result in DirectiveResult
        if any(one.result is result for one in outcomes)
    }
