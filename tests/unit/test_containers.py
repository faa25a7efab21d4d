from __future__ import annotations

import gc
import importlib.util

import pytest

from linkage.errors import StoreUnavailableError
from linkage.store.neo4j.server import LTS, NEWEST
from tests.support import containers
from tests.support.neo4j import why_not_newest

INSTALLED = importlib.util.find_spec("testcontainers") is not None


@pytest.mark.skipif(INSTALLED, reason="testcontainers is installed")
def test_without_the_package_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_CONTAINER", "1")
    with pytest.raises(StoreUnavailableError, match="pip install --group containers"):
        containers.start(LTS)


@pytest.mark.skipif(not INSTALLED, reason="testcontainers is not installed")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_without_docker_it_is_said_which_image_did_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_CONTAINER", "1")
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    with pytest.raises(StoreUnavailableError, match=f"Docker did not start neo4j:{LTS.name}-community: "):
        containers.start(LTS)
    gc.collect()  # Docker's client leaves a socket open; here nobody minds


@pytest.mark.parametrize(
    ("told", "wanted", "named"),
    [("", False, None), ("0", False, None), ("1", True, None), ("neo4j:5.26", True, "neo4j:5.26")],
)
def test_the_variable_is_a_switch_or_an_image(
    monkeypatch: pytest.MonkeyPatch, told: str, wanted: bool, named: str | None
) -> None:
    monkeypatch.setenv("NEO4J_CONTAINER", told)
    assert (containers.wanted(), containers.named_image()) == (wanted, named)


def test_settings_are_told_by_the_names_that_the_image_knows() -> None:
    assert containers.variable("server.memory.heap.max_size=512m") == (
        "NEO4J_server_memory_heap_max__size",
        "512m",
    )


@pytest.mark.parametrize(
    ("variable", "value"), [("NEO4J_URI", "bolt://127.0.0.1:7687"), ("NEO4J_CONTAINER", "neo4j:5.26")]
)
def test_one_named_server_is_tested_alone(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.setenv(variable, value)
    assert (why_not_newest() or "").startswith(f"NO SECOND NEO4J: {variable} names the one ")


def test_without_its_java_the_newest_is_left_out_and_it_is_said_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("NEO4J_URI", "NEO4J_CONTAINER", "JAVA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("linkage.store.neo4j.server.versions.PLACES", ())
    monkeypatch.setenv("CI", "true")
    assert f"needs Java {NEWEST.java}: install it" in (why_not_newest() or "")
