"""`document files`: the newest papers of an area in a folder, beside a list of what counts."""

from typing import Annotated

import typer

from config.system_errors import reason_of
from config.words import both, say
from desk.cli.call import Call, Result
from desk.cli.options import AreaName


def write_files(
    call: Call,
    folder: Annotated[str, typer.Argument(help="Folder to write to; made where there is none.")],
    *,
    area: AreaName = "TH",
    kind: Annotated[str | None, typer.Option("--kind", help="Of one kind of paper.")] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="As PDF, by LibreOffice.")] = False,
    fair: Annotated[
        bool, typer.Option("--fair", help="Fair copies of drafts, as they go to be signed.")
    ] = False,
) -> Result:
    """Write the newest papers of an area to a folder, a file each; those that are there are left.

    A run that was killed goes on where it is started again. What was drafted anew or signed since
    stands beside the older file, and the folder's list says which of them counts.
    """
    from pathlib import Path

    from desk.views.folder_list import write_list
    from desk.views.paper_batch import newest
    from desk.views.paper_folder import write_papers
    from flows.export import ExportNotWritten
    from flows.papers.office_templates import paper_kinds, unknown_kind
    from flows.papers.paper_forms import PaperForm
    from registry.queries.area_documents import document_kinds, documents_in

    code = call.area(area)
    with call.registry.reading() as connection:
        there = sorted({*paper_kinds(), *document_kinds(connection)})
        if kind is not None and kind not in there:
            raise unknown_kind(kind, "--kind", there)
        rows = newest(documents_in(connection, {code}, kind))
    form = PaperForm.FAIR if fair else PaperForm.AS_IT_COUNTS
    written = gone = 0
    try:
        for one in write_papers(
            call.office, rows, Path(folder), form=form, pdf=pdf, field_name="--pdf"
        ):
            written, gone = written + one.written, gone + one.gone
            call.say(both("desk.files_on_the_way", written=written, folder=folder))
        with call.registry.reading() as connection:
            papers = documents_in(connection, {code})
        made = write_list(call.office.declared, papers, Path(folder))
    except OSError as error:
        reason = reason_of(error)
        raise ExportNotWritten(field="FOLDER", folder=folder, reason=reason) from error
    left = len(rows) - written - gone
    return Result(
        {
            "folder": folder,
            "written": written,
            "there": left,
            "gone": gone,
            "list": str(made.file),
            "outdated": made.outdated,
        },
        lambda lang: [
            say("desk.files_written", lang, folder=folder, written=written, there=left),
            *([say("desk.files_gone", lang, gone=gone)] if gone else []),
            say("folder_list.written", lang, file=str(made.file), outdated=made.outdated),
        ],
    )
