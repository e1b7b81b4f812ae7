import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st
from lxml import etree

from config.documents import document_defaults
from config.words import known
from flows.capabilities import net
from registry.refusals import Refusal
from registry.rules.order_facts import AppointmentOrderFacts
from tasks.documents.docx_files import TemplateNotDocx, TemplateTooLarge, read_parts, write_parts
from tasks.documents.template import Template, check_template, field_paths, load_template
from tasks.documents.template_files import TemplateBroken, TemplateMacros, TemplateOutside
from tasks.documents.template_splits import TemplateTag
from tasks.documents.template_tags import (
    TemplateCode,
    TemplateMissingField,
    TemplateMissingQuestion,
    TemplateMissingWords,
    TemplateUnheardField,
    TemplateUnheardFilter,
    TemplateUnknownField,
    TemplateUnknownFilter,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = "word/document.xml"


def problems_of(template: Template, data: bytes) -> list[Refusal]:
    problems = check_template(data, template.sheet.names, template.sheet.required)
    for problem in problems:
        assert known(f"refusal.{problem.code}")
        assert not re.search(r"\{[a-z_]+\}", str(problem.sentence))
        assert problem.field == "template"
    return problems


def with_parts(template: Template, **parts: bytes) -> bytes:
    named = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    return write_parts({**read_parts(template.data), **named})


def with_subject(template: Template, tag: str) -> bytes:
    parts = read_parts(template.data)
    document = parts[DOCUMENT].decode()
    assert "{{ subject_th }}" in document
    parts[DOCUMENT] = document.replace("{{ subject_th }}", tag).encode()
    return write_parts(parts)


def test_the_shipped_template_has_no_problem(template: Template) -> None:
    assert problems_of(template, template.data) == []


def test_its_sheet_names_only_fields_that_the_facts_have(template: Template) -> None:
    assert template.sheet.names <= field_paths(AppointmentOrderFacts)


def test_it_is_small(template: Template) -> None:
    assert len(template.data) < 15_000


def test_it_holds_no_style_that_nothing_uses(template: Template) -> None:
    parts = read_parts(template.data)
    styles = etree.fromstring(parts["word/styles.xml"])
    others = [part for name, part in parts.items() if name != "word/styles.xml"]
    text = b"".join(others).decode(errors="replace")
    based_on = {one.get(f"{W}val") for one in styles.iter(f"{W}basedOn")}
    for style in styles.iter(f"{W}style"):
        name = style.get(f"{W}styleId")
        assert style.get(f"{W}default") == "1" or f'"{name}"' in text or name in based_on, name


ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
        "pBdr shd tabs suppressAutoHyphens spacing ind contextualSpacing jc outlineLvl rPr sectPr"
    ),
    "rPr": "rStyle rFonts b bCs i iCs color spacing w kern position sz szCs highlight u lang",
    "tblPr": (
        "tblStyle tblpPr tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook"
    ),
    "sectPr": (
        "headerReference footerReference footnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
        "pgNumType cols formProt vAlign noEndnote titlePg docGrid"
    ),
    "style": (
        "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat locked pPr rPr tblPr"
    ),
}


def children_in_order(tree: etree._Element) -> Iterator[tuple[str, list[int]]]:
    for element in tree.iter():
        order = ORDER.get(element.tag.rpartition("}")[2])
        if order:
            names = [child.tag.rpartition("}")[2] for child in element]
            yield element.tag, [order.split().index(name) for name in names]


def test_properties_stand_in_the_order_that_word_demands(template: Template) -> None:
    for name, part in read_parts(template.data).items():
        if name.startswith("word/") and name.endswith(".xml"):
            for tag, places in children_in_order(etree.fromstring(part)):
                assert all(one <= next_one for one, next_one in pairwise(places)), (name, tag)


def test_each_table_has_one_layout(template: Template) -> None:
    tree = etree.fromstring(read_parts(template.data)[DOCUMENT])
    assert all(len(table.findall(f"{W}tblPr/{W}tblLayout")) == 1 for table in tree.iter(f"{W}tbl"))


def test_a_kind_is_loaded_with_its_hash(template: Template) -> None:
    assert load_template("appointment_order") == template
    with pytest.raises(KeyError):
        load_template("unheard_of")


@pytest.mark.parametrize(
    ("tag", "name", "nearest"),
    [
        ("{{ subject }}", "subject", "subject_th"),
        ("{{ signer.nam_th }}", "signer.nam_th", "signer.name_th"),
        (
            "{% for body in bodies %}{{ body.titel_th }}{% endfor %}",
            "bodies.titel_th",
            "bodies.title_th",
        ),
        (
            "{% for b in bodies %}{% for s in b.seats %}{{ s.phone }}{% endfor %}{% endfor %}",
            "bodies.seats.phone",
            "bodies.seats.",
        ),
    ],
)
def test_an_unknown_field_is_named_with_the_nearest_known(
    template: Template, tag: str, name: str, nearest: str
) -> None:
    (problem,) = problems_of(template, with_subject(template, "{{ subject_th }}" + tag))
    assert isinstance(problem, TemplateUnknownField)
    assert problem.values["name"] == name
    assert str(problem.values["nearest"]).startswith(nearest)
    assert name in problem.sentence.th


@pytest.mark.parametrize("tag", ["{{ coordinator_phone }}", "{{ ผู้ประสานงาน }}"])
def test_of_an_unknown_field_that_is_like_none_no_other_is_guessed(
    template: Template, tag: str
) -> None:
    (problem,) = problems_of(template, with_subject(template, "{{ subject_th }}" + tag))
    assert isinstance(problem, TemplateUnheardField)
    assert "nearest" not in problem.values
    assert tag in problem.sentence.th


@pytest.mark.parametrize(
    ("name", "told"), [("thai_dat", TemplateUnknownFilter), ("shouted", TemplateUnheardFilter)]
)
def test_an_unknown_filter_is_told_with_one_that_is_like_it_if_there_is_one(
    template: Template, name: str, told: type[Refusal]
) -> None:
    (problem,) = problems_of(template, with_subject(template, "{{ subject_th|" + name + " }}"))
    assert isinstance(problem, told)


@pytest.mark.parametrize(
    "tag",
    [
        "{% if subject_th %}แต่งตั้ง{% endif %}",
        "{{ 'ก' if subject_th == 'ข' else 'ค' }}",
        "{% if subject_th is none %}แต่งตั้ง{% endif %}",
        "{% for one in subject_th %}ก{% endfor %}",
        "{{ subject_th == 'ก' }}",
        "{{ subject_th is none }}",
    ],
)
def test_to_ask_about_a_required_field_is_not_to_print_it(template: Template, tag: str) -> None:
    (problem,) = problems_of(template, with_subject(template, tag))
    assert isinstance(problem, TemplateMissingField)
    assert problem.values["name"] == "subject_th"


@pytest.mark.parametrize(
    "tag",
    [
        "{{ subject_th if border_th else 'แต่งตั้ง' }}",
        "{% set one = subject_th %}{{ one }}",
        "{% for one in subject_th %}{{ one }}{% endfor %}",
        "{% if subject_th %}{{ subject_th }}{% endif %}",
    ],
)
def test_a_required_field_is_printed_under_another_name_or_a_condition(
    template: Template, tag: str
) -> None:
    assert problems_of(template, with_subject(template, tag)) == []


def test_what_must_be_asked_about_is_told_where_nothing_asks(template: Template) -> None:
    names, asked = template.sheet.names | {"weather"}, frozenset({"weather", "kind"})
    (problem,) = check_template(template.data, names, asked=asked)
    assert isinstance(problem, TemplateMissingQuestion)
    assert problem.values["name"] == "weather"


def test_words_that_a_paper_must_say_may_stand_over_runs_and_never_in_a_tag(
    template: Template,
) -> None:
    split = with_subject(template, "{{ subject_th }}ขอแสดง</w:t></w:r><w:r><w:t>ความนับถือ")
    tag = with_subject(template, "{{ subject_th if kind != 'ขอแสดงความนับถือ' }}")
    for data, said in ((split, True), (tag, False)):
        told = check_template(data, template.sheet.names, words=("ขอแสดงความนับถือ",))
        assert [isinstance(one, TemplateMissingWords) for one in told] == ([] if said else [True])


@pytest.mark.parametrize("part", [DOCUMENT, "word/footer1.xml", "word/header1.xml"])
def test_an_identity_number_is_told_with_its_place_and_not_repeated(
    template: Template, part: str
) -> None:
    parts = read_parts(template.data)
    said = parts[part].decode()
    at = said.index("</w:p>")
    run = "<w:r><w:t>ผู้ประสาน 1-1017-0023</w:t></w:r><w:r><w:t>0-70-8 โทร.</w:t></w:r>"
    parts[part] = f"{said[:at]}{run}{said[at:]}".encode()
    (problem,) = check_template(write_parts(parts), template.sheet.names, net=net())
    assert problem.code == "template_identity"
    assert "ผู้ประสาน … โทร." in problem.sentence.th
    assert "0023" not in problem.sentence.th + problem.sentence.en


def test_an_identity_number_in_the_properties_of_the_file_is_told(template: Template) -> None:
    parts = read_parts(template.data)
    said = parts["docProps/core.xml"].decode()
    parts["docProps/core.xml"] = said.replace(
        "</cp:coreProperties>",
        "<cp:keywords>1-1017-00230-70-8</cp:keywords></cp:coreProperties>",
    ).encode()
    (problem,) = check_template(write_parts(parts), template.sheet.names, net=net())
    assert (problem.code, "docProps/core.xml" in problem.sentence.th) == ("template_identity", True)


def test_a_person_of_a_case_is_told_with_the_place_and_not_repeated(template: Template) -> None:
    named = with_subject(template, "{{ subject_th }} ผู้เสียหายชื่อ นางสาวมะลิ ใจดี ที่แม่สาย")
    (problem,) = check_template(named, template.sheet.names, net=net())
    assert problem.code == "template_person"
    assert "มะลิ" not in problem.sentence.th + problem.sentence.en


def test_a_name_of_one_loop_is_unknown_after_it(template: Template) -> None:
    tag = "{{ subject_th }}{% for one in bodies %}{% endfor %}{{ one.title_th }}"
    (problem,) = problems_of(template, with_subject(template, tag))
    assert problem.values["name"] == "one.title_th"


def test_a_required_field_that_is_never_printed_is_named(template: Template) -> None:
    (problem,) = problems_of(template, with_subject(template, "แต่งตั้ง"))
    assert isinstance(problem, TemplateMissingField)
    assert problem.values["name"] == "subject_th"


@pytest.mark.parametrize(
    "tag",
    [
        "{{ subject_th",
        "subject_th }}",
        "{{ subject_th }",
        "{% if kind %}{{ subject_th }}",
        "{{ subject_th }}{% endif %}",
        "{% wenn kind %}{{ subject_th }}",
        "{{ subject_th }}{% for body %}{% endfor %}",
        "{{ }}",
    ],
)
def test_an_unclosed_or_misspelt_tag_is_refused(template: Template, tag: str) -> None:
    problems = problems_of(template, with_subject(template, tag))
    assert problems
    assert isinstance(problems[0], TemplateTag)


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ subject_th.__class__ }}",
        "{{ subject_th.upper() }}",
        "{{ subject_th['upper'] }}",
        "{{ range(10) }}",
        "{{ 9 ** 99999999 }}",
        "{{ 'x' * 99999999 }}",
        "{% import 'x' as x %}",
        "{% include 'x' %}",
        "{% macro m() %}{% endmacro %}",
        "{{ [1, 2] }}",
        "{{ lipsum.__globals__ }}",
    ],
)
def test_code_is_refused_and_not_run(template: Template, tag: str) -> None:
    problems = problems_of(template, with_subject(template, "{{ subject_th }}" + tag))
    assert any(isinstance(problem, TemplateCode) for problem in problems)


def test_an_unknown_filter_is_refused(template: Template) -> None:
    problems = problems_of(template, with_subject(template, "{{ subject_th|attr('x') }}"))
    assert any(isinstance(problem, TemplateUnheardFilter | TemplateTag) for problem in problems)


def test_tags_that_word_has_split_over_runs_are_read_whole(template: Template) -> None:
    split = "{{ sub</w:t></w:r><w:r><w:t>ject_th }}"
    assert problems_of(template, with_subject(template, split)) == []


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"PK\x03\x04 cut", write_parts({"other.xml": b"<a/>"})]
)
def test_what_is_no_word_document_is_refused(template: Template, data: bytes) -> None:
    (problem,) = problems_of(template, data)
    assert isinstance(problem, TemplateNotDocx)


def test_a_document_cut_short_is_refused(template: Template) -> None:
    for length in range(0, len(template.data), 500):
        (problem,) = problems_of(template, template.data[:length])
        assert isinstance(problem, TemplateNotDocx)


def test_a_part_outside_the_folder_is_refused(template: Template) -> None:
    outside = write_parts({**read_parts(template.data), "../../etc/x.xml": b"<a/>"})
    (problem,) = problems_of(template, outside)
    assert isinstance(problem, TemplateNotDocx)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(template: Template) -> None:
    limits = document_defaults().template_limits
    blown_up = with_parts(template, word__media__x_dot_png=b"\0" * (limits.ratio_from_bytes * 10))
    many = write_parts(
        {**read_parts(template.data), **{f"word/{n}.xml": b"<a/>" for n in range(limits.parts)}}
    )
    large = template.data + b"\0" * limits.file_bytes
    for data in (blown_up, many, large):
        (problem,) = problems_of(template, data)
        assert isinstance(problem, TemplateTooLarge)


def test_an_encrypted_part_is_refused(template: Template) -> None:
    data = bytearray(template.data)
    with zipfile.ZipFile(io.BytesIO(template.data)) as file:
        start = file.start_dir
    data[start + 8] |= 1
    (problem,) = problems_of(template, bytes(data))
    assert isinstance(problem, TemplateNotDocx)


def test_macros_are_refused(template: Template) -> None:
    types = read_parts(template.data)["[Content_Types].xml"]
    docm = types.replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
        b"vnd.ms-word.document.macroEnabled.main",
    )
    assert docm != types
    for data in (
        with_parts(template, word__vbaProject_dot_bin=b"x"),
        write_parts({**read_parts(template.data), "[Content_Types].xml": docm}),
    ):
        (problem,) = problems_of(template, data)
        assert isinstance(problem, TemplateMacros)


def test_content_from_outside_is_refused(template: Template) -> None:
    parts = read_parts(template.data)
    relations = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="x" Target="http://example.org/x.png"'
        b' TargetMode="External"/></Relationships>',
    )
    field = '<w:instrText xml:space="preserve"> INCLUDE</w:instrText>'
    rest = "<w:instrText>PICTURE http://example.org/x</w:instrText>"
    fetching = f"{{{{ subject_th }}}}</w:t></w:r><w:r>{field}</w:r><w:r>{rest}</w:r><w:r><w:t>"
    for data in (
        write_parts({**parts, "word/_rels/document.xml.rels": relations}),
        with_parts(template, word__embeddings__x_dot_bin=b"x"),
        with_subject(template, fetching),
    ):
        (problem,) = problems_of(template, data)
        assert isinstance(problem, TemplateOutside)


def test_entities_are_refused_and_not_followed(template: Template) -> None:
    styles = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
    for part in (styles, b"<a><b></a>", b""):
        (problem,) = problems_of(template, with_parts(template, word__styles_dot_xml=part))
        assert isinstance(problem, TemplateBroken)


@pytest.mark.parametrize("part", ["[Content_Types].xml", "_rels/.rels", "word/styles.xml"])
def test_a_file_that_no_program_opens_is_refused(template: Template, part: str) -> None:
    parts = {name: content for name, content in read_parts(template.data).items() if name != part}
    (problem,) = problems_of(template, write_parts(parts))
    assert isinstance(problem, TemplateBroken)
    assert part in problem.sentence.th


def test_a_part_in_another_encoding_is_refused(template: Template) -> None:
    document = read_parts(template.data)[DOCUMENT].decode()
    other = document.replace("UTF-8", "UTF-16").encode("utf-16")
    (problem,) = problems_of(template, with_parts(template, word__document_dot_xml=other))
    assert isinstance(problem, TemplateBroken)


@pytest.mark.parametrize("length", ["1e999", "nan", "-", "", "9" * 400])
def test_a_length_that_is_none_is_a_wrong_one(template: Template, length: str) -> None:
    parts = read_parts(template.data)
    parts[DOCUMENT] = parts[DOCUMENT].replace(b'w:left="1701"', f'w:left="{length}"'.encode())
    (problem,) = problems_of(template, write_parts(parts))
    assert problem.code == "template_margin"


DAMAGE = st.lists(st.tuples(st.integers(0, 50_000), st.integers(0, 255)), min_size=1, max_size=20)


@settings(max_examples=100, deadline=None)
@given(damage=DAMAGE)
def test_a_damaged_file_is_told_and_never_a_defect_of_ours(damage: list[tuple[int, int]]) -> None:
    template = load_template("appointment_order")
    data = bytearray(template.data)
    for place, sign in damage:
        data[place % len(data)] = sign
    problems_of(template, bytes(data))
