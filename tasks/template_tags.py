"""The tags of a template, read without running them: which fields, and nothing but fields."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from io import BytesIO

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes

from registry.refusals import Refusal
from tasks.docx_files import W, parse, write_parts
from tasks.paper_words import environment

_TAGGED_PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_WHOLE_TAG = re.compile(r"\{\{(?:(?!\{\{|\{%).)*?\}\}|\{%(?:(?!\{\{|\{%).)*?%\}|\{#.*?#\}")
_MARKUP = re.compile(r"<[^>]*>")

# Printing, repeating, choosing, comparing. Whatever else the language can do is code.
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const,
    nodes.Filter, nodes.For, nodes.If, nodes.CondExpr, nodes.Assign, nodes.Compare,
    nodes.Operand, nodes.Not, nodes.And, nodes.Or, nodes.Test,
)  # fmt: skip
_LOOP = frozenset({"loop.index", "loop.first", "loop.last", "loop.length"})


class TemplateTag(Refusal):
    """A tag is not closed, or is none that we know."""

    code = "template_tag"


class TemplateCode(Refusal):
    """A tag does more than print, repeat or choose."""

    code = "template_code"


class TemplateUnknownField(Refusal):
    """A tag names a field that this kind of document does not have."""

    code = "template_unknown_field"


class TemplateUnknownFilter(Refusal):
    """A tag writes a field in a way that is not known."""

    code = "template_unknown_filter"


class TemplateMissingField(Refusal):
    """A field that such a document must print is printed nowhere."""

    code = "template_missing_field"


def tag_problems(
    parts: Mapping[str, bytes], fields: frozenset[str], required: frozenset[str]
) -> list[Refusal]:
    """What is wrong with the tags, in words; empty where nothing is."""
    tagged = {name: part for name, part in parts.items() if _TAGGED_PART.fullmatch(name)}
    problems = [one for name, part in tagged.items() for one in _open_tags(name, part)]
    if problems:
        return problems
    used: set[str] = set()
    for name, source in tagged_sources(parts).items():
        try:
            tree = environment().parse(source)
        except TemplateSyntaxError as error:
            problems.append(TemplateTag(field="template", part=name, near=_near(source, error)))
            continue
        code = list(_code(tree))
        problems += code
        if not code:
            used |= set(_Paths().of(tree))
    problems += _field_problems(used, fields)
    if not problems:
        missing = sorted(one for one in required if not _is_used(one, used))
        problems += [TemplateMissingField(field="template", name=one) for one in missing]
    return _once(problems)


def tagged_sources(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The parts that may hold tags, as jinja source: tags that Word has split over runs
    joined, those of whole paragraphs and rows (`{%p`, `{%tr`) in their place.
    """
    patcher = DocxTemplate(BytesIO(write_parts(parts)))
    return {
        name: patcher.patch_xml(content.decode("utf-8"))
        for name, content in parts.items()
        if _TAGGED_PART.fullmatch(name)
    }


def _near(source: str, error: TemplateSyntaxError) -> str:
    lines = source.splitlines()
    line = lines[min(error.lineno, len(lines)) - 1] if lines else ""
    tags = _BRACES.search(line)
    words = _MARKUP.sub(" ", line[tags.start() :] if tags else line).split()
    return f"{error.message}: {' '.join(words)[:60]}"


def _code(tree: nodes.Template) -> Iterator[Refusal]:
    for node in tree.find_all(nodes.Node):
        if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            yield TemplateCode(field="template", what=node.attr)
        elif not isinstance(node, _ALLOWED):
            yield TemplateCode(field="template", what=type(node).__name__)
        elif isinstance(node, nodes.Filter) and node.name not in environment().filters:
            yield TemplateUnknownFilter(field="template", name=node.name)
        elif isinstance(node, nodes.Test) and node.name not in environment().tests:
            yield TemplateCode(field="template", what=f"is {node.name}")


def _open_tags(part: str, content: bytes) -> Iterator[Refusal]:
    # Before docxtpl joins what Word has split: it would join an unclosed tag to the next one.
    for paragraph in parse(part, content).iter(f"{W}p"):
        text = "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))
        if _BRACES.search(_WHOLE_TAG.sub("", text)):
            yield TemplateTag(field="template", part=part, near=text[:60])


class _Paths:
    """Fields as the sheet names them: `seat.title_th`, where seat runs over body.seats, and
    body over bodies, is `bodies.seats.title_th`.
    """

    def __init__(self) -> None:
        self.stands_for: dict[str, str | None] = {}

    def of(self, node: nodes.Node) -> Iterator[str]:
        match node:
            case nodes.For():
                yield from self._loop(node)
            case nodes.Assign():
                yield from self.of(node.node)
                self._let(node.target, self._path(node.node))
            case nodes.Name() | nodes.Getattr():
                path = self._path(node)
                if path is not None and path not in _LOOP:
                    yield path
            case _:
                for child in node.iter_child_nodes():
                    yield from self.of(child)

    def _loop(self, loop: nodes.For) -> Iterator[str]:
        yield from self.of(loop.iter)
        before = dict(self.stands_for)
        self._let(loop.target, self._path(loop.iter))
        inside = [*loop.body, *loop.else_, *([loop.test] if loop.test else [])]
        for child in inside:
            yield from self.of(child)
        self.stands_for = before

    def _let(self, target: nodes.Node, path: str | None) -> None:
        if isinstance(target, nodes.Name):
            self.stands_for[target.name] = path

    def _path(self, node: nodes.Node) -> str | None:
        match node:
            case nodes.Filter() if node.node is not None:
                return self._path(node.node)
            case nodes.Getattr():
                owner = self._path(node.node)
                return None if owner is None else f"{owner}.{node.attr}"
            case nodes.Name():
                return self.stands_for.get(node.name, node.name)
            case _:
                return None


def _field_problems(used: set[str], fields: frozenset[str]) -> list[Refusal]:
    return [
        TemplateUnknownField(field="template", name=path, nearest=_nearest(path, fields))
        for path in sorted(used - fields)
    ]


def _nearest(path: str, fields: frozenset[str]) -> str:
    close = get_close_matches(path, sorted(fields), n=1, cutoff=0.0)
    return close[0] if close else "-"


def _is_used(required: str, used: set[str]) -> bool:
    return any(path == required or path.startswith(f"{required}.") for path in used)


def _once(problems: list[Refusal]) -> list[Refusal]:
    return list({str(problem): problem for problem in problems}.values())
