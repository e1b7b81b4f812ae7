"""Two papers held against each other, by the command line."""

from collections.abc import Iterator, Sequence

from config.documents import document_defaults
from config.words import Language, say
from desk.cli.call import Call
from desk.cli.template_lines import read_template
from desk.views.paper_file import paper_file
from flows.papers.paper_forms import PaperForm
from registry.refusals import Refusal
from registry.rules.uploads import WORD
from tasks.documents.docx_files import read_parts
from tasks.documents.docx_text import Difference

LONGEST_NUMBER = 9


class NotComparable(Refusal):
    """Only the texts of two Word documents can be held against each other."""


def word_document(call: Call, named: str, field: str) -> bytes:
    """The Word document that a number of the registry, or a file's name, stands for.

    Raises UnknownDocument, FileNotReadable or NotComparable.
    """
    if named.isascii() and named.isdigit() and len(named) <= LONGEST_NUMBER:
        made = paper_file(call.office, int(named), names=(field,) * 3, form=PaperForm.DRAFT)
        if made.media_type != WORD:
            raise NotComparable(field=field)
        return made.content
    megabytes = call.settings.upload_megabytes
    content = read_template(named, field=field, megabytes=megabytes).content
    try:
        read_parts(content, document_defaults().template_limits)
    except Refusal as refusal:
        raise NotComparable(field=field) from refusal
    return content


def difference_lines(found: Sequence[Difference], lang: Language) -> Iterator[str]:
    """The differences for people: which paragraph, what stood there, what stands there now."""
    if not found:
        yield say("document.same", lang)
    for one in found:
        said = say(f"document.{one.change}", lang, number=one.number)
        yield f"{said}:"
        if one.before:
            yield f"  - {one.before}"
        if one.after:
            yield f"  + {one.after}"
