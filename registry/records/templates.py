"""An office's own templates: brought in, and withdrawn so that the shipped one counts again."""

from datetime import date

from config.words import Language
from registry.facts import end, put
from registry.models import PaperTemplate
from registry.queries.templates import own_template_digest
from registry.records.filing import Upload, keep_bytes
from registry.transaction import Write

PUT, WITHDRAWN = "template.put", "template.withdrawn"


def put_template(
    write: Write,
    province: str,
    kind: str,
    language: Language,
    upload: Upload,
    *,
    since: date,
    by: int,
) -> bool:
    """From `since` the province's papers of the kind are made from this file.

    False, and nothing is written, where these very bytes are in force on that day already.
    The file was checked before.
    """
    before = own_template_digest(write.connection, province, kind, language, since)
    if before == upload.sha256:
        return False
    same = {"area_code": province, "kind": kind, "language": language}
    sha256 = keep_bytes(write, upload.content)
    values = {"sha256": sha256, "file_name": upload.file_name, "recorded_by": by}
    put(write, PaperTemplate, same, values, valid_from=since)
    body = {
        "kind": kind, "language": language, "sha256": sha256, "before": before,
        "since": since.isoformat(),
    }  # fmt: skip
    write.audit(province, PUT, actor=by, body=body)
    return True


def withdraw_template(
    write: Write, province: str, kind: str, language: Language, *, on: date, by: int
) -> bool:
    """From that day the shipped template counts again. False where none of its own is in force."""
    before = own_template_digest(write.connection, province, kind, language, on)
    if before is None:
        return False
    end(write, PaperTemplate, {"area_code": province, "kind": kind, "language": language}, on=on)
    body = {"kind": kind, "language": language, "sha256": before, "on": on.isoformat()}
    write.audit(province, WITHDRAWN, actor=by, body=body)
    return True
