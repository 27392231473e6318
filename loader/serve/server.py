"""Listening: an address of this computer, a web application behind it."""

import ipaddress
import socket

import uvicorn
from starlette.applications import Starlette

from loader.errors import ServerFault

_MOST_CONNECTIONS = 100
_IDLE = 5
"""Seconds after which a connection that asks nothing is closed."""
_LEAVING = 3
"""Seconds that requests under way have when the server is stopped."""
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 takes any that is free.

    Raises:
        ServerFault: the address is none of this computer's, or the port is taken.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_MOST_CONNECTIONS)
    except (OSError, OverflowError, UnicodeError) as error:
        raise ServerFault(f"cannot listen on {host} port {port}: {error}; see --host and --port") from error
    return listening


def address(listening: socket.socket) -> str:
    """Where a socket is reached, as an address for a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def own_names(host: str, listening: socket.socket) -> frozenset[str] | None:
    """The names that a server may be asked under: on loopback its own; elsewhere any."""
    if not ipaddress.ip_address(listening.getsockname()[0]).is_loopback:
        return None
    return LOOPBACK_NAMES | {host.lower(), f"[{host.lower()}]"}


def make(application: Starlette) -> uvicorn.Server:
    """A server for an application; its `run(sockets=[...])` returns when it is told to stop."""
    return uvicorn.Server(
        uvicorn.Config(
            application,
            http="h11",
            ws="none",
            lifespan="off",
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_keep_alive=_IDLE,
            timeout_graceful_shutdown=_LEAVING,
        )
    )
