"""Who is named in a template: it would go out with every paper that is made from it."""

from collections.abc import Iterator, Mapping

from registry.refusals import Refusal
from registry.rules.case_persons import persons_of_cases
from registry.rules.findings import Severity, struck_out
from registry.rules.screening import Net, screen
from tasks.documents.docx_files import W, parse
from tasks.documents.template_places import TAGGED_PART, around, text_of, where


class TemplateIdentity(Refusal):
    """An identity number stands in a template."""


class TemplatePerson(Refusal):
    """A person of a case is named in a template."""


def identity_problems(parts: Mapping[str, bytes], net: Net) -> list[Refusal]:
    """Who is named in what is printed and in what Word keeps of the file; nobody is repeated."""
    return [
        problem
        for name, content in parts.items()
        if name.endswith(".xml")
        for text in _texts(name, content)
        for problem in _problems(text, net, name)
    ]


def identity_in_name(file_name: str, net: Net) -> list[Refusal]:
    """The same of the name of the file."""
    return list(_problems(file_name, net))


def _texts(part: str, content: bytes) -> Iterator[str]:
    """The paragraphs of what is printed; of other parts, such as its properties, each text."""
    tree = parse(part, content)
    if TAGGED_PART.fullmatch(part):
        yield from map(text_of, tree.iter(f"{W}p"))
    else:
        yield from tree.itertext()


def _problems(text: str, net: Net, part: str | None = None) -> Iterator[Refusal]:
    screened = screen(text, net)
    numbers = [one for one in screened if one.severity is Severity.BLOCK]
    persons = [*persons_of_cases(text, screened, net)]
    for kind, found in ((TemplateIdentity, numbers), (TemplatePerson, persons)):
        if found:
            start = found[0].start
            before = struck_out(text[:start], (one for one in screened if one.end <= start))
            near = around(struck_out(text, screened), len(before))
            yield kind(field="template", where=where(part, near) if part else near)
