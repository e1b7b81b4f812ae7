"""Pictures of the command line and of a paper: what `prasan waiting` and `prasan why` say, and
the pages of the draft that waits.
"""

import os
import re
import subprocess
import sys
from html import escape
from pathlib import Path

from tasks.documents.fonts import put_fonts
from tests.desk.cli.terminal import Printed, Terminal
from tests.gallery.palette import GREYS, with_palette

DOTS_PER_INCH = 75
GAPS = re.compile(r" {2,}")
BOTTOM = re.compile(r'<word [^>]*yMax="([0-9.]+)"')
STYLE = """<meta charset=utf-8><style>
@page { size: 42cm 20cm; margin: 0.6cm }
body { font-family: "TH Sarabun New"; font-size: 18pt }
td { padding: 0 8pt 0 0; white-space: nowrap } p { margin: 0 } .c { font-weight: bold }
</style>"""


def printed(prasan: Terminal, into: Path, folder: Path) -> None:
    """One picture after the other, kept in `into`; `folder` is for what comes between."""
    instance, document = the_draft(prasan)
    pages_of(prasan, document, into, folder)
    for name, words in (("waiting", ("waiting",)), ("why", ("why", str(instance)))):
        for language in ("th", "en"):
            out = told(prasan(*words, "--lang", language)).out
            picture(into / f"{name}-{language}", f"prasan {' '.join(words)}", out, folder)


def told(printed: Printed) -> Printed:
    """What a command printed that did what it was asked."""
    if printed.code:
        sys.exit(printed.err)
    return printed


def the_draft(prasan: Terminal) -> tuple[int, int]:
    """The order whose draft a Chief reads, and that draft."""
    papers = told(prasan("document", "list", "--json")).json["documents"]
    (paper,) = [
        one
        for one in papers
        if (one["kind"], one["language"], one["status"]) == ("appointment_order", "th", "draft")
    ]
    return paper["instance"], paper["id"]


def pages_of(prasan: Terminal, document: int, into: Path, folder: Path) -> None:
    """The pages of a paper as Word would show them."""
    pdf = folder / "order.pdf"
    told(prasan("document", "get", str(document), "--pdf", "--output", str(pdf)))
    to_png(pdf, into / "order-page")


def picture(into: Path, command: str, out: str, folder: Path) -> None:
    """What a command printed, as a picture: cells in a table, sentences as they are."""
    page, pdf = folder / f"{into.name}.html", folder / f"{into.name}.pdf"
    rows = "".join(row(line) for line in out.splitlines())
    page.write_text(
        f"{STYLE}<p class=c>$ {escape(command)}</p><table>{rows}</table>", encoding="utf-8"
    )
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(folder), str(page)],
        check=True, capture_output=True,
        env={**os.environ, "FONTCONFIG_FILE": str(put_fonts(folder / "fonts"))},
    )  # fmt: skip
    high = lowest_word(pdf) * DOTS_PER_INCH // 72 + 20
    to_png(pdf, into, "-singlefile", "-x", "0", "-y", "0", "-W", "1250", "-H", str(high))


def to_png(pdf: Path, into: Path, *how: str) -> list[str]:
    """A picture of each page in few greys; answers their names."""
    asked = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-png", "-gray", *how, str(pdf), str(into)]
    subprocess.run(asked, check=True)
    made = sorted(into.parent.glob(f"{into.name}*.png"))
    for picture in made:
        picture.write_bytes(with_palette(picture.read_bytes(), GREYS))
    return [picture.name for picture in made]


def row(line: str) -> str:
    """A line as a row of the table."""
    cells = GAPS.split(line)
    if len(cells) == 1:
        return f"<tr><td colspan=9>{escape(line)}</td></tr>"
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"


def lowest_word(pdf: Path) -> int:
    """Where the last line ends, in points from the top of the page."""
    boxes = subprocess.run(
        ["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout
    return int(max(float(found) for found in BOTTOM.findall(boxes)))
