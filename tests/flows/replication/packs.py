"""Packs for tests: of a small province, and ones that somebody took apart."""

import json
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from typing import Any

from flows.papers.office_templates import bring_in
from flows.replication.pack_file import DIGEST, MANIFEST
from registry.records.filing import Upload
from registry.records.load import load
from registry.records.load_file import LoadFile
from registry.rules.uploads import WORD
from registry.transaction import lock_order
from tasks.documents.docx_files import DOCUMENT, read_parts, write_parts
from tasks.documents.template import load_template
from tests.builders import Desk

SURAT = "84"
COORD_84 = "coord84"
LETTER = "advocacy_letter"


def own_letter(add: str = "") -> bytes:
    """The shipped letter with a sentence of the province's own."""
    parts = dict(read_parts(load_template(LETTER).data))
    said = f"<w:p><w:r><w:t>{add or 'จังหวัดเชียงรายยินดีแลกเปลี่ยนเรียนรู้'}</w:t></w:r></w:p>"
    body = parts[DOCUMENT].decode()
    head, mark, tail = body.rpartition("<w:sectPr")
    parts[DOCUMENT] = (head + said + mark + tail).encode()
    return write_parts(parts)


def brings_letter(desk: Desk, province: str = "57", by: str = "coord", add: str = "") -> None:
    since = desk.office.registry.today
    bring_in(
        desk.office, province, LETTER, "th", Upload("letter.docx", WORD, own_letter(add)),
        since=since, recorded_by=by,
    )  # fmt: skip


def surat_has_a_coordinator(desk: Desk) -> None:
    """A second province with somebody who keeps its settings."""
    file = LoadFile.model_validate(
        {
            "people": [
                {"ref": COORD_84, "title_th": "นาง", "name_th": "ผู้รับ สมมุติ", "name_en": "Phurap S"}
            ],
            "offices": [
                {
                    "ref": "84/psdhs_coordinator/1", "title_th": "ผู้ประสานงาน",
                    "title_en": "Coordinator", "unit_th": "", "unit_en": "",
                }
            ],
            "holders": [
                {"office": "84/psdhs_coordinator/1", "person": COORD_84, "start": "2018-10-01"}
            ],
        }
    )  # fmt: skip
    with desk.office.registry.writing(*sorted(file.areas(), key=lock_order)) as write:
        load(write, file, actor=1)


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as file:
        return {one: file.read(one) for one in file.namelist()}


def zipped(files: Mapping[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return packed.getvalue()


def sealed(files: Mapping[str, bytes], **said: Any) -> bytes:
    """The files as somebody repacks them who knows how hashes are made."""
    own = {name: one for name, one in files.items() if name not in (MANIFEST, DIGEST)}
    manifest = json.loads(files[MANIFEST]) | said
    manifest["files"] = {name: sha256(one).hexdigest() for name, one in own.items()}
    written = json.dumps(manifest, ensure_ascii=False).encode()
    digest = f"{sha256(written).hexdigest()}  {MANIFEST}\n".encode()
    return zipped({MANIFEST: written, DIGEST: digest, **own})


def with_row(data: bytes, kind: str, row: Mapping[str, Any]) -> bytes:
    """The pack with one item more, well sealed."""
    files = files_of(data)
    name = f"items/{kind}.json"
    rows = json.loads(files.get(name, b"[]"))
    return sealed({**files, name: json.dumps([*rows, row], ensure_ascii=False).encode()})


def lesson(key: str = "lesson-1", **said: str) -> dict[str, Any]:
    body = {"happened": "ประชุมล่าช้า", "change": "นัดวันล่วงหน้าทั้งปี", **said}
    return {"key": key, "body": body}
