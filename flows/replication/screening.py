"""Nothing about a person and no count leaves or comes in by a pack: each text is looked at."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from config.replication import replication
from config.words import Term
from flows.replication.pack import Item, ItemKind, Pack
from flows.replication.word_files import all_paragraphs
from registry.refusals import Refusal
from registry.rules.plain_values import texts
from registry.rules.screening import Net, screen
from tasks.documents.template import load_template


class PackNamesPerson(Refusal):
    """A text of a pack may identify a person."""


class PackTellsCount(Refusal):
    """A text of a pack tells how many people or cases there were."""


def problems(pack: Pack, net: Net, *, field: str) -> Iterator[tuple[Item, Refusal]]:
    """The items that no pack may hold, each with the first thing that is wrong with it."""
    for item in pack.items:
        if (found := _problem(item, pack, net, field)) is not None:
            yield item, found


def _problem(item: Item, pack: Pack, net: Net, field: str) -> Refusal | None:
    for text in _texts_of(item, pack):
        found = screen(text, net)
        if found:
            what = Term(f"screening.{found[0].kind}")
            return PackNamesPerson(field=field, item=item.name, what=what)
        if item.kind is not ItemKind.TEMPLATE and (count := _counts().search(text)):
            return PackTellsCount(field=field, item=item.name, count=count[0].strip())
    return None


def _texts_of(item: Item, pack: Pack) -> Iterable[str]:
    if item.kind is not ItemKind.TEMPLATE:
        body = item.body.model_dump(mode="json", exclude={"days"})
        return [text for _, text in texts(body)]
    shipped = load_template(item.body.kind, item.body.language).data
    said = {*all_paragraphs(shipped)}  # what Prasan prints itself names nobody
    return [one for one in all_paragraphs(pack.files[item.body.sha256]) if one not in said]


@cache
def _counts() -> re.Pattern[str]:
    """A number with what it counts: people or cases, in Thai and in English."""
    words = replication().counts
    digits = r"\d[\d,. ]*"  # Thai digits too
    thai, english = ("|".join(map(re.escape, one)) for one in (words.thai, words.english))
    return re.compile(rf"{digits}(?:{thai})|{digits}\b(?:{english})\b", re.IGNORECASE)
