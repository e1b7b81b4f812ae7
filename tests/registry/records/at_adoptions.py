"""A committee that is taken in from an older paper."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flows.adoption.adopt import (
    AdoptedCommittee,
    adopt,
)
from flows.capabilities import net
from registry.records.adoption_form import read_form
from registry.records.adoption_rows import raw_of, with_scans
from registry.records.filing import Upload
from registry.rules.adoption_form import AdoptionForm
from tests.builders import MAE_FAH_LUANG, Desk

D = MAE_FAH_LUANG
TODAY = date(2022, 6, 20)
HEADING = "คำสั่งอำเภอแม่ฟ้าหลวง"
ORDER: dict[str, Any] = {
    "standing": "in_force", "kind": "new", "heading": HEADING, "number": "45/2562",
    "dated": "7 พ.ค. 2562", "mode": "by_position", "paper": "found",
}  # fmt: skip
SEAT: dict[str, Any] = {
    "body": "executive", "no": 2, "role": "member", "position": "สาธารณสุขอำเภอ",
    "office": "district_public_health", "name": "นายสมมุติ หนึ่ง",
}  # fmt: skip
FULL: dict[str, list[dict[str, Any]]] = {
    "orders": [ORDER],
    "officers": [{"post": "chair", "name": "นายสมมุติ ตัวอย่าง", "start": "1 ต.ค. 2561"}],
    "roster": [SEAT],
    "steps": [{"step": "inception", "on": "2562"}],
    "meetings": [{"kind": "quarterly", "number": "1/2563", "on": "2563", "minutes": "not_found"}],
    "trainings": [{"on": "2563", "topic": "การส่งต่อ"}],
    "plans": [{"fiscal_year": 2563, "state": "drafted"}],
    "figures": [{"indicator": "การอบรม", "fiscal_year": 2563, "value": 0}],
}


def form(data: Mapping[str, Any], uploads: Mapping[str, Upload] | None = None) -> AdoptionForm:
    raw = with_scans(raw_of(data), uploads or {})
    return read_form(raw, net(), today=TODAY, district=D)


def take(desk: Desk, data: Mapping[str, Any], **more: Any) -> AdoptedCommittee:
    wanted = form(data, more.get("uploads"))
    return adopt(desk.office, D, wanted, recorded_by="coord", **more)
