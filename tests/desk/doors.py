"""Every door of the desk as somebody goes through it, and what each tells."""

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from itertools import product
from pathlib import Path
from shutil import rmtree
from urllib.parse import quote

from sqlalchemy import select

from config.audiences import Audience
from config.fixed_tables import publications
from desk.web.frame.app import make_app
from registry.journal import past_gates
from registry.models import Base, Document, Instance, table_of
from registry.queries.audit import links
from registry.queries.parts import person_with_parts
from registry.records.api_tokens import make_api_token, revoke_api_token
from registry.records.calendar_links import make_calendar_link
from registry.records.rights import MayNot
from tests.builders import Desk
from tests.desk.api.programs import V1, client_of
from tests.desk.cli.terminal import TELLING, Terminal
from tests.desk.web.visitor import Visitor, signed_in
from tests.desk.worlds import NEIGHBOUR, OWN

HREF = re.compile(r'href="(/[^"#]*)')
NOT_FOLLOWED = ("/assets/", "/sign-out", "/language", "/help", "/fonts/")
AS_PDF = re.compile(r"(form|as)=pdf")  # the Word file says the same
CHANCE = (
    re.compile(r'(name="(?:csrf|draft|held)" value=")[^"]*'),
    re.compile(r"\b[0-9a-f]{64}\b|<code>[0-9a-f]{12}<"),  # the head of a chain, under its salt
    re.compile(r"20(?!22|23)[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-9:.+Z]+"),  # of this machine's clock
    re.compile(r'"bytes": [0-9]+'),  # of a file, packed with the hour in it
    re.compile(r'^ +"token": [0-9]+', re.MULTILINE),
    re.compile(r"<dcterms:(created|modified)[^<]*<"),
)


def masked(text: str) -> str:
    """The text without the words that are another each time."""
    for one in CHANCE:
        text = one.sub("", text)
    return text


def told_by(content: bytes) -> str:
    """What a file says: of a Word or Excel file each part of it."""
    if content[:2] != b"PK":
        return masked(content.decode("utf-8", "replace"))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(
            f"{name}: {told_by(parts.read(name))}" for name in sorted(parts.namelist())
        )


def pages(desk: Desk, ref: str, most: int) -> Iterator[tuple[str, str]]:
    """Pages and files: those of each thing there is, and what links on them lead the person to."""
    visitor = Visitor(make_app(desk.office), signed_in(desk.office, ref))
    waiting = list(dict.fromkeys(page_paths(desk)))
    seen, most = set(waiting), len(waiting) + most
    while waiting:
        path = waiting.pop(0)
        page = visitor.get(path, "th")
        kind = page.response.headers.get("content-type", "")
        text = told_by(page.response.content)
        yield f"page {path}", f"{page.status} {text}"
        for found in HREF.findall(text) if kind.startswith("text/html") else ():
            link = unescape(found)
            if len(seen) < most and link not in seen and is_followed(link):
                seen.add(link)
                waiting.append(link)


def is_followed(link: str) -> bool:
    """Whether a link leads to what may tell something."""
    return not link.startswith(NOT_FOLLOWED) and AS_PDF.search(link) is None


def page_paths(desk: Desk) -> Iterator[str]:
    """The pages of each district, instance, gate, entry and paper."""
    yield from ("/", "/board", "/board/year?year=2566", "/districts", "/orders", "/documents")
    yield from ("/search?q=สมมุติ", "/audit", "/attempts", "/notices", "/calendar", "/redactions")
    yield from ("/province/57", "/province/57/summary/2566/1", "/provinces/57/figures?year=2566")
    for area in districts(desk):
        yield from (f"/districts/{area}{end}" for end in DISTRICT_PAGES)
        yield from (f"/villages/{area}", f"/villages/{area}/workbook", f"/villages/{area}/1")
    for row in desk.instances():
        here = f"/instances/{row.id}"
        yield here
        for path in gate_paths(desk, row.id):
            for kind in ("gates", "return-forms", "quarter-workbook", "score-workbook"):
                yield f"{here}/{kind}/{path}"
        for entry in desk.entries(row.id):
            yield from (f"{here}/{kind}/{entry.id}" for kind in ("redact", "correct", "withdraw"))
    for number in numbers_of(desk, Document):
        yield from (f"/documents/{number}", f"/documents/{number}/redact")


DISTRICT_PAGES = (
    "", "/work", "/card", "/calendar", "/package", "/figures?year=2566&quarter=1",
    "/years/2566/money", "/settings", "/package/page_one", "/package/annex",
)  # fmt: skip


def printable(desk: Desk, instance: int) -> list[str]:
    """The kinds of papers that the instance can be asked to print."""
    prasan = Terminal(str(desk.office.registry.url))
    rows = prasan("document", "printable", str(instance), "--json").json["papers"]
    return sorted({one["kind"] for one in rows})


def gate_paths(desk: Desk, instance: int) -> list[str]:
    """The paths of the gates of an instance, open or ended, as an address bears them."""
    with desk.office.registry.reading() as connection:
        ended = {one.path for one in past_gates(connection, instance) if one.gate}
    return sorted(ended | {one.path for one in desk.gates(instance) if one.gate})


def numbers_of(desk: Desk, model: type[Base]) -> list[int]:
    """The numbers of all rows of that table."""
    with desk.office.registry.reading() as connection:
        return list(connection.execute(select(table_of(model).c.id)).scalars())


def api_paths(desk: Desk) -> Iterator[str]:
    """Every call that reads, of everything there is."""
    yield from ("/token", "/districts", "/board?area=57", "/waiting", "/papers", "/publications")
    for area in districts(desk):
        for call in ("instances", "waiting", "papers", "classified-papers"):
            yield f"/{call}?district={area}"
        yield f"/board?area={area}"
        for table in ("assistance", "assisted_by_sex"):
            yield f"/publications/preview?table={table}&area={area}&year=2566&quarter=1"
    for row in desk.instances():
        yield from (f"/instances/{row.id}", f"/instances/{row.id}/why")
        for path in gate_paths(desk, row.id):
            yield f"/instances/{row.id}/form?gate={quote(path)}"
    for number in numbers_of(desk, Document):
        yield from (f"/papers/{number}", f"/papers/{number}/file")


def districts(desk: Desk) -> list[str]:
    """The districts in which anything was begun."""
    rows = table_of(Instance).c.district_code
    with desk.office.registry.reading() as connection:
        return sorted(set(connection.execute(select(rows)).scalars()))


def calls(desk: Desk, ref: str) -> Iterator[tuple[str, str]]:
    """Every call of the API that reads, under a token for each part of the person."""
    registry = desk.office.registry
    with registry.reading() as connection:
        who, held = person_with_parts(connection, ref, registry.today, field="person")
    client = client_of(make_app(desk.office))
    for part in held.parts_in_force(registry.today):
        made = make_api_token(registry, who.ref, part.part, part.area, recorded_by="admin")
        bearing = {"authorization": f"Bearer {made.token}"}
        for path in api_paths(desk):
            answer = client.get(f"{V1}{path}", headers=bearing)
            yield f"call {path}", f"{answer.status_code} {told_by(answer.content)}"
        revoke_api_token(registry, made.row.id, recorded_by="admin")


def calendars(desk: Desk, ref: str) -> Iterator[tuple[str, str]]:
    """The feed of the person's own calendar link, where their part has one."""
    try:
        made = make_calendar_link(desk.office.registry, None, "th", recorded_by=ref)
    except MayNot:
        return
    guest = Visitor(make_app(desk.office))
    answer = guest.get(f"/calendars/{made.token}")
    yield "calendar", told_by(answer.response.content)


# Commands that tell nothing of what was recorded, or that write and ask who records; the machine's
# own, under which the whole registry lies open.
NOT_ASKED = {
    ("init",), ("demo",), ("up",), ("adopt",), ("advance",), ("watch",), ("verify",), ("backup",),
    ("restore",), ("upgrade",), ("rehearse",), ("simulate",), ("people", "merge"),
    ("people", "rename"), ("document", "check"), ("template", "check"), ("mail", "test"),
    ("mail", "alert"), ("deployments", "register"),
}  # fmt: skip

# Forms and samples that are the same in every registry.
SAY_NOTHING_RECORDED = {("areas", "form"), ("template", "get"), ("template", "sample")}


def commands(desk: Desk) -> Iterator[tuple[str, ...]]:
    """Every command that reads, of what there is; a word FILE is a file to write."""
    yield from ONCE
    papers = numbers_of(desk, Document)
    for area in districts(desk):
        for one in OF_DISTRICT:
            yield tuple(area if word == "DISTRICT" else word for word in one)
    for row in desk.instances():
        number = str(row.id)
        for words in (("show",), ("why",), ("document", "printable"), ("pack", "list")):
            yield (*words, number)
        yield ("pack", "get", number, "--out", "FILE.pdf")
        for kind in printable(desk, row.id):
            yield ("document", "print", number, kind, "--out", "FILE.docx")
        yield ("document", "list", "--instance", number)
        for path in gate_paths(desk, row.id):
            yield ("form", number, path)
            for end in ("docx", "xlsx"):
                yield ("return-form", number, path, "--out", f"FILE.{end}")
            yield ("score-sheet", number, path, "--out", "FILE.xlsx")
        for entry in desk.entries(row.id):
            yield ("redact", number, str(entry.id), "--field", "figures", "--look")
    for paper, after in zip(papers, [*papers[1:], papers[0]], strict=True):
        yield ("document", "get", str(paper), "--out", "FILE.docx")
        yield ("document", "diff", str(paper), str(after))


ONCE: tuple[tuple[str, ...], ...] = (
    ("waiting",), ("orders",), ("rotations",), ("publications",), ("directives",),
    ("search", "สมมุติ"), ("settings", "list"), ("settings", "legal"), ("policy", "57"),
    ("people", "accounts"), ("people", "identities"), ("people", "show", "coord"),
    ("people", "notice"), ("agreement", "list", "--area", "57"), ("pack", "taken", "--area", "57"),
    ("figures", "old", "57"), ("province", "show", "57"), ("province", "board", "57"),
    ("province", "year", "57"), ("areas", "list"), ("template", "list"), ("redact", "--waiting"),
    ("token", "list", "coord"), ("redact", "--list"),
    ("province", "summary", "57", "--year", "2566", "--quarter", "1", "--out", "FILE.docx"),
)  # fmt: skip
OF_DISTRICT: tuple[tuple[str, ...], ...] = (
    ("instances", "DISTRICT"), ("packages", "DISTRICT"), ("committee", "DISTRICT"),
    ("work", "DISTRICT"), ("money", "DISTRICT", "--year", "2566"), ("actions", "list", "DISTRICT"),
    ("actions", "groups", "DISTRICT"), ("village", "list", "--district", "DISTRICT"),
    ("village", "situation", "--district", "DISTRICT"), ("village", "show", "DISTRICT/village/1"),
    ("people", "list", "--district", "DISTRICT"), ("document", "list", "--district", "DISTRICT"),
    ("activity", "list", "--district", "DISTRICT"), ("activity", "log", "--district", "DISTRICT"),
    ("classified", "list", "--district", "DISTRICT"), ("notices", "--district", "DISTRICT"),
    ("waiting", "--district", "DISTRICT"), ("document", "files", "FILES", "--area", "DISTRICT"),
    ("calendar", "--district", "DISTRICT", "--out", "FILE.ics"),
    ("village", "survey", "--district", "DISTRICT", "--out", "FILE.docx"),
)  # fmt: skip


# Those that ask who looks, or who takes something away.
BY: tuple[tuple[str, ...], ...] = (
    ("figures", "show", OWN, "--year", "2566"), ("figures", "province", "57", "--year", "2566"),
    ("figures", "sheet", OWN, "--year", "2566", "--quarter", "1", "--out", "FILE.xlsx"),
    ("audit", "list"), ("audit", "attempts"),
    ("export", "villages", "FILE.xlsx", "--district", OWN),
    ("export", "offices", "FILE.xlsx", "--district", OWN), ("package", OWN, "--out", "FILE.docx"),
    ("package", NEIGHBOUR, "--out", "FILE.docx"), ("people", "own-data", "the.partner"),
)  # fmt: skip


def printed(desk: Desk, folder: Path, ref: str = "") -> Iterator[tuple[str, str]]:
    """What each command that reads prints as JSON, and the file that it writes.

    With a person: those that are asked by somebody, and those that tell for somebody.
    """
    prasan = Terminal(str(desk.office.registry.url))
    asked = [*commands(desk)]
    if ref:
        told = (one for one in asked if one[:1] in TELLING or one[:2] in TELLING)
        asked = [(*one, "--recorded-by", ref) for one in (*told, *BY, *_links(desk, ref))]
    for words in asked:
        given = [str(folder / one) if one.startswith("FILE") else one for one in words]
        said = prasan(*given, "--json")
        text = f"{said.code} {masked(said.out + said.err)}{_files_told(folder)}"
        yield f"command {' '.join(words)}", text.replace(str(folder), "")


def _links(desk: Desk, ref: str) -> Iterator[tuple[str, ...]]:
    """Each thing that the audit holds of the districts."""
    with desk.office.registry.reading() as connection:
        rows = links(connection, ("57",), most=200)
    return (("audit", "show", str(one.id)) for one in rows)


def taken_out(desk: Desk, folder: Path) -> Iterator[tuple[str, str]]:
    """What a coordinator takes out of the house for others: every table published, packages."""
    prasan, out = Terminal(str(desk.office.registry.url)), folder / "FILE"
    for where in (("--district", OWN), ("--province", "57")):
        for words in _publications(*where):
            said = prasan(*words, "--out", f"{out}.xlsx", "--recorded-by", "coord", "--json")
            yield " ".join(words), f"{said.code} {_files_told(folder)}"
    for area in (OWN, NEIGHBOUR):
        words = ("package", area, "--out", str(out), "--recorded-by", "coord")
        yield f"package {area}", f"{prasan(*words).code} {_files_told(folder)}"


def _publications(*where: str) -> Iterator[tuple[str, ...]]:
    for table, audience in product(publications().tables, Audience):
        asked = ("publish", table.key, *where, "--year", "2566", "--audience", audience)
        yield from (asked, (*asked, "--quarter", "1"))


def _files_told(folder: Path) -> str:
    """What the files in the folder say; it is empty then."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    told = "".join(f"\n{file.name} {told_by(file.read_bytes())}" for file in files)
    rmtree(folder)
    folder.mkdir()
    return told
