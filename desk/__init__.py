"""What people meet: the command line and the pages, and what both show and read.

Beside `desk` in one folder stand the other packages of Prasan, all under plain names. Where an
environment holds another package of such a name, whichever Python finds first is loaded: so each is
looked for before anything is imported of it.
"""

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
BESIDE = ("config", "registry", "tasks", "flows", "templates")


def strangers() -> Iterator[tuple[str, str]]:
    """Yields each name of ours that is another's package here, with where that was found."""
    for name in BESIDE:
        spec = find_spec(name)
        places = (
            [] if spec is None else [spec.origin or "", *(spec.submodule_search_locations or ())]
        )
        if str(HOME / name / "__init__.py") not in (str(Path(each).resolve()) for each in places):
            yield name, next(filter(None, places), "–")


def refuse_strangers() -> None:
    """Ends the program with one sentence in Thai and English where a package is another's.

    The words are here: the catalogues are in one of the packages that may be another's.
    """
    for name, place in strangers():
        sys.stderr.write(
            f"แพ็กเกจชื่อ {name} ที่พบ ({place}) ไม่ใช่ของประสาน ({HOME / name}) โปรดติดตั้งประสานใน"
            "สภาพแวดล้อมของตนเองที่ไม่มีแพ็กเกจอื่นปนอยู่ ตามคู่มือ docs/operating.md "
            "และอย่าตั้ง PYTHONPATH\n"
            f"The package {name} that was found ({place}) is not Prasan's ({HOME / name}): install "
            "Prasan into an environment of its own (docs/operating.md), and set no PYTHONPATH.\n"
        )
        raise SystemExit(2)


refuse_strangers()
