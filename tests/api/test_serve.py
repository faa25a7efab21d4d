"""The runner: loopback unless asked otherwise, and a clean end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from linkage.errors import InvalidInputError
from linkage_api.serve import address, listening

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import signal, sys
from linkage.bootstrap import build
from linkage.settings import Settings
from linkage_api.serve import serve

def started(url):
    print(url, flush=True)
    if "early" in sys.argv:
        signal.raise_signal(signal.SIGINT)

with build(Settings(store=sys.argv[1])) as app:
    serve(app, port=0, started=started)
    print("closing", app.store.revision(), flush=True)
"""


@contextmanager
def serving(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The program above, gone at the end whatever happens."""
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-c", PROGRAM, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join((".", "api", "schemas"))},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "::ffff:192.0.2.1"])  # noqa: S104 - refused
def test_other_machines_are_kept_out_unless_that_is_asked_for(host: str) -> None:
    with (
        pytest.raises(InvalidInputError, match="other machines"),
        listening(host, 0, allow_remote=False),
    ):
        pass


def test_every_address_can_be_asked_for() -> None:
    with listening("0.0.0.0", 0, allow_remote=True) as sock:  # noqa: S104 - asked for
        assert address(sock).startswith("http://0.0.0.0:")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.8.9.1"])
def test_this_machine_may_connect(host: str) -> None:
    with listening(host, 0, allow_remote=False) as sock:
        socket.create_connection(sock.getsockname()[:2], timeout=5).close()
        assert address(sock).startswith("http://")


def test_responses_do_not_wait_for_acknowledgements() -> None:
    with (
        listening("127.0.0.1", 0, allow_remote=False) as sock,
        socket.create_connection(sock.getsockname()[:2], timeout=5),
    ):
        connection, _ = sock.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_port_that_is_taken_is_an_error_in_words() -> None:
    with listening("127.0.0.1", 0, allow_remote=False) as sock:
        port = sock.getsockname()[1]
        with (
            pytest.raises(InvalidInputError, match=f"port {port}"),
            listening("127.0.0.1", port, allow_remote=False),
        ):
            pass


@pytest.mark.parametrize("host", ["no.such.host.invalid", "a" * 300, "\0"])
def test_an_address_that_is_none_is_an_error_in_words(host: str) -> None:
    with pytest.raises(InvalidInputError), listening(host, 0, allow_remote=False):
        pass


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_told_to_stop_and_then_ends_in_order(tmp_path: Path, how: signal.Signals) -> None:
    with serving(str(tmp_path / "linkage.db")) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:")
        response = httpx2.get(f"{url}/readyz", timeout=20)
        assert response.json() == {"status": "ok"}
        assert "server" not in response.headers
        assert httpx2.get(f"{url}/v1/search?q=x", timeout=20).status_code == 401
        process.send_signal(how)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (0, "closing 0\n")
    assert [line.partition(" refused: ")[2] for line in err.splitlines()] == ["unauthorized"]


def test_it_can_be_stopped_before_it_serves(tmp_path: Path) -> None:
    with serving(str(tmp_path / "linkage.db"), "early") as process:
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out.splitlines()[1:], err) == (0, ["closing 0"], "")
