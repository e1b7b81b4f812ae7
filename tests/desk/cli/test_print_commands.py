from pathlib import Path

from registry.rules.plain_values import Json
from tasks.documents.docx_text import paragraphs
from tests.builders import SESSIONS, a_desk
from tests.desk.cli.terminal import Terminal


def test_papers_on_demand_are_listed_and_written_to_a_file(sqlite_url: str, tmp_path: Path) -> None:
    (session,) = SESSIONS
    assert isinstance(session, dict)
    undated: Json = [{**session, "planned_on": None}]  # it is still to come, whatever day it is
    first = str(a_desk(sqlite_url).to_trainings(undated))
    terminal = Terminal(sqlite_url)
    papers = terminal("document", "printable", first, "--json").json["papers"]
    assert {"kind": "training_test", "whom": "basics"} in [
        {"kind": one["kind"], "whom": one["whom"]["key"]} for one in papers
    ]
    assert "หนังสือขอความอนุเคราะห์วิทยากร · ความรู้พื้นฐาน" in terminal("document", "printable", first).out
    file = tmp_path / "test.docx"
    terminal("document", "print", first, "training_test", "--for", "basics", "-o", str(file))
    assert "กระดาษคำตอบ" in paragraphs(file.read_bytes())


def test_a_paper_that_is_not_there_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    first = str(a_desk(sqlite_url).to_order_signed())
    asked = ("document", "print", first, "training_test", "-o", str(tmp_path / "x.docx"))
    assert Terminal(sqlite_url).refused(*asked) == ("nothing_to_print", "kind")
