"""A TCP proxy in front of a server, which delays, stalls or cuts what passes on demand."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Self


class Proxy:
    """Listens on loopback and hands on to `port` there, as a slow or broken network would."""

    def __init__(self, port: int) -> None:
        self.delay = 0.0
        """Seconds that every piece is kept."""
        self._port = port
        self._flowing = threading.Event()
        self._flowing.set()
        self._left: int | None = None
        self._lock = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))

    @property
    def url(self) -> str:
        return f"bolt://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._accepting = threading.Thread(target=self._accept)
        self._accepting.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._accepting.join()
        self.flow()
        self.cut()
        for thread in self._threads:
            thread.join()

    def stall(self) -> None:
        """Hand nothing on and close nothing. Connections are taken, as by a server that hangs."""
        self._flowing.clear()

    def flow(self) -> None:
        """Hand on what was kept and what comes, to those that are still there."""
        self._flowing.set()

    def cut(self) -> None:
        """Close every connection; new ones pass."""
        with self._lock:
            for one in self._sockets:
                _shut(one)

    def cut_after(self, size: int) -> None:
        """Close every connection once the server has sent so many more bytes."""
        with self._lock:
            self._left = size

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._port))
            except OSError:
                near.close()
                continue
            with self._lock:
                self._sockets |= {near, far}
            thread = threading.Thread(target=self._serve, args=(near, far))
            self._threads.append(thread)
            thread.start()

    def _serve(self, near: socket.socket, far: socket.socket) -> None:
        asking = threading.Thread(target=self._pump, args=(near, far, False))
        asking.start()
        self._pump(far, near, answers=True)
        asking.join()
        with self._lock:
            self._sockets -= {near, far}
        near.close()
        far.close()

    def _pump(self, source: socket.socket, sink: socket.socket, answers: bool) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 16):
                time.sleep(self.delay)
                self._flowing.wait()
                sink.sendall(self._allowed(data) if answers else data)
        _shut(source)
        _shut(sink)

    def _allowed(self, data: bytes) -> bytes:
        """What of it may pass; when that is the last, all connections are closed."""
        with self._lock:
            if self._left is None:
                return data
            allowed = data[: self._left]
            self._left = max(0, self._left - len(data))
            if self._left:
                return allowed
            self._left = None
        self.cut()
        return allowed


def _shut(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
