"""Taking in an old committee: what its form says, written as facts of the registry.

Orders, seats, members and holders go where those of every committee stand; all that the
paper says, with its source and as far as its dates are known, also stands as history.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from config.words import Named
from registry.fact_digests import tell_payload
from registry.facts import end, put
from registry.models import PastEvent, PastFigure
from registry.queries.history import PastEventRow, past_events, past_figures
from registry.queries.holdings import HoldingRow
from registry.queries.office_terms import terms_of_office
from registry.records.adoption_orders import (
    first_of_prasan,
    in_force_from,
    in_force_precision,
    record_orders,
)
from registry.records.adoption_people import (
    AdoptionDays,
    OldTerm,
    holds_office,
    known_person,
    offices_of_post,
    record_officer,
    terms,
)
from registry.records.adoption_seats import (
    held_by_position,
    is_secretarys,
    people_of,
    record_seat,
    where_of,
)
from registry.records.filing import NewDocument, Upload, keep
from registry.records.terms import TermsOverlap
from registry.rules import terms as rules
from registry.rules.adoption import AdoptionChange, AdoptionItem, by_seat, compared, items
from registry.rules.adoption_choices import Post
from registry.rules.adoption_form import AdoptionForm, Someone
from registry.rules.plain_values import Json
from registry.transaction import Write

PAPERS = Mapping[str, Upload]
OF_COMMITTEE = frozenset({"order", "officer", "seat", "step"})  # the rest is the district's past
PLAN = "plan"


@dataclass(frozen=True)
class Taking:
    """A form on its way into the registry: whose district, who records it, on what day.

    `since`: the day on which the committee before it ended, where one did: of what was before it
    tells nothing but history. `anew`: it is the first form of the committee that followed.
    """

    write: Write
    district: str
    form: AdoptionForm
    uploads: PAPERS
    by: int
    on: date
    since: date = date.min
    anew: bool = False

    @cached_property
    def around(self) -> AdoptionDays:
        """What the dates of its people are read against."""
        began = in_force_from(self.form.order)
        later = first_of_prasan(self.write, self.district, self.since)
        exactness = in_force_precision(self.form.order)
        return AdoptionDays(began, self.on, later, self.by, self.since, exactness)

    @cached_property
    def readings(self) -> tuple[PastEventRow, ...]:
        """What earlier forms told of this committee, and of the district's past.

        A plan is the committee's whose form tells it: the next one's form tells it anew.
        """
        told = past_events(self.write.connection, self.district)
        others = OF_COMMITTEE | {PLAN} if self.anew else ()
        return tuple(one for one in told if one.kind not in others)


def changes(taking: Taking) -> tuple[AdoptionChange, ...]:
    """What of the form is new or changed against what stands."""
    connection, district = taking.write.connection, taking.district
    standing: dict[tuple[str, str], Mapping[str, Json]] = {
        (one.kind, one.key): one.body for one in taking.readings
    }
    standing |= {("figure", one.key): one.body for one in past_figures(connection, district)}
    return compared(list(_with_digests(items(taking.form), taking.uploads, standing)), standing)


def _with_digests(
    wanted: Iterable[AdoptionItem],
    uploads: PAPERS,
    standing: Mapping[tuple[str, str], Mapping[str, Json]],
) -> Iterator[AdoptionItem]:
    """A scan is the same scan while its bytes are the same, or nobody sent it again."""
    for item in wanted:
        if item.kind != "scan":
            yield item
            continue
        upload = uploads.get(str(item.payload["file"]))
        before = standing.get((item.kind, item.key), {})
        sha256 = upload.sha256 if upload else before.get("sha256")
        yield replace(item, payload={**item.payload, "sha256": sha256})


def record(taking: Taking, found: Sequence[AdoptionChange]) -> dict[str, Json]:
    """Write what is new or changed; answers the digests of what was kept, by kind and key."""
    fresh = [one for one in found if one.state != "unchanged"]
    bodies = {(one.kind, one.key): one.body for one in taking.readings}
    if taking.anew:
        _set_aside(taking)
    papers = {
        str(one.item.payload["file"]): _keep_scan(taking, one.item)
        for one in fresh
        if one.item.kind == "scan"
    }
    if any(one.item.kind == "order" for one in fresh):
        record_orders(taking.write, taking.district, taking.form, papers, taking.since)
    for one in fresh:
        if one.item.kind == "officer":
            record_officer(
                taking.write, taking.district, taking.form, one.item.key,
                bodies.get(("officer", one.item.key), {}), taking.around,
            )  # fmt: skip
    for key in _seats_touched(taking.form, fresh):
        record_seat(
            taking.write, taking.district, taking.form, key,
            bodies.get(("seat", key), {}), taking.around,
        )  # fmt: skip
    return {
        f"{one.item.kind}/{one.item.key}": _keep(taking, one.item, papers) for one in fresh
    }  # fmt: skip


def _set_aside(taking: Taking) -> None:
    """The form of the committee that ended is that of the district no longer.

    The orders, seats and terms that were made of it stay, up to the end.
    """
    for one in past_events(taking.write.connection, taking.district):
        if one.kind in OF_COMMITTEE:
            same = {"district_code": taking.district, "kind": one.kind, "key": one.key}
            end(taking.write, PastEvent, same, on=date.min)


def _seats_touched(form: AdoptionForm, fresh: Sequence[AdoptionChange]) -> list[str]:
    """The seats that differ, and the secretary's where another is named as secretary."""
    own = [one.item.key for one in fresh if one.item.kind == "seat"]
    secretary = any(one.item.kind == "officer" and one.item.key == Post.SECRETARY for one in fresh)
    theirs = [key for key, rows in by_seat(form.roster).items() if is_secretarys(rows[0])]
    return list(dict.fromkeys([*own, *(theirs if secretary else [])]))


def claims(taking: Taking) -> Iterator[tuple[str, OldTerm]]:
    """The offices of the district that the form gives to people, each with its term."""
    write, district, form = taking.write, taking.district, taking.form
    for post in Post:
        rows = [one for one in form.officers if one.post is post and one.named]
        for office in offices_of_post(write, district, rows):
            held = [one for one in rows if holds_office(write, district, one, office)]
            yield from ((office, term) for term in terms(held, taking.around, listed=False))
    for seats in by_seat(form.roster).values():
        where = where_of(write, district, seats[0])
        if where is not None and held_by_position(district, seats[0], where):
            people = people_of(form, seats)
            yield from ((where, term) for term in terms(people, taking.around, listed=True))


def clashes(taking: Taking) -> Iterator[tuple[Someone, TermsOverlap]]:
    """Rows that give an office to somebody while another is known to have held it.

    What the registry knows of its holders is not put aside by a paper file: who is right is
    to be settled by `load` or in the form. An earlier reading of the form gives way.
    """
    connection = taking.write.connection
    said = {
        str(term["name"])
        for one in taking.readings
        if one.kind in ("officer", "seat")
        for term in one.body["terms"]
        if term["name"]
    }
    stand: dict[str, dict[rules.OfficeTerm, Named]] = {}
    strangers: dict[str | None, int] = {}
    for office, term in claims(taking):
        if office not in stand:
            held = [one for one in terms_of_office(connection, office) if not _said(one, said)]
            stand[office] = {
                rules.OfficeTerm(one.person, one.capacity, one.start, one.stop): one.name
                for one in held
            }
        who = known_person(taking.write.connection, term.row)
        number = strangers.setdefault(term.row.name, -1 - len(strangers)) if who is None else who
        new = rules.OfficeTerm(number, "own", term.start, term.stop)
        other = rules.clash(new, stand[office])
        if other is not None:
            name = stand[office][other]
            yield (
                term.row,
                TermsOverlap(field="start", name=name, start=other.start, stop=other.stop),
            )
            continue
        written = f"{term.row.title or ''}{term.row.name or term.row.person}"
        stand[office][new] = Named(written, written)


def _said(held: HoldingRow, names: set[str]) -> bool:
    return any(held.name.th.endswith(name) for name in names)


def _keep_scan(taking: Taking, item: AdoptionItem) -> int:
    upload = taking.uploads[str(item.payload["file"])]
    if item.on is None:
        msg = "a scan without a date passed the checks"
        raise ValueError(msg)
    kind = f"past.{item.payload['kind']}"
    paper = NewDocument.evidence(kind, upload, item.on, taking.by, version=1)
    return keep(taking.write, taking.district, None, None, paper)


def _keep(taking: Taking, item: AdoptionItem, papers: Mapping[str, int]) -> str:
    """The form's own words as a dated fact; what stood under that key is superseded."""
    write = taking.write
    payload_id, digest = write.payload(item.payload)
    tell_payload(write, payload_id, digest)
    if item.kind == "figure":
        _keep_figure(taking, item, payload_id)
        return digest
    same = {"district_code": taking.district, "kind": item.kind, "key": item.key}
    values = {
        "on_date": item.on.first if item.on else None,
        "precision": item.on.precision if item.on else None,
        "payload_id": payload_id,
        "document_id": papers.get(str(item.payload.get("file"))),
        "recorded_by": taking.by,
    }
    end(write, PastEvent, same, on=date.min)
    put(write, PastEvent, same, values, valid_from=item.on.first if item.on else taking.on)
    return digest


def _keep_figure(taking: Taking, item: AdoptionItem, payload_id: int) -> None:
    same = {"district_code": taking.district, "key": item.key}
    values = {
        **{name: item.payload[name] for name in ("fiscal_year", "quarter", "value")},
        "payload_id": payload_id,
        "recorded_by": taking.by,
    }
    end(taking.write, PastFigure, same, on=date.min)
    put(taking.write, PastFigure, same, values, valid_from=taking.on)
