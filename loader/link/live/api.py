"""Wikidata's Action API: names searched for, entities fetched; polite, cached on disk, and never half.

Knows nothing of articles or rankings. Answers are kept by `requests-cache` in an SQLite file; faults never
are.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import platformdirs
import requests
from requests.adapters import HTTPAdapter
from requests_cache import CachedSession
from urllib3.exceptions import MaxRetryError, ProtocolError

from loader.errors import WikidataUnavailable
from loader.link.kinds import QID
from loader.link.live.manners import Manners
from loader.link.wikidata import Json
from loader.settings import Settings

BATCH = 50
"""Most ids that one request may name."""
HITS = 7
"""How many entities a search gives."""
MAXLAG = 5
"""Seconds that the databases may lag behind before they refuse us; what API:Etiquette proposes."""
TIMEOUT = (10.0, 30.0)
"""Seconds for a connection and for each part of an answer."""

_PASSING = ("maxlag", "ratelimited", "readonly", "internal_api_error")
"""Codes, or beginnings of codes, of API errors that may pass."""


class WikidataApi:
    """Asks the Action API. One at a time, whichever thread asks; see `manners`.

    `with` closes the cache.
    """

    def __init__(self, settings: Settings, manners: Manners, timeout: tuple[float, float] = TIMEOUT) -> None:
        """Open the cache; nothing is asked yet."""
        self._url = settings.wikidata_api
        self._manners = manners
        self._timeout = timeout
        folder = (
            settings.wikidata_cache or platformdirs.user_cache_path("geokg", appauthor=False) / "wikidata"
        )
        self._session = CachedSession(
            str(_made(folder) / "answers.sqlite"),
            backend="sqlite",
            serializer="json",
            expire_after=timedelta(days=settings.wikidata_cache_days),
            allowable_codes=(200,),
            ignored_parameters=["maxlag"],
            filter_fn=_whole,
        )
        self._session.headers["User-Agent"] = manners.agent
        adapter = _Adapter(manners)
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, adapter)

    def __enter__(self) -> "WikidataApi":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the cache."""
        self._session.close()  # type: ignore[no-untyped-call]

    def search(self, name: str) -> tuple[str, ...]:
        """Ids of the items that have this name or begin with it, as Wikidata ranks them.

        Raises:
            WikidataUnavailable: no answer, after retries.
        """
        answer = self._ask(
            action="wbsearchentities", search=name, language="en", uselang="en", type="item", limit=HITS
        )
        return tuple(hit["id"] for hit in answer.get("search", ()) if QID.fullmatch(hit.get("id", "")))

    def entities(self, qids: Iterable[str]) -> dict[str, Json]:
        """Entities by the id asked for, which may be another than their own: merged ids are followed.

        Ids that were deleted or never given out are left out.

        Raises:
            WikidataUnavailable: no answer, after retries.
        """
        wanted = sorted({qid for qid in qids if QID.fullmatch(qid)}, key=lambda qid: int(qid[1:]))
        found: dict[str, Json] = {}
        for start in range(0, len(wanted), BATCH):
            found.update(self._batch(wanted[start : start + BATCH]))
        return found

    def _batch(self, qids: Sequence[str]) -> Iterator[tuple[str, Json]]:
        answer = self._ask(
            action="wbgetentities",
            ids="|".join(qids),
            props="info|labels|aliases|descriptions|claims|sitelinks",
            languages="en|mul",
            redirects="yes",
        )
        if answer.get("error", {}).get("code") == "no-such-entity":
            # One bad id spoils the whole batch; the halves tell which.
            middle = len(qids) // 2
            for part in (qids[:middle], qids[middle:]) if middle else ():
                yield from self._batch(part)
            return
        entities = answer.get("entities", {})
        for key, entity in entities.items():
            if "missing" not in entity and entity.get("type") == "item":
                yield key, entity
                if "redirects" in entity:
                    yield entity["redirects"]["from"], entity

    def _ask(self, **parameters: str | int) -> Json:
        """The answer to one request; an error that cannot pass is an answer."""
        retry = self._manners.retry()
        with self._manners.alone():
            while True:
                response: requests.Response | None = None
                try:
                    response = self._session.get(
                        self._url,
                        params={"format": "json", "maxlag": MAXLAG, **parameters},
                        timeout=self._timeout,
                    )
                    fault = _fault(response)
                except requests.RequestException as error:
                    if _given_up(error):
                        raise self._unavailable(error) from error
                    fault = str(error)  # cut off in the middle of the answer, which urllib3 does not see
                if response is not None and fault is None:
                    answer: Json = response.json()
                    return answer
                try:
                    retry = retry.increment("GET", self._url, error=ProtocolError(fault))
                except MaxRetryError as error:
                    raise self._unavailable(fault) from error
                retry.sleep(response)

    def _unavailable(self, why: object) -> WikidataUnavailable:
        return WikidataUnavailable(f"{self._url} does not answer ({_short(why)})")


class _Adapter(HTTPAdapter):
    """What goes over the network; answers from the cache never come here."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        super().__init__(pool_connections=1, pool_maxsize=1)

    def send(self, *args: Any, **options: Any) -> requests.Response:
        self.max_retries = self._manners.retry()
        with self._manners.request():
            return super().send(*args, **options)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WikidataUnavailable(
            f"{folder}: answers of Wikidata cannot be kept there ({error.strerror}); set wikidata_cache"
        ) from error
    return folder


def _whole(response: Any) -> bool:
    """Whether an answer is worth keeping."""
    return response.status_code == 200 and _fault(response) is None


def _fault(response: Any) -> str | None:
    """What is wrong with an answer and may pass, or None."""
    if response.status_code != 200:
        return f"status {response.status_code}"
    try:
        answer = response.json()
    except ValueError:
        return "not JSON, or cut off"
    if not isinstance(answer, dict):
        return "not a JSON object"
    code = str(answer.get("error", {}).get("code", ""))
    return f"API error {code}" if code.startswith(_PASSING) else None


def _given_up(error: requests.RequestException) -> bool:
    """Whether urllib3 has tried as often as it may."""
    return bool(error.args) and isinstance(error.args[0], MaxRetryError)


def _short(why: object) -> str:
    """The root of a chain of exceptions in a line."""
    if isinstance(why, requests.RequestException) and why.args and isinstance(why.args[0], MaxRetryError):
        why = why.args[0].reason or why
    text = " ".join(str(why).split())
    return text if len(text) <= 160 else f"{text[:157]}..."
