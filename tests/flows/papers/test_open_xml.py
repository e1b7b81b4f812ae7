"""Every Word file that Prasan makes, and every template, held by Microsoft's SDK to the schema."""

import json
import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.words import Language
from desk.views.plan_columns import COLUMNS
from flows.capabilities import declared, open_installation
from flows.papers.office_templates import paper_kinds
from registry.queries.document_contents import content
from registry.queries.documents import documents
from registry.rules.uploads import WORD
from registry.store import Registry
from tasks.documents.docx_files import DOCUMENT, read_parts, write_parts
from tasks.documents.plan_form import write_plan_form
from tasks.documents.rendering import render
from tasks.documents.return_form import AskedQuestion, ReturnFormText, write_return_form
from tasks.documents.sample_facts import sample_facts
from tasks.documents.template import load_template
from tasks.documents.template_folders import languages
from tasks.workbooks.plan_workbook import PlanBook
from tests.programs import OPEN_XML
from tests.tasks.documents.crowded import crowded

pytestmark = [pytest.mark.slow, pytest.mark.schema]

FACTS = declared().facts
PAPERS: list[tuple[str, Language]] = [
    (kind, spoken) for kind in paper_kinds() for spoken in languages(kind)
]
HANDED_OVER = ("handover_page_one", "handover_annex", "contact_card")


def errors_of(file: Path) -> list[str]:
    """What the schema does not allow in the file."""
    command = [str(OPEN_XML), str(file)]
    bare = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    run = subprocess.run(command, env=bare, capture_output=True, check=True, text=True)
    said = json.loads(run.stdout)
    return [f"{one['path']} {one['xPath']}: {one['description']}" for one in said["errors"]]


def misfits(files: dict[str, bytes], folder: Path) -> dict[str, list[str]]:
    """The errors of those files that have any, each file by its name."""
    paths = {name: folder / f"{name}.docx" for name in files}
    for name, path in paths.items():
        path.write_bytes(files[name])
    with ThreadPoolExecutor(os.cpu_count()) as at_once:
        found = dict(zip(paths, at_once.map(errors_of, paths.values()), strict=True))
    return {name: errors for name, errors in found.items() if errors}


def samples() -> Iterator[tuple[str, bytes]]:
    """Each kind in each language: its template, and the paper as sample, bare and full."""
    for kind, language in PAPERS:
        template, name = load_template(kind, language), f"{kind}-{language}"
        yield f"{name}-template", template.data
        for bare in (False, True):
            facts = sample_facts(FACTS[kind], template.sheet, bare=bare)
            yield f"{name}-{'bare' if bare else 'sample'}", render(template, facts)
        yield f"{name}-full", render(template, crowded(kind))


def drafted(file: Path) -> Iterator[tuple[str, bytes]]:
    """The longest paper of each kind and language that the demo made."""
    office = open_installation(Registry(f"sqlite:///{file}"))
    longest: dict[str, bytes] = {}
    with office.registry.reading() as connection:
        for row in documents(connection):
            kept = content(connection, row.sha256) if row.media_type == WORD else None
            name = f"demo-{row.kind}-{row.language}"
            if kept is not None and len(kept) > len(longest.get(name, b"")):
                longest[name] = kept
    office.registry.dispose()
    yield from longest.items()


def forms() -> Iterator[tuple[str, bytes]]:
    """What is sent out in Word to be filled in and taken back."""
    question = AskedQuestion("ประชุมเมื่อใด", ("ก่อน", "หลัง"))
    asked = ReturnFormText(
        "แบบตอบกลับ", ["ถึง อำเภอ"], ("ที่", "คำถาม", "คำตอบ"), [question], ["ขอบคุณ"]
    )
    yield "return-form", write_return_form(asked)
    row = {"activity": "อบรมผู้นำชุมชน", "budget": 5000}
    plan = PlanBook(
        district="5703", year=2570, state="1", rows=[("1", row)], head={"aims": "ลดความเสี่ยง"},
        marks={"1": "a"}, options={}, columns=COLUMNS,
    )  # fmt: skip
    yield "plan-form", write_plan_form(plan)


def test_every_word_file_is_valid_by_the_open_xml_sdk(demo_file: Path, tmp_path: Path) -> None:
    made = dict((*samples(), *drafted(demo_file), *forms()))
    assert {f"demo-{kind}-{language}" for kind in HANDED_OVER[:2] for language in ("th", "en")} <= {
        *made
    }
    assert misfits(made, tmp_path) == {}


def test_what_the_schema_does_not_allow_is_found(tmp_path: Path) -> None:
    parts = read_parts(load_template("plan_letter").data)
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"<w:tcPr>", b'<w:tcPr><w:shd w:val="clear"/>')
    found = misfits({"wrong": write_parts(parts)}, tmp_path)["wrong"]
    assert any("tcW" in one for one in found)
