"""The draft order as it is read in a page: from the frozen facts that the paper is printed from.

In Thai word for word as templates/orders/appointment_order.docx prints it; in English a
reading aid under the same keys.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from config.defaults import committee, districts
from config.words import Language, Named, dated, say
from registry.rules.order_citations import cited_date, cited_number
from registry.rules.order_facts import AppointmentOrderFacts, BodyFacts, EarlierOrder, LegalBase
from registry.rules.seats import BodyKey, Seat, SeatMode
from registry.rules.thai import thai_date, to_thai_digits
from tasks.documents.paper_words import (
    official_digits,
    order_date,
    order_number,
    rank,
    without_rank,
)


@dataclass(frozen=True)
class PaperSeat:
    """A line of a body's list: number, who or which office, what it is in the body."""

    number: str
    title: str
    role: str


@dataclass(frozen=True)
class PaperBody:
    """A body: its seats and its duties."""

    title: str
    seats: tuple[PaperSeat, ...]
    duties_intro: str
    duties: tuple[str, ...]


@dataclass(frozen=True)
class OrderPaper:
    """The order from its heading to its signature block."""

    language: Language
    heading: str
    number: str
    subject: str
    reasons: tuple[str, ...]
    bodies: tuple[PaperBody, ...]
    operations: str
    closing: tuple[str, ...]
    ordered: str
    signer: tuple[str, ...]


def order_paper(facts: AppointmentOrderFacts, language: Language) -> OrderPaper:
    """The paper in that language."""
    return _Writer(facts, language).paper()


@dataclass(frozen=True)
class _Writer:
    facts: AppointmentOrderFacts
    language: Language

    def paper(self) -> OrderPaper:
        listed = self._listed()
        groups = [one for one in listed if one.key is not BodyKey.EXECUTIVE]
        return OrderPaper(
            self.language,
            heading=self._heading(),
            number=self._number(),
            subject=self._subject(),
            reasons=tuple(self._reasons()),
            bodies=tuple(self._bodies()),
            operations=self._say("operations", count=len(groups)) if groups else "",
            closing=tuple(self._closing()),
            ordered=self._say("ordered", dated=self._ordered()),
            signer=self._signer(),
        )

    def _say(self, key: str, **values: str | int) -> str:
        return self._digits(say(f"page.paper.{key}", self.language, **values))

    def _digits(self, text: str) -> str:
        return official_digits(text) if self.language == "th" else text

    def _of(self, thai: str, english: str) -> str:
        return self._digits(thai if self.language == "th" else english)

    def _heading(self) -> str:
        """As the paper prints it; in English by the pattern that it was made from."""
        facts = self.facts
        patterns = (one for one in committee().headings if self.language == "en")
        for one in patterns:
            if one.th.format(district=facts.district_th) == facts.heading_th:
                return one.en.format(district=facts.district_en)
        return self._digits(facts.heading_th)

    def _subject(self) -> str:
        facts = self.facts
        if self.language == "th":
            return self._digits(facts.subject_th)
        name = Named(facts.committee_th, facts.committee_en)
        return say(f"order.subject.{facts.kind}", "en", committee=name)

    def _border(self) -> str:
        profile = districts().profile(self.facts.district)
        if self.language == "en" and profile is not None and profile.border is not None:
            return profile.border.neighbour_en
        return self.facts.border_th or ""

    def _number(self) -> str:
        facts = self.facts
        if self.language == "th":
            return self._say("number", number=order_number(facts.number, facts.dated))
        return self._say("number", number=facts.number or say("page.paper.blank", "en"))

    def _ordered(self) -> str:
        if self.language == "th":
            return order_date(self.facts.dated)
        return dated(self.facts.dated, "en") if self.facts.dated else say("page.paper.blank", "en")

    def _reasons(self) -> list[str]:
        facts = self.facts
        if facts.kind == "amend":
            return [
                one for one in (self._earlier("amends"), self._powers(), *self._changes()) if one
            ]
        reasons = self._say("reason")
        if facts.legal_reasons:
            reasons += self._say("reason.by", bases=self._cited(facts.legal_reasons))
        if facts.border_th:
            reasons += self._say("reason.border", **self._places(), border=self._border())
        return [reasons + self._say("reason.end"), self._powers()]

    def _listed(self) -> tuple[BodyFacts, ...]:
        """The bodies that the paper lists: none where an amendment tells its changes."""
        return () if self._tells_changes() else self.facts.bodies

    def _tells_changes(self) -> bool:
        return self.facts.kind == "amend" and bool(self.facts.changes)

    def _changes(self) -> list[str]:
        told = self.facts.changes if self._tells_changes() else ()
        numbered = len(told) > 1 or self.facts.cause_th is None
        return [
            self._say(
                "change" if numbered else "change.lone",
                number=place,
                change=self._of(one.text_th, one.text_en),
            )
            for place, one in enumerate(told, start=1)
        ]

    def _powers(self) -> str:
        facts = self.facts
        powers = self._aim()
        if facts.legal_powers:
            powers += self._say("power", bases=self._cited(facts.legal_powers))
        key = "amended" if facts.kind == "amend" else "appointed"
        key = "amended_as_follows" if self._tells_changes() else key
        return powers + self._say(key, committee=self._of(facts.committee_th, facts.committee_en))

    def _aim(self) -> str:
        """What the order is for; of one that amends why, as drafts of earlier releases had it."""
        facts = self.facts
        if facts.kind != "amend":
            return self._say("aim", **self._places())
        cause = self._of(facts.cause_th or "", facts.cause_en or "")
        cause = cause or say("order.cause.seats", self.language)
        return self._say("aim.amend", **self._places(), cause=cause)

    def _earlier(self, key: str) -> str:
        kinds = {"amends": "amend", "replaces": "replace"}
        earlier: EarlierOrder | None = self.facts.earlier
        if earlier is None or self.facts.kind != kinds[key]:
            return ""
        also = (self._say("revoked_with", **self._named(one)) for one in self.facts.amended)
        subject = earlier.subject_th
        about = self._say("about", subject=subject) if subject else ""
        return self._say(key, **self._named(earlier), about=about, also="".join(also))

    def _named(self, order: EarlierOrder) -> dict[str, str]:
        return {
            "heading": order.heading_th,
            "number": cited_number(order.number, self.language),
            "dated": cited_date(order.dated, "order", self.language),
        }

    def _places(self) -> dict[str, str]:
        facts = self.facts
        return {
            "district": self._of(facts.district_th, facts.district_en),
            "province": self._of(facts.province_th, facts.province_en),
        }

    def _cited(self, bases: Sequence[LegalBase]) -> str:
        texts = [self._of(one.citation_th, one.citation_en) for one in bases]
        if len(texts) == 1:
            return texts[0]
        between = " " if self.language == "th" else ", "
        return self._say("and", first=between.join(texts[:-1]), last=texts[-1])

    def _bodies(self) -> list[PaperBody]:
        found, group = [], 0
        for body in self._listed():
            executive = body.key is BodyKey.EXECUTIVE
            group += 0 if executive else 1
            number = "1" if executive else f"2.{group}"
            found.append(self._body(body, number))
        return found

    def _body(self, body: BodyFacts, number: str) -> PaperBody:
        title = self._of(body.title_th, body.title_en)
        return PaperBody(
            self._say("body", number=f"{number}." if number == "1" else number, title=title),
            tuple(
                PaperSeat(self._digits(f"{number}.{place}"), self._seat(one), self._role(one))
                for place, one in enumerate(body.seats, start=1)
            ),
            self._say("duties", title=title) if body.duties_th else "",
            tuple(
                self._digits(f"({place}) {duty}")
                for place, duty in enumerate(
                    body.duties_th if self.language == "th" else body.duties_en, start=1
                )
            ),
        )

    def _seat(self, one: Seat) -> str:
        title = self._of(one.title_th, one.title_en)
        name = self._of(one.person_th or "", one.person_en or one.person_th or "")
        if one.mode is SeatMode.BY_NAME and name:
            title = f"{name}  {title}"
        return title + (self._say("or_representative") if one.representative else "")

    def _role(self, one: Seat) -> str:
        kind = "executive" if one.body is BodyKey.EXECUTIVE else "group"
        return say(f"role.{kind}.{one.role}", self.language)

    def _closing(self) -> list[str]:
        facts = self.facts
        said = [self._earlier("replaces")]
        if facts.kind == "amend":
            said.append(self._say("all_else_stands" if self._tells_changes() else "rest_stands"))
        if facts.effective_from is None:
            said.append(self._say("from_now"))
        else:
            day = facts.effective_from
            thai = to_thai_digits(thai_date(day, "order"))
            said.append(self._say("from", day=thai if self.language == "th" else dated(day, "en")))
        return [one for one in said if one]

    def _signer(self) -> tuple[str, ...]:
        signer = self.facts.signer
        if self.language == "th":
            name = f"({without_rank(signer.name_th)})"
            lines = (rank(signer.name_th), name, *map(self._digits, signer.position_lines_th))
            return tuple(one for one in lines if one)
        return (f"({signer.name_en or signer.name_th})", *signer.position_lines_en)
