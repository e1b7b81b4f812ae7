"""`classified`: the register of papers that an office has classified."""

import typer

from desk.cli.call import Call, Result
from desk.cli.options import DistrictOption, Known, ListByDefault, On, command, command_group
from desk.cli.tables import listed
from desk.cli.typed_reports import AnswerFile, By, Fields, LetThrough, ToldOn, TypedReport, told
from desk.views.words import DASH, day, word


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    about = "Classified papers: number, date and keeper, never a file: list, record."
    group = command_group(app, "classified", about, cls=ListByDefault)
    command(group, "list", of="classified")(list_papers)
    command(group, "record", of="classified", recorded=True)(record)


def list_papers(call: Call, district: DistrictOption, on: On = None, known: Known = None) -> Result:
    """The classified papers of a district, the newest first."""
    from desk.cli.as_of import as_of
    from flows.classified_paper.register import register as register_of

    code, asked = call.district(district), as_of(call, on, known)
    with call.registry.reading() as connection:
        found = register_of(connection, (code,), asked.on, asked.known)
    return listed(
        {"district": code, "classified_papers": found},
        ("registered", "subject", "secrecy_level", "number", "dated", "keeper", "kept_at",
         "belongs_to"),
        found,
        lambda one, lang: (
            str(one.registered), one.subject, word(one.level, lang), one.number,
            day(one.dated, lang), one.keeper, one.kept_at, str(one.instance or DASH),
        ),
        asked.lines,
    )  # fmt: skip


def record(
    call: Call,
    district: DistrictOption,
    by: By,
    set_fields: Fields = None,
    answer: AnswerFile = None,
    told_on: ToldOn = None,
    reason: LetThrough = None,
) -> Result:
    """Register a classified paper, by what names it; one is corrected by its instance.

    --set subject=... --set secrecy_level=confidential --set number=... --set dated=2026-11-02
    --set keeper=... --set kept_at=... --set belongs_to=INSTANCE
    """
    from flows.classified_paper.process import CLASSIFIED_PAPER

    said = TypedReport(by, told_on, answer, set_fields or (), (), reason)
    return told(call, district, CLASSIFIED_PAPER, said)
