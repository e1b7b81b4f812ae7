"""JSON written by an encoder that is made once.

`json.JSONEncoder` makes its encoder in C anew for each value, which takes as long as a link's few
columns do. The text is the same, and where Python has none in C, so is the way.
"""

import json
from json import encoder
from typing import Any


class KeptEncoder(json.JSONEncoder):
    """Writes signs as they are, without spaces. What holds itself raises RecursionError.

    `default` is asked for what JSON has none of, as `json.dumps` asks it.
    """

    def __init__(self, *, sort_keys: bool = False, default: Any = None) -> None:  # noqa: ANN401 — as the base has it
        super().__init__(
            ensure_ascii=False,
            check_circular=False,
            sort_keys=sort_keys,
            separators=(",", ":"),
            default=default,
        )
        make: Any = getattr(encoder, "c_make_encoder", None)
        skip_keys, allow_nan = False, True
        self._made = make and make(
            None, self.default, encoder.encode_basestring, None, ":", ",", sort_keys, skip_keys,
            allow_nan,
        )  # fmt: skip

    def encode(self, o: Any) -> str:  # noqa: ANN401 — as the base has it
        """The text of the value."""
        return "".join(self._made(o, 0)) if self._made else super().encode(o)
