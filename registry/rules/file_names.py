"""Names of files and folders that Linux, Windows and a USB stick all take, Thai left as it is."""

import re
import unicodedata
from pathlib import PurePath

LONGEST = 60  # characters of a stem: Windows takes 260 of a whole path, Linux 255 bytes of a name
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_FORMATTING = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})


def safe_name(text: str, *, empty: str, longest: int = LONGEST) -> str:
    """The text as a name: no separators, no signs that Windows refuses, at most `longest`.

    Nothing at its ends that a system cuts off by itself; `empty` where nothing is left.
    """
    plain = unicodedata.normalize("NFC", " ".join(text.split()))
    kept = "".join(sign for sign in plain if unicodedata.category(sign) not in _FORMATTING)
    fit = _UNFIT.sub("-", kept).strip(" .-")
    return fit[:longest].rstrip(" .-") or empty


def safe_file_name(text: str, *, empty: str, longest: int = LONGEST) -> str:
    """The same for a file: its suffix stays, however long the name before it is."""
    suffix = PurePath(text.replace("\\", "/")).suffix
    ending = safe_name(suffix.lstrip("."), empty="")
    stem = text.removesuffix(suffix) if suffix else text
    return safe_name(stem, empty=empty, longest=longest) + (f".{ending}" if ending else "")
