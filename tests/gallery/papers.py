"""Every paper as a picture: as the demo drafted it, else as its sample; all its pages."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from config.settings import Settings
from config.words import LANGUAGES, Language
from flows.office_templates import paper_kinds, sample_paper, title_of
from flows.shipped import open_office
from registry.queries.documents import content, documents
from registry.store import Registry
from tasks.fonts import build_fonts
from tasks.pdf import to_pdf
from tasks.template import languages, load_template
from tests.gallery.printed import TO_PNG

OF_DISTRICT = "5703"
HEAD = """# Pictures of the papers

Made by `make gallery`: papers as the demo drafted them for Chiang Khong, and samples (marked) of
those that it did not need. Every person in them is made up; the emblem is the office's own to put
in. In the stand-in font, which the PDF copies use.

| paper | language | from | pages |
|---|---|---|---|
"""


def papers(url: str, into: Path, folder: Path) -> None:
    """The pictures and the page that lists them."""
    found = dict(drafted(url))
    wanted = [(kind, one) for kind in paper_kinds() for one in LANGUAGES if one in languages(kind)]
    words = [found.get(one) or sample(*one) for one in wanted]
    rows = []
    pdfs = to_pdf(words, timeout=300, fonts=build_fonts(folder / "fonts"))
    for one, pdf in zip(wanted, pdfs, strict=True):
        rows.append(row(one, pages(one, pdf, into, folder), drafted=one in found))
    (into / "papers.md").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


def drafted(url: str) -> Iterator[tuple[tuple[str, Language], bytes]]:
    """The district's papers by kind and language; the oldest of each, the draft that went round."""
    office = open_office(Registry(url))
    with office.registry.reading() as session:
        rows = documents(session.connection(), district=OF_DISTRICT)
        for row in reversed(rows):
            kept = content(session.connection(), row.sha256)
            if row.facts_id is not None and kept is not None:
                language: Language = "en" if row.language == "en" else "th"
                yield (row.kind, language), kept
    office.registry.dispose()


def sample(kind: str, language: Language) -> bytes:
    """The paper out of its sheet's examples."""
    return sample_paper(load_template(kind, language), Settings())


def pages(one: tuple[str, Language], pdf: bytes, into: Path, folder: Path) -> list[str]:
    """The names of the pictures of its pages."""
    name = f"paper-{one[0]}-{one[1]}"
    file = folder / f"{name}.pdf"
    file.write_bytes(pdf)
    subprocess.run([*TO_PNG, str(file), str(into / name)], check=True)
    return sorted(found.name for found in into.glob(f"{name}-*.png"))


def row(one: tuple[str, Language], found: list[str], *, drafted: bool) -> str:
    """A row of the table."""
    title = title_of(one[0])
    links = " ".join(f"[{place}]({name})" for place, name in enumerate(found, 1))
    return f"| {title.th} · {title.en} | {one[1]} | {'demo' if drafted else 'sample'} | {links} |"
