"""A SPARQL endpoint with Wikidata's data, asked by SPARQLWrapper: the query service or a mirror.

SPARQLWrapper sends and has no retries; this adds them, and tells a query that ran out of time from data:
the query service then cuts its JSON in the middle and writes a Java stack trace after it, under status 200.
"""

import http.client
import json
import urllib.error
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from SPARQLWrapper import JSON, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, SPARQLWrapperException
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, ProtocolError

from loader.errors import WikidataUnavailable
from loader.link.live.manners import BUSY, Manners

TIMEOUT = 75
"""Seconds to wait for an answer; the query service gives up after 60."""

Row = dict[str, str]
"""A solution: the value of each bound variable, IRIs and literals alike as plain text."""

_OUT_OF_TIME = (
    b"java.util.concurrent.TimeoutException",
    b"SPARQL-QUERY: queryStr=",
    b"QueryTimeoutException",
)


class OutOfTime(Exception):
    """The endpoint stopped the query: it is to be asked in smaller parts, not again."""


@dataclass(slots=True)
class _Fault:
    """What went wrong, and the headers that may say how long to wait."""

    why: str
    headers: Any = field(default_factory=dict)
    status: int = 0
    connected: bool = True


class Endpoint:
    """Asks one endpoint; one query at a time, like everything under the same `Manners`."""

    def __init__(self, url: str, manners: Manners, timeout: int = TIMEOUT) -> None:
        self.url = url
        self._manners = manners
        self._timeout = timeout

    def select(self, query: str) -> list[Row]:
        """The solutions of a SELECT query.

        Raises:
            OutOfTime: the endpoint stopped it.
            WikidataUnavailable: no whole answer, after retries, or the query was refused.
        """
        retry = self._manners.retry()
        with self._manners.alone():
            while True:
                with self._manners.request():
                    answer = self._once(query)
                if not isinstance(answer, _Fault):
                    return answer
                try:
                    kind = ProtocolError if answer.connected else ConnectTimeoutError
                    retry = retry.increment("POST", self.url, error=kind(answer.why))
                except MaxRetryError as gone:
                    raise WikidataUnavailable(f"{self.url} does not answer ({answer.why})") from gone
                retry.sleep(answer)

    def in_parts(self, template: str, ids: Sequence[str], size: int) -> Iterator[Row]:
        """Solutions of a query over many ids, `size` at a time; `$ids` in it becomes their `wd:` names.

        Where the endpoint runs out of time, the part is halved until it does not.

        Raises:
            WikidataUnavailable: it runs out of time on a single id, or does not answer.
        """
        for start in range(0, len(ids), size):
            yield from self._part(template, ids[start : start + size])

    def _part(self, template: str, ids: Sequence[str]) -> Iterator[Row]:
        try:
            yield from self.select(template.replace("$ids", " ".join(f"wd:{qid}" for qid in ids)))
        except OutOfTime as error:
            if len(ids) == 1:
                raise WikidataUnavailable(
                    f"{self.url} runs out of time on {ids[0]} alone; try again later, or name a mirror"
                ) from error
            middle = len(ids) // 2
            yield from self._part(template, ids[:middle])
            yield from self._part(template, ids[middle:])

    def _once(self, query: str) -> list[Row] | _Fault:
        wrapper = SPARQLWrapper(self.url, agent=self._manners.agent)
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(JSON)
        wrapper.setOnlyConneg(True)
        wrapper.setTimeout(self._timeout)
        wrapper.setQuery(query)
        try:
            with wrapper.query().response as response:
                body: bytes = response.read()
        except (urllib.error.HTTPError, SPARQLWrapperException) as error:
            return self._refused(error)
        except (http.client.HTTPException, OSError) as error:
            connected = not isinstance(error, urllib.error.URLError)
            return _Fault(str(error) or type(error).__name__, connected=connected)
        return _rows(body)

    def _refused(self, error: Exception) -> _Fault:
        """What a status other than 200 means; SPARQLWrapper has exceptions of its own for some of them."""
        if isinstance(error, urllib.error.HTTPError):
            with error:
                fault, text = _Fault(f"status {error.code}", error.headers, error.code), error.read()
        else:
            code = 500 if isinstance(error, EndPointInternalError) else 400
            fault, text = _Fault(f"status {code}", status=code), str(error).encode()
        if any(mark in text for mark in _OUT_OF_TIME):
            raise OutOfTime from error
        if fault.status not in BUSY:
            raise WikidataUnavailable(f"{self.url} refuses the query ({fault.why})") from error
        return fault


def _rows(body: bytes) -> list[Row] | _Fault:
    """Solutions of a SPARQL 1.1 JSON answer.

    Raises:
        OutOfTime: it was cut and bears the mark of a time-out.
    """
    try:
        bindings = json.loads(body)["results"]["bindings"]
        return [{name: value["value"] for name, value in row.items()} for row in bindings]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if any(mark in body for mark in _OUT_OF_TIME):
            raise OutOfTime from error
        return _Fault("an answer that is not SPARQL JSON, or cut off")
