"""Whom an answer names: somebody who is known, or somebody whom nobody has recorded.

A person is one person. Who is named exactly as somebody of the district is that person; a
name that only resembles one is asked about, and `person: new` says that it is another's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from config.titles import title_list, titled
from config.words import Named, Sentence, Term, both
from flows.engine.decision import Deciding
from flows.engine.fields import NamedPerson
from flows.engine.offers import GateContext, Offers, Option
from registry.queries.meetings import current_members
from registry.queries.members import seated_by
from registry.queries.namesakes import KnownPerson, Namesakes, known_people, namesakes
from registry.queries.people import PersonRow, people_met, person, person_called, person_of
from registry.queries.seats import seats
from registry.records.people import add_person
from registry.refusals import Refusal
from registry.rules.attendance import Sex
from registry.rules.membership import body_term, title_of
from registry.rules.names import NameSplitter, refuse_no_name
from registry.rules.namesakes import alike, called, same
from registry.rules.redaction import TEXT_MARK

NEW = "new"  # in the place of a reference: another person than whoever bears the name


class NameMissing(Refusal):
    """A person is named without a name."""


class NameKnown(Refusal):
    """Somebody who is known bears the name or nearly: who is meant has to be said."""


class NamedOtherwise(Refusal):
    """One person is chosen, and another's name is typed beside the choice."""


class SheetName(NamedTuple):
    """Who is named on a sheet, and the sex that stands there."""

    person: NamedPerson
    sex: Sex


@dataclass(frozen=True)
class PersonMatch:
    """Who is meant; `told`: known by the typed name alone, which the recorder is to look at."""

    person: PersonRow | None
    told: bool = False


def meant(deciding: Deciding, named: NamedPerson) -> PersonMatch:
    """Who is meant; nobody that is known where the person has to be recorded first.

    Raises NameMissing, NameWithoutLetter, NameKnown, NamedOtherwise, UnknownPerson.
    """
    if TEXT_MARK in named.model_dump().values():  # what was taken out names whom it named
        return PersonMatch(_seated_before(deciding)[0])
    if named.person and named.person != NEW:
        return PersonMatch(_chosen(deciding, named))
    if not named.name_th:
        raise NameMissing(field="person.name_th")
    is_new = named.person == NEW
    coded = None if is_new else person_called(deciding.write.connection, named.name_th)
    if coded is not None:  # typed as a name is the reference that a refusal told
        return PersonMatch(coded, told=True)
    refuse_no_name(named.name_th, field="person.name_th")
    if is_new:
        return PersonMatch(_new_before(deciding, named))
    found = _namesakes(deciding, named)
    if len(found.same) == 1:
        return PersonMatch(_row(found.same[0]), told=True)
    if found.same or found.alike:
        raise NameKnown(
            field="person.person",
            name=titled(named.title_th, named.name_th),
            known=_listed((*found.same, *found.alike)),
        )
    return PersonMatch(None)


def record_meant(deciding: Deciding, named: NamedPerson) -> int:
    """The person who is meant, recorded where nobody has done so.

    Somebody new is recorded with the title in full, wherever and however short it was typed; it
    says the sex (practice of the offices).
    """
    known = meant(deciding, named).person
    if known is not None:
        return known.id
    deciding.namesakes.clear()  # there is one more to be known by name
    return _add(deciding, named)


def _add(deciding: Deciding, named: NamedPerson, stated: Sex = "not_stated") -> int:
    parts = NameSplitter(title_list().titles()).split(f"{named.title_th}{named.name_th}")
    title = parts.title
    return add_person(
        deciding.write,
        title_th=title.full_th if title else named.title_th,
        name_th=f"{parts.first} {parts.last}".strip() if title else named.name_th,
        name_en=named.name_en,
        sex=stated if stated != "not_stated" or title is None else title.sex,
    )


def record_named(deciding: Deciding, named: Sequence[SheetName | None]) -> list[int | None]:
    """The people of a sheet: known by the very name, else recorded.

    Nobody where the name only resembles one that is known: who is meant was not said.
    """
    people = [one and _of_sheet(deciding, one) for one in named]
    deciding.namesakes.clear()  # there are more to be known by name
    return people


def _of_sheet(deciding: Deciding, named: SheetName) -> int | None:
    found = _namesakes(deciding, named.person)
    if len(found.same) == 1:
        return found.same[0].id
    return None if found.same or found.alike else _add(deciding, *named)


def warn_in_doubt(deciding: Deciding, named: Iterable[SheetName | None]) -> Iterator[Sentence]:
    """Whom the names of a sheet may mean, where they only resemble names that are known."""
    for one in named:
        found = _namesakes(deciding, one.person) if one else Namesakes((), ())
        known = (*found.same, *found.alike)
        if one and known and len(found.same) != 1:
            name = titled(one.person.title_th, one.person.name_th)
            yield both("warning.sheet_name_in_doubt", name=name, known=_listed(known))


def warn_meant(deciding: Deciding, named: NamedPerson | None) -> Sequence[Sentence]:
    """That a typed name was taken for somebody who is known."""
    found = meant(deciding, named) if named is not None else PersonMatch(None)
    if found.person is None or not found.told:
        return ()
    return (both("warning.person_known", name=found.person.name, ref=found.person.ref),)


def warn_sits_twice(deciding: Deciding, named: NamedPerson | None, key: str) -> Sequence[Sentence]:
    """That who is named for the seat fills another of the same body: the order lists both."""
    who = meant(deciding, named).person if named is not None else None
    connection, district, on = deciding.write.connection, deciding.district, deciding.decided_on
    now = {one.key: one for one in seats(connection, district, on)}
    if who is None or key not in now:
        return ()
    body = now[key].body
    filled = current_members(connection, district, on)
    others = [
        title_of(one) for one in now.values()
        if one.key != key and one.body is body and filled[one.key] == who.id
    ]  # fmt: skip
    return [
        both("warning.sits_twice", name=who.name, body=body_term(body), seat=seat)
        for seat in others
    ]


def _namesakes(deciding: Deciding, named: NamedPerson) -> Namesakes:
    """Who bears the name or nearly.

    Asked by the check, the warning and the writing of one decision, and found once.
    """
    called_so = (named.title_th, named.name_th)
    if called_so not in deciding.namesakes:
        deciding.namesakes[called_so] = namesakes(
            deciding.write.connection, deciding.district, *called_so, deciding.decided_on
        )
    return deciding.namesakes[called_so]


def _chosen(deciding: Deciding, named: NamedPerson) -> PersonRow:
    connection = deciding.write.connection
    found = person(connection, named.person or "", field="person.person")
    titles = NameSplitter(title_list().titles())
    known = people_met(connection, {found.id})[found.id]
    typed = called(named.title_th, named.name_th, titles)
    if typed.name and not alike(typed, called(known.title_th, known.name_th, titles)):
        raise NamedOtherwise(field="person.name_th", name=found.name, typed=named.name_th)
    return found


def _seated_before(deciding: Deciding) -> list[PersonRow]:
    """Whom this answer named as it was given before: an answer that is corrected names them too."""
    connection = deciding.write.connection
    found = seated_by(connection, deciding.instance.id, deciding.open.path)
    return [person_of(connection, one) for one in found]


def _new_before(deciding: Deciding, named: NamedPerson) -> PersonRow | None:
    """Who was recorded as somebody new by this answer as it was given before."""
    titles = NameSplitter(title_list().titles())
    typed = called(named.title_th, named.name_th, titles)
    found = _seated_before(deciding)
    met = people_met(deciding.write.connection, {one.id for one in found})
    named_so = (
        one for one in found
        if same(typed, called(met[one.id].title_th, met[one.id].name_th, titles))
    )  # fmt: skip
    return next(named_so, None)


def _row(known: KnownPerson) -> PersonRow:
    return PersonRow(known.id, known.ref, known.name)


def _listed(known: Iterable[KnownPerson]) -> Named:
    """Each by name, post and reference."""
    told = [
        both("word.person_known_as", name=one.name, post=one.post, ref=one.ref)
        if one.post else both("word.person_known", name=one.name, ref=one.ref)
        for one in known
    ]  # fmt: skip
    return Named("; ".join(one.th for one in told), "; ".join(one.en for one in told))


def offer_people(at: GateContext) -> Offers:
    """Who is known in the district, who bears the name that is typed, and another person."""
    found = {one.ref: one for one in known_people(at.connection, at.district, at.on)}
    title, name = at.typed("person.title_th"), at.typed("person.name_th")
    if name:  # somebody of another district of the province is asked about: they can be chosen
        alike_here = namesakes(at.connection, at.district, title, name, at.on)
        found |= {one.ref: one for one in (*alike_here.same, *alike_here.alike)}
    options = (Option(one.ref, person_label(one)) for one in found.values())
    return Offers({"person.person": (Option(NEW, Term("page.person.new")), *options)})


def person_label(one: KnownPerson) -> Sentence:
    """A person with what tells them apart."""
    if one.post is None:
        return both("word.person_known", name=one.name, ref=one.ref)
    return both("word.person_known_as", name=one.name, post=one.post, ref=one.ref)
