"""One writer or several readers: a lock on the store's folder that the system drops when a process ends.

RocksDB's own lock keeps a second writer out but lets readers in while a writer works, which it calls
undefined; hence this one.
"""

import os
import sys
from pathlib import Path
from typing import BinaryIO

from loader.errors import StoreError, StoreLocked

NAME = "lock"


class FolderLock:
    """Held from construction until `release`; never waits."""

    def __init__(self, folder: Path, *, write: bool) -> None:
        path = folder / NAME
        try:
            self._file: BinaryIO = path.open("r+b" if write and path.exists() else "w+b" if write else "rb")
        except OSError as error:
            raise StoreError(f"{folder}: the store cannot be opened: {path}: {error.strerror}") from error
        try:
            _lock(self._file, exclusive=write)
        except OSError as error:
            holder = _holder(self._file)
            self._file.close()
            doing = "reading or writing" if write else "loading articles into"
            raise StoreLocked(
                f"{folder}: another process{holder} is {doing} the store; wait until it ends and try again"
            ) from error
        if write:
            self._file.truncate(0)
            self._file.write(str(os.getpid()).encode())
            self._file.flush()

    def release(self) -> None:
        """Let others in; doing so twice is harmless."""
        self._file.close()


def _holder(file: BinaryIO) -> str:
    """The last writer's process id, if that is known and alive."""
    try:
        pid = int(file.read(20) or b"0")
        os.kill(pid, 0)
    except (OSError, ValueError, OverflowError):
        return ""
    return f" ({pid})" if pid > 0 else ""


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO, *, exclusive: bool) -> None:  # noqa: ARG001
        """Windows has no shared lock here: readers keep each other out as well."""
        file.seek(1 << 30)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)
else:
    import fcntl

    def _lock(file: BinaryIO, *, exclusive: bool) -> None:
        fcntl.flock(file, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
