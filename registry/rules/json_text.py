"""JSON as it is read from others, and of a value as bytes that never differ.

The bytes are without spaces, signs as they are: orjson writes them, in a fifth of the time that
`json` takes. What it refuses and `json` takes, such as a whole number of more than 64 bits, `json`
writes in the same way.
"""

import json
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NoReturn, cast

import orjson

from config.words import Value
from registry.refusals import Refusal
from registry.rules.plain_values import Json

_AS_JSON = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
_SORTED = _AS_JSON | orjson.OPT_SORT_KEYS


class KeyTwice(Refusal):
    """A field stands twice in one place: which of the two is meant is not said."""


def json_value(text: str | bytes, *, file: Value, field: str | None = None) -> Json:
    """The JSON value of what somebody else wrote; `field` is the key that stands twice, if None.

    Raises KeyTwice, or a ValueError or RecursionError of `json` where the text is no JSON.
    """
    hook = partial(_each_once, file=file, field=field)
    return cast("Json", json.loads(text, object_pairs_hook=hook, parse_constant=_no_json))


def json_or_word(text: str, *, file: str, field: str | None = None) -> Json:
    """The JSON value that was typed, or the text itself where it is none. Raises KeyTwice."""
    try:
        return json_value(text, file=file, field=field)
    except (ValueError, RecursionError):  # such as a number of 4,301 digits
        return text


def _each_once(
    pairs: Iterable[tuple[str, Json]], *, file: Value, field: str | None
) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for key, value in pairs:
        if key in found:
            raise KeyTwice(field=field or key, file=file, key=key)
        found[key] = value
    return found


def _no_json(name: str) -> NoReturn:
    """NaN and Infinity, which `json` reads although JSON has none."""
    raise json.JSONDecodeError(name, name, 0)


def json_bytes(
    value: object, *, sort_keys: bool = False, default: Callable[[Any], object] | None = None
) -> bytes:
    """The JSON in UTF-8; `default` is asked for what JSON has none of, as `json.dumps` asks it.

    Of a float the two may write different digits: who needs one text holds none.
    """
    try:
        return orjson.dumps(value, default, _SORTED if sort_keys else _AS_JSON)
    except orjson.JSONEncodeError:
        text = json.dumps(
            value,
            ensure_ascii=False,
            separators=(",", ":"),
            sort_keys=sort_keys,
            default=default,
        )
        return text.encode(errors="surrogatepass")
