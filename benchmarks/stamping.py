"""Stamping: a template's rows as another district's, with its own ids, names and digests.

Every digest is made anew, from the inside out: bytes, payloads and the inputs of effects, then
entries over these, then the links of the district's chain. Salts follow from a seed, so that two
runs make the same registry.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.story import DISTRICT
from benchmarks.template import FIRST_ID, PROVINCE, SPAN, Row, Template
from registry.ledger import GENESIS, SALT_BYTES, link_digest, payload_digest
from registry.models import Audit, table_of

DIGEST_LENGTH = 64
SEED = "prasan"
BESIDE = ("id", "payload_id", "facts", "digest")
LINK = [c.name for c in table_of(Audit).c if c.name not in BESIDE]
Values = dict[str, Any]
Rows = dict[str, list[Values]]


class Tokens(dict[str, str]):
    """What each token of the template is in one district; digests and ids made when first met."""

    def __init__(self, stamp: "Stamp", known: Mapping[str, str]) -> None:
        super().__init__(known)
        self._stamp = stamp

    def __missing__(self, token: str) -> str:
        """A digest or an id that was not met yet."""
        if len(token) == DIGEST_LENGTH:
            made = self._stamp.digest(token)
        else:
            made = str(self._stamp.new_id(int(token)))
        self[token] = made
        return made


@dataclass(frozen=True)
class Sources:
    """What the template's digests were taken of."""

    payloads: dict[str, Row]
    entries: dict[str, Row]
    inputs: dict[str, tuple[str, ...]]
    blobs: dict[str, bytes]


def sources(template: Template) -> Sources:
    """Find the row behind each digest of the template."""
    both = {
        name: (*template.province[name], *template.district[name]) for name in template.district
    }
    by_id = {dict(row.ids)["id"]: row for row in both["payload"]}
    payloads, entries = {}, {}
    entry_by_id = {dict(row.ids)["id"]: row for row in both["entry"]}
    for link in both["audit"]:
        ids, digest = dict(link.ids), text(link, "payload_digest")
        if "entry_id" in ids:
            entry = entries[digest] = entry_by_id[ids["entry_id"]]
            payloads[text(entry, "payload_digest")] = by_id[dict(entry.ids)["payload_id"]]
        else:
            payloads[digest] = by_id[ids["payload_id"]]
    payloads |= _facts(both["payload"])
    inputs = {text(row, "fingerprint"): parts(row, "inputs") for row in both["effect"]}
    blobs = {text(row, "sha256"): row.same["content"] for row in both["blob"]}
    return Sources(payloads, entries, inputs, blobs)


def _facts(rows: tuple[Row, ...]) -> dict[str, Row]:
    """Payloads by their digest, those too that no link is of: what papers were rendered from."""
    return {payload_digest(row.same["salt"], text(row, "body")): row for row in rows}


def text(row: Row, column: str) -> str:
    """The column's text as the template has it."""
    return "".join(parts(row, column))


def parts(row: Row, column: str) -> tuple[str, ...]:
    """The column's text, cut at its tokens."""
    found = dict(row.texts).get(column)
    return found if found is not None else (row.same[column],)


@dataclass
class Ids:
    """The next free id of each table, counted over all that is stamped."""

    last: dict[int, int] = field(default_factory=dict)

    def take(self, counts: Mapping[int, int]) -> dict[int, int]:
        """Room for so many more in each table: what to add to their number."""
        before = {place: self.last.get(place, 0) for place in counts}
        self.last |= {place: before[place] + count for place, count in counts.items()}
        return before


class Stamp:
    """One district's rows, or one province's, out of a template."""

    def __init__(
        self,
        template: Template,
        found: Sources,
        area: str,
        shifts: tuple[dict[int, int], dict[int, int]],
        names: Mapping[str, str],
    ) -> None:
        self.template, self.found, self.area = template, found, area
        self.of_province, self.of_district = shifts
        fixed = {digest: digest for digest in template.fixed}
        places = {DISTRICT: area, PROVINCE: area[:2]}
        self.tokens = Tokens(self, {**fixed, **places, **names})

    def new_id(self, old: int) -> int:
        """The id in the place of the template's."""
        place, number = divmod(old - FIRST_ID, SPAN)
        most, _ = self.template.counts[place]
        if number <= most:
            return self.of_province[place] + number
        return self.of_district[place] + number - most

    def digest(self, old: str) -> str:
        """The digest in the place of the template's, of what stands there now."""
        if (row := self.found.payloads.get(old)) is not None:
            return payload_digest(self.salt(dict(row.ids)["id"]), self.write(parts(row, "body")))
        if (row := self.found.entries.get(old)) is not None:
            return link_digest("", self.row(row))
        if (cut := self.found.inputs.get(old)) is not None:
            return hashlib.sha256(self.write(cut).encode()).hexdigest()
        if (content := self.found.blobs.get(old)) is not None:
            return hashlib.sha256(self.content(content)).hexdigest()
        return hashlib.sha256(f"{self.area}/{old}".encode()).hexdigest()

    def salt(self, payload: int) -> bytes:
        """The payload's salt: another for each."""
        said = f"{SEED}/{self.new_id(payload)}"
        return hashlib.sha256(said.encode()).digest()[:SALT_BYTES]

    def content(self, old: bytes) -> bytes:
        """The bytes with the district's code at their end: of a .docx, its archive's comment."""
        mark = self.area.encode()
        if old.startswith(b"PK"):
            return old[:-2] + len(mark).to_bytes(2, "little") + mark
        return old + b"%" + mark + b"\n"

    def write(self, cut: tuple[str, ...]) -> str:
        """A text with this district's tokens."""
        tokens = self.tokens
        return "".join([tokens[p] if n % 2 else p for n, p in enumerate(cut)])

    def row(self, row: Row) -> Values:
        """A row with this district's tokens and ids."""
        made = dict(row.same)
        for column, cut in row.texts:
            made[column] = self.write(cut)
        for column, old in row.ids:
            made[column] = self.new_id(old)
        return made

    def rows(self, of: dict[str, tuple[Row, ...]]) -> Rows:
        """All rows by table."""
        made = {name: [self.row(one) for one in rows] for name, rows in of.items() if rows}
        for row, old in zip(made.get("payload", ()), of["payload"], strict=True):
            row["salt"] = self.salt(dict(old.ids)["id"])
        for row in made.get("blob", ()):
            row["content"] = self.content(row["content"])
            row["size"] = len(row["content"])
        return made


def chain(links: list[Values]) -> Iterator[tuple[str, int, str]]:
    """Chain the links of each area, in order; answers the areas' last ones."""
    heads: dict[str, tuple[int, str]] = {}
    for link in links:
        seq, digest = heads.get(link["area_code"], (0, GENESIS))
        link["seq"] = seq + 1
        link["digest"] = link_digest(digest, {name: link[name] for name in LINK})
        heads[link["area_code"]] = (link["seq"], link["digest"])
    for area, (seq, digest) in heads.items():
        yield area, seq, digest
