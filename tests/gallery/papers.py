"""Every paper as pictures, its first page and its last: as the demo drafted it, else as its sample;
and full, with sixty in each list of members and names of ninety signs, its last page.
"""

from collections.abc import Iterator
from pathlib import Path, PurePath

from config.settings import Settings
from config.words import LANGUAGES, Language
from flows.capabilities import declared, open_installation
from flows.papers.office_templates import paper_kinds, sample_paper, title_of
from registry.queries.document_contents import content
from registry.queries.documents import documents
from registry.store import Registry
from tasks.documents.fonts import put_fonts
from tasks.documents.pdf import to_pdf
from tasks.documents.rendering import render
from tasks.documents.template import load_template
from tasks.documents.template_folders import languages
from tests.gallery.printed import to_png
from tests.tasks.documents.crowded import crowded

OF_DISTRICT = "5703"
HEAD = """# Pictures of the papers

Made by `make gallery`: papers as the demo drafted them for Chiang Khong, and samples (marked) of
those that it did not need. Every person in them is made up; the emblem is the office's own to put
in. In the stand-in font, which the PDF copies use. The full ones have sixty in each list of members
and names of ninety signs. Shown are the first and the last page, of a full paper the last.

| paper | language | from | pages |
|---|---|---|---|
"""


def papers(url: str, into: Path, folder: Path) -> None:
    """The pictures and the page that lists them."""
    found = dict(drafted(url))
    wanted = [(kind, one) for kind in paper_kinds() for one in LANGUAGES if one in languages(kind)]
    made = [("demo", one, found[one]) for one in wanted if one in found]
    made += [("sample", one, sample(*one)) for one in wanted if one not in found]
    made += [("full", one, full(*one)) for one in wanted]
    made.sort(key=lambda one: wanted.index(one[1]))
    pdfs = to_pdf([words for *_, words in made], timeout=300, fonts=put_fonts(folder / "fonts"))
    rows = [
        row(one, pages(one, source, pdf, into, folder), source)
        for (source, one, _), pdf in zip(made, pdfs, strict=True)
    ]
    (into / "papers.md").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


def drafted(url: str) -> Iterator[tuple[tuple[str, Language], bytes]]:
    """The district's papers by kind and language; the oldest of each, the draft that went round."""
    office = open_installation(Registry(url))
    with office.registry.reading() as connection:
        rows = documents(connection, district=OF_DISTRICT)
        for row in reversed(rows):
            kept = content(connection, row.sha256)
            if row.facts_id is not None and kept is not None:
                language: Language = "en" if row.language == "en" else "th"
                yield (row.kind, language), kept
    office.registry.dispose()


def sample(kind: str, language: Language) -> bytes:
    """The paper out of its sheet's examples."""
    return sample_paper(load_template(kind, language), declared(), Settings())


def full(kind: str, language: Language) -> bytes:
    """The fullest paper of the kind."""
    return render(load_template(kind, language), crowded(kind))


def pages(
    one: tuple[str, Language], source: str, pdf: bytes, into: Path, folder: Path
) -> list[str]:
    """The names of the pictures of its pages."""
    name = f"{'full' if source == 'full' else 'paper'}-{one[0]}-{one[1]}"
    file = folder / f"{name}.pdf"
    file.write_bytes(pdf)
    found = to_png(file, into / name)
    first = 0 if source == "full" else 1
    for between in found[first:-1]:
        (into / between).unlink()
    return [*found[:first], *found[first:][-1:]]


def row(one: tuple[str, Language], found: list[str], source: str) -> str:
    """A row of the table."""
    title = title_of(one[0])
    links = " ".join(f"[{int(PurePath(name).stem.rpartition('-')[2])}]({name})" for name in found)
    return f"| {title.th} · {title.en} | {one[1]} | {source} | {links} |"
