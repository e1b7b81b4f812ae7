"""Templates: a .docx with tags, and a field sheet for the clerks who edit it."""

import hashlib
from dataclasses import dataclass, field
from functools import cache
from types import UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field

from config.documents import document_defaults
from config.words import Language
from registry.refusals import Refusal
from registry.rules.partial_dates import PartialDate
from registry.rules.screening import Net
from tasks.documents.docx_files import TemplateNotDocx, TemplateTooLarge, read_parts
from tasks.documents.template_files import file_problems
from tasks.documents.template_folders import kinds, template_file
from tasks.documents.template_identities import identity_problems
from tasks.documents.template_layout import layout_problems
from tasks.documents.template_tags import tag_problems, word_problems

Text = Annotated[str, Field(min_length=1)]


class _Sheet(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SheetField(_Sheet):
    """One field: what it means, how it looks on paper, and whether a template must print it.

    A yes or no, or a choice, cannot be printed: what must be asked about is `asked`.
    """

    name: Text
    th: Text
    en: Text
    example: Text
    required: bool | Literal["asked"] = False


class Both(_Sheet):
    """A remark in both languages."""

    th: Text
    en: Text


class FieldSheet(_Sheet):
    """What a clerk has to know of a template: who issues and signs it, and its fields.

    `words` is what the Thai paper must say beside its fields; `pages` is how many the sample may
    fill at most, where that is settled.
    """

    title: Both
    form: Both
    issuing_office: Both
    letter_code: Both
    signer: Both
    capacity: Both
    addressee: Both
    filters: dict[str, Both]
    fields: tuple[SheetField, ...]
    words: tuple[Text, ...] = ()
    pages: Annotated[int, Field(gt=0)] | None = None

    @property
    def names(self) -> frozenset[str]:
        """Every field that a template of this kind may print or ask about."""
        return frozenset(one.name for one in self.fields)

    @property
    def required(self) -> frozenset[str]:
        """The fields without whose print the paper is not what it claims to be."""
        return frozenset(one.name for one in self.fields if one.required is True)

    @property
    def asked(self) -> frozenset[str]:
        """The fields that a template must ask about: what it prints depends on them."""
        return frozenset(one.name for one in self.fields if one.required == "asked")

    def words_in(self, language: Language) -> tuple[str, ...]:
        """What a paper in that language must say beside its fields."""
        return self.words if language == "th" else ()

    def required_in(self, language: Language) -> frozenset[str]:
        """The same for a paper in that language: of `subject_th` and `subject_en` its own.

        A field that is required in Thai and has an English twin is required of the English
        paper by the twin's name; one without a twin is not.
        """
        other = "_en" if language == "th" else "_th"
        own = f"_{language}"
        kept = {one for one in self.required if not one.endswith(other)}
        twins = {one.removesuffix(other) + own for one in self.required if one.endswith(other)}
        return frozenset(kept | (twins & self.names))


@dataclass(frozen=True)
class Template:
    """A template as it is rendered: its bytes, their sha256 (hex), its field sheet.

    One template is another if kind, hash and language are, or whose it is (`own`: an office's):
    they key the compiled form.
    """

    kind: str
    sha256: str
    language: Language
    data: bytes = field(compare=False, repr=False)
    sheet: FieldSheet = field(compare=False, repr=False)
    own: bool = False


@cache
def load_template(kind: str, language: Language = "th") -> Template:
    """The shipped template of a kind ("appointment_order"); KeyError for an unknown one."""
    return template_of(kind, template_file(kind, language).read_bytes(), sheet(kind), language)


@cache
def sheet(kind: str) -> FieldSheet:
    """The field sheet of a kind, the same for its templates in all languages."""
    import yaml  # noqa: PLC0415 — its patterns take 10 ms, and few commands read templates

    text = (kinds()[kind] / f"{kind}.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C, a tenth of the time
    return FieldSheet.model_validate(yaml.load(text, loader))  # noqa: S506 — both are safe


def template_of(
    kind: str,
    data: bytes,
    sheet: FieldSheet,
    language: Language = "th",
    *,
    own: bool = False,
) -> Template:
    """A template from its bytes; `own`: an office's, checked when it was brought in."""
    return Template(kind, hashlib.sha256(data).hexdigest(), language, data, sheet, own)


def check_template(
    data: bytes,
    fields: frozenset[str],
    required: frozenset[str] = frozenset(),
    language: Language = "th",
    *,
    asked: frozenset[str] = frozenset(),
    words: tuple[str, ...] = (),
    net: Net | None = None,
) -> list[Refusal]:
    """What keeps an uploaded file from being a template; nothing in it is run.

    Each problem is a refusal with its sentence (`template_*`), which says where: no .docx, too
    large, macros, embedded or outside content, tracked changes, broken or split tags, code,
    fields that are not in `fields` (with the nearest that is), those of `required` that it
    never prints and of `asked` that it never asks about, `words` that it does not say, another
    sheet, margin or font than official papers have, and with `net` identity numbers.
    """
    try:
        parts = read_parts(data, document_defaults().template_limits)
    except (TemplateNotDocx, TemplateTooLarge) as refusal:
        return [refusal]
    if problems := file_problems(parts):
        return problems
    tagged = tag_problems(parts, fields, required, asked)
    unsaid = [] if tagged else word_problems(parts, words)
    identities = identity_problems(parts, net) if net else []
    return [*tagged, *unsaid, *layout_problems(parts, language), *identities]


def field_paths(model: type[BaseModel], prefix: str = "") -> frozenset[str]:
    """Every field of facts as sheets name it: `signer.name_th`, `bodies.seats.title_th`.

    A date is one field, however much of it is known.
    """
    paths: set[str] = set()
    for name, info in model.model_fields.items():
        path = f"{prefix}{name}"
        paths.add(path)
        for inner in _models_in(info.annotation):
            paths |= field_paths(inner, f"{path}.")
    return frozenset(paths)


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if get_origin(annotation) in {tuple, Union, UnionType}:
        return [model for part in get_args(annotation) for model in _models_in(part)]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [] if issubclass(annotation, PartialDate) else [annotation]
    return []
