"""What a Word document says, paragraph by paragraph, and how two of them differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from tasks.documents.docx_files import DOCUMENT, W, parse, read_parts
from tasks.documents.template_places import text_of

Change = Literal["added", "removed", "changed"]


@dataclass(frozen=True)
class Difference:
    """A paragraph that one document has and the other has not, or has otherwise.

    `number` counts the paragraphs that say something, from 1: in the later document, for one
    that was removed in the earlier. `before` is "" for what was added, `after` for the other.
    """

    change: Change
    number: int
    before: str
    after: str


def paragraphs(docx: bytes) -> list[str]:
    """The text of the paper without its headers: each paragraph or cell that says something."""
    tree = parse(DOCUMENT, read_parts(docx)[DOCUMENT])
    read = (" ".join(text_of(one).split()) for one in tree.iter(f"{W}p"))
    return [one for one in read if one]


def compared(earlier: bytes, later: bytes) -> list[Difference]:
    """What differs, in the order of the later document; empty where both say the same."""
    before, after = paragraphs(earlier), paragraphs(later)
    matched = SequenceMatcher(None, before, after, autojunk=False)
    return [
        one
        for tag, start, stop, to, until in matched.get_opcodes()
        if tag != "equal"
        for one in _of_a_stretch(before[start:stop], after[to:until], start, to)
    ]


def _of_a_stretch(before: list[str], after: list[str], start: int, to: int) -> Iterator[Difference]:
    both = min(len(before), len(after))
    for offset in range(both):
        yield Difference("changed", to + offset + 1, before[offset], after[offset])
    for offset in range(both, len(before)):
        yield Difference("removed", start + offset + 1, before[offset], "")
    for offset in range(both, len(after)):
        yield Difference("added", to + offset + 1, "", after[offset])
