"""Taking in an old committee: what its form says, written as facts of the registry.

Orders, seats, members and holders go where those of every committee stand; all that the
paper says, with its source and as far as its dates are known, also stands as history.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from registry.facts import end, put
from registry.models import PastEvent, PastFigure
from registry.queries.history import past_events, past_figures
from registry.records.adoption_orders import first_of_prasan, in_force_from, record_orders
from registry.records.adoption_people import Around, record_officer, record_seat
from registry.records.documents import EVIDENCE, NewDocument, Upload, keep
from registry.rules.adoption import Change, Item, compared, items
from registry.rules.adoption_form import AdoptionForm
from registry.rules.plain import Json
from registry.store import Write

PAPERS = Mapping[str, Upload]


@dataclass(frozen=True)
class Taking:
    """A form on its way into the registry: whose district, who records it, on what day."""

    write: Write
    district: str
    form: AdoptionForm
    uploads: PAPERS
    by: int
    on: date

    @cached_property
    def around(self) -> Around:
        """What the dates of its people are read against."""
        began = in_force_from(self.form.order)
        return Around(began, self.on, first_of_prasan(self.write, self.district), self.by)


def changes(taking: Taking) -> tuple[Change, ...]:
    """What of the form is new or changed against what stands."""
    connection, district = taking.write.connection, taking.district
    standing: dict[tuple[str, str], Mapping[str, Json]] = {
        (one.kind, one.key): one.body for one in past_events(connection, district)
    }
    standing |= {("figure", one.key): one.body for one in past_figures(connection, district)}
    return compared(list(_with_digests(items(taking.form), taking.uploads, standing)), standing)


def _with_digests(
    wanted: Iterable[Item], uploads: PAPERS, standing: Mapping[tuple[str, str], Mapping[str, Json]]
) -> Iterator[Item]:
    """A scan is the same scan while its bytes are the same, or nobody sent it again."""
    for item in wanted:
        if item.kind != "scan":
            yield item
            continue
        upload = uploads.get(str(item.payload["file"]))
        before = standing.get((item.kind, item.key), {})
        sha256 = upload.sha256 if upload else before.get("sha256")
        yield replace(item, payload={**item.payload, "sha256": sha256})


def record(taking: Taking, found: Sequence[Change]) -> dict[str, Json]:
    """Write what is new or changed; answers the digests of what was kept, by kind and key."""
    fresh = [one for one in found if one.state != "unchanged"]
    before = {
        (one.kind, one.key): one for one in past_events(taking.write.connection, taking.district)
    }
    papers = {
        str(one.item.payload["file"]): _keep_scan(taking, one.item)
        for one in fresh
        if one.item.kind == "scan"
    }
    if any(one.item.kind == "order" for one in fresh):
        record_orders(taking.write, taking.district, taking.form, papers)
    for one in fresh:
        old = before.get((one.item.kind, one.item.key))
        match one.item.kind:
            case "officer":
                record_officer(taking.write, taking.district, taking.form, one.item.key,
                               old.body if old else {}, taking.around)
            case "seat":
                record_seat(taking.write, taking.district, taking.form, one.item.key,
                            old.body if old else {}, taking.around)
            case _:
                pass
    return {
        f"{one.item.kind}/{one.item.key}": _keep(taking, one.item, papers) for one in fresh
    }  # fmt: skip


def _keep_scan(taking: Taking, item: Item) -> int:
    upload = taking.uploads[str(item.payload["file"])]
    if item.on is None:
        msg = "a scan without a date passed the checks"
        raise ValueError(msg)
    paper = NewDocument(
        kind=f"past.{item.payload['kind']}",
        file_name=upload.file_name,
        media_type=upload.media_type,
        own_date=item.on.first,
        content=upload.content,
        content_hash=upload.sha256,
        status=EVIDENCE,
        attested_by=taking.by,
        version=1,
    )
    return keep(taking.write, taking.district, None, None, paper)


def _keep(taking: Taking, item: Item, papers: Mapping[str, int]) -> str:
    """The form's own words as a dated fact; what stood under that key is superseded."""
    write = taking.write
    payload_id, digest = write.payload(item.payload)
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


def _keep_figure(taking: Taking, item: Item, payload_id: int) -> None:
    same = {"district_code": taking.district, "key": item.key}
    values = {
        **{name: item.payload[name] for name in ("indicator", "fiscal_year", "quarter", "value")},
        "payload_id": payload_id,
        "recorded_by": taking.by,
    }
    end(taking.write, PastFigure, same, on=date.min)
    put(taking.write, PastFigure, same, values, valid_from=taking.on)
