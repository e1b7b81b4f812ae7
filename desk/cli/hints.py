"""What can be typed next at a demo registry: by whoever sees Prasan for the first time."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from config.words import Language, say

if TYPE_CHECKING:
    from flows.engine.installation import Installation

NEXT = (
    "prasan waiting",
    "prasan why {instance}",
    "prasan show {instance}",
    "prasan form {instance} {gate}",
    "prasan decide {instance} {gate} --by {by} --decided-on {today} --answer - --recorded-by {who}",
    "prasan document list",
)


def hints(office: "Installation", language: Language) -> Iterator[str]:
    """How to reach `prasan` from another terminal, and commands about what waits last."""
    yield say("up.elsewhere", language, setup=setup(office))
    yield say("demo.try", language)
    yield from (f"  {one}" for one in commands(office))


def setup(office: "Installation") -> str:
    """The line that makes `prasan` mean this installation and this registry."""
    url = office.registry.url.render_as_string(hide_password=True)
    there = shutil.which("prasan") is not None
    path = "" if there else f'PATH="{_shown(Path(sys.prefix) / "bin")}:$PATH" '
    return f"export {path}PRASAN_REGISTRY={url}"


def commands(office: "Installation") -> Iterator[str]:
    """Commands that can be given next, about what waits last."""
    from desk.views.reasons import why
    from desk.views.view import View
    from flows.demo.stories import recorder_of
    from flows.runtime.waits import waits

    newest = next((one for one in waits(office) if one.gate), None)
    if newest is None:
        return
    today = office.registry.today
    with office.registry.reading() as connection:
        reasons = why(View(office, connection, today), newest.instance.id)
    by = next((one.office for one in reasons if one.gate == newest.gate), None) or "OFFICE"
    who = recorder_of(newest.instance.district)
    for command in NEXT:
        yield command.format(
            instance=newest.instance.id, gate=newest.gate, by=by, today=today, who=who
        )


def _shown(folder: Path) -> str:
    here = Path.cwd()
    return f"$PWD{os.sep}{folder.relative_to(here)}" if folder.is_relative_to(here) else str(folder)
