"""Files that people write for Prasan: JSON, TOML or YAML, told by their suffix."""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from config.words import Term, Value, both
from registry.faults import fault_of
from registry.given_files import MEGABYTE, FileTooLarge, read_given
from registry.partial_files import made_whole
from registry.refusals import Refusal
from registry.rules.json_text import KeyTwice, json_value
from registry.rules.plain_values import Json

if TYPE_CHECKING:
    from registry.records.adoption_rows import RawForm
    from tasks.workbooks.filled_form import WorkbookForm


class FileNotReadable(Refusal):
    """There is no such file, or it cannot be read or written."""


class FileWrongSuffix(Refusal):
    """The file's suffix is none of those whose form is known."""


class FileOtherKind(Refusal):
    """A workbook, a Word file or a PDF would bear the name of another kind: nobody opens it."""


class JsonUnreadable(Refusal):
    """The text is no JSON: where it breaks off."""


class FileUnreadable(Refusal):
    """The text is no TOML or YAML: what the reader says."""


STDIN = "-"
TEXT_MEGABYTES = 20  # of a text that a person writes; the largest load file has less than one
WORKBOOKS = (".xlsx", ".xlsm")
TEXTS = (".json", ".toml", ".yaml", ".yml")
# As tomllib ends its words.
TOML_PLACE, TOML_END = re.compile(r"\(at line (\d+), column (\d+)\)$"), "(at end of document)"
ENDINGS = {b"PK\x03\x04": (".docx", ".xlsx", ".zip"), b"%PDF": (".pdf",)}  # by how files begin


def read_file(name: str, *, field: str) -> Json:
    """What the file holds; "-" is JSON from the standard input.

    Raises what `read_bytes` raises, FileWrongSuffix, JsonUnreadable (naming line and column),
    KeyTwice or FileUnreadable.
    """
    path = Path(name)
    try:
        text = _typed(field) if name == STDIN else _text_of(name, field)
    except UnicodeDecodeError as error:
        raise FileUnreadable(
            field=field, file=path.name, problem=Term("file_problem.no_text")
        ) from error
    if name == STDIN:
        return read_json(text, field=field, file=STDIN)
    match path.suffix.lower():
        case ".json":
            return read_json(text, field=field, file=path.name)
        case ".toml":
            return _toml(text, field, path.name)
        case ".yaml" | ".yml":
            return _yaml(text, field, path.name)
        case _:
            raise FileWrongSuffix(field=field, file=path.name)


def _typed(field: str) -> str:
    """The standard input, without the mark that some programs put before a text."""
    text = sys.stdin.read(TEXT_MEGABYTES * MEGABYTE + 1)
    if len(text) > TEXT_MEGABYTES * MEGABYTE:
        raise FileTooLarge(field=field, file=STDIN, megabytes=TEXT_MEGABYTES)
    return text.removeprefix("\ufeff")


def _text_of(name: str, field: str) -> str:
    """The text of the file, its line ends as one, without such a mark."""
    content = read_bytes(name, field=field, megabytes=TEXT_MEGABYTES)
    return TextIOWrapper(BytesIO(content), encoding="utf-8-sig").read()


def read_bytes(name: str, *, field: str, megabytes: int) -> bytes:
    """What the file holds, as it is. Raises FileNotReadable, FileIsNone or FileTooLarge."""
    path = Path(name)
    try:
        return read_given(path, megabytes, field=field)
    except OSError as error:
        raise FileNotReadable(field=field, file=path.name) from error


def read_workbook_file(path: Path, megabytes: int, form: "WorkbookForm") -> "RawForm":
    """The rows of a workbook, whose size is looked at before it is read.

    Raises FileNotReadable, FileIsNone, WorkbookTooLarge or WorkbookUnreadable.
    """
    from registry.rules.uploads import too_large
    from tasks.workbooks.filled_form import WorkbookTooLarge, read_workbook

    try:
        if too_large(path.stat().st_size, megabytes):
            raise WorkbookTooLarge(field="FILE", file=path.name, megabytes=megabytes)
    except OSError as error:
        raise FileNotReadable(field="FILE", file=path.name) from error
    content = read_bytes(str(path), field="FILE", megabytes=megabytes)
    return read_workbook(content, megabytes, file=path.name, form=form)


def write_file(name: str, content: bytes, *, field: str, anew: bool = False) -> int:
    """Write the file, with `anew` only where there is none; answers how many bytes.

    A file that was there stays until the new one is whole; what is none, a pipe or a link, is
    written to. Raises FileNotReadable, ExportTargetExists, DiskRefuses or FileOtherKind.
    """
    suffix = Path(name).suffix.lower()
    own = next((ends for begins, ends in ENDINGS.items() if content.startswith(begins)), ())
    if own and suffix not in own and suffix in {*TEXTS, *chain(*ENDINGS.values())}:
        raise FileOtherKind(field=field, file=Path(name).name, endings=", ".join(own))
    if anew:
        with new_file(name, field=field) as part:
            return part.write_bytes(content)
    file = Path(name)
    with written_to(name, field):
        if file.is_symlink() or (file.exists() and not file.is_file()):
            return file.write_bytes(content)
        with made_whole(file, over=True) as part:
            return part.write_bytes(content)


@contextmanager
def new_file(name: str, *, field: str) -> Iterator[Path]:
    """An empty part that becomes the new file once it is written whole, and else is gone.

    Raises FileNotReadable, ExportTargetExists or DiskRefuses: first where no file can be made
    there, before anything is done of which the file tells.
    """
    with written_to(name, field), made_whole(Path(name)) as part:
        yield part


@contextmanager
def written_to(name: str, field: str) -> Iterator[None]:
    """What the system says of what is written there, as a refusal.

    Raises FileNotReadable, ExportTargetExists or DiskRefuses.
    """
    try:
        yield
    except FileExistsError as error:
        from flows.export import ExportTargetExists

        raise ExportTargetExists(field=field, folder=name) from error
    except OSError as error:
        raise fault_of(error) or FileNotReadable(field=field, file=Path(name).name) from error


def read_json(text: str, *, field: str, file: str) -> Json:
    """The JSON value of `text`. Raises JsonUnreadable or KeyTwice."""
    try:
        return json_value(text, file=file, field=field)
    except json.JSONDecodeError as error:
        raise JsonUnreadable(
            field=field, file=file, line=error.lineno, column=error.colno
        ) from error
    except (RecursionError, ValueError) as error:  # too deep, or a number of 4,301 digits
        raise JsonUnreadable(field=field, file=file, line=1, column=1) from error


def _toml(text: str, field: str, file: str) -> Json:
    try:
        return _as_json(tomllib.loads(text))
    except (RecursionError, ValueError) as error:  # tomllib's own error is a ValueError
        raise FileUnreadable(field=field, file=file, problem=_told(error)) from error


def _yaml(text: str, field: str, file: str) -> Json:
    import yaml

    class OneKeyLoader(yaml.SafeLoader):
        """Reads plain values, and takes no field twice."""

        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
            keys = [one.value for one, _ in node.value if isinstance(one, yaml.ScalarNode)]
            if again := next((one for one in keys if keys.count(one) > 1), None):
                raise KeyTwice(field=field, file=file, key=again)
            return super().construct_mapping(node, deep)

    try:
        return _as_json(yaml.load(text, OneKeyLoader))  # noqa: S506 — a SafeLoader
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise FileUnreadable(field=field, file=file, problem=_told(error)) from error


def _told(error: Exception) -> Value:
    """Where a reader stops in a file; where it names no place, its own words in one line."""
    if isinstance(error, RecursionError):
        return Term("file_problem.deep")
    said = " ".join(str(error).split())
    if mark := getattr(error, "problem_mark", None):  # it counts from 0
        line, column, form = mark.line + 1, mark.column + 1, "YAML"
    elif said.endswith(TOML_END):
        return Term("file_problem.end")
    elif found := TOML_PLACE.search(said):
        line, column, form = int(found[1]), int(found[2]), "TOML"
    else:
        return said
    return both("file_problem.place", form=form, line=line, column=column)


def _as_json(value: object) -> Json:
    """TOML and YAML have days of their own: here a day is typed as text, as in JSON."""
    from pydantic_core import to_jsonable_python

    return cast("Json", to_jsonable_python(value))
