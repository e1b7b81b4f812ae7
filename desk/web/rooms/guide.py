"""Help: what Prasan is for, the first district step by step, what to do where."""

from fastapi import APIRouter
from starlette.responses import Response

from desk.web.asking import Asking
from desk.web.doors import Door, get
from desk.web.rendering import render
from flows.gates.table import GATES
from flows.processes.table import PROCESSES

router = APIRouter()
FIRST_DISTRICT = ("province", "offices", "start", "decide", "sign", "forms")
TOPICS = ("paper", "late", "mistake", "acting", "existing", "many", "victims", "words", "leave")


@get(router, "/help", Door(None))
def help_page(asking: Asking) -> Response:
    """The guide, with the road of an establishment told from the processes themselves."""
    phases = [
        (key, [gate.key for gate in GATES.values() if gate.phase == key])
        for key in PROCESSES["establishment"].phases
    ]
    return render(asking, "help.html", steps=FIRST_DISTRICT, topics=TOPICS, phases=phases)
