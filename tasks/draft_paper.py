"""Draft a paper of any kind: from frozen facts and a template to a Word document."""

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel

from tasks.emblem import room_for_emblem
from tasks.rendering import content_hash, render
from tasks.template import Template

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class DraftedPaper:
    """The document, the hash that names its content, and the template it was made from."""

    content: bytes = field(repr=False)
    content_hash: str
    template_sha256: str


def draft_paper(
    template: Template, facts: BaseModel, *, emblem: Path | None = None
) -> DraftedPaper:
    """The same facts and template give the same content hash.

    Without the office's emblem a draft shows its place, and a fair copy leaves it white.
    """
    fair = getattr(facts, "draft_version", None) is None
    picture = emblem.read_bytes() if emblem is not None else room_for_emblem() if fair else None
    content = render(template, facts, emblem=picture)
    return DraftedPaper(content, content_hash(content), template.sha256)
