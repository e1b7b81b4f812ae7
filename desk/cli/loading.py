"""Modules loaded without collecting garbage meanwhile.

What they make stays. To look through it again and again took a fifth of a short command, and half
a second of the first page.
"""

import gc


def begin_loading() -> None:
    """From here on modules are loaded."""
    gc.disable()


def end_loading() -> None:
    """They are loaded: what is there stays, and what is made from now on may be garbage."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
