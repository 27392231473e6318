"""A Wikidata on this computer: the fixtures behind the Action API, scripted SPARQL answers, and faults.

Faults are taken from `faults`, one a request, in order; None is a sound answer, and so is all that comes
after the last.
"""

import gzip
import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import time
from urllib.parse import parse_qs, urlsplit

FIXTURES = Path(__file__).parent.parent / "wikidata"
DUMP = FIXTURES / "dump.json.gz"

STACK_TRACE = """
SPARQL-QUERY: queryStr=SELECT ?item WHERE { ?item wdt:P31 wd:Q5 }
java.util.concurrent.TimeoutException
\tat java.util.concurrent.FutureTask.get(FutureTask.java:205)
\tat com.bigdata.rdf.sail.webapp.BigdataServlet.submitApiTask(BigdataServlet.java:292)
"""


class FakeClock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


@lru_cache(maxsize=1)
def entities() -> dict[str, dict]:
    with gzip.open(DUMP, "rt", encoding="utf-8") as lines:
        parsed = [json.loads(line.strip().rstrip(",")) for line in lines if line.strip() not in "[]"]
    return {entity["id"]: entity for entity in parsed}


def item(qid: str, label: str, **claims: str) -> dict:
    """A small item; claims lead to other items."""
    snaks = {
        relation: [
            {
                "rank": "normal",
                "mainsnak": {
                    "snaktype": "value",
                    "property": relation,
                    "datavalue": {
                        "value": {"entity-type": "item", "numeric-id": int(value[1:]), "id": value},
                        "type": "wikibase-entityid",
                    },
                },
            }
        ]
        for relation, value in claims.items()
    }
    labels = {"en": {"language": "en", "value": label}}
    return {"type": "item", "id": qid, "labels": labels, "claims": snaks, "sitelinks": {}}


@dataclass
class Request:
    """What was asked, and when by the client's clock."""

    at: float
    path: str
    asked: dict[str, str]
    agent: str
    sound: bool


@dataclass
class FakeWikidata:
    """State of the server; `url` when it runs."""

    clock: FakeClock = field(default_factory=FakeClock)
    known: dict[str, dict] = field(default_factory=dict)
    hits: dict[str, list[str]] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    faults: list[str | None] = field(default_factory=list)
    sparql: Callable[[str], list[dict[str, str]] | str] = lambda _: []
    requests: list[Request] = field(default_factory=list)
    most_at_once: int = 0
    url: str = ""
    _at_once: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def api(self) -> str:
        return f"{self.url}/w/api.php"

    @property
    def endpoint(self) -> str:
        return f"{self.url}/sparql"

    def asked(self, action: str) -> list[Request]:
        return [r for r in self.requests if r.asked.get("action") == action]

    def enter(self) -> None:
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)

    def leave(self) -> None:
        with self._lock:
            self._at_once -= 1

    def search(self, name: str) -> dict:
        if name.lower() == "abc":
            return json.loads((FIXTURES / "wbsearchentities-hits.json").read_text(encoding="utf-8"))
        found = self.hits.get(name) or [
            qid
            for qid, entity in self.known.items()
            if any(text.lower().startswith(name.lower()) for text in _names(entity))
        ]
        if not found:
            return json.loads((FIXTURES / "wbsearchentities-none.json").read_text(encoding="utf-8"))
        return {"search": [{"id": qid, "label": qid} for qid in found[:7]], "success": 1}

    def entities(self, ids: list[str]) -> dict:
        if len(ids) > 50:
            return {"error": {"code": "toomanyvalues"}}
        if "Q0" in ids:
            return json.loads((FIXTURES / "error.json").read_text(encoding="utf-8"))
        answer = {}
        for qid in ids:
            target = self.redirects.get(qid, qid)
            answer[qid] = dict(self.known.get(target) or {"id": qid, "missing": ""})
            if target != qid:
                answer[qid]["redirects"] = {"from": qid, "to": target}
        return {"entities": answer, "success": 1}


def _names(entity: dict) -> Iterator[str]:
    if "en" in entity["labels"]:
        yield entity["labels"]["en"]["value"]
    yield from (alias["value"] for alias in entity.get("aliases", {}).get("en", ()))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wikidata: FakeWikidata

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self._answer({k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer({k: v[0] for k, v in parse_qs(body).items()})

    def _answer(self, asked: dict[str, str]) -> None:
        server = self.wikidata
        server.enter()
        try:
            fault = server.faults.pop(0) if server.faults else None
            server.requests.append(
                Request(
                    server.clock.now(),
                    urlsplit(self.path).path,
                    asked,
                    self.headers["User-Agent"],
                    fault is None,
                )
            )
            answer = self._sound(asked)
            if fault == "slow":
                threading.Event().wait(1.2)
        finally:
            server.leave()  # before the answer is on its way: the client may ask again as soon as it has it
        getattr(self, f"_{fault}")(answer) if fault else self._send(200, answer)

    def _sound(self, asked: dict[str, str]) -> str:
        server = self.wikidata
        match asked.get("action"):
            case "wbsearchentities":
                return json.dumps(server.search(asked["search"]))
            case "wbgetentities":
                return json.dumps(server.entities(asked["ids"].split("|")))
        rows = server.sparql(asked["query"])
        if isinstance(rows, str):
            return rows
        bindings = [{k: {"type": "literal", "value": v} for k, v in row.items()} for row in rows]
        return json.dumps({"head": {"vars": []}, "results": {"bindings": bindings}})

    def _send(self, status: int, text: str, **headers: str) -> None:
        body = text.encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _busy(self, _: str) -> None:
        self._send(429, "slow down", Retry_After="7")

    def _busy_until(self, _: str) -> None:
        self._send(429, "slow down", Retry_After=formatdate(time() + 90, usegmt=True))

    def _busy_for_hours(self, _: str) -> None:
        self._send(429, "you are banned", Retry_After="7200")

    def _lagging(self, _: str) -> None:
        text = (FIXTURES / "error-maxlag.json").read_text(encoding="utf-8")
        self._send(200, text, Retry_After="5", X_Database_Lag="3")

    def _broken(self, _: str) -> None:
        self._send(500, "<html>Internal error</html>")

    def _garbage(self, _: str) -> None:
        self._send(200, "<html>Our servers are currently under maintenance</html>")

    def _slow(self, answer: str) -> None:
        self._send(200, answer)

    def _out_of_time(self, answer: str) -> None:
        self._send(200, answer[: len(answer) // 2] + STACK_TRACE)

    def _half(self, answer: str) -> None:
        """Announces all of the answer and closes the connection after half of it."""
        body = answer.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])
        self.wfile.flush()
        self.close_connection = True

    def _cut(self, _: str) -> None:
        """Resets the connection without any answer."""
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that went away is part of the play."""


def serve(wikidata: FakeWikidata) -> Iterator[FakeWikidata]:
    handler = type("Handler", (_Handler,), {"wikidata": wikidata})
    server = _Quiet(("127.0.0.1", 0), handler)
    wikidata.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield wikidata
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
