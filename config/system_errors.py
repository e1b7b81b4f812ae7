"""What the system says of a file, a disk or a connection, in words for people."""

import errno
import socket

from config.words import Term, Value

_SAID = {
    errno.ENOSPC: "no_room", errno.EDQUOT: "no_room", errno.EROFS: "read_only",
    errno.EACCES: "no_right", errno.EPERM: "no_right", errno.ENOENT: "not_there",
    errno.ENOTDIR: "no_folder", errno.EISDIR: "folder", errno.EEXIST: "there_already",
    errno.ENAMETOOLONG: "long_name", errno.EIO: "broken", errno.EFBIG: "too_large",
    errno.EADDRINUSE: "port_taken", errno.EADDRNOTAVAIL: "no_address",
    errno.ECONNREFUSED: "no_answer", errno.ETIMEDOUT: "no_answer", errno.EHOSTUNREACH: "no_answer",
    errno.ENETUNREACH: "no_answer", socket.EAI_NONAME: "no_address",
}  # fmt: skip


def reason_of(error: OSError) -> Value:
    """The reason in both languages; one that is seldom met in the system's own words."""
    if error.errno in _SAID:
        return Term(f"system_error.{_SAID[error.errno]}")
    return error.strerror or str(error)
