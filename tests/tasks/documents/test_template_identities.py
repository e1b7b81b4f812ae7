"""Whom a template names: nobody in what offices write into theirs, or a person of a case."""

from importlib.resources import files
from pathlib import Path

import pytest

from flows.capabilities import net
from tasks.documents.docx_files import read_parts, write_parts
from tasks.documents.template import Template, check_template
from tasks.documents.template_identities import identity_problems

SHIPPED = sorted(Path(str(files("templates"))).rglob("*.docx"))
NOBODY = (
    # speeches and other titles
    "กระผม นายอำเภอแม่ฟ้าหลวง รู้สึกเป็นเกียรติอย่างยิ่งที่ได้มาเป็นประธาน",
    "เรียน ท่านประธาน ท่านวิทยากร และผู้เข้ารับการอบรมทุกท่าน",
    "ขอเชิญ พ.ต.อ.สมชาย ใจดี กล่าวรายงานสถานการณ์ผู้เสียหายในพื้นที่",
    "วิทยากร นายสมชาย ใจดี บรรยายเรื่อง การคัดแยกผู้เสียหาย",
    "นางสาวสมหญิง รักดี นักสังคมสงเคราะห์ ผู้ดูแลผู้เสียหาย",
    # whoever fills it in, and whoever witnesses that
    "ข้าพเจ้า นาย ก ขอให้ถ้อยคำว่า",
    "ข้าพเจ้า นาย ก. นามสกุล ข. อายุ ...... ปี ขอรับรองว่า",
    "ข้าพเจ้า .................... ตำแหน่ง ....................",
    "(นาย.................................................)พยาน",
    "ลงชื่อ {{ signer.name_th }} พยาน",
    # law
    "ผู้เสียหายจากการค้ามนุษย์ตามมาตรา ๖ แห่งพระราชบัญญัติป้องกันและปราบปรามการค้ามนุษย์ พ.ศ. ๒๕๕๑",
    "“ผู้เสียหาย” หมายความว่า บุคคลซึ่งเป็นผู้เสียหายจากการค้ามนุษย์",
    "ให้พนักงานเจ้าหน้าที่คุ้มครองผู้เสียหาย พยาน และผู้แจ้งเหตุ ตามมาตรา ๓๖",
    "ห้ามระบุชื่อ ที่อยู่ หรือข้อมูลที่ทำให้รู้จักผู้เสียหาย พยาน หรือผู้แจ้งเบาะแส",
    # cases to learn from
    "ตัวอย่าง นาย ก เป็นผู้เสียหาย ถูกนาย ข หลอกไปทำงาน",
    "นาย ก. (ผู้เสียหาย) และนาย ข. (ผู้ต้องหา)",
    "กรณีสมมติ เด็กหญิงเอ ผู้เสียหาย อายุ ๑๔ ปี",
    "เด็กชาย บี (นามสมมติ) ผู้เสียหาย ถูกบังคับขอทาน",
    "ผู้เสียหายนามสมมติ เอ",
    "ผู้เสียหาย นายสมมติ ตัวอย่าง",
    "ผู้เสียหาย Mr. A and Ms. B",
    "The victim, Mr. A, was rescued",
    # forms
    "แบบสัมภาษณ์ผู้เสียหาย ชื่อสมมติ ................ อายุ ....... ปี",
    "ผู้เสียหาย หญิง ชาย เด็กหญิง เด็กชาย",
)
SOMEBODY = (
    "นายสมชาย ใจดี ผู้เสียหาย",
    "ผู้เสียหายชื่อ นางสาวมะลิ แซ่ลี อายุ ๑๖ ปี",
    "พยาน นายบุญมา แสนสุข ให้การว่า",
    "เด็กหญิงดาว สุขใจ ผู้เสียหาย ถูกหลอก",
    "นาย ก้อง ผู้เสียหาย",
    "ผู้เสียหาย (นางสาวดาว แสงทอง)",
    "จำเลย นายวิชัย มั่นคง",
    "Victim: Ms. Aye Aye Win",
    # that a line says so makes no name of somebody's a made-up one
    "นายสมชาย ใจดี (นามสมมติ) ผู้เสียหาย",
    "กรณีสมมติ นางสาวมะลิ แซ่ลี ผู้เสียหาย อายุ ๑๖ ปี",
    "ผู้เสียหายชื่อสมมติ ดาว",
    "Victim: Ms. Aye Aye Win (made up)",
)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_no_template_of_the_release_names_anybody(file: Path) -> None:
    assert identity_problems(read_parts(file.read_bytes()), net()) == []


def with_line(template: Template, line: str) -> bytes:
    """The template with that line behind its subject."""
    parts = read_parts(template.data)
    document = parts["word/document.xml"].decode()
    paragraph = f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"
    parts["word/document.xml"] = document.replace("<w:sectPr", f"{paragraph}<w:sectPr", 1).encode()
    return write_parts(parts)


@pytest.mark.parametrize("line", NOBODY)
def test_what_an_office_writes_into_a_template_of_its_own_names_nobody(
    template: Template, line: str
) -> None:
    parts = read_parts(with_line(template, line))
    assert line in parts["word/document.xml"].decode()
    assert identity_problems(parts, net()) == []


@pytest.mark.parametrize("line", SOMEBODY)
def test_a_template_that_names_a_person_of_a_case_is_refused(template: Template, line: str) -> None:
    problems = check_template(with_line(template, line), template.sheet.names, net=net())
    assert [one.code for one in problems if one.code != "template_unknown_field"] == [
        "template_person"
    ]
