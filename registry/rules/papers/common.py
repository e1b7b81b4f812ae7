"""What papers have in common: the letterhead, who signs, the mark of a draft."""

from datetime import date

from registry.rules.order_facts import Signer
from registry.rules.partial_dates import WrittenDate
from registry.rules.seats import Value


class Letterhead(Value):
    """The office that a letter goes out from; dotted lines are settings not yet given.

    `code` is the letter code ("CR 0004"), `lines_th` the office and its address as the
    letter prints them on the right; `office_th` is whose matter it is, at the bottom left.
    """

    office_th: str
    office_en: str
    code: str
    lines_th: tuple[str, ...]
    lines_en: tuple[str, ...]
    phone: str
    email: str


class CitedOrder(Value):
    """A signed order, as the papers that rest on it name it."""

    heading_th: str
    number: str
    dated: WrittenDate


class Statement(Value):
    """What is said in both languages."""

    th: str
    en: str


class Paper(Value):
    """Facts that every paper has. `number` and `dated` stay None until the office gave them.

    `own_date` is the paper's own date, the day of the step that it belongs to;
    `draft_version` and `draft_date` are None in a fair copy.
    """

    district: str
    district_th: str
    district_en: str
    province_th: str
    province_en: str
    committee_th: str
    committee_en: str
    own_date: date
    number: str | None = None
    dated: date | None = None
    draft_version: int | None = None
    draft_date: date | None = None


class SignedPaper(Paper):
    """A paper with a signature block."""

    signer: Signer
