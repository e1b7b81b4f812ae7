"""What the commands tell of templates: a file that was read, what is wrong with it, a list."""

from collections.abc import Iterator
from pathlib import Path

from config.words import Language, say
from desk.imports.files import read_bytes
from desk.views.words import word
from flows.papers.office_templates import TemplateFindings, TemplateInUse
from registry.records.filing import Upload
from registry.refusals import Refusal
from registry.rules.uploads import WORD


def read_template(name: str, *, field: str, megabytes: int) -> Upload:
    """The file of that name. Raises FileNotReadable, FileIsNone or FileTooLarge."""
    content = read_bytes(name, field=field, megabytes=megabytes)
    return Upload(Path(name).name, WORD, content)


def problem_data(one: Refusal) -> dict[str, str]:
    """A problem as `--json` answers it."""
    return {"code": one.code, "message_th": one.sentence.th, "message_en": one.sentence.en}


def checked_lines(checked: TemplateFindings, lang: Language) -> Iterator[str]:
    """What is wrong, one to a line; else that nothing is, and how many pages the sample has."""
    if checked.problems:
        yield say("template.wrong", lang, number=len(checked.problems))
        for number, one in enumerate(checked.problems, 1):
            yield f"{number}. {word(one.sentence, lang)}"
        return
    yield say("template.fit", lang)
    if checked.pages is None or checked.pages.most is None:
        return
    if checked.pages.count is None:
        yield say("template.pages_not_counted", lang, most=checked.pages.most)
    else:
        yield say("template.pages", lang, number=checked.pages.count)


def whose(one: TemplateInUse, lang: Language) -> str:
    """Shipped, or the province's own: since when and by whom."""
    if one.own is None:
        return say("template.shipped", lang)
    return say("template.own", lang, since=one.own.since, by=one.own.by)
