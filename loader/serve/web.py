"""The routes of `geokg serve` and what holds for all of them: limits, errors, who may ask.

Every fault of a request is answered with a status of 4xx and {"error": ...}. Nothing here reads files or
changes anything.
"""

import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from loader.errors import GeokgError
from loader.serve.reconciliation import BadQueryError, Reconciliation, TooLargeError, welcome

LARGEST_BODY = 1 << 20
"""Bytes of a request."""
AT_ONCE = 4
"""Requests that are worked on at the same time; others wait."""
_FIELDS = 20
_CALLBACK = re.compile(r"[A-Za-z_$][\w$.]{0,127}", re.ASCII)
_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
_PAGE_HEADERS = {**_HEADERS, "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}


class Hosts:
    """Refuses requests under other names than the server's own.

    A web page elsewhere could have its own name lead to this computer, and read here what is not meant
    for it.
    """

    def __init__(self, app: ASGIApp, names: frozenset[str] | None) -> None:
        """Let only these names in; None lets all in."""
        self._app, self._names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 421 or pass the request on."""
        if scope["type"] == "http" and self._names is not None:
            host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
            if re.sub(r":\d*$", "", host).lower() not in self._names:
                refusal = _fault(421, f"not served under the name {host[:100]!r}; see geokg serve --host")
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)


def application(service: Reconciliation, version: str, hosts: frozenset[str] | None) -> Starlette:
    """The web application; `hosts` are the names that it may be asked under, None for any."""
    views = _Views(service, version)
    return Starlette(
        routes=[
            Route("/", views.welcome),
            Route("/reconcile", views.reconcile, methods=["GET", "POST"]),
            Route("/reconcile/", views.reconcile, methods=["GET", "POST"]),
            Route("/reconcile/suggest/{what:str}", views.suggest),
            Route("/reconcile/extend/propose", views.propose),
            Route("/reconcile/preview", views.preview),
        ],
        middleware=[
            Middleware(Hosts, names=hosts),
            Middleware(
                CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"], allow_headers=["*"]
            ),
        ],
        exception_handlers={HTTPException: _http_fault, BadQueryError: _bad_query, GeokgError: _geokg_fault},
    )


class _Views:
    """What is done for each route."""

    def __init__(self, service: Reconciliation, version: str) -> None:
        self._service, self._version = service, version
        self._limiter: CapacityLimiter | None = None

    async def welcome(self, request: Request) -> Response:
        return HTMLResponse(welcome(_root(request), self._version), headers=_PAGE_HEADERS)

    async def reconcile(self, request: Request) -> Response:
        fields = await _fields(request)
        if "queries" in fields:
            answer = await self._work(partial(self._service.answer, _json(fields["queries"], "queries")))
        elif "extend" in fields:
            answer = await self._work(partial(self._service.extend, _json(fields["extend"], "extend")))
        elif request.method == "POST" or fields.keys() - {"callback"}:
            raise BadQueryError(
                "give queries=... or extend=..., JSON, URL-encoded; a GET without them: the manifest"
            )
        else:
            answer = self._service.manifest(_root(request))
        return _answer(answer, fields.get("callback"))

    async def suggest(self, request: Request) -> Response:
        what = request.path_params["what"]
        if what not in ("entity", "type", "property"):
            raise HTTPException(404)
        fields = await _fields(request)
        if "prefix" not in fields:
            raise BadQueryError("give prefix=..., what the user typed so far")
        skip = _number(fields, "cursor") or 0
        answer = await self._work(partial(self._service.suggest, what, fields["prefix"], skip))
        return _answer(answer, fields.get("callback"))

    async def propose(self, request: Request) -> Response:
        fields = await _fields(request)
        limit = _number(fields, "limit")
        return _answer(self._service.propose(fields.get("type", ""), limit), fields.get("callback"))

    async def preview(self, request: Request) -> Response:
        qid = (await _fields(request)).get("id", "")
        page = await self._work(partial(self._service.preview, qid))
        if page is None:
            raise HTTPException(404, f"{qid[:100]!r} is not in the index")
        return HTMLResponse(page, headers=_PAGE_HEADERS)

    async def _work(self, work: Callable[[], Any]) -> Any:
        """Do what takes time in a thread."""
        if self._limiter is None:  # made here, since it belongs to the running event loop
            self._limiter = CapacityLimiter(AT_ONCE)
        return await to_thread.run_sync(work, limiter=self._limiter)


async def _fields(request: Request) -> dict[str, str]:
    """The first value of each field of the address and, of a POST, of the form."""
    text = request.url.query
    if request.method == "POST":
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind != "application/x-www-form-urlencoded":
            raise HTTPException(415, "POST a form: application/x-www-form-urlencoded")
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST_BODY:
                raise HTTPException(413, f"more than {LARGEST_BODY} bytes; send smaller batches")
        text = f"{body.decode('utf-8', 'replace')}&{text}"
    try:
        fields = parse_qs(text, keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError as error:
        raise BadQueryError(f"more than {_FIELDS} fields") from error
    return {name: values[0] for name, values in fields.items()}


def _json(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadQueryError(f"{where}: not JSON: {error}") from error


def _number(fields: dict[str, str], name: str) -> int | None:
    text = fields.get(name, "")
    if text and not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise BadQueryError(f"{name}: {text[:100]!r} is no whole number")
    return int(text) if text else None


def _root(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _answer(content: object, callback: str | None) -> Response:
    """JSON, or a call with it for pages that cannot ask otherwise (JSONP). All in ASCII."""
    text = json.dumps(content)
    if callback is None:
        return Response(text, media_type="application/json", headers=_HEADERS)
    if not _CALLBACK.fullmatch(callback):
        raise BadQueryError("callback: the name of a JavaScript function, in letters, digits, _, $ and dots")
    return Response(f"/**/{callback}({text});", media_type="text/javascript", headers=_HEADERS)


def _fault(status: int, words: str) -> JSONResponse:
    return JSONResponse(
        {"error": words.encode("ascii", "backslashreplace").decode()}, status, headers=_HEADERS
    )


async def _http_fault(_: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    return _fault(status, fault.detail if isinstance(fault, HTTPException) else "")


async def _bad_query(_: Request, fault: Exception) -> Response:
    return _fault(413 if isinstance(fault, TooLargeError) else 400, str(fault))


async def _geokg_fault(_: Request, fault: Exception) -> Response:
    return _fault(503, str(fault))
