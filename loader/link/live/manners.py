"""Good manners towards Wikimedia's servers: who asks, one request at a time, how long to wait.

What they ask for (API:Etiquette, the User-Agent policy, and the query service's limits, read in 2026): a
User-Agent with a way to reach its owner; requests one after the other; on 429 a pause of Retry-After; on a
lagging database (`maxlag`) likewise; from the query service at most a minute of computing a minute. urllib3's
`Retry` counts, backs off and reads Retry-After; here it only gets a clock that tests can turn, a first
wait, and the decision to give up where a server asks for more patience than a load has.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests
from urllib3.util.retry import Retry

from loader import __version__
from loader.errors import SettingsError, WikidataUnavailable

TRIES = 6
"""How often a request is repeated before it is given up."""
CONNECTS = 1
"""How often of these when there is no connection at all: no network is no passing fault."""
FIRST_WAIT = 1.0
LONGEST_WAIT = 60.0
"""Seconds before the first repetition; doubled each time, up to the longest."""
LONGEST_ASKED = 300.0
"""A server that asks for a longer pause than this is not waited for."""
GAP = 1.0
"""Seconds between the end of a request and the start of the next one."""
TOO_MANY = 429
BUSY = (TOO_MANY, 500, 502, 503, 504)
"""Status codes that may pass."""


class Clock:
    """Time as the computer has it; tests put their own in its place."""

    def now(self) -> float:
        """Seconds from some moment on."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class PatientRetry(Retry):
    """urllib3's Retry with a wait before the first repetition too, on a clock of ours."""

    clock = Clock()

    def new(self, **changes: Any) -> "PatientRetry":
        """The next state, on the same clock."""
        after = super().new(**changes)
        after.clock = self.clock
        return after

    def get_backoff_time(self) -> float:
        """Seconds to wait: FIRST_WAIT, doubled with each fault."""
        return min(self.backoff_max, self.backoff_factor * 2.0 ** (len(self.history) - 1))

    def sleep(self, response: Any = None) -> None:
        """Wait as long as the server asks, and no less than the back-off.

        Raises:
            WikidataUnavailable: it asks for more than LONGEST_ASKED.
        """
        asked = None
        if response is not None:
            asked = self.get_retry_after(response)
            status = getattr(response, "status", None) or getattr(response, "status_code", None)
            if asked is None and status == TOO_MANY:
                asked = LONGEST_WAIT
        if asked is not None and asked > LONGEST_ASKED:
            raise WikidataUnavailable(
                f"Wikidata asks for a pause of {asked:.0f} seconds (too many requests); try again later"
            )
        self.clock.sleep(max(asked or 0.0, self.get_backoff_time()))


@dataclass(slots=True)
class Manners:
    """What every request of one process goes by; share one among all clients.

    `asked` counts the requests that were let through, repetitions not included.
    """

    contact: str
    clock: Clock = field(default_factory=Clock)
    asked: int = 0
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _ended: float | None = None

    def __post_init__(self) -> None:
        if not self.contact.strip():
            raise SettingsError(
                "contact: Wikimedia asks for an e-mail address or web page of whoever sends requests; set "
                "contact in geokg.yaml or GEOKG_CONTACT"
            )

    @property
    def agent(self) -> str:
        """The User-Agent."""
        return f"geokg/{__version__} ({self.contact.strip()}) python-requests/{requests.__version__}"

    def retry(self) -> PatientRetry:
        """A fresh count of repetitions."""
        retry = PatientRetry(
            total=TRIES,
            connect=CONNECTS,
            other=CONNECTS,  # an unknown host, a refused connection
            status_forcelist=BUSY,
            allowed_methods=None,
            backoff_factor=FIRST_WAIT,
            backoff_max=LONGEST_WAIT,
            retry_after_max=10**9,
        )
        retry.clock = self.clock
        return retry

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While the body runs nobody else asks."""
        with self._lock:
            yield

    @contextmanager
    def request(self) -> Iterator[None]:
        """Around what goes over the network, within `alone`: the pause before it, and its end."""
        if self._ended is not None:
            left = self._ended + GAP - self.clock.now()
            if left > 0:
                self.clock.sleep(left)
        self.asked += 1
        try:
            yield
        finally:
            self._ended = self.clock.now()
