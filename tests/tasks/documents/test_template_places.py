import pytest

from tasks.documents.docx_files import read_parts, write_parts
from tasks.documents.template import Template, check_template
from tasks.documents.template_files import TemplateOutside, TemplateTracked
from tasks.documents.template_places import around, line_in_words, lined, where
from tasks.documents.template_splits import TemplateTag, TemplateTagSplit
from tasks.documents.template_tags import (
    TemplateCode,
    TemplateMissingField,
    TemplateNoTags,
    TemplateStrayEnd,
    TemplateUnended,
)

DOCUMENT = "word/document.xml"
BOLD = "<w:rPr><w:b/><w:bCs/></w:rPr>"


def changed(template: Template, new: str, old: str = "{{ subject_th }}") -> bytes:
    parts = read_parts(template.data)
    text = parts[DOCUMENT].decode()
    assert old in text
    return write_parts({**parts, DOCUMENT: text.replace(old, new, 1).encode()})


def sentence(template: Template, data: bytes, kind: type) -> str:
    """What is told of the one problem of that file."""
    (problem,) = check_template(data, template.sheet.names, template.sheet.required)
    assert isinstance(problem, kind)
    return str(problem.sentence)


def test_a_tag_that_is_half_bold_is_told_with_the_tag(template: Template) -> None:
    split = f"{{{{ subject</w:t></w:r><w:r>{BOLD}<w:t>_th }}}}"
    said = sentence(template, changed(template, split), TemplateTagSplit)
    assert "{{ subject_th }}" in said


def test_a_tag_whose_first_brace_alone_is_bold_is_told(template: Template) -> None:
    split = f"{{</w:t></w:r><w:r>{BOLD}<w:t>{{ subject_th }}}}"
    assert "{{ subject_th }}" in sentence(template, changed(template, split), TemplateTagSplit)


def test_a_tag_all_bold_or_split_by_what_word_adds_is_fine(template: Template) -> None:
    whole = f"</w:t></w:r><w:r>{BOLD}<w:t>{{{{ subject_th }}}}"
    marks = '<w:rPr><w:rFonts w:hint="cs"/><w:cs/><w:lang w:bidi="th-TH"/></w:rPr>'
    split = f"{{{{ sub</w:t></w:r><w:proofErr w:type='spellStart'/><w:r>{marks}<w:t>ject_th }}}}"
    for one in (whole, split):
        data = changed(template, one)
        assert check_template(data, template.sheet.names, template.sheet.required) == []


def test_a_tag_over_two_paragraphs_is_not_closed(template: Template) -> None:
    torn = "{{ subject_</w:t></w:r></w:p><w:p><w:r><w:t>th }}"
    problems = check_template(
        changed(template, torn), template.sheet.names, template.sheet.required
    )
    assert {type(one) for one in problems} == {TemplateTag}
    assert "{{ subject_" in str(problems[0].sentence)


def test_a_block_without_an_end_is_told_with_the_end_it_needs(template: Template) -> None:
    said = sentence(
        template, changed(template, "{% if border_th %}{{ subject_th }}"), TemplateUnended
    )
    assert "{% if border_th %}" in said
    assert "{% endif %}" in said
    said = sentence(
        template, changed(template, "{% for one in bodies %}{{ subject_th }}"), TemplateUnended
    )
    assert "{% endfor %}" in said


def test_an_end_without_a_beginning_is_told(template: Template) -> None:
    said = sentence(template, changed(template, "{{ subject_th }}{% endfor %}"), TemplateStrayEnd)
    assert "{% endfor %}" in said


def test_of_a_list_that_is_never_printed_its_own_fields_are_not_told_too(
    template: Template,
) -> None:
    more = frozenset({"guests", "guests.name", "guests.title", "day"})
    problems = check_template(template.data, template.sheet.names | more, more)
    assert {type(one) for one in problems} == {TemplateMissingField}
    assert [one.values["name"] for one in problems] == ["day", "guests"]


def test_a_finished_paper_is_no_template(template: Template) -> None:
    parts = {
        name: part if name != DOCUMENT and not name.startswith(("word/header", "word/footer"))
        else b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b'<w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>'
        for name, part in read_parts(template.data).items()
    }  # fmt: skip
    assert sentence(template, write_parts(parts), TemplateNoTags)


@pytest.mark.parametrize("mark", ["ins", "del", "moveFrom"])
def test_tracked_changes_are_told(template: Template, mark: str) -> None:
    run = "<w:r><w:t>{{ subject_th }}</w:t></w:r>"
    tracked = f'</w:t></w:r><w:{mark} w:id="1">{run}</w:{mark}><w:r><w:t>'
    assert "subject_th" in sentence(template, changed(template, tracked), TemplateTracked)


def test_comments_are_told(template: Template) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    comment = "<w:comment><w:p><w:r><w:t>แก้ตรงนี้</w:t></w:r></w:p></w:comment>"
    comments = f"<w:comments {space}>{comment}</w:comments>"
    data = write_parts({**read_parts(template.data), "word/comments.xml": comments.encode()})
    assert "แก้ตรงนี้" in sentence(template, data, TemplateTracked)


def test_a_link_is_told_with_the_text_that_it_lies_on(template: Template) -> None:
    parts = read_parts(template.data)
    relations = "word/_rels/document.xml.rels"
    link = '<Relationship Id="rId77" Type="x" Target="mailto:a@b.th" TargetMode="External"/>'
    parts[relations] = parts[relations].replace(
        b"</Relationships>", f"{link}</Relationships>".encode()
    )
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    linked = (
        f'{{{{ subject_th }}}}</w:t></w:r><w:hyperlink xmlns:q="{namespace}" q:id="rId77"><w:r>'
        "<w:t>ติดต่อเรา</w:t></w:r></w:hyperlink><w:r><w:t>"
    )
    parts[DOCUMENT] = parts[DOCUMENT].decode().replace("{{ subject_th }}", linked).encode()
    said = sentence(template, write_parts(parts), TemplateOutside)
    assert "mailto:a@b.th" in said
    assert "ติดต่อเรา" in said


def test_loops_within_loops_have_an_end(template: Template) -> None:
    deep = "".join(f"{{% for a{n} in bodies %}}" for n in range(7)) + "x" + "{% endfor %}" * 7
    said = sentence(template, changed(template, "{{ subject_th }}" + deep), TemplateCode)
    assert "for" in said


def test_a_long_paragraph_is_quoted_around_the_place() -> None:
    text = "ก" * 100 + " ที่นี่ " + "ข" * 100
    assert "ที่นี่" in around(text, text.index("ที่นี่"))
    assert len(around(text, 100)) <= 60


def test_a_quotation_begins_with_a_letter_and_not_with_its_mark() -> None:
    text = "กรณีเรื่องนั้น"
    for position in range(len(text) + 20):
        assert not around("ก" * 20 + text, position).startswith(("่", "ี", "ั", "้"))


def test_a_line_is_a_place_in_its_own_paragraph() -> None:
    source = lined("<w:p><w:t>หนึ่ง {{ a }} สอง {{ b }}</w:t></w:p><w:p><w:t>สาม {{ c }}</w:t></w:p>")
    numbers = {one: number for number, one in enumerate(source.splitlines(), 1)}
    place = next(number for line, number in numbers.items() if line.startswith("{{ b }}"))
    assert line_in_words(source, place).startswith("หนึ่ง {{ a }} สอง {{ b }}")
    place = next(number for line, number in numbers.items() if line.startswith("{{ c }}"))
    assert line_in_words(source, place) == "สาม {{ c }}"


def test_a_part_that_has_no_name_of_its_own_is_told_by_its_path() -> None:
    assert where("word/settings.xml").en == "word/settings.xml"
    assert where("word/_rels/footer2.xml.rels", "x").en == "the footer, near “x”"
