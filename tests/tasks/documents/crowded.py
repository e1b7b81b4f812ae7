"""The fullest papers: a kind's sample with sixty in each list and names of ninety signs."""

import re
from typing import Any

from pydantic import BaseModel

from flows.capabilities import declared
from flows.handover.sections import CLAIMS, ORDER
from registry.rules.papers.package import Annex
from tasks.documents.sample_facts import sample_facts
from tasks.documents.template import sheet

CROWD, LENGTH = 60, 90
PERSON = {
    "th": "ว่าที่ร้อยตรีหญิง กาญจนาภรณ์พิสุทธิ์ เจริญรัตนวงศ์ไพศาลสกุลธรรมรักษ์วัฒนานนท์ ณ พระนครใหม่",
    "en": "Acting Sub Lieutenant Kanchanaphonphisut "
    "Charoenrattanawongphaisansakuntharak na Ayutthaya",
}
POST = {
    "th": "ผู้อำนวยการกลุ่มคุ้มครองสวัสดิภาพผู้เสียหายและป้องกันการค้ามนุษย์ทั่วพื้นที่ชายแดนภาคเหนือ",
    "en": "Director of the Section for the Protection of Victims "
    "and Prevention of Trafficking, North",
}
MEMBERS = re.compile(
    r"groups\.(?:activities|rows)|rows|lessons|money|carried|units|work|agencies|answered|changes|members|people|actions|present|bodies\.seats"
)
OF_POSTS = re.compile(
    r"(?:.*\.)?(?:(?:proxy_)?position(?:_lines)?|post|agency|addressee|to|replaces|owner"
    r"|agencies\.name|trainers\.text|seats?\.title)_(th|en)"
)
OF_PEOPLE = re.compile(r"(?:.*\.)?(?:name|holder|deputy|person|proxy)_(th|en)")


def crowded(kind: str) -> BaseModel:
    """The facts of the fullest paper of that kind."""
    model = declared().facts[kind]
    facts = _filled(sample_facts(model, sheet(kind)).model_dump(), "", 1)
    if model is Annex:
        first, *_ = facts["sections"]
        facts["sections"] = tuple(
            {**first, "key": key, "claims": first["claims"] if key in CLAIMS else ()}
            for key in ORDER
        )
    return model.model_validate(facts)


def _filled(value: Any, path: str, shared: int) -> Any:
    """`shared`: over how many lists the sixty are spread, as a committee's over its bodies."""
    if isinstance(value, dict):
        return {
            key: _filled(one, f"{path}.{key}" if path else key, shared)
            for key, one in value.items()
        }
    if isinstance(value, tuple):
        rows = value
        if value and MEMBERS.fullmatch(path):
            rows = tuple(_row(value[place % len(value)], place) for place in range(CROWD // shared))
        return tuple(_filled(one, path, len(rows)) for one in rows)
    return _long(value, path) if isinstance(value, str) else value


def _row(row: Any, place: int) -> Any:
    return {**row, "number": place + 1} if "number" in row else row


def _long(value: str, path: str) -> str:
    for fields, words in ((OF_POSTS, POST), (OF_PEOPLE, PERSON)):
        if found := fields.fullmatch(path):
            return words[found[1]]
    return value
