"""What the commands write on: tables on stdout, progress and messages on stderr.

Progress is drawn only on a terminal; a pipe or a log gets plain lines.
"""

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

PIPE_WIDTH = 160
"""Columns of a table that is not printed on a terminal."""


def output() -> Console:
    """Stdout; colours and width as the terminal has them, plain and wide in a pipe."""
    return Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False)


def say(message: str) -> None:
    """One line on stderr."""
    print(message, file=sys.stderr)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A table whose long cells wrap and are never cut off."""
    result = Table(header_style="bold", show_edge=False)
    for column in columns:
        result.add_column(column, overflow="fold")
    for row in rows:
        result.add_row(*(Text(cell) for cell in row))
    return result


@contextmanager
def progress(task: str) -> Iterator[Callable[[str], None]]:
    """Count steps on stderr while the body runs; call the value with a few words for each step."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        counter = bar.add_task(task, total=None)

        def step(words: str) -> None:
            bar.update(counter, advance=1, description=f"{task} {words[:60]}")

        yield step


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """While the body runs, the first Ctrl-C only makes the value answer True; a second one interrupts."""
    asked = False

    def note(_signal: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        say("Stopping after this article; press Ctrl-C again to stop at once.")

    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)
