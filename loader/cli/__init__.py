"""The command line: one module a command; each parses, calls `pipeline` or a package, and prints.

Only here does geokg print. Exit status: 0 all well; 1 done, but some articles were rejected or a
check failed; 2 could not start (wrong option, unusable store, unknown query); 130 interrupted.
"""

import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line; a fault that a user can mend is one line on stderr and status 2."""
    # The commands and their libraries take a second or more to import: not before Ctrl-C is seen to.
    with _quietly_interrupted():
        from loader.cli.commands import app
        from loader.errors import GeokgError
    try:
        app(arguments, prog_name="geokg")
    except GeokgError as error:
        print(f"geokg: {error}", file=sys.stderr)
        sys.exit(2)
    sys.exit(0)


@contextmanager
def _quietly_interrupted() -> Iterator[None]:
    """While the body runs, Ctrl-C ends the process at once, as it does programs that know nothing of it."""
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
