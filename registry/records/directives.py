"""A provincial directive recorded, and what came of it in each district."""

from dataclasses import dataclass
from datetime import date

from registry.fact_digests import add, change
from registry.models import Directive, DirectiveDistrict, table_of
from registry.records.filing import NewDocument, Upload, keep
from registry.rules.directive_results import DirectiveResult
from registry.rules.plain_values import Json
from registry.transaction import Write

SCAN = "scan.directive"


@dataclass(frozen=True)
class NewDirective:
    """What is recorded of a letter. `number_key` is its number as letters are compared."""

    province_code: str
    number: str
    number_key: str
    year_be: int
    dated: date
    subject_th: str
    signer: str
    due_on: date | None


def enter(write: Write, new: NewDirective, scan: Upload | None, *, recorded_by: int) -> int:
    """Record the letter in its province's chain, with its scan if there is one. Its id."""
    document = _keep(write, new.province_code, new.dated, scan, recorded_by) if scan else None
    row = {
        **vars(new),
        "document_id": document,
        "recorded_by": recorded_by,
        "recorded_at": write.now,
    }
    made = add(write, table_of(Directive), row)
    body: Json = {
        "directive": made,
        "number": new.number,
        "dated": new.dated.isoformat(),
        "subject_th": new.subject_th,
        "signer": new.signer,
        "due_on": new.due_on.isoformat() if new.due_on else None,
        "document": document,
    }
    write.audit(new.province_code, "directive.entered", actor=recorded_by, body=body)
    return made


def add_scan(
    write: Write, directive: int, province: str, dated: date, scan: Upload, *, recorded_by: int
) -> int:
    """The scan of a letter that was recorded without one. Answers the document's id."""
    document = _keep(write, province, dated, scan, recorded_by)
    letters = table_of(Directive)
    change(write, letters, letters.c.id == directive, document_id=document)
    body: Json = {"directive": directive, "document": document}
    write.audit(province, "directive.scan", actor=recorded_by, body=body)
    return document


def _keep(write: Write, province: str, dated: date, scan: Upload, recorded_by: int) -> int:
    paper = NewDocument.evidence(SCAN, scan, dated, recorded_by)
    return keep(write, province, None, None, paper)


def settle(
    write: Write,
    directive: int,
    district: str,
    result: DirectiveResult,
    instance: int | None,
    *,
    recorded_by: int,
) -> None:
    """What came of the letter in a district, once, in the district's chain."""
    row = {
        "directive_id": directive,
        "district_code": district,
        "result": result.value,
        "instance_id": instance,
        "recorded_at": write.now,
    }
    add(write, table_of(DirectiveDistrict), row)
    body: Json = {"directive": directive, "result": result.value, "instance": instance}
    write.audit(district, "directive.settled", actor=recorded_by, body=body)
