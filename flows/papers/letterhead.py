"""What papers of all kinds share: the names, the letterheads, who signs for whom.

Where an office, a holder or a setting is not known, a dotted line is printed, to be written in.
"""

from datetime import date
from typing import Any

from sqlalchemy import Connection

from config.letters import Sender, letters
from config.words import Named, Sentence, Term, both
from registry.queries.areas import DistrictRow
from registry.queries.holdings import HoldingRow
from registry.queries.office_holders import all_holders, holders
from registry.queries.offices import office
from registry.queries.order_facts import (
    ACTING,
    committee_name,
    known_district,
    own_post,
    signer as signer_of_district,
    signer_called,
)
from registry.queries.settings import own_settings
from registry.rules.order_facts import Signer
from registry.rules.papers.common import Letterhead


def paper_base(connection: Connection, district: str, on: date) -> dict[str, Any]:
    """The fields that every paper has (`Paper`), of a district as of its own date."""
    area = known_district(connection, district)
    committee = committee_name(connection, area, on)
    return {
        "district": area.code,
        "district_th": area.name.th,
        "district_en": area.name.en,
        "province_th": area.province_name.th,
        "province_en": area.province_name.en,
        "committee_th": committee.th,
        "committee_en": committee.en,
        "own_date": on,
    }


def district_letterhead(connection: Connection, district: str, on: date) -> Letterhead:
    """The district's letterhead, by its own settings (`district_letters.*`)."""
    area = known_district(connection, district)
    given = _given(connection, district, "district_letters", on)
    return _letterhead(letters().district, area, given)


def province_letterhead(connection: Connection, district: str, on: date) -> Letterhead:
    """The letterhead of the district's province, by the province's settings (`letters.*`)."""
    area = known_district(connection, district)
    given = _given(connection, district[:2], "letters", on)
    return _letterhead(letters().province, area, given)


def chiefs_letter(connection: Connection, district: str, on: date) -> dict[str, Any]:
    """The fields of a letter that the Chief, or who acts, signs, but for its addressee."""
    return {
        **paper_base(connection, district, on),
        "signer": chief_signer(connection, district, on),
        "letterhead": district_letterhead(connection, district, on),
    }


def provinces_letter(connection: Connection, district: str, on: date) -> dict[str, Any]:
    """The fields of a letter of the province to the Chief."""
    area = known_district(connection, district)
    return {
        **paper_base(connection, district, on),
        "signer": province_signer(connection, district, on),
        "letterhead": province_letterhead(connection, district, on),
        "to_th": both("signer.district_chief", district=area.name).th,
    }


def chief_signer(connection: Connection, district: str, on: date) -> Signer:
    """The Chief, or who acts as such, in two lines then."""
    area = known_district(connection, district)
    held = next(iter(holders(connection, f"{district}/district_chief", on)), None)
    return signer_of_district(connection, area, held, on)


def focal_point_signer(connection: Connection, district: str, on: date) -> Signer:
    """The focal point, by the post that the Deputy holds."""
    area = known_district(connection, district)
    held = next(iter(holders(connection, f"{district}/focal_point", on)), None)
    if held is None:
        return signer_called(None, both("signer.deputy"))
    post = own_post(connection, held, area, on)
    return signer_called(held.name, post, both("letters.focal_point", district=area.name))


def deputy_signer(connection: Connection, district: str, ref: str, on: date) -> Signer:
    """The holder of a Deputy's office (`5715/deputy_district_chief/1`) by that post."""
    known = ref if ref.startswith(f"{district}/") else f"{district}/{ref}"
    held = next(iter(holders(connection, known, on)), None)
    row = office(connection, known, on)
    post = row.post if row else both("signer.deputy")
    return signer_called(held.name if held else None, post)


def province_signer(connection: Connection, district: str, on: date) -> Signer:
    """Who signs for the province: Governor, Deputy Governor, or the provincial office's head
    on behalf of the Governor (`letters.signed_by`, practice.md 6).
    """
    area = known_district(connection, district)
    chosen = letters().signatory(province_choice(connection, district, "signed_by", on))
    lines = tuple(
        Named(_of(th, area).th, _of(en, area).en)
        for th, en in zip(chosen.lines_th, chosen.lines_en, strict=True)
    )
    offices = all_holders(connection, district, on)
    held = next((one for one in offices if one.kind == chosen.office), None)
    if held is None:
        return signer_called(None, *lines)
    return signer_called(held.name, *acting_line(held), *lines)


def uncertified() -> Signer:
    """Who certifies a copy: whoever does writes name and position in."""
    return signer_called(None, both("signer.nobody"))


def province_choice(connection: Connection, district: str, part: str, on: date) -> str:
    """What the province chose for `letters.<part>`, or what was shipped."""
    own = _given(connection, district[:2], "letters", on).get(part)
    return own or str(getattr(letters(), part))


def acting_line(held: HoldingRow) -> tuple[Sentence, ...]:
    """The line under a provincial name for who acts: their own post, to be written in."""
    if held.capacity not in ACTING:
        return ()
    own, capacity = both("letters.not_given"), Term(f"capacity.{held.capacity}")
    return (both("signer.acting", own=own, capacity=capacity),)


def _given(connection: Connection, area: str, whose: str, on: date) -> dict[str, str]:
    """What the area itself was given; not what it lies in."""
    rows = own_settings(connection, area, on)
    own = [one for one in rows if one.area == area and one.key.startswith(f"{whose}.")]
    return {one.key.removeprefix(f"{whose}."): str(one.value) for one in own}


def _letterhead(sender: Sender, area: DistrictRow, given: dict[str, str]) -> Letterhead:
    blank = both("letters.not_given").th
    owner = _of(sender.owner_th, area).th
    lines = [line.strip() for line in given.get("address", blank).split(";")]
    address = tuple(line for line in lines if line) or (blank,)
    return Letterhead(
        office_th=owner,
        office_en=_of(sender.owner_en, area).en,
        code=given.get("code", blank),
        lines_th=(_of(sender.place_th, area).th, *address),
        lines_en=(_of(sender.place_en, area).en, *address),
        phone=given.get("phone", blank),
        email=given.get("email", blank),
    )


def _of(pattern: str, area: DistrictRow) -> Named:
    return Named(
        pattern.format(district=area.name.th, province=area.province_name.th),
        pattern.format(district=area.name.en, province=area.province_name.en),
    )
