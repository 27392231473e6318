"""The file that says which articles a load did not take, and why."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from loader.errors import ArticleError, StoreError

REJECTS = "rejects.jsonl"
"""Its name, in the store's folder."""


@contextmanager
def rejects_file(path: Path) -> Iterator[Callable[[ArticleError], None]]:
    """A file that says, one JSON object a line, which articles were not loaded and why; none, no file.

    Each is written when it comes, so that they take no memory and a load that is killed leaves them.

    Raises:
        StoreError: it cannot be written.
    """
    try:
        file = path.open("w", encoding="utf-8", buffering=1)
    except OSError as error:
        raise StoreError(_unwritable(path, error)) from error

    def write(rejected: ArticleError) -> None:
        line = json.dumps({"where": rejected.where, "reason": rejected.reason}, ensure_ascii=False)
        try:
            file.write(f"{line}\n")
        except OSError as error:
            raise StoreError(_unwritable(path, error)) from error

    try:
        yield write
    finally:
        is_empty = file.tell() == 0
        file.close()
        if is_empty:
            path.unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> str:
    return f"{path}: cannot write which articles were rejected: {error.strerror}"
