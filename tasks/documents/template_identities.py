"""Identity numbers in a template: they would go out with every paper that is made from it."""

from collections.abc import Iterator, Mapping

from registry.refusals import Refusal
from registry.rules.findings import Finding, Severity
from registry.rules.screening import Net, screen
from tasks.documents.docx_files import W, parse
from tasks.documents.template_places import TAGGED_PART, around, text_of, where

_LEFT_OUT = "\N{HORIZONTAL ELLIPSIS}"


class TemplateIdentity(Refusal):
    """An identity number stands in a template."""


def identity_problems(parts: Mapping[str, bytes], net: Net) -> list[Refusal]:
    """Where the net blocks a number in what is printed; the number itself is not repeated."""
    return [
        TemplateIdentity(field="template", where=where(name, near))
        for name, content in parts.items()
        if TAGGED_PART.fullmatch(name)
        for near in _around_numbers(name, content, net)
    ]


def identity_in_name(file_name: str, net: Net) -> list[Refusal]:
    """The same of the name of the file."""
    found = _blocked(file_name, net)
    return [TemplateIdentity(field="template", where=_without(file_name, found))] if found else []


def _around_numbers(part: str, content: bytes, net: Net) -> Iterator[str]:
    for paragraph in parse(part, content).iter(f"{W}p"):
        text = text_of(paragraph)
        if found := _blocked(text, net):
            yield _without(text, found)


def _blocked(text: str, net: Net) -> list[Finding]:
    return [one for one in screen(text, net) if one.severity is Severity.BLOCK]


def _without(text: str, found: list[Finding]) -> str:
    """What is read around the first of the numbers, with none of them in it."""
    for one in reversed(found):
        text = f"{text[: one.start]}{_LEFT_OUT}{text[one.end :]}"
    return around(text, found[0].start)
