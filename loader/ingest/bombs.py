"""Stops what unpacks to far more than it is: counts all that is unpacked from one file of the user's.

Knows no packing. The count is shared by every layer and member, so that many small bombs in one archive,
or one in another, are stopped as well as a single big one.
"""

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from loader.errors import UnreadableArticle

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

FLOOR = 64 * 1024 * 1024
"""Bytes; a file may always unpack to this many."""


class Bomb(UnreadableArticle):
    """A packed file that unpacks to far more than it is; nothing more of that file is read."""


class Budget:
    """How much may be unpacked from one file: `ratio` times its bytes, and at least `FLOOR`.

    `packed` tells how many bytes the file has, or how many of it have been read so far.
    """

    def __init__(self, where: str, ratio: int, packed: Callable[[], int]) -> None:
        self.where = where
        self.ratio = ratio
        self.packed = packed
        self.unpacked = 0

    def spend(self, count: int) -> None:
        """Count bytes that were unpacked.

        Raises:
            Bomb: too many.
        """
        self.unpacked += count
        if self.unpacked > FLOOR and self.unpacked > self.ratio * self.packed():
            reason = (
                f"unpacks to more than {self.ratio} times its size (setting max_unpack_ratio); "
                "the rest is not read"
            )
            raise Bomb(self.where, reason)


class Metered(io.RawIOBase):
    """Passes on what is unpacked, and counts it."""

    def __init__(self, stream: io.RawIOBase, budget: Budget) -> None:
        self.stream = stream
        self.budget = budget

    def readable(self) -> bool:  # noqa: D102
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int | None:  # noqa: D102
        got = self.stream.readinto(buffer)
        self.budget.spend(got or 0)
        return got
