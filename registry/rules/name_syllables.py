"""Where a name in Thai may be parted: between syllables, as far as its letters show them.

Names stand in no dictionary, so what looks words up parts them anywhere. Few places are sure,
and one that is missed does no harm: a line only ends a little earlier.
"""

import re

# A consonant with the vowel written before it and all that stands on, below or after it.
CLUSTER = re.compile(
    "[\u0e40-\u0e44]?[\u0e01-\u0e2e\u0e2f\u0e46][\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]*|."
)
_BEFORE = "\u0e40\u0e41\u0e42\u0e43\u0e44"  # vowels written before their consonant
_E = "\u0e40"  # the one of them that goes on in others behind the consonant
_CLOSED = re.compile("[\u0e30\u0e33\u0e4c]")  # sara a, sara am, the mark of a silent letter
_SILENT = "\u0e4c"
_LONG = re.compile("[\u0e31\u0e32\u0e33\u0e30\u0e35\u0e37\u0e39]")
_SHORT = re.compile("[\u0e34\u0e36\u0e38]")
# Behind a long vowel these are often read without their i or u: they end the syllable before.
_ENDS_WITH_SHORT = "\u0e15\u0e18\u0e21"
# Two consonants that are read as one, the second being ro, lo or wo, or led by ho or o.
_TOGETHER = re.compile(
    "[\u0e01\u0e02\u0e04\u0e1b\u0e1c\u0e1e\u0e15\u0e17\u0e28\u0e2a\u0e08\u0e0b][\u0e23\u0e25\u0e27]"
    "|[\u0e12\u0e15]\u0e19"  # read twice, as in watthana and rattana
    "|\u0e2b[\u0e07\u0e0d\u0e19\u0e21\u0e22\u0e23\u0e25\u0e27]|\u0e2d\u0e22"
)
_DOUBLE_RO = "\u0e23\u0e23"


def syllables(name: str) -> list[str]:
    """The name in the pieces that a line may end between; one where no place is sure."""
    clusters = CLUSTER.findall(name)
    pieces = [""]
    for place, cluster in enumerate(clusters):
        if place and _may_part(pieces[-1], clusters, place):
            pieces.append("")
        pieces[-1] += cluster
    return pieces


def _may_part(piece: str, clusters: list[str], place: int) -> bool:
    """Whether a new syllable begins there, behind a piece that holds one."""
    before, here = clusters[place - 1], clusters[place]
    if not _holds_a_syllable(piece):
        return False
    if _SILENT in here:
        return False
    if here[0] in _BEFORE or _CLOSED.search(before):
        return True
    if _bare_at_end(piece) > 1 or before[0] == _E or _read_as_one(before, here):
        return False
    return bool(_LONG.search(here)) or _is_short_and_closed(here, clusters[place + 1 :])


def _holds_a_syllable(piece: str) -> bool:
    heard = any(_is_vowelled(one) for one in CLUSTER.findall(piece))
    return heard or _DOUBLE_RO in piece or _SILENT in piece


def _is_vowelled(cluster: str) -> bool:
    return cluster[0] in _BEFORE or bool(_LONG.search(cluster) or _SHORT.search(cluster))


def _bare_at_end(piece: str) -> int:
    """How many consonants without a vowel of their own stand behind the last vowel."""
    count = 0
    for cluster in reversed(CLUSTER.findall(piece.replace(_DOUBLE_RO, _E))):
        if cluster == _E or _is_vowelled(cluster):
            break
        count += 1
    return count


def _read_as_one(before: str, here: str) -> bool:
    return len(before) == 1 and bool(_TOGETHER.match(before + here[0]))


def _is_short_and_closed(here: str, after: list[str]) -> bool:
    if not _SHORT.search(here) or here[0] in _ENDS_WITH_SHORT or not after:
        return False
    return not _is_vowelled(after[0]) and _SILENT not in after[0]
