"""docker-compose.yml: valid by the Compose specification, and as operators are promised."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from linkage.store.neo4j.server import LTS
from tests.support.containers import variable

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "docker-compose.yml"
SCHEMA = ROOT / "tests" / "data" / "compose-spec.json"
Compose = dict[str, Any]


@pytest.fixture
def compose() -> Compose:
    read: Compose = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return read


@pytest.fixture
def neo4j(compose: Compose) -> Compose:
    service: Compose = compose["services"]["neo4j"]
    return service


@pytest.fixture
def linkage(compose: Compose) -> Compose:
    service: Compose = compose["services"]["linkage"]
    return service


def faults(compose: Compose) -> list[str]:
    """What the specification's schema has against the file."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    found = jsonschema.Draft202012Validator(schema).iter_errors(compose)
    return [f"{error.json_path}: {error.message}" for error in found]


def test_it_is_valid_by_the_specification(compose: Compose) -> None:
    assert faults(compose) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda it: it.update(service={}),
        lambda it: it["services"]["neo4j"].update(volume=["neo4j-data:/data"]),
        lambda it: it["services"]["neo4j"]["healthcheck"].update(interval=10),
        lambda it: it["services"]["linkage"]["depends_on"]["neo4j"].update(condition="healthy"),
        lambda it: it["services"]["linkage"].update(ports={"8000": 8000}),
        lambda it: it["secrets"]["neo4j_auth"].update(path="./secrets/neo4j_auth"),
    ],
)
def test_a_mistake_is_seen(compose: Compose, spoil: Callable[[Compose], None]) -> None:
    wrong = copy.deepcopy(compose)
    spoil(wrong)
    assert faults(wrong) != []


def test_docker_reads_it() -> None:
    docker = shutil.which("docker")
    if (
        docker is None
        or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode
    ):
        pytest.skip("there is no docker compose here")
    command = [docker, "compose", "--file", str(FILE), "config", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_neo4j_is_the_tested_version_with_its_memory_stated(neo4j: Compose) -> None:
    assert neo4j["image"] == f"neo4j:{LTS.name}-community"
    told = neo4j["environment"]
    heap = {told[f"NEO4J_server_memory_heap_{end}__size"] for end in ("initial", "max")}
    assert len(heap) == 1
    assert {unit[-1] for unit in heap | {told["NEO4J_server_memory_pagecache_size"]}} == {"g"}
    stated = ("dbms.usage_report.enabled=false", "dbms.cypher.forbid_exhaustive_shortestpath=true")
    assert dict(map(variable, stated)).items() <= told.items()


def test_neo4j_keeps_data_and_logs_in_named_volumes(compose: Compose, neo4j: Compose) -> None:
    kept = dict(volume.split(":")[::-1] for volume in neo4j["volumes"])
    assert set(kept) == {"/data", "/logs"}
    assert set(kept.values()) == set(compose["volumes"])


def test_neo4j_is_reached_by_the_service_alone(compose: Compose, neo4j: Compose, linkage: Compose) -> None:
    assert neo4j.keys().isdisjoint({"ports", "expose", "network_mode"})
    assert neo4j["networks"] == ["inside"]
    assert compose["networks"]["inside"] == {"internal": True}
    assert "inside" in linkage["networks"]
    assert all(port.startswith("127.0.0.1:") for port in linkage["ports"])


def test_the_service_waits_for_a_healthy_neo4j(neo4j: Compose, linkage: Compose) -> None:
    assert linkage["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    health = neo4j["healthcheck"]
    assert {"interval", "timeout", "retries", "start_period"} <= health.keys()
    assert "/run/secrets/neo4j_password" in health["test"][1]
    assert "cypher-shell" in health["test"][1]
    assert linkage["environment"]["LINKAGE_STORE"] == "bolt://neo4j:7687"
    assert "/readyz" in linkage["healthcheck"]["test"][-1]


def test_passwords_come_from_files_that_git_does_not_take(compose: Compose) -> None:
    assert {secret["file"].rpartition("/")[0] for secret in compose["secrets"].values()} == {"./secrets"}
    assert "/secrets/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    for service in compose["services"].values():
        told = service["environment"]
        named = {name for name in told if "AUTH" in name or "PASSWORD" in name}
        assert named
        given = {f"/run/secrets/{secret}" for secret in service["secrets"]}
        assert all(name.endswith("_FILE") and told[name] in given for name in named)
    assert set(compose["services"]["linkage"]["secrets"]) == {"neo4j_password"}


def test_the_service_can_change_nothing_around_it(linkage: Compose) -> None:
    assert linkage["read_only"] is True
    assert linkage["cap_drop"] == ["ALL"]
    assert linkage["security_opt"] == ["no-new-privileges:true"]
