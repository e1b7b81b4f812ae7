"""The JSON of a value as bytes that never differ: without spaces, signs as they are.

orjson writes it, in a fifth of the time that `json` takes. What it refuses and `json` takes, such
as a whole number of more than 64 bits, `json` writes in the same way.
"""

import json
from collections.abc import Callable
from typing import Any

import orjson

_AS_JSON = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
_SORTED = _AS_JSON | orjson.OPT_SORT_KEYS


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
