"""Return forms that came back: Word and Excel are read, scans need their reference typed."""

from dataclasses import dataclass, field
from pathlib import Path

from config.words import Term
from desk.imports.files import FileNotReadable
from desk.views.returned_gates import ReturnGate, reference_in
from registry.given_files import read_given
from registry.records.filing import Upload
from registry.refusals import Refusal
from registry.rules.file_names import brought_name
from registry.rules.screening import Net
from registry.rules.uploads import WORD, XLSX, too_large
from registry.uploads import ScanTooLarge, ScanWrongKind, checked_scan
from tasks.documents.docx_files import BrokenPart, TemplateNotDocx, TemplateTooLarge
from tasks.documents.return_form import ReturnedForm, read_return_form
from tasks.documents.returned_parts import named_person, reaching_part, unpacked_parts
from tasks.workbooks.filled_form import BROKEN
from tasks.workbooks.return_workbook import is_workbook, read_return_workbook

ZIP = b"PK\x03\x04"


class ReturnUnreadable(Refusal):
    """The file that came back is neither Word nor Excel nor a scan, or is damaged."""


class ReturnWithoutReference(Refusal):
    """A scan came back, or nothing, and no reference was typed."""


class ReturnReachesOut(Refusal):
    """Something in the file runs or fetches when it is opened: it is kept, and others open it."""


class ReturnNamesPerson(Refusal):
    """An identity number or a person of a case stands in the file, which is kept whole."""


class ReturnUntouched(Refusal):
    """The form came back as it left the house: nobody has answered by it."""


class ReturnHoldsNoAnswers(Refusal):
    """A scan, or a paper whose answers stand in no table: somebody must read it first."""


@dataclass(frozen=True)
class ReturnedFile:
    """A form that came back: its reference, in which field, its answers, the file itself."""

    reference: str
    said_in: str
    answers: dict[int, str] = field(default_factory=dict)
    evidence: tuple[Upload, ...] = ()


def returned_file(
    name: str, content: bytes, typed: str, megabytes: int, *, names: tuple[str, str], net: Net
) -> ReturnedFile:
    """What came back as that file; a reference that was typed stands before the file's own.

    `names` are those of the fields for file and reference. Raises ReturnUnreadable,
    ReturnWithoutReference, ReferenceMissing, ReturnReachesOut, ReturnNamesPerson, what a scan
    refuses, and what a workbook does.
    """
    in_file, in_field = names
    if not content:
        if not typed:
            raise ReturnWithoutReference(field=in_field)
        return ReturnedFile(typed, in_field)
    if not content.startswith(ZIP):
        scan = _scanned(name, content, megabytes, in_file)
        if not typed:
            raise ReturnWithoutReference(field=in_field)
        return ReturnedFile(typed, in_field, evidence=(scan,))
    if too_large(len(content), megabytes):
        raise ScanTooLarge(field=in_file, file=name, megabytes=megabytes)
    if is_workbook(content):
        kind, form = XLSX, read_return_workbook(content, megabytes, file=name, field=in_file)
    else:
        kind, form = WORD, _read(content, in_file)
    _refuse_unfit(name, content, net, in_file)
    reference = typed or reference_in(form, field=in_file)
    upload = Upload(brought_name(name), kind, content)
    return ReturnedFile(reference, in_field if typed else in_file, form.answers, (upload,))


def _scanned(name: str, content: bytes, megabytes: int, in_file: str) -> Upload:
    """The scan; of what is none it is unknown whether it was to be one, or a form in Word."""
    try:
        return checked_scan(name, content, megabytes, field=in_file)
    except ScanWrongKind as error:
        raise ReturnUnreadable(field=in_file) from error


def _read(content: bytes, in_file: str) -> ReturnedForm:
    try:
        return read_return_form(content)
    except (BrokenPart, TemplateNotDocx, TemplateTooLarge) as error:
        raise ReturnUnreadable(field=in_file) from error


def _refuse_unfit(name: str, content: bytes, net: Net, in_file: str) -> None:
    try:
        parts = unpacked_parts(content)
        reaching, named = reaching_part(parts), named_person(parts, net)
    except (BrokenPart, *BROKEN) as error:
        raise ReturnUnreadable(field=in_file) from error
    if reaching is not None:
        raise ReturnReachesOut(field=in_file, file=name, part=reaching)
    if named is not None:
        raise ReturnNamesPerson(field=in_file, file=name, what=Term(f"screening.{named.kind}"))


def read_returned_file(
    file: str | None, reference: str | None, megabytes: int, net: Net
) -> ReturnedFile:
    """The same of a file by its name, as the command line has it.

    Raises FileNotReadable, FileIsNone and FileTooLarge too.
    """
    content = b""
    if file is not None:
        try:
            content = read_given(Path(file), megabytes, field="FILE")
        except OSError as error:
            raise FileNotReadable(field="FILE", file=file) from error
    return returned_file(
        Path(file or "").name, content, (reference or "").strip(), megabytes,
        names=("FILE", "--reference"), net=net,
    )  # fmt: skip


def refuse_untouched(returned: ReturnedFile, *, field: str) -> None:
    """Raises ReturnUntouched where no question of the form was answered."""
    if returned.answers and not any(returned.answers.values()):
        raise ReturnUntouched(field=field, file=returned.evidence[0].file_name)


def refuse_unread(returned: ReturnedFile, found: ReturnGate) -> None:
    """Raises ReturnHoldsNoAnswers: what the gate begins with is nobody's answer."""
    if not returned.answers:
        row = found.row
        raise ReturnHoldsNoAnswers(field=returned.said_in, instance=row.instance_id, gate=row.path)
