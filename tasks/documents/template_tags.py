"""The tags of a template, read without running them: which fields, and nothing but fields."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from io import BytesIO

from jinja2 import TemplateSyntaxError, nodes

from config.words import Sentence
from registry.refusals import Refusal
from tasks.documents.docx_files import write_parts
from tasks.documents.paper_words import environment
from tasks.documents.template_paths import LOOP_WORDS, UsedField, used_in
from tasks.documents.template_places import TAGGED_PART, line_in_words, lined, where
from tasks.documents.template_splits import TemplateTag, split_problems

_BLOCK = re.compile(r"\{%-?\s*(\w+)[^%]*%\}")
_ENDS = {"if": "endif", "for": "endfor"}
_MARKUP = re.compile(r"<[^>]*>")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
ENOUGH_ALIKE = 0.7  # difflib's ratio: less alike, and another name would only be guessed
_LOOP = re.compile("|".join(map(re.escape, sorted(LOOP_WORDS))))
_DEEPEST = 6  # loops within loops: each one more multiplies what is made

# Printing, repeating, choosing, comparing. Whatever else the language can do is code.
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const,
    nodes.Filter, nodes.For, nodes.If, nodes.CondExpr, nodes.Assign, nodes.Compare,
    nodes.Operand, nodes.Not, nodes.And, nodes.Or, nodes.Test,
)  # fmt: skip


class TemplateUnended(TemplateTag):
    """A block begins and never ends."""


class TemplateStrayEnd(TemplateTag):
    """A block ends that never began."""


class TemplateCode(Refusal):
    """A tag does more than print, repeat or choose."""


class TemplateUnknownField(Refusal):
    """A tag names a field that this kind of document does not have."""


class TemplateUnknownFilter(Refusal):
    """A tag writes a field in a way that is not known."""


class TemplateUnheardField(Refusal):
    """A tag names a field that this kind of document does not have, nor one that is like it."""


class TemplateUnheardFilter(Refusal):
    """A tag writes a field in a way that is not known, nor is one that is like it."""


class TemplateMissingField(Refusal):
    """A field that such a document must print is printed nowhere."""


class TemplateMissingQuestion(Refusal):
    """A field that decides what such a document says is asked about nowhere."""


class TemplateMissingWords(Refusal):
    """Words that such a document must say stand nowhere in it."""


class TemplateNoTags(Refusal):
    """No tag stands in it: a finished paper, not a template."""


FIELDS = (TemplateUnknownField, TemplateUnheardField)
FILTERS = (TemplateUnknownFilter, TemplateUnheardFilter)


def tag_problems(
    parts: Mapping[str, bytes],
    fields: frozenset[str],
    required: frozenset[str],
    asked: frozenset[str] = frozenset(),
) -> list[Refusal]:
    """What is wrong with the tags, in words; empty where nothing is."""
    tagged = {name: part for name, part in parts.items() if TAGGED_PART.fullmatch(name)}
    problems = [one for name, part in tagged.items() for one in split_problems(name, part)]
    if problems:
        return _once(problems)
    used: dict[str, Sentence] = {}
    printed: set[str] = set()
    for name, source in tagged_sources(parts).items():
        text = _Text(name, lined(source))
        found = text.problems()
        problems += found
        if not found:
            for one in text.used():
                used.setdefault(one.path, text.at(one.line))
                printed |= {one.path} if one.printed else set()
    problems += [_unknown(FIELDS, one, fields, used[one]) for one in sorted(used.keys() - fields)]
    if problems:
        return _once(problems)
    if required and not used:
        return [TemplateNoTags(field="template")]
    unprinted = [
        TemplateMissingField(field="template", name=n) for n in _missing(printed, required)
    ]
    unasked = [TemplateMissingQuestion(field="template", name=n) for n in _missing(used, asked)]
    return [*unprinted, *unasked]


def word_problems(parts: Mapping[str, bytes], words: Iterable[str]) -> list[Refusal]:
    """Which of the words the text of the paper does not say; tags say nothing."""
    said = "".join(_MARKUP.sub("", _TAG.sub("", one)) for one in tagged_sources(parts).values())
    return [TemplateMissingWords(field="template", words=one) for one in words if one not in said]


def loop_words(parts: Mapping[str, bytes]) -> list[str]:
    """Which of the words of a loop its tags use: `loop.index`, `loop.last`."""
    return sorted({found for one in tagged_sources(parts).values() for found in _LOOP.findall(one)})


def tagged_sources(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The parts that may hold tags, as jinja source: tags that Word has split over runs
    joined, those of whole paragraphs and rows (`{%p`, `{%tr`) in their place.
    """
    from docxtpl import DocxTemplate  # noqa: PLC0415 — slow to import; few commands read templates

    patcher = DocxTemplate(BytesIO(write_parts(parts)))
    return {
        name: patcher.patch_xml(content.decode("utf-8"))
        for name, content in parts.items()
        if TAGGED_PART.fullmatch(name)
    }


class _Text:
    """The tags of one part, and where each of them stands."""

    def __init__(self, part: str, source: str) -> None:
        self.part, self.source = part, source

    def at(self, line: int) -> Sentence:
        """The place of a line, in words."""
        return where(self.part, line_in_words(self.source, line))

    def problems(self) -> list[Refusal]:
        """Blocks without an end, what is no tag, and what is code."""
        if unended := list(self._blocks()):
            return unended
        try:
            return list(self._code(self._tree))
        except TemplateSyntaxError as error:
            return [TemplateTag(field="template", where=self.at(error.lineno))]

    def used(self) -> Iterator[UsedField]:
        """Every field that the part names; only where it has no problem."""
        return used_in(self._tree)

    @cached_property
    def _tree(self) -> nodes.Template:
        return environment().parse(self.source)

    def _blocks(self) -> Iterator[Refusal]:
        begun: list[tuple[str, str, int]] = []
        for tag in _BLOCK.finditer(self.source):
            line = 1 + self.source.count("\n", 0, tag.start())
            if tag[1] in _ENDS:
                begun.append((_ENDS[tag[1]], tag[0], line))
            elif tag[1] in _ENDS.values():
                if not begun or begun[-1][0] != tag[1]:
                    yield TemplateStrayEnd(field="template", tag=tag[0], where=self.at(line))
                    return
                begun.pop()
        for end, tag_text, line in begun:
            yield TemplateUnended(
                field="template", tag=tag_text, end=f"{{% {end} %}}", where=self.at(line)
            )

    def _code(self, tree: nodes.Template) -> Iterator[Refusal]:
        for node in tree.find_all(nodes.Node):
            if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
                yield self._refused(node, node.attr)
            elif not isinstance(node, _ALLOWED):
                yield self._refused(node, type(node).__name__)
            elif isinstance(node, nodes.Filter) and node.name not in environment().filters:
                yield _unknown(FILTERS, node.name, environment().filters, self.at(node.lineno))
            elif isinstance(node, nodes.Test) and node.name not in environment().tests:
                yield self._refused(node, f"is {node.name}")
            elif isinstance(node, nodes.For) and _depth(node) > _DEEPEST:
                yield self._refused(node, "for")

    def _refused(self, node: nodes.Node, what: str) -> Refusal:
        return TemplateCode(field="template", what=what, where=self.at(node.lineno))


def _depth(loop: nodes.Node) -> int:
    inner = [_depth(one) for one in loop.iter_child_nodes()]
    return max(inner, default=0) + isinstance(loop, nodes.For)


def _unknown(
    kind: tuple[type[Refusal], type[Refusal]], name: str, known: Collection[str], at: Sentence
) -> Refusal:
    """That the name is not known, with the one that was probably meant where one is like it."""
    unknown, unheard = kind
    for nearest in get_close_matches(name, sorted(known), n=1, cutoff=ENOUGH_ALIKE):
        return unknown(field="template", name=name, nearest=nearest, where=at)
    return unheard(field="template", name=name, where=at)


def _missing(used: Collection[str], required: frozenset[str]) -> list[str]:
    """Required fields that nothing prints; of a list and its own fields the list alone."""
    missing = {one for one in required if not _is_used(one, used)}
    return sorted(one for one in missing if not _begins(one, missing))


def _begins(path: str, others: set[str]) -> bool:
    return any(path.startswith(f"{other}.") for other in others)


def _is_used(required: str, used: Collection[str]) -> bool:
    return any(path == required or path.startswith(f"{required}.") for path in used)


def _once(problems: list[Refusal]) -> list[Refusal]:
    return list({str(problem): problem for problem in problems}.values())
