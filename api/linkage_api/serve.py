"""Serving until told to stop. Only this machine can connect unless that is asked for."""

from __future__ import annotations

import ipaddress
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from linkage.bootstrap import App
from linkage.errors import InvalidInputError
from linkage_api.app import create_app

BACKLOG = 128
GRACE = 10
"""Seconds that requests under way are given when the service stops."""
KEEP_ALIVE = 15
"""Seconds that an idle connection is kept."""


def serve(
    app: App,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    allow_remote: bool = False,
    started: Callable[[str], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM, then finish what is under way and return.

    `started` is told the service's address, with the real port where `port` is 0, once clients
    can connect. There is no TLS here: a service that others reach belongs behind a proxy that
    has it. Raises InvalidInputError for an address that other machines reach without
    `allow_remote`, and for one that cannot be listened on.
    """
    config = uvicorn.Config(
        create_app(app),
        access_log=False,  # addresses hold what was searched; the audit has who asked
        lifespan="off",
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=KEEP_ALIVE,
        ws="none",
    )
    with listening(host, port, allow_remote=allow_remote) as sock:
        server = uvicorn.Server(config)
        with _stopping(server):
            if started is not None:
                started(address(sock))
            server.run(sockets=[sock])


@contextmanager
def listening(host: str, port: int, *, allow_remote: bool) -> Iterator[socket.socket]:
    """A socket that listens on the address, checked after names were resolved.

    Raises InvalidInputError.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise InvalidInputError(f"there is no address {host}") from error
    family, _, _, _, place = found[0]
    if not allow_remote and not _is_loopback(str(place[0])):
        raise InvalidInputError(
            f"{host} is an address that other machines reach; allow that explicitly, and put TLS before it"
        )
    try:
        sock = socket.create_server(place[:2], family=family, backlog=BACKLOG)
    except OSError as error:
        raise InvalidInputError(f"cannot listen on {host} port {port}: {error.strerror}") from error
    with sock:
        # Connections inherit it. Without it the two writes of a response wait 40 ms for each other.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield sock


def address(sock: socket.socket) -> str:
    """The URL that a listening socket answers at."""
    host, port = sock.getsockname()[:2]
    return f"http://[{host}]:{port}" if sock.family == socket.AF_INET6 else f"http://{host}:{port}"


def _is_loopback(place: str) -> bool:
    return ipaddress.ip_address(place.partition("%")[0]).is_loopback


@contextmanager
def _stopping(server: uvicorn.Server) -> Iterator[None]:
    """Signals end the server, not the process: whoever called has a store to close.

    uvicorn raises the signals it caught again when it is done; they end up here.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(signum: int, frame: FrameType | None) -> None:
        del signum, frame
        server.should_exit = True

    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
