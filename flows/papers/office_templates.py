"""Templates by clerks: looked at, tried out, brought in for a province, withdrawn.

A file is taken whole or not at all. What was drafted before keeps the hash of the template it
was made from; what is signed is never made again.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches

from sqlalchemy import Connection

from config.settings import Settings
from config.words import LANGUAGES, Language, Named, joined
from flows.engine.installation import Declarations, Installation
from flows.papers.template_pictures import Pages, SampleNotShown, pages_of
from registry.queries.templates import OwnTemplate, own_templates
from registry.records.filing import Upload
from registry.records.rights import who_may
from registry.records.templates import put_template, withdraw_template
from registry.refusals import Refusal
from registry.rules.file_names import safe_file_name
from registry.rules.rights import Verb
from registry.rules.screening import Net
from registry.rules.uploads import WORD
from tasks.documents.rendering import DocumentDefect, draft_paper
from tasks.documents.sample_facts import sample_facts
from tasks.documents.template import (
    Template,
    check_template,
    sheet,
    template_of,
)
from tasks.documents.template_folders import kinds, languages
from tasks.documents.template_identities import identity_in_name
from tasks.documents.template_tags import ENOUGH_ALIKE
from tasks.documents.template_trial import trial_problems


class UnknownPaperKind(Refusal):
    """There is no such kind of paper, or it has no template in that language."""


class UnheardPaperKind(UnknownPaperKind):
    """The same, where no kind is called alike."""


class TemplateUnfit(Refusal):
    """A file is no template: everything that is wrong with it, in one sentence."""

    def __init__(self, problems: tuple[Refusal, ...], *, field: str) -> None:
        said = [one.sentence for one in problems]
        told = joined("; ", said)
        super().__init__(field=field, number=len(problems), problems=told)
        self.problems = problems


class TemplateDefect(Refusal):
    """The sample that was made from a template cannot go out."""


class NoOwnTemplate(Refusal):
    """The province has no template of its own to withdraw on that day."""


@dataclass(frozen=True)
class TemplateInUse:
    """A kind of paper in a language: its title, and the province's own template if it has one."""

    kind: str
    language: Language
    title: Named
    own: OwnTemplate | None


@dataclass(frozen=True)
class TemplateFindings:
    """What is wrong with a file; the sample that was made from it, and its pages, if one was."""

    problems: tuple[Refusal, ...]
    sample: bytes | None = field(default=None, repr=False)
    pages: Pages | None = None


@dataclass(frozen=True)
class NewTemplate:
    """A template that is in use from a day on; `new` is False where it was so already."""

    sha256: str
    since: date
    new: bool


def paper_kinds() -> list[str]:
    """Every kind of paper that has a template, in the order of their keys."""
    return sorted(kinds())


def paper_kind(kind: str, language: str, *, field: str = "kind") -> Language:
    """The language, if papers of the kind are made in it. Raises UnknownPaperKind."""
    there = paper_kinds()
    known = ", ".join(there)
    if kind not in there:
        raise unknown_kind(kind, field, there)
    found = next((one for one in languages(kind) if one == language), None)
    if found is None:
        nearest = f"{kind} ({', '.join(languages(kind))})"
        raise UnknownPaperKind(
            field=field, value=f"{kind} ({language})", nearest=nearest, known=known
        )
    return found


def unknown_kind(kind: str, field: str, there: list[str]) -> UnknownPaperKind:
    """That no paper is of that kind, with the one that was probably meant."""
    known, close = ", ".join(there), get_close_matches(kind, there, n=1, cutoff=ENOUGH_ALIKE)
    if close:
        return UnknownPaperKind(field=field, value=kind, nearest=close[0], known=known)
    return UnheardPaperKind(field=field, value=kind, known=known)


def templates_in_use(
    connection: Connection, province: str, on: date, known: datetime | None = None
) -> list[TemplateInUse]:
    """Every kind of paper in every language that it is made in, in the order of their keys."""
    own = own_templates(connection, province, on, known)
    return [
        TemplateInUse(kind, language, title_of(kind), own.get((kind, language)))
        for kind in paper_kinds()
        for language in LANGUAGES
        if language in languages(kind)
    ]


def title_of(kind: str) -> Named:
    """What the kind of paper is called."""
    title = sheet(kind).title
    return Named(title.th, title.en)


def check_paper(
    kind: str,
    language: Language,
    file: Upload,
    declared: Declarations,
    settings: Settings,
    net: Net,
) -> TemplateFindings:
    """Everything that keeps a file from being the template of that kind; nothing in it is run.

    Read and tried out (`misfits`), looked through for identity numbers, its name too, then made
    into a sample, whose pages are counted.
    """
    template = template_of(kind, file.content, sheet(kind), language)
    if problems := (*identity_in_name(file.file_name, net), *misfits(template, declared, net)):
        return TemplateFindings(problems)
    try:
        sample = sample_paper(template, declared, settings)
    except DocumentDefect as error:
        return TemplateFindings((TemplateDefect(field="template", what=str(error)),))
    try:
        pages = pages_of(sample, template.sheet.pages, settings)
    except SampleNotShown as refusal:
        return TemplateFindings((refusal,))
    return TemplateFindings((pages.problem,) if pages.problem else (), sample, pages)


def misfits(
    template: Template, declared: Declarations, net: Net | None = None
) -> tuple[Refusal, ...]:
    """Where a template does not fit its kind: as a file, in its tags, how it is set; then tried
    out on full and on bare facts, so that a field which may be empty is found before it is.

    An own template that was fit may be none after an upgrade: its fields are those of today.
    """
    of_kind, spoken = template.sheet, template.language
    problems = check_template(
        template.data, of_kind.names, of_kind.required_in(spoken), spoken,
        asked=of_kind.asked, words=of_kind.words_in(spoken), net=net,
    )  # fmt: skip
    if problems:
        return tuple(problems)
    model = declared.facts[template.kind]
    samples = (sample_facts(model, of_kind, bare=bare) for bare in (False, True))
    return tuple(trial_problems(template, samples))


def sample_paper(template: Template, declared: Declarations, settings: Settings) -> bytes:
    """The paper that a template makes of facts that were never: those of its sheet's examples."""
    facts = sample_facts(declared.facts[template.kind], template.sheet)
    return draft_paper(template, facts, emblem=settings.emblem).content


def bring_in(
    office: Installation,
    province: str,
    kind: str,
    language: Language,
    file: Upload,
    *,
    since: date,
    recorded_by: str,
    field: str = "template",
) -> NewTemplate:
    """From a day on the province's papers of that kind are made from this file.

    Refused whole where anything is wrong with it (TemplateUnfit), as `check_paper` tells, and
    whoever may not change the province's settings. The same file again changes nothing.
    """
    checked = check_paper(kind, language, file, office.declared, office.settings, office.net)
    if checked.problems:
        raise TemplateUnfit(checked.problems, field=field)
    name = safe_file_name(file.file_name, empty=f"{kind}.docx")
    upload = Upload(name, WORD, file.content)
    with office.registry.writing(province) as write:
        who = who_may(write, recorded_by, Verb.SETTINGS, province)
        new = put_template(write, province, kind, language, upload, since=since, by=who.id)
    return NewTemplate(upload.sha256, since, new)


def withdraw(
    office: Installation,
    province: str,
    kind: str,
    language: Language,
    *,
    on: date,
    recorded_by: str,
) -> None:
    """From that day the shipped template counts again. Raises NoOwnTemplate or MayNot."""
    with office.registry.writing(province) as write:
        who = who_may(write, recorded_by, Verb.SETTINGS, province)
        if not withdraw_template(write, province, kind, language, on=on, by=who.id):
            raise NoOwnTemplate(field="kind", kind=title_of(kind))
