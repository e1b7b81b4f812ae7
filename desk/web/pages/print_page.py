"""Papers on demand of an instance: each is made as it is asked for."""

from starlette.responses import Response

from desk.views.instance_prints import printed_file
from desk.views.paper_file import PDF
from desk.web.frame.asking import Asking
from desk.web.frame.doors import Door, get
from desk.web.frame.downloads import file_given
from desk.web.frame.places import of_instance
from registry.rules.rights import Verb


@get("/instances/{instance:int}/print/{kind}", Door(Verb.READ, of_instance))
def paper(asking: Asking, instance: int, kind: str) -> Response:
    """The paper as of today, `?whom=` for whom; `?fair=yes` to be signed, `?as=pdf` as PDF.

    Each is logged.
    """
    params = asking.request.query_params
    made = printed_file(
        asking.office, asking.connection, instance,
        kind=kind, whom=params.get("whom", ""), fair=params.get("fair") == "yes",
        pdf=params.get("as") == "pdf", pdf_field="as",
    )  # fmt: skip
    asking.fresh()
    asking.office.registry.note_attempt(
        actor=asking.who.ref, target=f"instances/{instance}/print/{kind}", code="download"
    )
    return file_given(made.content, made.media_type, made.name, looked_at=made.media_type == PDF)
